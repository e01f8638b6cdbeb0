"""The form with its result, and the result as a file."""

from django.urls import path

from plumbline.web.check import views

urlpatterns = [
    path("check/", views.check, name="check"),
    path("check/report/", views.report, name="check-report"),
]
