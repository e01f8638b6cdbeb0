"""The table of works, and the same as CSV."""

from django.urls import path

from plumbline.web.browse import views

urlpatterns = [
    path("library/", views.browse, name="browse"),
    path("library/works.csv", views.export, name="browse-csv"),
]
