"""Commands that work on the library: import, search, reindex, verify, register."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from plumbline.api.shapes import hit_json, named_json
from plumbline.cli.output import FORMAT, Day, console, print_json, progress
from plumbline.search import IndexFault, QueryFault, parse_query
from plumbline.sources import register
from plumbline.store import cases, notices, places
from plumbline.store.cases import signing
from plumbline.store.stopping import Stop
from plumbline.store.texts import indexing, searching, upkeep, verifying
from plumbline.store.texts.catalogues import REGISTER, loaded_for_register
from plumbline.store.texts.deriving import Derived
from plumbline.store.texts.indexing import Indexed

MENDED_BY = "`plumbline reindex` derives everything anew; a lost original must be imported again"


def today() -> date:
    """Today in the province. Only the outermost shell asks a clock."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def converter() -> Path | None:
    """LibreOffice, which old formats need, when the machine has it."""
    return places.converter()


def waiting() -> None:
    """Say that another process is changing the library, and that its end is awaited."""
    click.echo("another process is changing the library; waiting for it to end", err=True)


@contextmanager
def mendable() -> Iterator[None]:
    """End with one line where the machine stops the work and a person must mend something."""
    try:
        yield
    except Stop as stop:
        raise click.ClickException(str(stop)) from None


def ready() -> None:
    """Bring the tables up to date, once they exist or have changed."""
    with mendable(), Stop.on_write("opening the library"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)


def agreed() -> None:
    """End with one line where another hash is set than the log has."""
    try:
        signing.check_hash()
    except cases.KeyFault as fault:
        raise click.ClickException(str(fault)) from None


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@FORMAT
def import_(paths: tuple[Path, ...], form: str) -> None:
    """Bring in files and folders of laws and documents. Call it again to go on after a stop."""
    ready()
    start = time.monotonic()
    with mendable(), progress() as report:
        brought = upkeep.bring_in(paths, report, waiting, converter=converter())
    seconds = time.monotonic() - start
    items, faults = brought.report.items, brought.derived.faults
    refused = [item for item in items if item.outcome == "refused"]
    if form == "json":
        print_json(
            {
                "counts": brought.report.counts,
                "left_out": brought.report.left_out,
                "derived": brought.derived.versions,
                "indexed": brought.indexed.articles,
                "seconds": round(seconds, 2),
                "refused": [{"path": item.path, "reason": item.message} for item in refused],
                "notes": [item.message for item in items if item.message and item not in refused],
                "faults": faults,
            }
        )
    else:
        print_report(brought, seconds)
    if faults or (refused and len(refused) == len(items)):
        sys.exit(1)


def print_report(brought: upkeep.Brought, seconds: float) -> None:
    """The closing report of an import, for people."""
    names = {
        "new": "new", "new_version": "new version", "replaced": "replaced", "same": "same",
        "refused": "refused",
    }  # fmt: skip
    counts = brought.report.counts
    total = sum(counts.values())
    console.print(f"{total} files in {seconds:.1f} s ({total / max(seconds, 0.001):.0f}/s)")
    for key, name in names.items():
        if counts.get(key):
            console.print(f"  {counts[key]:6} {name}")
    if left_out := brought.report.left_out:
        kinds = ", ".join(f"{count} {kind}" for kind, count in left_out.items())
        console.print(
            f"  {sum(left_out.values()):6} of other kinds left out: {kinds}", markup=False
        )
    print_derived(brought.derived, brought.indexed)
    for item in brought.report.items:
        if item.message:
            is_refused = item.outcome == "refused"
            said = f"  {'refused: ' if is_refused else ''}{item.message}"
            console.print(said, style="red" if is_refused else "yellow", markup=False)


def print_derived(derived: Derived, indexed: Indexed) -> None:
    """What was read again and indexed, and what could not be."""
    console.print(f"  {derived.versions:6} texts read again for citations")
    console.print(f"  {indexed.articles:6} articles indexed")
    if indexed.because:
        console.print(f"  the index was built anew: {indexed.because}", markup=False)
    for fault in derived.faults:
        console.print(f"  not derived: {fault}", style="red", markup=False)


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
    with mendable(), progress() as report:
        upkeep.bring_index_up_to_date(report)
    if batch is not None:
        _answer_batch(batch, limit, on)
        return
    if not query:
        raise click.UsageError("give a QUERY, or --batch FILE")
    try:
        hits = _hits(query, limit, on)
    except (IndexFault, QueryFault) as error:
        raise click.ClickException(str(error)) from None
    if form == "json":
        print_json(hits)
        return
    for hit in hits:
        console.print(
            f"{hit['rank']:3} {hit['title']} {hit['number']} ({hit['version']})", markup=False
        )
        console.print(f"    {hit['snippet']}", markup=False, style="dim")
    if not hits:
        console.print("nothing found")
    place = searching.place_of(query, on or today())
    if place is not None and not place.is_loaded:
        said = "has no such article" if place.has_text else "is not in the library"
        console.print(f"the text of 《{place.title}》 {said}", style="yellow", markup=False)


def _answer_batch(batch: Path, limit: int, on: date | None) -> None:
    """One JSON line for each query of a file; a query that cannot be read says why on its line."""
    try:
        lines = batch.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{batch}: byte {error.start} is not UTF-8") from None
    for line in lines:
        if not line.strip():
            continue
        try:
            answer: Any = _hits(line, limit, on)
        except QueryFault as error:
            answer = {"error": str(error)}
        except IndexFault as error:
            raise click.ClickException(str(error)) from None
        click.echo(json.dumps(answer, ensure_ascii=False))


def _hits(query: str, limit: int, on: date | None) -> list[dict[str, Any]]:
    """What answers a query, best first; the one place that it names stands above all."""
    day = on.isoformat() if on else ""
    results = indexing.open_index().search(parse_query(query, on=day), limit)
    hits = [hit_json(hit) for hit in results.hits]
    named = searching.named_provision(query, on or today())
    if named is not None:
        first = named_json(named, hits[0]["score"] if hits else 0.0)
        key = (first["work"], first["version"], first["id"])
        others = [hit for hit in hits if (hit["work"], hit["version"], hit["id"]) != key]
        hits = [first, *others][:limit]
    return [{**hit, "rank": rank} for rank, hit in enumerate(hits, 1)]


@click.command()
def reindex() -> None:
    """Build all that is derived anew: provisions, citations, the search index, lists of cases."""
    ready()
    with mendable(), progress() as report:
        derived, indexed = upkeep.build_again(report, waiting)
        notices.recount(report)
        differed = cases.rebuild(report)
    print_derived(derived, indexed)
    console.print(f"{differed} records of cases differed from their events")
    if derived.faults:
        sys.exit(1)


@click.command()
@FORMAT
def verify(form: str) -> None:
    """Check that originals, what is derived from them, and the index agree; print digests."""
    ready()
    with progress() as report:
        verified = verifying.verify(report)
    if form == "json":
        print_json(
            {
                "whole": not verified.faults,
                "counts": verified.counts,
                "digest": {"library": verified.library, "index": verified.index},
                "faults": [
                    {"kind": fault.kind, "place": fault.place, "message": fault.message}
                    for fault in verified.faults
                ],
            }
        )
    else:
        for name, count in verified.counts.items():
            console.print(f"  {count:8} {name}")
        console.print(f"library {verified.library}\nindex   {verified.index or 'none'}")
        for fault in verified.faults:
            said = f"  {fault.kind}: {fault.place}: {fault.message}"
            console.print(said, style="red", markup=False)
        console.print("the library is whole" if not verified.faults else MENDED_BY)
    if verified.faults:
        sys.exit(1)


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


COMMANDS = (import_, search, reindex, verify, register_)
