"""所违反的条款 -- which provisions a ground says are violated: 违反本条例第十二条第一款规定."""

from __future__ import annotations

import re
from typing import Final

from plumbline.documents.address import Address
from plumbline.powers.model import Words
from plumbline.text.numerals import ANY_NUMERAL, parse_numeral

_PHRASE: Final = re.compile(
    "违反(?:了)?(?:(?:本(?:条例|法|办法|规定|决定|实施办法|细则|实施细则))|前条)?"
    "(?P<places>第[^，。；：]{1,120}?(?:[，、]第[^，。；：]{1,80}?)*)(?:的?规定|之规定|的|之一|，|$)"
)
_OTHER: Final = re.compile("》")
_PLACE: Final = re.compile(
    f"第(?P<article>{ANY_NUMERAL})条(?:之(?P<sub>{ANY_NUMERAL}))?"
    f"|第(?P<paragraph>{ANY_NUMERAL})款|第?[（(]?(?P<item>{ANY_NUMERAL})[）)]?项"
)


def violated_in(text: str, start: int, end: int) -> tuple[tuple[Address, ...], Words | None]:
    """The addresses that a stretch says are violated, of this text only, and the words."""
    found = _PHRASE.search(text, start, end)
    if not found or _OTHER.search(found["places"]):
        return (), None
    addresses = _addresses(found["places"])
    words = Words(text[found.start() : found.end()], found.start(), found.end())
    return addresses, words if addresses else None


def _addresses(places: str) -> tuple[Address, ...]:
    found: list[Address] = []
    article = sub = paragraph = 0
    for place in _PLACE.finditer(places):
        if place["article"]:
            article = parse_numeral(place["article"]) or 0
            sub = parse_numeral(place["sub"] or "0") or 0
            paragraph = 0
            found.append(Address(article, sub))
            continue
        if not article:
            continue
        if place["paragraph"]:
            paragraph = parse_numeral(place["paragraph"]) or 0
            one = Address(article, sub, paragraph)
        else:
            one = Address(article, sub, paragraph or 1, parse_numeral(place["item"]) or 0)
        if found and _above(found[-1], one):
            found.pop()
        found.append(one)
    return tuple(dict.fromkeys(one for one in found if one.article))


def _above(wide: Address, narrow: Address) -> bool:
    same = (wide.article, wide.sub) == (narrow.article, narrow.sub)
    within = not wide.paragraph or wide.paragraph == narrow.paragraph
    return same and within and not wide.item and wide != narrow
