"""What a search gives back: articles in order, the words that matched, and counts by kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article; `spans` are the places in `text` (code points) that matched.

    `starts_inside` and `ends_inside` tell that the article goes on before and after.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    starts_inside: bool
    ends_inside: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `status` is empty unless the query named a day."""

    rank: int
    id: str
    work: str
    title: str
    version: str
    eid: str
    number: str
    kind: str
    level: str
    issuer: str
    path: tuple[str, ...]
    heading: str
    status: str
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the articles found have one value of a field."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found.

    `total` counts the articles that were ranked; when `capped`, there are more that
    answer less well. `facets` is keyed by kind, level, issuer, year, status and counts
    all that answer, so that each says how many there are when it is chosen.
    """

    total: int
    capped: bool
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]]
