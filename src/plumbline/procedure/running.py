"""期限 -- a clock that runs in a case: from which day, since when suspended, how far extended.

Time that is suspended or excluded is left out from the day on which that begins to the day
before the case goes on, so that as many days are added as lie between the two events. A period
that ended before is not revived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from plumbline.clock.calendar import Calendar
from plumbline.clock.due_day import Due
from plumbline.clock.period import LONGEST, Extension, Ground, Mark, Period
from plumbline.clock.statute import Clock
from plumbline.clock.stretch import Stretch
from plumbline.procedure.definition import Effect
from plumbline.procedure.fields import day_of

ONE_DAY: Final = timedelta(days=1)
_LEAST_DAYS: Final = {"working_day": 1, "natural_day": 1, "month": 28, "year": 365, "hour": 0}


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that a run leaves out, from the first; `until` is the day on which it goes on."""

    excluded: bool
    first: date
    why: str
    ground: Ground
    until: date | None = None

    def stretch(self) -> Stretch | None:
        """The days left out; None when it went on the same day."""
        if self.until is None:
            return Stretch(self.first, None, self.why, self.ground)
        last = self.until - ONE_DAY
        return Stretch(self.first, last, self.why, self.ground) if last >= self.first else None


@dataclass(frozen=True, slots=True)
class Until:
    """An extension that names its last day instead of a length."""

    day: date
    basis: str
    unverified: Mark
    by: str

    def after(self, last: date | None) -> Extension | None:
        """The natural days that are granted beyond a last day; None when there are none."""
        if last is None or self.day <= last:
            return None
        days = min((self.day - last).days, LONGEST["natural_day"])
        return Extension(Period(days, "natural_day", self.basis, self.unverified), self.by)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the clock `id`, from the day `start`; `event` is the id of what started it. Where
    it runs for each of those whom the field `each` names, it is the run `of` one of them.
    """

    id: str
    event: str
    start: date
    clock: Clock
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension | Until, ...] = ()
    stopped_on: date | None = None
    stopped_by: str = ""
    of: str = ""
    each: str = ""

    @property
    def key(self) -> str:
        """Its name among the clocks of a case: that of the clock, and whose it is."""
        return f"{self.id}/{self.of}" if self.of else self.id

    @property
    def is_suspended(self) -> bool:
        """Whether its time is left out now."""
        return any(pause.until is None for pause in self.pauses)

    def due(self, calendar: Calendar) -> Due:
        """Its due day, with the derivation; the day is None while it is suspended."""
        granted: list[Extension] = []
        for one in self.extensions:
            last = self._due(calendar, granted).unmoved if isinstance(one, Until) else None
            extension = one.after(last) if isinstance(one, Until) else one
            granted += [extension] if extension else []
        return self._due(calendar, granted)

    def _due(self, calendar: Calendar, granted: list[Extension]) -> Due:
        stretches = [(pause.excluded, pause.stretch()) for pause in self.pauses]
        return self.clock.due(
            self.start,
            calendar,
            excluded=[one for kind, one in stretches if one and kind],
            suspended=[one for kind, one in stretches if one and not kind],
            extensions=granted,
        )

    def may_be_over(self, day: date) -> bool:
        """Whether its last day can lie before a day: a quick no, when too few have passed."""
        period = self.clock.period
        return (day - self.start).days > period.length * _LEAST_DAYS[period.unit]


def moved(
    run: Run, effect: Effect, on: date, facts: Mapping[str, object], said: tuple[str, str]
) -> Run:
    """The run after an effect other than a start or a stop; `said` is by whom, and why."""
    by, why = said
    if effect.kind == "extends":
        return extended(run, effect, facts, by)
    if effect.kind == "resumes":
        pauses = tuple(replace(one, until=one.until or max(on, one.first)) for one in run.pauses)
        return replace(run, pauses=pauses)
    if run.is_suspended:
        return run
    known = [one for one in run.clock.stretches if one.why == why]
    ground = known[0].ground if known else Ground(f"{effect.basis}", "", effect.basis.unverified)
    pause = Pause(effect.kind == "excludes", on, why, ground)
    return replace(run, pauses=(*run.pauses, pause))


def extended(run: Run, effect: Effect, facts: Mapping[str, object], by: str) -> Run:
    """The run with a further period: the whole of it, so many of its units, or until a day.

    What a garbled record states instead of a number or a day extends nothing.
    """
    found: Extension | Until | None = None
    if effect.until:
        day = day_of(facts.get(effect.until))
        basis = f"{effect.basis}" or run.clock.period.basis
        found = Until(day, basis, effect.basis.unverified, by) if day else None
    elif run.clock.extension is not None:
        period = run.clock.extension.period
        length = facts.get(effect.length) if effect.length else period.length
        found = _lengthened(period, length, by)
    return replace(run, extensions=(*run.extensions, found)) if found else run


def _lengthened(period: Period, length: object, by: str) -> Extension | None:
    if type(length) is int and 1 <= length <= period.length:
        return Extension(replace(period, length=length), by)
    return None
