"""Commands on cases: show one, name the late ones, erase personal values, write events out.

No command prints a personal value: nobody has signed in whose reading could be noted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

import click
from django.utils import timezone

from plumbline.cli import due_text
from plumbline.cli.library import mendable, ready, today
from plumbline.cli.output import FORMAT, Day, console, print_json, print_json_rows
from plumbline.clock.as_json import due_json
from plumbline.procedure import Case, Event
from plumbline.procedure.event import voided
from plumbline.store.cases import erasing, showing
from plumbline.store.cases.many import Late, late_cases
from plumbline.store.models import Agency, CaseRecord

LONGEST: Final = 300  # characters of a reason


@contextmanager
def answering() -> Iterator[None]:
    """End with one line where there is no such case, or no text that governs it."""
    try:
        yield
    except (showing.NotFound, LookupError) as fault:
        raise click.ClickException(str(fault.args[0])) from None


@click.group("cases")
def cases_() -> None:
    """Cases: show one, name the late ones, erase personal values, write events out."""


@cases_.command()
@click.argument("case")
@click.option("--on", type=Day(), help="The day as of which it is shown; today if none.")
@FORMAT
def show(case: str, on: date | None, form: str) -> None:
    """Show the CASE of that id or number as of a day: stage, due days with derivation, events.

    Of personal values only the commitments are shown.
    """
    ready()
    day = on or today()
    with answering():
        record = showing.case_named(case)
        found = showing.case_as_of(record, day)
    if form == "json":
        print_json(case_json(record, found, day))
        return
    for line in case_lines(record, found, day):
        console.print(line, markup=False, soft_wrap=True)


def case_json(record: CaseRecord, case: Case, on: date) -> dict[str, Any]:
    """A case as of a day, as programs see it."""
    definition, gone = case.definition, voided(case.events)
    stage = definition.stages.get(case.stage)
    late = case.late(on)
    return {
        "id": str(record.pk),
        "number": record.number,
        "agency": record.agency,
        "procedure": record.procedure,
        "title": definition.title,
        "effective_on": definition.from_day.isoformat(),
        "on": on.isoformat(),
        "stage": case.stage,
        "stage_title": stage.title if stage else "",
        "is_open": not (stage is not None and stage.ends),
        "clocks": [
            {
                "clock": case.running[key].id,
                "title": case.rule(key).title,
                "of": case.running[key].of,
                "late": key in late,
                **due_json(due),
            }
            for key, due in case.due().items()
        ],
        "silences": [
            {
                "action": one.action,
                "title": title_of(case, one),
                "of": one.agency,
                "on": one.on.isoformat(),
            }
            for one in case.silences
        ],
        "events": [
            event_json(case, one, stands=one.id not in gone) for one in case.recorded.events
        ],
    }


def event_json(case: Case, event: Event, *, stands: bool) -> dict[str, Any]:
    """An event; `stands` is false when a correction took it out of account."""
    return {
        "seq": event.seq,
        "id": event.id,
        "action": event.action,
        "title": title_of(case, event),
        "on": event.on.isoformat(),
        "at": event.at.isoformat() if event.at else None,
        "by": event.role,
        "agency": event.agency,
        "data": dict(event.data),
        "stands": stands,
        "hash": event.hash,
    }


def title_of(case: Case, event: Event) -> str:
    """The title of the action of an event, or its id where the definition does not have it."""
    action = case.definition.action(event.action)
    return action.title if action else event.action


def case_lines(record: CaseRecord, case: Case, on: date) -> Iterator[str]:
    """A case as of a day, for people."""
    definition = case.definition
    stage = definition.stages.get(case.stage)
    yield f"{record.number or record.pk}  {definition.title}, text of {definition.from_day}"
    yield f"on {on}: {stage.title if stage else case.stage} ({case.stage}), {record.agency}"
    late = case.late(on)
    for key, due in case.due().items():
        yield ""
        yield f"{case.rule(key).title} ({key}){', late' if key in late else ''}"
        yield from (f"  {line}" if line else "" for line in due_text.derived(due))
    if case.silences:
        yield ""
    for one in case.silences:
        of = f", of {one.agency}" if one.agency else ""
        yield f"by silence on {one.on}, not recorded: {title_of(case, one)} ({one.action}){of}"
    yield ""
    gone = voided(case.events)
    for event in case.recorded.events:
        out = "; taken out of account" if event.id in gone else ""
        where = f", {event.agency}" if event.agency else ""
        title = title_of(case, event)
        yield f"{event.seq:4} {event.on}  {title} ({event.action}) by {event.role}{where}{out}"


@cases_.command()
@click.option("--agency", default="", help="The code of an agency; without it, of all.")
@FORMAT
def late(agency: str, form: str) -> None:
    """Name the open cases in which a due day has passed, the longest late first."""
    ready()
    if agency and not Agency.objects.filter(code=agency).exists():
        raise click.ClickException(f"no agency {agency!r}; write a code, such as 500103-sfj")
    on, count = today(), 0
    with TemporaryFile("w+", encoding="utf-8") as kept:
        with mendable(), answering():
            for one in late_cases(on, agency):
                kept.write(json.dumps(late_json(one, on)) + "\n")
                count += 1
        kept.seek(0)
        rows = (json.loads(line) for line in kept)
        if form == "json":
            print_json_rows({"on": on.isoformat(), "count": count}, "cases", rows)
            return
        for row in rows:
            head = f"{row['number'] or row['id']}  {row['agency']}  {row['stage_title']}"
            console.print(head, markup=False, soft_wrap=True)
            for clock in row["clocks"]:
                said = (
                    f"    {clock['title']} ({clock['clock']}) was due {clock['due']}, "
                    f"{clock['days']} days ago ({clock['basis']})"
                )
                console.print(said, markup=False, soft_wrap=True)
        console.print(f"{count} cases are late on {on}")


def late_json(one: Late, on: date) -> dict[str, Any]:
    """A late case; `days` are natural days since the due day."""
    definition = one.case.definition
    stage = definition.stages.get(one.case.stage)
    return {
        "id": str(one.record.pk),
        "number": one.record.number,
        "agency": one.record.agency,
        "procedure": one.record.procedure,
        "stage": one.case.stage,
        "stage_title": stage.title if stage else one.case.stage,
        "clocks": [
            {
                "clock": one.case.running[key].id,
                "title": one.case.rule(key).title,
                "of": one.case.running[key].of,
                "due": due.day.isoformat(),
                "days": (on - due.day).days,
                "basis": due.period.basis,
            }
            for key, due in one.clocks
            if due.day is not None
        ],
    }


@cases_.command()
@click.argument("named", metavar="EVENT|CASE")
@click.option("--because", required=True, help="The reason, with its article: 个人信息保护法#47.")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
def erase(named: str, because: str, *, yes: bool) -> None:
    """Erase the personal values of an event, or of every event of a case, for good.

    What was written into their papers and half typed forms goes too, and files that no other
    event states. Events, hashes, receipts and proofs stay as they are; in the events stand the
    names and hashes of files. A backup still holds what it held.
    """
    ready()
    reason = because.strip()
    if not 0 < len(reason) <= LONGEST:
        said = f"--because has {len(reason)} characters; write the reason in 1 to {LONGEST}"
        raise click.UsageError(said)
    with answering():
        events = showing.events_named(named)
    if not yes:
        count = showing.values_kept(events)
        asked = f"erase {count} personal values, files and drafts of {len(events)} events for good?"
        click.confirm(asked, abort=True)
    with mendable():
        done = erasing.erase_all(events, reason, timezone.now())
    console.print(f"{done} personal values erased of {len(events)} events")


@cases_.command()
@click.argument("case")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(case: str, file: Path) -> None:
    """Write the events of a CASE to FILE, one JSON object a line, for others to recompute.

    Each line is the entry of the log; of personal values it holds the commitments only.
    """
    ready()
    with answering():
        record = showing.case_named(case)
    lines = [*showing.exported(record)]
    try:
        file.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    console.print(f"{len(lines)} events in {file.name}", markup=False)


COMMANDS = (cases_,)
