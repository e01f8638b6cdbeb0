"""申请 -- the application of a citizen: in sections, looked through before it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.procedure.fields import day_of
from plumbline.store import access
from plumbline.store.models import Account
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.acting import Desk, Face, answer, definition_now
from plumbline.web.cases.forms import ActionForm, Group
from plumbline.web.cases.next_step import next_steps
from plumbline.web.cases.opened import opened
from plumbline.web.cases.page import page_of
from plumbline.web.cases.suggesting import suggested_by
from plumbline.web.cases.views import private
from plumbline.web.reconsideration.hints import HINTS
from plumbline.web.reconsideration.views import PROCEDURE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

APPLY: Final = "apply"
SECTIONS: Final[tuple[tuple[_StrPromise, tuple[str, ...]], ...]] = (
    (_("申请人"), ("applicant",)),
    (_("对谁不服，向谁申请"), ("respondent", "organ", "institution")),
    (_("什么行为"), ("act", "act_kind")),
    (_("请求什么，为什么"), ("requests", "reasons")),
    (_("什么时候"), ("act_on", "known_on", "was_told", "told_on")),
    (_("证据和附件"), ("attachments",)),
)
"""What belongs together on the form; all that is not here stands at its end."""

PAST: Final = ("act_on", "known_on", "told_on", "posted_on")
"""Days of what has happened before somebody applies."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields of the form; `is_more` for those that few need."""

    title: _StrPromise
    groups: Sequence[Group]
    is_more: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something in it must be looked at."""
        bound = (one for group in self.groups for one in group.entries)
        return not self.is_more or any(one.errors for one in bound)


def arranged(form: ActionForm) -> list[Section]:
    """The fields of the form in sections; those that nobody named last. The form tells its mistakes
    in that order."""
    groups = {one.id: one for one in form.groups()}
    found = []
    for title, names in SECTIONS:
        there = [groups.pop(name) for name in names if name in groups]
        found += [Section(title, there)] if there else []
    rest = list(groups.values())
    found += [Section(_("更多情况"), rest, is_more=True)] if rest else []
    form.order_fields(
        ["on"]
        + [one.name for section in found for group in section.groups for one in group.entries]
    )
    return found


def judged(form: ActionForm, today: date) -> None:
    """What happened lies not in the future, and nobody knew of it before it did."""
    said = {name: day_of(form.cleaned_data.get(name)) for name in PAST}
    for name, day in said.items():
        if day is not None and day > today:
            form.add_error(name, _("日期不能在今天之后。"))
    act_on, known_on = said["act_on"], said["known_on"]
    if act_on is not None and known_on is not None and known_on < act_on:
        form.add_error("known_on", _("不能早于行政行为作出之日。"))


FACE: Final = Face(
    template="reconsideration/apply.html",
    preview="reconsideration/preview.html",
    done="reconsideration-done",
    family=PROCEDURE,
    arrange=arranged,
    judge=judged,
    hints=HINTS,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def apply(request: HttpRequest) -> HttpResponse:
    """The form of the application, for a citizen; an officer writes it down at the counter."""
    today = timezone.localdate()
    definition = definition_now(PROCEDURE, today)
    wanted = definition.actions.get(APPLY)
    who = access.person(request.user, today)
    actor = access.beginning(who, definition).actor(wanted.by) if wanted else None
    if wanted is None or actor is None or not isinstance(request.user, Account):
        raise Http404(APPLY)
    face = replace(FACE, hints={}) if actor.agency else FACE  # an officer knows the words
    desk = Desk(request.user, definition, wanted, actor, None, today, face=face)
    suggested = {"channel": "online"} | suggested_by(request, definition, wanted, actor)
    if not actor.agency:
        suggested |= {"applicant": [_applicant(request.user)]}
    return answer(request, desk, suggested)


def _applicant(account: Account) -> dict[str, Any]:
    return {"kind": "individual", "name": account.get_full_name(), "phone": account.phone}


@require_safe
@signed_in
def done(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """That the application was received: when, by whom, what happens now, and the receipt."""
    found = opened(request, pk)
    page = page_of(found.record, found.case, found.sight, found.today)
    context = {
        "family": PROCEDURE,
        "page": page,
        "event": found.case.recorded.events[0],
        "steps": next_steps(found.case, found.sight, found.today),
    }
    return private(render(request, "reconsideration/done.html", context))
