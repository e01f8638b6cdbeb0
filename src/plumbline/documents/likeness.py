"""相似 -- how much wording two passages of law have in common.

Bigrams of characters, weighted by rarity within the two versions compared: that 行政机关 stands
in both says nothing in a law on reconsideration, that 滩涂 does says much.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

Grams = Mapping[str, int]
Weights = Mapping[str, float]

CANDIDATES: Final = 12
"""How many members of the other side are looked at closely."""

_RUNS = re.compile(r"[\W_]+")
_SENTENCES = re.compile(r"[。;\n]+")
_LABEL = re.compile(r"^\s*(?:\([一二三四五六七八九十百]{1,5}\)|\(?\d{1,3}[.)、])", re.MULTILINE)
_CITED = re.compile(
    r"第[零〇一二三四五六七八九十百千]{1,9}[编章节条款项](?:之[一二三四五六七八九十]+)?"
)


class Sentence(NamedTuple):
    """A sentence or item of the passage with index `owner`."""

    owner: int
    grams: Grams
    weight: float


def plain(text: str) -> str:
    """`text` without white space and marks that cannot be seen, full width made half."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "ZC")


def loose(text: str) -> str:
    """`text` without what changes when something is inserted before it: labels, cited numbers."""
    folded = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    return _CITED.sub("第#", _LABEL.sub("", folded))


def bigrams(text: str) -> Counter[str]:
    """The pairs of neighbouring characters within each run of letters and digits."""
    grams: Counter[str] = Counter()
    for run in _RUNS.split(text):
        if len(run) == 1:
            grams[run] += 1
        grams.update(run[n : n + 2] for n in range(len(run) - 1))
    return grams


def rarity(passages: Iterable[Grams], total: int) -> dict[str, float]:
    """The weight of each bigram: the logarithm of how few of the `total` passages have it."""
    spread: Counter[str] = Counter()
    for grams in passages:
        spread.update(grams.keys())
    return {gram: math.log((total + 1) / seen) + 0.1 for gram, seen in spread.items()}


def weigh(grams: Grams, weights: Weights) -> float:
    """The weight of all bigrams together."""
    return sum(count * weights[gram] for gram, count in grams.items())


def common(one: Grams, other: Grams, weights: Weights) -> float:
    """The weight of what both have."""
    if len(one) > len(other):
        one, other = other, one
    return sum(
        min(count, other[gram]) * weights[gram] for gram, count in one.items() if gram in other
    )


def overlap(one: Grams, other: Grams) -> dict[str, int]:
    """What both have."""
    return {gram: min(count, other[gram]) for gram, count in one.items() if gram in other}


def without(grams: Grams, taken: Grams) -> dict[str, int]:
    """What `grams` has and `taken` has not at all."""
    return {gram: count for gram, count in grams.items() if gram not in taken}


def sentences(owner: int, text: str, weights: Weights) -> Iterator[Sentence]:
    """The sentences and items of a loosened text."""
    for part in _SENTENCES.split(text):
        if grams := bigrams(part):
            yield Sentence(owner, grams, weigh(grams, weights))


def nearest(
    queries: Iterable[Grams], pool: Sequence[Grams], weights: Weights
) -> Iterator[tuple[int, int]]:
    """For each query the members of the pool that share most rare bigrams with it, by index.

    A bigram that very many members have leads nowhere and is passed over, which keeps the work
    near to linear.
    """
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for member, grams in enumerate(pool):
        for gram in grams:
            postings[gram].append(member)
    most = max(24, 2 * math.isqrt(len(pool)))
    usable = {gram: members for gram, members in postings.items() if len(members) <= most}
    for query, grams in enumerate(queries):
        shared: defaultdict[int, float] = defaultdict(float)
        for gram in grams:
            for member in usable.get(gram, ()):
                shared[member] += weights[gram]
        best = sorted(shared, key=lambda member: (-shared[member], member))
        for member in best[:CANDIDATES]:
            yield query, member


def best_for_both(score: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Pairs that are each other's best, and by how much they are better than the next of either."""
    best: dict[tuple[str, int], tuple[float, float]] = {}
    for (one, other), value in score.items():
        for key in (("one", one), ("other", other)):
            first, second = best.get(key, (0.0, 0.0))
            best[key] = (value, first) if value > first else (first, max(second, value))
    margins = {}
    for (one, other), value in score.items():
        ranks = best["one", one], best["other", other]
        if all(value == first for first, _ in ranks):
            margins[one, other] = value - max(second for _, second in ranks)
    return margins
