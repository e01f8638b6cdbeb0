"""The command `plumbline work`: the worker, for as long as it is not told to stop."""

from __future__ import annotations

import logging

import click

from plumbline.cli.library import ready
from plumbline.store import jobs


@click.command()
@click.option("--once", is_flag=True, help="Run every job that is due once, and end.")
@click.option("--parent", type=int, default=0, hidden=True, help="End when this process is gone.")
def work(parent: int, *, once: bool) -> None:
    """Run the periodic jobs: give events their places in the log, and the others."""
    ready()
    logging.getLogger(__name__).info(
        "the worker works", extra={"jobs": [j.name for j in jobs.JOBS]}
    )
    if once:
        for job in jobs.JOBS:
            jobs.run_once(job)
        return
    jobs.work(jobs.JOBS, parent)


COMMANDS = (work,)
