"""样式 -- what a paragraph inherits from its style: heading, list, centring, hiding."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from plumbline.documents.docx_numbers import W, whole

_HEADING_NAME: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_OFF: Final = frozenset({"0", "false", "off"})
_DEEPEST: Final = 20


class Look(NamedTuple):
    """What a style or a paragraph says of itself; None where it says nothing."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    number: str | None = None
    depth: int | None = None
    is_centred: bool | None = None
    is_hidden: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document by id, resolved along what they are based on."""

    own: dict[str, Look] = field(default_factory=dict)
    default: str = ""
    _resolved: dict[str, Look] = field(default_factory=dict)

    def of(self, style: str) -> Look:
        """What a style says, with what it inherits; an unknown style says nothing."""
        key = style if style in self.own else self.default
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def character(self, style: str) -> Look:
        """What a style of characters says; it has no default."""
        return self.of(style) if style in self.own else Look()

    def heading(self, look: Look) -> int:
        """Level of heading, 1 the widest; 0 for text; the style of titles gives -1."""
        if look.name.lower() in ("title", "标题"):
            return -1
        if look.outline is not None and 0 <= look.outline <= 8:
            return look.outline + 1
        found = _HEADING_NAME.fullmatch(look.name)
        return int(found[1]) if found else 0

    def _resolve(self, key: str) -> Look:
        look = self.own.get(key, Look())
        above = look.based_on
        for _ in range(_DEEPEST):
            if above not in self.own:
                break
            look = inherit(look, self.own[above])
            above = self.own[above].based_on
        return look


def inherit(look: Look, above: Look) -> Look:
    """A look, with what it leaves open taken from the one above. Names stay its own."""
    return Look(
        look.name,
        look.based_on,
        above.outline if look.outline is None else look.outline,
        above.number if look.number is None else look.number,
        above.depth if look.depth is None else look.depth,
        above.is_centred if look.is_centred is None else look.is_centred,
        above.is_hidden if look.is_hidden is None else look.is_hidden,
    )


def read_styles(root: etree._Element | None) -> Styles:
    """The styles that `word/styles.xml` defines; none when there is no such part."""
    styles = Styles()
    if root is None:
        return styles
    for found in root.iterfind(f"{W}style"):
        key = found.get(f"{W}styleId", "")
        look = read_look(found.find(f"{W}pPr"))
        hidden = read_switch(found.find(f"{W}rPr"), "vanish")
        styles.own[key] = look._replace(
            name=_value(found, "name"), based_on=_value(found, "basedOn"), is_hidden=hidden
        )
        if found.get(f"{W}type") == "paragraph" and found.get(f"{W}default") in ("1", "true"):
            styles.default = key
    return styles


def read_look(properties: etree._Element | None) -> Look:
    """What the properties of a paragraph (`w:pPr`) say directly."""
    if properties is None:
        return Look()
    outline = properties.find(f"{W}outlineLvl")
    alignment = properties.find(f"{W}jc")
    numbered = properties.find(f"{W}numPr")
    number = None if numbered is None else numbered.find(f"{W}numId")
    depth = None if numbered is None else numbered.find(f"{W}ilvl")
    return Look(
        outline=None if outline is None else whole(outline.get(f"{W}val"), 9),
        number=None if number is None else number.get(f"{W}val", ""),
        depth=None if depth is None else whole(depth.get(f"{W}val"), 0),
        is_centred=None if alignment is None else alignment.get(f"{W}val") == "center",
    )


def read_switch(properties: etree._Element | None, tag: str) -> bool | None:
    """Whether a property that is on or off is on; None where nothing is said."""
    found = None if properties is None else properties.find(f"{W}{tag}")
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def _value(parent: etree._Element, tag: str) -> str:
    found = parent.find(f"{W}{tag}")
    return "" if found is None else found.get(f"{W}val", "")
