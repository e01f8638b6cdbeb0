"""Word -- a paper as .docx, to be completed, corrected and stamped by a person.

Styles carry the looks, so that an office can change them; the words are those of the tree, a
value in a run of its own. Dates inside the file are the paper's own, so that the same paper gives
the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Written

from plumbline.papers.docx_look import dress, lay_page, rule
from plumbline.papers.paper import (
    Block,
    Cell,
    Cut,
    Grid,
    Line,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Span,
    text_of,
)

_PACKED_AT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold; the parts of a paper have no time of their own."""

_STYLES: Final = {
    "indented": "Paper Indented",
    "flush": "Paper Flush",
    "centred": "Paper Centred",
    "right": "Paper Right",
}
_LABEL_SHARE: Final = {2: 0.21, 4: 0.19, 6: 0.13}
_COLON: Final = Span("\uff1a")


def write_docx(paper: Paper) -> bytes:
    """A paper as .docx: A4, with page numbers, real tables, and named styles."""
    document = docx.Document()
    dress(document, paper.style)
    lay_page(document, paper.style)
    _Writer(document, paper).write()
    _facts(document, paper)
    kept = io.BytesIO()
    document.save(kept)
    return _repacked(kept.getvalue())


class _Writer:
    """Writes the parts of one paper in their order."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document, self.paper = document, paper

    def write(self) -> None:
        """All of the paper."""
        self._head()
        for block in self.paper.blocks:
            self._block(block)
        self._attachments()
        if self.paper.signature:
            self._signature(self.paper.signature)
        if self.paper.copies:
            lead = Span(self.paper.style.words["copies"])
            self.line((lead, *self.paper.copies, Span("\u3002")), "Paper Copies")

    def line(self, line: Line, style: str) -> Written:
        """A paragraph of the document."""
        return _runs(self.document.add_paragraph(style=style), line)

    def _head(self) -> None:
        paper = self.paper
        is_red = paper.head == "red"
        if paper.organ:
            self.line(paper.organ, "Paper Organ Red" if is_red else "Paper Organ")
        if is_red:
            rule(self.line(paper.number, "Paper Number"), "bottom", "D00000")
        self.line((Span(paper.title),), "Paper Title")
        if paper.number and not is_red:
            self.line(paper.number, "Paper Number")
        if paper.to:
            self.line((*paper.to, _COLON), "Paper Flush")

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                style = "Paper Heading" if block.is_heading else _STYLES[block.place]
                self.line(block.line, style).paragraph_format.keep_with_next = block.leads
            case Grid():
                self._grid(block)
            case Signatures():
                for label in block.labels:
                    self.line((*label, _COLON), "Paper Sign Here")
            case Cut():
                rule(self.line(block.caption, "Paper Centred"), "top", "000000", dashed="dashed")

    def _grid(self, grid: Grid) -> None:
        table = self.document.add_table(len(grid.rows), grid.columns, style="Table Grid")
        table.autofit = False
        labels = grid.columns // 2
        share = _LABEL_SHARE.get(grid.columns, 0.13)
        widths = [share, 1 / labels - share] * labels
        width = self.paper.style.text_width
        for number, row in enumerate(grid.rows):
            cells = table.rows[number].cells
            place = 0
            for cell in row:
                last = place + cell.columns - 1
                spanned = cells[place] if last == place else cells[place].merge(cells[last])
                spanned.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                spanned.width = Mm(width * sum(widths[place : last + 1]))
                _write_cell(spanned, cell)
                place = last + 1
        self.document.add_paragraph(style="Paper After Table")

    def _attachments(self) -> None:
        several = len(self.paper.attachments) > 1
        for number, line in enumerate(self.paper.attachments, 1):
            lead = self.paper.style.words["attachments"] if number == 1 else "\u3000" * 3
            order = f"{number}. " if several else ""
            self.line((Span(lead), Span(order), *line), "Paper Attachments")

    def _signature(self, signature: Signature) -> None:
        if signature.label:
            self.line((*signature.label, _COLON), "Paper Label")
            if signature.by:
                self.line(signature.by, "Paper Label")
            self.line(signature.on, "Paper Right")
            return
        indent = self._left_of(signature)
        lines = [signature.by, (Span(signature.seal),) if signature.seal else (), signature.on]
        for number, line in enumerate(one for one in lines if one):
            written = self.line(line, "Paper Signature")
            written.paragraph_format.left_indent = Mm(indent)
            if number == 0:
                written.paragraph_format.space_before = Pt(2 * self.paper.style.line)
            written.paragraph_format.keep_with_next = line is not signature.on

    def _left_of(self, signature: Signature) -> float:
        """How far in the lines are centred, in mm: the day stands four squares from the edge."""
        square = self.paper.style.fonts["body"].size * 25.4 / 72
        longest = max(_squares(signature.by), _squares(signature.on) + 8)
        return max(0.0, self.paper.style.text_width - longest * square)


def _squares(line: Line) -> float:
    """How many squares a line takes; a digit or letter takes half of one."""
    return sum(0.5 if one.isascii() else 1.0 for one in text_of(line))


def _write_cell(spanned: _Cell, cell: Cell) -> None:
    style = "Paper Cell Label" if cell.is_label else "Paper Cell"
    for number, line in enumerate(cell.lines):
        paragraph = spanned.paragraphs[0] if number == 0 else spanned.add_paragraph()
        paragraph.style = style
        _runs(paragraph, line)


def _runs(paragraph: Written, line: Sequence[Span]) -> Written:
    """The spans of a line as runs; a gap is underlined."""
    for span in line:
        if span.text:
            run = paragraph.add_run(span.text)
            run.underline = True if span.kind == "gap" else None
    return paragraph


def _facts(document: Document, paper: Paper) -> None:
    """What the file says of itself."""
    facts = document.core_properties
    day = datetime(paper.on.year, paper.on.month, paper.on.day) if paper.on else _NO_DAY  # noqa: DTZ001 -- the format has no zone
    facts.title = paper.title[:255]
    facts.author = text_of(paper.organ)[:255]
    facts.last_modified_by = facts.author
    facts.comments = ""
    facts.created = facts.modified = day
    facts.language = "zh-CN"


_NO_DAY: Final = datetime(*_PACKED_AT)  # noqa: DTZ001 -- the format has no zone


def _repacked(content: bytes) -> bytes:
    """The same package with one fixed time for every part."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(packed, "w") as archive,
    ):
        for name in read.namelist():
            info = zipfile.ZipInfo(name, _PACKED_AT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, read.read(name), compresslevel=6)
    return packed.getvalue()
