"""The command `plumbline work`: the worker, for as long as it is not told to stop."""

from __future__ import annotations

import logging

import click

from plumbline.cli.library import agreed, ready
from plumbline.store import jobs


@click.command()
@click.option("--once", is_flag=True, help="Run every job that is due once, and end.")
@click.option("--parent", type=int, default=0, hidden=True, help="End when this process is gone.")
@click.option(
    "--only", multiple=True, type=click.Choice([one.name for one in jobs.JOBS]),
    help="Run this job and no other; may be said again for more.",
)  # fmt: skip
def work(parent: int, only: tuple[str, ...], *, once: bool) -> None:
    """Run the periodic jobs: places in the log, silence, notices, mails."""
    ready()
    agreed()
    asked = [one for one in jobs.JOBS if not only or one.name in only]
    logging.getLogger(__name__).info("the worker works", extra={"jobs": [j.name for j in asked]})
    if once:
        for job in asked:
            jobs.run_once(job)
        return
    jobs.work(asked, parent)


COMMANDS = (work,)
