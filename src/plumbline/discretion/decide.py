"""适用 -- what a benchmark says of a case: the row, why it, and why not its neighbours.

It decides nothing: a named person takes the answer or gives reasons for another (行政处罚法#5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plumbline.discretion.cells import Axis, axes_of
from plumbline.discretion.faults import BenchmarkFault
from plumbline.discretion.model import TIERS, Row, Table

NEAREST: Final = 3
"""How many rows that do not hold an answer tells of."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row that does not hold, and the circumstances by which it fails."""

    row: Row
    failing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a table says of a case: `rows` that count, `held` all that hold. Several rows of a table
    that allows one are a fault of the table, which the answer shows and does not settle."""

    table: Table
    facts: Mapping[str, object]
    rows: tuple[Row, ...]
    held: tuple[Row, ...]
    axes: tuple[Axis, ...]

    @property
    def is_clear(self) -> bool:
        """Whether exactly what the table allows was found."""
        return bool(self.rows) and (self.table.hit == "all" or len(self.rows) == 1)

    def neighbours(self, most: int = NEAREST) -> tuple[Neighbour, ...]:
        """The rows that do not hold, those first that fail by the fewest circumstances."""
        names = [axis.circumstance.id for axis in self.axes]
        masks = [axis.rows_of(self.facts[id]) for axis, id in zip(self.axes, names, strict=True)]
        near = self._by_one(names, masks)
        if len(near) < most:
            near = [
                (row, tuple(id for id, mask in zip(names, masks, strict=True) if not mask >> n & 1))
                for n, row in enumerate(self.table.rows)
            ]
            near = sorted((one for one in near if one[1]), key=lambda one: len(one[1]))
        return tuple(Neighbour(row, failing) for row, failing in near[:most])

    def _by_one(
        self, names: Sequence[str], masks: Sequence[int]
    ) -> list[tuple[Row, tuple[str, ...]]]:
        """The rows that fail by one circumstance alone, and hold by all before and after it."""
        rows, every = self.table.rows, (1 << len(self.table.rows)) - 1
        after = [every]
        for mask in reversed(masks[1:]):
            after.append(after[-1] & mask)
        before, found = every, []
        for id, mask, rest in zip(names, masks, reversed(after), strict=True):
            left = before & rest & ~mask
            while left:
                lowest = left & -left
                found.append((lowest, rows[lowest.bit_length() - 1], (id,)))
                left ^= lowest
            before &= mask
        return [(row, failing) for _, row, failing in sorted(found, key=lambda one: one[0])]

    def text(self) -> str:
        """The text for the decision paper, from the template of the table. Raises BenchmarkFault
        where no single row was found."""
        if len(self.rows) != 1:
            raise BenchmarkFault(f"table {self.table.id}", f"{len(self.rows)} rows", "one row")
        (row,) = self.rows
        said = {one.id: self._said(one.id) for one in self.table.circumstances}
        places = {"title": self.table.title, "row": row.id, "words": row.words, **said}
        try:
            return self.table.template.format_map(places)
        except (KeyError, ValueError, IndexError, AttributeError) as fault:
            raise BenchmarkFault(
                f"table {self.table.id}, template", fault, ", ".join(sorted(places))
            ) from None

    def _said(self, id: str) -> str:
        one = next(each for each in self.table.circumstances if each.id == id)
        value = self.facts[id]
        if isinstance(value, bool):
            return one.options.get("true" if value else "false", f"{value}".lower())
        if isinstance(value, Decimal):
            return f"{value:f}{one.unit}"
        return one.options.get(f"{value}", f"{value}{one.unit}")


class Decider:
    """A table made ready for many cases."""

    def __init__(self, table: Table) -> None:
        """Raises BenchmarkFault where a circumstance has no value at all."""
        self.table, self.axes = table, axes_of(table)
        self._asked = tuple((axis.circumstance.id, axis.rows_of) for axis in self.axes)
        self._names = frozenset(id for id, _ in self._asked)
        self._every = (1 << len(table.rows)) - 1

    def held(self, facts: Mapping[str, object]) -> int:
        """The rows that hold, as the bits of a number. Raises BenchmarkFault for a fact that is
        missing, unknown or no value of its circumstance."""
        mask = self._every
        for id, rows_of in self._asked:
            if id not in facts:
                raise BenchmarkFault(f"fact {id}", "nothing", self._allowed(id))
            mask &= rows_of(facts[id])
        if len(facts) != len(self._asked):
            unknown = ", ".join(sorted(facts.keys() - self._names))
            raise BenchmarkFault("facts", unknown, ", ".join(sorted(self._names)))
        return mask

    def decide(self, facts: Mapping[str, object]) -> Answer:
        """What the table says of a case. Raises as `held` does."""
        mask, rows = self.held(facts), self.table.rows
        held = []
        while mask:
            lowest = mask & -mask
            held.append(rows[lowest.bit_length() - 1])
            mask ^= lowest
        return Answer(self.table, facts, self._counting(held), tuple(held), self.axes)

    def _counting(self, held: list[Row]) -> tuple[Row, ...]:
        """The rows that count, of those that hold."""
        if len(held) < 2 or self.table.hit in ("unique", "all"):
            return tuple(held)
        if self.table.hit == "first":
            return (held[0],)
        if self.table.hit == "any":
            return (held[0],) if len({one.outcome for one in held}) == 1 else tuple(held)
        sign = -1 if self.table.hit == "strictest" else 1
        return (min(held, key=lambda one: sign * TIERS.index(one.tier)),)

    def _allowed(self, id: str) -> str:
        one = next(each for each in self.table.circumstances if each.id == id)
        if one.is_number:
            return f"{one.title}, a number in {one.domain} {one.unit}".rstrip()
        return f"{one.title}, one of {', '.join(one.values)}"
