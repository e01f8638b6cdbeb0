"""读工作日历 -- the calendar of working days, from a folder of pages and bodies, one a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from plumbline.clock.calendar import (
    SATURDAY,
    Calendar,
    CalendarYear,
    Festival,
    Holiday,
    Kind,
    Notice,
    Statutory,
    StatutoryHolidays,
)
from plumbline.clock.period import ClockFault
from plumbline.clock.tables import ContentFault, Table, pairs_in, read_body, read_front

HOLIDAYS: Final = "holidays.toml"
"""The body that says what days without a notice are computed from."""

LEAP_YEAR: Final = 2000
LONGEST_HOLIDAY: Final = 31
_NEIGHBOURS: Final = 1


def load_calendar(folders: Iterable[Path]) -> Calendar:
    """The calendar that folders hold, each year once; a later folder replaces a year.

    Raises ContentFault for what cannot be read: the message names the file, the key, what was
    found and what is allowed; and when a year is missing in between.
    """
    years: dict[int, CalendarYear] = {}
    statutory: Statutory | None = None
    for folder in folders:
        for name, page, body in pairs_in(folder, "year"):
            years[int(name)] = _year(int(name), read_front(page), read_body(body))
        if (folder / HOLIDAYS).is_file():
            statutory = _statutory(read_body(folder / HOLIDAYS))
    if statutory is None:
        raise ContentFault(f"calendars: {HOLIDAYS} is missing; write it beside the years")
    try:
        return Calendar(tuple(years[year] for year in sorted(years)), statutory)
    except ClockFault as fault:
        raise ContentFault(str(fault)) from None


def _year(year: int, front: Table, body: Table) -> CalendarYear:
    for key in ("code", "title", "basis"):
        front.text(key)
    notices = tuple(_notice(table) for table in front.tables("notice"))
    if not notices:
        raise front.fault("notice", "[[notice]] with title and address")
    holidays = tuple(_holiday(table, year, notices) for table in body.tables("holiday"))
    found = CalendarYear(year, notices, holidays)
    body.done()
    _check_counts(front, found)
    front.done()
    return found


def _notice(table: Table) -> Notice:
    notice = Notice(table.text("title"), table.text("address"), table.text("number", ""))
    table.done()
    return notice


def _holiday(table: Table, year: int, notices: tuple[Notice, ...]) -> Holiday:
    number = table.number("notice", 1)
    if not 1 <= number <= len(notices):
        raise table.fault("notice", f"the number of a notice of the page, 1 to {len(notices)}")
    first, last = table.day("first"), table.day("last")
    if not first <= last or (last - first).days >= LONGEST_HOLIDAY:
        raise table.fault("last", f"a day from {first} on, at most a month")
    make_up = table.days("make_up")
    for key, days in (("first", (first, last)), ("make_up", make_up)):
        if any(abs(day.year - year) > _NEIGHBOURS for day in days):
            raise table.fault(key, f"days of {year} or of the weeks around it")
    if any(day.weekday() < SATURDAY for day in make_up):
        raise table.fault("make_up", "Saturdays and Sundays only")
    holiday = Holiday(table.text("name"), first, last, make_up, notices[number - 1])
    table.done()
    return holiday


def _check_counts(front: Table, found: CalendarYear) -> None:
    """Compare what the page says with what the body holds: days off, weekend days worked."""
    kinds = Counter(kind for kind, _, _ in found.entries().values())
    counted: tuple[tuple[str, Kind], ...] = (("days_off", "holiday"), ("make_up_days", "make_up"))
    for key, kind in counted:
        if front.number(key) != kinds[kind]:
            raise front.fault(key, f"{kinds[kind]}, as the body has them")


def _statutory(body: Table) -> Statutory:
    weekend = body.table("weekend")
    basis = weekend.text("basis")
    weekend.done()
    texts = tuple(_text(table) for table in body.tables("text"))
    if not texts or list(texts) != sorted(texts, key=lambda text: text.effective_on):
        raise body.fault("text", "[[text]] once for each text, oldest first")
    lunar = body.table("lunar")
    mark = lunar.mark()
    names = {one.lunar for text in texts for one in text.festivals if one.lunar}
    days = {name: _lunar_days(lunar.table(name)) for name in sorted(names)}
    lunar.done()
    body.done()
    return Statutory(basis, texts, days, mark)


def _lunar_days(table: Table) -> dict[int, date]:
    days = table.days("days")
    table.done()
    return {day.year: day for day in days}


def _text(table: Table) -> StatutoryHolidays:
    festivals = tuple(_festival(one) for one in table.tables("festival"))
    text = StatutoryHolidays(
        table.day("effective_on"), table.text("basis"), festivals, table.mark()
    )
    table.done()
    return text


def _festival(table: Table) -> Festival:
    fixed = tuple(_month_and_day(table, one) for one in table.texts("fixed"))
    festival = Festival(
        table.text("name"),
        fixed,
        table.text("lunar", ""),
        table.number("offset", 0, least=-LONGEST_HOLIDAY),
        table.number("days", 1, least=1),
    )
    table.done()
    if not festival.fixed and not festival.lunar:
        raise table.fault("fixed", 'days such as ["05-01"], or lunar = "mid_autumn"')
    return festival


def _month_and_day(table: Table, text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"{LEAP_YEAR}-{text}")
    except ValueError:
        raise table.fault("fixed", 'days such as ["05-01"]') from None
    return day.month, day.day
