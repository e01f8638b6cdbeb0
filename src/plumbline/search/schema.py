"""The fields of the index, and how a version of a work is laid out in them.

Texts are handed to tantivy already taken apart (`tokens.spaced`), because its binding
lets nobody register a tokenizer; the whitespace tokenizer then keeps terms and places.
Each version leaves its articles in one index, and in another a document for every
chapter and one for the whole, by which an article is ranked together with what stands
around it. They are kept apart because what is rare among articles is not so among laws.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import tantivy

from plumbline.search.entry import Entry
from plumbline.search.tokens import BREAK, characters, spaced

FORMAT: Final = 3
"""Raised whenever fields or terms change, so that an older index is built again."""

STATE: Final = "state"
ARTICLE: Final = "article"
OPEN_END: Final = 99_999_999
"""Stands for the day of a text that has no end."""

STANDING: Final = {"constitution": 1.3, "law": 1.3}
"""What a score is multiplied by for the kind of the source (立法法#98, 立法法#99).

Whoever asks a question without naming a source wants the highest that answers it."""
_PER_CITATION: Final = 0.03
_MOST_CITATIONS: Final = 50

_NAMES: Final = ("unit", "version_id", "kind", "level", "issuer")
_PLACED: Final = ("title", "path", "body", "issuer_terms")
_DAYS: Final = ("year", "from_day", "to_day")
_KEYS: Final = ("cited_by", "tie", "whole")
# 编, with its number or, where a code comes book by book, with its name.
_BOOK: Final = re.compile(r"第.{1,4}编|\S{2,8}编$")

_KEPT: Final = (
    *("id", "work", "title", "version", "eid", "number", "kind", "level", "issuer"),
    *("path", "heading", "text"),
)
_COUNTED: Final = ("kind", "level", "issuer", "year")


def article_fields() -> tantivy.Schema:
    """The schema of the index of articles."""
    made = tantivy.SchemaBuilder()
    for name in _NAMES:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _PLACED:
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    made.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    for name in _DAYS:
        made.add_integer_field(name, indexed=True, fast=True)
    for name in _KEYS:
        made.add_integer_field(name, fast=True)
    made.add_integer_field("around", indexed=True)
    made.add_float_field("standing", fast=True)
    made.add_bytes_field("stored", stored=True)
    return made.build()


def group_fields() -> tantivy.Schema:
    """The schema of the index of chapters and of whole texts."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("version_id", tokenizer_name="raw", index_option="basic")
    made.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    made.add_integer_field("key", indexed=True, fast=True)
    made.add_bytes_field("stored", stored=True)
    return made.build()


def article(entry: Entry, body: str) -> tantivy.Document:
    """What the index of articles holds of an entry, whose text is `body` as terms."""
    made = tantivy.Document()
    made.add_text("unit", ARTICLE)
    for name in ("version_id", "kind", "level", "issuer"):
        made.add_text(name, getattr(entry, name))
    made.add_integer("year", entry.year)
    made.add_integer("from_day", day_number(entry.effective_on, 0))
    made.add_integer("to_day", day_number(entry.ends_on, OPEN_END))
    made.add_text("title", _repeated(entry.title))
    made.add_text("path", _repeated("\n".join((*entry.path, entry.heading))))
    made.add_text("body", body)
    made.add_text("issuer_terms", _repeated(entry.issuer))
    made.add_text("characters", characters(f"{entry.title}{entry.heading}{entry.text}"))
    made.add_integer("cited_by", entry.cited_by)
    made.add_integer("tie", _key(entry.id))
    made.add_integer("whole", _whole_key(entry))
    made.add_integer("around", _whole_key(entry))
    made.add_integer("around", _chapter_key(entry))
    # tantivy multiplies a score by log2(2 + weight); this weight gives the factor meant.
    made.add_float("standing", 2 ** standing(entry.kind, entry.cited_by) - 2)
    made.add_bytes("stored", _json({name: getattr(entry, name) for name in _KEPT}))
    return made


def around(entries: Sequence[Entry], bodies: Sequence[str]) -> Iterator[tantivy.Document]:
    """What the index of groups holds of a version: its chapters, and each book of it."""
    chapters: dict[int, list[int]] = {}
    wholes: dict[int, list[int]] = {}
    for at, entry in enumerate(entries):
        chapters.setdefault(_chapter_key(entry), []).append(at)
        wholes.setdefault(_whole_key(entry), []).append(at)
    for groups, has_headings in ((chapters, True), (wholes, False)):
        for key, places in groups.items():
            first = entries[places[0]]
            headings = _repeated("\n".join(first.path)) if has_headings else ""
            held = [_repeated(first.title), headings, *(bodies[at] for at in places)]
            yield _group(first, key, f" {BREAK} ".join(held))


def state(change_number: int) -> tantivy.Document:
    """The one document that says which change of the library the index holds."""
    made = tantivy.Document()
    made.add_text("unit", STATE)
    made.add_bytes("stored", json.dumps({"format": FORMAT, "change": change_number}).encode())
    return made


def loads(document: tantivy.Document) -> dict[str, Any]:
    """What was stored with a document."""
    found: dict[str, Any] = json.loads(bytes(document.get_first("stored") or b"{}"))
    return found


def day_number(day: str, unknown: int) -> int:
    """An ISO day as a number that sorts like it: 2021-07-15 is 20210715."""
    if not day:
        return unknown
    read = date.fromisoformat(day)
    return read.year * 10_000 + read.month * 100 + read.day


def standing(kind: str, cited_by: int) -> float:
    """What a score is multiplied by for where an article stands among others."""
    citations = math.log1p(min(cited_by, _MOST_CITATIONS))
    return STANDING.get(kind, 1.0) * (1 + _PER_CITATION * citations)


def _group(first: Entry, key: int, terms: str) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("version_id", first.version_id)
    made.add_text("terms", terms)
    made.add_integer("key", key)
    kept = {name: getattr(first, name) for name in _COUNTED}
    kept["start"] = day_number(first.effective_on, 0)
    kept["end"] = day_number(first.ends_on, OPEN_END)
    made.add_bytes("stored", _json(kept))
    return made


@lru_cache(maxsize=1024)
def _repeated(text: str) -> str:
    """The terms of what many articles of a version have in common."""
    return spaced(text)


def _book(entry: Entry) -> str:
    widest = entry.path[0] if entry.path else ""
    return widest if _BOOK.match(widest) else ""


def _chapter_key(entry: Entry) -> int:
    return _key("\x1f".join((entry.version_id, "chapter", *entry.path)))


def _whole_key(entry: Entry) -> int:
    return _key("\x1f".join((entry.version_id, "whole", _book(entry))))


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest(), "big")


def _json(kept: dict[str, Any]) -> bytes:
    return json.dumps(kept, ensure_ascii=False).encode()
