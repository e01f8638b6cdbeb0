"""Commands that work on the library: import, search, reindex, register."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from plumbline.cli.output import FORMAT, Day, console, print_json, progress
from plumbline.search import IndexFault, QueryFault, parse_query
from plumbline.sources import register
from plumbline.store import deriving, importing, indexing
from plumbline.store.catalogues import REGISTER, loaded_for_register


def ready() -> None:
    """Bring the tables up to date, once they exist or have changed."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def today() -> date:
    """Today in the province. Only the outermost shell asks a clock."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def converter() -> Path | None:
    """LibreOffice, which old formats need, when the machine has it."""
    found = os.environ.get("PLUMBLINE_SOFFICE") or shutil.which("soffice")
    return Path(found) if found else None


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@FORMAT
def import_(paths: tuple[Path, ...], form: str) -> None:
    """Bring in files and folders of laws and documents. Call it again to go on after a stop."""
    ready()
    start = time.monotonic()
    with progress() as report:
        result = importing.take_in(paths, report, converter=converter())
        derived = deriving.derive(report)
        indexed = indexing.catch_up(report)
    seconds = time.monotonic() - start
    refused = [item for item in result.items if item.outcome == "refused"]
    if form == "json":
        print_json(
            {
                "counts": result.counts, "derived": derived, "indexed": indexed,
                "seconds": round(seconds, 2),
                "refused": [{"path": item.path, "reason": item.message} for item in refused],
            }
        )  # fmt: skip
    else:
        print_report(result.counts, derived, indexed, seconds, refused)
    if refused and len(refused) == len(result.items):
        sys.exit(1)


def print_report(
    counts: dict[str, int], derived: int, indexed: int, seconds: float, refused: list[Any]
) -> None:
    """The closing report of an import, for people."""
    names = {
        "new": "new", "new_version": "new version", "replaced": "replaced", "same": "same",
        "refused": "refused",
    }  # fmt: skip
    total = sum(counts.values())
    console.print(f"{total} files in {seconds:.1f} s ({total / max(seconds, 0.001):.0f}/s)")
    for key, name in names.items():
        if counts.get(key):
            console.print(f"  {counts[key]:6} {name}")
    console.print(f"  {derived:6} texts read for citations, {indexed} articles indexed")
    for item in refused:
        console.print(f"  refused: {item.message}", style="red", markup=False)


@click.command()
@click.argument("query", required=False)
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with one query a line; one JSON line is printed for each.",
)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--on", type=Day(), help="The day asked, for status and filters.")
@FORMAT
def search(query: str | None, batch: Path | None, limit: int, on: date | None, form: str) -> None:
    """Find articles. Quoted words must stand together; kind:, level:, issuer:, year: filter."""
    ready()
    with progress() as report:
        indexing.catch_up(report)
    day = on.isoformat() if on else ""
    if batch is not None:
        for line in batch.read_text("utf-8").splitlines():
            if line.strip():
                click.echo(json.dumps(_hits(line, limit, day), ensure_ascii=False))
        return
    if not query:
        raise click.UsageError("give a QUERY, or --batch FILE")
    hits = _hits(query, limit, day)
    if form == "json":
        print_json(hits)
        return
    for hit in hits:
        console.print(
            f"{hit['rank']:3} {hit['title']} {hit['label']} ({hit['version']})", markup=False
        )
        console.print(f"    {hit['snippet']}", markup=False, style="dim")
    if not hits:
        console.print("nothing found")


def _hits(query: str, limit: int, day: str) -> list[dict[str, Any]]:
    try:
        results = indexing.open_index().search(parse_query(query, on=day), limit)
    except (IndexFault, QueryFault) as error:
        raise click.ClickException(str(error)) from None
    return [
        {
            "rank": hit.rank, "title": hit.title, "version": hit.version, "id": hit.eid,
            "label": hit.number, "score": hit.score, "snippet": hit.snippet.text,
            "work": hit.work,
        }
        for hit in results.hits
    ]  # fmt: skip


@click.command()
def reindex() -> None:
    """Build all that is derived anew: provisions, citations, and the search index."""
    ready()
    with progress() as report:
        deriving.forget()
        count = deriving.derive(report)
        indexed = indexing.rebuild(report)
    console.print(f"{count} texts derived, {indexed} articles indexed")


@click.command("register")
@click.option(
    "--known-until",
    type=Day(),
    required=True,
    help="The day up to which the texts of the library are known to be complete.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=REGISTER)
def register_(known_until: date, output: Path) -> None:
    """Write the register of laws (titles, days, outlines; no sentence) from the library."""
    ready()
    records, effects = loaded_for_register()
    lines = list(register.lines_of(records, effects, known_until))
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_suffix(".partial")
    partial.write_text("\n".join(lines) + "\n", "utf-8")
    partial.replace(output)
    console.print(f"{len(lines)} lines in {output.name}")


COMMANDS = (import_, search, reindex, register_)
