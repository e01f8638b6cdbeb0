"""The desk: of an officer, or of a person who has cases of their own."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plumbline.procedure import in_force, latest
from plumbline.store import access, notices
from plumbline.store.access import Person
from plumbline.store.cases import content, drafts, lists, sent_files
from plumbline.store.models import Account, FormDraft
from plumbline.store.notices import lists as notice_lists
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.views import private
from plumbline.web.desk.rows import Row, rows_of

FOUND: Final = ("due", "found", "mine")
"""The sections whose cases are looked into for what stands to be answered."""

MONTHS: Final = 2  # drawn on the desk
FEW: Final = 5  # rows of a section in a narrow window; fold.css counts them
YEAR: Final = 12  # months


@dataclass(frozen=True, slots=True)
class Beginning:
    """An action with which somebody may open a case."""

    procedure: str
    action: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A section of the desk."""

    rows: Sequence[Row]
    total: int

    @property
    def folded(self) -> int:
        """How many rows a narrow window shows on demand only."""
        return max(len(self.rows) - FEW, 0)


@require_safe
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What somebody has to do today."""
    today = timezone.localdate()
    if not isinstance(request.user, Account):
        raise Http404
    who = access.person(request.user, today)
    context = {
        "family": "desk",
        "today": today,
        "beginnings": beginnings(who),
        "drafts": _drafts(request.user),
        "unconfirmed": notices.said(notice_lists.open_now(request.user)),
    }
    if not who.is_officer:
        context["rows"] = rows_of(lists.own_cases(who), who)
        return private(render(request, "desk/own.html", context))
    page = lists.desk(who)
    found = {
        "due": page.due, "found": page.found, "mine": page.mine, "unassigned": page.unassigned,
        "waiting": page.waiting,
    }  # fmt: skip
    if not (page.mine.total or page.unassigned.total or page.waiting.total):
        found |= {"late": _all(who, "late"), "open": _all(who, "open")}
    context |= {"sections": _sections(found, who), "months": _months(page.days, today)}
    return private(render(request, "desk/desk.html", context))


def _sections(found: Mapping[str, lists.Section], who: Person) -> dict[str, Shown]:
    """The sections with their rows, asked for together."""
    records = {one.pk: one for section in found.values() for one in section.cases}
    into = {one.pk: one for name in FOUND for one in found[name].cases}
    rows = rows_of(records.values(), who, looked_into=into.values(), read_at=timezone.now())
    by_key = {row.record.pk: row for row in rows}
    plain = {key: replace(row, findings=()) for key, row in by_key.items()}
    return {
        name: Shown(
            [(by_key if name in FOUND else plain)[one.pk] for one in section.cases], section.total
        )
        for name, section in found.items()
    }


def _all(who: Person, state: str) -> lists.Section:
    """All cases in a state that somebody may see: for those who handle none, but answer in them
    or supervise them."""
    found = lists.found(who, lists.Asked(state=state))
    return lists.Section(found.shown(0, lists.SHOWN), found.counted())


def beginnings(who: Person) -> list[Beginning]:
    """The actions with which somebody may open a case today."""
    found = []
    for name, procedure in content.procedures().items():
        definition = in_force(procedure.definitions, who.on)
        if definition is None:
            continue
        sight = access.beginning(who, definition)
        for action in definition.actions.values():
            actor = sight.actor(action.by) if action.begins else None
            if actor is not None:
                title = f"{definition.title} · {action.title}"
                found.append(Beginning(name, action.id, title))
    return found


def _drafts(account: Account) -> list[tuple[FormDraft, str]]:
    found = []
    for one in drafts.open_drafts(account):
        known = content.procedures().get(one.procedure)
        action = latest(known.definitions).action(one.action) if known else None
        found.append((one, action.title if action else one.action))
    return found


@require_POST
@signed_in
def drop_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a half-filled form of one's own."""
    if (draft := FormDraft.objects.filter(pk=pk, account=request.user.pk).first()) is not None:
        sent_files.given_up(draft)
        draft.delete()
    return redirect("desk")


@dataclass(frozen=True, slots=True)
class MonthDrawn:
    """A month with the number of cases that end on each of its days; None is no day of it."""

    year: int
    month: int
    weeks: Sequence[Sequence[tuple[date, int, str] | None]]


def _months(days: Mapping[date, int], today: date) -> list[MonthDrawn]:
    """The months from today on, each day with its cases, and whether it is a day of rest."""
    calendar, found = content.calendar(), []
    for step in range(MONTHS):
        year, month = divmod(today.year * YEAR + today.month - 1 + step, YEAR)
        weeks = [
            [
                (day, days.get(day, 0), _state(day, today, is_rest=calendar.is_day_of_rest(day)))
                if day.month == month + 1
                else None
                for day in week
            ]
            for week in Calendar().monthdatescalendar(year, month + 1)
        ]
        found.append(MonthDrawn(year, month + 1, weeks))
    return found


def _state(day: date, today: date, *, is_rest: bool) -> str:
    return "today" if day == today else "past" if day < today else "rest" if is_rest else "work"
