"""The first page."""

from django.urls import path

from plumbline.web.home import views

urlpatterns = [path("", views.home, name="home")]
