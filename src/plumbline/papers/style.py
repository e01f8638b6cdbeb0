"""格式 -- how papers look and the words they share: page, fonts, line spacing (GB/T 9704-2012).

It is content, read from `law/<place>/papers/style.toml`, so that an office sets its own fonts
and says its own words; nothing of it stands in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from plumbline.papers.value import Choice, Money, Person, Provision, Single, Value
from plumbline.procedure.reading import DefinitionFault, Table
from plumbline.text import to_chinese

FONTS: Final = ("organ", "title", "body", "heading", "table", "note")
"""What a font is for: the organ's name on top, the title, the words, their headings, tables, and
what is small: page numbers and copies."""

MEASURES: Final = ("width", "height", "top", "right", "bottom", "left")

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("year", "month", "day"),
    "blank_day": (),
    "money": ("yuan",),
    "yes": (),
    "no": (),
    "law": ("law",),
    "article": ("number",),
    "article_further": ("number", "further"),
    "paragraph": ("number",),
    "item": ("number",),
    "subitem": ("number",),
    "seal": (),
    "copies": (),
    "attachments": (),
    "page": ("number",),
    "case_file": (),
    "cover_number": (),
    "cover_title": (),
    "cover_parties": (),
    "cover_days": (),
    "cover_pages": (),
    "span": ("from_day", "to_day"),
    "pages": ("number",),
    "catalogue": (),
    "column_order": (),
    "column_title": (),
    "column_number": (),
    "column_day": (),
    "column_page": (),
    **dict.fromkeys(("unbound", "unbound_file", "unbound_hash", "unbound_because"), ()),
    **dict.fromkeys(("unbound_kind", "unbound_broken", "unbound_gone"), ()),
    "unbound_large": ("most",),
    "unbound_long": ("pages", "bound"),
    "unbound_withheld": ("ground", "basis"),
}
"""The words that every paper is written with, and what each may name in braces."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font: the families to try in order, its size in points, the name that Word is told."""

    families: tuple[str, ...]
    size: int
    word: str


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """Page measures in mm, fonts by their use, line spacing in points, and words.

    `mark` stands on the head of every page of papers that are not what they look like: those of
    a demonstration or of a training; empty elsewhere.
    """

    page: Mapping[str, int]
    fonts: Mapping[str, Font]
    line: int
    words: Mapping[str, str]
    mark: str = ""

    @property
    def text_width(self) -> int:
        """Width of the words on a page, in mm."""
        return self.page["width"] - self.page["left"] - self.page["right"]

    def say(self, word: str, **places: object) -> str:
        """A word with its places filled."""
        return self.words[word].format_map(places)

    def written(self, value: Value) -> str:
        """A value as it is printed; several of them are set apart by 、."""
        if isinstance(value, tuple):
            return "、".join(self._one(one) for one in value)
        return self._one(value)

    def _one(self, value: Single) -> str:
        match value:
            case bool():
                return self.words["yes" if value else "no"]
            case str() | int():
                return f"{value}"
            case Choice():
                return value.title
            case Person():
                return value.name
            case Money():
                return self._money(value)
            case Provision():
                return self._provision(value)
        return self.say("day", year=value.year, month=value.month, day=value.day)

    def _money(self, money: Money) -> str:
        sign = "-" if money.fen < 0 else ""
        yuan, fen = divmod(abs(money.fen), 100)
        return self.say("money", yuan=f"{sign}{yuan}.{fen:02}" if fen else f"{sign}{yuan}")

    def _provision(self, place: Provision) -> str:
        key = "article_further" if place.further else "article"
        number, further = to_chinese(place.article), to_chinese(place.further)
        said = self.say("law", law=place.law) + self.say(key, number=number, further=further)
        for word in ("paragraph", "item", "subitem"):
            if below := getattr(place, word):
                said += self.say(word, number=below if word == "subitem" else to_chinese(below))
        return said


def read_style(body: Mapping[str, Any], file: str) -> Style:
    """A style from its parsed body. Raises DefinitionFault with a line for each fault."""
    faults: list[str] = []
    top = Table(dict(body), file, faults)
    page = Table(top.take("page"), f"{file}: page", faults)
    fonts = {id: _font(table) for id, table in top.inner("font")}
    words = Table(top.take("words"), f"{file}: words", faults)
    style = Style(
        page={name: _number(page, name) for name in MEASURES},
        fonts=fonts,
        line=_number(top, "line"),
        words={key: _word(words, key, places) for key, places in WORDS.items()},
        mark=top.text("mark"),
    )
    for name in FONTS:
        if name not in fonts:
            top.fault(f"font '{name}'", None, "families, size, word")
    for table in (page, words, top):
        table.close()
    if faults:
        raise DefinitionFault(faults)
    return style


def _font(table: Table) -> Font:
    font = Font(table.texts("families"), _number(table, "size"), table.text("word", needed=True))
    if not font.families:
        table.fault("families", None, "the names of fonts, the best first")
    table.close()
    return font


def _number(table: Table, key: str) -> int:
    found = table.number(key)
    if found is None or found <= 0:
        table.fault(key, found, "a whole number above 0")
    return found or 1


def _word(table: Table, key: str, places: tuple[str, ...]) -> str:
    words = table.text(key, needed=True)
    try:
        words.format_map(dict.fromkeys(places, ""))
    except (KeyError, ValueError, IndexError, AttributeError):
        named = ", ".join(f"{{{one}}}" for one in places) or "none"
        table.fault(key, words, f"text whose places in braces are of: {named}")
    return words
