"""The addresses of the interface."""

from django.urls import path

from plumbline.api.endpoints import api, docs

urlpatterns = [
    path("v1/docs", docs, name="api-docs"),
    path("v1/", api.urls),
]
