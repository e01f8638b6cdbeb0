"""Which articles a query lets in: filters and phrases, before anything is ranked."""

from __future__ import annotations

from typing import Final

import tantivy

from plumbline.search import schema as fields
from plumbline.search.query import Query
from plumbline.search.tokens import runs

Condition = tuple[tantivy.Occur, tantivy.Query]
_PHRASE_FIELDS: Final = ("body", "title", "path")


def required(schema: tantivy.Schema, query: Query) -> list[Condition]:
    """The conditions that every article must meet, none of which counts for its rank."""
    asked = [_phrase(schema, phrase, _PHRASE_FIELDS) for phrase in query.phrases]
    for name in ("kind", "level"):
        if values := getattr(query, name):
            asked.append(tantivy.Query.term_set_query(schema, name, list(values)))
    if query.issuer:
        asked.append(_either([_phrase(schema, name, ("issuer_terms",)) for name in query.issuer]))
    if query.years is not None:
        asked.append(_between(schema, "year", *query.years))
    if query.status:
        asked.extend(_status(schema, query.status, fields.day_number(query.on, 0)))
    return [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in asked]


def any_article(schema: tantivy.Schema) -> Condition:
    """All articles, and nothing else that the index holds."""
    unit = tantivy.Query.term_query(schema, "unit", fields.ARTICLE)
    return tantivy.Occur.Must, tantivy.Query.const_score_query(unit, 0.0)


def _phrase(schema: tantivy.Schema, phrase: str, names: tuple[str, ...]) -> tantivy.Query:
    parts = [_neighbours(schema, run, names) for run in runs(phrase)]
    if not parts:
        return tantivy.Query.empty_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def _neighbours(schema: tantivy.Schema, run: list[str], names: tuple[str, ...]) -> tantivy.Query:
    if len(run) > 1:
        return _either([tantivy.Query.phrase_query(schema, name, list(run)) for name in names])
    alone = [tantivy.Query.term_query(schema, name, run[0]) for name in names]
    if len(run[0]) == 1 and "body" in names:
        alone.append(tantivy.Query.term_query(schema, "characters", run[0]))
    return _either(alone)


def _either(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in queries])


def _between(schema: tantivy.Schema, name: str, first: int, last: int) -> tantivy.Query:
    return tantivy.Query.range_query(schema, name, tantivy.FieldType.Integer, first, last)


def _status(schema: tantivy.Schema, status: str, day: int) -> list[tantivy.Query]:
    if status == "ended":
        return [_between(schema, "to_day", 0, day)]
    if status == "not_yet":
        return [
            _between(schema, "from_day", day + 1, fields.OPEN_END),
            _between(schema, "to_day", day + 1, fields.OPEN_END),
        ]
    return [
        _between(schema, "from_day", 0, day),
        _between(schema, "to_day", day + 1, fields.OPEN_END),
    ]
