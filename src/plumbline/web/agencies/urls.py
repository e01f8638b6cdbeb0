"""Agencies: a list to search, and one page for each."""

from django.urls import path

from plumbline.web.agencies import views

urlpatterns = [
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<str:code>/", views.agency, name="agency"),
]
