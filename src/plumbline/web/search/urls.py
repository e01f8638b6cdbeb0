"""One page: the question and its answers."""

from django.urls import path

from plumbline.web.search import views

urlpatterns = [path("search/", views.search, name="search")]
