"""队列 -- single jobs that a request leaves to the worker: a mail to be sent, a file to be read.

They are tasks of Django (django-tasks) and kept in the database. A task may run more than once:
whoever writes one makes it harmless to repeat.
"""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

AT_ONCE: Final = 50
"""Tasks of one run, so that the job is soon recorded."""
PAUSES: Final = tuple(timedelta(minutes=one) for one in (1, 5, 30, 180))
"""After which a task that failed is tried again; then it stays failed."""
DONE_KEPT: Final = timedelta(days=1)
FAILED_KEPT: Final = timedelta(days=30)


def run_queue() -> str | None:
    """Run the tasks that wait. Only one process at a time is at it."""
    _put_back()
    if not DBTaskResult.objects.ready().exists():
        return None
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False, max_tasks=AT_ONCE, excluded_queue_names=[],
        worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}",
    )  # fmt: skip
    started = timezone.now()
    worker.run()
    ended = DBTaskResult.objects.filter(finished_at__gte=started)
    failed = ended.failed().count()
    return f"{ended.count()} tasks run, {failed} failed"


def _put_back() -> None:
    """Let those run again whose worker died (nobody else is at it), and those that failed."""
    ready = {"status": TaskResultStatus.READY, "finished_at": None}
    DBTaskResult.objects.running().update(**ready)
    now = timezone.now()
    for row in DBTaskResult.objects.failed().order_by("finished_at"):
        tried = len(row.worker_ids)
        if tried <= len(PAUSES) and row.finished_at and row.finished_at + PAUSES[tried - 1] <= now:
            DBTaskResult.objects.filter(pk=row.pk, status=row.status).update(**ready, run_after=now)


def drop_old() -> str | None:
    """Drop tasks that are long done: what they carried may concern persons."""
    now = timezone.now()
    done = DBTaskResult.objects.successful().filter(finished_at__lt=now - DONE_KEPT)
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_KEPT)
    dropped = sum(rows.delete()[0] for rows in (done, failed))
    return f"{dropped} tasks dropped" if dropped else None
