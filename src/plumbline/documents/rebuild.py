"""还原 -- the text again, from the numbers and leaves of the tree alone.

What a rebuilt text does not keep is listed in `NORMALISATIONS`, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from plumbline.documents.marks import print_label
from plumbline.documents.model import DIVISIONS, Document, Source, Unit
from plumbline.documents.shape import INFO_END

NORMALISATIONS: Final = (
    ("blank_lines", "blank lines, and white space at either end of a line, are dropped"),
    ("space_after_number", "white space between a number and its words becomes one space or none"),
    ("heading_marks", "the marks of a format (# of Markdown, <!-- INFO END -->) are dropped"),
    ("run_on_lines", "units that ran on in one line stand on lines of their own"),
    ("broken_lines", "a heading that went on in a second line stands in one"),
    ("invisible_characters", "characters without width at the head of a line are dropped"),
)

_BLANK: Final = " \t\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DROPPED: Final = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+")


def rebuild(document: Document) -> str:
    """The text of a document, one line for each unit, from numbers, headings and leaves.

    Units come in the order of the text, wherever head, body and tail hold them.
    """
    lines: list[tuple[int, str]] = []
    for part in (document.head, document.body, document.tail):
        for unit in part:
            lines.extend(_unit_lines(unit))
    lines.sort(key=itemgetter(0))
    return "\n".join(line for _, line in lines if line)


def _unit_lines(unit: Unit) -> Iterator[tuple[int, str]]:
    label = print_label(unit.form, unit.number) if unit.form else ""
    start, children = unit.place.start, unit.children
    if unit.kind in DIVISIONS:
        yield start, f"{label} {unit.heading}".strip()
    elif unit.kind == "article":
        first = children[0] if children else None
        if first is not None and first.kind == "paragraph":
            yield start, f"{label} {first.text}".strip()
            for child in first.children:
                yield from _unit_lines(child)
            children = children[1:]
        else:
            yield start, label
    else:
        yield start, label + unit.text
    for child in children:
        yield from _unit_lines(child)


def canonical(text: str) -> str:
    """A text under the listed normalisations, for comparison: no blanks, no end mark of a head."""
    kept = (line for line in text.splitlines() if line.strip(_BLANK) != INFO_END)
    return _DROPPED.sub("", "".join(kept))


def source_words(source: Source) -> str:
    """What came in, line by line, automatic numbers included, as the tree should give it back."""
    return "\n".join(line.label + line.text for line in source.lines)
