"""The worker as a process beside the server: started with it, started again when it dies, and
told to stop when the server stops."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from plumbline.store.jobs.working import PATIENCE

log = logging.getLogger(__name__)

COMMAND: Final = (sys.executable, "-c", "from plumbline.cli import main; main()", "work")
PAUSE: Final = 1.0  # seconds before a worker that has died is started again
LONGEST_PAUSE: Final = 60.0  # the pause doubles up to this while workers die young
YOUNG: Final = 30.0  # seconds


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker running until the caller is done. Should this process be killed, the worker
    sees that it is gone and ends by itself."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stop,), name="worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(PATIENCE + 5)


def _keep(stop: threading.Event) -> None:
    pause = PAUSE
    while not stop.is_set():
        started = time.monotonic()
        process = subprocess.Popen([*COMMAND, "--parent", str(os.getpid())])
        while process.poll() is None and not stop.wait(0.2):
            pass
        if stop.is_set():
            _end(process)
            return
        lived = time.monotonic() - started
        pause = PAUSE if lived > YOUNG else min(2 * pause, LONGEST_PAUSE)
        told = {"code": process.returncode, "lived": round(lived, 1), "pause": pause}
        log.error("the worker died and is started again", extra=told)
        stop.wait(pause)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
