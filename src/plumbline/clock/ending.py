"""最后一日 -- whether the last day of a period moves, and to which day (民事诉讼法#85)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plumbline.clock.calendar import Calendar
from plumbline.clock.counting import Leg, left_out_of, rest_steps, stopped
from plumbline.clock.due_day import LastDay, Moved, NotCounted, Stays, Stopped
from plumbline.clock.months import plus
from plumbline.clock.period import Ground
from plumbline.clock.rule import DayRule
from plumbline.clock.stretch import Piece


def ending(
    counted: Leg, last: date, calendar: Calendar, rule: DayRule, pieces: Sequence[Piece]
) -> tuple[Moved | Stays | Stopped, bool]:
    """What becomes of the last day, and whether a notice to come may change that.

    Days of rest are passed over, and excluded days that lie among or directly after them. An
    excluded stretch without end there makes the period stand still with nothing left.
    """
    rest = calendar.is_day_of_rest(last)
    if rule.last_day is None and not _is_working_day(counted):
        return Stays(last, "law_is_silent", calendar.reason(last) if rest else None), False
    if rule.last_day is None or not rest:
        unsettled = not _is_working_day(counted) and not calendar.is_announced(last)
        return Stays(last, "not_a_day_of_rest"), unsettled
    moved = _move(counted, last, calendar, rule.last_day, pieces)
    if isinstance(moved, Stopped):
        return moved, False
    return moved, not (calendar.is_announced(last) and calendar.is_announced(moved.to))


def _is_working_day(counted: Leg) -> bool:
    end = counted.steps[-1]
    return isinstance(end, LastDay) and end.period.unit == "working_day"


def _move(
    counted: Leg, last: date, calendar: Calendar, ground: Ground, pieces: Sequence[Piece]
) -> Moved | Stopped:
    passed: list[NotCounted] = []
    rests: list[date] = []
    day = last
    while True:
        piece = next((one for one in pieces if _covers(one, day)), None)
        if piece is None and not calendar.is_day_of_rest(day):
            break
        if piece is None:
            rests.append(day)
            day = plus(day, 1)
            continue
        passed += rest_steps(rests, calendar, ground)
        rests = []
        if piece.last is None:
            return stopped(piece, counted.counted, 0)
        passed.append(left_out_of(piece, day, piece.last))
        day = plus(piece.last, 1)
    passed += rest_steps(rests, calendar, ground)
    return Moved(last, day, tuple(passed), ground)


def _covers(piece: Piece, day: date) -> bool:
    return piece.first <= day and (piece.last is None or day <= piece.last)
