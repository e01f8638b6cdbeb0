"""裁量基准 -- a benchmark as bureaus keep it: a table in a spreadsheet or in Word.

One column says the tier, one the penalty in words; 序号, 依据 and 备注 are known by their heads,
every other column is a circumstance. A head such as 重量（吨） has its unit in brackets. What such
a table does not say, it does not have: the bounds of the law, and what there can be of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Final

from plumbline.discretion.bounds import (
    ANY,
    COUNTED,
    FIRST,
    HEADS,
    NO,
    OR,
    YES,
    read_condition,
    tier_named,
)
from plumbline.discretion.faults import BenchmarkFault, shown
from plumbline.discretion.model import Circumstance, Interval, Kind, Penalty, Row, Table
from plumbline.documents.read import read as read_document
from plumbline.documents.sheets import read_sheets
from plumbline.documents.unreadable import Unreadable
from plumbline.text.money import find_amounts

MOST_COLUMNS: Final = 60
_HEAD: Final = re.compile(r"(?P<title>[^（(]+)[（(](?P<unit>[^）)]{1,8})[）)]")
_CAME: Final = {"formula", "error", "inexact", "long"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: where it stands, and its cells."""

    place: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns by what they are, and the circumstances by their columns."""

    known: dict[str, int]
    asked: dict[int, str]


def read_spreadsheet(data: bytes, name: str) -> Table:
    """The benchmark on the first sheet of a .xlsx or in a .csv that has one. Raises BenchmarkFault
    with file, sheet, row, column, what was found and what is allowed."""
    try:
        sheets = read_sheets(data, name)
    except Unreadable as fault:
        raise BenchmarkFault(fault.name, fault.found, fault.allowed) from None
    for sheet in sheets:
        lines: list[Line] = []
        for row in sheet.rows:
            place = f"{name}, {sheet.name}, row {row.number}".replace(", ,", ",")
            cells = list(row.cells)
            for at, why in row.odd:
                if why in _CAME:
                    raise BenchmarkFault(f"{place}, column {at + 1}", why, "a plain cell")
            for at in row.below & {*range(len(cells))} if lines else ():
                cells[at] = lines[-1].cells[at] if at < len(lines[-1].cells) else ""
            lines.append(Line(place, tuple(cells)))
        if (start := _start(lines)) is not None:
            return read_lines(lines[start:], name)
    raise _no_head(name)


def read_word(data: bytes, name: str) -> Table:
    """The benchmark in the first table of a .docx that is one. Raises BenchmarkFault."""
    try:
        source = read_document(data, name)
    except Unreadable as fault:
        raise BenchmarkFault(fault.name, fault.found, fault.allowed) from None
    for line in source.lines:
        place = f"{name}, {line.origin}"
        lines = [Line(f"{place}, row {n}", cells) for n, cells in enumerate(line.rows, 1)]
        if (start := _start(lines)) is not None:
            return read_lines(lines[start:], name)
    raise _no_head(name)


def read_lines(lines: Sequence[Line], name: str) -> Table:
    """The benchmark that lines make, the first of which is the head. Raises BenchmarkFault."""
    head, rows = _head(lines[0]), [one for one in lines[1:] if any(one.cells)]
    if not rows:
        raise BenchmarkFault(lines[0].place, "a head without rows", "a row for each tier")
    if not head.asked:
        raise BenchmarkFault(lines[0].place, "no circumstance", "a column for each circumstance")
    conducts = dict.fromkeys(filter(None, (_cell(one, head, "conduct") for one in rows)))
    if len(conducts) > 1:
        found = f"{len(conducts)} kinds of conduct, as {shown([*conducts][1])}"
        raise BenchmarkFault(f"{name}, conduct", found, "a table for each conduct")
    asked = {at: _circumstance(title, at, rows) for at, title in head.asked.items()}
    made = tuple(_row(n, one, head, asked) for n, one in enumerate(rows, 1))
    ids = [one.id for one in made]
    if twice := [one for one in dict.fromkeys(ids) if ids.count(one) > 1]:
        raise BenchmarkFault(name, f"row {twice[0]} twice", "a number for each row")
    title = next(iter(conducts), PurePath(name).stem)
    return Table(PurePath(name).stem, title, tuple(asked.values()), made)


def _start(lines: Sequence[Line]) -> int | None:
    """The line that is the head: the first that names the tier and the penalty."""
    for place, line in enumerate(lines[:20]):
        known = {_known(cell) for cell in line.cells}
        if {"tier", "penalty"} <= known:
            return place
    return None


def _no_head(name: str) -> BenchmarkFault:
    heads = ", ".join((HEADS["tier"][0], HEADS["penalty"][0]))
    return BenchmarkFault(name, "no table of a benchmark", f"a head with {heads}")


def _known(cell: str) -> str:
    said = "".join(cell.split())
    return next((kind for kind, words in HEADS.items() if said in words), "")


def _head(line: Line) -> _Head:
    known: dict[str, int] = {}
    asked: dict[int, str] = {}
    if len(line.cells) > MOST_COLUMNS:
        raise BenchmarkFault(line.place, f"{len(line.cells)} columns", f"at most {MOST_COLUMNS}")
    for at, cell in enumerate(line.cells):
        said = "".join(cell.split())
        kind = _known(cell)
        if kind in known or (said and said in asked.values()):
            raise BenchmarkFault(f"{line.place}, column {at + 1}", shown(cell), "each head once")
        if kind:
            known[kind] = at
        elif said:
            asked[at] = said
    return _Head(known, asked)


def _cell(line: Line, head: _Head, kind: str) -> str:
    at = head.known.get(kind)
    return line.cells[at].strip() if at is not None and at < len(line.cells) else ""


def _column(rows: Iterable[Line], at: int) -> list[str]:
    cells = (one.cells[at].strip() if at < len(one.cells) else "" for one in rows)
    return [one for one in cells if one not in ANY]


def _circumstance(head: str, at: int, rows: Sequence[Line]) -> Circumstance:
    """What a column asks, by what its cells say: numbers, yes and no, or the options in them."""
    split = _HEAD.fullmatch(head)
    title, unit = (split["title"], split["unit"]) if split else (head, "")
    cells = _column(rows, at)
    kind: Kind = "count" if unit in COUNTED else "number"
    least = Decimal(
        any(one in FIRST for one in cells)
    )  # who says "for the first time" counts from 1
    number = Circumstance(title, title, kind, unit, least=least)
    if cells and all(_reads(one, number) for one in cells):
        return number
    if cells and {*cells} <= {*YES, *NO}:
        return Circumstance(title, title, "yes_no")
    options = dict.fromkeys(part.strip() for one in cells for part in OR.split(one))
    if "" in options or not options:
        place = f"{rows[0].place}, {head}"
        raise BenchmarkFault(place, "a column without options", "options, numbers, or yes and no")
    return Circumstance(title, title, "choice", unit, {one: one for one in options})


def _reads(cell: str, one: Circumstance) -> bool:
    try:
        read_condition(cell, one, "", {})
    except BenchmarkFault:
        return False
    return True


def _row(number: int, line: Line, head: _Head, asked: dict[int, Circumstance]) -> Row:
    said = _cell(line, head, "tier")
    tier = tier_named(said)
    if tier is None:
        raise BenchmarkFault(f"{line.place}, {HEADS['tier'][0]}", shown(said), "a tier")
    conditions = {}
    for at, one in asked.items():
        cell = line.cells[at] if at < len(line.cells) else ""
        found = read_condition(cell, one, f"{line.place}, {one.title}", {})
        if found is not None:
            conditions[one.id] = found
    words = _cell(line, head, "penalty")
    basis = _cell(line, head, "basis")
    penalties = () if tier == "none" else _penalties(words)
    id = _cell(line, head, "id") or f"{number}"
    return Row(id, tier, conditions, penalties, (basis,) if basis else (), words)


def _penalties(words: str) -> tuple[Penalty, ...]:
    """The fine that the words of a row state; other penalties stand in the words alone."""
    for one in find_amounts(words):
        if one.low is None and one.high is None:
            continue
        bounds = Interval(one.low, one.high, one.low_inclusive, one.high_inclusive)
        return (Penalty("fine", one.unit, bounds),)
    return ()
