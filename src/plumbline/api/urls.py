"""The addresses of the interface."""

from django.urls import path, re_path

from plumbline.api.endpoints import api, docs
from plumbline.api.faults import nowhere

urlpatterns = [
    path("v1/docs", docs, name="api-docs"),
    path("v1/", api.urls),
    re_path(r"^.*$", nowhere),
]
