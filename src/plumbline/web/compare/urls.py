"""One page: which two versions, and what changed between them."""

from django.urls import path

from plumbline.web.compare import views

urlpatterns = [path("law/<path:key>/compare/", views.compare, name="compare")]
