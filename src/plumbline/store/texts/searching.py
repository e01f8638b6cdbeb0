"""搜索 -- articles that answer what was typed, and the one place that it names, if it names one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plumbline.documents.address import Address
from plumbline.search import IndexFault, Jump, Query, QueryFault, Results, jump, parse_query
from plumbline.search.query import STATUSES
from plumbline.sources.names import key_of
from plumbline.sources.work import State
from plumbline.sources.work import Work as KnownWork
from plumbline.store.models import UNDERIVED, Provision, Version
from plumbline.store.texts import indexing
from plumbline.store.texts.catalogues import catalogue
from plumbline.store.texts.provisions import provision_texts
from plumbline.store.texts.works import find_work, known_work, state_of, version_page, without_nul

PAGE_SIZE: Final = 20
OTHERS: Final = 5  # works offered whose titles only begin or end as was typed
_LEAST_TITLE: Final = 2
_LONGEST_TITLE: Final = 120
_LEAST_ENDING: Final = 4
FILTERS: Final = ("kind", "level", "issuer", "status", "year")
YEAR_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """The place that was asked for: key of the work, label (empty: whatever governs), id, and
    whether its words are in the library; `has_text` if any words of the work are."""

    title: str
    key: str
    label: str
    eid: str
    is_loaded: bool
    has_text: bool = True


@dataclass(frozen=True, slots=True)
class Titled:
    """A work that was asked for by its title: `exactly`, or by how the title begins or ends.

    `kind` is empty where only the words of another text name the work.
    """

    key: str
    title: str
    kind: str
    state: State
    exactly: bool


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
            if not (value.isascii() and value.isdigit() and len(value) <= YEAR_DIGITS):
                raise QueryFault(f"year: found {value!r}; write 2021", "year", value)
            query = replace(query, years=(int(value), int(value)))
        elif name == "status":
            if value not in STATUSES:
                allowed = ", ".join(STATUSES)
                message = f"status: found {value!r}; write one of {allowed}"
                raise QueryFault(message, "status", value)
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


def titled(typed: str, on: date) -> Sequence[Titled]:
    """The work with this title, key or alias, then others whose titles begin or end so."""
    wanted = key_of(without_nul(typed))
    if not _LEAST_TITLE <= len(wanted) <= _LONGEST_TITLE:
        return ()
    known = catalogue()
    exact = known.find(wanted)
    found = [_titled(exact, on, exactly=True)] if exact is not None else _only_mentioned(wanted, on)
    named = {one.key for one in found}
    others = [
        work
        for key, work in known.works.items()
        if key not in named
        and (key.startswith(wanted) or (len(wanted) >= _LEAST_ENDING and key.endswith(wanted)))
    ]
    others.sort(key=lambda work: (not work.key.startswith(wanted), len(work.key), work.key))
    return found + [_titled(work, on, exactly=False) for work in others[:OTHERS]]


def _titled(work: KnownWork, on: date, *, exactly: bool) -> Titled:
    return Titled(work.key, work.title, work.kind, state_of(work.key, on), exactly)


def _only_mentioned(key: str, on: date) -> list[Titled]:
    """A work of which nothing is known but that another text has ended it."""
    state = state_of(key, on)
    if state.because is None:
        return []
    return [Titled(key, state.because.name, "", state, exactly=True)]


def missing_number(typed: str) -> str:
    """The document number that was typed, if no document of the library has it; else empty."""
    wanted = jump(typed)
    if wanted is None or not wanted.doc_number or _by_number(wanted) is not None:
        return ""
    return wanted.doc_number


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
    work, known = find_work(wanted.title), known_work(wanted.title)
    if work is None and known is None:
        known = _only_work_ending_in(wanted.title)
        work = find_work(known.key) if known is not None else None
    if work is None:
        if known is None:
            return None
        return Place(known.title, known.key, "", eid, is_loaded=False, has_text=False)
    version = version_page(work, on).version
    label = version.label if version is not None else ""
    is_loaded = bool(provision_texts(work.key, label, [eid]))
    return Place(work.title, work.key, "", eid, is_loaded, has_text=version is not None)


def _only_work_ending_in(title: str) -> KnownWork | None:
    """The one work whose title ends in these words: 燃气安全检查办法 for 示例市燃气安全检查办法."""
    ending = key_of(without_nul(title))
    if len(ending) < _LEAST_ENDING:
        return None
    found = [work for key, work in catalogue().works.items() if key.endswith(ending)]
    return found[0] if len(found) == 1 else None


def _eid(short: str) -> str:
    """The id of a short address: 33.2 is art_33__para_2."""
    article, *below = short.split(".")
    number, _, sub = article.partition("-")
    levels = [int(level) for level in below] + [0, 0, 0]
    return Address(int(number), int(sub or 0), *levels[:3]).eid
