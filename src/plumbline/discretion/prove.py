"""校验 -- the proof of a benchmark: what it leaves out, says twice or puts beyond the law.

Every fault has a case that shows it. 行政处罚法#34 wants benchmarks by which penalties are even,
行政处罚法#5 that they fit the fact; a penalty beyond the range of its provision has no basis
(行政处罚法#38).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, islice
from typing import Final, Literal

from plumbline.discretion.cells import Axis, Cell, axes_of
from plumbline.discretion.model import TIERS, Interval, Limit, Penalty, Row, Table

FaultKind = Literal[
    "gap", "overlap", "contradiction", "shared_bound", "unreachable", "outside_range", "tier_order"
]
MOST: Final = 200
"""How many gaps are named one by one; how many there are is said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: the rows it concerns, a case that shows it (none for a row that no case reaches),
    and for a gap the values of each circumstance that are left out, in the order of the table."""

    kind: FaultKind
    rows: tuple[str, ...]
    facts: Mapping[str, object] | None
    region: Mapping[str, tuple[Interval | str, ...]] | None = None
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found; `gaps` is how many boxes are left out, of which at most `MOST` are named."""

    findings: tuple[Finding, ...]
    gaps: int

    @property
    def holds(self) -> bool:
        """Whether nothing but a shared bound was found."""
        return all(one.kind == "shared_bound" for one in self.findings)


_Group = tuple[int, tuple[Cell, ...]]
"""The cells of an axis with the same rows."""

_Branches = tuple[tuple[int, frozenset[Cell]], ...]
"""What follows on an axis, by number, and after which of its cells."""

_NOTHING, _ALL = 0, 1
"""The numbers of what leaves nothing out, and of what leaves out all that is to come."""


def prove(table: Table) -> Proof:
    """All faults of a table. Raises BenchmarkFault where a circumstance has no value at all."""
    axes = axes_of(table)
    groups = [_grouped(axis) for axis in axes]
    gaps = _Gaps(table, groups)
    found = [
        *_unreachable(table, axes, groups),
        *_overlaps(table, axes),
        *gaps.found(),
        *_outside(table, axes),
        *_tiers(table, axes),
    ]
    return Proof(tuple(found), gaps.count)


def _grouped(axis: Axis) -> tuple[_Group, ...]:
    by_rows: dict[int, list[Cell]] = {}
    for cell in axis.cells:
        by_rows.setdefault(cell.rows, []).append(cell)
    return tuple((rows, tuple(cells)) for rows, cells in by_rows.items())


class _Gaps:
    """What no row takes, as boxes that do not overlap.

    Axis by axis the rows that are left decide what is still to come; values after which the same is
    left out are one, so that a box that was forgotten is found as one and not as all its cells.
    """

    def __init__(self, table: Table, groups: Sequence[tuple[_Group, ...]]) -> None:
        self.table, self.groups = table, groups
        self._known: dict[tuple[int, int], int] = {}
        self._numbers: dict[tuple[int, _Branches], int] = {}
        self._branches: list[_Branches] = [(), ()]
        self._counts = [0, 1]
        self.top = self._node(0, (1 << len(table.rows)) - 1)
        self.count = self._counts[self.top]

    def _node(self, depth: int, rows: int) -> int:
        """What is left out from an axis on where some rows are left: nothing, all, or branches."""
        if not rows:
            return _ALL
        if depth == len(self.groups):
            return _NOTHING
        if (depth, rows) not in self._known:
            self._known[depth, rows] = self._made(depth, rows)
        return self._known[depth, rows]

    def _made(self, depth: int, rows: int) -> int:
        left: dict[int, list[Cell]] = {}
        for held, cells in self.groups[depth]:
            left.setdefault(rows & held, []).extend(cells)
        by_child: dict[int, list[Cell]] = {}
        for after, same in left.items():
            if (child := self._node(depth + 1, after)) != _NOTHING:
                by_child.setdefault(child, []).extend(same)
        if not by_child:
            return _NOTHING
        total = sum(len(cells) for _, cells in self.groups[depth])
        if len(by_child.get(_ALL, ())) == total:
            return _ALL
        branches = tuple((child, frozenset(same)) for child, same in sorted(by_child.items()))
        return self._number(depth, branches)

    def _number(self, depth: int, branches: _Branches) -> int:
        if (depth, branches) not in self._numbers:
            self._numbers[depth, branches] = len(self._branches)
            self._branches.append(branches)
            self._counts.append(sum(self._counts[child] for child, _ in branches))
        return self._numbers[depth, branches]

    def found(self) -> Iterator[Finding]:
        """The boxes one by one, at most `MOST`."""
        return (self._gap(chosen) for chosen in islice(self._ways(self.top, ()), MOST))

    def _ways(
        self, node: int, chosen: tuple[frozenset[Cell], ...]
    ) -> Iterator[tuple[frozenset[Cell], ...]]:
        if node == _ALL:
            yield chosen
        for child, cells in self._branches[node]:
            yield from self._ways(child, (*chosen, cells))

    def _gap(self, chosen: tuple[frozenset[Cell], ...]) -> Finding:
        facts: dict[str, object] = {}
        region: dict[str, tuple[Interval | str, ...]] = {}
        for place, one in enumerate(self.table.circumstances):
            every = [cell for _, cells in self.groups[place] for cell in cells]
            own = [cell for cell in every if place >= len(chosen) or cell in chosen[place]]
            if len(own) < len(every):
                region[one.id] = merged([cell.part for cell in own])
            facts[one.id] = _fact(one.kind, own[0].sample)
        return Finding("gap", (), facts, region)


def merged(parts: Sequence[Interval | str]) -> tuple[Interval | str, ...]:
    """Intervals that touch as one, options as they are."""
    found: list[Interval | str] = []
    numbers = [one for one in parts if isinstance(one, Interval)]
    for one in sorted(numbers, key=lambda i: (i.low is not None, i.low or 0, not i.low_included)):
        last = found[-1] if found else None
        if isinstance(last, Interval) and last.high is not None and last.high == one.low and (
            last.high_included or one.low_included
        ):  # fmt: skip
            found[-1] = Interval(last.low, one.high, last.low_included, one.high_included)
        else:
            found.append(one)
    return (*found, *(one for one in parts if isinstance(one, str)))


def _fact(kind: str, sample: Decimal | str) -> object:
    """A sample as the facts of a case state it."""
    if kind == "yes_no":
        return sample == "true"
    if kind == "day" and isinstance(sample, Decimal):
        return date.fromordinal(int(sample)).isoformat()
    if kind == "count" and isinstance(sample, Decimal):
        return int(sample)
    return sample


def _shared(axes: Sequence[Axis], *rows: int) -> list[list[Cell]] | None:
    """The cells of each axis in which all of some rows hold; None where an axis has none."""
    first, last = rows[0], rows[-1]
    if not all(axis.reach[first] & axis.reach[last] for axis in axes):
        return None
    return [axis.both(*rows) for axis in axes]


def _facts(table: Table, cells: Sequence[Sequence[Cell]]) -> dict[str, object]:
    return {
        one.id: _fact(one.kind, found[0].sample)
        for one, found in zip(table.circumstances, cells, strict=True)
    }


def _unreachable(
    table: Table, axes: Sequence[Axis], groups: Sequence[tuple[_Group, ...]]
) -> Iterator[Finding]:
    """Rows for which there is no case, or none before an earlier row where the first counts."""
    for place, row in enumerate(table.rows):
        bit = 1 << place
        if _shared(axes, place) is None:
            yield Finding("unreachable", (row.id,), None)
        elif table.hit == "first" and place and not _is_left(groups, bit, bit - 1):
            earlier = [one.id for one in table.rows[:place]]
            yield Finding("unreachable", (row.id, *earlier), None)


def _is_left(groups: Sequence[tuple[_Group, ...]], bit: int, earlier: int) -> bool:
    """Whether a row holds somewhere where none of the earlier ones does."""
    seen: set[tuple[int, int]] = set()
    pending = [(0, earlier)]
    while pending:
        depth, rows = pending.pop()
        if not rows:
            return True  # the row holds on each axis that is left, since it is no empty row
        if depth == len(groups) or (depth, rows) in seen:
            continue
        seen.add((depth, rows))
        pending += [(depth + 1, rows & held) for held, _ in groups[depth] if held & bit]
    return False


def _overlaps(table: Table, axes: Sequence[Axis]) -> Iterator[Finding]:
    """Pairs of rows that hold at once where one at most may, or where both must say the same; that
    which only one shared bound causes is one fault of the table."""
    if table.hit not in ("unique", "any"):
        return
    shared: list[tuple[Row, Row, dict[str, object]]] = []
    for (i, one), (j, other) in combinations(enumerate(table.rows), 2):
        cells = _shared(axes, i, j)
        if cells is None:
            continue
        same, facts = one.outcome == other.outcome, _facts(table, cells)
        if table.hit == "any" and same:
            continue
        if _at_a_bound(axes, cells, i, j):
            shared.append((one, other, facts))
        else:
            kind: FaultKind = "overlap" if same else "contradiction"
            yield Finding(kind, (one.id, other.id), facts)
    if shared:
        pairs = tuple((one.id, other.id) for one, other, _ in shared)
        rows = tuple(dict.fromkeys(id for pair in pairs for id in pair))
        yield Finding("shared_bound", rows, shared[0][2], pairs=pairs)


def _at_a_bound(
    axes: Sequence[Axis], cells: Sequence[Sequence[Cell]], one: int, other: int
) -> bool:
    """Whether on some axis two rows meet in single figures only, at which one ends and the other
    begins."""
    for axis, both in zip(axes, cells, strict=True):
        if axis.circumstance.is_number and all(cell.is_point for cell in both):
            shared = axis.reach[one] & axis.reach[other]
            if all(axis.reach[row] & ~shared for row in (one, other)):
                return True
    return False


def _outside(table: Table, axes: Sequence[Axis]) -> Iterator[Finding]:
    """Rows with a penalty beyond what the law sets for a case that they reach."""
    for place, row in enumerate(table.rows):
        for limit in table.limits:
            cells = _limited(axes, 1 << place, limit)
            if cells is not None and any(_beyond(one, limit, row) for one in row.penalties):
                yield Finding("outside_range", (row.id,), _facts(table, cells))
                break


def _limited(axes: Sequence[Axis], bit: int, limit: Limit) -> list[list[Cell]] | None:
    found = []
    for axis in axes:
        options = limit.when.get(axis.circumstance.id)
        cells = [
            cell
            for cell in axis.cells
            if cell.rows & bit and (options is None or cell.part in options)
        ]
        if not cells:
            return None
        found.append(cells)
    return found


def _beyond(one: Penalty, limit: Limit, row: Row) -> bool:
    """Whether a penalty goes beyond a limit: below it only a mitigated one may go."""
    law, said = limit.penalty.range, one.range
    if (one.kind, one.unit) != (limit.penalty.kind, limit.penalty.unit) or not law or not said:
        return False
    is_over = law.high is not None and (
        said.high is None
        or said.high > law.high
        or (said.high == law.high and said.high_included and not law.high_included)
    )
    is_under = law.low is not None and (
        said.low is None
        or said.low < law.low
        or (said.low == law.low and said.low_included and not law.low_included)
    )
    return is_over or (is_under and row.tier not in ("none", "mitigated"))


def _tiers(table: Table, axes: Sequence[Axis]) -> Iterator[Finding]:
    """Pairs of rows side by side of which the heavier tier has the lighter penalty."""
    for (i, one), (j, other) in combinations(enumerate(table.rows), 2):
        light, heavy = sorted((one, other), key=lambda row: TIERS.index(row.tier))
        if light.tier == heavy.tier or not _comparable(axes, i, j):
            continue
        for a in light.penalties:
            for b in heavy.penalties:
                if (a.kind, a.unit) == (b.kind, b.unit) and _is_under(b.range, a.range):
                    cells = _shared(axes, i if heavy is one else j)
                    if cells:
                        yield Finding("tier_order", (light.id, heavy.id), _facts(table, cells))


def _comparable(axes: Sequence[Axis], one: int, other: int) -> bool:
    """Whether two rows stand side by side: by one circumstance apart, and by no other."""
    apart = [axis for axis in axes if not axis.reach[one] & axis.reach[other]]
    return len(apart) <= 1


def _is_under(lower: Interval | None, upper: Interval | None) -> bool:
    """Whether all of a range lies under another."""
    if lower is None or upper is None or lower.high is None or upper.low is None:
        return False
    return lower.high < upper.low
