"""摘要 -- one hash over what the library holds, and one over its index.

Two libraries with the same digest answer every question alike. No key of a row, no time and no
path goes into it, so it does not matter in which order texts came in, how often an import was
cut off, or on which database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from plumbline.search import Index
from plumbline.store.models import (
    UNDERIVED,
    Citation,
    CitationTarget,
    Effect,
    Provision,
    Text,
    Version,
    Work,
)
from plumbline.store.texts.indexing import entries_of

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)
_OF_WORK: Final = ("key", "title", "kind", "level", "issuers", "issuer", "latest_on", "cited")
_OF_VERSION: Final = (
    "work__key", "label", "title", "notice_title", "kind", "level", "issuers", "doc_number",
    "adopted_on", "first_adopted_on", "published_on", "effective_on", "effective_rule",
    "expires_on", "begins_on", "ends_on", "is_trial", "is_amendment", "amends", "history",
    "findings", "articles", "characters", "complete",
)  # fmt: skip
_OF_TEXT: Final = ("original_id", "book", "place", "complete", "characters")
_OF_PROVISION: Final = (
    "place", "kind", "eid", "number", "label", "heading", "path", "text", "html", "outline",
)  # fmt: skip
_OF_CITATION: Final = (
    "place", "provision", "start", "end", "text", "kind", "work", "name", "pins", "norm",
)  # fmt: skip
_OF_TARGET: Final = ("citation__place", "work", "article", "eid")
_OF_EFFECT: Final = (
    "kind", "target", "name", "effective_on", "before", "provision", "provisions", "new_name",
)  # fmt: skip


def of_library() -> str:
    """The hash over works, versions, texts, provisions, citations, their targets and effects."""
    total = hashlib.sha256()
    # Sorted here and not by the database, since each database has an order of its own.
    for work in sorted(Work.objects.values_list(*_OF_WORK), key=_line):
        total.update(_line(work))
    versions = {_line(row[1:]): row[0] for row in Version.objects.values_list("pk", *_OF_VERSION)}
    for version in sorted(versions):
        total.update(version)
        for line in _inside(versions[version]):
            total.update(line)
    return total.hexdigest()


def _inside(version: int) -> Iterator[bytes]:
    """What belongs to a version, a line for each row, in an order of its own contents."""
    texts = Text.objects.filter(version=version, shown=True)
    effects = Effect.objects.filter(version=version)
    targets = CitationTarget.objects.filter(citation__version=version)
    provisions = Provision.objects.filter(version=version).order_by("place")
    citations = Citation.objects.filter(version=version).order_by("place")
    yield from sorted(map(_line, texts.values_list(*_OF_TEXT)))
    yield from map(_line, provisions.values_list(*_OF_PROVISION))
    yield from map(_line, citations.values_list(*_OF_CITATION))
    yield from sorted(map(_line, targets.values_list(*_OF_TARGET)))
    yield from sorted(map(_line, effects.values_list(*_OF_EFFECT)))


def _line(row: Any) -> bytes:
    return f"{_ENCODER.encode(row)}\n".encode("utf-8", "surrogatepass")


def of_entries(entries: dict[str, str]) -> str:
    """The hash over entries of an index, each given by its id and its own hash."""
    total = hashlib.sha256()
    for name in sorted(entries):
        total.update(f"{name} {entries[name]}\n".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def in_index(index: Index) -> dict[str, str]:
    """The hash of every article that the index keeps, by id."""
    return {kept["id"]: hashlib.sha256(_line(kept)).hexdigest() for kept in index.kept()}


def in_tables(index: Index) -> dict[str, str]:
    """What `in_index` would be if the index held all that the tables do."""
    fields = sorted(next(index.kept(), {}))
    found = {}
    for version in Version.objects.exclude(lexicon=UNDERIVED).select_related("work"):
        for entry in entries_of(version):
            kept = {name: getattr(entry, name) for name in fields}
            found[entry.id] = hashlib.sha256(_line(kept)).hexdigest()
    return found
