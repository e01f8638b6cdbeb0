"""电子表格 -- the rows of an untrusted .xlsx or .csv, within stated bounds.

What a spreadsheet would compute, fetch or run is refused and not followed: a formula, a merged cell
below the head, a declared entity. A workbook is unpacked only as far as `safe_zip` allows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils import get_column_letter

from plumbline.documents.safe_zip import LARGEST_XML, Archive
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

MOST_ROWS: Final = 20_000
"""Rows with something in them, of all sheets together."""
MOST_COLUMNS: Final = 60
MOST_SHEETS: Final = 20
LONGEST_CELL: Final = 2_000
"""Characters of a cell."""
LARGEST_FILE: Final = 16 * 1024 * 1024
"""Bytes of the file as it is handed over."""
_LAST_ROW: Final = 1_048_576  # of any spreadsheet
_EXACT: Final = 10**15  # a number from which a spreadsheet has lost digits
_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
_RUN: Final = ("=", "+", "-", "@", "'", "\t", "\r")
_DAYS: Final = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T00:00:00)?"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_EARLIEST: Final = date(1900, 1, 1)
_LATEST: Final = date(2199, 12, 31)
_XLSX: Final = "an .xlsx or .csv file"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something: its number as the spreadsheet shows it, and its cells as text.

    Days are written 2024-01-31, whole numbers without a fraction; `odd` says of which columns the
    cell cannot be taken as it is, and why: formula, merged, error, long, inexact. `below` are the
    columns whose cell is part of one that begins in a row above, in the same column.
    """

    number: int
    cells: tuple[str, ...]
    odd: tuple[tuple[int, str], ...] = ()
    below: frozenset[int] = frozenset()


_Span = tuple[int, int, int]
"""Of a merged cell its column, and its first and last row."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a .csv as a whole, which has no name."""

    name: str
    rows: tuple[SheetRow, ...]


def read_sheets(
    data: bytes, name: str, most_rows: int = MOST_ROWS, largest: int = LARGEST_FILE
) -> tuple[Sheet, ...]:
    """The sheets of a file. `name` is that of the file; `most_rows` and `largest` (bytes) are what
    it may hold at most. Raises Unreadable, and nothing else."""
    if not data.strip():
        raise Unreadable(name, WHOLE_FILE, f"empty ({len(data)} bytes)", "a file with text")
    if len(data) > largest:
        found = f"{len(data)} bytes"
        raise Unreadable(name, WHOLE_FILE, found, f"at most {largest} bytes")
    if data.startswith(_COMPOUND):
        found = "an encrypted workbook, or an old one (.xls)"
        raise Unreadable(name, WHOLE_FILE, found, "an .xlsx or .csv file without a password")
    if data.startswith(_ZIP):
        return _workbook(data, name, most_rows)
    return (Sheet("", tuple(_csv(data, name, most_rows))),)


def _csv(data: bytes, name: str, most_rows: int) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(_decoded(data, name), newline=""), strict=True)
    count = 0
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            _check_rows(count, name, most_rows)
            long = [at for at, cell in enumerate(cells) if len(cell) > LONGEST_CELL]
            said = tuple(unguarded(cell[:LONGEST_CELL]).strip() for cell in cells[:MOST_COLUMNS])
            yield SheetRow(reader.line_num, said, tuple((at, "long") for at in long))
    except csv.Error as error:
        found = f"a broken table ({error})"
        raise Unreadable(name, f"line {reader.line_num}", found, "a table of cells") from error


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(name, WHOLE_FILE, "neither a workbook nor a table in UTF-8 or GB18030", _XLSX)


def _check_rows(count: int, name: str, most: int) -> None:
    if count > most:
        raise Unreadable(name, WHOLE_FILE, f"more than {most} rows", f"at most {most} rows")


def _workbook(data: bytes, name: str, most_rows: int) -> tuple[Sheet, ...]:
    merged = _check_members(Archive(data, name))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheets = book.worksheets[: MOST_SHEETS + 1]
        if len(sheets) > MOST_SHEETS:
            found = f"more than {MOST_SHEETS} sheets"
            raise Unreadable(name, WHOLE_FILE, found, f"at most {MOST_SHEETS} sheets")
        count = 0
        found_sheets = []
        for sheet in sheets:
            cells = sheet.iter_rows(1, _LAST_ROW, 1, MOST_COLUMNS)
            rows = []
            spans = merged.get(_part_of(sheet), ())
            for row in _rows(cells, spans):
                count += 1
                _check_rows(count, name, most_rows)
                rows.append(row)
            found_sheets.append(Sheet(sheet.title, tuple(rows)))
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl raises whatever its parsers do on workbooks that no program has written.
        found = f"a damaged workbook ({type(error).__name__})"
        raise Unreadable(name, WHOLE_FILE, found, "an intact file") from error
    return tuple(found_sheets)


def _part_of(sheet: object) -> str:
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/")


def _check_members(archive: Archive) -> dict[str, tuple[_Span, ...]]:
    """The merged cells of each sheet by the name of its member. Raises Unreadable for entities."""
    merged = {}
    if "[Content_Types].xml" not in archive or "xl/workbook.xml" not in archive:
        found = f"a zip archive of {len(archive.members)} files, and no workbook"
        raise Unreadable(archive.name, WHOLE_FILE, found, _XLSX)
    for member in archive.members:
        if not member.endswith((".xml", ".rels")):
            continue
        data = archive.read(member, LARGEST_XML)
        if b"\0" in data[:4] or _DECLARES.search(data):
            found = "a document type declaration (entities)"
            raise Unreadable(archive.name, member, found, "XML without a document type")
        merged[member] = tuple(
            (_column(letters), int(row), int(last))
            for letters, row, _, last in _MERGED.findall(data)
        )
    return merged


def _column(letters: bytes) -> int:
    """The number of a column from 0: A is 0, AA is 26."""
    at = 0
    for letter in letters:
        at = at * 26 + letter - ord("A") + 1
    return at - 1


def _rows(found: Iterator[Sequence[Any]], merged: Sequence[_Span]) -> Iterator[SheetRow]:
    begins = {(first, column) for column, first, _ in merged}
    tall = [one for one in merged if one[1] < one[2]]
    for number, cells in enumerate(found, 1):
        if number > _LAST_ROW:
            return
        if all(cell.value is None for cell in cells):
            continue
        said, odd = [], []
        for at, cell in enumerate(cells):
            text, fault = _text(cell)
            said.append(text)
            if (number, at) in begins:
                fault = "merged"
            if fault:
                odd.append((at, fault))
        if any(said):
            below = frozenset(column for column, first, last in tall if first < number <= last)
            yield SheetRow(number, tuple(said), tuple(odd), below)


def _text(cell: ReadOnlyCell | EmptyCell) -> tuple[str, str]:
    """What a cell says, and why it cannot be taken as it is, or nothing."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type in {"f", "e"}:
        return str(value)[:80], "formula" if cell.data_type == "f" else "error"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _EXACT:
        return str(value), "inexact"
    text = str(value).strip()
    return text[:LONGEST_CELL], "long" if len(text) > LONGEST_CELL else ""


def guarded(text: str) -> str:
    """Text as a .csv holds it so that no spreadsheet runs it: `'` before what begins a formula."""
    return f"'{text}" if text.startswith(_RUN) else text


def unguarded(text: str) -> str:
    """What `guarded` made, as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RUN) else text


def column_letter(at: int) -> str:
    """The letter of a column as spreadsheets show it, counted from 0."""
    return str(get_column_letter(at + 1))


def read_day(said: str) -> date | None:
    """A day as people write it in a cell: 2024-01-31, 2024/1/31, 2024年1月31日, 20240131."""
    for pattern in _DAYS:
        if parts := pattern.fullmatch(said.replace(" ", "")):
            try:
                day = date(*(int(part) for part in parts.groups()))
            except ValueError:
                return None
            return day if _EARLIEST <= day <= _LATEST else None
    return None
