"""执法事项建议 -- items of an enforcement list as a text suggests them; a person confirms each.

A name comes from the conduct, as lists of enforcement items write it (对……的行政处罚).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plumbline.powers.model import Article, Ground, Power
from plumbline.powers.ranges import Range, ranges_of

_LEAD: Final = re.compile("^违反(?:了)?(?:本|第|《)[^，]{1,60}?(?:规定|的)?，")
_LISTED: Final = re.compile("有(?:下列|以下|前款|前条)(?:[^，]{0,12})(?:之一)?的?$")
_END: Final = re.compile("(?:的|行为)?[；。：:，、\\s]*$")
_NAMES: Final = {
    "penalty": "行政处罚", "coercion": "行政强制", "inspection": "行政检查",
    "licence": "行政许可", "fee": "行政征收", "order": "责令改正",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A proposed item: its name and category, what it rests on, and within which bounds."""

    name: str
    category: str
    bases: tuple[str, ...]
    violates: tuple[str, ...]
    penalties: tuple[str, ...]
    ranges: tuple[Range, ...]
    authority: str
    sure: bool


def propose_items(article: Article) -> tuple[Item, ...]:
    """The items that an article suggests: one for each conduct on which a penalty stands.

    Conduct without words (a bare reference to another provision) suggests none.
    """
    found: dict[str, list[Power]] = {}
    for power in article.powers:
        if power.kind != "penalty":
            continue
        for ground in _own(power.grounds):
            name = name_of(ground.words.text)
            if name:
                found.setdefault(name, []).append(power)
    return tuple(_item(name, powers, article) for name, powers in found.items())


def name_of(conduct: str) -> str:
    """对……的行政处罚, or nothing when the words only refer to items."""
    short = _END.sub("", _LEAD.sub("", conduct.strip()))
    if len(short) < 4 or _LISTED.search(_LEAD.sub("", conduct).rstrip("：:，；。")):
        return ""
    return f"对{short}的{_NAMES['penalty']}"


def _own(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    """The items where there are items, else the conduct of the sentence."""
    below = tuple(one for one in grounds if "__item_" in one.eid)
    return below or grounds


def _item(name: str, powers: list[Power], article: Article) -> Item:
    places = {one.eid for one in powers}
    authority = next((one.authority.text for one in powers if one.authority), "")
    bases = [one.eid for one in powers]
    for power in powers:
        bases += [g.eid for g in power.grounds if name_of(g.words.text) == name]
    return Item(
        name, "penalty", tuple(dict.fromkeys(bases)),
        tuple(dict.fromkeys(a.short for one in powers for a in one.violates)),
        tuple(dict.fromkeys(one.penalty for one in powers)),
        tuple(one for one in ranges_of(article) if one.eid in places),
        authority, all(one.sure for one in powers),
    )  # fmt: skip
