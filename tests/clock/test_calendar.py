"""The calendar says of each day whether it is worked, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from plumbline.clock import Calendar, ClockFault
from tests.clock.known import CALENDAR, CALENDARS, day, rows

PAGES = sorted(CALENDARS.glob("*.md"))
WORDS = {"weekday": "工作日", "weekend": "周末"}

DAYS_OFF = {
    2007: 24, 2008: 29, 2009: 27, 2010: 29, 2011: 29, 2012: 27, 2013: 29, 2014: 22, 2015: 26,
    2016: 24, 2017: 24, 2018: 23, 2019: 24, 2020: 30, 2021: 31, 2022: 31, 2023: 27, 2024: 28,
    2025: 28, 2026: 33,
}  # fmt: skip
"""What the notices add up to, counted in their words and not in the bodies."""

WORKED = {2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
"""Working days of whole years, counted on printed calendars."""


def said(at: date) -> tuple[str, str]:
    reason = CALENDAR.reason(at)
    words = WORDS.get(reason.kind, reason.name)
    return ("否" if reason.rest else "是", words + "调休" * (reason.kind == "make_up"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_day_on_a_page_is_what_the_page_says(page):
    examples = [row for row in rows(page, 3) if row[1] in ("是", "否")]
    assert len(examples) >= 10
    assert {answer for _, answer, _ in examples} == {"是", "否"}
    assert [(at, *said(day(at))) for at, _, _ in examples] == examples


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_counts_working_days_as_its_table_does(page):
    examples = [row for row in rows(page, 3) if row[1].isdigit()]
    assert examples
    for start, length, end in examples:
        between = (day(end) - day(start)).days
        counted = [day(start) + timedelta(days=n) for n in range(1, between + 1)]
        worked = [one for one in counted if CALENDAR.is_working_day(one)]
        assert (len(worked), worked[-1]) == (int(length), day(end))


@pytest.mark.parametrize(("year", "off"), DAYS_OFF.items())
def test_a_year_has_the_days_off_of_its_notices(year, off):
    found = next(one for one in CALENDAR.years if one.year == year)
    kinds = [kind for kind, _, _ in found.entries().values()]
    assert kinds.count("holiday") == off
    assert all(notice.address.startswith("http") for notice in found.notices)


@pytest.mark.parametrize(("year", "worked"), WORKED.items())
def test_a_year_has_so_many_working_days(year, worked):
    first = date(year, 1, 1)
    every = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    assert sum(CALENDAR.is_working_day(one) for one in every) == worked


def test_days_worked_instead_are_saturdays_and_sundays_and_days_off_are_not_worked():
    for year in CALENDAR.years:
        for at, (kind, _, _) in year.entries().items():
            assert (kind == "make_up") <= (at.weekday() >= 5)
            assert CALENDAR.is_working_day(at) is (kind == "make_up")


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        ("2006-12-30", "make_up"),
        ("2007-12-29", "make_up"),
        ("2007-12-31", "holiday"),
        ("2011-12-31", "make_up"),
        ("2018-12-29", "make_up"),
        ("2018-12-31", "holiday"),
        ("2022-12-31", "holiday"),
    ],
)
def test_days_of_late_december_that_the_next_notice_speaks_of_are_known(at, kind):
    assert CALENDAR.reason(day(at)).kind == kind


def test_of_two_notices_for_a_day_the_later_holds():
    reason = CALENDAR.reason(day("2020-02-01"))
    assert reason.rest
    assert reason.ground.basis == "国务院办公厅关于延长2020年春节假期的通知"


def test_a_day_of_a_year_without_a_notice_is_provisional_and_others_are_not():
    assert not CALENDAR.reason(day("2026-12-24")).provisional
    assert not CALENDAR.reason(day("2007-01-01")).provisional
    assert CALENDAR.reason(day("2027-03-01")).provisional
    assert CALENDAR.reason(day("2006-11-01")).provisional


def test_the_last_week_of_the_last_year_is_provisional_until_the_next_notice():
    assert CALENDAR.reason(day("2026-12-28")).provisional
    assert not CALENDAR.reason(day("2025-12-28")).provisional


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2027-01-01", "元旦"),
        ("2027-02-05", "春节"),
        ("2027-05-02", "劳动节"),
        ("2031-10-01", "中秋节"),
        ("2060-10-03", "国庆节"),
        ("2001-05-03", "劳动节"),
        ("1990-10-01", "国庆节"),
    ],
)
def test_statutory_holidays_of_other_years_are_computed(at, name):
    reason = CALENDAR.reason(day(at))
    assert (reason.kind, reason.name) == ("festival", name)
    assert reason.ground.basis == "全国年节及纪念日放假办法#2"


@pytest.mark.parametrize("at", ["2027-05-03", "2028-05-03", "2040-02-13", "2001-02-05"])
def test_what_only_a_notice_or_an_unknown_almanac_says_is_not_computed(at):
    assert CALENDAR.is_working_day(day(at))


def test_a_holiday_of_the_lunar_calendar_carries_the_mark_of_its_table():
    assert CALENDAR.reason(day("2027-02-08")).ground.unverified == "I"
    assert CALENDAR.reason(day("2027-10-01")).ground.unverified == ""


def test_the_first_and_last_days_there_are_have_an_answer():
    assert CALENDAR.reason(date.min).provisional
    assert CALENDAR.reason(date.max).provisional


def test_a_calendar_with_a_gap_or_a_year_twice_is_refused():
    years = CALENDAR.years
    for wrong in ((), (years[0], years[2]), (years[0], years[0])):
        with pytest.raises(ClockFault, match="one for each year, without a gap"):
            Calendar(wrong, CALENDAR.statutory)


def test_a_shorter_calendar_computes_what_a_longer_one_was_told():
    short = replace(CALENDAR, years=CALENDAR.years[:-1])
    assert short.reason(day("2026-02-23")).provisional
    assert short.is_working_day(day("2026-02-23"))
    assert short.is_day_of_rest(day("2025-10-08"))


@pytest.mark.texts
def test_every_day_agrees_with_the_collected_notices(texts):
    for path in sorted((texts / "calendar").glob("*.json")):
        for entry in json.loads(path.read_text("utf-8"))["days"]:
            at = date.fromisoformat(entry["date"])
            assert CALENDAR.is_day_of_rest(at) is entry["isOffDay"], at
