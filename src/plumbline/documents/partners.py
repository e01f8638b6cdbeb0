"""对应 -- at most one new 款 for each old one, by wording in common and by place.

Place supports wording and never replaces it: a 款 between the neighbours that it had before, or
beside another 款 of its article, needs less in common than one that turns up far away.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz

from plumbline.documents.likeness import best_for_both, nearest
from plumbline.documents.passages import Pair, Versions

PARTNER: Final = 0.36
"""Likeness, bonus of place included, from which two 款 are taken to be the same rule."""
ANCHOR: Final = 0.4
"""Likeness in wording alone from which a pair may vouch for the place of others."""
MARGIN: Final = 0.1
"""By how much such a pair must be better than the next best of either."""
CLEAR: Final = 0.5
"""Likeness from which a pair stands even if one of the two is more like a third."""
SLACK: Final = 0.1
"""By how much a third may be better where a pair is all but clear; nothing where it is weak."""
PLACE: Final = 0.25
"""What the right place adds to a likeness; twice that where nothing else is left."""
HEADING: Final = 0.3
"""What place is worth under the same heading, far from all neighbours."""


def partners(versions: Versions) -> dict[int, int]:
    """At most one new 款 for each old one, by likeness and place."""
    fixed = _equal_and_unique(versions.old.plain, versions.new.plain)
    likeness = {pair: versions.likeness(*pair) for pair in _candidates(versions, fixed)}
    score = likeness
    for _ in range(3):
        margins = best_for_both(score)
        clear = (p for p in margins if margins[p] > MARGIN and likeness[p] >= ANCHOR)
        place = _Place(versions, fixed | dict(clear), _homes(versions, fixed, likeness))
        score = {(i, j): s + place.bonus(i, j, s) for (i, j), s in likeness.items()}
    enough = {pair: value for pair, value in score.items() if value >= PARTNER}
    return fixed | _without_second_choices(_assign(enough), score)


def _assign(score: Mapping[Pair, float]) -> dict[int, int]:
    """Each 款 at most once: best first, then exchanges as long as they raise the sum."""
    of_old: dict[int, int] = {}
    of_new: dict[int, int] = {}
    ranked = sorted(score, key=lambda pair: (-score[pair], pair))
    for i, j in ranked:
        if i not in of_old and j not in of_new:
            of_old[i], of_new[j] = j, i
    for _ in range(4):
        for i, j in ranked:
            before, rival = of_old.get(i), of_new.get(j)
            if before is None or rival is None or rival == i:
                continue
            gain = score[i, j] + score.get((rival, before), 0.0)
            if gain > score[i, before] + score[rival, j] + 1e-9:
                of_old[i], of_new[j] = j, i
                del of_old[rival], of_new[before]
                if (rival, before) in score:
                    of_old[rival], of_new[before] = before, rival
    return of_old


def _without_second_choices(
    partner: Mapping[int, int], score: Mapping[Pair, float]
) -> dict[int, int]:
    """Drop a weak pair of which one 款 is more like another: it was merged or split.

    The weaker a pair is, the less may be better than it. An old 款 that is at home elsewhere is
    a rival only as far as it is not better there.
    """
    rival: defaultdict[tuple[str, int], float] = defaultdict(float)
    for (i, j), value in score.items():
        elsewhere = score[i, partner[i]] - value if i in partner else 0.0
        rival["old", i] = max(rival["old", i], value)
        rival["new", j] = max(rival["new", j], value - max(0.0, elsewhere))
    kept = {}
    for i, j in partner.items():
        own = score[i, j]
        slack = SLACK * (own - PARTNER) / (CLEAR - PARTNER)
        if own >= CLEAR or max(rival["old", i], rival["new", j]) <= own + slack:
            kept[i] = j
    return kept


def _equal_and_unique(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Pairs of equal wording that occurs once on each side."""
    seen_old, seen_new = Counter(old), Counter(new)
    where = {text: j for j, text in enumerate(new) if seen_new[text] == 1}
    return {i: where[text] for i, text in enumerate(old) if seen_old[text] == 1 and text in where}


def _candidates(versions: Versions, fixed: Mapping[int, int]) -> set[Pair]:
    """Pairs worth a close look: those that share rare wording, and equal ones near in order."""
    taken = set(fixed.values())
    left = [i for i in range(len(versions.old.plain)) if i not in fixed]
    right = [j for j in range(len(versions.new.plain)) if j not in taken]
    found = nearest(
        [versions.old.grams[i] for i in left],
        [versions.new.grams[j] for j in right],
        versions.rarity,
    )
    pairs = {(left[q], right[m]) for q, m in found}
    repeats: defaultdict[str, list[int]] = defaultdict(list)
    for j in right:
        repeats[versions.new.plain[j]].append(j)
    seen: Counter[str] = Counter()
    for i in left:
        text = versions.old.plain[i]
        nth, equals = seen[text], repeats.get(text, [])
        pairs.update((i, j) for j in equals[max(0, nth - 3) : nth + 4])
        seen[text] += 1
    return pairs


def _homes(
    versions: Versions, fixed: Mapping[int, int], likeness: Mapping[Pair, float]
) -> list[tuple[int, str]]:
    """Old 款 of which it is clear to which new article they belong, if not to which 款 of it."""
    best: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for (i, j), score in likeness.items():
        article = versions.new.articles[j]
        best[i][article] = max(score, best[i].get(article, 0.0))
    homes = [(i, versions.new.articles[j]) for i, j in fixed.items()]
    for i, scores in best.items():
        (article, first), *others = sorted(scores.items(), key=lambda entry: -entry[1])
        if first >= ANCHOR and all(first > other + MARGIN for _, other in others[:1]):
            homes.append((i, article))
    return homes


class _Place:
    """How well a pair fits between the pairs that are certain."""

    def __init__(
        self, versions: Versions, anchors: Mapping[int, int], homes: Collection[tuple[int, str]]
    ) -> None:
        self.sizes = len(versions.old.plain), len(versions.new.plain)
        self.articles = versions.old.articles, versions.new.articles
        self.anchors = sorted(anchors.items())
        self.heads = versions.old.headings, versions.new.headings
        self.known: dict[tuple[str, str], float] = {}
        self.starts = [i for i, _ in self.anchors]
        self.together: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for i, article in homes:
            self.together[self.articles[0][i], article].add(i)

    def bonus(self, i: int, j: int, likeness: float) -> float:
        """What place adds to a likeness; it supports wording and cannot replace it."""
        return PLACE * self.fit(i, j) * min(1.0, likeness / 0.2)

    def fit(self, i: int, j: int) -> float:
        """1 beside its own article or between its neighbours, less the farther away it is.

        2 for a 款 between neighbours that have stayed its neighbours, and for the last of both.
        """
        at = bisect_left(self.starts, i)
        after = at + (at < len(self.anchors) and self.starts[at] == i)
        below = self.anchors[at - 1] if at else (-1, -1)
        above = self.anchors[after] if after < len(self.anchors) else self.sizes
        if (i - 1, j - 1) == below and (i + 1, j + 1) == above:
            return 2.0
        if (i + 1, j + 1) == self.sizes:
            return 2.0
        if self.together[self.articles[0][i], self.articles[1][j]] - {i}:
            return 1.0
        room = max(12, 4 * (above[0] - below[0]))
        if below[1] < j < above[1] <= below[1] + room:
            return 1.0
        near = self.anchors[max(0, at - 2) : at] + self.anchors[after : after + 2]
        distance = min((abs(j - new) for _, new in near), default=99)
        return max(1 / (1 + distance / 3), HEADING * self.headings(i, j))

    def headings(self, i: int, j: int) -> float:
        """How alike the headings are above two 款, 0..1."""
        above = self.heads[0][i], self.heads[1][j]
        if above not in self.known:
            self.known[above] = fuzz.ratio(*above) / 100 if all(above) else 0.0
        return self.known[above]
