"""逐行 -- what each row of a spreadsheet says, and which of its cells cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from plumbline.documents.sheets import Sheet, SheetRow, column_letter, read_day, read_sheets
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable
from plumbline.store.administration.sheets.columns import (
    TABLES,
    Column,
    Table,
    allowed,
    bare,
    code_of,
    columns,
    known_heads,
)

HEAD_WITHIN: Final = 10
"""Rows from the top among which the head is looked for: a title often stands above it."""
_LEAST_HEADS: Final = 2
_KEY: Final = re.compile(r"[^\s/\\?#%<>\"'&]+")
_KEYS: Final = frozenset({"code", "parent", "successor", "number", "agency"})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell cannot be: its column as a letter and a field, a code, found, and allowed."""

    letter: str
    field: str
    code: str
    found: str = ""
    allowed: str = ""


@dataclass(slots=True)
class Line:
    """A row of a table: its values by field, days as days; blank cells are left out."""

    table: Table
    sheet: str
    number: int
    values: dict[str, str | date]
    letters: Mapping[str, str]
    faults: list[CellFault] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The code of the agency, or the number of the officer."""
        return self.text("code") or self.text("number")

    @property
    def name(self) -> str:
        """What the agency or the officer is called."""
        return self.text("name")

    def text(self, name: str) -> str:
        """The text of a field, or nothing."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else value.isoformat()

    def day(self, name: str) -> date | None:
        """The day of a field, or None."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def fail(self, name: str, code: str, found: object = "", allowed: object = "") -> None:
        """Note that a field cannot be as it is."""
        letter = self.letters.get(name, "")
        self.faults.append(CellFault(letter, name, code, str(found), str(allowed)))


@dataclass(frozen=True, slots=True)
class Lines:
    """All rows of a file, and what was passed over: sheets, and columns by their heads."""

    lines: tuple[Line, ...]
    other_sheets: tuple[str, ...]
    other_columns: tuple[str, ...]


def read_lines(data: bytes, name: str) -> Lines:
    """The rows of both tables in a file. Raises Unreadable."""
    sheets = read_sheets(data, name)
    lines: list[Line] = []
    others: list[str] = []
    unknown: list[str] = []
    has_head = False
    for sheet in sheets:
        head = _head(sheet, name)
        if head is None:
            if sheet.rows:
                others.append(sheet.name)
            continue
        has_head = True
        unknown += head.unknown
        lines += _lines(sheet, head)
    if not has_head:
        heads = ", ".join("/".join(one.zh[:1] + one.en[:1]) for one in columns("agencies")[:4])
        found = "no table of agencies or people"
        raise Unreadable(name, WHOLE_FILE, found, f"a head such as {heads}")
    return Lines(tuple(lines), tuple(others), tuple(dict.fromkeys(unknown)))


@dataclass(frozen=True, slots=True)
class _Head:
    table: Table
    number: int
    fields: dict[int, str]
    unknown: list[str]


def _head(sheet: Sheet, name: str) -> _Head | None:
    """The head of a sheet: the row that knows most columns, with all that are required."""
    best: _Head | None = None
    for row in sheet.rows[:HEAD_WITHIN]:
        for table in TABLES:
            known = known_heads(table)
            fields = {at: known[bare(c)] for at, c in enumerate(row.cells) if bare(c) in known}
            needed = {one.field for one in columns(table) if one.required}
            if len(fields) < _LEAST_HEADS or not needed <= set(fields.values()):
                continue
            if best is None or len(fields) > len(best.fields):
                rest = [c for at, c in enumerate(row.cells) if c and at not in fields]
                best = _Head(table, row.number, fields, rest)
    if best is not None and len(set(best.fields.values())) < len(best.fields):
        twice = sorted({one for one in best.fields.values()
                        if list(best.fields.values()).count(one) > 1})  # fmt: skip
        found = f"two columns for {', '.join(twice)}"
        raise Unreadable(name, f"line {best.number}", found, "one column for each")
    return best


def _lines(sheet: Sheet, head: _Head) -> Iterator[Line]:
    kinds = {one.field: one for one in columns(head.table)}
    letters = {name: column_letter(at) for at, name in head.fields.items()}
    for row in sheet.rows:
        if row.number <= head.number:
            continue
        line = Line(head.table, sheet.name, row.number, {}, letters)
        odd = dict(row.odd)
        for at, name in head.fields.items():
            said = row.cells[at] if at < len(row.cells) else ""
            if at in odd:
                line.fail(name, odd[at], said[:80])
            elif said:
                _put(line, kinds[name], said)
            elif kinds[name].required:
                line.fail(name, "required")
        if any(_said(row, head)):
            yield line


def _said(row: SheetRow, head: _Head) -> Iterator[str]:
    return (row.cells[at] for at in head.fields if at < len(row.cells))


def _put(line: Line, column: Column, said: str) -> None:
    name = column.field
    if column.is_day:
        day = read_day(said)
        if day is None:
            line.fail(name, "not_a_day", said[:40], "2024-01-31")
        else:
            line.values[name] = day
    elif column.is_choice:
        code = code_of(name, said)
        if code is None:
            line.fail(name, "not_a_choice", said[:40], "、".join(allowed(name).values()))
        else:
            line.values[name] = code
    elif _CONTROL.search(said):
        line.fail(name, "control", ascii(said[:40]))
    elif len(said) > column.longest:
        line.fail(name, "long", len(said), column.longest)
    elif name in _KEYS and not _KEY.fullmatch(said):
        line.fail(name, "not_a_key", said)
    else:
        line.values[name] = said
