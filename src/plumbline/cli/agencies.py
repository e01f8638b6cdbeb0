"""Commands on agencies and people: setting them up, and the first administrator."""

from __future__ import annotations

from pathlib import Path

import click
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from plumbline.cli.library import mendable, ready
from plumbline.cli.output import console
from plumbline.store import agencies
from plumbline.store.agencies import DivisionsFault, PeopleFault

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


COMMANDS = (agencies_,)
