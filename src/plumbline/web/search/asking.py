"""提问 -- a search as the address states it: words, filters and day, or one place straight away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest, QueryDict

from plumbline.documents.address import Address
from plumbline.search import IndexFault, Jump, Query, QueryFault, Results, jump, parse_query
from plumbline.store import indexing, library
from plumbline.store.models import Version
from plumbline.web.layout import addresses, words
from plumbline.web.layout.day import Asked

SIZE: Final = 15  # articles on a page
FACETS: Final = ("kind", "level", "issuer", "status", "year")
MOST: Final = 12  # values of a facet that are offered


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its word, its count, whether it is chosen, and the query without page
    that chooses it or takes it back."""

    name: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found. `fault` is what is wrong with the question or the index."""

    results: Results | None
    facets: dict[str, Sequence[Value]]
    behind: int
    fault: str = ""
    index_missing: bool = False


@dataclass(frozen=True, slots=True)
class Straight:
    """The one place that was asked for: its address, and whether the provision is there."""

    title: str
    eid: str
    url: str
    found: bool


def ask(request: HttpRequest, asked: Asked, page: int) -> Answer:
    """Search for what the address says."""
    chosen = chosen_in(request)
    behind = indexing.behind()
    try:
        query = _query(request.GET.get("q", ""), chosen, asked)
        results = indexing.open_index().search(query, SIZE, (page - 1) * SIZE)
    except QueryFault as fault:
        return Answer(None, {}, behind, str(fault))
    except IndexFault:
        return Answer(None, {}, behind, index_missing=True)
    facets = {name: _values(name, results, chosen, request.GET) for name in FACETS}
    return Answer(results, facets, behind)


def chosen_in(request: HttpRequest) -> dict[str, str]:
    """The value chosen of each facet, empty where none is."""
    return {name: request.GET.get(name, "").strip()[:200] for name in FACETS}


def _query(typed: str, chosen: dict[str, str], asked: Asked) -> Query:
    query = parse_query(typed, on=asked.on.isoformat())
    query = replace(
        query,
        kind=_narrowed(query.kind, chosen["kind"]),
        level=_narrowed(query.level, chosen["level"]),
        issuer=_narrowed(query.issuer, chosen["issuer"]),
    )
    if chosen["status"] in words.SEARCH_STATES:
        query = replace(query, status=chosen["status"])
    if chosen["year"].isascii() and chosen["year"].isdigit():
        year = int(chosen["year"])
        query = replace(query, years=(year, year))
    return query


def _narrowed(typed: tuple[str, ...], chosen: str) -> tuple[str, ...]:
    return (chosen,) if chosen else typed


def _values(
    name: str, results: Results, chosen: dict[str, str], address: QueryDict
) -> Sequence[Value]:
    family = words.FAMILIES.get("search_state" if name == "status" else name, {})
    offered = []
    for facet in results.facets.get(name, ())[:MOST]:
        is_chosen = facet.value == chosen[name]
        query = address.copy()
        query.pop("page", None)
        query[name] = facet.value
        if is_chosen:
            del query[name]
        shown = str(family.get(facet.value, facet.value))
        offered.append(Value(shown, facet.count, is_chosen, query.urlencode()))
    return offered


def straight(typed: str, asked: Asked) -> Straight | None:
    """The place that what was typed names, if it names one that is known."""
    wanted = jump(typed)
    if wanted is None:
        return None
    return _by_number(wanted, asked) if wanted.doc_number else _by_title(wanted, asked)


def _by_number(wanted: Jump, asked: Asked) -> Straight | None:
    version = Version.objects.filter(doc_number=wanted.doc_number).select_related("work").first()
    if version is None:
        return None
    url = addresses.of_version(version.work.key, version.label, asked.suffix)
    return Straight(version.title, "", url, found=True)


def _by_title(wanted: Jump, asked: Asked) -> Straight | None:
    work = library.find_work(wanted.title)
    eid = _eid(wanted.address)
    if work is None:
        known = library.known_work(wanted.title)
        if known is None:
            return None
        return Straight(known.title, eid, addresses.of_work(known.key, asked.suffix), found=False)
    page = library.version_page(work, asked.on)
    label = page.version.label if page.version is not None else ""
    found = bool(library.provision_texts(work.key, label, [eid]))
    return Straight(work.title, eid, addresses.of_work(work.key, asked.suffix), found)


def _eid(short: str) -> str:
    """The id of a short address: 33.2 is art_33__para_2."""
    article, *below = short.split(".")
    number, _, sub = article.partition("-")
    levels = [int(level) for level in below] + [0, 0, 0]
    return Address(int(number), int(sub or 0), *levels[:3]).eid
