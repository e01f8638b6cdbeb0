"""语境 -- in which article, paragraph and item of a document a place stands.

前款, 前项 and 第二款 mean nothing without it. Quoted new text of an amendment has a
context of its own: the article that it will become.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from plumbline.documents.address import eids
from plumbline.documents.model import DIVISIONS, Document, Unit


class Spot(NamedTuple):
    """Where a leaf of a document stands. `article` is 0 outside articles."""

    start: int
    end: int
    article: int
    sub: int
    paragraph: int
    item: int
    subitem: int
    quoted: bool
    divisions: tuple[int, int, int, int]


class Outline(NamedTuple):
    """How many paragraphs each article has, and how many items each of these.

    `divisions` are the ids of parts, chapters and sections; None when they are not known.
    """

    articles: dict[str, tuple[int, ...]]
    divisions: frozenset[str] | None = None

    def has(self, number: str, paragraph: int, item: int) -> bool:
        """Whether the article has that paragraph, and that item in it (0 asks nothing)."""
        counts = self.articles.get(number)
        if counts is None or paragraph > len(counts):
            return False
        return not item or item <= counts[max(paragraph, 1) - 1]


def outline_of(document: Document) -> Outline:
    """The outline of a document's own articles."""
    articles: dict[str, tuple[int, ...]] = {}
    for article in document.articles():
        counts = tuple(
            max((int(c.number or 0) for c in p.children if c.kind == "item"), default=0)
            for p in article.children
            if p.kind == "paragraph"
        )
        articles.setdefault(article.number, counts)
    divisions = frozenset(eid for eid, unit in eids(document) if unit.kind in DIVISIONS)
    return Outline(articles, divisions)


class Context:
    """The leaves of a document in the order of their places.

    Most articles cite nothing, so the leaves of a block are laid out when it is asked.
    """

    __slots__ = ("_blocks", "_laid_out", "_starts")

    def __init__(self, document: Document) -> None:
        blocks: list[tuple[int, Unit, _Divisions]] = []
        for unit in (*document.covering, *document.body, *document.tail):
            _gather(unit, (0, 0, 0, 0), blocks)
        blocks.sort(key=_start)
        self._blocks = blocks
        self._starts = [start for start, _, _ in blocks]
        self._laid_out: dict[int, list[Spot]] = {}

    def at(self, offset: int) -> Spot | None:
        """The leaf in whose words `offset` lies; None in headings, labels and the head."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        spots = self._laid_out.get(index)
        if spots is None:
            _, unit, divisions = self._blocks[index]
            spots = sorted(_leaf_spots(unit, (0, 0, 0, 0, 0), divisions))
            self._laid_out[index] = spots
        place = bisect_right(spots, offset, key=_spot_start) - 1
        return spots[place] if place >= 0 and offset < spots[place].end else None


_Divisions = tuple[int, int, int, int]
"""编, 分编, 章, 节 by number."""


def _spot_start(spot: Spot) -> int:
    return spot.start


def _start(block: tuple[int, Unit, _Divisions]) -> int:
    return block[0]


def _gather(unit: Unit, divisions: _Divisions, blocks: list[tuple[int, Unit, _Divisions]]) -> None:
    """Articles and other blocks below a unit, with the divisions in which they stand."""
    if unit.kind not in DIVISIONS:
        blocks.append((unit.place.start, unit, divisions))
        return
    level = DIVISIONS.index(unit.kind)
    kept = list(divisions)
    kept[level:] = [int(unit.number or 0), *[0] * (3 - level)]
    inner = (kept[0], kept[1], kept[2], kept[3])
    for child in unit.children:
        _gather(child, inner, blocks)


_Numbers = tuple[int, int, int, int, int]
"""Article, its 之, paragraph, item, subitem."""


def _leaf_spots(unit: Unit, above: _Numbers, divisions: _Divisions) -> Iterator[Spot]:
    here = _numbers(unit, above)
    if unit.text:
        yield Spot(unit.place.start, unit.place.end, *here, False, divisions)
    quoted = [child for child in unit.children if child.kind == "quoted"]
    if quoted:
        yield from _quoted_spots(quoted, 1 if "“" in unit.text else 0, divisions)
    if unit.kind != "table":
        for child in unit.children:
            if child.kind != "quoted":
                yield from _leaf_spots(child, here, divisions)


def _numbers(unit: Unit, above: _Numbers) -> _Numbers:
    article, sub, paragraph, item, _ = above
    if unit.kind == "article":
        main, _, tail = unit.number.partition("-")
        return int(main or 0), int(tail or 0), 0, 0, 0
    number = int(unit.number or 0) if unit.number.isdigit() else 0
    if unit.kind == "paragraph":
        return article, sub, number, 0, 0
    if unit.kind == "item":
        return article, sub, paragraph, number, 0
    if unit.kind == "subitem":
        return article, sub, paragraph, item, number
    return above


def _quoted_spots(units: list[Unit], paragraph: int, divisions: _Divisions) -> Iterator[Spot]:
    """New text in quotation marks: its own articles, paragraphs and items, as far as they show."""
    article = sub = item = 0
    for unit in units:
        if "条" in unit.form:
            main, _, tail = unit.number.partition("-")
            article, sub, paragraph, item = int(main or 0), int(tail or 0), 1, 0
        elif unit.number:
            item = int(unit.number)
        else:
            paragraph, item = paragraph + 1, 0
        place = unit.place
        yield Spot(place.start, place.end, article, sub, paragraph, item, 0, True, divisions)
