"""Procedures: the list, and one text of each."""

from django.urls import path, re_path

from plumbline.web.procedures import views

urlpatterns = [
    path("procedures/", views.procedures, name="procedures"),
    path("procedures/<slug:name>/", views.procedure, name="procedure"),
    re_path(
        r"^procedures/(?P<name>[a-z_]+)/(?P<day>\d{4}-\d{2}-\d{2})/$", views.procedure,
        name="procedure-text",
    ),
]  # fmt: skip
