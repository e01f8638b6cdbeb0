"""The months of a period as cells, and as lines of text."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.clock import Extension, Period, due, latest_before
from plumbline.clock.drawing import months
from plumbline.clock.drawing_text import drawn
from tests.clock.known import ARTICLE, CALENDAR, MOVES, SILENT, day, days, stretch, working


def cells(found):
    listed = [cell for month in months(found, CALENDAR) for week in month.weeks for cell in week]
    return {cell.day: cell for cell in listed if cell}


def test_a_moved_period_is_drawn_from_the_event_to_the_due_day():
    seen = cells(due(day("03-04"), days(60), CALENDAR, MOVES))
    assert (min(seen), max(seen)) == (day("03-01"), day("05-31"))
    assert seen[day("03-03")].state == "outside"
    assert seen[day("03-04")].state == "start"
    assert (seen[day("05-03")].state, seen[day("05-03")].number) == ("counted", 60)
    assert [seen[day(one)].state for one in ("05-04", "05-05")] == ["rest", "rest"]
    assert (seen[day("05-06")].state, seen[day("05-06")].number) == ("last", None)
    assert seen[day("05-07")].state == "outside"


def test_a_weekend_that_is_counted_is_drawn_as_counted_and_as_rest():
    seen = cells(due(day("03-04"), days(60), CALENDAR, SILENT))
    assert (seen[day("03-09")].state, seen[day("03-09")].rest) == ("counted", True)
    assert (seen[day("05-03")].state, seen[day("05-03")].number) == ("last", 60)


def test_working_days_are_numbered_and_days_of_rest_named():
    seen = cells(due(day("2024-02-07"), working(5), CALENDAR, MOVES))
    assert (seen[day("02-12")].state, seen[day("02-12")].why) == ("rest", "春节")
    assert (seen[day("02-18")].state, seen[day("02-18")].number) == ("counted", 3)
    assert seen[day("02-20")].number == 5


def test_excluded_days_are_drawn_with_their_ground():
    seen = cells(due(day("03-08"), days(60), CALENDAR, MOVES, excluded=[stretch("03-18", "03-27")]))
    assert {(seen[day(one)].state, seen[day(one)].why) for one in ("03-18", "03-27")} == {
        ("not_counted", "鉴定")
    }


def test_a_period_that_stands_still_is_drawn_up_to_there():
    seen = cells(due(day("03-08"), days(60), CALENDAR, MOVES, suspended=[stretch("04-01", None)]))
    assert max(seen) == day("03-31")
    assert seen[day("03-31")].number == 23
    at_once = cells(
        due(day("03-08"), days(60), CALENDAR, MOVES, suspended=[stretch("03-01", None)])
    )
    assert Counter(cell.state for cell in at_once.values())["counted"] == 0


def test_a_period_that_stands_still_with_nothing_left_is_drawn_to_its_last_day():
    seen = cells(due(day("03-04"), days(60), CALENDAR, MOVES, suspended=[stretch("05-06", None)]))
    assert seen[day("05-03")].number == 60


def test_a_period_counted_back_is_drawn_from_the_last_day_to_act_to_the_event():
    seen = cells(latest_before(day("2026-10-12"), working(7), CALENDAR, SILENT))
    assert (seen[day("2026-09-24")].state, seen[day("2026-09-24")].number) == ("last", 7)
    assert seen[day("2026-10-12")].state == "start"
    assert seen[day("2026-10-05")].state == "rest"


def test_the_text_marks_each_day():
    text = "\n".join(drawn(months(due(day("03-04"), days(60), CALENDAR, MOVES), CALENDAR)))
    assert "2024-03" in text.splitlines()[0]
    for mark in ("*4", " 3  (4) (5)", "[6]"):
        assert mark in text
    assert max(map(len, text.splitlines())) <= 60


def test_of_a_long_period_the_first_and_last_months_are_drawn():
    found = due(day("2022-02-28"), Period(5, "year", ARTICLE), CALENDAR, SILENT)
    text = "\n".join(drawn(months(found, CALENDAR)))
    assert "… 55 months between …" in text
    assert "2022-02" in text
    assert "2027-02" in text


@settings(max_examples=40)
@given(
    st.dates(date(2007, 1, 1), date(2026, 6, 1)),
    st.integers(1, 90),
    st.sampled_from(["natural_day", "working_day"]),
    st.integers(-5, 60),
    st.sampled_from([MOVES, SILENT]),
)
def test_the_drawing_counts_what_the_period_counts(start, length, unit, after, rule):
    first = start + timedelta(days=after)
    left_out = [stretch(str(first), str(first + timedelta(days=6)))]
    found = due(
        start, Period(length, unit, ARTICLE), CALENDAR, rule,
        excluded=left_out, extensions=[Extension(days(3))],
    )  # fmt: skip
    seen = cells(found)
    numbers = [cell.number for cell in seen.values() if cell.number]
    assert numbers == list(range(1, length + 3 + 1))
    states = Counter(cell.state for cell in seen.values())
    assert (states["start"], states["last"]) == (1, 1)
    inside = [one for one in seen if start < one <= found.day]
    passed = states["rest"] + states["not_counted"]
    assert len(inside) == length + 3 + passed + (found.day != found.unmoved)
