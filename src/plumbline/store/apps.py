"""The store as Django knows it."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Registers the models of this package under the label `store`."""

    name = "plumbline.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
