"""读入 -- the bytes of a file become the values that the tables hold of it. No database here.

It runs in processes of its own (`readers`), so what goes in and out are plain values.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from plumbline.documents.model import Document, Finding, Metadata, Source
from plumbline.documents.parse import parse
from plumbline.documents.read import Unreadable, read
from plumbline.documents.unreadable import WHOLE_FILE
from plumbline.sources.catalogue import record_of
from plumbline.sources.effects import amends, read_effects
from plumbline.sources.find import Citation, find_citations
from plumbline.sources.names import Names
from plumbline.sources.work import Effect
from plumbline.store.texts.blocks import Block, Marked, blocks_of, is_book
from plumbline.store.texts.originals import Originals

MOST_PLACES: Final = 2**20
"""Citations, or blocks, of a version: their keys have room for so many places."""
_UNKEPT: Final = re.compile("[\0\ud800-\udfff]")


class Part(NamedTuple):
    """A file to read: its path in its collection, and its bytes.

    Without bytes it is an original that is kept already under `sha256`.
    """

    name: str
    sha256: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Files that are read together: one that comes in, or all books of a version.

    `number` is for whoever set the task.
    """

    number: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Setup:
    """What readers need: the folder of originals, LibreOffice, and the names of works."""

    originals: Originals
    converter: Path | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the tables hold of one file."""

    name: str
    sha256: str
    format: str
    encoding: str
    size: int
    key: str
    amends: str
    metadata: Metadata
    complete: bool
    first_article: int
    blocks: tuple[Block, ...]
    citations: tuple[Marked, ...]
    effects: tuple[Effect, ...]
    findings: tuple[Finding, ...]

    @property
    def label(self) -> str:
        """The version that the file is a text of: its day of adoption, ISO, or empty."""
        day = self.metadata.adopted_on
        return day.isoformat() if day else ""

    @property
    def characters(self) -> int:
        """How long the text is, in code points."""
        return sum(len(block.text) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken in: why, for people, and the traceback if it is a fault of ours."""

    message: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The machine, not the file, is why reading cannot go on: a disk that is full, say."""

    message: str


Answer = tuple[Reading, ...] | Refused | Stopped


class Reader:
    """Reads files under one set of names."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.names = Names.of(setup.names)

    def answer(self, task: Task) -> Answer:
        """The readings of a task's files, or why there are none. Never raises."""
        name = task.parts[0].name
        try:
            return tuple(self._readings(task))
        except Unreadable as error:
            return Refused(str(error))
        except FileNotFoundError as error:
            return Refused(f"{name}: its original is gone ({error.filename})")
        except MemoryError:
            return Refused(f"{name}: needs more memory than a file may take")
        except OSError as error:
            return Stopped(f"{name}: cannot be kept ({error.strerror or error})")
        except Exception:  # noqa: BLE001 -- whatever a file does, the others go on
            return Refused(f"{name}: could not be read, by a fault of ours", traceback.format_exc())

    def _readings(self, task: Task) -> Iterator[Reading]:
        several = len(task.parts) > 1
        cited = 0
        for number, part in enumerate(task.parts, 1):
            reading = self._read(part, cited, number if several else 0)
            cited += len(reading.citations)
            yield reading

    def _read(self, part: Part, cited: int, book: int) -> Reading:
        data = part.data
        if data is None:
            data = self.setup.originals.fetch(part.sha256)
        source = read(data, part.name, converter=self.setup.converter)
        _check_characters(source)
        document = parse(source)
        found = [Marked(cited + i, c) for i, c in enumerate(find_citations(document, self.names))]
        if cited + len(found) >= MOST_PLACES:
            message = f"{cited + len(found)} citations"
            raise Unreadable(part.name, WHOLE_FILE, message, f"fewer than {MOST_PLACES}")
        if part.data is not None:
            self.setup.originals.keep(data)
        record = record_of(document)
        return Reading(
            name=part.name,
            sha256=document.source.sha256,
            format=document.source.format,
            encoding=document.source.encoding,
            size=len(data),
            key=record.key,
            amends=amends(document),
            metadata=document.metadata,
            complete=record.version.complete,
            first_article=_first_article(document),
            blocks=tuple(_blocks(document, found, book)),
            citations=tuple(found),
            effects=read_effects(document),
            findings=document.findings,
        )


def _check_characters(source: Source) -> None:
    """Refuse what no database keeps: NUL, and halves of characters that stand alone."""
    bad = _UNKEPT.search(source.text)
    if bad is not None:
        line = source.text.count("\n", 0, bad.start()) + 1
        found = f"the character {ord(bad[0]):04x}, which cannot be kept"
        raise Unreadable(source.name, f"line {line}", found, "characters of Unicode save NUL")


def _blocks(document: Document, marked: list[Marked], book: int) -> Iterator[Block]:
    """The blocks of a text; `book` is its number among the books of a code, 0 for a whole."""
    if book and not is_book(document):
        title = document.metadata.code_book
        yield Block("part", f"part_{book}", str(book), "", title, (), title, "", (), ())
    yield from blocks_of(document, marked, f"part_{book}" if book else "")


def _first_article(document: Document) -> int:
    first = next(document.articles(), None)
    return int(first.number.partition("-")[0] or 0) if first is not None else 0


def holders(reading: Reading) -> dict[int, str]:
    """The id of the block in which each citation stands, by the citation's place."""
    return {place: block.eid for block in reading.blocks for place in block.cited}


__all__ = [
    "Answer", "Citation", "Part", "Reader", "Reading", "Refused", "Setup", "Stopped", "Task",
    "holders",
]  # fmt: skip
