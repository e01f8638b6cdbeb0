"""A period has a length, a unit and an article, or it is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plumbline.clock
from plumbline.clock import ClockFault, Ground, Period, WorkingLengths
from plumbline.clock.months import corresponding_day
from plumbline.clock.period import LONGEST, UNITS
from tests.clock.known import ARTICLE, SILENT, WORKING, day


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("length", [0, -1, 10**9, True, 1.5, "5"])
def test_a_length_below_one_or_above_a_hundred_years_or_no_number_is_refused(unit, length):
    with pytest.raises(ClockFault, match=f"write a whole number from 1 to {LONGEST[unit]}"):
        Period(length, unit, ARTICLE)


def test_the_longest_period_of_each_unit_is_allowed():
    assert [Period(most, unit, ARTICLE).length for unit, most in LONGEST.items()]


@pytest.mark.parametrize("unit", ["day", "week", "", None])
def test_a_unit_that_statutes_do_not_count_in_is_refused(unit):
    with pytest.raises(ClockFault, match="write one of working_day, natural_day, month"):
        Period(5, unit, ARTICLE)


@pytest.mark.parametrize("basis", ["", "  "])
def test_a_period_without_article_is_refused(basis):
    with pytest.raises(ClockFault, match="needs its article"):
        Period(5, "working_day", basis)


def test_a_mark_that_says_nothing_is_refused():
    with pytest.raises(ClockFault, match="one of W, I, M"):
        Ground("民法典#201", unverified="X")


@pytest.mark.parametrize(
    ("working", "working_days"),
    [
        (WORKING, {2, 3, 5, 7}),
        (WorkingLengths("up_to", up_to=10), set(range(1, 11))),
        (WorkingLengths("all"), set(range(1, 100))),
        (WorkingLengths(), set()),
    ],
)
def test_a_statute_says_which_lengths_are_working_days(working, working_days):
    rule = plumbline.clock.DayRule("示例法", working=working)
    counted = {length for length in range(1, 100) if rule.unit_of(length) == "working_day"}
    assert counted == working_days


def test_a_rule_that_lists_no_lengths_is_refused():
    with pytest.raises(ClockFault, match=r"lengths = \[2, 3, 5, 7\]"):
        WorkingLengths("listed")
    with pytest.raises(ClockFault, match="longest length"):
        WorkingLengths("up_to")


def test_a_statute_of_which_nothing_is_said_counts_natural_days():
    assert SILENT.unit_of(5) == "natural_day"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-02-28", 1, "2023-03-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_a_shorter_month(start, months, end):
    assert corresponding_day(day(start), months) == day(end)


@given(st.dates(), st.integers(-1200, 1200))
def test_no_number_of_months_leaves_the_calendar_unnoticed(start, months):
    reached = start.year * 12 + start.month - 1 + months
    if 12 <= reached < 120_000:
        end = corresponding_day(start, months)
        assert end.year * 12 + end.month - 1 == reached
        return
    with pytest.raises(ClockFault, match="years 1 to 9999"):
        corresponding_day(start, months)


def test_what_the_package_offers_is_there():
    missing = [name for name in plumbline.clock.__all__ if not hasattr(plumbline.clock, name)]
    assert missing == []
    assert plumbline.clock.__all__ == sorted(plumbline.clock.__all__, key=_constants_first)


def _constants_first(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)
