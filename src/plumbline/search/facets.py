"""How the articles found are spread over kinds, levels, issuers, years and states of force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from plumbline.search.results import Facet

_FIELDS: Final = ("kind", "level", "issuer", "year")


@dataclass(frozen=True, slots=True)
class Origin:
    """What all articles of one version have in common and are counted by."""

    kind: str
    level: str
    issuer: str
    year: int
    effective_on: str
    ends_on: str


def count_by(
    found: Counter[int], origin: Callable[[int], Origin], on: str
) -> dict[str, tuple[Facet, ...]]:
    """Counts by field, highest first, from the number of articles found in each version.

    `on` is the day (ISO) as of which a status is counted; without one there is none.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in _FIELDS}
    status: Counter[str] = Counter()
    for key, number in found.items():
        of = origin(key)
        for name in _FIELDS:
            counts[name][str(getattr(of, name))] += number
        status[status_on(on, of.effective_on, of.ends_on)] += number
    if on:
        counts["status"] = status
    return {name: _ordered(counted) for name, counted in counts.items()}


def status_on(on: str, effective_on: str, ends_on: str) -> str:
    """Whether a text is in force on a day (all ISO); empty when no day is asked."""
    if not on:
        return ""
    if ends_on and ends_on <= on:
        return "ended"
    return "not_yet" if effective_on > on else "in_force"


def _ordered(counted: Counter[str]) -> tuple[Facet, ...]:
    named = [(value, count) for value, count in counted.items() if value not in ("", "0")]
    return tuple(Facet(v, c) for v, c in sorted(named, key=lambda one: (-one[1], one[0])))
