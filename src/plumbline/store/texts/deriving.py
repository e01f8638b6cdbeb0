"""推导 -- from originals to provisions, citations and findings; all of it can be made again.

A text is read under the names by which works are known when it comes in. When names have come
or gone since, or a code has a new book, the versions that this touches are read again here,
each replaced in one transaction that also numbers the change.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from django.db import transaction

from plumbline.store import places
from plumbline.store.models import STALE, UNDERIVED, Lexicon, Version
from plumbline.store.stopping import Stop
from plumbline.store.texts import lexicons, settling, versions, writing
from plumbline.store.texts.lexicons import Known
from plumbline.store.texts.readers import HereReaders, Readers
from plumbline.store.texts.reading import Answer, Part, Reader, Reading, Setup, Task
from plumbline.store.texts.versions import Written

log = logging.getLogger("plumbline.derive")

_BATCH: Final = 16
"""Versions that are written in one transaction."""
_WORTH_A_PROCESS: Final = 12
"""Versions from which on it is quicker to start readers than to read here."""

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Derived:
    """How many versions were derived, for how many ends or counts changed, and what failed."""

    versions: int = 0
    settled: int = 0
    faults: list[str] = field(default_factory=list)


def derive(progress: Progress, *, processes: int | None = None) -> Derived:
    """Derive every version that is new or whose names have changed, and settle the library.

    `processes` read; 0 means that this one does, None as many as it is worth.
    """
    done = Derived()
    failed: set[int] = set()
    # What is derived may itself bring names or take them away: from a code that lost a book, say.
    while tasks := _tasks(known := lexicons.move(), failed):
        total = done.versions + len(failed) + len(tasks)
        setup = Setup(places.originals(), places.converter(), known.names.known)
        with _readers(setup, len(tasks), processes) as readers:
            for batch in in_batches(readers.read(tasks), _BATCH):
                failed |= _take(batch, known.digest, done)
                progress("derive", done.versions + len(failed), total)
    with Stop.on_write("settling the library"):
        done.settled = settling.settle()
    return done


def again(progress: Progress) -> Derived:
    """Derive everything again from the originals; readers see what is there until it is done."""
    with transaction.atomic():
        Lexicon.objects.all().delete()
        Version.objects.exclude(lexicon=UNDERIVED).update(lexicon=STALE)
    return derive(progress)


def _readers(setup: Setup, tasks: int, processes: int | None) -> Readers | HereReaders:
    wanted = processes is None and tasks >= _WORTH_A_PROCESS
    return Readers(setup, processes or 0) if processes or wanted else HereReaders(setup)


def _tasks(known: Known, failed: Container[int]) -> list[Task]:
    """The texts of each version that is not derived under the names of now."""
    tasks = []
    stale = Version.objects.exclude(lexicon=known.digest).order_by("work__key", "label")
    for version in stale.prefetch_related("texts"):
        texts = [text for text in version.texts.all() if text.shown]
        texts.sort(key=lambda text: (text.place, text.book, text.original_id))
        if texts and version.pk not in failed:
            tasks.append(Task(version.pk, tuple(Part(t.path, t.original_id) for t in texts)))
    return tasks


def _take(batch: Sequence[tuple[Task, Answer]], digest: str, done: Derived) -> set[int]:
    """Write a batch in one transaction; returns the versions that could not be read."""
    read = {task.number: answer for task, answer in batch if isinstance(answer, tuple)}
    for _, answer in batch:
        if not isinstance(answer, tuple):
            log.error("deriving failed", extra={"reason": answer.message})
            done.faults.append(answer.message)
    try:
        _write(read, digest)
    except Stop:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever it is, the other versions go on
        log.warning("writing versions one by one", extra={"reason": str(error)})
        read = {n: found for n, found in read.items() if _write_alone(n, found, digest, done)}
    done.versions += len(read)
    return {task.number for task, _ in batch} - read.keys()


def _write(read: Mapping[int, tuple[Reading, ...]], digest: str) -> None:
    with Stop.on_write("deriving"), transaction.atomic():
        desk = writing.Desk(None, digest, Written())
        for version in Version.objects.select_related("work").filter(pk__in=read):
            readings = read[version.pk]
            if all(writing.is_at_home(version, reading) for reading in readings):
                versions.put(version, readings, digest, desk.written)
            else:
                writing.move(version, [*_replaced(version), *readings], desk)
        desk.written.finish()


def _replaced(version: Version) -> Iterator[Reading]:
    """The texts of a version that others have replaced, as far as they can be read."""
    reader = Reader(Setup(places.originals(), places.converter(), lexicons.known().names.known))
    for text in version.texts.filter(shown=False).order_by("pk"):
        answer = reader.answer(Task(0, (Part(text.path, text.original_id),)))
        if isinstance(answer, tuple):
            yield answer[0]


def _write_alone(number: int, found: tuple[Reading, ...], digest: str, done: Derived) -> bool:
    """Write one version; whether it could be written."""
    try:
        _write({number: found}, digest)
    except Stop:
        raise
    except Exception:
        message = f"{found[0].name}: what was derived could not be written, by a fault of ours"
        log.exception("deriving failed", extra={"file": found[0].name})
        done.faults.append(message)
        return False
    return True


def in_batches(
    answers: Iterable[tuple[Task, Answer]], size: int
) -> Iterator[list[tuple[Task, Answer]]]:
    """Answers as they come, some at a time."""
    waiting = iter(answers)
    while batch := list(islice(waiting, size)):
        yield batch
