"""核对文本 -- citations of a text, of the library or just brought along, resolved as of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from plumbline.documents.align import align, article_moves
from plumbline.documents.model import DIVISIONS, Document, Unit
from plumbline.documents.parse import parse
from plumbline.documents.passages import Passage
from plumbline.documents.read import read
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable
from plumbline.sources.catalogue import names_in, record_of
from plumbline.sources.context import Outline
from plumbline.sources.effects import amends
from plumbline.sources.find import Citation, find_citations
from plumbline.sources.names import Names, work_key
from plumbline.sources.resolve import Citing, Moves, Resolved, Resolver
from plumbline.sources.runs import Pin
from plumbline.sources.work import Catalogue
from plumbline.sources.work import Version as KnownVersion
from plumbline.sources.work import Work as KnownWork
from plumbline.store.models import Citation as CitationRow
from plumbline.store.models import Version
from plumbline.store.texts.blocks import words_of
from plumbline.store.texts.catalogues import catalogue
from plumbline.store.texts.rereading import documents_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that was read and not kept, and its citations as of a day."""

    document: Document
    citations: Sequence[Resolved]
    on: date
    written: date


def check_text(
    data: bytes,
    name: str,
    on: date | None,
    *,
    today: date,
    converter: Path | None = None,
    most: int | None = None,
) -> Checked:
    """Read a text, find its citations and resolve them; nothing is kept.

    The text counts as written on its own day of adoption, or on `today` when it says none;
    `on` is the day asked, by default that same day. Raises Unreadable, also for a text of
    more than `most` characters.
    """
    source = read(data, name, converter=converter)
    if most is not None and len(source.text) > most:
        found, allowed = f"{len(source.text):,} characters", f"at most {most:,} characters"
        raise Unreadable(name, WHOLE_FILE, found, allowed)
    document = parse(source)
    return check_document(document, on, today=today)


def check_document(document: Document, on: date | None, *, today: date) -> Checked:
    """Resolve the citations of a document that has been parsed."""
    written = document.metadata.adopted_on or on or today
    asked = on or written
    known = catalogue()
    found = find_citations(document, names_of(known))
    resolver = Resolver(known, citing_of(document, written), asked, moves_in(known))
    return Checked(document, [resolver.resolve(c) for c in found], asked, written)


_names: list[tuple[Catalogue, Names]] = []


def names_of(known: Catalogue) -> Names:
    """The names in a catalogue, kept with it."""
    for kept, names in _names:
        if kept is known:
            return names
    names = Names.of(names_in(known))
    _names[:] = [(known, names)]
    return names


def citing_of(document: Document, written: date) -> Citing:
    """What a resolver must know of the text that cites."""
    record = record_of(document)
    return Citing(
        title=document.title,
        key=work_key(document),
        version=record.version.name,
        outline=record.version.outline or Outline({}),
        complete=record.version.complete,
        day=written,
        amends=amends(document),
    )


def citations_of(version: Version, on: date | None) -> list[Resolved]:
    """The kept citations of a version, resolved as of a day (its own day of adoption if none)."""
    rows = list(version.citations.order_by("place"))
    return resolve_rows(version, rows, on)


def resolve_rows(version: Version, rows: Sequence[CitationRow], on: date | None) -> list[Resolved]:
    """Resolve some of a version's citations."""
    known = catalogue()
    work = known.find(version.work.key)
    own = next((v for v in work.versions if v.name == version.label), None) if work else None
    outline = own.outline if own is not None and own.outline is not None else Outline({})
    citing = Citing(
        version.title, version.work.key, version.label, outline, version.complete,
        version.adopted_on, version.amends,
    )  # fmt: skip
    asked = on or version.adopted_on or date.max
    resolver = Resolver(known, citing, asked, moves_in(known))
    return [resolver.resolve(_citation(row, version)) for row in rows]


def _citation(row: CitationRow, version: Version) -> Citation:
    work = "" if row.work == version.work.key else row.work
    pins = tuple(Pin(*pin) for pin in row.pins)
    return Citation(row.start, row.end, row.text, row.kind, work, row.name, pins, row.norm)


Moved = dict[str, tuple[tuple[str, float], ...]]
_moves: list[tuple[Catalogue, dict[tuple[int, int], Moved]]] = []
_MOST_MOVES: Final = 64


def moves_in(known: Catalogue) -> Moves:
    """Where the content of an article of one version stands in another, found when it is asked.

    What was found is kept as long as the catalogue, so that it never outlives a text.
    """
    if not _moves or _moves[0][0] is not known:
        _moves[:] = [(known, {})]
    found = _moves[0][1]

    def moves(
        work: KnownWork, old: KnownVersion, new: KnownVersion, article: str
    ) -> tuple[tuple[str, float], ...] | None:
        if not (old.loaded and new.loaded):
            return None
        pair = (old.id, new.id)
        if pair not in found:
            if len(found) >= _MOST_MOVES:
                found.clear()
            found[pair] = moves_of(*pair)
        return found[pair].get(article, ())

    return moves


def moves_of(old: int, new: int) -> Moved:
    """Where the content of each article of one version stands in another, by primary key."""
    matches = align(passages_of(old), passages_of(new))
    return {article: tuple(places) for article, places in article_moves(matches).items()}


def passages_of(version: int) -> list[Passage]:
    """The paragraphs of a loaded version, read again from its originals."""
    found: dict[str, Passage] = {}
    for document in documents_of(Version.objects.get(pk=version)):
        for passage in document_passages(document):
            found.setdefault(passage.address, passage)
    return list(found.values())


def document_passages(document: Document) -> list[Passage]:
    """The paragraphs of a document's articles, each address once."""
    found: dict[str, Passage] = {}
    for unit in document.body:
        for passage in _passages(unit, ""):
            found.setdefault(passage.address, passage)
    return list(found.values())


def _passages(unit: Unit, heading: str) -> Iterator[Passage]:
    if unit.kind in DIVISIONS:
        for child in unit.children:
            yield from _passages(child, f"{heading} {unit.heading}".strip())
    elif unit.kind == "article":
        for paragraph in unit.children:
            if paragraph.kind == "paragraph":
                address = f"{unit.number}.{paragraph.number}"
                yield Passage(address, "\n".join(words_of(paragraph)), heading)
