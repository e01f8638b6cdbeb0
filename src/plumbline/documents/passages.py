"""款 -- the passages of two versions of a law, made comparable."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plumbline.documents.likeness import bigrams, common, loose, plain, rarity, weigh
from plumbline.documents.model import DIVISIONS, Document, Unit

Pair = tuple[int, int]
"""An index into the old version and one into the new."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One 款 with its items: `address` article.paragraph (`17-1.2`), items joined by newlines."""

    address: str
    text: str
    heading: str = ""


def passages(document: Document) -> list[Passage]:
    """The 款 of a document with the headings above them, in order, each address once.

    Of a text without articles they are the sections （一） below 一、: `2.3` is the third of
    the second, `2.0` what 二、 itself says. An article that comes twice is `17`, then `17~2`.
    """
    found: list[Passage] = []
    seen: Counter[str] = Counter()
    for number, heading, paragraphs in _numbered(document.body, ""):
        seen[number] += 1
        article = number if seen[number] == 1 else f"{number}~{seen[number]}"
        for key, text in paragraphs:
            found.append(Passage(f"{article}.{key}", text, heading))
    return found


def _numbered(
    units: Sequence[Unit], heading: str
) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Number, heading and paragraphs of each article or section 一、."""
    for unit in units:
        if unit.kind in DIVISIONS:
            yield from _numbered(unit.children, f"{heading} {unit.heading}".strip())
        elif unit.kind == "article":
            paragraphs = [child for child in unit.children if child.kind == "paragraph"]
            yield unit.number, heading, [(one.number, _words(one)) for one in paragraphs]
        elif unit.kind == "section_1":
            yield unit.number, heading, list(_sections(unit))


def _sections(unit: Unit) -> Iterator[tuple[str, str]]:
    own = [child for child in unit.children if child.kind != "section_2"]
    yield "0", "\n".join(filter(None, [unit.text, *map(_words, own)]))
    numbers: Counter[str] = Counter()
    for child in unit.children:
        if child.kind == "section_2":
            numbers[child.number] += 1
            again = numbers[child.number]
            yield (child.number if again == 1 else f"{child.number}~{again}"), _words(child)


def _words(unit: Unit) -> str:
    return "\n".join(part.text for part in unit.walk() if part.text)


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
