"""任务表 -- every job of the worker, a line each. Who adds one adds a line here."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from plumbline.store.cases import signing
from plumbline.store.cases.sequencing import sequence_all
from plumbline.store.jobs.job import Job


def sequence_log() -> str | None:
    """Give places to all leaves that wait; the key of the log is made on the first run."""
    placed = sequence_all(signing.signer())
    return f"{placed} leaves have their places" if placed else None


JOBS: Final = (Job("sequence-log", sequence_log, every=timedelta(seconds=1)),)
