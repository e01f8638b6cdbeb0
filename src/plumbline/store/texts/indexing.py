"""索引同步 -- the search index follows the library by change number, and says when it is behind.

Indexes lie side by side in one folder, and a file names the one that counts. A new one is built
beside it and takes over when it is whole, so that whoever searches always finds a whole one.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db.models import QuerySet

from plumbline.search import Drop, Entry, Index, IndexFault, Put
from plumbline.search.entry import version_id
from plumbline.store import places, program
from plumbline.store.models import UNDERIVED, Change, Provision, Version
from plumbline.store.stopping import Stop
from plumbline.store.texts import changes

log = logging.getLogger("plumbline.index")

Progress = Callable[[str, int, int], None]

FOUND: Final = ("article", "numbered_section", "formula", "preamble", "text", "appendix", "table")
"""Kinds of blocks that can be found."""
_POINTER: Final = "current"
_BUILT_BY: Final = "program"
"""The file of an index that names the program that built it."""
_EARLIER_LAYOUT: Final = ("articles", "groups")
_opened: dict[Path, Index] = {}


@dataclass(frozen=True, slots=True)
class Indexed:
    """How many articles were put, and why the index was built anew, if it was."""

    articles: int
    because: str = ""


def folder() -> Path:
    """Where the index lies that counts. Raises IndexFault when there is none."""
    pointer = places.index() / _POINTER
    try:
        name = pointer.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise IndexFault(f"{pointer.parent}: no index here; build it") from None
    if not name.isdigit():
        raise IndexFault(f"{pointer}: found {name[:20]!r}; the number of an index is allowed")
    return pointer.parent / name


def open_index() -> Index:
    """The index of this process; raises IndexFault when there is none that can be read."""
    place = folder()
    # Threads ask at the same time; each answers with what it has found itself.
    found = _opened.get(place)
    if found is None:
        found = Index.open(place)
        _opened.clear()
        _opened[place] = found
    return found


def last_change() -> int:
    """The number of the last change of the library."""
    return changes.last()


def behind() -> int:
    """How many changes the index has not yet taken in; all of them when it cannot be read."""
    try:
        return max(last_change() - open_index().change_number, 0)
    except IndexFault:
        return last_change()


def catch_up(progress: Progress) -> Indexed:
    """Take in what has changed since the index last looked.

    An index that is missing or broken is built anew. Raises Stop when the disk is full.
    """
    last = last_change()
    try:
        index = open_index()
        done = index.change_number
        if done > last:
            raise IndexFault(f"the index is at change {done}, the library at {last}")
        if not _is_of_this_program(folder()):
            raise IndexFault("another version of the program built the index")
    except IndexFault as fault:
        if (places.index() / _POINTER).exists():
            log.warning("the index is built anew", extra={"reason": str(fault)})
        return rebuild(progress, because=str(fault))
    if done == last:
        return Indexed(0)
    numbered = Change.objects.filter(pk__gt=done, pk__lte=last).values_list("work", "label")
    keys = sorted(set(numbered))
    with _writing():
        return Indexed(index.apply(_changes(keys, "index", progress), last))


def rebuild(progress: Progress, *, because: str = "asked for") -> Indexed:
    """Build the index from the tables beside the one that counts, and let it take over."""
    last = last_change()
    keys = sorted(_derived().values_list("work__key", "label"))
    root = places.index()
    with _writing():
        root.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(f.name) for f in root.iterdir() if f.name.isdigit()), default=0)
        built = Index.create(root / str(number))
        count = built.apply(_changes(keys, "rebuild", progress), last)
        (root / str(number) / _BUILT_BY).write_text(program.digest(program.FOUND_BY), "ascii")
        partial = root / f"{_POINTER}.partial"
        partial.write_text(str(number), "ascii")
        partial.replace(root / _POINTER)
    _opened.clear()
    _opened[root / str(number)] = built
    _clear_away(root, number)
    return Indexed(count, because)


def _is_of_this_program(index: Path) -> bool:
    try:
        return (index / _BUILT_BY).read_text("ascii") == program.digest(program.FOUND_BY)
    except (OSError, UnicodeDecodeError):
        return False


def _clear_away(root: Path, current: int) -> None:
    """Remove indexes that no longer count, but the last: somebody may be reading it."""
    before = max((n for n in _numbers(root) if n < current), default=current)
    old = [root / str(n) for n in _numbers(root) if n not in (before, current)]
    for path in (*old, *(root / name for name in _EARLIER_LAYOUT)):
        shutil.rmtree(path, ignore_errors=True)


def _numbers(root: Path) -> list[int]:
    return [int(file.name) for file in root.iterdir() if file.name.isdigit()]


@contextmanager
def _writing() -> Iterator[None]:
    """Tell a disk that is full from a fault of ours: tantivy raises ValueError for either."""
    with Stop.on_write("writing the index"):
        try:
            yield
        except ValueError as error:
            if "os error" not in str(error):
                raise
            raise Stop(f"writing the index: {error}") from error


def _derived() -> QuerySet[Version]:
    return Version.objects.exclude(lexicon=UNDERIVED)


def _changes(
    keys: Sequence[tuple[str, str]], stage: str, progress: Progress
) -> Iterator[Put | Drop]:
    for number, (key, label) in enumerate(keys, 1):
        place = version_id(key, label)
        version = _derived().select_related("work").filter(work__key=key, label=label).first()
        yield Drop(place) if version is None else Put(place, entries_of(version))
        progress(stage, number, len(keys))


def entries_of(version: Version) -> Iterator[Entry]:
    """What the index should hold of a version."""
    work = version.work
    blocks = Provision.objects.filter(version=version, kind__in=FOUND).order_by("place")
    for eid, number, path, heading, text in blocks.values_list(
        "eid", "number", "path", "heading", "text"
    ):
        yield Entry(
            id=f"{work.key}@{version.label}#{eid}",
            work=work.key,
            title=version.title,
            version=version.label,
            eid=eid,
            number=number,
            kind=version.kind,
            level=version.level,
            issuer=version.issuers[0] if version.issuers else "",
            year=version.adopted_on.year if version.adopted_on else 0,
            doc_numbers=(version.doc_number,) if version.doc_number else (),
            path=tuple(path),
            heading=heading,
            text=text,
            effective_on=version.begins_on.isoformat() if version.begins_on else "",
            ends_on=version.ends_on.isoformat() if version.ends_on else "",
            cited_by=work.cited.get(number, 0),
        )
