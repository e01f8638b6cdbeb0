"""重读 -- the documents of a version, read again from their originals, and joined into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from plumbline.documents.model import Document, Place, Unit
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.store import places
from plumbline.store.models import Version
from plumbline.store.texts.blocks import is_book


def documents_of(version: Version) -> list[Document]:
    """The texts of a version in the order of their articles.

    Raises FileNotFoundError when an original is gone, Unreadable when it cannot be read.
    """
    originals, converter = places.originals(), places.converter()
    texts = version.texts.filter(shown=True).order_by("place", "book", "original_id")
    return [
        parse(read(originals.fetch(text.original_id), text.path, converter=converter))
        for text in texts
    ]


def document_of(version: Version) -> Document:
    """A version as one document. Raises LookupError when no text of the version is kept."""
    documents = documents_of(version)
    if not documents:
        raise LookupError(f"{version.work.key} {version.label} has no text")
    document = joined(documents)
    if len(documents) == 1:
        return document
    effective: dict[str, Any] = {
        "effective_on": version.effective_on,
        "effective_rule": version.effective_rule,
    }
    return replace(document, metadata=replace(document.metadata, **effective))


def joined(documents: Sequence[Document]) -> Document:
    """The books of a code as its parts, in the order given; one document stays as it is.

    Places count in the texts of all books, joined by newlines.
    """
    if len(documents) == 1:
        return documents[0]
    first = documents[0]
    texts = [document.source.text for document in documents]
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    books = [_moved(document, start) for document, start in zip(documents, starts, strict=True)]
    lines = tuple(line for book in books for line in book.source.lines)
    return Document(
        metadata=replace(first.metadata, code_book=""),
        head=tuple(unit for unit in first.head if unit.text != first.metadata.code_book),
        body=tuple(_part(book, number) for number, book in enumerate(books, 1)),
        tail=tuple(unit for book in books for unit in book.tail),
        source=replace(first.source, text="\n".join(texts), lines=lines),
        findings=tuple(finding for book in books for finding in book.findings),
    )


def _part(book: Document, number: int) -> Unit:
    """A book as a part of the whole."""
    if is_book(book):
        return book.body[0]._replace(number=str(number))
    place = book.body[0].place if book.body else Place(0, 0, 1)
    return Unit("part", str(number), "", book.metadata.code_book, "", book.body, place)


def _moved(document: Document, by: int) -> Document:
    """A document whose places count from `by`."""
    return replace(
        document,
        body=tuple(_moved_unit(unit, by) for unit in document.body),
        tail=tuple(_moved_unit(unit, by) for unit in document.tail),
        source=replace(
            document.source,
            lines=tuple(line._replace(start=line.start + by) for line in document.source.lines),
        ),
        findings=tuple(
            finding._replace(start=finding.start + by, end=finding.end + by)
            for finding in document.findings
        ),
    )


def _moved_unit(unit: Unit, by: int) -> Unit:
    start, end, line = unit.place
    children = tuple(_moved_unit(child, by) for child in unit.children)
    return unit._replace(place=Place(start + by, end + by, line), children=children)
