"""Whether notices come by mail, to which address, in which language."""

from __future__ import annotations

from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from plumbline.store.models import Account
from plumbline.web.account.gate import signed_in


class MailForm(forms.ModelForm[Account]):
    """The address and whether it is written to."""

    class Meta:
        """Of an account nothing else."""

        model = Account
        fields = ("email", "wants_mail", "language")

    email = forms.EmailField(
        label=gettext_lazy("电子邮箱"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "form-control"}),
    )
    wants_mail = forms.BooleanField(
        label=gettext_lazy("提醒同时发到邮箱"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("邮件的语言"),
        choices=[("zh-hans", gettext_lazy("中文")), ("en", gettext_lazy("英文"))],
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def shown_form(account: Account) -> MailForm:
    """The form as the account page shows it."""
    chosen = account.language or settings.LANGUAGE_CODE
    return MailForm(instance=account, initial={"language": chosen}, prefix="mail")


@require_POST
@signed_in
def mails(request: HttpRequest) -> HttpResponse:
    """Keep whether and where mails go; show the form again where the address is none."""
    account = cast("Account", request.user)
    form = MailForm(request.POST, instance=account, prefix="mail")
    if form.is_valid():
        account.save(update_fields=["email", "wants_mail", "language"])
        messages.success(request, _("邮件设置已经保存。"))
        return redirect(f"{reverse('account')}#mails")
    context = {"family": "account", "mail_form": form}
    return render(request, "account/mails.html", context, status=422)
