"""任务表 -- every job of the worker, a line each. Who adds one adds a line here."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from plumbline.store import notices
from plumbline.store.administration import sheets
from plumbline.store.cases import signing
from plumbline.store.cases.sequencing import sequence_all
from plumbline.store.cases.unnamed import drop_old_drafts, drop_unnamed_files
from plumbline.store.jobs.job import Job
from plumbline.store.jobs.queue import drop_old, run_queue


def sequence_log() -> str | None:
    """Give places to all leaves that wait; the key of the log is made on the first run."""
    placed = sequence_all(signing.signer())
    return f"{placed} leaves have their places" if placed else None


JOBS: Final = (
    Job("sequence-log", sequence_log, every=timedelta(seconds=1)),
    Job("run-queue", run_queue, every=timedelta(seconds=2)),
    Job("recount-due-days", notices.recount, every=timedelta(minutes=10)),
    Job("look-at-cases", notices.look, every=timedelta(minutes=1)),
    Job("follow-events", notices.follow, every=timedelta(seconds=5)),
    Job("escalate-notices", notices.escalate, every=timedelta(minutes=5)),
    Job("queue-mails", notices.send_waiting, every=timedelta(seconds=10)),
    Job("drop-old-tasks", drop_old, at=time(3, 30)),
    Job("drop-old-drafts", drop_old_drafts, at=time(3, 35)),
    Job("drop-unnamed-files", drop_unnamed_files, at=time(3, 40)),
    Job("drop-uploaded-tables", sheets.drop_unconfirmed, at=time(3, 40)),
)
