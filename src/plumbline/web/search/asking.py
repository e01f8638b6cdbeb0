"""提问 -- a search as the address states it: words, filters and day; and the facets to offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, QueryDict

from plumbline.search import Facet, IndexFault, QueryFault, Results
from plumbline.store import library
from plumbline.store.library import Place, Titled
from plumbline.store.texts import indexing
from plumbline.web.citing.explained import Ending, ending
from plumbline.web.layout import addresses, words
from plumbline.web.layout.day import Asked

SIZE: Final = 15  # articles on a page
FACETS: Final = ("kind", "level", "issuer", "status", "year")
MOST: Final = 12  # values of a facet that are offered


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its word, its count, and whether it is chosen.

    `query` is the address (without page) that chooses it, or takes it back.
    """

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
    fault: QueryFault | None = None
    index_missing: bool = False


def ask(request: HttpRequest, asked: Asked, page: int) -> Answer:
    """Search for what the address says."""
    chosen = chosen_in(request)
    typed = request.GET.get("q", "")
    try:
        found = library.search(typed, asked.on, page=page, size=SIZE, filters=chosen)
    except QueryFault as fault:
        return Answer(None, {}, indexing.behind(), fault)
    except IndexFault:
        return Answer(None, {}, 0, index_missing=True)
    facets = {name: _values(name, found.results, chosen, request.GET) for name in FACETS}
    return Answer(found.results, facets, found.behind)


@dataclass(frozen=True, slots=True)
class Named:
    """A work that was asked for by its title, its page, and what ended it, if that is known."""

    work: Titled
    url: str
    because: Ending | None


def named(typed: str, asked: Asked) -> dict[str, object]:
    """For the page: the work that was typed, others of such a title, a number that none has."""
    found = [_named(one, asked) for one in library.titled(typed, asked.on)]
    return {
        "exact": next((one for one in found if one.work.exactly), None),
        "others": [one for one in found if not one.work.exactly],
        "missing_number": library.missing_number(typed),
    }


def _named(work: Titled, asked: Asked) -> Named:
    because = work.state.because
    url = addresses.of_work(work.key, asked.suffix)
    return Named(work, url, ending(because, asked) if because is not None else None)


def chosen_in(request: HttpRequest) -> dict[str, str]:
    """The value chosen of each facet, empty where none is."""
    return {name: request.GET.get(name, "").strip()[:200] for name in FACETS}


def _values(
    name: str, results: Results, chosen: dict[str, str], address: QueryDict
) -> Sequence[Value]:
    offered = []
    for facet in _with_chosen(results.facets.get(name, ())[:MOST], chosen[name]):
        is_chosen = facet.value == chosen[name]
        query = address.copy()
        query.pop("page", None)
        query[name] = facet.value
        if is_chosen:
            del query[name]
        shown = words.word("search_state" if name == "status" else name, facet.value)
        offered.append(Value(shown, facet.count, is_chosen, query.urlencode()))
    return offered


def _with_chosen(facets: Sequence[Facet], value: str) -> Sequence[Facet]:
    """What is chosen is always offered, so that it can be taken back when nothing has it."""
    if not value or any(facet.value == value for facet in facets):
        return facets
    return (Facet(value, 0), *facets)


def without_filters(address: QueryDict) -> str:
    """The question of an address without its filters and page."""
    query = address.copy()
    for name in (*FACETS, "page"):
        query.pop(name, None)
    return f"?{query.urlencode()}"


def address_of(place: Place, asked: Asked) -> str:
    """The page of the place that was named; the text of the day where no version was."""
    if place.label:
        return addresses.of_version(place.key, place.label, asked.suffix)
    return addresses.of_work(place.key, asked.suffix)
