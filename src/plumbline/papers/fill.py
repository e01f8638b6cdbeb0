"""填写 -- a form and values give a paper.

Where a value is missing the paper shows a gap and lists it, since it is a draft that a person
completes. A value is carried as text, whole and unread; only characters that XML cannot hold are
dropped, so that every output says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from plumbline.papers.form import FIELD, GENERAL, Block, Form, Sign
from plumbline.papers.paper import (
    GAP,
    Cell,
    Cut,
    Grid,
    Line,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Span,
)
from plumbline.papers.paper import Block as Printed
from plumbline.papers.value import Choice, Person, Value
from plumbline.procedure.definition import When
from plumbline.text import to_chinese

NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document, and so no .docx, can hold."""

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_STOP: Final = "\u3002"  # the full stop that ends the line of a person


def fill(form: Form, values: Mapping[str, Value | None]) -> Paper:
    """The paper that a form gives with these values by the names of fields; no value is refused.

    A choice is compared with `when` by its id, everything else by itself. An empty value, or one
    of blanks alone, is none.
    """
    filler = _Filler(form, values)
    on = values.get("on")
    head = (filler.line(form.organ), filler.line(form.number), filler.line(form.to))
    return Paper(
        form=form.id,
        title=form.title,
        head=form.head,
        organ=head[0],
        number=head[1],
        to=head[2],
        blocks=tuple(filler.blocks()),
        attachments=tuple(one for words in form.attachments for one in filler.lines(words)),
        signature=filler.signature(form.sign) if form.sign else None,
        copies=filler.copies(),
        gaps=tuple(filler.gaps),
        on=on if isinstance(on, date) else None,
        style=form.style,
    )


class _Filler:
    """Fills one form, and remembers in order the fields that had no value."""

    def __init__(self, form: Form, values: Mapping[str, Value | None]) -> None:
        self.form = form
        self.gaps: dict[str, None] = {}
        self._values = values
        self._days = {name for name, one in form.asks.items() if one.type == "day"}
        self._days |= {name for name, one in GENERAL.items() if one == "day"}

    def said(self, name: str, between: str = "\u3001") -> str:
        """A value as it is printed, without what XML cannot hold; empty when there is none.

        Several values of a field are set apart by what stands `between`.
        """
        value = self._values.get(name)
        if value is None:
            return ""
        several = value if isinstance(value, tuple) else (value,)
        text = NOT_XML.sub("", between.join(self.form.style.written(one) for one in several))
        return text if text.strip() else ""

    def lines(self, words: str, between: str = "\u3001") -> list[Line]:
        """Words with their fields filled; a value of several lines makes several."""
        lines: list[list[Span]] = [[]]
        for number, piece in enumerate(FIELD.split(words)):
            if number % 2 == 0:
                lines[-1] += [Span(piece)] if piece else []
                continue
            first, *more = _BREAK.split(self.said(piece, between))
            lines[-1].append(self._span(piece, first) if first or more else self._gap(piece))
            lines += [[self._span(piece, one)] for one in more]
        return [tuple(line) for line in lines]

    def line(self, words: str) -> Line:
        """Words with their fields filled, in one line."""
        return tuple(span for line in self.lines(words) for span in line)

    def _span(self, name: str, text: str) -> Span:
        return Span(text, "value", name)

    def _gap(self, name: str) -> Span:
        self.gaps[name] = None
        blank = self.form.style.words["blank_day"] if name in self._days else GAP
        return Span(blank, "gap", name)

    def signature(self, sign: Sign) -> Signature:
        """Who signs, with room for the seal, and the day."""
        seal = self.form.style.words["seal"] if sign.seal else ""
        return Signature(self.line(sign.by), seal, self.line(sign.on), self.line(sign.label))

    def copies(self) -> Line:
        """To whom copies go; nothing where no field in it has a value."""
        words = self.form.copies
        names = FIELD.findall(words)
        if names and not any(self.said(name) for name in names):
            return ()
        return self.line(words)

    def blocks(self) -> Iterator[Printed]:
        """The blocks that these values show."""
        for block in self.form.blocks:
            if self._is_shown(block):
                yield from self._block(block)

    def _is_shown(self, block: Block) -> bool:
        given = all(self._is_given(name) for name in block.given)
        without = any(self._is_given(name) for name in block.without)
        return given and not without and self._meets(block.when)

    def _is_given(self, name: str) -> bool:
        value = self._values.get(name)
        return value is not False and bool(self.said(name) or isinstance(value, Person))

    def _meets(self, when: When) -> bool:
        return all(self._compared(name) in values for name, values in when)

    def _compared(self, name: str) -> object:
        value = self._values.get(name)
        return value.id if isinstance(value, Choice) else value

    def _block(self, block: Block) -> Iterator[Printed]:
        match block.kind:
            case "text":
                for words in block.words:
                    yield from (Paragraph(one, block.place) for one in self.lines(words))
            case "heading":
                yield from (Paragraph(self.line(one), "flush", True) for one in block.words)
            case "items":
                yield from self._items(block)
            case "table":
                yield self._table(block)
            case "persons":
                yield from self._persons(block)
            case "signatures":
                yield Signatures(tuple(self.line(one) for one in block.words))
            case "cut":
                yield Cut(self.line(block.words[0]))

    def _items(self, block: Block) -> Iterator[Paragraph]:
        """Numbered lines; a list, or a value of several lines, makes as many; blank ones none."""
        lines = [line for words in block.words for line in self.lines(words, "\n")]
        kept = [line for line in lines if any(span.text.strip(" \t") for span in line)]
        for number, line in enumerate(kept, 1):
            yield Paragraph((Span(f"\uff08{to_chinese(number)}\uff09"), *line))

    def _table(self, block: Block) -> Grid:
        """Label and words in turn; the last words of a row reach to the edge."""
        columns = max(len(row) for row in block.rows)
        return Grid(tuple(self._row(row, columns) for row in block.rows), columns)

    def _row(self, row: tuple[str, ...], columns: int) -> tuple[Cell, ...]:
        cells = [
            Cell(tuple(self.lines(words)), is_label=place % 2 == 0)
            for place, words in enumerate(row)
        ]
        last = Cell(cells[-1].lines, columns=columns - len(row) + 1)
        return (*cells[:-1], last)

    def _persons(self, block: Block) -> Iterator[Printed]:
        """Whoever stands in a field, each with the particulars that are known."""
        value = self._values.get(block.of)
        found = value if isinstance(value, tuple) else (value,)
        persons = [one if isinstance(one, Person) else _named(one) for one in found]
        caption = self.line(block.words[0])
        for person in persons or [Person("")]:
            name = NOT_XML.sub("", person.name)
            shown = self._span(block.of, name) if name.strip() else self._gap(block.of)
            facts = self._particulars(person, block.rows)
            if block.look == "lines":
                yield Paragraph((*caption, Span("\uff1a"), shown, *_in_line(facts, block.of)))
            else:
                yield _grid_of(caption, shown, facts)

    def _particulars(
        self, person: Person, rows: tuple[tuple[str, ...], ...]
    ) -> list[tuple[str, str]]:
        """Label and value of each particular that is known."""
        pairs = [pair for row in rows for pair in zip(row[::2], row[1::2], strict=True)]
        said = ((label, NOT_XML.sub("", person.particulars.get(key, ""))) for label, key in pairs)
        return [(label, value) for label, value in said if value.strip()]


def _named(value: object) -> Person:
    return Person("" if value is None else f"{value}")


def _in_line(facts: list[tuple[str, str]], name: str) -> Line:
    spans: list[Span] = []
    for label, value in facts:
        spans += [Span(f"\uff0c{label}"), Span(" ".join(_BREAK.split(value)), "value", name)]
    return (*spans, Span(_STOP))


def _grid_of(caption: Line, shown: Span, facts: list[tuple[str, str]]) -> Grid:
    """A table of one person: the name across, then two particulars to a row."""
    rows = [(Cell((caption,), is_label=True), Cell(((shown,),), columns=3))]
    for left in range(0, len(facts), 2):
        cells: list[Cell] = []
        for label, value in facts[left : left + 2]:
            lines = tuple((Span(one, "value", shown.field),) for one in _BREAK.split(value))
            cells += [Cell(((Span(label),),), is_label=True), Cell(lines)]
        if len(cells) == 2:
            cells[1] = Cell(cells[1].lines, columns=3)
        rows.append(tuple(cells))  # type: ignore[arg-type]
    return Grid(tuple(rows), 4)
