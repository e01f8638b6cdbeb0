"""Certificates of officers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.store import administration
from plumbline.store.administration import people
from plumbline.store.administration.people import NewCertificate
from plumbline.store.models import Agency, Officer
from plumbline.web.administration import forms
from plumbline.web.administration.access import account_of, keeper_of, of_kept_officer
from plumbline.web.administration.asking import Question, ask
from plumbline.web.administration.people_views import page_of_officer


def _check(request: HttpRequest, person: Officer) -> None:
    if not administration.may_keep_officer(account_of(request), person, timezone.localdate()):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@of_kept_officer
def add(request: HttpRequest, one: Agency, person: Officer) -> HttpResponse:
    """Enter a certificate, or correct the days of one."""
    _check(request, person)
    asked = request.GET.get("change", "")
    there = person.certificates.filter(pk=asked).first() if asked.isdecimal() else None
    names = ("kind", "number", "from_on", "until_on")
    initial = {name: getattr(there, name) for name in names} if there else {}
    form = forms.CertificateForm(request.POST or None, initial=initial)

    def do() -> str:
        said = form.cleaned_data
        new = NewCertificate(said["kind"], said["number"], said["from_on"], said["until_on"])
        people.keep_certificate(keeper_of(request), one, person, new)
        return _("已登记。")

    title = _("%(name)s的证件") % {"name": person.name}
    return ask(request, Question(title, _("登记"), page_of_officer(one, person)), form, do)


@require_POST
@of_kept_officer
def remove(request: HttpRequest, one: Agency, person: Officer, certificate: int) -> HttpResponse:
    """Take away a certificate that was entered by mistake."""
    _check(request, person)
    found = person.certificates.filter(pk=certificate).first()
    if found is None:
        raise Http404(str(certificate))
    people.take_certificate(keeper_of(request), one, found)
    messages.success(request, _("已删除。"))
    return redirect(page_of_officer(one, person))
