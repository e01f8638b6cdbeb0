"""In which order articles answer a question.

An article scores by the terms it shares with the question (BM25), in its text and, at
a lower weight, in the headings above it. To that is added what its chapter and its
whole law score, so that the right article of the right law is found although it does
not repeat the law's own subject. The sum is multiplied by the standing of the source.
`docs/search.md` tells what each part is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

import tantivy

from plumbline.search import schema as fields
from plumbline.search.match import Condition, any_article

POOL: Final = 1000
"""Articles that are ranked at most; what comes after them answers nothing."""
_MARGIN: Final = 60
"""Articles fetched beyond those asked for, so that their order can still change."""
_GROUPS: Final = 60
"""Chapters and whole laws that raise the articles in them."""
_MOST_LAWS: Final = 60_000
"""Laws over which what answers is counted: tantivy refuses an answer with more than 65,000."""
_HEADINGS: Final = 0.5
_AROUND: Final = 0.35
_OUT_OF_FORCE: Final = 0.7
"""A text not in force gives way to one that is, but can still be found."""


class Ranked(NamedTuple):
    """Articles in their order: beside each other their scores, laws (or books), addresses."""

    scores: list[float]
    wholes: list[int]
    addresses: list[tantivy.DocAddress]
    found: int


class Reader(NamedTuple):
    """The two indexes as they stood at one commit."""

    articles: tantivy.Searcher
    article_schema: tantivy.Schema
    groups: tantivy.Searcher
    group_schema: tantivy.Schema


def answers(
    reader: Reader, weights: Mapping[str, float], required: list[Condition]
) -> tantivy.Query:
    """The query that scores articles by weighted terms, and by the chapter and law around.

    `required` are conditions that each article must meet.
    """
    own = _own(reader.article_schema, weights)
    if not own:
        return tantivy.Query.empty_query()
    conditions = [*required, (tantivy.Occur.Must, tantivy.Query.boolean_query(own))]
    for key, score in _groups(reader, weights):
        inside = tantivy.Query.term_query(reader.article_schema, "around", key)
        conditions.append((tantivy.Occur.Should, tantivy.Query.const_score_query(inside, score)))
    return tantivy.Query.boolean_query(conditions)


def best(reader: Reader, asked: tantivy.Query, limit: int, force: Callable[[int], float]) -> Ranked:
    """The best articles for a query, at least `limit` where there are as many.

    `force` tells, for the key of a law, what the score of its articles is multiplied by
    for being in force or not.
    """
    wanted = min(limit + _MARGIN, POOL)
    found = reader.articles.search(asked, wanted, weight_by_field="standing")
    addresses = [address for _, address in found.hits]
    wholes = _values(reader, "whole", addresses)
    factors = {key: force(key) for key in set(wholes)}
    scores = [
        float(score) * factors[whole] for (score, _), whole in zip(found.hits, wholes, strict=True)
    ]
    return _ordered(reader, scores, wholes, addresses, _count(found))


def listed(reader: Reader, asked: tantivy.Query, limit: int) -> Ranked:
    """The articles that a filter alone lets in, the most cited first."""
    found = reader.articles.search(asked, min(limit + _MARGIN, POOL), order_by_field="cited_by")
    addresses = [address for _, address in found.hits]
    scores = [float(cited) for cited, _ in found.hits]
    wholes = _values(reader, "whole", addresses)
    return _ordered(reader, scores, wholes, addresses, _count(found))


def spread(reader: Reader, weights: Mapping[str, float], required: list[Condition]) -> Counter[int]:
    """How many articles of each law (or book) answer at all, ranked or not.

    Without weights, those that the conditions alone let in.
    """
    own = _own(reader.article_schema, weights) or [any_article(reader.article_schema)]
    asked = [*required, (tantivy.Occur.Must, tantivy.Query.boolean_query(own))]
    by_law = {"laws": {"terms": {"field": "whole", "size": _MOST_LAWS}}}
    counted = reader.articles.aggregate(tantivy.Query.boolean_query(asked), by_law)
    return Counter({int(one["key"]): one["doc_count"] for one in counted["laws"]["buckets"]})


def in_force(start: int, end: int, on: int) -> float:
    """What a score is multiplied by for a text in force from `start` to before `end`.

    Days are numbers such as 20210715; `on` is 0 when none is asked, and then a text
    ranks in full when it has no end.
    """
    day = on or fields.OPEN_END - 1
    return 1.0 if start <= day < end else _OUT_OF_FORCE


def _count(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # tantivy's own stub forgets it


def _ordered(
    reader: Reader,
    scores: list[float],
    wholes: list[int],
    addresses: list[tantivy.DocAddress],
    found: int,
) -> Ranked:
    # Scores that differ in the last bits only, as those of twin articles may, are equal.
    ties = _values(reader, "tie", addresses)
    keys = [(-int(score * 1000), tie) for score, tie in zip(scores, ties, strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return Ranked(
        [scores[at] for at in order],
        [wholes[at] for at in order],
        [addresses[at] for at in order],
        min(found, POOL),
    )


def _own(schema: tantivy.Schema, weights: Mapping[str, float]) -> list[Condition]:
    conditions: list[Condition] = []
    for term, weight in weights.items():
        # A single character is never a pair: it is looked for among all characters.
        alone = len(term) == 1 and term > "z"
        places = (("characters", 1.0),) if alone else (("body", 1.0), ("path", _HEADINGS))
        conditions.extend(_weighted(schema, name, term, weight * share) for name, share in places)
    return conditions


def _weighted(schema: tantivy.Schema, name: str, term: str, weight: float) -> Condition:
    one = tantivy.Query.term_query(schema, name, term)
    return tantivy.Occur.Should, tantivy.Query.boost_query(one, weight)


def _groups(reader: Reader, weights: Mapping[str, float]) -> Iterator[tuple[int, float]]:
    conditions = [_weighted(reader.group_schema, "terms", t, w) for t, w in weights.items()]
    asked = tantivy.Query.boolean_query(conditions)
    hits = reader.groups.search(asked, _GROUPS, count=False).hits
    keys = reader.groups.fast_field_values("key", [address for _, address in hits])
    for key, (score, _) in zip(keys, hits, strict=True):
        yield int(key or 0), float(score) * _AROUND


def _values(reader: Reader, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
    return [int(value or 0) for value in reader.articles.fast_field_values(name, addresses)]
