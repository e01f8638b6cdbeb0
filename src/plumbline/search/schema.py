"""The fields of the index, and how an entry is laid out in them.

Texts are handed to tantivy already taken apart (`tokens.spaced`), because its binding
lets nobody register a tokenizer; the whitespace tokenizer then keeps terms and places.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, Final

import tantivy

from plumbline.search.entry import Entry
from plumbline.search.tokens import characters, spaced

FORMAT: Final = 1
"""Raised whenever fields or terms change, so that an older index is built again."""

STATE: Final = "state"
ARTICLE: Final = "article"
OPEN_END: Final = 99_999_999
"""Stands for the day of a text that has no end."""

_NAMES: Final = ("unit", "id", "version_id", "kind", "level", "issuer")
_FAST: Final = ("kind", "level", "issuer")
_TEXTS: Final = ("title", "path", "body", "issuer_terms")
_NUMBERS: Final = ("year", "from_day", "to_day", "cited_by", "tie")


def build() -> tantivy.Schema:
    """The schema of a new index."""
    made = tantivy.SchemaBuilder()
    for name in _NAMES:
        made.add_text_field(
            name, fast=name in _FAST, tokenizer_name="raw", index_option="basic"
        )
    for name in _TEXTS:
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    made.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    for name in _NUMBERS:
        made.add_integer_field(name, indexed=True, fast=True)
    made.add_text_field("stored", stored=True, tokenizer_name="raw", index_option="basic")
    return made.build()


def article(entry: Entry) -> tantivy.Document:
    """The document that stands for an entry in the index."""
    made = tantivy.Document()
    made.add_text("unit", ARTICLE)
    made.add_text("id", entry.id)
    made.add_text("version_id", entry.version_id)
    for name in _FAST:
        made.add_text(name, getattr(entry, name))
    made.add_text("title", spaced(entry.title))
    made.add_text("path", spaced("\n".join((*entry.path, entry.heading))))
    made.add_text("body", spaced(entry.text))
    made.add_text("issuer_terms", spaced(entry.issuer))
    made.add_text("characters", characters(f"{entry.title}{entry.heading}{entry.text}"))
    made.add_integer("year", entry.year)
    made.add_integer("from_day", day_number(entry.effective_on, 0))
    made.add_integer("to_day", day_number(entry.ends_on, OPEN_END))
    made.add_integer("cited_by", entry.cited_by)
    made.add_integer("tie", tie(entry.id))
    made.add_text("stored", _stored(entry))
    return made


def state(change_number: int) -> tantivy.Document:
    """The one document that says which change of the library the index holds."""
    made = tantivy.Document()
    made.add_text("unit", STATE)
    made.add_text("stored", json.dumps({"format": FORMAT, "change": change_number}))
    return made


def loads(document: tantivy.Document) -> dict[str, Any]:
    """What was stored with a document."""
    found: dict[str, Any] = json.loads(str(document.get_first("stored")))
    return found


def day_number(day: str, unknown: int) -> int:
    """An ISO day as a number that sorts like it: 2021-07-15 is 20210715."""
    if not day:
        return unknown
    read = date.fromisoformat(day)
    return read.year * 10_000 + read.month * 100 + read.day


def tie(key: str) -> int:
    """A number by which equal scores are put in the same order on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=7).digest(), "big")


def _stored(entry: Entry) -> str:
    kept = ("id", "work", "title", "version", "eid", "number", "kind", "level", "issuer")
    more = ("path", "heading", "text", "effective_on", "ends_on")
    return json.dumps({name: getattr(entry, name) for name in kept + more}, ensure_ascii=False)
