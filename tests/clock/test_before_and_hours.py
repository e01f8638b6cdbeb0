"""Periods that are counted back from an event, and periods of hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from plumbline.clock import ClockFault, DayRule, Ground, Period, due_at, latest_before
from plumbline.clock.due_day import Stays
from tests.clock.known import ARTICLE, CALENDAR, MOVES, SILENT, day, days, working

HOURS = Period(24, "hour", ARTICLE)
NEXT_HOUR = DayRule("示例法", hours_from="next_hour", hours=Ground("民事诉讼法#85"))


def back(event, period, rule=MOVES):
    return latest_before(day(event), period, CALENDAR, rule)


def test_working_days_back_pass_over_holidays_and_count_days_worked_instead():
    assert back("2024-02-21", working(5)).day == day("2024-02-08")


@pytest.mark.parametrize("rule", [MOVES, SILENT])
def test_a_day_counted_back_stays_on_a_day_of_rest_whatever_the_law_moves(rule):
    found = back("2020-10-09", days(3), rule)
    assert found.day == day("2020-10-06")
    final = found.steps[-1]
    assert isinstance(final, Stays)
    assert (final.cause, final.reason.name) == ("counted_back", "国庆节、中秋节")


def test_months_back_end_on_the_corresponding_day():
    assert back("2024-05-31", Period(6, "month", ARTICLE)).day == day("2023-11-30")
    assert back("2024-02-29", Period(1, "year", ARTICLE)).day == day("2023-02-28")


def test_working_days_back_in_a_year_without_notice_are_provisional():
    assert back("2027-03-10", working(5)).provisional
    assert not back("2026-12-24", working(5)).provisional
    assert not back("2027-03-10", days(5)).provisional


def test_what_lies_before_the_first_day_there_is_is_refused():
    for period in (days(5), working(5), Period(1, "month", ARTICLE)):
        with pytest.raises(ClockFault, match="years 1 to 9999"):
            latest_before(date(1, 1, 4), period, CALENDAR, MOVES)


def test_hours_back_are_refused():
    with pytest.raises(ClockFault, match="from a moment"):
        back("2024-03-04", HOURS)


def test_hours_run_from_the_event_through_days_of_rest():
    found = due_at(datetime.fromisoformat("2024-02-09T16:30"), HOURS, SILENT)
    assert found.at == datetime.fromisoformat("2024-02-10T16:30")
    assert found.unverified == ()


@pytest.mark.parametrize("start", ["2024-02-09T16:30", "2024-02-09T16:00"])
def test_where_the_hour_of_the_event_is_left_out_the_next_full_hour_counts(start):
    found = due_at(datetime.fromisoformat(start), HOURS, NEXT_HOUR)
    assert found.counted_from == datetime.fromisoformat("2024-02-09T17:00")
    assert found.at == datetime.fromisoformat("2024-02-10T17:00")


def test_hours_with_a_time_zone_are_real_hours():
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2024, 3, 30, 12, tzinfo=berlin)
    found = due_at(start, HOURS, SILENT)
    assert found.at == datetime(2024, 3, 31, 13, tzinfo=berlin)
    assert found.at.utcoffset() == timedelta(hours=2)
    east = timezone(timedelta(hours=8))
    assert due_at(datetime(2024, 3, 4, 9, tzinfo=east), HOURS, SILENT).at.tzinfo is east


@pytest.mark.parametrize(
    ("start", "period", "said"),
    [
        (date(2024, 3, 4), HOURS, "no time of a day"),
        (datetime.fromisoformat("2024-03-04T09:00"), days(1), "for periods of hours"),
        (datetime.fromisoformat("9999-12-31T12:00"), HOURS, "years 1 to 9999"),
    ],
)
def test_what_is_no_question_of_hours_is_refused(start, period, said):
    with pytest.raises(ClockFault, match=said):
        due_at(start, period, SILENT)
