"""一次一个 -- one process at a time changes the library; the others wait, or leave it to it."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from plumbline.store import places


@contextmanager
def alone(waiting: Callable[[], None] | None = None) -> Iterator[bool]:
    """Be the only one that changes the library.

    If another process is at it, `waiting` is called and then its end awaited; without `waiting`
    nothing is awaited, and the value is False. The lock goes with the process, however it ends.
    """
    folder = places.home()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "import.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting is None:
                yield False
                return
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield True
