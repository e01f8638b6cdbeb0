"""Commands on procedures: name, check and draw them, and compare a changed law with cases."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

import click

from plumbline.cli.library import mendable, ready, today
from plumbline.cli.output import FORMAT, Day, console, print_json, print_json_rows, progress
from plumbline.clock import ClockFault
from plumbline.law.checking import checked
from plumbline.law.clocks import PLACES
from plumbline.law.procedures import Procedure
from plumbline.procedure import Definition, DefinitionFault, in_force, latest
from plumbline.procedure.check import bases
from plumbline.procedure.drawing import as_file
from plumbline.procedure.replay import Difference
from plumbline.store.cases import content
from plumbline.store.cases.replaying import Changed, compare_open, law_now, law_with, open_cases

SAID: Final = {"stage": "stage", "due": "due day", "silence": "silence", "actions": "actions"}


class Root(click.Path):
    """A content root: a folder that holds the folder of a place."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The folder, or a message that says what was found and what is allowed."""
        root = Path(str(super().convert(value, param, ctx)))
        if not any((root / place).is_dir() for place in PLACES):
            self.fail(f"{root} is no content root; it holds none of {', '.join(PLACES)}", param)
        return root


LAW = click.option(
    "--law", "law", multiple=True, type=Root(exists=True, file_okay=False),
    help="A content root as it would stand in PLUMBLINE_LAW; say it again for more, in order.",
)  # fmt: skip


@contextmanager
def answering() -> Iterator[None]:
    """End with a line for each fault where content cannot be read, or has no such procedure."""
    try:
        yield
    except (DefinitionFault, ClockFault) as fault:
        raise click.ClickException(str(fault)) from None
    except LookupError as fault:
        raise click.ClickException(str(fault.args[0])) from None


@click.group()
def procedures() -> None:
    """Procedures: name, check and draw them; say what a changed law would change in open cases."""


@procedures.command("list")
@FORMAT
def list_(form: str) -> None:
    """Name every procedure with its texts by day of effect, and how many bases carry a mark."""
    with answering():
        found = [listed(one) for one in content.procedures().values()]
    if form == "json":
        print_json(found)
        return
    for one in found:
        console.print(f"{one['name']}  {one['title']}", markup=False)
        for text in one["texts"]:
            marks = ", ".join(f"{count} {mark}" for mark, count in text["marked"].items())
            said = (
                f"    from {text['effective_on']}  {text['stages']:3} stages "
                f"{text['actions']:3} actions {text['clocks']:3} clocks "
                f"{text['bases']:4} bases, marked: {marks or 'none'}"
            )
            console.print(said, markup=False, soft_wrap=True)


def listed(procedure: Procedure) -> dict[str, Any]:
    """A procedure as programs see it."""
    texts = procedure.definitions
    return {
        "name": procedure.name,
        "title": latest(texts).title,
        "texts": [text_json(texts[day]) for day in sorted(texts)],
    }


def text_json(text: Definition) -> dict[str, Any]:
    """One text of a procedure: how much it says, and how many of its bases carry which mark."""
    stated = [basis for _, basis in bases(text)]
    marked = Counter(f"{one.unverified}" for one in stated if one.unverified)
    return {
        "effective_on": text.from_day.isoformat(),
        "title": text.title,
        "revision": text.revision,
        "stages": len(text.stages),
        "actions": len(text.actions),
        "clocks": len(text.clocks),
        "bases": len(stated),
        "marked": dict(sorted(marked.items())),
    }


@procedures.command("check")
@LAW
@FORMAT
def check_(law: tuple[Path, ...], form: str) -> None:
    """Check all content and walk through every page; without --law, that of PLUMBLINE_LAW.

    Exit code 1 when anything is wrong: a line for each fault, with file, key and what is allowed.
    """
    found = checked(law or content.added())
    if form == "json":
        print_json(
            {"whole": not found.faults, "counts": dict(found.counts), "faults": found.faults}
        )
    else:
        for name, count in found.counts.items():
            console.print(f"  {count:5} {name}")
        for fault in found.faults:
            console.print(fault, style="red", markup=False, soft_wrap=True)
        wrong = len(found.faults)
        console.print(f"{wrong} faults" if wrong else "all of it holds together")
    if found.faults:
        sys.exit(1)


@procedures.command()
@click.argument("name")
@click.option("--on", type=Day(), help="The text in force on this day; by default today.")
@click.option(
    "-o", "--output", "file", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="The .svg file that is written.",
)  # fmt: skip
def draw(name: str, on: date | None, file: Path) -> None:
    """Draw a procedure: stages, the actions between them, and the clocks that they move."""
    day = on or today()
    with answering():
        texts = content.procedure(name).definitions
        text = in_force(texts, day)
        if text is None:
            known = ", ".join(f"{one}" for one in sorted(texts))
            raise LookupError(f"{name}: no text is in force on {day}; they begin on {known}")
    try:
        file.write_text(as_file(text), "utf-8")
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    console.print(f"{text.title}, text of {text.from_day}, in {file.name}", markup=False)


@procedures.command()
@LAW
@click.option("--on", type=Day(), help="The day as of which cases are compared; today if none.")
@FORMAT
def compare(law: tuple[Path, ...], on: date | None, form: str) -> None:
    """Say what the content roots given would change in every open case, before they are taken.

    The law is compared with the one that holds now (PLUMBLINE_LAW); without --law, with the
    package's own content alone. Nothing is written. Exit code 1 when anything differs.
    """
    ready()
    day, total, counts = on or today(), open_cases(), Counter[str]()
    with answering():
        laws = law_now(), law_with(law)
    with TemporaryFile("w+", encoding="utf-8") as kept:
        with mendable(), progress() as report:
            for changed in compare_open(*laws, day, report):
                row = changed_json(changed)
                counts["cases"] += 1
                counts.update({one["what"] for one in row["differences"]})
                counts["fault"] += bool(row["fault"])
                kept.write(json.dumps(row) + "\n")
        kept.seek(0)
        rows = (json.loads(line) for line in kept)
        if form == "json":
            head = {"on": day.isoformat(), "open": total, "counts": dict(+counts)}
            print_json_rows(head, "cases", rows)
        else:
            print_compared(rows, total, +counts)
    if counts:
        sys.exit(1)


def changed_json(changed: Changed) -> dict[str, Any]:
    """A case that would change, as programs see it."""
    record = changed.record
    return {
        "id": str(record.pk),
        "number": record.number,
        "agency": record.agency,
        "procedure": record.procedure,
        "differences": [difference_json(changed, one) for one in changed.differences],
        "fault": changed.fault,
    }


def difference_json(changed: Changed, one: Difference) -> dict[str, Any]:
    """One difference; of an event that would be refused, also what it was and when."""
    said: dict[str, Any] = {
        "what": one.what, "name": one.name, "from": one.before, "to": one.after, "basis": one.basis,
    }  # fmt: skip
    if one.what == "finding":
        event = changed.events[one.name]
        said |= {"action": event.action, "on": event.on.isoformat(), "by": event.role}
    return said


def print_compared(rows: Iterable[dict[str, Any]], total: int, counts: Counter[str]) -> None:
    """What would change, case by case, for people."""
    for row in rows:
        console.print(f"{row['number'] or row['id']}  {row['agency']}  {row['procedure']}",
                      markup=False, soft_wrap=True)  # fmt: skip
        for line in changed_lines(row):
            console.print(f"    {line}", markup=False, soft_wrap=True)
    differ = counts.pop("cases", 0)
    kinds = "".join(f"; {count} in {SAID.get(what, what)}" for what, count in counts.items())
    console.print(f"{total} open cases compared, {differ} would change{kinds}", markup=False)


def changed_lines(row: dict[str, Any]) -> Iterator[str]:
    """The differences of a case, a line each."""
    if row["fault"]:
        yield f"cannot be read under the changed law: {row['fault']}"
    for one in row["differences"]:
        basis = f" ({one['basis']})" if one["basis"] else ""
        if one["what"] != "finding":
            name = f" {one['name']}" if one["name"] else ""
            yield (
                f"{SAID[one['what']]}{name}: {one['from'] or 'none'} → {one['to'] or 'none'}{basis}"
            )
            continue
        codes = "refused as {to}" if not one["from"] else "not refused any more ({from})"
        codes = "refused as {to}, not as {from}" if one["from"] and one["to"] else codes
        said = codes.format_map(one)
        yield f"{one['action']} by {one['by']} on {one['on']}: would have been {said}{basis}"


COMMANDS = (procedures,)
