"""A work on a day, and one of its versions."""

from django.urls import path, re_path

from plumbline.web.layout.addresses import LABEL
from plumbline.web.library import views

urlpatterns = [
    re_path(rf"^law/(?P<key>.+)/{LABEL}/$", views.version, name="version"),
    path("law/<path:key>/", views.work, name="work"),
]
