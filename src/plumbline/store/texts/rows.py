"""成批写入 -- provisions and citations, in thousands, straight into their tables.

The keys are made of version and place, so that citations and what they name can be written
together; Django's own way would build an object and a statement for each row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import connection, models

from plumbline.sources.runs import eid_of
from plumbline.store.models import Citation, CitationTarget, Provision
from plumbline.store.texts.reading import MOST_PLACES, Reading, holders

_PLACES: Final = MOST_PLACES.bit_length() - 1
"""Bits of a place."""

_PROVISION: Final = (
    "id", "version_id", "place", "kind", "eid", "number", "label", "heading", "path", "text",
    "html", "outline",
)  # fmt: skip
_CITATION: Final = (
    "id", "version_id", "provision", "place", "start", "end", "text", "kind", "work", "name",
    "pins", "norm",
)  # fmt: skip
_TARGET: Final = ("citation_id", "work", "article", "eid")

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)

Row = tuple[Any, ...]


def id_of(version: int, place: int) -> int:
    """The key of the block or the citation that stands at a place of a version."""
    return version << _PLACES | place


def forget(version: int) -> None:
    """Delete what was derived of a version."""
    first, after = id_of(version, 0), id_of(version + 1, 0)
    CitationTarget.objects.filter(citation_id__gte=first, citation_id__lt=after).delete()
    Citation.objects.filter(id__gte=first, id__lt=after).delete()
    Provision.objects.filter(id__gte=first, id__lt=after).delete()


def write(version: int, key: str, readings: Sequence[Reading]) -> None:
    """Write all blocks and citations of a version; `key` is that of its work."""
    blocks = [block for reading in readings for block in reading.blocks]
    insert(
        Provision,
        _PROVISION,
        (
            (id_of(version, place), version, place, b.kind[:20], b.eid[:120], b.number[:20],
             b.label[:60], b.heading[:300], _json(b.path), b.text, b.html, _json(b.outline))
            for place, b in enumerate(blocks)
        ),
    )  # fmt: skip
    insert(Citation, _CITATION, _citations(version, key, readings))
    insert(CitationTarget, _TARGET, _targets(version, key, readings))


def _citations(version: int, key: str, readings: Sequence[Reading]) -> Iterator[Row]:
    for reading in readings:
        standing = holders(reading)
        for marked in reading.citations:
            place, c = marked.place, marked.citation
            yield (
                id_of(version, place), version, standing.get(place, "")[:120], place, c.start,
                c.end, c.text[:2000], c.kind[:20], _cited(c.work, key), c.name[:400],
                _json(c.pins), c.norm,
            )  # fmt: skip


def _targets(version: int, key: str, readings: Sequence[Reading]) -> Iterator[Row]:
    for reading in readings:
        for marked in reading.citations:
            place, c = marked.place, marked.citation
            work = _cited(c.work, key)
            if not c.norm or not work:
                continue
            if not c.pins:
                yield id_of(version, place), work, "", ""
            for pin in c.pins:
                number = f"{pin.article}-{pin.sub}" if pin.sub else str(pin.article or "")
                yield id_of(version, place), work, number[:20], eid_of(pin)[:120]


def _cited(work: str | None, own: str) -> str:
    """The key of the work that a citation names: "" in the citation is the text itself."""
    return (own if work == "" else work or "")[:300]


def _json(value: Sequence[Any]) -> str:
    return _ENCODER.encode(value) if value else "[]"


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows as quickly as the database can; values must be as the columns keep them."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 -- our names
        cursor.executemany(statement, list(rows))
