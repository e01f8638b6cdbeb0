"""运行 -- one run of a job: alone, recorded with its result or its failure."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from plumbline.store.jobs.job import Job
from plumbline.store.locking import alone_at
from plumbline.store.models import JobRun

log = logging.getLogger(__name__)

QUIET: Final = timedelta(minutes=1)
"""Runs that found nothing to do are recorded no more often than this."""
LONGEST: Final = 4000
"""Characters that are kept of a result or a failure; of a failure the last ones."""


def run_once(job: Job) -> bool:
    """Run a job if it is due and nobody else is at it; whether it ran without failure.

    Whatever fails is recorded and not raised, so that the next turn comes.
    """
    with alone_at(job.name) as is_ours:
        if not is_ours:
            return False
        row = JobRun.objects.filter(pk=job.name).first()
        now = timezone.now()
        if not job.is_due(row, now):
            return False
        if job.every is None or job.every >= QUIET:
            _begun(job, now)
        return _run(job, row, now)


def _run(job: Job, row: JobRun | None, started: datetime) -> bool:
    clock = time.monotonic()
    try:
        result = job.run()
    except Exception as fault:  # a job may fail in any way, and the worker lives on
        log.exception("job failed", extra={"job": job.name})
        kind, told = type(fault).__qualname__, "".join(format_exception(fault))
        _ended(job, started, failure=f"{kind}\n{told[-LONGEST:]}")
        return False
    if result is not None:
        took = round((time.monotonic() - clock) * 1000)
        log.info("job done", extra={"job": job.name, "result": result, "ms": took})
    if result is not None or _is_worth_telling(row, started):
        _ended(job, started, result=result)
    return True


def _is_worth_telling(row: JobRun | None, now: datetime) -> bool:
    """Whether a run that found nothing to do is recorded."""
    if row is None or row.ended_at is None or row.started_at is None:
        return True
    return row.failed_at == row.ended_at or now - row.ended_at >= QUIET


def _begun(job: Job, now: datetime) -> None:
    JobRun.objects.update_or_create(pk=job.name, defaults={"started_at": now})


def _ended(job: Job, started: datetime, *, result: str | None = None, failure: str = "") -> None:
    now = timezone.now()
    with transaction.atomic():
        JobRun.objects.get_or_create(pk=job.name)
        told = {"started_at": started, "ended_at": now, "runs": F("runs") + 1}
        if failure:
            told |= {"failed_at": now, "failure": failure, "failures": F("failures") + 1}
        elif result is not None:
            told |= {"result": result[:LONGEST]}
        JobRun.objects.filter(pk=job.name).update(**told)
