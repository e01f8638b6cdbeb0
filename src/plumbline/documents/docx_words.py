"""段落文字 -- the words of a Word paragraph as its reader sees them, all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from plumbline.documents.docx_numbers import W
from plumbline.documents.docx_styles import Styles, read_switch

_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BOX: Final = f"{W}txbxContent"
_CONTAINERS: Final = frozenset(
    {f"{W}{tag}" for tag in (
        "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo",
        "ruby", "rubyBase",
    )}
)  # fmt: skip
_INSERTED: Final = frozenset({f"{W}ins", f"{W}moveTo"})
_DELETED: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_FIXED: Final = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
_SYMBOLS: Final = {
    "F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FC": "✓",
}  # fmt: skip


@dataclass(slots=True)
class Words:
    """What one paragraph holds: visible text, text boxes anchored in it, what was left out."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: int = 0
    inserted: int = 0
    deleted: int = 0

    @property
    def text(self) -> str:
        """The visible words; soft breaks are newlines."""
        return "".join(self.pieces)


def read_words(paragraph: etree._Element, styles: Styles) -> Words:
    """The words of a `w:p`: insertions kept, deletions and hidden runs left out and counted."""
    words = Words()
    _inline(paragraph, words, styles)
    return words


def _inline(parent: etree._Element, words: Words, styles: Styles) -> None:
    for child in parent:
        if child.tag == f"{W}r":
            _run(child, words, styles)
        elif child.tag in _CONTAINERS:
            _inline(child, words, styles)
        elif child.tag in _INSERTED:
            before = len(words.pieces)
            _inline(child, words, styles)
            words.inserted += sum(map(len, words.pieces[before:]))
        elif child.tag in _DELETED:
            words.deleted += sum(len(text) for text in _texts(child))
        elif child.tag == _MATH:
            words.pieces += [found.text or "" for found in child.iter(_MATH_TEXT)]
        elif child.tag == _ALTERNATE:
            _alternate(child, words, styles)


def _run(run: etree._Element, words: Words, styles: Styles) -> None:
    properties = run.find(f"{W}rPr")
    if properties is not None and _is_hidden(properties, styles):
        words.hidden += sum(len(text) for text in _texts(run))
        return
    for child in run:
        if child.tag == f"{W}t":
            words.pieces.append(child.text or "")
        elif child.tag in _FIXED:
            words.pieces.append(_FIXED[child.tag])
        elif child.tag == f"{W}sym":
            words.pieces.append(_symbol(child.get(f"{W}char", "")))
        elif child.tag == f"{W}ruby":
            _inline(child, words, styles)
        elif child.tag == _ALTERNATE:
            _alternate(child, words, styles)
        elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            words.boxes += _outermost_boxes(child)


def _alternate(parent: etree._Element, words: Words, styles: Styles) -> None:
    """Word writes the same thing twice, for new and old readers; the first is taken."""
    choice = parent.find(_CHOICE)
    if choice is None:
        return
    boxes = list(_outermost_boxes(choice))
    words.boxes += boxes
    if not boxes:
        _inline(choice, words, styles)


def _outermost_boxes(parent: etree._Element) -> Iterator[etree._Element]:
    for found in parent.iter(_BOX):
        if all(above.tag != _BOX for above in _between(found, parent)):
            yield found


def _between(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    for above in element.iterancestors():
        if above is top:
            return
        yield above


def _is_hidden(properties: etree._Element, styles: Styles) -> bool:
    direct = read_switch(properties, "vanish")
    if direct is not None:
        return direct
    named = properties.find(f"{W}rStyle")
    return named is not None and bool(styles.character(named.get(f"{W}val", "")).is_hidden)


def _texts(parent: etree._Element) -> Iterator[str]:
    for found in parent.iter(f"{W}t", f"{W}delText"):
        yield found.text or ""


def _symbol(code: str) -> str:
    known = _SYMBOLS.get(code.upper())
    if known is not None:
        return known
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    is_character = 0x20 <= number < 0x11_0000 and not 0xD800 <= number < 0xE000
    return chr(number) if is_character else ""
