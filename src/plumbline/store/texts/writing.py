"""入库 -- what has been read goes into the tables: which work, which version, and what it replaces.

Everything here happens inside a transaction of the caller, one file whole or not at all.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from plumbline.store.models import (
    STALE,
    UNDERIVED,
    ImportRun,
    Original,
    Text,
    Version,
    Work,
)
from plumbline.store.texts import rows, versions
from plumbline.store.texts.reading import Reading
from plumbline.store.texts.versions import Written

OUTCOMES: Final = ("new", "new_version", "replaced", "same", "refused")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, one of `OUTCOMES`, and what people should know of it."""

    name: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What all files of a transaction share: their import, the digest of the names under which
    they were read, and what has been written."""

    run: ImportRun | None
    lexicon: str
    written: Written


def keep(reading: Reading, desk: Desk) -> Outcome:
    """Take a file into the tables."""
    known = Text.objects.filter(original_id=reading.sha256).select_related("version__work").first()
    if known is not None:
        return _again(known, reading, desk)
    version = Version(label=reading.label)
    versions.fill(version, [reading])
    work = Work.objects.filter(key=reading.key[:300]).first()
    if work is None:
        work, outcome = Work(key=reading.key[:300], **versions.head_of(version)), "new"
        work.save(force_insert=True)
    else:
        there = work.versions.filter(label=reading.label).first()
        if there is not None:
            return _into(there, reading, desk)
        # Each amending act stands, also beside others of the same title.
        outcome = "new" if version.is_amendment else "new_version"
    version.work = work
    if _book(reading):
        version.lexicon = UNDERIVED
        version.save(force_insert=True)
        versions.write_effects(version, [reading])
    else:
        versions.put(version, [reading], desk.lexicon, desk.written)
    _text(version, reading, desk).save(force_insert=True)
    return Outcome(outcome)


def is_at_home(version: Version, reading: Reading) -> bool:
    """Whether a text, read anew, is still one of this version."""
    return (reading.key[:300], reading.label) == (version.work.key, version.label)


def move(version: Version, readings: Sequence[Reading], desk: Desk) -> None:
    """Take a version apart whose texts, read anew, belong elsewhere, and keep each where it does.

    `readings` are of all its texts, those that were replaced before those that replaced them.
    """
    work = version.work
    desk.written.dropped.append((work.key, version.label))
    rows.forget(version.pk)
    version.delete()
    if not work.versions.exists():
        work.delete()
    for reading in readings:
        keep(reading, desk)


def _again(known: Text, reading: Reading, desk: Desk) -> Outcome:
    """A file that was taken in before: in the meantime its place may have had other words."""
    current = _in_its_place(known.version, reading)
    if known.shown or current is None or current.path != reading.name[:500]:
        kept = "" if known.shown or current is None else _kept(reading, current)
        return Outcome("same", kept)
    known.path, known.run = reading.name[:500], desk.run
    _show(known, current, reading, desk)
    return Outcome("replaced")


def _into(version: Version, reading: Reading, desk: Desk) -> Outcome:
    """Another text of a version that is there: a book of it, a correction, or a rival."""
    text = _text(version, reading, desk)
    current = _in_its_place(version, reading)
    if current is not None and not _outranks(text, current, desk.run):
        text.shown = False
        text.save(force_insert=True)
        return Outcome("same", _kept(reading, current))
    _show(text, current, reading, desk)
    return Outcome("new" if current is None else "replaced")


def _in_its_place(version: Version, reading: Reading) -> Text | None:
    """The text that is shown where this one would be; a whole text stands in every place."""
    shown = list(version.texts.filter(shown=True).order_by("place", "book"))
    book = _book(reading)
    return next((text for text in shown if text.book in (book, "") or not book), None)


def _outranks(text: Text, current: Text, run: ImportRun | None) -> bool:
    """Whether a text takes the place of the one that is shown.

    What comes in later corrects what came before. Of two files of one import neither is later:
    a whole text goes before a book, an undamaged one before a damaged, then the longer.
    """
    if current.path == text.path or run is None or current.run_id != run.pk:
        return bool(text.book == "" or current.book)
    return _rank(text) > _rank(current)


def _rank(text: Text) -> tuple[bool, bool, int, str]:
    return (text.book == "", text.complete, text.characters, text.original_id)


def _show(text: Text, current: Text | None, reading: Reading, desk: Desk) -> None:
    """Show a text in place of the current one, and derive the version, at once or later."""
    version = text.version
    if current is not None:
        replaced = version.texts.filter(shown=True).exclude(pk=text.pk)
        if text.book:
            replaced = replaced.filter(book=text.book)
        replaced.update(shown=False)
    text.shown = True
    text.save()
    if text.book:
        # The names that the book mentions count at once; the rest waits for the other books.
        versions.write_effects(version, [reading])
        version.lexicon = UNDERIVED if version.lexicon == UNDERIVED else STALE
        version.save(update_fields=["lexicon"])
    else:
        versions.put(version, [reading], desk.lexicon, desk.written)


def _text(version: Version, reading: Reading, desk: Desk) -> Text:
    if not Original.objects.filter(sha256=reading.sha256).exists():
        Original.objects.create(
            sha256=reading.sha256, name=posixpath.basename(reading.name)[:500],
            format=reading.format[:10], encoding=reading.encoding[:20], size=reading.size,
            imported_at=datetime.now(UTC),
        )  # fmt: skip
    return Text(
        version=version, original_id=reading.sha256, path=reading.name[:500],
        book=_book(reading), place=reading.first_article, complete=reading.complete,
        characters=reading.characters, run=desk.run,
    )  # fmt: skip


def _book(reading: Reading) -> str:
    return reading.metadata.code_book[:100]


def _kept(reading: Reading, current: Text) -> str:
    return f"{reading.name}: {current.path} is kept, another text of the same version"
