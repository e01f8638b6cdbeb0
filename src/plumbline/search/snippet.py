"""The piece of an article that shows why it was found, with the matching words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from plumbline.search.results import Snippet
from plumbline.search.tokens import fold

LENGTH: Final = 110
"""Code points of a snippet: about three lines on a telephone."""
_LEAD: Final = 12


def cut(text: str, sought: Collection[str]) -> Snippet:
    """The stretch of `text` that holds most of the terms `sought`, each counted once."""
    places = _matches(text, sought)
    start = _window(places, len(text))
    end = min(len(text), start + LENGTH)
    spans = [
        (max(a, start) - start, min(b, end) - start) for a, b, _ in places if a < end and b > start
    ]
    return Snippet(text[start:end], _joined(spans), start > 0, end < len(text))


def _matches(text: str, sought: Collection[str]) -> list[tuple[int, int, str]]:
    folded = fold(text)
    places = []
    for term in sought:
        at = folded.find(term)
        while at >= 0:
            places.append((at, at + len(term), term))
            at = folded.find(term, at + 1)
    return sorted(places)


def _window(places: list[tuple[int, int, str]], length: int) -> int:
    if length <= LENGTH or not places:
        return 0
    held: Counter[str] = Counter()
    best, most, first = 0, 0, 0
    for _, end, term in places:
        held[term] += 1
        while end > places[first][0] + LENGTH - _LEAD:
            left = places[first][2]
            held[left] -= 1
            if not held[left]:
                del held[left]
            first += 1
        if len(held) > most:
            best, most = places[first][0], len(held)
    return max(0, min(best - _LEAD, length - LENGTH))


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
