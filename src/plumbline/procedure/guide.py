"""指引 -- what somebody may be told before they apply: whether, to whom, until when.

The answers are findings, never a decision. The time limits are those of the application itself:
the guide makes the application that the answers describe and reads its clocks, so that what is
said beforehand and what is examined afterwards cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from plumbline.clock import Calendar, Clock, Due
from plumbline.procedure.case import Case, fold
from plumbline.procedure.competence import Competence, Organ, Organs, Rules, competent
from plumbline.procedure.definition import Basis, Definition
from plumbline.procedure.event import Event

May = Literal["yes", "no", "late", "early", "depends", "unsaid"]
"""May one apply: yes; no, it is outside the scope; no longer; not yet; it depends on what the
institution examines; or too little was said."""

APPLY: Final = "apply"
_LIMITS: Final = ("application", "application_not_told", "application_longest")


@dataclass(frozen=True, slots=True)
class Excluded:
    """A matter that cannot be reconsidered, and where one may turn instead."""

    code: str
    title: str
    basis: Basis
    instead: str
    instead_basis: Basis


@dataclass(frozen=True, slots=True)
class Precedence:
    """Acts for which reconsideration comes before the court: of some kinds, or any, when the
    answer `asked` is yes."""

    code: str
    kinds: tuple[str, ...]
    asked: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Outside:
    """Organs that no tree of ours has, and what is said of them."""

    code: str
    title: str
    words: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide to a procedure as from one day."""

    name: str
    title: str
    from_day: date
    excluded: Mapping[str, Excluded]
    precedence: tuple[Precedence, ...]
    outside: Mapping[str, Outside]
    inaction: tuple[str, ...]
    inaction_basis: Basis
    omission: str
    omission_basis: Basis
    stated_basis: Basis
    urgent_basis: Basis
    rules: Rules


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of the act. `kind` is a kind of act or of an excluded matter, `organ`
    the one that acted or the code of one outside the tree; None and empty are not said.

    Of an omission: `asked_on` is the day on which the organ received the request, `perform_by`
    the last day that a statute gave it.
    """

    kind: str = ""
    organ: Organ | None = None
    outside: str = ""
    omission: bool = False
    urgent: bool = False
    on_the_spot: bool = False
    withheld: bool = False
    asked_on: date | None = None
    perform_by: date | None = None
    act_on: date | None = None
    known_on: date | None = None
    was_told: bool | None = None
    told_on: date | None = None
    is_real_estate: bool = False
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit for the application, and whether it is over."""

    clock: str
    title: str
    due: Due
    law: Clock
    is_over: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be found. `until` is the first day on which a limit ends, None when nothing runs.

    `waits` is the period that must pass before an omission is one. `first` says by which article
    reconsideration must come before the court.
    """

    may: May
    basis: Basis
    excluded: Excluded | None = None
    limits: tuple[Limit, ...] = ()
    until: date | None = None
    waits: Due | None = None
    waits_law: Clock | None = None
    from_on: date | None = None
    from_basis: Basis | None = None
    outside: Outside | None = None
    competence: Competence | None = None
    first: Precedence | None = None


def answer(  # noqa: PLR0913 -- the guide is asked of all that it rests on
    guide: Guide,
    definition: Definition,
    said: Said,
    organs: Organs,
    calendar: Calendar,
    omission: Clock,
    on: date,
) -> Answer:
    """What can be found of an act on a day; `omission` is the clock that the guide names."""
    if excluded := guide.excluded.get(said.kind):
        return Answer("no", excluded.basis, excluded)
    waits = _waits(said, omission, calendar)
    start, ground = _start(guide, said, waits)
    limits = _limits(definition, calendar, said, start, on) if start else ()
    return Answer(
        may=_may(definition, said, limits, start, on),
        basis=_basis(definition, said),
        limits=limits,
        until=min((one.due.day for one in limits if one.due.day), default=None),
        waits=waits,
        waits_law=omission if waits else None,
        from_on=start,
        from_basis=ground,
        outside=guide.outside.get(said.outside),
        competence=competent(guide.rules, said.organ, organs) if said.organ else None,
        first=precedes(guide, said),
    )


def precedes(guide: Guide, said: Said) -> Precedence | None:
    """By which article reconsideration must come before the court, if by any."""
    answers = {
        "on_the_spot": said.on_the_spot,
        "omission": said.omission,
        "withheld": said.withheld,
    }
    for one in guide.precedence:
        if (not one.kinds or said.kind in one.kinds) and (not one.asked or answers[one.asked]):
            return one
    return None


def _waits(said: Said, omission: Clock, calendar: Calendar) -> Due | None:
    if not said.omission or said.urgent or said.perform_by or not said.asked_on:
        return None
    return omission.due(said.asked_on, calendar)


def _start(guide: Guide, said: Said, waits: Due | None) -> tuple[date | None, Basis | None]:
    """The day from which the application is counted, and by which article for an omission."""
    if not said.omission:
        return said.known_on or said.act_on, None
    if said.perform_by:
        return said.perform_by, guide.stated_basis
    if waits:
        return waits.day, guide.omission_basis
    return (said.asked_on, guide.urgent_basis) if said.urgent else (None, None)


def _limits(
    definition: Definition, calendar: Calendar, said: Said, start: date, on: date
) -> tuple[Limit, ...]:
    """The time limits of the application that the answers describe, as its own clocks run."""
    case = applied(definition, calendar, said, start, on)
    found = []
    waits = said.was_told is False and said.told_on is None
    for id in _LIMITS[waits:]:  # 行政复议法#20.3: the sixty days wait until one learns of them
        for run in case.runs(id):
            due = case.due_of(run)
            is_over = due.day is not None and on > due.day
            found.append(Limit(id, definition.clocks[id].title, due, run.clock, is_over))
    return tuple(found)


def applied(definition: Definition, calendar: Calendar, said: Said, start: date, on: date) -> Case:
    """The case that an application made on a day would open. Nobody has made it."""
    was_told = said.was_told is not False
    days = {
        "act_on": start if said.omission else said.act_on,
        "known_on": start,
        "told_on": None if was_told else said.told_on,
    }
    data: dict[str, object] = {name: f"{day}" for name, day in days.items() if day}
    data |= {"was_told": was_told, "is_real_estate": said.is_real_estate}
    event = Event(id="", case="", seq=1, action=APPLY, on=on, by="applicant", data=data)
    return fold(definition, [event], calendar)


def _may(
    definition: Definition, said: Said, limits: tuple[Limit, ...], start: date | None, on: date
) -> May:
    if said.kind not in definition.fields["act_kind"].options or start is None:
        return "unsaid"
    if said.omission and start > on:
        return "early"
    over = {one.clock for one in limits if one.is_over}
    if over - {"application"}:
        return "late"  # 行政复议法#20.3、#21: a year and the longest limits know no excuse
    if over:
        return "depends" if said.is_excused else "late"
    return "depends" if said.kind == "other" else "yes"


def _basis(definition: Definition, said: Said) -> Basis:
    known = definition.fields["act_kind"]
    return known.grounds.get(said.kind, known.basis)
