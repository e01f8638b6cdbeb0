"""公文版式 -- a document as .docx in the form of Chinese official documents.

Sizes, margins and typefaces are those of GB/T 9704-2012: 22-point title, 16-point body
in 28-point lines, two characters of indent, numbered pages. Typefaces are only named,
each with the one that every office program has; none is embedded. The same document
always gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from plumbline.documents.docx_parts import FIXED_PARTS, core_properties
from plumbline.documents.marks import print_label
from plumbline.documents.model import DIVISIONS, Document, Unit

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_STYLES: Final = {
    "title": "Title",
    "docnumber": "DocumentNumber",
    "history": "History",
    "signature": "Signature",
    "address": "Address",
    "appendix": "Appendix",
}
_PAGE: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984"'
    ' w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
)
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class _Block(NamedTuple):
    """One paragraph, or one table: where it stood, its style, its number and its words."""

    start: int
    style: str
    label: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


def write_docx(document: Document) -> bytes:
    """Bytes of a .docx with all units of a document, in the order of its text."""
    present = {unit.kind for unit in document.units()}
    levels = [kind for kind in DIVISIONS if kind in present]
    blocks: list[_Block] = []
    for part in (document.head, document.body, document.tail):
        for unit in part:
            blocks.extend(_blocks(unit, levels))
    blocks.sort(key=itemgetter(0))
    body = "".join(_table(block) if block.rows else _paragraph(block) for block in blocks)
    parts = {
        **FIXED_PARTS,
        "docProps/core.xml": core_properties(_clean(document.title)),
        "word/document.xml": _document(body),
    }
    return _packed(parts)


def _blocks(unit: Unit, levels: Sequence[str]) -> Iterator[_Block]:
    """The paragraphs of a unit and of all below it."""
    label = print_label(unit.form, unit.number) if unit.form else ""
    start, children = unit.place.start, unit.children
    if unit.kind in DIVISIONS:
        text = f"\u3000{unit.heading}" if label and unit.heading else unit.heading
        yield _Block(start, f"Heading{levels.index(unit.kind) + 1}", "", label + text)
    elif unit.kind == "article":
        first = children[0] if children and children[0].kind == "paragraph" else None
        words = unit.text if first is None else first.text
        yield _Block(start, "Article", label, f"\u3000{words}" if words else "")
        if first is not None:
            for child in first.children:
                yield from _blocks(child, levels)
            children = children[1:]
    elif unit.rows or unit.text or label:
        style = _STYLES.get(unit.kind, "Body")
        yield _Block(start, style, "", label + unit.text, unit.rows)
    for child in children:
        yield from _blocks(child, levels)


def _document(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{body}{_PAGE}</w:body></w:document>"
    )


def _paragraph(block: _Block) -> str:
    numbered = f'<w:r><w:rPr><w:rStyle w:val="Number"/></w:rPr>{_run(block.label)}</w:r>'
    words = f"<w:r>{_run(block.text)}</w:r>" if block.text else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{block.style}"/></w:pPr>'
        f"{numbered if block.label else ''}{words}</w:p>"
    )


def _table(block: _Block) -> str:
    width = max(len(row) for row in block.rows)
    share = 8844 // max(width, 1)
    rows = "".join(
        "<w:tr>" + "".join(_cell(cell, share) for cell in [*row, *[""] * (width - len(row))])
        + "</w:tr>"
        for row in block.rows
    )  # fmt: skip
    grid = f'<w:gridCol w:w="{share}"/>' * width
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(text: str, width: int) -> str:
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r>{_run(line)}</w:r></w:p>'
        for line in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _run(text: str) -> str:
    """Words as the contents of a run, tabs and breaks as elements."""
    pieces: list[str] = []
    for piece in re.split(r"(\t|\r\n|\r|\n)", _clean(text)):
        if piece == "\t":
            pieces.append("<w:tab/>")
        elif piece in ("\n", "\r\n", "\r"):
            pieces.append("<w:br/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(pieces)


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _packed(parts: dict[str, str]) -> bytes:
    """A zip archive of the parts, the same bytes for the same parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        # The list of content types comes first, as readers of packages expect.
        for member in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(member, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, parts[member].encode(), compresslevel=6)
    return packed.getvalue()
