"""重演 -- old cases under a changed definition or calendar: what would be different.

A changed definition is replayed over all open cases before it is approved; a notice that
changes the calendar likewise. Replaying changes nothing: it lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plumbline.clock.calendar import Calendar
from plumbline.clock.due_day import Due
from plumbline.procedure.case import Case, fold, followed, refusal_of
from plumbline.procedure.definition import Definition
from plumbline.procedure.event import VOID, Event, voided
from plumbline.procedure.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Finding:
    """A standing event that is not lawful where it now stands, and why."""

    event: Event
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing about a case that is different: `name` is the clock, the action, the role or the
    event.

    `what` is the stage, a due day, the day of a silence, the actions of a role, or a finding;
    values as people read them, empty for none. `basis` is that of the clock, the silence or the
    refusal as it is afterwards, or where there is none any more, as it was.
    """

    case: str
    what: Literal["stage", "due", "silence", "actions", "finding"]
    name: str
    before: str
    after: str
    basis: str = ""


def findings(case: Case) -> tuple[Finding, ...]:
    """The standing events of a case that would now be refused in their place.

    After a correction these are the events that rested on what was taken out of account.
    """
    gone = voided(case.events)
    found, then = [], Case(case.definition, case.calendar)
    for event in case.events:
        stands = event.id not in gone and event.action != VOID
        if stands and (refusal := refusal_of(then, event)):
            found.append(Finding(event, refusal))
        then = followed(then, event, stands=stands)
    return tuple(found)


def compare(
    old: Definition,
    new: Definition,
    cases: Iterable[Sequence[Event]],
    calendar: Calendar,
    on: date,
) -> tuple[Difference, ...]:
    """What a changed definition would change, as of a day, in cases given by their events."""
    return tuple(
        one
        for events in cases
        for one in differences(fold(old, events, calendar), fold(new, events, calendar), on)
    )


def compare_calendars(
    definition: Definition,
    cases: Iterable[Sequence[Event]],
    old: Calendar,
    new: Calendar,
    on: date,
) -> tuple[Difference, ...]:
    """What an amended calendar would change, as of a day, in cases given by their events."""
    return tuple(
        one
        for events in cases
        for one in differences(fold(definition, events, old), fold(definition, events, new), on)
    )


def differences(before: Case, after: Case, on: date) -> Iterator[Difference]:
    """What is different, as of a day, between one case folded under two laws.

    Silences are those that nobody has recorded; a recorded one that the changed law does not
    bring on its day is a finding. Raises ValueError as `Case.at` does.
    """
    one, other = before.at(on), after.at(on)
    number = one.number
    if one.stage != other.stage:
        yield Difference(number, "stage", "", one.stage, other.stage)
    told = (_days(one), _days(other))
    yield from (Difference(number, "due", *row) for row in _changed(*told))
    quiet = (_silences(one), _silences(other))
    yield from (Difference(number, "silence", *row) for row in _changed(*quiet))
    roles = {**one.definition.roles, **other.definition.roles}
    actions = tuple(
        {role: (", ".join(case.next_actions(role, on)), "") for role in roles}
        for case in (one, other)
    )
    yield from (Difference(number, "actions", *row) for row in _changed(*actions))
    codes = tuple(
        {one.event.id: (one.refusal.code, f"{one.refusal.basis}") for one in findings(case)}
        for case in (before, after)
    )
    yield from (Difference(number, "finding", *row) for row in _changed(*codes))


def _days(case: Case) -> dict[str, tuple[str, str]]:
    return {key: (_day(due), due.period.basis) for key, due in case.due().items()}


def _silences(case: Case) -> dict[str, tuple[str, str]]:
    actions = case.definition.actions
    return {
        f"{one.action} {one.agency}".strip(): (f"{one.on}", f"{actions[one.action].basis}")
        for one in case.silences
    }


def _day(due: Due) -> str:
    if due.day is None:
        return "suspended"
    return f"{due.day} (provisional)" if due.provisional else f"{due.day}"


_Said = Mapping[str, tuple[str, str]]
"""By name: the value, and what it rests on."""


def _changed(before: _Said, after: _Said) -> Iterator[tuple[str, str, str, str]]:
    for name in {**before, **after}:
        (one, was), (other, basis) = before.get(name, ("", "")), after.get(name, ("", ""))
        if one != other:
            yield name, one, other, basis or was
