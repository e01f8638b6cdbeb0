"""Files of one version."""

from django.urls import re_path

from plumbline.web.downloads import views
from plumbline.web.layout.addresses import LABEL

urlpatterns = [
    re_path(
        rf"^law/(?P<key>.+)/{LABEL}/download/(?P<form>docx|akn|json|md)$",
        views.download,
        name="download",
    ),
    re_path(
        rf"^law/(?P<key>.+)/{LABEL}/original/(?P<sha256>[0-9a-f]{{64}})$",
        views.original,
        name="original",
    ),
]
