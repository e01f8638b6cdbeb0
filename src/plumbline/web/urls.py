"""The families of pages, one line each."""

from django.urls import include, path

from plumbline.web.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("language/", include("django.conf.urls.i18n")),
]
