"""修改密码 -- the form by which an initial password, becomes one's own."""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A change of password; an initial password, which an administrator knows, ends with it."""

    def clean_password1(self) -> str:
        """The new password. Raises ValidationError when it is the old one."""
        password = str(self.cleaned_data["password1"])
        if self.user.check_password(password):
            raise forms.ValidationError(_("新密码不能与原密码相同。"))
        return password

    def save(self) -> None:
        """Keep the new password."""
        super().save()
        if self.user.must_change_password:
            self.user.must_change_password = False
            self.user.save(update_fields=["must_change_password"])
