"""数日 -- the days of one period or extension, counted from the day after its start.

What is handed back is a leg: its last day, the days that were not counted on the way, or where
it stands still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from plumbline.clock.calendar import Calendar
from plumbline.clock.due_day import Ending, LastDay, NotCounted, Stopped
from plumbline.clock.months import corresponding_day, months_of, plus
from plumbline.clock.period import UNSTATED, Ground, Period
from plumbline.clock.rule import DayRule
from plumbline.clock.stretch import Piece


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from a start to a last day, or to where the period stands still.

    `counted` is the number of days that were counted; `last` is None while it stands still.
    """

    steps: tuple[NotCounted | LastDay | Stopped, ...]
    counted: int
    last: date | None
    provisional: bool = False


def leg(
    start: date, period: Period, calendar: Calendar, rule: DayRule, pieces: Sequence[Piece]
) -> Leg:
    """Count one period from the day after `start`; days in a piece are not counted."""
    if period.unit == "working_day":
        return _working_days(start, period, calendar, rule, pieces)
    if period.unit == "natural_day":
        passed, last = _natural_days(start, period.length, pieces)
        return _ended(passed, last, period.length, LastDay(last, period, "counted", UNSTATED))
    nominal = corresponding_day(start, months_of(period))
    ending: Ending = "corresponding_day" if nominal.day == start.day else "end_of_month"
    days = (nominal - start).days
    passed, last = _natural_days(start, days, pieces)
    return _ended(passed, last, days, LastDay(last, period, ending, rule.months, nominal))


def _ended(
    passed: Sequence[NotCounted | Stopped], last: date, counted: int, ending: LastDay
) -> Leg:
    """The leg of natural days that ends on a last day, or stands still before it."""
    if passed and isinstance(passed[-1], Stopped):
        return Leg(tuple(passed), passed[-1].counted, None)
    return Leg((*passed, ending), counted, last)


def _natural_days(
    start: date, length: int, pieces: Sequence[Piece]
) -> tuple[list[NotCounted | Stopped], date]:
    """What was not counted among so many natural days, and the last of them."""
    passed: list[NotCounted | Stopped] = []
    last = plus(start, length)
    left_out = 0
    for piece in pieces:
        first = max(piece.first, plus(start, 1))
        if piece.last is not None and piece.last < first:
            continue
        if first > last:
            break
        if piece.last is None:
            counted = (first - start).days - 1 - left_out
            passed.append(stopped(piece, counted, length - counted))
            break
        step = left_out_of(piece, first, piece.last)
        passed.append(step)
        left_out += step.days
        last = plus(last, step.days)
    return passed, last


def _working_days(
    start: date, period: Period, calendar: Calendar, rule: DayRule, pieces: Sequence[Piece]
) -> Leg:
    steps: list[NotCounted | LastDay | Stopped] = []
    rests: list[date] = []
    waiting = [piece for piece in pieces if piece.last is None or piece.last > start]
    left, day = period.length, start
    while left:
        day = plus(day, 1)
        if waiting and day >= waiting[0].first:
            piece = waiting.pop(0)
            steps += rest_steps(rests, calendar, rule.working.ground)
            rests = []
            if piece.last is None:
                counted = period.length - left
                return Leg((*steps, stopped(piece, counted, left)), counted, None)
            steps.append(left_out_of(piece, day, piece.last))
            day = piece.last
        elif calendar.is_day_of_rest(day):
            rests.append(day)
        else:
            left -= 1
    steps += rest_steps(rests, calendar, rule.working.ground)
    steps.append(LastDay(day, period, "counted", rule.working.ground))
    settled = calendar.is_announced(day) and calendar.is_announced(plus(start, 1))
    return Leg(tuple(steps), period.length, day, provisional=not settled)


def left_out_of(piece: Piece, first: date, last: date) -> NotCounted:
    """The step of excluded or suspended days."""
    return NotCounted(first, last, piece.cause, piece.stretch.why, piece.stretch.ground)


def stopped(piece: Piece, counted: int, left: int) -> Stopped:
    """The step of a period that stands still in a piece without end."""
    stretch = piece.stretch
    return Stopped(stretch.first, counted, left, piece.cause, stretch.why, stretch.ground)


def rest_steps(days: Sequence[date], calendar: Calendar, ground: Ground) -> list[NotCounted]:
    """Days of rest in their order, forward or back; those in a row of one festival as one step.

    Each step names the notice or article that makes them days of rest, brought to bear by the
    article of `ground`.
    """
    reasons = [calendar.reason(day) for day in days]
    breaks = [
        at
        for at, (before, after) in enumerate(pairwise(reasons), 1)
        if abs((after.day - before.day).days) > 1
        or (before.kind, before.name, before.ground) != (after.kind, after.name, after.ground)
    ]
    steps = []
    for begin, end in pairwise([0, *breaks, len(reasons)]):
        run = reasons[begin:end]
        if run:
            first, last = sorted((run[0].day, run[-1].day))
            mark = run[0].ground.unverified or ground.unverified
            source = Ground(run[0].ground.basis, by=ground.basis, unverified=mark)
            provisional = any(one.provisional for one in run)
            why = run[0].name or run[0].kind
            steps.append(NotCounted(first, last, "rest", why, source, provisional))
    return steps
