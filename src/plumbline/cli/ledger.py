"""Commands on the log: walking through it, its checkpoint and key, receipts and their check."""

from __future__ import annotations

import sys
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any, Final

import click

from plumbline.cli.library import agreed, mendable, ready
from plumbline.cli.output import FORMAT, console, print_json, progress
from plumbline.ledger import Fault, check_receipt, published, read_key, told
from plumbline.ledger.verify import Key, read_json
from plumbline.store import cases
from plumbline.store.cases import signing
from plumbline.store.cases.verifying import CODES
from plumbline.store.models import EventRecord

SHOWN: Final = 1000  # faults that are printed; the others are counted
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KEY = click.option("--key", "key", help="The key of the log, or a file that holds it.")


def read_file(path: Path) -> str:
    """The text of a file, or one line that says why there is none."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path}: {error}") from None


def given_key(text: str | None) -> Key | None:
    """The key that an option gives, as itself or as a file."""
    if not text:
        return None
    try:
        return read_key(text if "+" in text else read_file(Path(text)))
    except ValueError as error:
        raise click.ClickException(str(error)) from None


@click.group()
def ledger() -> None:
    """The log of events: walk through it, show its checkpoint and key, make and check receipts."""


@ledger.command("verify")
@KEY
@click.option(
    "--checkpoint", "kept", type=FILE, multiple=True,
    help="A checkpoint that somebody kept; it is checked with those of the log.",
)  # fmt: skip
@FORMAT
def verify_(key: str | None, kept: tuple[Path, ...], form: str) -> None:
    """Check every case, leaf, hash, signature and root; exit code 1 when anything is wrong."""
    ready()
    agreed()
    known = given_key(key) or signing.kept_key()
    walk = cases.Walk([read_file(path) for path in kept], known)
    start = time.monotonic()
    counts: Counter[str] = Counter()
    faults: list[Fault] = []
    with mendable(), progress() as report:
        for fault in cases.verify_all(walk, report):
            counts[fault.code] += 1
            if len(faults) < SHOWN:
                faults.append(fault)
    seconds = time.monotonic() - start
    if form == "json":
        print_json(verified_json(walk, faults, counts, seconds))
    else:
        print_walk(walk, faults, counts, seconds)
    if counts:
        sys.exit(1)


def verified_json(
    walk: cases.Walk, faults: list[Fault], counts: Counter[str], seconds: float
) -> dict[str, Any]:
    """What a walk found, as JSON; times in seconds."""
    waiting = cases.waiting()
    events = walk.counts["events"]
    return {
        "whole": not counts,
        "counts": walk.counts | {"waiting": waiting.count},
        "delay": {
            "median": walk.delays.median,
            "longest": walk.delays.longest,
            "late": walk.delays.late,
            "waiting_since": waiting.since.isoformat() if waiting.since else None,
        },
        "seconds": round(seconds, 3),
        "rate": round(events / max(seconds, 0.001)),
        "fault_counts": dict(counts),
        "faults": [
            {
                "code": one.code,
                "place": one.place,
                "found": one.found,
                "expected": one.allowed,
                "meaning": CODES[one.code],
            }
            for one in faults
        ],
    }


def print_walk(walk: cases.Walk, faults: list[Fault], counts: Counter[str], seconds: float) -> None:
    """What a walk found, for people."""
    for name, count in walk.counts.items():
        console.print(f"  {count:9} {name}")
    waiting = cases.waiting()
    console.print(f"  {waiting.count:9} leaves wait for their places")
    if walk.delays.measured:
        console.print(
            f"places were given after {walk.delays.median:.3f} s (median), "
            f"{walk.delays.longest:.3f} s at the longest; {walk.delays.late} later than promised"
        )
    rate = walk.counts["events"] / max(seconds, 0.001)
    console.print(f"walked through in {seconds:.1f} s ({rate:.0f} events/s)")
    for one in faults:
        console.print(f"{one.code}: {CODES[one.code]}", style="red", markup=False)
        console.print(f"    at       {one.place}", markup=False)
        console.print(f"    found    {one.found}", markup=False)
        console.print(f"    expected {one.allowed}", markup=False)
    if beyond := sum(counts.values()) - len(faults):
        console.print(f"and {beyond} more")
    console.print("the log is whole" if not counts else "the log is not whole")


@ledger.command()
def checkpoint() -> None:
    """Print the signed checkpoint of the log as it is now."""
    ready()
    found = cases.current_checkpoint()
    if found is None:
        raise click.ClickException("the log is empty: no checkpoint was signed yet")
    click.echo(found.note, nl=False)


@ledger.command()
def key() -> None:
    """Print the key with which anyone checks what the log has signed."""
    ready()
    click.echo(published(log_key()))


def log_key() -> Key:
    """The key of the log, which is made when there is none."""
    try:
        return cases.signer().key
    except cases.KeyFault as fault:
        if (said := cases.description()) is not None:
            return said.keys[-1]
        raise click.ClickException(str(fault)) from None


@ledger.command()
@click.argument("event", type=click.UUID)
@click.option("--with-values", is_flag=True,
              help="Add the personal values, for the person whom they concern.")  # fmt: skip
def receipt(event: uuid.UUID, *, with_values: bool) -> None:
    """Print the receipt of an event as JSON; while it waits for its place, the promise."""
    ready()
    if not EventRecord.objects.filter(pk=event).exists():
        raise click.ClickException(f"no event {event}")
    made = cases.receipt_of(event, with_values=with_values)
    if made is None:
        click.echo("the event waits for its place in the log; this is the promise", err=True)
        try:
            made = cases.promise_of(event, cases.signer(), with_values=with_values)
        except cases.KeyFault as fault:
            raise click.ClickException(str(fault)) from None
    print_json(made)


@ledger.command("check")
@click.argument("file", type=FILE)
@KEY
@click.option("--earlier", type=FILE, help="A checkpoint that was kept from another time.")
@click.option("--proof", type=FILE, help="The proof that the log only grew between the two.")
def check_(file: Path, key: str | None, earlier: Path | None, proof: Path | None) -> None:
    """Check a receipt as verify.py does; without --key, with the key of the log here."""
    known = given_key(key)
    if known is None:
        ready()
        known = log_key()
    steps, fault = [], ""
    try:
        grown = read_json(read_file(proof), "proof") if proof else None
        note = read_file(earlier) if earlier else ""
        steps = check_receipt(read_json(read_file(file), str(file)), known, note, grown)
    except (ValueError, RecursionError) as error:
        fault = str(error)
    code, text = told(steps, fault)
    click.echo(text)
    sys.exit(code)


COMMANDS = (ledger,)
