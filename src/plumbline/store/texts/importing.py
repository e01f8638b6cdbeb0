"""导入 -- files become originals, versions and works; each file whole or not at all.

A file that is already in the library is passed over by its hash, so an import that was
cut off goes on where it stopped when it is called again. One bad file stops nothing:
it is refused with its reason.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from plumbline.store import places
from plumbline.store.models import ImportItem, ImportRun, Text
from plumbline.store.stopping import Stop
from plumbline.store.texts import lexicons, writing
from plumbline.store.texts.files import CannotOpen, Found, files_below, read_bytes
from plumbline.store.texts.readers import HereReaders, Readers
from plumbline.store.texts.reading import (
    Answer,
    Part,
    Reader,
    Reading,
    Refused,
    Setup,
    Stopped,
    Task,
)
from plumbline.store.texts.versions import Written

log = logging.getLogger("plumbline.import")

_BATCH: Final = 16
"""Files that are written in one transaction, at most."""
_BATCH_ROWS: Final = 4000
_LITTLE: Final = 2**20
"""Bytes of plain text up to which it is quicker to read here than to start readers."""
_PLAIN: Final = frozenset((".md", ".txt", ".html", ".htm"))

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one file: one of `writing.OUTCOMES`, and why."""

    path: str
    outcome: str
    message: str = ""
    sha256: str = ""


@dataclass(slots=True)
class Report:
    """What an import did. `left_out` counts files of other kinds by suffix; none was opened."""

    items: list[Item] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    run: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many files had each outcome."""
        return dict(Counter(item.outcome for item in self.items))


def take_in(
    paths: Sequence[Path],
    progress: Progress,
    *,
    converter: Path | None = None,
    processes: int | None = None,
) -> Report:
    """Bring in files and folders. Citations are read under the names known so far; `derive`
    afterwards reads again what the newcomers' names change.

    `processes` read; 0 means that this one does, None as many as it is worth. Raises Stop when
    the machine cannot go on; what was written until then stays.
    """
    left_out: Counter[str] = Counter()
    files = list(files_below(paths, left_out))
    known = lexicons.move()
    run = _run(paths)
    setup = Setup(places.originals(), converter or places.converter(), known.names.known)
    intake = _Intake(run, known.digest, files, progress)
    with _readers(setup, files, processes) as readers:
        for task, answer in readers.read(intake.tasks(files)):
            intake.take(task, answer)
        intake.flush()
        for task, answer in readers.read(intake.tasks(intake.doubles)):
            intake.take(task, answer)
        intake.flush()
    run.finished_at = datetime.now(UTC)
    run.counts = dict(Counter(run.items.values_list("outcome", flat=True)))
    run.save()
    intake.report.left_out = dict(left_out.most_common())
    order = {file.name: number for number, file in enumerate(files)}
    intake.report.items.sort(key=lambda item: order.get(item.path, 0))
    return intake.report


def take_in_bytes(data: bytes, name: str) -> Item:
    """Bring in one file under `name`, its path inside a collection, without a record of it."""
    known = lexicons.move()
    setup = Setup(places.originals(), places.converter(), known.names.known)
    sha256 = hashlib.sha256(data).hexdigest()
    if Text.objects.filter(original_id=sha256, shown=True).exists():
        return Item(name, "same", "", sha256)
    answer = Reader(setup).answer(Task(0, (Part(name, sha256, data),)))
    if isinstance(answer, Stopped):
        raise Stop(answer.message)
    if isinstance(answer, Refused):
        return Item(name, "refused", answer.message, sha256)
    with Stop.on_write("writing to the library"), transaction.atomic():
        desk = writing.Desk(None, known.digest, Written())
        item = _item(name, answer[0], desk)
        desk.written.finish()
    return item


def _run(paths: Sequence[Path]) -> ImportRun:
    """The record of this import: that of one cut off over the same paths goes on."""
    named = [str(path) for path in paths]
    for run in ImportRun.objects.filter(finished_at=None).order_by("-pk"):
        if run.paths == named:
            return run
    return ImportRun.objects.create(started_at=datetime.now(UTC), paths=named)


def _readers(setup: Setup, files: list[Found], processes: int | None) -> Readers | HereReaders:
    is_little = sum(file.size for file in files) <= _LITTLE
    is_plain = all(file.path.suffix.lower() in _PLAIN for file in files)
    if processes == 0 or (processes is None and is_little and is_plain):
        return HereReaders(setup)
    return Readers(setup, processes or 0)


class _Intake:
    """Gathers what was read into batches, and writes each batch in one transaction."""

    def __init__(
        self, run: ImportRun, lexicon: str, files: Sequence[Found], progress: Progress
    ) -> None:
        self.run = run
        self.lexicon = lexicon
        self.files = files
        self.progress = progress
        self.report = Report(run=run.pk)
        self.doubles: list[Found] = []
        self.recorded = set(run.items.values_list("path", flat=True))
        self._seen: set[str] = set()
        self._pending: list[tuple[str, Reading | Item]] = []
        self._rows = 0

    def tasks(self, files: Iterable[Found]) -> Iterator[Task]:
        """What has to be read; files that are known, or cannot be opened, are settled here."""
        for number, file in enumerate(list(files)):
            try:
                data = read_bytes(file)
            except CannotOpen as error:
                self.add(file.name, Item(file.name, "refused", str(error)))
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            if Text.objects.filter(original_id=sha256, shown=True).exists():
                self.add(file.name, Item(file.name, "same", "", sha256))
            elif sha256 in self._seen and file not in self.doubles:
                # The same bytes are on their way; whether they are taken in is not known yet.
                self.doubles.append(file)
            else:
                self._seen.add(sha256)
                yield Task(number, (Part(file.name, sha256, data),))

    def take(self, task: Task, answer: Answer) -> None:
        """Note an answer; it is written with its batch."""
        part = task.parts[0]
        if isinstance(answer, Stopped):
            self.flush()
            raise Stop(f"{answer.message}; {self.so_far}")
        if isinstance(answer, Refused):
            if answer.detail:
                log.error("reading failed", extra={"file": part.name, "detail": answer.detail})
            self.add(part.name, Item(part.name, "refused", answer.message, part.sha256))
        else:
            self.add(part.name, answer[0])

    def add(self, name: str, what: Reading | Item) -> None:
        """Put one file into the batch, and write the batch when it is full."""
        self._pending.append((name, what))
        self._rows += len(what.blocks) if isinstance(what, Reading) else 1
        if len(self._pending) >= _BATCH or self._rows >= _BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the batch; if that fails, file by file, so that only the culprit is refused."""
        batch, self._pending, self._rows = self._pending, [], 0
        if not batch:
            return
        try:
            items = self._write(batch)
        except Stop:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other files go on
            log.warning("writing files one by one", extra={"reason": str(error)})
            items = [item for one in batch for item in self._write_alone(one)]
        self.report.items.extend(items)
        self.progress("read", len(self.report.items), len(self.files))

    def _write(self, batch: Sequence[tuple[str, Reading | Item]]) -> list[Item]:
        with Stop.on_write(f"writing to the library; {self.so_far}"), transaction.atomic():
            desk = writing.Desk(self.run, self.lexicon, Written())
            items = [_item(name, what, desk) for name, what in batch]
            desk.written.finish()
            ImportItem.objects.bulk_create(
                ImportItem(
                    run=self.run, path=item.path[:1000], sha256=item.sha256,
                    outcome=item.outcome, message=item.message,
                )
                for item in items
                if item.path[:1000] not in self.recorded
            )  # fmt: skip
        return items

    def _write_alone(self, one: tuple[str, Reading | Item]) -> list[Item]:
        try:
            return self._write([one])
        except Stop:
            raise
        except Exception:
            log.exception("a file could not be written", extra={"file": one[0]})
        name, sha256 = one[0], one[1].sha256
        message = f"{name}: could not be kept, by a fault of ours"
        return self._write([(name, Item(name, "refused", message, sha256))])

    @property
    def so_far(self) -> str:
        """How far the import has come, for whoever must mend what stopped it."""
        done, total = len(self.report.items), len(self.files)
        return f"{done} of {total} files are done; the same command goes on from there"


def _item(name: str, what: Reading | Item, desk: writing.Desk) -> Item:
    if isinstance(what, Item):
        return what
    outcome = writing.keep(what, desk)
    return Item(name, outcome.name, outcome.message, what.sha256)
