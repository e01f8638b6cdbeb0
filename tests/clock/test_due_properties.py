"""What holds of every period, and against a second way to count that shares nothing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.clock import Extension, Ground, Period, Stretch, due, latest_before
from plumbline.clock.due_day import LastDay, Moved, Stays
from tests.clock.known import ARTICLE, CALENDAR, MOVES, SILENT
from tests.clock.naive import ONE, crossed, month_later, moved, walked_back

FEW = settings(max_examples=60)
STARTS = st.dates(date(2007, 1, 1), date(2026, 6, 1))
DAYS = st.sampled_from(["natural_day", "working_day"])
MONTHS = st.sampled_from(["month", "year"])
NEVER = lambda _day: False  # noqa: E731


def ends(*asked, **more):
    """The due day, where there is one."""
    day = due(*asked, **more).day
    assert day is not None
    return day


def latest_day(event, period):
    day = latest_before(event, period, CALENDAR, SILENT).day
    assert day is not None
    return day


@st.composite
def periods(draw, units=None):
    unit = draw(st.one_of(DAYS, MONTHS) if units is None else units)
    most = {"working_day": 90, "natural_day": 120, "month": 14, "year": 3}[unit]
    return Period(draw(st.integers(1, most)), unit, ARTICLE)


@st.composite
def stretches(draw, start, most=3):
    found = []
    for _ in range(draw(st.integers(0, most))):
        first = start + timedelta(days=draw(st.integers(-20, 140)))
        length = draw(st.integers(0, 30))
        found.append(Stretch(first, first + timedelta(days=length), "鉴定", Ground("示例法#2")))
    return tuple(found)


def days_of(stretches):
    return {
        one.first + timedelta(days=n)
        for one in stretches
        for n in range((one.last - one.first).days + 1)
    }


def by_hand(start, period, extensions, rule, left_out):
    """The second way: cross off, month by walking, then move."""
    day = start
    for one in (period, *(extension.period for extension in extensions)):
        length, rest = one.length, NEVER
        if one.unit in ("month", "year"):
            later = month_later(day, one.length * (12 if one.unit == "year" else 1))
            length = (later - day).days
        elif one.unit == "working_day":
            rest = CALENDAR.is_day_of_rest
        day = crossed(day, length, left_out, rest)
    return moved(day, left_out, CALENDAR.is_day_of_rest) if rule.last_day else day


@settings(max_examples=150)
@given(st.data(), STARTS, st.sampled_from([MOVES, SILENT]))
def test_every_period_ends_where_crossing_days_off_ends(data, start, rule):
    period = data.draw(periods())
    more = tuple(Extension(one) for one in data.draw(st.lists(periods(), max_size=2)))
    excluded, suspended = data.draw(stretches(start)), data.draw(stretches(start, most=1))
    found = due(
        start, period, CALENDAR, rule, excluded=excluded, suspended=suspended, extensions=more
    )
    left_out = days_of((*excluded, *suspended))
    assert found.day == by_hand(start, period, more, rule, left_out)


@FEW
@given(st.data(), STARTS, periods())
def test_a_period_whose_law_moves_its_last_day_never_ends_on_a_day_of_rest(data, start, period):
    end = ends(start, period, CALENDAR, MOVES, excluded=data.draw(stretches(start)))
    assert CALENDAR.is_working_day(end)


@FEW
@given(st.data(), STARTS, periods(st.one_of(st.just("natural_day"), MONTHS)))
def test_a_period_whose_law_is_silent_is_not_moved_and_says_so(data, start, period):
    found = due(start, period, CALENDAR, SILENT, excluded=data.draw(stretches(start)))
    final = found.steps[-1]
    assert found.day is not None
    assert found.day == found.unmoved
    assert isinstance(final, Stays)
    assert final.cause == "law_is_silent"
    assert (final.reason is not None) is CALENDAR.is_day_of_rest(found.day)


@FEW
@given(STARTS, periods(), st.sampled_from([MOVES, SILENT]))
def test_a_later_start_never_ends_earlier(start, period, rule):
    first, second = (ends(one, period, CALENDAR, rule) for one in (start, start + ONE))
    assert first <= second


@FEW
@given(st.data(), STARTS, periods(), st.sampled_from([MOVES, SILENT]))
def test_a_longer_period_never_ends_earlier(data, start, period, rule):
    longer = Period(period.length + 1, period.unit, ARTICLE)
    excluded = data.draw(stretches(start))
    first, second = (
        ends(start, one, CALENDAR, rule, excluded=excluded) for one in (period, longer)
    )
    assert first <= second


@FEW
@given(st.data(), STARTS, periods(st.one_of(st.just("natural_day"), MONTHS)))
def test_each_excluded_day_inside_pushes_the_end_by_a_day_at_least(data, start, period):
    plain = ends(start, period, CALENDAR, SILENT)
    excluded = data.draw(stretches(start))
    pushed = ends(start, period, CALENDAR, SILENT, excluded=excluded)
    inside = {one for one in days_of(excluded) if start < one <= plain}
    assert (pushed - plain).days >= len(inside)
    assert (pushed - plain).days == len({d for d in days_of(excluded) if start < d <= pushed})


@FEW
@given(st.data(), STARTS, periods(st.just("working_day")))
def test_each_working_day_excluded_inside_pushes_the_end_by_a_working_day(data, start, period):
    excluded = data.draw(stretches(start))
    pushed = ends(start, period, CALENDAR, SILENT, excluded=excluded)
    left_out = [d for d in days_of(excluded) if start < d <= pushed and CALENDAR.is_working_day(d)]
    plain = Period(period.length + len(left_out), "working_day", ARTICLE)
    assert ends(start, plain, CALENDAR, SILENT) == pushed


@FEW
@given(st.data(), STARTS, periods(), st.sampled_from([MOVES, SILENT]))
def test_the_derivation_adds_up(data, start, period, rule):
    excluded = data.draw(stretches(start))
    found = due(start, period, CALENDAR, rule, excluded=excluded)
    last = next(step for step in found.steps if isinstance(step, LastDay))
    counted = (last.nominal - start).days if last.nominal else period.length
    assert (found.unmoved - start).days == counted + sum(one.days for one in found.not_counted)
    final = found.steps[-1]
    if isinstance(final, Moved):
        assert (final.to - final.away_from).days == sum(one.days for one in final.passed)
        assert final.to == found.day
    spans = [(one.first, one.last) for one in found.not_counted]
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@FEW
@given(STARTS, periods(), periods())
def test_an_extension_goes_on_from_the_unmoved_last_day(start, period, more):
    found = due(start, period, CALENDAR, MOVES, extensions=[Extension(more)])
    first = due(start, period, CALENDAR, MOVES).unmoved
    assert first is not None
    assert found.unmoved == due(first, more, CALENDAR, MOVES).unmoved


@FEW
@given(st.data(), STARTS, periods())
def test_a_stretch_without_end_stops_the_period_or_comes_too_late(data, start, period):
    since = start + timedelta(days=data.draw(st.integers(-5, 200)))
    plain = due(start, period, CALENDAR, MOVES)
    found = due(start, period, CALENDAR, MOVES, suspended=[Stretch(since)])
    assert (found.day is None) is (found.stopped is not None) is (since <= plain.day)


@FEW
@given(st.data(), STARTS, periods(DAYS))
def test_what_is_left_when_a_period_stops_runs_from_the_day_before_it_goes_on(data, start, period):
    since = start + timedelta(days=data.draw(st.integers(1, 60)))
    stopped = due(start, period, CALENDAR, MOVES, suspended=[Stretch(since)]).stopped
    if stopped is None:
        return
    assert stopped.counted + stopped.left == period.length
    last = since + timedelta(days=data.draw(st.integers(0, 40)))
    whole = ends(start, period, CALENDAR, MOVES, suspended=[Stretch(since, last)])
    if stopped.left:
        rest = Period(stopped.left, period.unit, ARTICLE)
        assert ends(last, rest, CALENDAR, MOVES) == whole


@FEW
@given(STARTS, periods(DAYS))
def test_days_counted_back_are_as_many_as_the_period_has(event, period):
    found = latest_before(event, period, CALENDAR, SILENT)
    assert found.day is not None
    if period.unit == "working_day":
        assert found.day == walked_back(event, period.length, CALENDAR.is_day_of_rest)
        assert CALENDAR.is_working_day(found.day)
    else:
        assert (event - found.day).days == period.length
    assert found.provisional is (
        period.unit == "working_day" and found.day < CALENDAR.announced_from
    )


@FEW
@given(STARTS.filter(CALENDAR.is_working_day), periods())
def test_who_acts_on_the_day_counted_back_leaves_the_whole_period_before_the_event(event, period):
    latest = latest_day(event, period)
    assert ends(latest, period, CALENDAR, SILENT) <= event


@FEW
@given(STARTS.filter(CALENDAR.is_working_day), periods(DAYS))
def test_who_acts_a_working_day_later_does_not(event, period):
    latest = latest_day(event, period)
    later = crossed(latest, 1, (), CALENDAR.is_day_of_rest)
    assert ends(later, period, CALENDAR, SILENT) > event
