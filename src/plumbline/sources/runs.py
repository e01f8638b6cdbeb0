"""条款项 -- the numbers of a citation: 第十条第一款、第二款和第十二条至第十五条.

A run is read once into pins; a pin names a provision by the levels that the words
name, and takes the levels above from the pin before it (立法技术规范（试行）（一）).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from plumbline.documents.address import Address
from plumbline.text.numerals import parse_numeral

LEVELS: Final = (
    "part", "subpart", "chapter", "section", "article", "paragraph", "item", "subitem"
)  # fmt: skip
_UNIT: Final = {
    "编": 0, "分编": 1, "章": 2, "节": 3, "条": 4, "款": 5, "项": 6, "目": 7
}  # fmt: skip
_NUM: Final = r"[〇零一二三四五六七八九十百千两]+|[0-9０-９]+"
_SPACE: Final = r"[ \t\u3000]?"
_UNITS: Final = (
    r"(?:条(?![件例约形幅文])|款(?![项式额物])|项(?![目下])|目(?![录标前]|的[是在为地])|分编|编(?![制号码辑])"
    r"|章(?!程)|节(?![目日能约]))"
)
_JOIN: Final = r"(?:、|和|或者|或|以及|及|与|至|到|－|—|-|~|～)"
_NEXT: Final = rf"{_JOIN}{_SPACE}第?{_SPACE}[（(]?{_SPACE}(?:{_NUM}){_SPACE}[）)]?"
_GROUP: Final = (
    rf"第{_SPACE}[（(]?{_SPACE}(?:{_NUM}){_SPACE}[）)]?(?:{_SPACE}{_NEXT})*?{_SPACE}[两三四五六]?{_UNITS}"
    rf"(?:之(?:[一二三四五六七八九十]+))?"
)
_LOST: Final = rf"[（(](?:{_NUM})[）)]{_SPACE}[项目](?!目)"
_MORE: Final = (
    rf"(?:{_SPACE}(?:{_JOIN}|，(?=第[〇零一二三四五六七八九十百千]+条))?{_SPACE}"
    rf"(?:{_GROUP}|(?<=[条款项目、和至或])(?:[（(](?:{_NUM})[）)]、?)*{_LOST}"
    rf"|(?<=[、和至或及与])[一二三四五六七八九十百]+条(?![件例约形幅文])))*"
)
RUN: Final = rf"{_GROUP}{_MORE}"
"""Pattern source of a run that begins with 第."""

LOOSE_RUN: Final = rf"(?:{_GROUP}|{_LOST}|[一二三四五六七八九十百]+条(?![件例约形幅文])){_MORE}"
"""Pattern source of a run whose first 第 may be missing, as after 本条例 or 前款."""

_TOKEN: Final = re.compile(
    rf"(?P<join>{_JOIN}|，)?{_SPACE}(?P<lead>第)?{_SPACE}[（(]?{_SPACE}(?P<number>{_NUM}){_SPACE}[）)]?"
    rf"{_SPACE}(?P<all>[两三四五六])?(?P<unit>分编|[编章节条款项目])?(?:之(?P<sub>[一二三四五六七八九十]+))?"
)
_UNSOUND: Final = re.compile(r"[\s0-9０-９]")
_RANGE: Final = frozenset("至到－—-~～")
_LONGEST_RANGE: Final = 400


class Pin(NamedTuple):
    """A provision by number; 0 where a level is not named."""

    part: int = 0
    subpart: int = 0
    chapter: int = 0
    section: int = 0
    article: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0
    sub: int = 0

    @property
    def level(self) -> int:
        """The narrowest level that is named, as an index of `LEVELS`; -1 for none."""
        for level in range(7, -1, -1):
            if self[level]:
                return level
        return -1


class Run(NamedTuple):
    """What a run names: pins in order, the widest level that it begins with, and its soundness."""

    pins: tuple[Pin, ...]
    top: int
    well_formed: bool


@lru_cache(maxsize=16384)
def read_run(text: str) -> Run:
    """Read a run such as 第十条第一款、第三款至第五款 into pins."""
    tokens, sound = _tokens(text)
    pins: list[Pin] = []
    top = -1
    for join, level, number, sub in tokens:
        if top < 0:
            top = level
        if not pins:
            pins.append(_set(Pin(), level, number, sub))
        elif not join and pins[-1].level < level:
            pins[-1] = _set(pins[-1], level, number, sub)
        elif join[:1] in _RANGE and pins[-1].level == level and pins[-1].sub == 0:
            first = pins[-1][level]
            sound = sound and number > first
            if first < number <= first + _LONGEST_RANGE:
                pins.extend(_set(pins[-1], level, n, 0) for n in range(first + 1, number))
            pins.append(_set(pins[-1], level, number, sub))
        else:
            pins.append(_set(pins[-1], level, number, sub))
    return Run(tuple(pins), top, sound)


def _tokens(text: str) -> tuple[list[tuple[str, int, int, int]], bool]:
    """(joining word, level, number, 之 number) of each token, and whether the form is right.

    A number without a unit takes the next one's. The form is wrong with a number that
    lacks its 第, unless brackets set it apart, with white space inside, or with digits.
    """
    found = [match for match in _TOKEN.finditer(text) if match["number"]]
    bare = [
        m
        for i, m in enumerate(found)
        if not m["lead"] and (i == 0 or "（" not in m[0].replace("(", "（"))
    ]
    sound = not bare and not _UNSOUND.search(text) and not any(m["all"] for m in found)
    tokens: list[tuple[str, int, int, int]] = []
    level = -1
    for match in reversed(found):
        if match["unit"]:
            level = _UNIT[match["unit"]]
        number = parse_numeral(match["number"])
        if level < 0 or not number:
            continue
        sub = parse_numeral(match["sub"]) if match["sub"] else 0
        tokens.append((match["join"] or "", level, number, sub or 0))
    tokens.reverse()
    return tokens, sound


def _set(pin: Pin, level: int, number: int, sub: int) -> Pin:
    """`pin` with `level` set and every narrower level cleared."""
    values = [value if index < level else 0 for index, value in enumerate(pin[:8])]
    values[level] = number
    kept = sub if level == 4 else pin.sub if level > 4 else 0
    return Pin._make((*values, kept))


def eid_of(pin: Pin) -> str:
    """The id that a pin names: art_60__para_1__item_1, chp_3__sec_1; "" for a whole work."""
    if pin.article:
        return Address(pin.article, pin.sub, pin.paragraph, pin.item, pin.subitem).eid
    names = (
        ("part", pin.part),
        ("subpart", pin.subpart),
        ("chp", pin.chapter),
        ("sec", pin.section),
    )
    return "__".join(f"{name}_{number}" for name, number in names if number)
