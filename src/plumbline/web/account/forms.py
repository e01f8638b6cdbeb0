"""账户表单 -- what allauth does not ask of its own accord."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plumbline.store.models import Account


class NameForm(forms.Form):
    """The name of a citizen who registers; the rest of the form is allauth's."""

    full_name = forms.CharField(
        label=_("姓名"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("full_name", "username", "password1", "password2")

    def signup(self, request: HttpRequest, user: Account) -> None:
        """Keep the name with the new account."""
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])
