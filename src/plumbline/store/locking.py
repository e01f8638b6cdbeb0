"""一次一个 -- one process at a time changes the library or runs a job; the others wait, or leave
it to it. A lock goes with its process, however it ends."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from plumbline.store import places


@contextmanager
def alone(waiting: Callable[[], None] | None = None) -> Iterator[bool]:
    """Be the only one that changes the library.

    If another process is at it, `waiting` is called and then its end awaited; without `waiting`
    nothing is awaited, and the value is False.
    """
    with _file_locked("import.lock", waiting) as is_ours:
        yield is_ours


@contextmanager
def alone_at(job: str) -> Iterator[bool]:
    """Be the only one, on whichever machine, that runs a job; False where another is at it.

    On PostgreSQL it is a lock of the session, which ends with the connection; on SQLite a lock on
    a file of the home, since the database is a file of this machine too.
    """
    if connection.vendor != "postgresql":
        with _file_locked(f"{job}.lock", None) as is_ours:
            yield is_ours
        return
    number = int.from_bytes(hashlib.sha256(f"job {job}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        (is_ours,) = cursor.fetchone()
    # The lock is the session's: its connection is not to be replaced for its age meanwhile.
    kept, connection.close_at = connection.close_at, None
    try:
        yield is_ours
    finally:
        connection.close_at = kept
        if is_ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def _file_locked(name: str, waiting: Callable[[], None] | None) -> Iterator[bool]:
    folder = places.home()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting is None:
                yield False
                return
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield True
