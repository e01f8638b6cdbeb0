"""One page of what a search found, the article that the query names standing above all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from plumbline.api.shapes import hit_json, named_json
from plumbline.search import parse_query
from plumbline.store.models import Provision
from plumbline.store.texts import indexing, searching


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a page, and how many there are in all."""

    total: int
    rows: Sequence[dict[str, Any]]


def page_of(query: str, on: date | None, *, today: date, page: int, size: int) -> Page:
    """Page `page` (from 1) of what answers a query, `size` to a page.

    An article named outright (行政处罚法 33) is the first of page 1; what was found by words
    follows it, without that article. Raises QueryFault and IndexFault.
    """
    asked = parse_query(query, on=on.isoformat() if on else "")
    named = searching.named_provision(query, on or today)
    above = 1 if named is not None else 0
    first = (page - 1) * size
    index = indexing.open_index()
    begin = max(first - above, 0)
    found = index.search(asked, first + size - above - begin, begin, facets="none")
    rows = [hit_json(hit) for hit in found.hits]
    if named is not None:
        rows = _below(named, rows, is_first=page == 1)
    return Page(
        max(found.total, above), [{**row, "rank": first + n} for n, row in enumerate(rows, 1)]
    )


def _below(
    named: Provision, rows: Sequence[dict[str, Any]], *, is_first: bool
) -> list[dict[str, Any]]:
    """The rows with the article that was named above them, and nowhere else."""
    top = named_json(named, rows[0]["score"] if rows else 0.0)
    key = ("work", "version", "id")
    others = [row for row in rows if any(row[name] != top[name] for name in key)]
    return [top, *others] if is_first else others
