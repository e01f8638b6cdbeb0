"""The people of an agency: roles given and ended, deputies, desks handed over, names corrected."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.store import administration
from plumbline.store.administration import accounts, people, single_sign_on
from plumbline.store.administration.people import NewRole
from plumbline.store.agencies import ADMINISTRATOR
from plumbline.store.models import Agency, Assignment, Officer
from plumbline.web.administration import forms
from plumbline.web.administration.access import (
    account_of,
    confirmed,
    keeper_of,
    of_kept_agency,
    of_kept_officer,
)
from plumbline.web.administration.asking import Question, ask, kept_officers
from plumbline.web.administration.noted import shown

LATEST = 20  # changes on the page of an officer
_asked = require_http_methods(["GET", "HEAD", "POST"])


def _gives_administrator(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("role") == ADMINISTRATOR


def _back(one: Agency) -> str:
    return reverse("administer", args=[one.code])


def page_of_officer(one: Agency, officer: Officer) -> str:
    """The address of an officer's page."""
    return reverse("administer-officer", args=[one.code, officer.pk])


@_asked
@of_kept_agency
@confirmed(_gives_administrator)
def appoint(request: HttpRequest, one: Agency) -> HttpResponse:
    """Give somebody a role; whoever makes an administrator confirms who they are first."""
    known = request.GET.get("number", "")
    there = kept_officers(request).filter(number=known).first() if known else None
    initial: dict[str, object] = {"from_on": timezone.localdate()}
    if there is not None:
        initial |= {"number": there.number, "name": there.name}
    form = forms.AppointForm(request.POST or None, initial=initial)

    def do() -> HttpResponse:
        said = form.cleaned_data
        new = NewRole(said["number"], said["name"], said["role"], said["from_on"], said["post"])
        made = people.appoint(keeper_of(request), one, new)
        messages.success(request, _("%(name)s已任职。") % {"name": made.officer.name})
        return redirect(page_of_officer(one, made.officer))

    title = _("%(name)s：增加人员") % {"name": one.name}
    return ask(request, Question(title, _("任职"), _back(one)), form, do)


@require_safe
@of_kept_officer
def officer(request: HttpRequest, one: Agency, person: Officer) -> HttpResponse:
    """One officer of the agency: roles, certificates, account, and what was changed."""
    today = timezone.localdate()
    account = account_of(request)
    kept = administration.kept_agencies(account, today)
    rows = person.assignments.filter(agency__in=sorted(kept))
    return render(
        request,
        "administration/officer.html",
        {
            "family": "account",
            "one": one,
            "person": person,
            "roles": rows.select_related("agency", "stands_in_for__officer").order_by(
                "-from_on", "role"
            ),
            "keeps": administration.may_keep_officer(account, person, today),
            "locks": administration.may_lock_officer(account, person, today),
            "certificates": person.certificates.order_by("kind", "until_on"),
            "has_second_factor": bool(
                person.account and accounts.has_second_factor(person.account)
            ),
            "has_single_sign_on": bool(single_sign_on.server()),
            "subject": single_sign_on.subject_of(person.account) if person.account else "",
            "today": today,
            "warned": today + people.WARNING,
            "desk": people.desk_of(person, one, today),
            "notes": shown(
                note for note in administration.history_of_officer(person.number)[:LATEST]
                if note.agency == one.code
            ),
        },
    )  # fmt: skip


def _role(one: Agency, role: int) -> Assignment:
    rows = Assignment.objects.select_related("officer", "agency", "stands_in_for__officer")
    found = rows.filter(agency=one, pk=role).first()
    if found is None:
        raise Http404(str(role))
    return found


@_asked
@of_kept_agency
def end_role(request: HttpRequest, one: Agency, role: int) -> HttpResponse:
    """End a role from a day on."""
    held = _role(one, role)
    form = forms.EndRoleForm(request.POST or None, initial={"on": timezone.localdate()})

    def do() -> str:
        people.end_role(keeper_of(request), held, form.cleaned_data["on"])
        return _("已结束。")

    title = _("结束%(name)s的职责") % {"name": held.officer.name}
    back = page_of_officer(one, held.officer)
    return ask(request, Question(title, _("结束"), back, is_grave=True,
                                 more={"held": held}), form, do)  # fmt: skip


@_asked
@of_kept_agency
@confirmed()
def stand_in(request: HttpRequest, one: Agency, role: int) -> HttpResponse:
    """Let somebody act in a role during absence."""
    held = _role(one, role)
    rows = kept_officers(request).exclude(pk=held.officer_id)
    form = forms.StandInForm(request.POST or None, initial={"from_on": timezone.localdate()})
    forms.known(form, "deputy", rows)

    def do() -> str:
        said = form.cleaned_data
        people.stand_in(keeper_of(request), said["deputy"], held, said["from_on"], said["until_on"])
        return _("已安排代理。")

    title = _("%(name)s不在时由谁代理") % {"name": held.officer.name}
    back = page_of_officer(one, held.officer)
    question = Question(title, _("安排代理"), back, officers=rows, more={"held": held})
    return ask(request, question, form, do)


@_asked
@of_kept_officer
@confirmed()
def hand_over(request: HttpRequest, one: Agency, person: Officer) -> HttpResponse:
    """Hand a whole desk to somebody else: first what would move, then the move."""
    rows = kept_officers(request).exclude(pk=person.pk)
    form = forms.HandOverForm(request.POST or None, initial={"on": timezone.localdate()})
    forms.known(form, "taker", rows)
    on: date = timezone.localdate()
    looked = request.method == "POST" and form.is_valid()
    if looked:
        on = form.cleaned_data["on"]
    desk = people.desk_of(person, one, on)

    def do() -> HttpResponse | str:
        if request.POST.get("seen") != _seen(desk, form):
            context = {"one": one, "person": person, "form": form, "desk": desk, "on": on,
                       "seen": _seen(desk, form), "family": "account",
                       "taker": form.cleaned_data["taker"]}  # fmt: skip
            return render(request, "administration/hand_over.html", context)
        given = people.hand_over(keeper_of(request), person, form.cleaned_data["taker"], one, on)
        return ngettext("已移交 %(count)s 项职责。", "已移交 %(count)s 项职责。", len(given)) % {
            "count": len(given)
        }

    title = _("移交%(name)s的全部职责") % {"name": person.name}
    words = _("下一步先列出要移交的职责，确认后才移交。")
    back = page_of_officer(one, person)
    question = Question(title, _("看看会移交什么"), back, words, officers=rows)
    return ask(request, question, form, do)


def _seen(desk: list[Assignment], form: forms.HandOverForm) -> str:
    """What was shown before a hand-over: the roles, to whom, from when."""
    said = form.cleaned_data
    roles = ",".join(f"{one.pk}:{one.until_on or ''}" for one in desk)
    return f"{said['taker'].pk} {said['on']} {roles}"


@_asked
@of_kept_officer
def correct_name(request: HttpRequest, one: Agency, person: Officer) -> HttpResponse:
    """Correct how somebody is called."""
    if not administration.may_keep_officer(account_of(request), person, timezone.localdate()):
        raise Http404
    form = forms.NameForm(request.POST or None, initial={"name": person.name})

    def do() -> str:
        people.correct_name(keeper_of(request), person, form.cleaned_data["name"])
        return _("已更正。")

    title = _("更正姓名")
    return ask(request, Question(title, _("保存"), page_of_officer(one, person)), form, do)
