"""How the articles found are spread over kinds, levels, issuers, years and states of force."""

from __future__ import annotations

from typing import Any, Final

import tantivy

from plumbline.search.results import Facet
from plumbline.search.schema import OPEN_END

_FIELDS: Final = ("kind", "level", "issuer", "year")
_MOST: Final = 60


def count_by(
    searcher: tantivy.Searcher, query: tantivy.Query, on: int
) -> dict[str, tuple[Facet, ...]]:
    """Counts of every field, highest first; `on` is a day number, 0 for no day asked."""
    asked: dict[str, Any] = {n: {"terms": {"field": n, "size": _MOST}} for n in _FIELDS}
    if on:
        asked["started"] = _range("from_day", on)
        asked["stopped"] = _range("to_day", on)
    found = searcher.aggregate(query, asked)
    facets = {name: _values(found[name]["buckets"]) for name in _FIELDS}
    if on:
        facets["status"] = _status(found)
    return facets


def _range(field: str, on: int) -> dict[str, Any]:
    ranges = [{"from": 0, "to": on + 1}, {"from": on + 1, "to": OPEN_END + 1}]
    return {"range": {"field": field, "ranges": ranges}}


def _values(buckets: list[dict[str, Any]]) -> tuple[Facet, ...]:
    counted = [Facet(str(one["key"]), int(one["doc_count"])) for one in buckets if one["key"]]
    return tuple(sorted(counted, key=lambda facet: (-facet.count, facet.value)))


def _status(found: dict[str, Any]) -> tuple[Facet, ...]:
    def after(name: str) -> tuple[int, int]:
        counts = {b.get("from"): int(b["doc_count"]) for b in found[name]["buckets"]}
        low = min(key for key in counts if key is not None)
        total = sum(counts.values())
        return counts[low], total - counts[low]

    started, not_yet = after("started")
    ended, _ = after("stopped")
    counted = (("in_force", started - ended), ("not_yet", not_yet), ("ended", ended))
    return tuple(Facet(name, count) for name, count in counted if count)
