"""Citations out of a version and into a work, and a single one as a page or a card."""

from django.urls import path, re_path

from plumbline.web.citing import views
from plumbline.web.layout.addresses import LABEL

urlpatterns = [
    re_path(rf"^law/(?P<key>.+)/{LABEL}/citations/$", views.citations, name="citations"),
    re_path(rf"^law/(?P<key>.+)/{LABEL}/cite/(?P<place>\d+)/$", views.citation, name="citation"),
    re_path(rf"^law/(?P<key>.+)/{LABEL}/cite/(?P<place>\d+)/card$", views.card, name="card"),
    path("law/<path:key>/cited-by/", views.cited_by, name="cited-by"),
]
