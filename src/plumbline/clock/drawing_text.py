"""文字日历 -- the months of a period as lines of text, two months side by side.

A day is drawn as `*4` the event, ` 5` counted, `-6` not counted, `(9)` a day of rest that is not
counted, `[7]` the last day, and `.` outside the period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from plumbline.clock.drawing import Cell, Month

LEGEND: Final = "*event  -not counted  (day of rest, not counted)  [last day]  . outside"

_WIDTH: Final = 4
_WIDTH_OF_MONTH: Final = 7 * _WIDTH
_GAP: Final = "   "
_HEAD: Final = "".join(
    f"{day:>{_WIDTH - 1}} " for day in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
)
_AROUND: Final = {
    "start": ("*", ""),
    "counted": ("", ""),
    "not_counted": ("-", ""),
    "rest": ("(", ")"),
    "last": ("[", "]"),
}
MONTHS_DRAWN: Final = 6
"""Of a longer period the first and the last months are drawn."""


def drawn(months: Sequence[Month]) -> list[str]:
    """The lines of a drawing, without the legend."""
    half = MONTHS_DRAWN // 2
    if len(months) <= MONTHS_DRAWN:
        return list(_rows(months))
    between = f"… {len(months) - 2 * half} months between …"
    return [*_rows(months[:half]), "", between, "", *_rows(months[-half:])]


def _rows(months: Sequence[Month]) -> Iterator[str]:
    for at in range(0, len(months), 2):
        if at:
            yield ""
        sides = [_lines(month) for month in months[at : at + 2]]
        for line in zip_longest(*sides, fillvalue=" " * _WIDTH_OF_MONTH):
            yield _GAP.join(line).rstrip()


def _lines(month: Month) -> list[str]:
    title = f"{month.year:04}-{month.month:02}".center(_WIDTH_OF_MONTH)
    weeks = ("".join(_drawn_cell(cell) for cell in week) for week in month.weeks)
    return [title, _HEAD, *weeks]


def _drawn_cell(cell: Cell | None) -> str:
    """Four characters: an opening mark, the day, a closing mark."""
    if cell is None:
        return " " * _WIDTH
    if cell.state == "outside":
        return f"{'.':>{_WIDTH - 1}} "
    before, after = _AROUND[cell.state]
    return f"{before}{cell.day.day}".rjust(_WIDTH - 1) + (after or " ")
