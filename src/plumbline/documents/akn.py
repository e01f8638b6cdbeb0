"""阿科马 -- documents in Akoma Ntoso 3.0, the exchange format for law (OASIS LegalDocML).

Legislation is an `act`, everything else a `doc`; appendices are attached documents of their
own. What is written is valid against the strict schema and reads back as the same
document: tree, labels, words, tables and metadata. Files that others made are read as far
as they say something that a Chinese text would say; unknown elements are text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from plumbline.documents.address import eids
from plumbline.documents.akn_facts import FactReader
from plumbline.documents.akn_meta import Address, address_of, write_meta, write_part_meta
from plumbline.documents.akn_names import AKN, OURS
from plumbline.documents.akn_open import is_akn, open_akn
from plumbline.documents.akn_place import Scroll, on_their_lines
from plumbline.documents.akn_read import TreeReader
from plumbline.documents.akn_words import WordReader, local
from plumbline.documents.akn_write import TreeWriter
from plumbline.documents.akn_xml import standard
from plumbline.documents.damage import inspect
from plumbline.documents.model import Document, Finding, Metadata, Source, Unit
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

__all__ = ["is_akn", "read_akn", "same", "write_akn"]

_TYPES: Final = frozenset(
    {
        "act", "bill", "doc", "statement", "judgment", "debate", "debateReport", "amendment",
        "amendmentList", "officialGazette", "documentCollection", "portion",
    }
)  # fmt: skip
_BODIES: Final = frozenset(
    {
        "body", "mainBody", "judgmentBody", "debateBody", "amendmentBody", "collectionBody",
        "portionBody",
    }
)  # fmt: skip
_OWN_MARK: Final = f"{{{AKN}}}meta/{{{AKN}}}proprietary/{{{OURS}}}document"
_HEAD: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{AKN}" xmlns:pl="{OURS}">\n'
)


def write_akn(
    document: Document,
    *,
    country: str = "cn",
    made_on: date | None = None,
    findings: Iterable[Finding] = (),
) -> bytes:
    """A document as Akoma Ntoso 3.0 in UTF-8, valid against the strict schema.

    `country` is the code with which the IRIs begin (`cn`, `cn-50`); `made_on` is the day of
    the file (without it, the day of the text stands there); `findings` are noted in the
    metadata for editors and mean nothing when the file is read.
    """
    metadata = document.metadata
    address = address_of(metadata, country)
    ids = (eid for eid, _ in eids(document))
    writer = TreeWriter(ids, is_amendment=metadata.is_amendment)
    at = next(
        (n for n, unit in enumerate(document.tail) if unit.kind == "appendix"), len(document.tail)
    )
    # The head has no ids, and the ids of the body begin at its first unit.
    preface = TreeWriter(iter(()), is_amendment=False).front(document.head)
    is_act = address.doctype == "act"
    preamble, body = writer.main(document.body, allows_blocks=not is_act)
    body_tag = "body" if is_act else "mainBody"
    name = standard("name", metadata.kind or "other")
    pieces = [
        _HEAD,
        f'<{address.doctype}{name} contains="{_contains(metadata)}">\n',
        write_meta(document, address, made_on=made_on, findings=findings),
        _part("preface", preface),
        _part("preamble", preamble),
        f"<{body_tag}>\n{body}</{body_tag}>\n",
        _part("conclusions", writer.closing(document.tail[:at])),
        _part("attachments", _attachments(document.tail[at:], writer, metadata, address, made_on)),
        f"</{address.doctype}>\n</akomaNtoso>\n",
    ]
    return "".join(pieces).encode("utf-8")


def read_akn(data: bytes, name: str) -> Document:
    """A document from a file of Akoma Ntoso.

    `name` is used in messages. The text of its source is made from the tree, since
    elements have none of their own. Raises `Unreadable` and nothing else.
    """
    root, encoding = open_akn(data, name)
    element = next((child for child in root if local(child) in _TYPES), None)
    if element is None:
        place, allowed = f"line {root.sourceline}", ", ".join(sorted(_TYPES))
        raise Unreadable(name, place, "no document inside akomaNtoso", allowed)
    words = WordReader(name, is_ours=element.find(_OWN_MARK) is not None)
    reader = TreeReader(words)
    parts = {local(child): child for child in element if local(child)}
    body = next((parts[tag] for tag in parts if tag in _BODIES), None)
    scroll = Scroll()
    head = scroll.lay(reader.part(parts.get("preface", parts.get("header")), "head"))
    main = scroll.lay((*reader.part(parts.get("preamble"), ""), *reader.part(body, "")))
    attachments = [child for child in parts.get("attachments", ()) if local(child)]
    tail = scroll.lay(
        (*reader.part(parts.get("conclusions"), "conclusions"),
         *map(reader.attachment, attachments))
    )  # fmt: skip
    if not scroll.lines:
        raise Unreadable(name, WHOLE_FILE, "empty (no words)", "a file with text")
    metadata = FactReader(element, words).metadata
    history = on_their_lines(metadata.history, head)
    source = Source(
        name=name,
        format="akn",
        sha256=hashlib.sha256(data).hexdigest(),
        text=scroll.text,
        lines=tuple(scroll.lines),
        encoding=encoding,
    )
    document = Document(replace(metadata, history=history), head, main, tail, source)
    return inspect(document)


def same(document: Document, other: Document) -> bool:
    """Whether two documents say the same: metadata and trees, wherever the words stand.

    Places, lines, sources and findings may differ.
    """
    return (
        _without_lines(document.metadata) == _without_lines(other.metadata)
        and _alike(document.head, other.head)
        and _alike(document.body, other.body)
        and _alike(document.tail, other.tail)
    )


def _alike(units: tuple[Unit, ...], others: tuple[Unit, ...]) -> bool:
    return len(units) == len(others) and all(
        one[:5] == other[:5] and one.rows == other.rows and _alike(one.children, other.children)
        for one, other in zip(units, others, strict=True)
    )


def _without_lines(metadata: Metadata) -> Metadata:
    history = tuple(entry._replace(line=0) for entry in metadata.history)
    return replace(metadata, history=history)


def _contains(metadata: Metadata) -> str:
    changed = any(entry.action in ("amended", "revised") for entry in metadata.history)
    return "singleVersion" if changed else "originalVersion"


def _part(tag: str, inside: str) -> str:
    return f"<{tag}>\n{inside}</{tag}>\n" if inside else ""


def _attachments(
    units: tuple[Unit, ...],
    writer: TreeWriter,
    metadata: Metadata,
    address: Address,
    made_on: date | None,
) -> str:
    pieces = []
    for number, unit in enumerate(units, 1):
        part = f"att_{number}"
        meta = write_part_meta(metadata, address, part, made_on)
        pieces.append(writer.attachment(unit, meta, address.this("expression", part)))
    return "".join(pieces)
