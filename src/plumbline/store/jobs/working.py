"""值守 -- the worker: every job on a thread of its own, until told to stop.

A job that takes long does not keep the log waiting, which has promised its places within a minute.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Sequence
from typing import Final

from django.db import close_old_connections, connection
from django.db.utils import DatabaseError

from plumbline.store.jobs.job import Job
from plumbline.store.jobs.running import run_once

log = logging.getLogger(__name__)

PATIENCE: Final = 20.0
"""Seconds that running jobs get to end in when the worker is told to stop."""
TICK: Final = 1.0
"""Seconds between two looks at whether a job is due."""
SLOW: Final = 5.0
"""The same for jobs that are due once a minute or less often."""


def work(jobs: Sequence[Job], parent: int = 0) -> None:
    """Run jobs as they fall due until SIGTERM or SIGINT, or until the process `parent` is gone.

    Returns when the running jobs have ended, or after PATIENCE seconds without them; what they
    had not finished then is not kept, and done by the next worker.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = [
        threading.Thread(target=_turns, args=(job, stop), name=job.name, daemon=True)
        for job in jobs
    ]
    for thread in threads:
        thread.start()
    while not stop.wait(TICK):
        if parent and os.getppid() != parent:
            log.warning("the server is gone; the worker ends")
            stop.set()
    end = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))


def _turns(job: Job, stop: threading.Event) -> None:
    pause = TICK if job.every is not None and job.every.total_seconds() < 60 else SLOW
    while not stop.is_set():
        close_old_connections()
        try:
            run_once(job)
        except DatabaseError:  # it is away, or full; the job's own failures do not come here
            log.exception("job cannot be recorded", extra={"job": job.name})
            connection.close()
        stop.wait(pause)
    connection.close()
