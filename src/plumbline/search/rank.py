"""In which order articles answer a question.

An article scores by the terms it shares with the question (BM25), in its text and, at
a lower weight, in the headings above it. To that is added what its chapter and its
whole law score, so that the right article of the right law is found although it does
not repeat the law's own subject. The sum is multiplied by the standing of the source.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import tantivy

from plumbline.search import schema as fields
from plumbline.search.lexicon import weighted
from plumbline.search.match import Clause

POOL: Final = 1000
"""Articles that are ranked in full: the best by their own text and headings."""
_GROUPS: Final = 400
"""Chapters, and whole laws, whose score is added to that of their articles."""
_HEADINGS: Final = 0.3
_CHAPTER: Final = 0.3
_WHOLE: Final = 0.2
_OUT_OF_FORCE: Final = 0.7
"""A text not in force gives way to one that is, but can still be found."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One article in its order. `whole` is the key of the law, or book, it stands in."""

    score: float
    tie: int
    whole: int
    address: tantivy.DocAddress


def pool(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    words: str,
    required: list[Clause],
    on: int,
) -> list[Ranked]:
    """The articles that answer a question, best first, at most POOL.

    `required` are conditions that each must meet. `on` is the day (as a number) on
    which a text should be in force to rank in full, 0 when none is asked; then only a
    text that has no end ranks in full.
    """
    weights = weighted(words)
    if not weights:
        return []
    own = tantivy.Query.boolean_query(_own(schema, weights))
    asked = tantivy.Query.boolean_query([*required, (tantivy.Occur.Must, own)])
    hits = searcher.search(asked, POOL, count=False, weight_by_field="standing").hits
    addresses = [address for _, address in hits]
    around = _around(searcher, schema, weights, addresses)
    force = _force(searcher, addresses, on)
    ties = _values(searcher, "tie", addresses)
    wholes = _values(searcher, "whole_key", addresses)
    ranked = [
        Ranked((score + more) * factor, int(tie), int(whole), address)
        for (score, address), more, factor, tie, whole in zip(
            hits, around, force, ties, wholes, strict=True
        )
    ]
    return sorted(ranked, key=lambda one: (-round(one.score, 3), one.tie))


def listed(searcher: tantivy.Searcher, asked: tantivy.Query) -> list[Ranked]:
    """The articles that a filter lets in, the most cited first, at most POOL."""
    hits = searcher.search(asked, POOL, count=False, order_by_field="cited_by").hits
    addresses = [address for _, address in hits]
    keyed = zip(
        hits,
        _values(searcher, "tie", addresses),
        _values(searcher, "whole_key", addresses),
        strict=True,
    )
    ranked = [
        Ranked(float(cited), int(tie), int(whole), address)
        for (cited, address), tie, whole in keyed
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.tie))


def _own(schema: tantivy.Schema, weights: dict[str, float]) -> list[Clause]:
    clauses = []
    for term, weight in weights.items():
        # A single character is never a pair: it is looked for among all characters.
        alone = len(term) == 1 and term > "z"
        places = (("characters", 1.0),) if alone else (("body", 1.0), ("path", _HEADINGS))
        for name, share in places:
            one = tantivy.Query.term_query(schema, name, term)
            boosted = tantivy.Query.boost_query(one, weight * share)
            clauses.append((tantivy.Occur.Should, boosted))
    return clauses


def _around(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    weights: dict[str, float],
    addresses: list[tantivy.DocAddress],
) -> list[float]:
    chapters = _groups(searcher, schema, fields.CHAPTER, weights)
    wholes = _groups(searcher, schema, fields.WHOLE, weights)
    keyed = zip(
        _values(searcher, f"{fields.CHAPTER}_key", addresses),
        _values(searcher, f"{fields.WHOLE}_key", addresses),
        _values(searcher, "standing", addresses),
        strict=True,
    )
    return [
        (_CHAPTER * chapters.get(chapter, 0.0) + _WHOLE * wholes.get(whole, 0.0))
        * math.log2(2 + standing)
        for chapter, whole, standing in keyed
    ]


def _groups(
    searcher: tantivy.Searcher, schema: tantivy.Schema, unit: str, weights: dict[str, float]
) -> dict[float, float]:
    clauses = [
        (
            tantivy.Occur.Should,
            tantivy.Query.boost_query(
                tantivy.Query.term_query(schema, f"{unit}_terms", term), weight
            ),
        )
        for term, weight in weights.items()
    ]
    hits = searcher.search(tantivy.Query.boolean_query(clauses), _GROUPS, count=False).hits
    keys = _values(searcher, f"{unit}_key", [address for _, address in hits])
    return {key: float(score) for key, (score, _) in zip(keys, hits, strict=True)}


def _force(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], on: int) -> list[float]:
    day = on or fields.OPEN_END - 1
    ends = _values(searcher, "to_day", addresses)
    starts = _values(searcher, "from_day", addresses)
    return [
        1.0 if start <= day < end else _OUT_OF_FORCE
        for start, end in zip(starts, ends, strict=True)
    ]


def _values(
    searcher: tantivy.Searcher, name: str, addresses: list[tantivy.DocAddress]
) -> list[float]:
    return [value or 0 for value in searcher.fast_field_values(name, addresses)]
