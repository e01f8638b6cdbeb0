"""导入预览 -- what would become of each row: new, changed, unchanged, or not possible and why."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from plumbline.store.administration.sheets.rows import CellFault, Line

Outcome = Literal["new", "changed", "same", "error"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("error", "new", "changed", "same")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that would be different: what it is and what it would be, days as text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of one row."""

    line: Line
    outcome: Outcome
    changes: tuple[FieldChange, ...] = ()

    @property
    def faults(self) -> Sequence[CellFault]:
        """Why it is not possible."""
        return self.line.faults


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do on a day, and nothing of it done. `digest` is equal for equal plans."""

    rows: tuple[Planned, ...]
    on: date
    other_sheets: tuple[str, ...] = ()
    other_columns: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows of each outcome there are."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that would be done and everything that would not."""
        said = [
            [row.line.table, row.line.sheet, row.line.number, row.outcome,
             sorted((name, str(value)) for name, value in row.line.values.items()),
             [[one.field, one.old, one.new] for one in row.changes],
             [[one.field, one.code, one.found] for one in row.faults]]
            for row in self.rows
        ]  # fmt: skip
        whole = json.dumps([self.on.isoformat(), said], ensure_ascii=True)
        return hashlib.sha256(whole.encode()).hexdigest()


def changed(name: str, old: object, new: object) -> FieldChange:
    """A change of a field, days and nothing as text."""
    return FieldChange(name, _said(old), _said(new))


def _said(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def planned(line: Line, changes: Sequence[FieldChange], *, is_new: bool) -> Planned:
    """The outcome of a row by its faults and changes."""
    if line.faults:
        return Planned(line, "error")
    if is_new:
        return Planned(line, "new", tuple(changes))
    return Planned(line, "changed" if changes else "same", tuple(changes))
