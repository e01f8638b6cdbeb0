"""重读 -- the documents of a version, read again from their originals, and joined into one."""

from __future__ import annotations

from dataclasses import replace

from plumbline.documents.model import Document, Place, Unit
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.store import places
from plumbline.store.blocks import is_book
from plumbline.store.models import Version


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
    """A version as one document: books become its parts, in the order of their articles.

    Places count in the text of the book that they belong to, and the source is that of the
    first. Raises LookupError when no text of the version is kept.
    """
    documents = documents_of(version)
    if not documents:
        raise LookupError(f"{version.work.key} {version.label} has no text")
    if len(documents) == 1:
        return documents[0]
    first = documents[0]
    return replace(
        first,
        metadata=replace(
            first.metadata, code_book="", effective_on=version.effective_on,
            effective_rule=version.effective_rule,
        ),
        head=tuple(unit for unit in first.head if unit.text != first.metadata.code_book),
        body=tuple(_part(document, n) for n, document in enumerate(documents, 1)),
        tail=tuple(unit for document in documents for unit in document.tail),
        findings=tuple(finding for document in documents for finding in document.findings),
    )  # fmt: skip


def _part(document: Document, number: int) -> Unit:
    """A book as a part of the whole."""
    if is_book(document):
        return document.body[0]._replace(number=str(number))
    heading = document.metadata.code_book
    return Unit("part", str(number), "", heading, "", document.body, Place(0, 0, 1))
