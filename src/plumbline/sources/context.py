"""语境 -- in which article, paragraph and item of a document a place stands.

前款, 前项 and 第二款 mean nothing without it. Quoted new text of an amendment has a
context of its own: the article that it will become.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

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
    """How many paragraphs each article has, and how many items each of these."""

    articles: dict[str, tuple[int, ...]]

    def paragraphs(self, number: str) -> int:
        """Paragraphs of an article; 0 when there is no such article."""
        return len(self.articles.get(number, ()))

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
    return Outline(articles)


class Context:
    """The leaves of a document in the order of their places."""

    __slots__ = ("_starts", "spots")

    def __init__(self, document: Document) -> None:
        spots: list[Spot] = []
        for unit in (*document.body, *document.tail):
            spots.extend(_spots(unit, (0, 0, 0, 0)))
        spots.sort()
        self.spots = spots
        self._starts = [spot.start for spot in spots]

    def at(self, offset: int) -> Spot | None:
        """The leaf in whose words `offset` lies; None in headings, labels and the head."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        spot = self.spots[index]
        return spot if offset < spot.end else None


def _spots(unit: Unit, divisions: tuple[int, int, int, int]) -> Iterator[Spot]:
    """Leaves below a unit; every spot knows its nearest numbered ancestors."""
    if unit.kind in DIVISIONS:
        level = DIVISIONS.index(unit.kind)
        kept = list(divisions)
        kept[level:] = [int(unit.number or 0), *[0] * (3 - level)]
        divisions = (kept[0], kept[1], kept[2], kept[3])
        for child in unit.children:
            yield from _spots(child, divisions)
        return
    stack: list[tuple[Unit, int, int, int, int, int]] = [(unit, 0, 0, 0, 0, 0)]
    while stack:
        one, article, sub, paragraph, item, subitem = stack.pop()
        kind = one.kind
        if kind == "article":
            main, _, tail = one.number.partition("-")
            article, sub, paragraph, item, subitem = int(main or 0), int(tail or 0), 0, 0, 0
        elif kind == "paragraph":
            paragraph, item, subitem = int(one.number or 0), 0, 0
        elif kind == "item":
            item, subitem = int(one.number or 0), 0
        elif kind == "subitem":
            subitem = int(one.number or 0)
        if one.text and kind not in ("contents", "title", "history"):
            place = one.place
            yield Spot(
                place.start, place.end, article, sub, paragraph, item, subitem, False, divisions
            )
        quoted = [child for child in one.children if child.kind == "quoted"]
        if quoted:
            yield from _quoted_spots(quoted, 1 if "“" in one.text else 0, divisions)
        if kind != "table":
            stack.extend(
                (child, article, sub, paragraph, item, subitem)
                for child in reversed(one.children)
                if child.kind != "quoted"
            )


def _quoted_spots(
    units: list[Unit], paragraph: int, divisions: tuple[int, int, int, int]
) -> Iterator[Spot]:
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
