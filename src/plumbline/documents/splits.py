"""分合 -- links beside those between partners: where a 款 was split, or several were joined.

What a partner does not explain looks for its place elsewhere, by sentences and items. Formulas
that stand all over a law (构成犯罪的，依法追究刑事责任) prove nothing, and words that a partner
repeats are not carried over twice: a rule for a new case that copies an old one, which itself
lives on, is new.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from plumbline.documents.likeness import (
    Grams,
    Sentence,
    best_for_both,
    common,
    nearest,
    overlap,
    sentences,
    weigh,
    without,
)
from plumbline.documents.passages import Pair, Side, Versions


class _Enough(NamedTuple):
    """Likeness of two sentences, each the other's best, and its margin over the next best."""

    likeness: float
    margin: float


NEAR: Final = _Enough(0.3, 0.04)
"""From where sentences link their 款, close to other pairs of partners."""
LONE: Final = _Enough(0.33, 0.07)
"""The same anywhere, where neither 款 has a partner."""
FAR: Final = _Enough(0.55, 0.1)
"""The same anywhere."""
REST: Final = 0.12
"""How much more alike they must be if only what no partner explains is counted."""
NEARBY: Final = 3
"""How many 款 away the next pair of partners may be."""
LOYALTY: Final = 1.25
"""How much a sentence prefers the partner of its own 款."""
FORMULA: Final = 4
"""Wording that so many 款 of one version share is a formula."""
CONTAINED: Final = 0.8
"""Share of a lone 款 that must stand in one of the other side."""
BESIDE: Final = (0.25, 0.12)
"""For a lone 款 beside the partner: what it must have of the rest, and that of it."""


def further_links(versions: Versions, partner: Mapping[int, int]) -> set[Pair]:
    """Links that show splits and mergers; those between partners are not repeated."""
    pairs = set(partner.items())
    found = _by_sentence(versions, partner) - pairs
    return found | _of_lone(versions, pairs | found)


# --- by sentence


class _Common(NamedTuple):
    """What two sentences share: likeness, likeness of what no partner explains, bigrams."""

    whole: float
    rest: float
    grams: Grams


def _by_sentence(versions: Versions, partner: Mapping[int, int]) -> set[Pair]:
    """款 that share a sentence which resembles nothing else as much."""
    equal = [pair for pair in partner.items() if versions.equal(*pair)]
    ours = _sentences(versions, versions.old, {i for i, _ in equal})
    theirs = _sentences(versions, versions.new, {j for _, j in equal})
    shared = _compare(versions, partner, ours, theirs)
    whole = {pair: one.whole for pair, one in shared.items()}
    rest = {pair: max(0.0, one.rest - REST) for pair, one in shared.items()}
    backward = {j: i for i, j in partner.items()}
    chosen = set()
    for score in (whole, rest):
        for (m, n), margin in best_for_both(score).items():
            i, j = ours[m].owner, theirs[n].owner
            lone = i not in partner and j not in backward
            enough = NEAR if _is_near(partner, i, j) else LONE if lone else FAR
            if score[m, n] >= enough.likeness and margin >= enough.margin:
                chosen.add((m, n))
    formulas = _Formulas(versions, ours, theirs)
    return {
        (ours[m].owner, theirs[n].owner)
        for m, n in sorted(chosen)
        if not formulas.has(shared[m, n].grams)
    }


def _is_near(partner: Mapping[int, int], i: int, j: int) -> bool:
    """Whether a 款 close to `i` has its partner close to `j`."""
    around = range(i - NEARBY, i + NEARBY + 1)
    return any(abs(partner[one] - j) <= NEARBY for one in around if one in partner)


def _sentences(versions: Versions, side: Side, settled: Collection[int]) -> list[Sentence]:
    return [
        sentence
        for owner, text in enumerate(side.loose)
        if owner not in settled
        for sentence in sentences(owner, text, versions.rarity)
    ]


def _compare(
    versions: Versions,
    partner: Mapping[int, int],
    ours: Sequence[Sentence],
    theirs: Sequence[Sentence],
) -> dict[Pair, _Common]:
    """Sentences of both versions that are near each other; too little in common counts as none."""
    backward = {j: i for i, j in partner.items()}
    found = {}
    for m, n in nearest([s.grams for s in ours], [s.grams for s in theirs], versions.rarity):
        i, j = ours[m].owner, theirs[n].owner
        grams = overlap(ours[m].grams, theirs[n].grams)
        rest = grams
        if i in partner:
            rest = without(rest, versions.new.grams[partner[i]])
        if j in backward:
            rest = without(rest, versions.old.grams[backward[j]])
        size = math.sqrt(ours[m].weight * theirs[n].weight)
        loyalty = LOYALTY if partner.get(i) == j else 1.0
        weights = [weigh(part, versions.rarity) for part in (grams, rest)]
        whole, left = (weight / size * (weight >= versions.telling) for weight in weights)
        found[m, n] = _Common(whole * loyalty, left, grams)
    return found


class _Formulas:
    """Wording that many 款 of one version share."""

    def __init__(
        self, versions: Versions, ours: Sequence[Sentence], theirs: Sequence[Sentence]
    ) -> None:
        self.rarity = versions.rarity
        self.sides = [(side, self._postings(side)) for side in (ours, theirs)]

    @staticmethod
    def _postings(side: Sequence[Sentence]) -> Mapping[str, list[int]]:
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for n, sentence in enumerate(side):
            for gram in sentence.grams:
                postings[gram].append(n)
        return postings

    def has(self, grams: Grams) -> bool:
        """Whether `FORMULA` 款 of one version have nearly all of `grams`."""
        enough = 0.7 * weigh(grams, self.rarity)
        rarest = sorted(grams, key=lambda gram: (-self.rarity[gram], gram))[:3]
        for side, postings in self.sides:
            holders = {n for gram in rarest for n in postings.get(gram, ())}
            full = (n for n in holders if common(grams, side[n].grams, self.rarity) >= enough)
            if len({side[n].owner for n in full}) >= FORMULA:
                return True
        return False


# --- by 款 without a link


def _of_lone(versions: Versions, pairs: Collection[Pair]) -> set[Pair]:
    """款 without a link that one of the other side contains, or that stand beside its partner."""
    forward: defaultdict[int, list[int]] = defaultdict(list)
    backward: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in sorted(pairs):
        forward[i].append(j)
        backward[j].append(i)
    split = _lone(versions, versions.new, versions.old, backward, forward)
    merged = _lone(versions, versions.old, versions.new, forward, backward)
    return {(host, lone) for lone, host in split} | set(merged)


def _lone(
    versions: Versions,
    side: Side,
    hosts: Side,
    links: Mapping[int, Sequence[int]],
    linked: Mapping[int, Sequence[int]],
) -> Iterator[Pair]:
    """(lone, host) for the 款 of `side` that are without a link. `linked` is that of the hosts."""
    lone = [n for n in range(len(side.grams)) if n not in links]
    for n, host in nearest([side.grams[n] for n in lone], hosts.grams, versions.rarity):
        own, whole = side.grams[lone[n]], hosts.grams[host]
        rest: Mapping[str, int] = whole
        beside = False
        for partner in linked.get(host, ()):
            rest = without(rest, side.grams[partner])
            beside = beside or abs(partner - lone[n]) == 1
        carried = common(own, rest, versions.rarity)
        if carried < versions.telling:
            continue
        weight = side.weights[lone[n]]
        of_rest = carried / weigh(rest, versions.rarity)
        within = common(own, whole, versions.rarity) / weight
        next_to = beside and of_rest >= BESIDE[0] and carried / weight >= BESIDE[1]
        if within >= CONTAINED or next_to:
            yield lone[n], host
