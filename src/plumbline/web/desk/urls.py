"""The desk, the list of cases, and saved views of it."""

from django.urls import path

from plumbline.web.desk import listing, noticing, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/drafts/<int:pk>/", views.drop_draft, name="drop-draft"),
    path("desk/notices/", noticing.listing, name="notices"),
    path("desk/notices/confirm/", noticing.acknowledge, name="acknowledge"),
    path("desk/notices/<uuid:pk>/", noticing.notice, name="notice"),
    path("cases/", listing.cases, name="cases"),
    path("cases/export.csv", listing.export, name="cases-export"),
    path("cases/views/", listing.views, name="case-views"),
]
