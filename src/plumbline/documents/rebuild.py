"""还原 -- the text again, from the numbers and leaves of the tree alone.

What a rebuilt text does not keep is listed in `NORMALISATIONS`, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.documents.marks import print_label
from plumbline.documents.model import DIVISIONS, Document, Source, Unit

NORMALISATIONS: Final = (
    ("blank_lines", "blank lines, and white space at either end of a line, are dropped"),
    ("space_after_number", "white space between a number and its words becomes one space or none"),
    ("heading_marks", "the marks of a format (# of Markdown, <!-- INFO END -->) are dropped"),
    ("joined_articles", "articles that ran on in one line stand on lines of their own"),
)

_SPACE: Final = re.compile(r"\s+")


def rebuild(document: Document) -> str:
    """The text of a document, one line for each unit, from numbers, headings and leaves."""
    return "\n".join(line for line in _lines(document) if line)


def _lines(document: Document) -> Iterator[str]:
    for part in (document.head, document.body, document.tail):
        for unit in part:
            yield from _unit_lines(unit)


def _unit_lines(unit: Unit) -> Iterator[str]:
    label = print_label(unit.form, unit.number) if unit.form else ""
    if unit.kind in DIVISIONS:
        yield f"{label} {unit.heading}".strip()
    elif unit.kind == "article":
        first = unit.children[0] if unit.children else None
        if first is None or first.kind != "paragraph":
            yield label
        else:
            yield f"{label} {first.text}".strip()
            for child in first.children:
                yield from _unit_lines(child)
        for child in unit.children[1:] if first is not None and first.kind == "paragraph" else unit.children:
            yield from _unit_lines(child)
        return
    else:
        yield label + unit.text
    for child in unit.children:
        yield from _unit_lines(child)


def canonical(text: str) -> str:
    """A text under the listed normalisations, for comparison: no white space, no format marks."""
    kept = [
        line.lstrip("#") for line in text.splitlines() if line.strip() != "<!-- INFO END -->"
    ]
    return _SPACE.sub("", "".join(kept)).replace("\u200b", "")


def source_words(source: Source) -> str:
    """What came in, line by line, automatic numbers included, as the tree should give it back."""
    return "\n".join(line.label + line.text for line in source.lines)
