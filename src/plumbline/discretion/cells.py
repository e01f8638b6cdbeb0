"""裁量基准 -- each circumstance cut into cells within which no row tells one value from another.

A cell has, as the bits of a number, the rows that it lets hold; the rows that hold for a case are
what its cells have in common. Deciding and proving rest on the same cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from plumbline.discretion.faults import BenchmarkFault, shown
from plumbline.discretion.model import Circumstance, Condition, Interval, Table

GREATEST: Final = Decimal(10) ** 24
"""Beyond it no fact of a case lies; decimals of this size are still divided exactly."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Values between which no row distinguishes: an interval or one option. `sample` is one of
    them, `rows` the rows that they let hold."""

    part: Interval | str
    sample: Decimal | str
    rows: int

    @property
    def is_point(self) -> bool:
        """Whether it is a single number."""
        part = self.part
        return isinstance(part, Interval) and part.low is not None and part.low == part.high


class Axis:
    """A circumstance with the cells into which the rows of a table cut it; `reach` has for each row
    the cells in which it holds, as the bits of a number."""

    def __init__(self, table: Table, one: Circumstance) -> None:
        """Raises BenchmarkFault where there is no value at all."""
        self.circumstance = one
        self._conditions = [row.conditions.get(one.id) for row in table.rows]
        self.cuts = self._cuts() if one.is_number else []
        self.options = {} if one.is_number else {v: self._mask(v) for v in one.values}
        self.masks = [self._mask(self._inside(place)) for place in range(2 * len(self.cuts) + 1)]
        self.cells = tuple(self._cells())
        self.reach = tuple(
            sum(1 << place for place, cell in enumerate(self.cells) if cell.rows >> row & 1)
            for row in range(len(table.rows))
        )
        if not self.cells:
            raise BenchmarkFault(f"circumstance {one.id}", "no value", "at least one value")

    def both(self, *rows: int) -> list[Cell]:
        """The cells in which all of some rows hold."""
        wanted = sum(1 << row for row in rows)
        return [cell for cell in self.cells if cell.rows & wanted == wanted]

    def rows_of(self, value: object) -> int:
        """The rows that a value of a case lets hold. Raises BenchmarkFault where it is none."""
        one = self.circumstance
        if not one.is_number:
            key = ("true" if value else "false") if isinstance(value, bool) else value
            found = self.options.get(key) if isinstance(key, str) else None
            if found is None or isinstance(value, bool) != (one.kind == "yes_no"):
                raise BenchmarkFault(f"fact {one.id}", shown(value), self._allowed())
            return found
        number = value if type(value) is Decimal else self._number(value)
        fits = number.is_finite() and -GREATEST < number < GREATEST and one.domain.holds(number)
        if not fits or (one.kind != "number" and number % 1):
            raise BenchmarkFault(f"fact {one.id}", shown(value), self._allowed())
        place = bisect_left(self.cuts, number)
        at = place < len(self.cuts) and self.cuts[place] == number
        return self.masks[2 * place + at]

    def _number(self, value: object) -> Decimal:
        if self.circumstance.kind == "day":
            if isinstance(value, str):
                try:
                    return Decimal(date.fromisoformat(value).toordinal())
                except ValueError:
                    pass
        elif type(value) is int:
            return Decimal(value)
        raise BenchmarkFault(f"fact {self.circumstance.id}", shown(value), self._allowed())

    def _allowed(self) -> str:
        one = self.circumstance
        if one.kind == "yes_no":
            return "true, false"
        if not one.is_number:
            return "one of " + ", ".join(one.values)
        noun = {"number": "a number", "count": "a whole number", "day": "a day as 2026-03-01"}
        return f"{noun[one.kind]} in {one.domain}"

    def _cuts(self) -> list[Decimal]:
        parts = [*_intervals(self._conditions), self.circumstance.domain]
        ends = {end for part in parts for end in (part.low, part.high) if end is not None}
        return sorted(ends)

    def _mask(self, value: Decimal | str) -> int:
        return sum(
            1 << place
            for place, condition in enumerate(self._conditions)
            if condition is None or meets(condition, value)
        )

    def _inside(self, place: int) -> Decimal:
        """A number of a place: the odd ones are the cuts, the even ones lie between them."""
        if place % 2:
            return self.cuts[place // 2]
        low = self.cuts[place // 2 - 1] if place else None
        high = self.cuts[place // 2] if place // 2 < len(self.cuts) else None
        if low is None or high is None:
            return (high - 1) if high is not None else (low + 1) if low is not None else Decimal(0)
        whole = low.to_integral_value("ROUND_FLOOR") + 1
        return whole if low < whole < high else (low + high) / 2

    def _cells(self) -> Iterator[Cell]:
        one = self.circumstance
        if not one.is_number:
            yield from (Cell(value, value, mask) for value, mask in self.options.items())
            return
        for place, mask in enumerate(self.masks):
            sample = self._inside(place)
            if not one.domain.holds(sample) or (one.kind != "number" and sample % 1):
                continue
            yield Cell(self._part(place), sample, mask)

    def _part(self, place: int) -> Interval:
        if place % 2:
            return Interval(self.cuts[place // 2], self.cuts[place // 2])
        low = self.cuts[place // 2 - 1] if place else None
        high = self.cuts[place // 2] if place // 2 < len(self.cuts) else None
        return Interval(low, high, low_included=False, high_included=False)


def _intervals(conditions: list[Condition | None]) -> Iterator[Interval]:
    for condition in conditions:
        if isinstance(condition, tuple):
            yield from condition


def meets(condition: Condition, value: Decimal | str) -> bool:
    """Whether a value of a case meets a condition."""
    if isinstance(condition, frozenset):
        return value in condition
    return isinstance(value, Decimal) and any(part.holds(value) for part in condition)


def axes_of(table: Table) -> tuple[Axis, ...]:
    """The cells of each circumstance of a table."""
    return tuple(Axis(table, one) for one in table.circumstances)
