"""推定 -- levels that the words of a citation leave out, taken from where they stand."""

from __future__ import annotations

from typing import Final

from plumbline.sources.context import Spot
from plumbline.sources.runs import Pin

COUNT: Final = {word: number for number, word in enumerate("〇一二三四五六七八九十")} | {"两": 2}
"""How many 前两款 goes back."""

DIVISION_LEVEL: Final = {"编": 0, "章": 2, "节": 3}
"""The level of 本编, 本章 and 本节, as an index of `runs.LEVELS`."""


def within(pin: Pin, spot: Spot) -> Pin:
    """本章第二节: the divisions above are those in which the words stand."""
    if pin.article:
        return pin
    above = {
        name: value
        for name, value in zip(("part", "subpart", "chapter"), spot.divisions, strict=False)
        if not getattr(pin, name)
    }
    return pin._replace(**above)


def below(base: Pin, pin: Pin) -> Pin:
    """`pin` with the levels that it does not name taken from `base`."""
    if pin.article:
        return pin
    return Pin(
        article=base.article,
        sub=base.sub,
        paragraph=pin.paragraph or base.paragraph,
        item=pin.item or (base.item if not pin.paragraph else 0),
        subitem=pin.subitem,
    )


def before(spot: Spot, unit: str, count: int) -> list[Pin]:
    """The `count` articles (条), paragraphs (款), items (项) or subitems (目) before a place."""
    if unit == "条":
        return [Pin(article=n) for n in range(spot.article - count, spot.article) if n > 0]
    here = Pin(article=spot.article, sub=spot.sub)
    if unit == "款":
        numbers = range(spot.paragraph - count, spot.paragraph)
        return [here._replace(paragraph=n) for n in numbers if n > 0]
    here = here._replace(paragraph=spot.paragraph)
    if unit == "项":
        return [here._replace(item=n) for n in range(spot.item - count, spot.item) if n > 0]
    here = here._replace(item=spot.item)
    return [here._replace(subitem=n) for n in range(spot.subitem - count, spot.subitem) if n > 0]
