"""Commands on agencies and people: setting them up, and the first administrator."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from plumbline.cli.library import mendable, ready
from plumbline.cli.output import console
from plumbline.documents.unreadable import Unreadable
from plumbline.store import agencies
from plumbline.store.administration import Keeper, sheets
from plumbline.store.agencies import DivisionsFault, PeopleFault
from plumbline.store.models import Agency

DIVISIONS = Path(__file__).resolve().parents[1] / "law" / "cq" / "divisions"


@click.group("agencies")
def agencies_() -> None:
    """Agencies and people: set up a municipality, give the first accounts."""


@agencies_.command("set-up")
@click.argument("body", required=False, type=click.Path(exists=True, path_type=Path))
def set_up(body: Path | None) -> None:
    """Make the agencies of a municipality from a list of its divisions (Chongqing's, if none)."""
    ready()
    body = body or max(DIVISIONS.glob("*.toml"))
    try:
        with mendable():
            done = agencies.set_up(body)
    except DivisionsFault as fault:
        raise click.ClickException(str(fault)) from fault
    console.print(f"{done.made} agencies made, {done.there} were there already")


@agencies_.command("officer")
@click.argument("number")
@click.argument("name")
@click.option("--agency", required=True, help="The code of the agency, such as 500103-sfj.")
@click.option("--role", default=agencies.ADMINISTRATOR, show_default=True)
@click.option("--username", help="The name to sign in with; the officer's number if none.")
@click.password_option("--password", envvar="PLUMBLINE_PASSWORD", help="Asked for if not given.")
def officer(
    number: str, name: str, agency: str, role: str, username: str | None, password: str
) -> None:
    """Give an officer an account and a role in an agency; the first administrator needs this."""
    ready()
    try:
        with mendable(), transaction.atomic():
            one = agencies.appoint(number, name, agency, role, timezone.localdate())
            agencies.give_account(one.officer, username or number, password)
    except PeopleFault as fault:
        raise click.ClickException(str(fault)) from fault
    except ValidationError as fault:
        raise click.ClickException(" ".join(fault.messages)) from fault
    console.print(f"{name} ({number}): {role} of {one.agency.name} from today")


@agencies_.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option("--good-rows", is_flag=True, help="Take in the good rows where others have errors.")
def import_sheet(file: Path, dry_run: bool, good_rows: bool) -> None:  # noqa: FBT001
    """Take in agencies and people from an .xlsx or .csv: all rows, or none."""
    ready()
    today = timezone.localdate()
    data = file.read_bytes()
    try:
        plan = sheets.plan_file(data, file.name, None, today)
        print_plan(plan)
        if not dry_run:
            wanted = sheets.Wanted(plan.digest, good_rows)
            with mendable():
                sheets.take_in(data, file.name, None, Keeper(None, "plumbline"), today, wanted)
            console.print("taken in")
    except (Unreadable, PeopleFault, sheets.RowFault) as fault:
        raise click.ClickException(str(fault)) from fault
    if dry_run and plan.counts["error"]:
        sys.exit(1)


def print_plan(plan: sheets.Plan) -> None:
    """What would become of the rows that are not the same already, and how many there are."""
    for row in plan.rows:
        if row.outcome == "same":
            continue
        place = f"{row.line.sheet or row.line.table} row {row.line.number}"
        console.print(f"{place}: {row.outcome} {row.line.key}", markup=False)
        for fault in row.faults:
            where = f"{fault.letter} {fault.field}".strip()
            allowed = f"; allowed: {fault.allowed}" if fault.allowed else ""
            said = f"  {where}: {fault.code}: found {fault.found or 'nothing'}{allowed}"
            console.print(said, style="red", markup=False)
        for change in row.changes:
            said = f"  {change.field}: {change.old or '—'} → {change.new}"
            console.print(said, markup=False, style="dim")
    for heads in (plan.other_sheets, plan.other_columns):
        if heads:
            console.print(f"passed over: {', '.join(heads)}", markup=False, style="yellow")
    console.print(", ".join(f"{count} {outcome}" for outcome, count in plan.counts.items()))


@agencies_.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def export_sheet(file: Path, language: sheets.Language) -> None:
    """Write all agencies and people into an .xlsx that can be imported again."""
    ready()
    kept = frozenset(Agency.objects.values_list("pk", flat=True))
    file.write_bytes(sheets.export_xlsx(kept, timezone.localdate(), language))
    console.print(f"{len(kept)} agencies in {file.name}")


COMMANDS = (agencies_,)
