"""文件 -- what a legal document is made of, once it has been read.

The units are those of 立法法#65: 编、章、节、条、款、项、目. Values here are named
tuples rather than dataclasses because a library holds half a million of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

type_of_finding = Literal["damage", "drafting", "expected"]

DIVISIONS: Final = ("part", "subpart", "chapter", "section")
"""编 分编 章 节, from the widest to the narrowest."""

_PARTICULARS: Final = frozenset(("title", "docnumber", "history", "contents"))

NUMBERED_SECTIONS: Final = ("section_1", "section_2", "section_3", "section_4")
"""一、（一） 1. （1） in a document without articles."""


class Place(NamedTuple):
    """Where something stands in the source: code points of its text, and its line from 1."""

    start: int
    end: int
    line: int


class Unit(NamedTuple):
    """One node of a document.

    `kind` is a division, `article`, `paragraph`, `item`, `subitem`, a numbered
    section, or one of `preamble`, `text`, `quoted`, `table`, `formula`, `appendix`,
    `signature`, `title`, `docnumber`, `history`, `contents`, `address`. Below a paragraph
    or an item, `text` is more of its own words: a line between two items, or the second
    half of a sentence that was broken.
    `number` is machine-readable (`9`, `17-1`); `form` is the template in which it
    is printed (`第{c}条`, `（{c}）`), so that label = form + number and nothing else.
    `heading` belongs to divisions; `text` is the unit's own words, without children.
    """

    kind: str
    number: str
    form: str
    heading: str
    text: str
    children: tuple[Unit, ...]
    place: Place
    rows: tuple[tuple[str, ...], ...] = ()

    def walk(self) -> Iterator[Unit]:
        """This unit and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


class Line(NamedTuple):
    """One line of a source: its words, where they start, and what the format said of them.

    `heading` is the level that the format gave (0: none); `label` an automatic
    number that is shown but not typed; `origin` names the page, cell or element;
    `rows` is filled when the line stands for a whole table.
    """

    text: str
    start: int
    number: int
    heading: int = 0
    label: str = ""
    origin: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    centred: bool = False


class Finding(NamedTuple):
    """Something that a careful editor would mark, told apart by whose doing it is.

    `kind`: `damage` came from copying, `drafting` from the author, `expected` only
    looks wrong. `place` is an address (`art_9`) or empty for the whole document.
    """

    code: str
    kind: type_of_finding
    place: str
    message: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has been decoded into lines. `text` is what offsets count in."""

    name: str
    format: str
    sha256: str
    text: str
    lines: tuple[Line, ...]
    encoding: str = "utf-8"
    findings: tuple[Finding, ...] = ()


class HistoryEntry(NamedTuple):
    """One line of a text's history: on which day which organ did what, by which instrument."""

    day: date
    action: str
    organ: str
    instrument: str
    ordinal: int
    number: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. Days are None where the text does not give them.

    `effective_on` is the day from which this version binds, by `effective_rule`: `stated`,
    `publication`, `days_after_publication`, `history` (the head says so), `amended` or
    `adopted` (nothing says so; the day of that event is taken). `stated_effective_on` is
    what the words themselves say, which in an amended text is the first version's day.
    `named_on` is the day in the file's name, which collections use to name a version.
    """

    title: str
    kind: str = ""
    level: str = ""
    issuers: tuple[str, ...] = ()
    doc_number: str = ""
    adopted_on: date | None = None
    first_adopted_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    effective_rule: str = ""
    expires_on: date | None = None
    history: tuple[HistoryEntry, ...] = ()
    is_trial: bool = False
    is_amendment: bool = False
    code_book: str = ""
    notice_title: str = ""
    stated_effective_on: date | None = None
    stated_rule: str = ""
    named_on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as a tree, with what it says of itself and what looks wrong in it."""

    metadata: Metadata
    head: tuple[Unit, ...]
    body: tuple[Unit, ...]
    tail: tuple[Unit, ...]
    source: Source
    findings: tuple[Finding, ...] = field(default=())

    @property
    def title(self) -> str:
        """The full title."""
        return self.metadata.title

    @property
    def covering(self) -> tuple[Unit, ...]:
        """What a notice says before the text that it issues: address, words, signature."""
        return tuple(unit for unit in self.head if unit.kind not in _PARTICULARS)

    def units(self) -> Iterator[Unit]:
        """Every unit of head, body and tail, in the order of the text."""
        for part in (self.head, self.body, self.tail):
            for unit in part:
                yield from unit.walk()

    def articles(self) -> Iterator[Unit]:
        """The document's own articles (not those quoted in it), in order."""
        found: list[Unit] = []
        _collect(self.body, found)
        return iter(found)


def _collect(units: tuple[Unit, ...], articles: list[Unit]) -> None:
    for unit in units:
        if unit.kind == "article":
            articles.append(unit)
        elif unit.kind in DIVISIONS:
            _collect(unit.children, articles)
