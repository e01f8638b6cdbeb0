"""版面 -- a document as the blocks that a page shows: headings, articles, sections, appendices.

A block is what is addressed, found and linked. Its HTML is made here once, when the
text is taken in, so that a code of a thousand articles is read and not rendered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from plumbline.documents.address import eids
from plumbline.documents.marks import print_label
from plumbline.documents.model import DIVISIONS, NUMBERED_SECTIONS, Document, Unit
from plumbline.sources.find import Citation


@dataclass(frozen=True, slots=True)
class Block:
    """One block in reading order.

    `outline` counts the items of each paragraph of an article; `cited` are the places of
    the citations that stand in the block.
    """

    kind: str
    eid: str
    number: str
    label: str
    heading: str
    path: tuple[str, ...]
    text: str
    html: str
    outline: tuple[int, ...]
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A citation with its place in its version, as links in the text name it."""

    place: int
    citation: Citation


_OWN_PART: Final = "part_1"


def is_book(document: Document) -> bool:
    """Whether a document is one book of a code and has that book's heading above all else."""
    return len(document.body) == 1 and document.body[0].kind == "part"


def blocks_of(document: Document, marked: Sequence[Marked], prefix: str = "") -> list[Block]:
    """The blocks of a document, citations marked. `prefix` sets the books of a code apart."""
    page = _Page(document, marked, prefix)
    blocks: list[Block] = []
    for number, unit in enumerate(document.covering, 1):
        blocks.append(page.covering(unit, f"notice_{number}"))
    for unit in (*document.body, *document.tail):
        blocks.extend(page.blocks(unit, ()))
    return blocks


class _Page:
    def __init__(self, document: Document, marked: Sequence[Marked], prefix: str) -> None:
        self.text = document.source.text
        self.marked = sorted(marked, key=lambda m: m.citation.start)
        self.starts = [m.citation.start for m in self.marked]
        self.prefix = prefix
        self.is_book = is_book(document)
        self.ids = {id(unit): eid for eid, unit in eids(document)}

    def eid(self, unit: Unit) -> str:
        eid = self.ids.get(id(unit), "")
        if not self.prefix or eid.startswith("art_"):
            return eid
        if self.is_book and eid.startswith(_OWN_PART):
            return f"{self.prefix}{eid.removeprefix(_OWN_PART)}"
        return f"{self.prefix}__{eid}"

    def blocks(self, unit: Unit, path: tuple[str, ...]) -> Iterator[Block]:
        if unit.kind in DIVISIONS:
            yield self.heading(unit, path)
            inner = (*path, _title(unit)) if _title(unit) else path
            for child in unit.children:
                yield from self.blocks(child, inner)
        else:
            yield self.block(unit, path)

    def covering(self, unit: Unit, eid: str) -> Block:
        """A line of the notice that issues the text."""
        self.ids[id(unit)] = eid
        return replace(self.block(unit, ()), kind="notice")

    def heading(self, unit: Unit, path: tuple[str, ...]) -> Block:
        return Block(
            unit.kind, self.eid(unit), unit.number, _label(unit), unit.heading, path,
            _title(unit), "", (), (),
        )  # fmt: skip

    def block(self, unit: Unit, path: tuple[str, ...]) -> Block:
        paragraphs = [child for child in unit.children if child.kind == "paragraph"]
        counts = tuple(
            max((int(c.number or 0) for c in p.children if c.kind == "item"), default=0)
            for p in paragraphs
        )
        ends = max((one.place.end for one in unit.walk()), default=unit.place.end)
        kind = "numbered_section" if unit.kind.startswith("section_") else unit.kind
        return Block(
            kind=kind,
            eid=self.eid(unit),
            number=unit.number,
            label=_label(unit),
            heading="",
            path=path,
            text="\n".join(words_of(unit)),
            html="".join(self.render(unit)),
            outline=counts if unit.kind == "article" else (),
            cited=tuple(m.place for m in self.between(unit.place.start, ends)),
        )

    def between(self, start: int, end: int) -> list[Marked]:
        """The citations that begin between two offsets."""
        return self.marked[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def render(self, unit: Unit) -> Iterator[str]:
        """The unit's own words as one element, then its children, flat, with classes by kind."""
        if unit.kind == "article":
            children = list(unit.children)
            label = f'<span class="num">{escape(_label(unit))}</span>'
            if children and children[0].kind == "paragraph":
                first = children.pop(0)
                yield self.line(first, "paragraph", label)
                for child in first.children:
                    yield from self.render(child)
            else:
                yield f'<p class="paragraph">{label}</p>'
            for child in children:
                yield from self.render(child)
            return
        if unit.rows:
            yield self.table(unit)
            return
        label = _label(unit)
        shown = f'<span class="num">{escape(label)}</span>' if label else ""
        yield self.line(unit, unit.kind, shown)
        for child in unit.children:
            yield from self.render(child)

    def line(self, unit: Unit, kind: str, label: str) -> str:
        style = kind.replace("_", "-")
        if kind in NUMBERED_SECTIONS and "。" in unit.text:
            style += " sentence"
        eid = escape(self.eid(unit))
        return f'<p class="{style}" id="{eid}">{label}{self.words(unit)}</p>'

    def table(self, unit: Unit) -> str:
        at, rows = unit.place.start, []
        for row in unit.rows:
            cells = []
            for cell in row:
                shown, at = self.cell(cell, at, unit.place.end)
                cells.append(f"<td>{shown}</td>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        table = f'<table class="table">{"".join(rows)}</table>'
        return f'<div class="table-responsive" id="{escape(self.eid(unit))}">{table}</div>'

    def cell(self, words: str, at: int, end: int) -> tuple[str, int]:
        """A cell with its citations as links, and where the next may begin. A cell stands in
        the text behind the one before it, unless its reader has joined its lines."""
        start = self.text.find(words, at, end) if words else -1
        if start < 0:
            return escape(words), at
        return self.linked(start, start + len(words)), start + len(words)

    def words(self, unit: Unit) -> str:
        """The unit's words with its citations as links, where its place holds these words."""
        start, end = unit.place.start, unit.place.end
        if self.text[start:end] != unit.text:
            return escape(unit.text)
        return self.linked(start, end)

    def linked(self, start: int, end: int) -> str:
        """The text between two offsets, with its citations as links."""
        parts: list[str] = []
        at = start
        for marked in self.between(start, end):
            citation = marked.citation
            if citation.start < at or citation.end > end:
                continue
            parts.append(escape(self.text[at : citation.start]))
            parts.append(_link(marked))
            at = citation.end
        parts.append(escape(self.text[at:end]))
        return "".join(parts)


def _link(marked: Marked) -> str:
    citation = marked.citation
    shown = escape(citation.text)
    if not citation.norm:
        return shown
    style = citation.kind.replace("_", "-")
    place = marked.place
    return f'<a class="cite cite-{style}" data-cite="{place}" href="?cite={place}">{shown}</a>'


def _label(unit: Unit) -> str:
    return print_label(unit.form, unit.number) if unit.form else ""


def _title(unit: Unit) -> str:
    return f"{_label(unit)} {unit.heading}".strip()


def words_of(unit: Unit) -> Iterator[str]:
    """The unit's lines with their labels, the article's own number left out."""
    for one in unit.walk():
        if one.kind == "article":
            continue
        if one.text:
            yield _label(one) + one.text
