"""索引同步 -- the search index follows the library by change number, and says when it is behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Count, Max

from plumbline.search import Drop, Entry, Index, IndexFault, Put
from plumbline.search.entry import version_id
from plumbline.store.models import Change, CitationTarget, Provision, Version

Progress = Callable[[str, int, int], None]

_FOUND: Final = ("article", "section", "preamble", "text", "appendix", "table")
_opened: dict[Path, Index] = {}


def folder() -> Path:
    """Where the index lies."""
    return Path(settings.PLUMBLINE_HOME) / "index"


def open_index() -> Index:
    """The index of this process; raises IndexFault when there is none that can be read."""
    place = folder()
    if place not in _opened:
        _opened[place] = Index.open(place)
    return _opened[place]


def last_change() -> int:
    """The number of the last change of the library."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def behind() -> int:
    """How many changes the index has not yet taken in; all of them when it cannot be read."""
    try:
        return max(last_change() - open_index().change_number, 0)
    except IndexFault:
        return last_change()


def catch_up(progress: Progress) -> int:
    """Take in what has changed since the index last looked; returns the articles put.

    An index that is missing or broken is built anew.
    """
    try:
        index = open_index()
        done = index.change_number
    except IndexFault:
        return rebuild(progress)
    last = last_change()
    if done >= last:
        return 0
    changed = Change.objects.filter(pk__gt=done, pk__lte=last).values_list("work", "label")
    keys = sorted(set(changed))
    return index.apply(_changes(keys, progress), last)


def rebuild(progress: Progress) -> int:
    """Throw the index away and build it from the tables."""
    place = folder()
    _opened.pop(place, None)
    last = last_change()
    index = Index.create(place)
    keys = sorted(Version.objects.values_list("work__key", "label"))
    count = index.apply(_changes(keys, progress), last)
    _opened[place] = index
    return count


def _changes(keys: list[tuple[str, str]], progress: Progress) -> Iterator[Put | Drop]:
    cited = _cited_by()
    for number, (key, label) in enumerate(keys, 1):
        version = (
            Version.objects.select_related("work").filter(work__key=key, label=label).first()
        )
        place = version_id(key, label)
        if version is None:
            yield Drop(place)
        else:
            yield Put(place, _entries(version, cited))
        progress("index", number, len(keys))


def _cited_by() -> dict[tuple[str, str], int]:
    """How many citations of other texts name each article."""
    rows = (
        CitationTarget.objects.exclude(article="")
        .values("work", "article")
        .annotate(times=Count("pk"))
        .values_list("work", "article", "times")
    )
    return {(work, article): times for work, article, times in rows}


def _entries(version: Version, cited: dict[tuple[str, str], int]) -> Iterator[Entry]:
    key = version.work.key
    numbers = tuple(part for part in (version.doc_number,) if part)
    issuer = version.issuers[0] if version.issuers else ""
    for block in Provision.objects.filter(version=version, kind__in=_FOUND).order_by("place"):
        yield Entry(
            id=f"{key}@{version.label}#{block.eid}",
            work=key,
            title=version.title,
            version=version.label,
            eid=block.eid,
            number=block.number,
            kind=version.kind,
            level=version.level,
            issuer=issuer,
            year=version.adopted_on.year if version.adopted_on else 0,
            doc_numbers=numbers,
            path=tuple(block.path),
            heading=block.heading,
            text=block.text,
            effective_on=version.effective_on.isoformat() if version.effective_on else "",
            ends_on=version.ends_on.isoformat() if version.ends_on else "",
            cited_by=cited.get((key, block.number), 0),
        )
