"""The fields of the index, and how a version of a work is laid out in them.

Texts are handed to tantivy already taken apart (`tokens.spaced`), because its binding
lets nobody register a tokenizer; the whitespace tokenizer then keeps terms and places.
Beside its articles, each version leaves a document for every chapter and one for the
whole, by which an article is ranked together with what stands around it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import tantivy

from plumbline.search.entry import Entry
from plumbline.search.tokens import characters, spaced

FORMAT: Final = 2
"""Raised whenever fields or terms change, so that an older index is built again."""

STATE: Final = "state"
ARTICLE: Final = "article"
CHAPTER: Final = "chapter"
WHOLE: Final = "whole"
OPEN_END: Final = 99_999_999
"""Stands for the day of a text that has no end."""

LEVELS: Final = {
    "constitution": 1.3,
    "law": 1.3,
}
"""What an article's score is multiplied by for the rank of its source (立法法#98, 立法法#99).

Whoever asks a question without naming a source wants the highest that answers it."""
_PER_CITATION: Final = 0.05
_MOST_CITATIONS: Final = 50

_NAMES: Final = ("unit", "id", "version_id", "kind", "level", "issuer")
_PLACED: Final = ("title", "path", "body", "issuer_terms")
_COUNTED: Final = ("chapter_terms", "whole_terms")
_DAYS: Final = ("year", "from_day", "to_day")
_KEYS: Final = ("cited_by", "tie", "chapter_key", "whole_key")
# 编, with its number or, where a code comes book by book, with its name.
_BOOK: Final = re.compile(r"第.{1,4}编|\S{2,8}编$")

_KEPT: Final = (
    *("id", "work", "title", "version", "eid", "number", "kind", "level", "issuer"),
    *("path", "heading", "text", "effective_on", "ends_on"),
)


def build() -> tantivy.Schema:
    """The schema of a new index."""
    made = tantivy.SchemaBuilder()
    for name in _NAMES:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _PLACED:
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _COUNTED:
        made.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    for name in _DAYS:
        made.add_integer_field(name, indexed=True, fast=True)
    for name in _KEYS:
        made.add_integer_field(name, fast=True)
    made.add_float_field("standing", fast=True)
    made.add_text_field("stored", stored=True, tokenizer_name="raw", index_option="basic")
    return made.build()


def version(entries: Iterable[Entry]) -> Iterator[tantivy.Document]:
    """The documents of one version: its articles, its chapters, and the whole."""
    chapters: dict[tuple[str, ...], list[Entry]] = {}
    wholes: dict[str, list[Entry]] = {}
    for entry in entries:
        chapters.setdefault(entry.path, []).append(entry)
        wholes.setdefault(_book(entry), []).append(entry)
        yield _article(entry)
    for held in chapters.values():
        yield _group(CHAPTER, held, _chapter_key(held[0]), "\n".join(held[0].path))
    for held in wholes.values():
        yield _group(WHOLE, held, _whole_key(held[0]), "")


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


def standing(level: str, cited_by: int) -> float:
    """What a score is multiplied by for where an article stands among others."""
    citations = math.log1p(min(cited_by, _MOST_CITATIONS))
    return LEVELS.get(level, 1.0) * (1 + _PER_CITATION * citations)


def _article(entry: Entry) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("unit", ARTICLE)
    made.add_text("id", entry.id)
    _describe(made, entry)
    made.add_text("title", spaced(entry.title))
    made.add_text("path", spaced("\n".join((*entry.path, entry.heading))))
    made.add_text("body", spaced(entry.text))
    made.add_text("issuer_terms", spaced(entry.issuer))
    made.add_text("characters", characters(f"{entry.title}{entry.heading}{entry.text}"))
    made.add_integer("cited_by", entry.cited_by)
    made.add_integer("tie", _key(entry.id))
    made.add_integer("chapter_key", _chapter_key(entry))
    made.add_integer("whole_key", _whole_key(entry))
    # tantivy multiplies a score by log2(2 + weight); this weight gives the factor meant.
    made.add_float("standing", 2 ** standing(entry.level, entry.cited_by) - 2)
    made.add_text("stored", _json({name: getattr(entry, name) for name in _KEPT}))
    return made


def _group(unit: str, entries: list[Entry], key: int, headings: str) -> tantivy.Document:
    first = entries[0]
    made = tantivy.Document()
    made.add_text("unit", unit)
    made.add_text("id", str(key))
    _describe(made, first)
    text = "\n".join((first.title, headings, *(entry.text for entry in entries)))
    made.add_text(f"{unit}_terms", spaced(text))
    made.add_integer(f"{unit}_key", key)
    kept = {name: getattr(first, name) for name in ("kind", "level", "issuer", "year")}
    days = {name: getattr(first, name) for name in ("effective_on", "ends_on")}
    made.add_text("stored", _json(kept | days))
    return made


def _describe(made: tantivy.Document, entry: Entry) -> None:
    for name in ("version_id", "kind", "level", "issuer"):
        made.add_text(name, getattr(entry, name))
    made.add_integer("year", entry.year)
    made.add_integer("from_day", day_number(entry.effective_on, 0))
    made.add_integer("to_day", day_number(entry.ends_on, OPEN_END))


def _book(entry: Entry) -> str:
    widest = entry.path[0] if entry.path else ""
    return widest if _BOOK.match(widest) else ""


def _chapter_key(entry: Entry) -> int:
    return _key("\x1f".join((entry.version_id, *entry.path)))


def _whole_key(entry: Entry) -> int:
    return _key("\x1f".join((entry.version_id, _book(entry), WHOLE)))


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest(), "big")


def _json(kept: dict[str, Any]) -> str:
    return json.dumps(kept, ensure_ascii=False)
