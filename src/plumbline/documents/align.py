"""对照 -- which 款 of the new version of a law carries on which 款 of the old one.

A revision renumbers, moves, splits and joins (行政复议法 2017#31 went to 2023#62 and #75), so
order is a hint here and never a condition. Three steps:

1. every old 款 gets at most one partner, by wording in common and by place: between which
   neighbours, beside which other 款 of its article;
2. a sentence or item that is clearly each other's best with one of a third 款 makes a further
   link, which is how a split or a merger shows;
3. links become rows: `same`, `moved`, `amended`, `moved_amended` for a link on its own; `split`
   for an old 款 with several links, `merged` for a new one; `new` and `deleted` for none.

A link between a 款 that is split and a 款 that is merged stands in both rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from plumbline.documents.partners import partners
from plumbline.documents.passages import Pair, Passage, Versions
from plumbline.documents.splits import further_links

__all__ = ["Kind", "Link", "Match", "Passage", "align", "article_moves"]

Kind = Literal["same", "moved", "amended", "moved_amended", "split", "merged", "new", "deleted"]


class Link(NamedTuple):
    """`share` (0..1) of the wording of an old 款 of `size` characters is found in a new one.

    A deleted 款 has one link, whose `new` is empty.
    """

    old: str
    new: str
    share: float
    size: int


@dataclass(frozen=True, slots=True)
class Match:
    """One row of a comparison, in addresses; `score` is 1 for equal wording, 0 without a link."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    kind: Kind
    score: float
    links: tuple[Link, ...] = ()


def align(old: Sequence[Passage], new: Sequence[Passage]) -> list[Match]:
    """Compare two versions; every 款 of both occurs, in the order of the new version.

    What was deleted stands after the row of the 款 that it followed in the old version. An
    address that occurs twice in one version is a ValueError.
    """
    versions = Versions(old, new)
    partner = partners(versions)
    pairs = set(partner.items())
    pairs |= further_links(versions, partner)
    return _rows(versions, pairs)


def _rows(versions: Versions, pairs: Collection[Pair]) -> list[Match]:
    """The rows that a set of links determines, in the order of the new version."""
    of_old: defaultdict[int, list[int]] = defaultdict(list)
    of_new: defaultdict[int, list[int]] = defaultdict(list)
    for i, j in sorted(pairs):
        of_old[i].append(j)
        of_new[j].append(i)
    deleted = _deleted(len(versions.old.passages), of_old)
    rows = [_row(versions, [gone], []) for gone in deleted.get(-1, ())]
    shown: set[int] = set()
    for j in range(len(versions.new.passages)):
        olds = of_new.get(j, [])
        if len(olds) != 1:
            rows.append(_row(versions, olds, [j]))
        for i in olds:
            if i in shown or (len(olds) > 1 and len(of_old[i]) == 1):
                continue
            shown.add(i)
            rows.append(_row(versions, [i], of_old[i]))
        for i in olds:
            rows.extend(_row(versions, [gone], []) for gone in deleted.pop(i, ()))
    return rows


def _deleted(size: int, linked: Collection[int]) -> dict[int, list[int]]:
    """Old 款 without a link, by the last one before them that has a link (-1: none)."""
    deleted: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for i in range(size):
        if i in linked:
            last = i
        else:
            deleted[last].append(i)
    return dict(deleted)


def _row(versions: Versions, olds: Sequence[int], news: Sequence[int]) -> Match:
    old = tuple(versions.old.passages[i].address for i in olds)
    new = tuple(versions.new.passages[j].address for j in news)
    if news:
        links = tuple(_link(versions, i, j) for i in olds for j in news)
    else:
        links = tuple(Link(old[n], "", 0.0, len(versions.old.plain[i])) for n, i in enumerate(olds))
    return Match(old, new, _kind(versions, olds, news), _score(versions, olds, news), links)


def _kind(versions: Versions, olds: Sequence[int], news: Sequence[int]) -> Kind:
    if not olds:
        return "new"
    if not news:
        return "deleted"
    if len(news) > 1:
        return "split"
    if len(olds) > 1:
        return "merged"
    i, j = olds[0], news[0]
    stays = versions.old.passages[i].address == versions.new.passages[j].address
    if versions.equal(i, j):
        return "same" if stays else "moved"
    return "amended" if stays else "moved_amended"


def _score(versions: Versions, olds: Sequence[int], news: Sequence[int]) -> float:
    """Likeness of a pair as texts; else the share of the old wording that is found again."""
    if not olds or not news:
        return 0.0
    if len(olds) == len(news) == 1:
        if versions.equal(olds[0], news[0]):
            return 1.0
        ratio = fuzz.ratio(versions.old.plain[olds[0]], versions.new.plain[news[0]])
        return min(round(ratio / 100, 4), 0.9999)
    before = sum((Counter(versions.old.grams[i]) for i in olds), Counter[str]())
    after = sum((Counter(versions.new.grams[j]) for j in news), Counter[str]())
    return round((before & after).total() / max(1, before.total()), 4)


def _link(versions: Versions, i: int, j: int) -> Link:
    before, after = Counter(versions.old.grams[i]), Counter(versions.new.grams[j])
    share = (before & after).total() / max(1, before.total())
    if versions.equal(i, j):
        share = 1.0
    old, new = versions.old.passages[i].address, versions.new.passages[j].address
    return Link(old, new, round(share, 4), len(versions.old.plain[i]))


def article_moves(matches: Iterable[Match]) -> dict[str, list[tuple[str, float]]]:
    """Where the content of each old article is in the new version, best first.

    Keys and values are article numbers (`17-1`); the figure is the share (0..1) of the article's
    wording that is found there. An article of which nothing is left has an empty list.
    """
    links = {link for match in matches for link in match.links}
    sizes: defaultdict[str, dict[str, int]] = defaultdict(dict)
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for link in links:
        article = link.old.partition(".")[0]
        sizes[article][link.old] = link.size
        if link.new:
            found[article, link.new.partition(".")[0]] += link.share * link.size
    moves: dict[str, list[tuple[str, float]]] = {article: [] for article in sizes}
    for (article, new), carried in found.items():
        whole = max(1, sum(sizes[article].values()))
        moves[article].append((new, round(min(1.0, carried / whole), 4)))
    for targets in moves.values():
        targets.sort(key=lambda target: (-target[1], target[0]))
    return moves
