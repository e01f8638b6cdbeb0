"""读者 -- processes that read files, so that both cores work and no file can harm the rest.

A file that takes too long, too much memory, or the process with it, is refused, and the
others go on. A reader is a fresh interpreter: nothing of Django, of threads or of database
connections comes along, and it ends by itself when the process that started it is gone.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from types import TracebackType
from typing import Final, Self

from plumbline.store.texts.reading import Answer, Reader, Refused, Setup, Task

SECONDS: Final = 180
"""How long one file may take; LibreOffice gives up well before."""
MEMORY: Final = 2 * 2**30
"""Bytes of address space of a reader, the libraries that it loads included."""
_DEPTH: Final = 2
"""Tasks that a reader has before it, so that it need not wait for the next."""
_SMALL: Final = 64 * 1024
"""Bytes that fit into a pipe although nobody reads from it: only such a task may lie before a
reader that is busy, or each of the two would wait for the other to read."""
_MOST: Final = 4
_LOOK: Final = 0.5
_COMMAND: tuple[str, ...] = (sys.executable, "-m", "plumbline.store.texts.readers")


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class HereReaders:
    """Reads in this very process: for a little text, quicker than to start another."""

    def __init__(self, setup: Setup) -> None:
        self._reader = Reader(setup)

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Answer]]:
        """Every task with its answer, in order."""
        for task in tasks:
            yield task, self._reader.answer(task)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0

    def end(self) -> None:
        """End the process and whatever it started, and wait for it."""
        self.pipe.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Readers:
    """Some processes that read. Use it in a `with` statement; they end with it."""

    def __init__(self, setup: Setup, count: int = 0, *, seconds: float = SECONDS) -> None:
        self._setup = setup
        self._seconds = seconds
        self._count = count or min(cores(), _MOST)
        self._workers: list[_Worker] = []
        self._struck: set[int] = set()

    def __enter__(self) -> Self:
        self._workers = [_start() for _ in range(self._count)]
        for worker in self._workers:
            worker.pipe.send(self._setup)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Answer]]:
        """Every task with its answer, as they come."""
        waiting = iter(tasks)
        again: deque[Task] = deque()
        while True:
            self._hand_out(waiting, again)
            if not any(worker.tasks for worker in self._workers):
                return
            ready = wait([w.pipe for w in self._workers if w.tasks], timeout=_LOOK)
            for index, worker in enumerate(self._workers):
                if worker.pipe in ready:
                    yield from self._receive(index, again)
                elif worker.tasks and time.monotonic() - worker.since > self._seconds:
                    yield self._refuse(index, f"took longer than {self._seconds:.0f} s", again)

    def _hand_out(self, waiting: Iterator[Task], again: deque[Task]) -> None:
        """Give every reader its share, the least busy first."""
        while True:
            index = min(range(self._count), key=self._load)
            ahead = self._load(index)
            if ahead >= _DEPTH:
                return
            task = again.popleft() if again else next(waiting, None)
            if task is None:
                return
            if ahead and (task.number in self._struck or _size(task) > _SMALL):
                again.appendleft(task)
                return
            self._send(index, task)

    def _load(self, index: int) -> int:
        """The tasks before a reader; one that has ended a process has a reader to itself."""
        tasks = self._workers[index].tasks
        return _DEPTH if any(task.number in self._struck for task in tasks) else len(tasks)

    def _send(self, index: int, task: Task) -> None:
        worker = self._workers[index]
        if not worker.tasks:
            worker.since = time.monotonic()
        worker.tasks.append(task)
        # A reader that has just died is found out when its answer is looked for.
        with suppress(BrokenPipeError, ConnectionResetError):
            worker.pipe.send(task)

    def _receive(self, index: int, again: deque[Task]) -> Iterator[tuple[Task, Answer]]:
        worker = self._workers[index]
        try:
            answer: Answer = worker.pipe.recv()
        except (EOFError, OSError):
            # Whether it was this file that ended the process, a second time will tell.
            culprit = worker.tasks[0].number
            if culprit in self._struck:
                yield self._refuse(index, "ended the process that read it, twice", again)
            else:
                self._struck.add(culprit)
                self._replace(index, again)
            return
        worker.since = time.monotonic()
        yield worker.tasks.popleft(), answer

    def _refuse(self, index: int, why: str, again: deque[Task]) -> tuple[Task, Answer]:
        """Refuse the file that a reader is at, and let a new reader take the rest."""
        culprit = self._workers[index].tasks.popleft()
        self._replace(index, again)
        return culprit, Refused(f"{culprit.parts[0].name}: {why}; the file is not taken in")

    def _replace(self, index: int, again: deque[Task]) -> None:
        """Put a new reader in the place of one; what that one had before it is read again."""
        worker = self._workers[index]
        worker.end()
        again.extend(worker.tasks)
        self._workers[index] = _start()
        self._workers[index].pipe.send(self._setup)


def _size(task: Task) -> int:
    return sum(len(part.data or b"") for part in task.parts)


def _start() -> _Worker:
    ours, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(
            [*_COMMAND, str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    return _Worker(process, ours)


def main(descriptor: int) -> None:
    """Answer the tasks that come through a pipe until it is closed."""
    with suppress(ValueError, OSError):  # not every system can limit it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with Connection(descriptor) as pipe, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        reader = Reader(pipe.recv())
        while True:
            pipe.send(reader.answer(pipe.recv()))


if __name__ == "__main__":
    main(int(sys.argv[1]))
