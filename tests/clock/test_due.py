"""What the law leaves open about a period, and how it is answered: one case each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from plumbline.clock import NO_STATUTE, ClockFault, Extension, Ground, Period, Stretch, due
from plumbline.clock.due_day import Extended, LastDay, Moved, NotCounted, Start, Stays, Stopped
from tests.clock.known import (
    ARTICLE,
    CALENDAR,
    MOVES,
    SILENT,
    WORKING,
    day,
    days,
    stretch,
    working,
)


def end(start, period, rule=MOVES, **more):
    return due(day(start), period, CALENDAR, rule, **more).day


def kinds(found):
    return [type(step).__name__ for step in found.steps]


def test_the_day_of_the_event_is_not_counted():
    assert end("03-04", days(1)) == day("03-05")


def test_a_last_day_on_a_day_of_rest_moves_to_the_first_day_worked_after_it():
    found = due(day("03-04"), days(60), CALENDAR, MOVES)
    assert found.day == day("05-06")
    assert found.unmoved == day("05-03")
    moved = found.steps[-1]
    assert isinstance(moved, Moved)
    assert [(one.first, one.last, one.why) for one in moved.passed] == [
        (day("05-03"), day("05-05"), "劳动节")
    ]


def test_a_silent_statute_leaves_the_last_day_where_it_is_and_says_so():
    found = due(day("03-04"), days(60), CALENDAR, SILENT)
    stays = found.steps[-1]
    assert found.day == day("05-03")
    assert isinstance(stays, Stays)
    assert (stays.cause, stays.reason.name) == ("law_is_silent", "劳动节")


def test_a_last_day_moves_onto_a_saturday_that_is_worked():
    assert end("2022-08-03", days(60)) == day("2022-10-08")
    assert day("2022-10-08").weekday() == 5


def test_a_last_day_on_a_sunday_that_is_worked_does_not_move():
    found = due(day("2019-04-20"), days(15), CALENDAR, MOVES)
    assert found.day == day("2019-05-05")
    assert found.steps[-1] == Stays(day("2019-05-05"), "not_a_day_of_rest")


def test_working_days_pass_over_weekends_and_holidays_and_count_days_worked_instead():
    found = due(day("2024-02-07"), working(5), CALENDAR, MOVES)
    assert found.day == day("2024-02-20")
    assert [(one.first, one.last, one.why) for one in found.not_counted] == [
        (day("02-10"), day("02-17"), "春节")
    ]


def test_a_holiday_and_the_weekend_after_it_are_two_steps_with_two_articles():
    found = due(day("2019-04-04"), working(1), CALENDAR, replace(MOVES, working=WORKING))
    assert [(one.days, one.why, one.ground.basis) for one in found.not_counted] == [
        (1, "清明节", "国务院办公厅关于2019年部分节假日安排的通知"),
        (2, "weekend", "国务院关于职工工作时间的规定#7"),
    ]
    assert {one.ground.by for one in found.not_counted} == {"行政处罚法#85"}


def test_an_extension_is_counted_from_the_last_day_before_it_is_moved():
    more = [Extension(days(30), "行政复议机构的负责人")]
    found = due(day("03-04"), days(60), CALENDAR, MOVES, extensions=more)
    assert found.day == day("06-03")
    assert found.unmoved == day("06-02") == day("03-04").replace(month=6, day=2)
    assert kinds(found) == ["Start", "LastDay", "Extended", "LastDay", "Moved"]
    assert next(step for step in found.steps if isinstance(step, Extended)).after == day("05-03")


def test_an_extension_may_be_of_another_unit():
    assert end("03-04", days(60), extensions=[Extension(working(3))]) == day("05-08")


def test_months_of_an_extension_run_from_the_last_day_of_the_first():
    months = Period(3, "month", ARTICLE)
    assert end("2020-08-31", months, SILENT, extensions=[Extension(months)]) == day("2021-02-28")


def test_excluded_days_lengthen_natural_days_weekends_and_all():
    assert end("03-08", days(60), excluded=[stretch("03-18", "03-27")]) == day("05-17")


def test_weekends_inside_an_exclusion_add_nothing_to_working_days():
    narrow = end("2020-03-02", working(20), excluded=[stretch("2020-03-09", "2020-03-13")])
    wide = end("2020-03-02", working(20), excluded=[stretch("2020-03-07", "2020-03-15")])
    assert narrow == wide == day("2020-04-07")


def test_a_day_that_two_stretches_cover_is_left_out_once():
    found = due(
        day("03-08"), days(60), CALENDAR, MOVES,
        excluded=[stretch("03-18", "03-27")], suspended=[stretch("03-25", "04-05", "和解")],
    )  # fmt: skip
    assert [(one.days, one.cause) for one in found.not_counted] == [
        (10, "excluded"),
        (9, "suspended"),
    ]
    assert found.day == day("05-27")


def test_a_stretch_inside_another_changes_nothing():
    outer, inner = stretch("03-18", "03-27"), stretch("03-20", "03-21")
    alone = due(day("03-08"), days(60), CALENDAR, MOVES, excluded=[outer])
    for both in ([outer, inner], [inner, outer]):
        assert due(day("03-08"), days(60), CALENDAR, MOVES, excluded=both) == alone


def test_a_start_inside_an_exclusion_is_counted_from_its_end():
    assert end("03-04", working(20), excluded=[stretch("03-01", "03-06")]) == day("04-03")
    assert end("03-04", days(20), SILENT, excluded=[stretch("03-01", "03-06")]) == day("03-26")


def test_stretches_before_the_start_and_after_the_end_have_no_effect():
    plain = due(day("03-08"), days(60), CALENDAR, MOVES)
    idle = [stretch("01-01", "03-08"), stretch("05-08", None)]
    assert due(day("03-08"), days(60), CALENDAR, MOVES, excluded=idle) == plain
    assert end("03-08", working(5), suspended=idle) == end("03-08", working(5))


def test_an_exclusion_that_begins_on_the_last_day_moves_it_on():
    assert end("03-04", days(60), excluded=[stretch("05-03", "05-05")]) == day("05-06")


def test_excluded_days_after_the_days_of_rest_are_passed_over_with_them():
    found = due(day("03-04"), days(60), CALENDAR, MOVES, excluded=[stretch("05-04", "05-10")])
    assert found.day == day("05-11")
    moved = found.steps[-1]
    assert [one.cause for one in moved.passed] == ["rest", "excluded"]


def test_months_are_lengthened_by_as_many_days_as_are_left_out():
    found = due(
        day("2023-09-15"), Period(6, "month", ARTICLE), CALENDAR, MOVES,
        excluded=[stretch("2024-02-01", "2024-02-10")],
    )  # fmt: skip
    last = next(step for step in found.steps if isinstance(step, LastDay))
    assert (last.nominal, last.day) == (day("2024-03-15"), day("2024-03-25"))


def test_a_month_without_the_day_ends_on_its_last():
    found = due(day("2023-12-31"), Period(2, "month", ARTICLE), CALENDAR, SILENT)
    last = next(step for step in found.steps if isinstance(step, LastDay))
    assert (last.day, last.ending) == (day("2024-02-29"), "end_of_month")


@pytest.mark.parametrize("period", [days(60), working(40), Period(2, "month", ARTICLE)])
def test_a_suspension_without_end_stops_the_period(period):
    found = due(day("03-08"), period, CALENDAR, MOVES, suspended=[stretch("04-01", None, "和解")])
    assert (found.day, found.unmoved, found.provisional) == (None, None, False)
    stopped = found.stopped
    assert (stopped.since, stopped.cause, stopped.why) == (day("04-01"), "suspended", "和解")
    counted = 15 if period.unit == "working_day" else 23
    assert stopped.counted == counted
    assert stopped.counted + stopped.left == {"month": 61}.get(period.unit, period.length)


def test_an_exclusion_without_end_stops_the_period_too():
    assert due(day("03-08"), days(60), CALENDAR, MOVES, excluded=[stretch("04-01", None)]).stopped


def test_a_suspension_without_end_that_covers_the_start_leaves_all():
    stopped = due(day("03-08"), days(60), CALENDAR, MOVES, suspended=[stretch("03-01", None)])
    assert (stopped.stopped.counted, stopped.stopped.left) == (0, 60)


def test_extensions_that_were_granted_are_still_to_come_when_a_period_stops():
    more = (Extension(days(30)), Extension(days(10)))
    first = due(
        day("03-08"), days(60), CALENDAR, MOVES, suspended=[stretch("04-01", None)], extensions=more
    )
    assert first.stopped.to_come == more
    second = due(
        day("03-08"), days(60), CALENDAR, MOVES, suspended=[stretch("05-20", None)], extensions=more
    )
    assert (second.stopped.counted, second.stopped.left) == (12, 18)
    assert second.stopped.to_come == more[1:]


def test_a_period_may_stop_while_its_last_day_moves():
    found = due(day("03-04"), days(60), CALENDAR, MOVES, suspended=[stretch("05-06", None)])
    assert found.day is None
    assert (found.stopped.counted, found.stopped.left) == (60, 0)


def test_a_start_on_a_day_of_rest_is_a_start():
    assert end("2026-02-15", working(7)) == day("2026-03-03")
    assert end("2026-01-01", days(60)) == day("2026-03-02")


@pytest.mark.parametrize(
    ("start", "period", "rule", "provisional"),
    [
        ("2026-11-01", days(60), SILENT, False),
        ("2026-11-01", days(30), MOVES, False),
        ("2026-11-01", days(60), MOVES, True),
        ("2026-12-10", working(5), SILENT, False),
        ("2026-12-10", working(12), SILENT, True),
        ("2006-12-20", working(3), SILENT, True),
        ("2022-02-28", Period(5, "year", ARTICLE), SILENT, False),
        ("2022-02-28", Period(5, "year", ARTICLE), MOVES, True),
    ],
)
def test_an_answer_is_provisional_only_where_a_notice_can_still_change_it(
    start, period, rule, provisional
):
    assert due(day(start), period, CALENDAR, rule).provisional is provisional


def test_the_marks_of_all_that_an_answer_rests_on_are_shown():
    rule = replace(MOVES, first_day=Ground("民法典#201", unverified="I"))
    seen = Period(60, "natural_day", ARTICLE, "W")
    more = [Extension(Period(30, "natural_day", ARTICLE, "M"))]
    assert due(day("03-04"), seen, CALENDAR, rule, extensions=more).unverified == ("I", "M", "W")
    assert due(day("03-04"), days(60), CALENDAR, MOVES).unverified == ()


def test_where_no_statute_is_named_nothing_moves_and_no_article_is_claimed():
    found = due(day("03-04"), days(60), CALENDAR, NO_STATUTE)
    assert found.day == day("05-03")
    assert found.steps[0] == Start(day("03-04"), Ground(""))


@pytest.mark.parametrize("start", [datetime(2024, 3, 4, 9), "2024-03-04", None])  # noqa: DTZ001
def test_a_start_that_is_no_plain_day_is_refused(start):
    with pytest.raises(ClockFault, match="no plain day"):
        due(start, days(5), CALENDAR, MOVES)
    with pytest.raises(ClockFault, match="no plain day"):
        Stretch(start or "")


def test_hours_are_refused_where_days_are_counted():
    hours = Period(24, "hour", ARTICLE)
    with pytest.raises(ClockFault, match="from a moment"):
        due(day("03-04"), hours, CALENDAR, MOVES)
    with pytest.raises(ClockFault, match="from a moment"):
        due(day("03-04"), days(5), CALENDAR, MOVES, extensions=[Extension(hours)])


@pytest.mark.parametrize(
    "period", [days(40), working(40), Period(2, "month", ARTICLE), Period(100, "year", ARTICLE)]
)
def test_a_period_that_leaves_the_calendar_is_refused_and_does_not_crash(period):
    with pytest.raises(ClockFault, match="years 1 to 9999"):
        due(date(9999, 12, 1), period, CALENDAR, MOVES)


def test_a_last_day_that_cannot_move_any_further_is_refused():
    with pytest.raises(ClockFault, match="years 1 to 9999"):
        due(date(9999, 12, 1), days(30), _resting_at_the_end(), MOVES)


def _resting_at_the_end():
    """A calendar on which the last day there is, a Friday, is a holiday."""
    text = replace(CALENDAR.statutory.texts[-1], festivals=(_last_day(),))
    return replace(CALENDAR, statutory=replace(CALENDAR.statutory, texts=(text,)))


def _last_day():
    return replace(CALENDAR.statutory.texts[-1].festivals[0], fixed=((12, 31),))


def test_a_stretch_up_to_the_last_day_there_is_leaves_the_calendar():
    whole = Stretch(day("03-10"), date.max)
    for period in (days(60), working(60)):
        with pytest.raises(ClockFault, match="years 1 to 9999"):
            due(day("03-08"), period, CALENDAR, MOVES, excluded=[whole, stretch("04-01", None)])


def test_a_stretch_that_ends_before_it_begins_is_refused():
    with pytest.raises(ClockFault, match="may not lie before"):
        stretch("03-10", "03-09")


def test_the_steps_are_typed_and_in_order():
    found = due(
        day("03-04"), working(20), CALENDAR, MOVES,
        excluded=[stretch("03-11", "03-12")], extensions=[Extension(working(5))],
    )  # fmt: skip
    first, *_, final = found.steps
    assert isinstance(first, Start)
    assert isinstance(final, Stays)
    places = [step.first for step in found.steps if isinstance(step, NotCounted)]
    assert places == sorted(places)
    assert not any(isinstance(step, Stopped) for step in found.steps)
