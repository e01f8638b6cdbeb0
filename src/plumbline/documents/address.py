"""条款地址 -- how a provision is named: 行政处罚法#9.1.2, art_9__para_1__item_2.

The short form is ours (条.款.项.目, `#17-1` is 第十七条之一); the long one follows the
Akoma Ntoso naming convention and is what exchange formats and addresses use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plumbline.documents.model import Document, Unit

PREFIX: Final = {
    "part": "part",
    "subpart": "subpart",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "paragraph": "para",
    "item": "item",
    "subitem": "subitem",
    "section_1": "sec",
    "section_2": "subsec",
    "section_3": "para",
    "section_4": "item",
    "quoted": "qstr",
    "preamble": "intro",
    "text": "txt",
    "table": "table",
    "appendix": "att",
    "signature": "sig",
}
_EID: Final = re.compile(
    r"^(?:art_(?P<article>\d+(?:-\d+)?))(?:__para_(?P<paragraph>\d+))?"
    r"(?:__item_(?P<item>\d+))?(?:__subitem_(?P<subitem>\d+))?$"
)


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """条、款、项、目 by number; `sub` is the n of 之n. Zero means that the level is not named."""

    article: int
    sub: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0

    @property
    def number(self) -> str:
        """`9` or `17-1`."""
        return f"{self.article}-{self.sub}" if self.sub else str(self.article)

    @property
    def eid(self) -> str:
        """`art_9__para_1__item_2`. An item without a paragraph belongs to the first."""
        parts = [f"art_{self.number}"]
        if self.paragraph or self.item:
            parts.append(f"para_{self.paragraph or 1}")
        if self.item:
            parts.append(f"item_{self.item}")
        if self.subitem:
            parts.append(f"subitem_{self.subitem}")
        return "__".join(parts)

    @property
    def short(self) -> str:
        """`9.1.2`."""
        parts = [self.number]
        if self.paragraph or self.item:
            parts.append(str(self.paragraph or 1))
        if self.item:
            parts.append(str(self.item))
        if self.subitem:
            parts.append(str(self.subitem))
        return ".".join(parts)


def read_eid(eid: str) -> Address | None:
    """The address that an id names, or None when it is not the id of a provision."""
    found = _EID.match(eid)
    if not found:
        return None
    article, _, sub = found["article"].partition("-")
    numbers = (int(found[name] or 0) for name in ("paragraph", "item", "subitem"))
    return Address(int(article), int(sub or 0), *numbers)


def eids(document: Document) -> Iterator[tuple[str, Unit]]:
    """Every unit of body and tail with its id; ids are unique within the document."""
    seen: dict[str, int] = {}
    for unit in (*document.body, *document.tail):
        yield from _eids(unit, "", seen)


def _eids(unit: Unit, above: str, seen: dict[str, int]) -> Iterator[tuple[str, Unit]]:
    eid = _own_eid(unit, above, seen)
    yield eid, unit
    for child in unit.children:
        yield from _eids(child, eid, seen)


def _own_eid(unit: Unit, above: str, seen: dict[str, int]) -> str:
    prefix = PREFIX.get(unit.kind, unit.kind)
    number = unit.number if unit.kind != "quoted" else ""
    if unit.kind in ("article", "part"):
        above = ""
    if not number:
        counter = f"{above}__{prefix}" if above else prefix
        seen[f"#{counter}"] = seen.get(f"#{counter}", 0) + 1
        number = str(seen[f"#{counter}"])
    eid = f"{above}__{prefix}_{number}" if above else f"{prefix}_{number}"
    seen[eid] = seen.get(eid, 0) + 1
    return eid if seen[eid] == 1 else f"{eid}_dup{seen[eid]}"
