"""名录表 -- the lists of a draw from spreadsheets as bureaus keep them, in whatever order.

A list is an .xlsx or .csv file with a row of headings; columns.toml says which heading means what.
Rows come out in the order that the protocol asks for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from plumbline.documents.sheets import Sheet, SheetRow, read_day, read_sheets
from plumbline.draw.faults import DrawFault, shown
from plumbline.draw.lists import Avoidance, Entry, Exclusion, Inspector, Target

COLUMNS: Final[Mapping[str, Mapping[str, list[str]]]] = tomllib.loads(
    Path(__file__).with_name("columns.toml").read_text("utf-8")
)
"""For each list, its columns and the headings that each may have."""
OPTIONAL: Final = {"stratum", "risk", "field", "fields"}
MOST_ROWS: Final = 5_000_000
LARGEST_FILE: Final = 1 << 29
"""Bytes of a list that is read."""
_TITLES: Final = 10  # rows above the headings that may hold a title
_BETWEEN: Final = re.compile("[,，、;；/\\s]+")  # fields that stand in one cell
Kind = TypeVar("Kind", bound=Entry)
Cell = Callable[[str], str]


def read_targets(data: bytes, name: str) -> tuple[Target, ...]:
    """The targets of a spreadsheet of that name. Where it has no column for strata or classes, all
    are of one, `-`. Raises DrawFault, or Unreadable for what is no spreadsheet."""

    def made(cell: Cell, _place: str) -> Target:
        return Target(cell("id"), cell("stratum") or "-", cell("risk") or "-", cell("field"))

    return _entries(data, name, "targets", made)


def read_inspectors(data: bytes, name: str) -> tuple[Inspector, ...]:
    """The inspectors of a spreadsheet of that name. Raises DrawFault or Unreadable."""

    def made(cell: Cell, place: str) -> Inspector:
        day = read_day(cell("valid_until"))
        if day is None:
            said = shown(cell("valid_until"))
            raise DrawFault(f"{place}, valid_until", said, "a day as 2026-12-01")
        fields = sorted({*filter(None, _BETWEEN.split(cell("fields")))})
        return Inspector(cell("id"), cell("certificate"), day, tuple(fields))

    return _entries(data, name, "inspectors", made)


def read_exclusions(data: bytes, name: str) -> tuple[Exclusion, ...]:
    """The exclusions of a spreadsheet of that name. Raises DrawFault or Unreadable."""
    return _entries(
        data, name, "exclusions", lambda cell, _place: Exclusion(cell("id"), cell("reason"))
    )


def read_avoidances(data: bytes, name: str) -> tuple[Avoidance, ...]:
    """The avoidances of a spreadsheet of that name, by target and inspector. Raises DrawFault or
    Unreadable."""
    return tuple(sorted(read_recusals(data, name), key=_order))


def read_recusals(data: bytes, name: str) -> tuple[Avoidance, ...]:
    """The same as `read_avoidances`, in the order of the spreadsheet: that in which they were
    declared."""

    def made(cell: Cell, _place: str) -> Avoidance:
        return Avoidance(cell("target"), cell("inspector"), cell("reason"))

    return tuple(_rows(data, name, "avoidances", made))


def _entries(
    data: bytes, name: str, kind: str, made: Callable[[Cell, str], Kind]
) -> tuple[Kind, ...]:
    return tuple(sorted(_rows(data, name, kind, made), key=_order))


def _order(entry: Entry) -> list[str]:
    return entry.line.split("\t")


def _rows(data: bytes, name: str, kind: str, made: Callable[[Cell, str], Kind]) -> Iterator[Kind]:
    sheet = read_sheets(data, name, MOST_ROWS, LARGEST_FILE)[0]
    head, places = _heading(sheet, name, COLUMNS[kind])
    for row in sheet.rows[head:]:
        place = f"{name}, row {row.number}"
        odd = dict(row.odd)
        for column, at in places.items():
            if at in odd:
                found = f"a cell that is {odd[at]}"
                raise DrawFault(f"{place}, {column}", found, "a text, a number or a day")
        yield made(_cell(row, places), place)


def _cell(row: SheetRow, places: Mapping[str, int]) -> Cell:
    def cell(column: str) -> str:
        at = places.get(column, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    return cell


def _heading(
    sheet: Sheet, name: str, columns: Mapping[str, list[str]]
) -> tuple[int, dict[str, int]]:
    """How many rows there are down to the headings, and where each column stands."""
    missing: list[str] = []
    for number, row in enumerate(sheet.rows[:_TITLES], 1):
        cells = [one.replace(" ", "") for one in row.cells]
        places = {
            column: cells.index(heading)
            for column, headings in columns.items()
            for heading in reversed(headings)
            if heading in cells
        }
        if not (lacking := [one for one in columns if one not in places and one not in OPTIONAL]):
            return number, places
        missing = min(missing or lacking, lacking, key=len)
    wanted = "; ".join(f"{one}: {' or '.join(columns[one])}" for one in missing or columns)
    raise DrawFault(f"{name}, headings", "no column for " + ", ".join(missing or columns), wanted)
