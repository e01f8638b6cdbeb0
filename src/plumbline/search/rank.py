"""In which order articles answer a question."""

from __future__ import annotations

import tantivy

from plumbline.search.tokens import runs


def scored(schema: tantivy.Schema, words: str) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    """The terms of a question, each of which adds to the rank of the articles that hold it."""
    clauses = []
    for term in sorted({term for run in runs(words) for term in run}):
        names = ("characters",) if len(term) == 1 and term > "z" else ("body", "path", "title")
        for name in names:
            one = tantivy.Query.term_query(schema, name, term)
            clauses.append((tantivy.Occur.Should, one))
    return clauses
