"""What this is, and what was imported."""

from django.urls import path

from plumbline.web.about import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:number>/", views.run, name="import-run"),
]
