"""任务表 -- every job of the worker, a line each. Who adds one adds a line here."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from plumbline.store.cases import signing
from plumbline.store.cases.sequencing import sequence_all
from plumbline.store.jobs.job import Job
from plumbline.store.jobs.queue import drop_old, run_queue


def sequence_log() -> str | None:
    """Give places to all leaves that wait; the key of the log is made on the first run."""
    placed = sequence_all(signing.signer())
    return f"{placed} leaves have their places" if placed else None


JOBS: Final = (
    Job("sequence-log", sequence_log, every=timedelta(seconds=1)),
    Job("run-queue", run_queue, every=timedelta(seconds=2)),
    Job("drop-old-tasks", drop_old, at=time(3, 30)),
)
