"""Commands that serve: your own library, or the demonstration."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import click
from django.conf import settings

from plumbline.cli.beside import worker_beside
from plumbline.cli.library import agreed, converter, mendable, ready, waiting
from plumbline.cli.output import console, progress
from plumbline.store import demonstration
from plumbline.store.cases import KeyFault
from plumbline.store.demonstration import DemonstrationFault
from plumbline.store.texts import upkeep
from plumbline.web import server

DEMONSTRATION = Path(__file__).resolve().parents[3] / "demo" / "library"
OVERLAY = DEMONSTRATION.parent / "law"
"""Content of the demonstration alone: how its papers are marked."""

HOST = click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on."
)
PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
WORKERS = click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
NO_WORK = click.option(
    "--no-work", is_flag=True, help="Leave the periodic jobs to `plumbline work` elsewhere."
)


def prepare() -> None:
    """Tables and the index, each only as far as something has changed."""
    ready()
    agreed()
    with mendable(), progress() as report:
        done = upkeep.bring_up_to_date(report)
    if done is None:
        click.echo("another process is changing the library; it brings the index along", err=True)
    elif done[1].because:
        console.print(f"the index was built anew: {done[1].because}", markup=False)


def run_server(host: str, port: int, workers: int, *, no_work: bool) -> None:
    """Say where the portal is and serve it until told to stop, the worker beside it."""
    try:
        server.claim(host, port)
        console.print(f"Plumbline: http://{host}:{port}/   (Ctrl-C stops)")
        with nullcontext() if no_work else worker_beside():
            server.serve(host, port, workers)
    except server.AddressTaken as taken:
        raise click.ClickException(str(taken)) from taken


@click.command()
@HOST
@PORT
@WORKERS
@NO_WORK
def serve(host: str, port: int, workers: int, *, no_work: bool) -> None:
    """Serve the library in the folder that PLUMBLINE_HOME names."""
    if settings.PLUMBLINE_DEMO:
        mark_as_demonstration()
    prepare()
    run_server(host, port, workers, no_work=no_work)


@click.command()
@HOST
@PORT
@WORKERS
@NO_WORK
@click.option("--prepare-only", is_flag=True, help="Bring the demonstration in and stop.")
def demo(host: str, port: int, workers: int, *, no_work: bool, prepare_only: bool) -> None:
    """Serve the demonstration: documents and a year of cases of a city that does not exist."""
    if not DEMONSTRATION.is_dir():
        raise click.ClickException(f"{DEMONSTRATION.name} is not here: run from a checkout")
    mark_as_demonstration()
    ready()
    agreed()
    with mendable(), progress() as report:
        bring_in_records(report)
        upkeep.bring_in([DEMONSTRATION], report, waiting, converter=converter())
    prepare()
    if prepare_only:
        return
    tell_whom_to_be()
    run_server(host, port, workers, no_work=no_work)


def mark_as_demonstration() -> None:
    """Let every page and every paper say what it is, and citizens register, here and in the
    processes that follow; whoever says PLUMBLINE_SIGNUP=0 has it so."""
    os.environ["PLUMBLINE_DEMO"] = "1"
    settings.PLUMBLINE_DEMO = True
    os.environ.setdefault("PLUMBLINE_SIGNUP", "1")
    roots = os.environ.get("PLUMBLINE_LAW", "").split(os.pathsep)
    if str(OVERLAY) not in roots:
        os.environ["PLUMBLINE_LAW"] = os.pathsep.join(filter(None, [*roots, str(OVERLAY)]))


def bring_in_records(report: Callable[[str, int, int], None]) -> None:
    """Bring in the agencies, people and cases of the demonstration that are not there yet."""
    try:
        done = demonstration.bring_in(demonstration.FOLDER, report)
    except (DemonstrationFault, KeyFault) as fault:
        raise click.ClickException(f"{fault}") from fault
    if done.cases or done.people:
        console.print(f"{done.cases} cases and {done.people} people came in", markup=False)
    if done.unissued:
        console.print(f"no paper of theirs was issued: {done.unissued}", markup=False)


def tell_whom_to_be() -> None:
    """Say on the terminal whom to sign in as."""
    console.print(f"Sign in with the password {demonstration.PASSWORD} as:", markup=False)
    for one in demonstration.cast(demonstration.FOLDER):
        what = f"{one.post}, {one.agency}" if one.post else ""
        console.print(f"  {one.username:22} {one.name}  {what}", markup=False)


COMMANDS = (serve, demo)
