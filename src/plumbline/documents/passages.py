"""款 -- the passages of two versions of a law, made comparable."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.documents.likeness import bigrams, common, loose, plain, rarity, weigh

Pair = tuple[int, int]
"""An index into the old version and one into the new."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One 款 with its items: `address` article.paragraph (`17-1.2`), items joined by newlines."""

    address: str
    text: str
    heading: str = ""


class Side:
    """One version, with what is compared of each 款."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        repeated = [a for a, n in Counter(p.address for p in passages).items() if n > 1]
        if repeated:
            raise ValueError(f"address {repeated[0]!r} occurs more than once in one version")
        self.passages = passages
        self.articles = [p.address.partition(".")[0] for p in passages]
        self.headings = [plain(p.heading) for p in passages]
        self.plain = [plain(p.text) for p in passages]
        self.loose = [loose(p.text) for p in passages]
        self.grams = [bigrams(text) for text in self.loose]
        self.weights: list[float] = []


class Versions:
    """Both versions and the weight of each bigram in them."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self.old, self.new = Side(old), Side(new)
        total = len(old) + len(new)
        self.rarity = rarity((*self.old.grams, *self.new.grams), total)
        # three bigrams that stand nowhere else: less in common proves nothing
        self.telling = 3 * math.log(total + 1)
        for side in (self.old, self.new):
            side.weights = [weigh(grams, self.rarity) for grams in side.grams]

    def equal(self, i: int, j: int) -> bool:
        return self.old.plain[i] == self.new.plain[j]

    def likeness(self, i: int, j: int) -> float:
        """How alike two 款 are, 0..1; that a short one lies within a long one counts too."""
        one, other = self.old.weights[i], self.new.weights[j]
        if self.equal(i, j) or not one or not other:
            return float(self.equal(i, j))
        shared = common(self.old.grams[i], self.new.grams[j], self.rarity)
        least = min(one, other)
        within = shared / least * min(1.0, least / (5 * self.telling))
        return 0.65 * 2 * shared / (one + other) + 0.35 * within
