"""The desk, the list of cases, and saved views of it."""

from django.urls import path

from plumbline.web.desk import listing, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/drafts/<int:pk>/", views.drop_draft, name="drop-draft"),
    path("cases/", listing.cases, name="cases"),
    path("cases/export.csv", listing.export, name="cases-export"),
    path("cases/views/", listing.views, name="case-views"),
]
