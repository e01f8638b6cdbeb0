"""The log's page, its files as other products read them, and the check of a receipt."""

from django.urls import path, re_path

from plumbline.web.ledger import files, views

urlpatterns = [
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/check/", views.check, name="ledger-check"),
    path("ledger/checkpoint", files.checkpoint, name="ledger-checkpoint"),
    path("ledger/checkpoint/<int:size>", files.checkpoint, name="ledger-checkpoint-at"),
    path("ledger/key", files.key, name="ledger-key"),
    path("ledger/consistency.json", files.consistency, name="ledger-consistency"),
    re_path(r"^ledger/(?P<name>verify\.(?:py|js))$", files.verifier, name="ledger-verifier"),
    re_path(
        r"^ledger/tile/(?P<row>[0-7])/(?P<number>(?:x[0-9]{3}/){0,4}[0-9]{3})"
        r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?$",
        files.tile,
        name="ledger-tile",
    ),
]
