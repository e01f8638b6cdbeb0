"""搜索 -- articles that answer what was typed, and the one place that it names, if it names one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plumbline.documents.address import Address
from plumbline.search import IndexFault, Jump, Query, QueryFault, Results, jump, parse_query
from plumbline.search.query import STATUSES
from plumbline.store import indexing
from plumbline.store.models import UNDERIVED, Provision, Version
from plumbline.store.provisions import provision_texts
from plumbline.store.works import find_work, known_work, version_page

PAGE_SIZE: Final = 20
FILTERS: Final = ("kind", "level", "issuer", "status", "year")


@dataclass(frozen=True, slots=True)
class Place:
    """The place that was asked for: key of the work, label (empty: whatever governs), id, and
    whether its words are in the"""

    title: str
    key: str
    label: str
    eid: str
    is_loaded: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: articles, the one place that it names, and how many changes of the
    library the index has not yet taken in."""

    results: Results
    place: Place | None
    behind: int


def search(
    typed: str,
    on: date,
    *,
    page: int = 1,
    size: int = PAGE_SIZE,
    filters: Mapping[str, str] | None = None,
) -> Found:
    """Search as of a day. `filters` narrow by `FILTERS`.

    Raises QueryFault for a filter or a value that cannot be, IndexFault without an index.
    """
    query = _narrowed(parse_query(typed, on=on.isoformat()), filters or {})
    first = (max(page, 1) - 1) * size
    results = _ask(query, size, first)
    return Found(results, place_of(typed, on), indexing.behind())


def _ask(query: Query, size: int, first: int) -> Results:
    try:
        return indexing.open_index().search(query, size, first, facets="counted")
    except IndexFault:
        # A new index has just taken over from the one that was open here.
        return indexing.open_index().search(query, size, first, facets="counted")


def _narrowed(query: Query, filters: Mapping[str, str]) -> Query:
    for name, value in filters.items():
        if name not in FILTERS:
            raise QueryFault(f"filter: found {name!r}; write one of {', '.join(FILTERS)}")
        if not value:
            continue
        if name == "year":
            if not (value.isascii() and value.isdigit()):
                raise QueryFault(f"year: found {value!r}; write 2021")
            query = replace(query, years=(int(value), int(value)))
        elif name == "status":
            if value not in STATUSES:
                raise QueryFault(f"status: found {value!r}; write one of {', '.join(STATUSES)}")
            query = replace(query, status=value)
        elif name == "kind":
            query = replace(query, kind=(value,))
        elif name == "level":
            query = replace(query, level=(value,))
        else:
            query = replace(query, issuer=(value,))
    return query


def place_of(typed: str, on: date) -> Place | None:
    """The place that what was typed names, if such a work or document is known."""
    wanted = jump(typed)
    if wanted is None:
        return None
    return _by_number(wanted) if wanted.doc_number else _by_title(wanted, on)


def named_provision(typed: str, on: date) -> Provision | None:
    """The article that what was typed names, in the text that governs on the day; else None."""
    place = place_of(typed, on)
    if place is None or not place.is_loaded or not place.eid.startswith("art_"):
        return None
    work = find_work(place.key)
    version = version_page(work, on, place.label or None).version if work else None
    if work is None or version is None:
        return None
    return provision_texts(work.key, version.label, [place.eid]).get(place.eid)


def _by_number(wanted: Jump) -> Place | None:
    version = Version.objects.filter(doc_number=wanted.doc_number).exclude(lexicon=UNDERIVED)
    found = version.select_related("work").order_by("-label").first()
    if found is None:
        return None
    return Place(found.title, found.work.key, found.label, "", is_loaded=True)


def _by_title(wanted: Jump, on: date) -> Place | None:
    eid = _eid(wanted.address)
    work = find_work(wanted.title)
    if work is None:
        known = known_work(wanted.title)
        return Place(known.title, known.key, "", eid, is_loaded=False) if known else None
    version = version_page(work, on).version
    label = version.label if version is not None else ""
    is_loaded = bool(provision_texts(work.key, label, [eid]))
    return Place(work.title, work.key, "", eid, is_loaded)


def _eid(short: str) -> str:
    """The id of a short address: 33.2 is art_33__para_2."""
    article, *below = short.split(".")
    number, _, sub = article.partition("-")
    levels = [int(level) for level in below] + [0, 0, 0]
    return Address(int(number), int(sub or 0), *levels[:3]).eid
