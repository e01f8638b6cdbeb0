"""导出 -- the two tables as a spreadsheet: what is there, or a template with what may be written.

A cell that begins like a formula is written so that no spreadsheet runs it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from plumbline.documents.sheets import guarded
from plumbline.store.administration.sheets.columns import (
    TABLES,
    Language,
    Table,
    allowed,
    columns,
    heading,
    sheet_name,
    word_of,
)
from plumbline.store.agencies import tree_at
from plumbline.store.models import Agency, Assignment, Certificate, Officer, Placement

_CHOICES: Final = ("kind", "level", "role")
_WIDTH: Final = 18  # characters
_HEAD: Final = PatternFill("solid", fgColor="E8F0F8")

Row = Mapping[str, str]


def template(language: Language) -> bytes:
    """An empty workbook with both tables, and a sheet of what each column may hold."""
    return _workbook({"agencies": (), "people": ()}, language)


def export_xlsx(kept: frozenset[int], on: date, language: Language) -> bytes:
    """The agencies `kept` (primary keys) and their people as a workbook."""
    rows: dict[Table, Iterable[Row]] = {
        "agencies": _agency_rows(kept, on, language),
        "people": _people_rows(kept, language),
    }
    return _workbook(rows, language)


def export_csv(table: Table, kept: frozenset[int], on: date, language: Language) -> bytes:
    """One of the two tables as text in UTF-8, with the mark by which spreadsheets know it."""
    rows = _agency_rows(kept, on, language) if table == "agencies" else _people_rows(kept, language)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([one.head(language) for one in columns(table)])
    writer.writerows([guarded(row.get(one.field, "")) for one in columns(table)] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _agency_rows(kept: frozenset[int], on: date, language: Language) -> Iterator[Row]:
    codes = dict(Agency.objects.values_list("pk", "code"))
    last = Placement.objects.order_by("from_on", "pk").values_list("agency_id", "parent_id")
    above: dict[int, int | None] = dict(last)
    above |= {pk: node.parent for pk, node in tree_at(on).nodes.items()}
    for one in Agency.objects.filter(pk__in=_list(kept)).order_by("code"):
        up = above.get(one.pk)
        yield {
            "code": one.code, "name": one.name, "short_name": one.short_name,
            "parent": codes.get(up, "") if up else "",
            "kind": word_of("kind", one.kind, language),
            "level": word_of("level", one.level, language),
            "tier": one.tier, "division": one.division, "address": one.address,
            "phone": one.phone, "from_on": _day(one.from_on), "until_on": _day(one.until_on),
            "successor": codes.get(one.successor_id, "") if one.successor_id else "",
        }  # fmt: skip


def _list(kept: frozenset[int]) -> list[int]:
    return sorted(kept)


def _people_rows(kept: frozenset[int], language: Language) -> Iterator[Row]:
    """A row for each role, with the certificates of the officer beside; deputies are left out."""
    rows = Assignment.objects.filter(agency__in=_list(kept), stands_in_for=None)
    roles: dict[int, list[Assignment]] = {}
    for one in rows.select_related("officer", "agency").order_by(
        "officer__number", "agency__code", "role", "from_on"
    ):
        roles.setdefault(one.officer_id, []).append(one)
    papers: dict[int, list[Certificate]] = {}
    for paper in Certificate.objects.filter(officer__in=roles).order_by("kind", "number"):
        papers.setdefault(paper.officer_id, []).append(paper)
    for officer, held in roles.items():
        for one, paper in zip_longest(held, papers.get(officer, [])):
            yield _person(held[0].officer) | _role(one, language) | _paper(paper)


def _person(officer: Officer) -> dict[str, str]:
    return {"number": officer.number, "name": officer.name}


def _role(one: Assignment | None, language: Language) -> dict[str, str]:
    if one is None:
        return {}
    return {
        "agency": one.agency.code, "role": word_of("role", one.role, language), "post": one.post,
        "from_on": _day(one.from_on), "until_on": _day(one.until_on),
    }  # fmt: skip


def _paper(paper: Certificate | None) -> dict[str, str]:
    if paper is None:
        return {}
    return {
        "certificate_kind": paper.kind, "certificate_number": paper.number,
        "certificate_from": _day(paper.from_on), "certificate_until": _day(paper.until_on),
    }  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _workbook(rows: Mapping[Table, Iterable[Row]], language: Language) -> bytes:
    book = Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(sheet_name(table, language))
        heads = [one.head(language) for one in columns(table)]
        _start(sheet, heads)
        for row in rows[table]:
            sheet.append([_cell(sheet, row.get(one.field, "")) for one in columns(table)])
    _values(book.create_sheet(sheet_name("values", language)), language)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _start(sheet: WriteOnlyWorksheet, heads: Sequence[str]) -> None:
    sheet.freeze_panes = "A2"
    widths: Any = sheet.column_dimensions  # type: ignore[attr-defined]  # missing in the stubs
    for at in range(1, len(heads) + 1):
        widths[get_column_letter(at)].width = _WIDTH
    cells = []
    for head in heads:
        cell = _cell(sheet, head)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cells.append(cell)
    sheet.append(cells)


def _values(sheet: WriteOnlyWorksheet, language: Language) -> None:
    """What each column means, and each value that a choice may have."""
    _start(sheet, [heading(one, language) for one in ("column", "value", "code", "says")])
    for table in TABLES:
        for column in columns(table):
            named = f"{sheet_name(table, language)} · {column.head(language)}"
            said = [named, "", "", column.says[language]]
            sheet.append([_cell(sheet, one) for one in said])
            if column.field in _CHOICES:
                for code, word in allowed(column.field).items():
                    sheet.append([_cell(sheet, one) for one in (named, word, code)])


def _cell(sheet: WriteOnlyWorksheet, said: str) -> Cell:
    """A cell of text, be it like a formula or a number."""
    cell: Cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", said))
    cell.data_type = "s"
    cell.number_format = "@"
    if said != guarded(said):
        cell.quotePrefix = True
    return cell
