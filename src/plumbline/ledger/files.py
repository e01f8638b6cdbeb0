"""日志文件夹 -- a log in a folder: append-only files that a crash at any moment leaves whole.

`log.json` describes the log. `row.0`, `row.1` … hold its hashes. `batches` has a record of 64
bytes for each append: the size and root that it led to, and a checksum. A record is written when
its hashes are on the disk, so what lies behind the last whole record is the torn tail of an append
that never ended, and is dropped. `checkpoints` has a signed note a line, as JSON, and a note is
written when its leaves are on the disk.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Literal

from plumbline.ledger.description import Description, read_description
from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.tiles import Batch, check_start, row_length
from plumbline.ledger.tree import Tree
from plumbline.ledger.verify import WIDTH, read_checkpoint

_HEAD: Final = struct.Struct(">Q32s")
_RECORD: Final = 64
_TAIL: Final = 4096
"""Bytes in which the last checkpoint is looked for first."""

Mode = Literal["read", "append"]


class FileLog:
    """A log in a folder: a store of its hashes, its description and its checkpoints.

    Many may read while one appends; a reader sees what was there when it opened or refreshed.
    """

    def __init__(self, folder: Path, description: Description, mode: Mode) -> None:
        """Use `create` or `open`."""
        self.folder = folder
        self.description = description
        self.dropped = 0
        """Bytes of a torn tail that opening for appending has removed."""
        self._mode: Mode = mode
        self._files: dict[str, BinaryIO] = {}
        self._records = 0
        self._size = 0

    @classmethod
    def create(cls, folder: Path, description: Description) -> FileLog:
        """Begin an empty log, open for appending. Raises LedgerFault where there is one."""
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / "log.json"
        if place.exists():
            raise LedgerFault(str(place), "a log", "a folder without one")
        for name in ("batches", "checkpoints"):
            (folder / name).touch()
        draft = folder / "log.json.new"
        with draft.open("wb") as file:
            file.write(description.to_text().encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)  # the last step: before it there is no log
        _sync(folder)
        return cls.open(folder, "append")

    @classmethod
    def open(cls, folder: Path, mode: Mode = "read") -> FileLog:
        """Open a log. Appending drops a torn tail first, and shuts others out from appending.

        Raises LedgerFault when the log is missing, damaged, or open for appending elsewhere.
        """
        place = folder / "log.json"
        try:
            text = place.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LedgerFault(str(place), error, "the description of a log") from None
        log = cls(folder, read_description(text, str(place)), mode)
        try:
            if mode == "append":
                log._lock()
            log.refresh()
            if mode == "append":
                log._drop_tails()
        except BaseException:
            log.close()
            raise
        return log

    @property
    def size(self) -> int:
        """How many leaves were on the disk when the log was opened, refreshed or appended to."""
        return self._size

    def refresh(self) -> None:
        """Look again how far the log goes. Raises LedgerFault when its files do not bear it out."""
        self._records, size, root = self._last_record()
        self._size = size
        for row in _rows(size):
            found, least = self._length(f"row.{row}"), row_length(size, row) * WIDTH
            if found < least:
                raise LedgerFault(str(self.folder / f"row.{row}"), f"{found} bytes", f"{least}")
        if size and Tree(self, self.description.hash).root() != root:
            place = f"{self.folder}, record {self._records} of batches"
            raise LedgerFault(place, "another root than the rows give", "the root of the rows")
        _, line = self._last_checkpoint()
        if line and (said := _checkpoint(line, "the last checkpoint")[1]) > size:
            both = f"a checkpoint of {said} leaves and records of {size}"
            raise LedgerFault(str(self.folder), both, "records of all that was signed")

    def read(self, row: int, start: int, count: int) -> bytes:
        """At most `count` hashes of a row from `start` on."""
        count = min(count, row_length(self._size, row) - start)
        if count <= 0:
            return b""
        return os.pread(self._file(f"row.{row}").fileno(), count * WIDTH, start * WIDTH)

    def append(self, batch: Batch) -> None:
        """Keep a batch; when this returns it is on the disk. Raises LedgerFault and OSError."""
        self._check_mode()
        check_start(batch, self._size)
        for row, hashes in batch.rows.items():
            if row_length(batch.start, row) == 0:  # the first of their row
                (self.folder / f"row.{row}").touch()
                _sync(self.folder)
            self._write(f"row.{row}", row_length(batch.start, row) * WIDTH, hashes)
        self._write("batches", self._records * _RECORD, _record(batch.end, batch.root))
        self._records += 1
        self._size = batch.end

    def add_checkpoint(self, note: str) -> None:
        """Keep a signed checkpoint of this log. Raises LedgerFault if the log does not bear it out.

        Whether its signature is good, `verify_log` says.
        """
        self._check_mode()
        said = read_checkpoint(_text(note))
        wanted = (self.description.origin, self.description.hash)
        if (said.origin, said.hash) != wanted:
            raise LedgerFault("checkpoint", f"{said.origin}, {said.hash}", ", ".join(wanted))
        if said.size > self._size or Tree(self, self.description.hash).root(said.size) != said.root:
            raise LedgerFault("checkpoint", f"size {said.size}, other root", "one of this log")
        line = json.dumps({"note": note}, ensure_ascii=False) + "\n"
        self._write("checkpoints", self._length("checkpoints"), line.encode())

    def checkpoints(self) -> Iterator[str]:
        """The checkpoints, as signed notes, in the order in which they were kept."""
        path = self.folder / "checkpoints"
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield _checkpoint(line, f"{path}:{number}")[0]

    def close(self) -> None:
        """Close the files, and let others append."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def __enter__(self) -> FileLog:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _file(self, name: str) -> BinaryIO:
        if name not in self._files:
            path = self.folder / name
            try:
                opened: BinaryIO = path.open("r+b" if self._mode == "append" else "rb", buffering=0)
            except OSError as error:
                raise LedgerFault(str(path), error.strerror, "a file of the log") from None
            self._files[name] = opened
        return self._files[name]

    def _length(self, name: str) -> int:
        return os.fstat(self._file(name).fileno()).st_size

    def _write(self, name: str, at: int, data: bytes) -> None:
        """Write at a place and wait until it is on the disk."""
        number, rest = self._file(name).fileno(), memoryview(data)
        while rest:
            written = os.pwrite(number, rest, at)
            at, rest = at + written, rest[written:]
        os.fsync(number)

    def _last_record(self) -> tuple[int, int, bytes]:
        """How many whole records there are, and size and root of the last.

        Only the last can be torn, since each was on the disk before the next was begun.
        """
        count = self._length("batches") // _RECORD
        for whole in (count, count - 1):
            if whole <= 0:
                return 0, 0, b""
            data = os.pread(self._file("batches").fileno(), _RECORD, (whole - 1) * _RECORD)
            size, root = _HEAD.unpack(data[: _HEAD.size])
            if data == _record(size, root):
                return whole, size, root
        path = self.folder / "batches"
        raise LedgerFault(f"{path}, record {count - 1}", "a wrong checksum", "the record written")

    def _last_checkpoint(self) -> tuple[int, bytes]:
        """Where the last whole line of the checkpoints ends, and the line; else 0 and nothing."""
        length, number = self._length("checkpoints"), self._file("checkpoints").fileno()
        tail, read = b"", 0
        while tail.count(b"\n") < 2 and read < length:
            read = min(length, read * 2 or _TAIL)
            tail = os.pread(number, read, length - read)
        end = tail.rfind(b"\n") + 1
        start = tail.rfind(b"\n", 0, max(end - 1, 0)) + 1
        return (length - read + end if end else 0), tail[start:end]

    def _lock(self) -> None:
        try:
            fcntl.flock(self._file("batches"), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerFault(str(self.folder), "a log open for appending", "one writer") from None

    def _drop_tails(self) -> None:
        wanted = {path.name: 0 for path in self.folder.glob("row.*")}
        wanted |= {f"row.{row}": row_length(self._size, row) * WIDTH for row in _rows(self._size)}
        wanted["batches"] = self._records * _RECORD
        wanted["checkpoints"] = self._last_checkpoint()[0]
        for name, length in wanted.items():
            torn = self._length(name) - length
            if torn > 0:
                os.ftruncate(self._file(name).fileno(), length)
                os.fsync(self._file(name).fileno())
                self.dropped += torn

    def _check_mode(self) -> None:
        if self._mode != "append":
            raise LedgerFault(str(self.folder), "a log open for reading", "open it for appending")


def _rows(size: int) -> Iterator[int]:
    """The rows that a log of a size has."""
    row = 0
    while row_length(size, row):
        yield row
        row += 1


def _checkpoint(line: bytes, place: str) -> tuple[str, int]:
    """The note in a line of the checkpoints, and its size."""
    try:
        note = str(json.loads(line)["note"])
        return note, read_checkpoint(_text(note)).size
    except (ValueError, KeyError, TypeError):
        raise LedgerFault(place, ascii(line[:60]), "a checkpoint in JSON") from None


def _text(note: str) -> str:
    return note.rpartition("\n\n")[0] + "\n"


def _record(size: int, root: bytes) -> bytes:
    head = _HEAD.pack(size, root)
    return head + hashlib.sha256(head).digest()[: _RECORD - _HEAD.size]


def _sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
