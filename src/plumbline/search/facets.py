"""How the articles found are spread over kinds, levels, issuers, years and states of force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from plumbline.search.results import Facet

_FIELDS: Final = ("kind", "level", "issuer", "year", "status")


@dataclass(frozen=True, slots=True)
class Origin:
    """What all articles of one version have in common; `start` and `end` are day numbers."""

    kind: str
    level: str
    issuer: str
    year: int
    start: int
    end: int

    def status(self, on: int) -> str:
        """Whether the version is in force on a day (its number); empty for no day."""
        if not on:
            return ""
        if self.end <= on:
            return "ended"
        return "not_yet" if self.start > on else "in_force"


def count_by(
    found: Counter[int], origin: Callable[[int], Origin], on: int
) -> dict[str, tuple[Facet, ...]]:
    """Counts by field, highest first, from the number of articles found in each version.

    `on` is the number of the day as of which a status is counted, 0 for none.
    """
    kinds: Counter[str | int] = Counter()
    levels: Counter[str | int] = Counter()
    issuers: Counter[str | int] = Counter()
    years: Counter[str | int] = Counter()
    statuses: Counter[str | int] = Counter()
    for key, number in found.items():
        of = origin(key)
        kinds[of.kind] += number
        levels[of.level] += number
        issuers[of.issuer] += number
        years[of.year] += number
        statuses[of.status(on)] += number
    counts = dict(zip(_FIELDS, (kinds, levels, issuers, years, statuses), strict=True))
    return {name: _ordered(counted) for name, counted in counts.items() if on or name != "status"}


def _ordered(counted: Counter[str | int]) -> tuple[Facet, ...]:
    named = [(str(value), count) for value, count in counted.items() if value]
    return tuple(Facet(v, c) for v, c in sorted(named, key=lambda one: (-one[1], one[0])))
