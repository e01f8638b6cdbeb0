"""Commands that serve: your own library, or the demonstration."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import click

from plumbline.cli.beside import worker_beside
from plumbline.cli.library import converter, mendable, ready, waiting
from plumbline.cli.output import console, progress
from plumbline.store.texts import upkeep
from plumbline.web import server

DEMONSTRATION = Path(__file__).resolve().parents[3] / "demo" / "library"

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
    prepare()
    run_server(host, port, workers, no_work=no_work)


@click.command()
@HOST
@PORT
@WORKERS
@NO_WORK
@click.option("--prepare-only", is_flag=True, help="Bring the demonstration in and stop.")
def demo(host: str, port: int, workers: int, *, no_work: bool, prepare_only: bool) -> None:
    """Serve the demonstration library: documents of a city that does not exist."""
    if not DEMONSTRATION.is_dir():
        raise click.ClickException(f"{DEMONSTRATION.name} is not here: run from a checkout")
    ready()
    with mendable(), progress() as report:
        upkeep.bring_in([DEMONSTRATION], report, waiting, converter=converter())
    prepare()
    if prepare_only:
        return
    os.environ.setdefault("PLUMBLINE_DEMO", "1")
    run_server(host, port, workers, no_work=no_work)


COMMANDS = (serve, demo)
