"""Commands on benchmarks, which need no database: prove a table, decide a case, hold records."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from plumbline.cli.output import FORMAT, console, print_json
from plumbline.discretion import (
    Answer,
    BenchmarkFault,
    Decider,
    Finding,
    Proof,
    Table,
    prove,
    read_spreadsheet,
    read_table,
    read_word,
)
from plumbline.discretion.as_json import answer_json, facts_json, proof_json
from plumbline.discretion.recheck import WRONGS, Checked, recheck

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LARGEST: Final = 2**20
"""Bytes of the facts of one case, and of one record."""
SHOWN: Final = 100
PREFIX: Final = "penalty:"
"""What the columns of a .csv begin with that say what was imposed."""


@click.group("table")
def table_() -> None:
    """Benchmarks as decision tables."""


@table_.command("check")
@click.argument("file", type=FILE)
@FORMAT
def check(file: Path, form: str) -> None:
    """Prove a benchmark: gaps, overlaps, unreachable rows, penalties beyond the law.

    FILE is .toml, .xlsx, .csv or .docx. The exit code is 1 when there is a fault other than a
    shared bound."""
    table = _table(file)
    proof = prove(table)
    if form == "json":
        print_json(proof_json(table, proof))
    else:
        for line in _proof_lines(table, proof):
            console.print(line, markup=False, soft_wrap=True)
    if not proof.holds:
        raise SystemExit(1)


@click.command("decide")
@click.argument("file", type=FILE)
@click.option("--facts", type=FILE, required=True, help="The facts of a case, a JSON object.")
@FORMAT
def decide(file: Path, facts: Path, form: str) -> None:
    """Say what a benchmark says of a case: the row, why not its neighbours, and the text."""
    table = _table(file)
    try:
        answer = Decider(table).decide(_facts(facts))
        said = answer_json(answer)
    except BenchmarkFault as fault:
        raise click.ClickException(f"{file}: {fault}") from None
    if form == "json":
        print_json(said)
        return
    for line in _answer_lines(answer, said["text"]):
        console.print(line, markup=False, soft_wrap=True)


@click.command("recheck")
@click.argument("file", type=FILE)
@click.argument("records", type=FILE)
@click.option("--most", type=click.IntRange(0), default=SHOWN, show_default=True,
              help="How many records are named.")  # fmt: skip
@FORMAT
def recheck_(file: Path, records: Path, most: int, form: str) -> None:
    """Hold RECORDS (.jsonl or .csv) against a benchmark and the bounds of the law.

    The exit code is 1 when some record does not fit."""
    decider = Decider(_table(file))
    counted: Counter[str] = Counter(dict.fromkeys(WRONGS, 0))
    named: list[dict[str, Any]] = []
    total = fits = 0
    for one in _records(records):
        found = one.checked or recheck(decider, one.facts, one.imposed)
        total, fits = total + 1, fits + (not found.wrong)
        counted.update(found.wrong)
        if found.wrong and len(named) < most:
            named.append(
                {"line": one.line, "id": one.id, "wrong": list(found.wrong),
                 "rows": list(found.rows), "about": found.about}
            )  # fmt: skip
    if form == "json":
        print_json({"table": decider.table.id, "records": total, "fit": fits,
                    "wrong": dict(counted), "named": named})  # fmt: skip
    else:
        for row in named:
            console.print(
                f"line {row['line']} {row['id']}: {', '.join(row['wrong'])} {row['about']}",
                markup=False, soft_wrap=True,
            )  # fmt: skip
        wrong = ", ".join(f"{kind} {n}" for kind, n in counted.items() if n) or "nothing"
        console.print(f"{total} records, {fits} fit; wrong: {wrong}", markup=False)
    if total != fits:
        raise SystemExit(1)


_READERS: Final[dict[str, Callable[[bytes, str], Table]]] = {
    ".toml": read_table, ".xlsx": read_spreadsheet, ".csv": read_spreadsheet, ".docx": read_word,
}  # fmt: skip


def _table(file: Path) -> Table:
    reads = _READERS.get(file.suffix.lower())
    if reads is None:
        allowed = ", ".join(_READERS)
        raise click.ClickException(f"{file}: is no table that is read; allowed is {allowed}")
    try:
        return reads(file.read_bytes(), file.name)
    except (BenchmarkFault, OSError) as fault:
        raise click.ClickException(str(fault)) from None


def _facts(file: Path) -> dict[str, object]:
    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"{file}: is larger than {LARGEST} bytes")
    try:
        return _parsed(file.read_text("utf-8"), f"{file}")
    except UnicodeDecodeError as fault:
        raise click.ClickException(f"{file}: {fault}; write UTF-8") from None


def _parsed(text: str, place: str) -> dict[str, object]:
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_refused)
    except (ValueError, RecursionError, ArithmeticError) as fault:
        raise click.ClickException(f"{place}: {fault}; write a JSON object") from None
    if not isinstance(found, dict):
        raise click.ClickException(f"{place}: is no JSON object; write one")
    return found


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no number")


@dataclass(frozen=True, slots=True)
class _Record:
    """A record with its line; `checked` where it cannot even be read."""

    line: int
    id: str
    facts: dict[str, object]
    imposed: dict[str, object]
    checked: Checked | None = None


def _records(file: Path) -> Iterator[_Record]:
    """The records of a file, one by one; a line that cannot be read is one that does not fit."""
    if file.suffix.lower() not in (".jsonl", ".csv"):
        raise click.ClickException(f"{file}: is {file.suffix or 'no'} file; give .jsonl or .csv")
    reads = _csv if file.suffix.lower() == ".csv" else _jsonl
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            yield from reads(lines, file)
    except (UnicodeDecodeError, csv.Error) as fault:
        raise click.ClickException(f"{file}: {fault}; write UTF-8") from None


def _jsonl(lines: io.TextIOBase, file: Path) -> Iterator[_Record]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = _parsed(line[: LARGEST + 1], f"{file}, line {number}")
        except click.ClickException as fault:
            yield _unread(number, fault.message)
            continue
        facts, imposed = found.get("facts"), found.get("penalties", {})
        if not isinstance(facts, dict) or not isinstance(imposed, dict):
            yield _unread(number, 'write {"id": "...", "facts": {...}, "penalties": {...}}')
            continue
        yield _Record(number, f"{found.get('id', '')}", facts, imposed)


def _csv(lines: io.TextIOBase, file: Path) -> Iterator[_Record]:
    reader = csv.DictReader(lines, strict=True)
    for row in reader:
        if None in row or None in row.values():
            yield _unread(reader.line_num, "another number of cells than the head has")
            continue
        facts = {
            name: _typed(cell)
            for name, cell in row.items()
            if name != "id" and not name.startswith(PREFIX)
        }
        imposed: dict[str, object] = {
            name.removeprefix(PREFIX): cell
            for name, cell in row.items()
            if name.startswith(PREFIX) and cell.strip()
        }
        yield _Record(reader.line_num, row.get("id", ""), facts, imposed)


def _typed(cell: str) -> object:
    """A cell as JSON would have it: true, false, a number, or the text that it is."""
    said = cell.strip()
    if said in ("true", "false"):
        return said == "true"
    try:
        return Decimal(said) if said and said[0] in "-0123456789" else said
    except ArithmeticError:
        return said


def _unread(line: int, why: str) -> _Record:
    return _Record(line, "", {}, {}, Checked(("unreadable",), (), why))


def _proof_lines(table: Table, proof: Proof) -> Iterator[str]:
    yield f"{table.title}: {len(table.rows)} rows, {len(table.circumstances)} circumstances"
    for one in proof.findings:
        yield _finding_line(one)
    if proof.gaps > sum(one.kind == "gap" for one in proof.findings):
        yield f"in all {proof.gaps} gaps"
    yield "holds" if proof.holds else f"{len(proof.findings)} faults"


def _finding_line(one: Finding) -> str:
    rows = f" {', '.join(one.rows)}" if one.rows else ""
    region = "; ".join(
        f"{name} {' or '.join(map(str, parts))}" for name, parts in (one.region or {}).items()
    )
    shown = "" if one.facts is None else f" as {_said(one.facts)}"
    return f"{one.kind}{rows}{f' where {region}' if region else ''}{shown}"


def _answer_lines(answer: Answer, text: str) -> Iterator[str]:
    if not answer.rows:
        yield "no row holds"
    for row in answer.rows:
        bounds = ", ".join(
            f"{one.kind} {one.range or ''} {one.unit}".rstrip() for one in row.penalties
        )
        yield f"row {row.id} ({row.tier}) {bounds} {row.words}".rstrip()
    for near in answer.neighbours():
        yield f"not row {near.row.id}: {', '.join(near.failing)}"
    if text:
        yield text


def _said(facts: object) -> str:
    return json.dumps(facts_json(facts), ensure_ascii=False) if isinstance(facts, dict) else ""


COMMANDS = (table_, decide, recheck_)
