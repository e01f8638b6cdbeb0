"""文书 -- a form that was filled: a tree of typed blocks, from which every output is written.

Words are spans, and a span says whether it is of the form, a value, or a gap where a value is
missing. A value is text whatever it holds; nothing in it is ever read as markup or as a field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from plumbline.papers.form import Head, Place
from plumbline.papers.style import Style

GAP: Final = "\u3000\u3000\u3000"
"""What is printed where a value is missing: three empty squares."""

SpanKind = Literal["words", "value", "gap"]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in a line, and for a value or a gap the field."""

    text: str
    kind: SpanKind = "words"
    field: str = ""


Line = tuple[Span, ...]


def text_of(line: Line) -> str:
    """The words of a line."""
    return "".join(span.text for span in line)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body, or a heading."""

    line: Line
    place: Place = "indented"
    is_heading: bool = False

    @property
    def leads(self) -> bool:
        """Whether it opens what follows, and so stays with it: a heading, or words that end in
        a colon."""
        return self.is_heading or text_of(self.line).endswith("\uff1a")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid, a line to a paragraph; `columns` is how many it spans."""

    lines: tuple[Line, ...]
    is_label: bool = False
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table, `columns` wide."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Signatures:
    """Labels with room to sign behind each."""

    labels: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A line to cut along; what follows it is torn off and sent back."""

    caption: Line


Block = Paragraph | Grid | Signatures | Cut


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, the place of the seal, the day."""

    by: Line
    seal: str
    on: Line
    label: Line = ()


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A paper as it will be printed. `gaps` names the fields for which there was no value, each
    once, in the order of the paper; `on` is its day, from which its files are dated.
    """

    form: str
    title: str
    head: Head
    organ: Line
    number: Line
    to: Line
    blocks: tuple[Block, ...]
    attachments: tuple[Line, ...]
    signature: Signature | None
    copies: Line
    gaps: tuple[str, ...]
    on: date | None
    style: Style
