"""法定期间 -- a period that a statute sets: what starts it, how long it is, what its end brings.

A clock belongs to one text of one statute, whose day rule it is counted by. It says in which
direction it runs, whether it may be extended and by whom, which days are not counted, and what
happens when it ends: each with its article, or the mark that says why it has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, get_args

from plumbline.clock.before import latest_before
from plumbline.clock.calendar import Calendar
from plumbline.clock.due import due
from plumbline.clock.due_day import Due
from plumbline.clock.period import UNSTATED, ClockFault, Extension, Ground, Mark, Period
from plumbline.clock.rule import DayRule
from plumbline.clock.stretch import Cause, Stretch

Direction = Literal["within", "at_least", "before"]
"""To act within the period, not before it has passed, or at least so long before an event."""

Consequence = Literal[
    "deemed_accepted", "deemed_granted", "deemed_no_evidence", "right_lapses", "breach"
]
"""What the end of a period brings; a breach is a matter of responsibility and of procedure."""

DIRECTIONS: Final[tuple[Direction, ...]] = get_args(Direction)
CONSEQUENCES: Final[tuple[Consequence, ...]] = get_args(Consequence)


@dataclass(frozen=True, slots=True)
class AllowedExtension:
    """An extension that the statute allows: how long, by whom, how often (0: without limit)."""

    period: Period
    by: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class AllowedStretch:
    """A ground on which days are not counted."""

    cause: Cause
    why: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of a statute. `appendix` is its number in the list of statutory clocks (A42)."""

    statute: str
    effective_on: date
    id: str
    appendix: str
    title: str
    starts: str
    period: Period
    rule: DayRule
    counts: Direction
    consequence: Consequence
    consequence_ground: Ground = UNSTATED
    extension: AllowedExtension | None = None
    stretches: tuple[AllowedStretch, ...] = ()

    @property
    def name(self) -> str:
        """The clock as one asks for it: reconsideration/decide."""
        return f"{self.statute}/{self.id}"

    def extensions(self, *lengths: int) -> tuple[Extension, ...]:
        """Extensions of some lengths, in the unit in which the statute allows them.

        Raises ClockFault where the statute allows none, fewer, or only shorter ones.
        """
        allowed = self.extension
        if allowed is None:
            if lengths:
                raise ClockFault(f"{self.name}: its statute allows no extension")
            return ()
        if allowed.times and len(lengths) > allowed.times:
            raise ClockFault(
                f"{self.name}: extended {len(lengths)} times; its statute allows {allowed.times}"
            )
        for length in lengths:
            if not 1 <= length <= allowed.period.length:
                raise ClockFault(
                    f"{self.name}: extended by {length}; its statute allows at most "
                    f"{allowed.period}"
                )
        return tuple(
            Extension(replace(allowed.period, length=length), allowed.by) for length in lengths
        )

    def stretch(self, first: date, last: date | None, why: str) -> Stretch:
        """Days not counted on a ground of this clock. Raises ClockFault for another ground."""
        for one in self.stretches:
            if one.why == why:
                return Stretch(first, last, one.why, one.ground)
        known = ", ".join(one.why for one in self.stretches) or "none"
        raise ClockFault(f"{self.name}: ground is {why!r}; its statute knows {known}")

    def due(
        self,
        start: date,
        calendar: Calendar,
        *,
        excluded: Iterable[Stretch] = (),
        suspended: Iterable[Stretch] = (),
        extensions: Iterable[Extension] = (),
    ) -> Due:
        """The due day of the period from a day; of one that lies before an event, the last day.

        Raises ClockFault as `due` and `latest_before` do, and for a stretch or an extension of
        a period that is counted back.
        """
        if self.counts != "before":
            return due(
                start, self.period, calendar, self.rule,
                excluded=excluded, suspended=suspended, extensions=extensions,
            )  # fmt: skip
        if any((*excluded, *suspended, *extensions)):
            raise ClockFault(f"{self.name} is counted back; nothing is left out of it or added")
        return latest_before(start, self.period, calendar, self.rule)


@dataclass(frozen=True, slots=True)
class Statute:
    """One text of a statute from its day of effect, with its day rule and its clocks.

    `until` is the last day of effect where another text has followed that is not at hand;
    `unverified` marks the days of effect.
    """

    name: str
    title: str
    effective_on: date
    adopted_on: date | None
    until: date | None
    rule: DayRule
    clocks: tuple[Clock, ...]
    unverified: Mark = ""
    because: str = ""
