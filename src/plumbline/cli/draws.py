"""Commands on draws, which need no database: announce, run, verify, follow one target."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from plumbline.cli.output import FORMAT, console, print_json
from plumbline.documents.unreadable import Unreadable
from plumbline.draw import (
    Announcement,
    DrawFault,
    Lists,
    Result,
    announce,
    announced,
    announcement_in,
    draw,
    follow,
    read,
    recorded,
    seed_in,
    sheets,
    written,
)
from plumbline.draw import verify as verifier
from plumbline.draw.plan_file import read_plan_file

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.option("--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path),
                   help="The file that is written; it must not exist.")  # fmt: skip
EARLIER = click.option("--earlier", type=FILE, multiple=True,
                       help="The record of a draw that this one repeats.")  # fmt: skip
UNREADABLE: Final = (ValueError, LookupError, TypeError, RecursionError)
Kind = TypeVar("Kind")


@click.group("draw")
def draw_() -> None:
    """Draws at random that anybody can check: announce, run, verify, follow."""


@draw_.command("announce")
@click.argument("plan", type=FILE)
@click.option("--targets", type=FILE, required=True, help="Who may be drawn: .xlsx or .csv.")
@click.option("--inspectors", type=FILE, help="Who may be sent.")
@click.option("--exclusions", type=FILE, help="Who is on the register and left out, and why.")
@click.option("--avoidances", type=FILE, help="Who is not sent to whom, and why.")
@OUT
@FORMAT
def announce_(  # noqa: PLR0913 -- four lists
    plan: Path, targets: Path, inspectors: Path | None, exclusions: Path | None,
    avoidances: Path | None, out: Path, form: str,
) -> None:  # fmt: skip
    """Fix lists and PLAN (TOML) before the seed is known; prints the hash to be published."""
    try:
        drawn = sheets.read_targets(targets.read_bytes(), targets.name)
        lists = Lists(
            drawn,
            _listed(sheets.read_inspectors, inspectors),
            _listed(sheets.read_exclusions, exclusions),
            _listed(sheets.read_avoidances, avoidances),
        )
        found = announce(read_plan_file(_text(plan), plan.name, drawn), lists)
    except (DrawFault, Unreadable, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    _write(out, written(announced(found)))
    if form == "json":
        print_json(announcement_json(found, out))
        return
    click.echo(found.text, nl=False)
    console.print(f"SHA-256 {found.hash}", style="bold", markup=False, soft_wrap=True)
    console.print(f"written to {out}; publish the hash before the seed is known", markup=False)


def _listed(
    reader: Callable[[bytes, str], tuple[Kind, ...]], path: Path | None
) -> tuple[Kind, ...]:
    return reader(path.read_bytes(), path.name) if path else ()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawFault(f"{path.name}, byte {error.start}", "another code", "UTF-8") from None


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        message = f"{path}: is there already; a record is not written over"
        raise click.ClickException(message) from None
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written ({error.strerror})") from None


def announcement_json(found: Announcement, out: Path) -> dict[str, Any]:
    """What is fixed, as JSON."""
    counts = {name: len(entries) for name, entries in found.lists.named().items()}
    sizes, weights = dict(found.plan.sizes), dict(found.plan.weights)
    return {
        "file": str(out), "announcement": found.hash, "lines": found.text.splitlines(),
        "counts": counts, "sizes": sizes, "weights": weights, "drawn": sum(sizes.values()),
    }  # fmt: skip


@draw_.command("run")
@click.argument("announced", type=FILE)
@click.option("--seed", required=True, help="Of the kind and length that was announced.")
@click.option("--witness", "witnesses", multiple=True, required=True,
              help="Who saw how the seed was entered.")  # fmt: skip
@click.option("--recusals", type=FILE, help="Who keeps away after all, and why: .xlsx or .csv.")
@EARLIER
@OUT
@FORMAT
def run_(  # noqa: PLR0913 -- what a record holds
    announced: Path, seed: str, witnesses: tuple[str, ...], recusals: Path | None,
    earlier: tuple[Path, ...], out: Path, form: str,
) -> None:  # fmt: skip
    """Draw from an announcement with a seed; writes the record that anybody can verify."""
    try:
        fixed = announcement_in(_record(announced))
        gone = _listed(sheets.read_recusals, recusals)
        found = draw(fixed, seed.strip(), gone, _seeds(earlier), witnesses)
    except (DrawFault, Unreadable, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    _write(out, written(recorded(found)))
    if form == "json":
        print_json(result_json(found, out))
        return
    for one, team in zip(found.drawn, found.staffing.teams, strict=True):
        console.print(f"{one.target.stratum}  {one.target.id}  {', '.join(team)}", markup=False)
    console.print(f"{len(found.drawn)} drawn; the record is in {out}", markup=False)


def _record(path: Path) -> dict[str, Any]:
    return read(path.read_bytes(), path.name)


def _seeds(earlier: tuple[Path, ...]) -> dict[str, str]:
    """The seeds of earlier draws by the hashes of their announcements, which are made again."""
    records = [_record(path) for path in earlier]
    return {announcement_in(one).hash: seed_in(one) for one in records}


def result_json(found: Result, out: Path) -> dict[str, Any]:
    """Who was drawn and who goes there, as JSON."""
    return {
        "file": str(out),
        "announcement": found.announcement.hash,
        "seed": found.seed,
        "witnesses": list(found.witnesses),
        "drawn": [
            {
                "target": one.target.id, "stratum": one.target.stratum, "risk": one.target.risk,
                "ticket": one.ticket, "number": one.number, "inspectors": list(team),
            }
            for one, team in zip(found.drawn, found.staffing.teams, strict=True)
        ],
        "recusals": [
            {
                "target": one.recusal.target, "inspector": one.recusal.inspector,
                "reason": one.recusal.reason, "instead": one.instead,
            }
            for one in found.staffing.replacements
        ],
    }  # fmt: skip


@draw_.command("verify")
@click.argument("record", type=FILE)
@click.option("--announcement", "published", required=True, help="The hash that was published.")
@EARLIER
@FORMAT
def verify_(record: Path, published: str, earlier: tuple[Path, ...], form: str) -> None:
    """Check a draw as verify.py does: exit code 0 it holds, 1 it does not, 2 it cannot be read."""
    if form == "text":
        sys.exit(verifier.main([str(record), published.strip(), *map(str, earlier)]))
    steps, fault = [], ""
    try:
        before = [_record(path) for path in earlier]
        for name, holds in verifier.check(_record(record), published.strip(), before):
            steps.append({"step": name, "holds": holds})
            if not holds:
                break
    except (DrawFault, OSError, *UNREADABLE) as error:
        fault = f"{record.name}: {error}"
    holds = not fault and all(one["holds"] for one in steps)
    print_json({"holds": holds, "steps": steps, "fault": fault})
    sys.exit(2 if fault else 0 if holds else 1)


@draw_.command("follow")
@click.argument("record", type=FILE)
@click.argument("target")
@FORMAT
def follow_(record: Path, target: str, form: str) -> None:
    """Show the arithmetic for one TARGET of a draw: its tickets, and its place among the others."""
    try:
        found = _record(record)
        path = follow(announcement_in(found), seed_in(found), target)
    except (DrawFault, OSError) as fault:
        raise click.ClickException(f"{record.name}: {fault}") from None
    said = {
        "target": target, "stratum": path.target.stratum, "risk": path.target.risk,
        "key": path.key, "tickets": list(path.tickets), "place": path.place, "of": path.of,
        "size": path.size, "last": path.last, "drawn": path.place <= path.size,
    }  # fmt: skip
    if form == "json":
        print_json(said)
        return
    for name, value in said.items():
        shown = "\n".join(value) if isinstance(value, list) else f"{value}"
        console.print(f"{name:8} {shown}", markup=False, soft_wrap=True)


COMMANDS = (draw_,)
