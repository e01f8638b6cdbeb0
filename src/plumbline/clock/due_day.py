"""届满日 -- the answer: the day on which a period ends, and every step that leads to it.

The steps stand in their order: the start; for the period and for each extension, what was not
counted and its last day; then whether that day moves. They are enough to draw the calendar and
to check the sum: from the start to the last day there are as many days as were counted and not
counted together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from plumbline.clock.calendar import Reason
from plumbline.clock.period import UNSTATED, Extension, Ground, Mark, Period
from plumbline.clock.stretch import Cause

Ending = Literal["counted", "corresponding_day", "end_of_month"]
"""How a last day was found: days counted, the same day of a later month, or the end of one."""

StayCause = Literal["not_a_day_of_rest", "law_is_silent", "counted_back"]
"""Why a last day does not move."""


@dataclass(frozen=True, slots=True)
class Start:
    """The day of the event, which is not counted."""

    day: date
    ground: Ground


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Days in a row that are not counted for one cause, first and last included."""

    first: date
    last: date
    cause: Cause
    why: str
    ground: Ground
    provisional: bool = False

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Extended:
    """The period goes on from its last day for a further one."""

    extension: Extension
    after: date


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of the period or of an extension, before it is moved.

    `nominal` is the day on which months or years would end if no day were left out.
    """

    day: date
    period: Period
    ending: Ending
    ground: Ground
    nominal: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The last day is a day of rest, and its law moves it to the first day after."""

    away_from: date
    to: date
    passed: tuple[NotCounted, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Stays:
    """The last day does not move; `reason` is set where it is a day of rest nevertheless."""

    day: date
    cause: StayCause
    reason: Reason | None = None
    ground: Ground = UNSTATED


@dataclass(frozen=True, slots=True)
class Stopped:
    """The period stands still: days not counted have begun and not ended.

    `counted` and `left` are in days of the unit (months and years in natural days); `to_come`
    are the extensions granted that follow.
    """

    since: date
    counted: int
    left: int
    cause: Cause
    why: str
    ground: Ground
    to_come: tuple[Extension, ...] = ()


Step = Start | NotCounted | Extended | LastDay | Moved | Stays | Stopped


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which a period ends, or, counted back, the last day on which to act.

    `day` is None while the period stands still. `provisional` says that a day which decided
    the answer is not yet settled by a notice of the State Council.
    """

    start: date
    period: Period
    statute: str
    day: date | None
    provisional: bool
    steps: tuple[Step, ...]
    back: bool = False

    @property
    def stopped(self) -> Stopped | None:
        """Since when and why the period stands still, if it does."""
        return next((step for step in self.steps if isinstance(step, Stopped)), None)

    @property
    def unmoved(self) -> date | None:
        """The last day of period and extensions, before a day of rest moves it."""
        days = [step.day for step in self.steps if isinstance(step, LastDay)]
        return days[-1] if days and self.stopped is None else None

    @property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """All stretches of days that were not counted, in their order."""
        return tuple(step for step in self.steps if isinstance(step, NotCounted))

    @property
    def unverified(self) -> tuple[Mark, ...]:
        """The marks of all that the answer rests on, each once."""
        found = {self.period.unverified, *(ground.unverified for ground in self._grounds())}
        found |= {
            step.extension.period.unverified for step in self.steps if isinstance(step, Extended)
        }
        return tuple(sorted(mark for mark in found if mark))

    def _grounds(self) -> Iterator[Ground]:
        for step in self.steps:
            if not isinstance(step, Extended):
                yield step.ground
            if isinstance(step, Moved):
                yield from (one.ground for one in step.passed)


@dataclass(frozen=True, slots=True)
class DueAt:
    """The moment at which a period of hours ends; days of rest do not hold it up.

    `counted_from` is the event, or the next full hour where the law leaves out the hour of it.
    """

    start: datetime
    period: Period
    statute: str
    counted_from: datetime
    at: datetime
    ground: Ground

    @property
    def unverified(self) -> tuple[Mark, ...]:
        """The marks of what the answer rests on, each once."""
        return tuple(sorted({self.period.unverified, self.ground.unverified} - {""}))
