"""工作日历 -- which days are worked: weekends, statutory holidays, days off and made-up days.

Saturdays and Sundays are days of rest (国务院关于职工工作时间的规定#7), and so are the holidays
of 全国年节及纪念日放假办法#2. Each year a notice of the State Council says which days are taken
off and which weekend days are worked instead. Where a year has no notice, its days are
computed and provisional: the weekends, the holidays on fixed days of the solar calendar, and
those of the lunar calendar as far as the table of them goes. The day off that makes up for a
holiday on a weekend (办法#6) is fixed by the notice only, and is therefore not computed. The
last week of the last year that has a notice is provisional too: the next notice may still
take a day of it, as those for 2007, 2008, 2012 and 2019 did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from plumbline.clock.period import ClockFault, Ground, Mark

Kind = Literal["weekday", "make_up", "weekend", "holiday", "festival"]
"""An ordinary weekday, a weekend day that is worked, a weekend, a day off by notice, a statutory
holiday that was computed."""

Entry = tuple[Kind, str, Ground]
"""What is said of a day: kind, name of the festival, notice."""

SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)
_REACH_OF_THE_NEXT_NOTICE: Final = (12, 25)
"""From this day on a notice for the next year may change a day of this one."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of the State Council, with what the collection of calendars gives of it."""

    title: str
    address: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off for one festival, first and last included, and the weekend days worked for them."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...]
    notice: Notice

    def days(self) -> Iterator[date]:
        """Each day off."""
        for after in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=after)


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """What the notices for one year say; of two that speak of one day the later holds."""

    year: int
    notices: tuple[Notice, ...]
    holidays: tuple[Holiday, ...]

    def entries(self) -> dict[date, Entry]:
        """What the notices say of each day that they speak of."""
        found: dict[date, Entry] = {}
        for holiday in self.holidays:
            ground = Ground(holiday.notice.title)
            for day in holiday.make_up:
                found[day] = ("make_up", holiday.name, ground)
            for day in holiday.days():
                found[day] = ("holiday", holiday.name, ground)
        return found


@dataclass(frozen=True, slots=True)
class Festival:
    """A statutory holiday: fixed days (month, day), or days from the first day of a lunar one.

    For the Spring Festival, `offset` is -1 where the law begins with the eve, and `days` counts
    from there.
    """

    name: str
    fixed: tuple[tuple[int, int], ...] = ()
    lunar: str = ""
    offset: int = 0
    days: int = 1


@dataclass(frozen=True, slots=True)
class StatutoryHolidays:
    """One text of the rules on holidays, from the day on which it took effect."""

    effective_on: date
    basis: str
    festivals: tuple[Festival, ...]
    unverified: Mark = ""


@dataclass(frozen=True, slots=True)
class Statutory:
    """All texts of those rules, oldest first; the weekend; the first days of lunar festivals."""

    weekend_basis: str
    texts: tuple[StatutoryHolidays, ...]
    lunar_days: Mapping[str, Mapping[int, date]] = field(default_factory=dict)
    lunar_unverified: Mark = ""

    def festival(self, day: date) -> tuple[str, Ground] | None:
        """Name and article of the statutory holiday on a day, as the text of that day has it."""
        in_force = [text for text in self.texts if text.effective_on <= day] or self.texts[:1]
        for text in in_force[-1:]:
            for festival in text.festivals:
                if self._falls_on(festival, day):
                    lunar = self.lunar_unverified if festival.lunar else ""
                    return festival.name, Ground(text.basis, unverified=text.unverified or lunar)
        return None

    def _falls_on(self, festival: Festival, day: date) -> bool:
        if (day.month, day.day) in festival.fixed:
            return True
        first = self.lunar_days.get(festival.lunar, {}).get(day.year)
        return first is not None and 0 <= (day - first).days - festival.offset < festival.days


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day is worked or not: kind, name of the festival, the notice or article."""

    day: date
    kind: Kind
    name: str
    ground: Ground
    provisional: bool

    @property
    def rest(self) -> bool:
        """Whether it is a day of rest."""
        return self.kind in ("weekend", "holiday", "festival")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of working days: years with a notice, in one run, and what is computed around.

    Raises ClockFault when a year is given twice or the years have a gap.
    """

    years: tuple[CalendarYear, ...]
    statutory: Statutory
    announced_from: date = field(init=False)
    announced_until: date = field(init=False)
    _entries: dict[date, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        years = [one.year for one in self.years]
        if not years or years != list(range(years[0], years[0] + len(years))):
            raise ClockFault(f"calendars are {years}; write one for each year, without a gap")
        entries: dict[date, Entry] = {}
        for one in self.years:
            entries.update(one.entries())
        object.__setattr__(self, "_entries", entries)
        object.__setattr__(self, "announced_from", date(years[0], 1, 1))
        last = date(years[-1], *_REACH_OF_THE_NEXT_NOTICE) - _ONE_DAY
        object.__setattr__(self, "announced_until", last)

    def is_announced(self, day: date) -> bool:
        """Whether no notice to come can change this day."""
        return self.announced_from <= day <= self.announced_until or day in self._entries

    def is_day_of_rest(self, day: date) -> bool:
        """Whether the day is a day of rest (法定休假日)."""
        entry = self._entries.get(day)
        if entry is not None:
            return entry[0] == "holiday"
        if day.weekday() >= SATURDAY:
            return True
        covered = self.years[0].year <= day.year <= self.years[-1].year
        return not covered and self.statutory.festival(day) is not None

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked (工作日)."""
        return not self.is_day_of_rest(day)

    def reason(self, day: date) -> Reason:
        """Why the day is worked or not, with the notice or the article that says so."""
        entry = self._entries.get(day)
        if entry is not None:
            return Reason(day, *entry, provisional=False)
        provisional = not self.is_announced(day)
        covered = self.years[0].year <= day.year <= self.years[-1].year
        festival = None if covered else self.statutory.festival(day)
        if festival is not None:
            return Reason(day, "festival", *festival, provisional=provisional)
        kind: Kind = "weekend" if day.weekday() >= SATURDAY else "weekday"
        return Reason(day, kind, "", Ground(self.statutory.weekend_basis), provisional)
