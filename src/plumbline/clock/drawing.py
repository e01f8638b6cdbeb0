"""画出日历 -- the months of a period as values that a page or a terminal can draw.

Every day of the months that a period touches is a cell: the start, the days that were counted
with their numbers, those that were not and why, days of rest, and the last day.
"""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from plumbline.clock.calendar import Calendar
from plumbline.clock.due_day import Due, LastDay, Moved, NotCounted
from plumbline.clock.months import MONTHS_OF_A_YEAR
from plumbline.clock.stretch import ONE_DAY

State = Literal["outside", "start", "counted", "not_counted", "rest", "last"]
"""Outside the period; the event; counted; excluded or suspended; a day of rest that is not
counted; the due day, or counted back the last day on which to act."""

_MONDAY_FIRST: Final = Weeks(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `number` says which of the counted days it is, `why` why it is not counted.

    `rest` says that it is a day of rest, whether or not the period counts it.
    """

    day: date
    state: State
    number: int | None = None
    why: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday; None stands for the days of other months."""

    year: int
    month: int
    weeks: tuple[tuple[Cell | None, ...], ...]


def months(due: Due, calendar: Calendar) -> tuple[Month, ...]:
    """The months from the start to the due day, or to where the period stands still."""
    cells = {cell.day: cell for cell in _cells(due, calendar)}
    return tuple(
        _month(year, month, cells, calendar)
        for year, month in _months_between(min(cells), max(cells))
    )


def _months_between(first: date, last: date) -> Iterator[tuple[int, int]]:
    start = first.year * MONTHS_OF_A_YEAR + first.month - 1
    end = last.year * MONTHS_OF_A_YEAR + last.month - 1
    for at in range(start, end + 1):
        yield at // MONTHS_OF_A_YEAR, at % MONTHS_OF_A_YEAR + 1


def _month(year: int, month: int, cells: Mapping[date, Cell], calendar: Calendar) -> Month:
    weeks = _MONDAY_FIRST.monthdayscalendar(year, month)
    return Month(
        year,
        month,
        tuple(
            tuple(_cell(date(year, month, one), cells, calendar) if one else None for one in week)
            for week in weeks
        ),
    )


def _cell(day: date, cells: Mapping[date, Cell], calendar: Calendar) -> Cell:
    return cells.get(day) or Cell(day, "outside", rest=calendar.is_day_of_rest(day))


def _cells(due: Due, calendar: Calendar) -> Iterator[Cell]:
    """The cells of the period, from the start on; counted back, from the event back."""
    yield Cell(due.start, "start", rest=calendar.is_day_of_rest(due.start))
    passed = dict(_passed(due))
    end, unmoved = _end(due), None if due.back else due.unmoved
    step = -ONE_DAY if due.back else ONE_DAY
    day, number = due.start, 0
    while day != end:
        day += step
        rest = calendar.is_day_of_rest(day)
        over = unmoved is not None and day > unmoved
        if day == due.day:
            yield Cell(day, "last", None if over else number + 1, rest=rest)
        elif day in passed:
            left_out = passed[day]
            state: State = "rest" if left_out.cause == "rest" else "not_counted"
            yield Cell(day, state, why=left_out.why, rest=rest)
        else:
            number += 1
            yield Cell(day, "counted", number, rest=rest)


def _passed(due: Due) -> Iterator[tuple[date, NotCounted]]:
    """Each day that was not counted; the unmoved last day, which was, stays counted."""
    moves = [one for step in due.steps if isinstance(step, Moved) for one in step.passed]
    unmoved = due.unmoved
    for one in (*due.not_counted, *moves):
        day = one.first
        while True:
            if day != unmoved:
                yield day, one
            if day == one.last:
                break
            day += ONE_DAY


def _end(due: Due) -> date:
    """The last day to draw: the due day, or the last before the period stood still."""
    if due.day is not None:
        return due.day
    stopped = due.stopped
    last_days = [step.day for step in due.steps if isinstance(step, LastDay)]
    if stopped is None or (stopped.left == 0 and last_days):
        return last_days[-1]
    return max(due.start, stopped.since - ONE_DAY)
