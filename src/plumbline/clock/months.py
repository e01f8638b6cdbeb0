"""月和年 -- the corresponding day of a later or earlier month (民法典#202)."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from plumbline.clock.period import ClockFault, Period

MONTHS_OF_A_YEAR = 12


def corresponding_day(start: date, months: int) -> date:
    """The day of that number in the month so many months on (or back, below zero).

    A month that has no such day gives its last one. Raises ClockFault outside the years 1 to
    9999.
    """
    year, month = divmod(start.year * MONTHS_OF_A_YEAR + start.month - 1 + months, MONTHS_OF_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise beyond(start)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def months_of(period: Period) -> int:
    """The number of months of a period of months or years."""
    return period.length * (MONTHS_OF_A_YEAR if period.unit == "year" else 1)


def plus(day: date, days: int) -> date:
    """A day so many days on or back. Raises ClockFault outside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise beyond(day) from None


def beyond(day: date) -> ClockFault:
    """The fault of a period that leaves the calendar."""
    return ClockFault(f"the period counted from {day} leaves the calendar; it has years 1 to 9999")
