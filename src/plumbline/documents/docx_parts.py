"""版式部件 -- the parts of an official document in .docx that are the same in each of them.

Measures are those of GB/T 9704-2012 in the units of Word: twentieths of a point for
distances and lines, halves of a point for type.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS: Final = "http://schemas.openxmlformats.org"
_DOCUMENT_RELATIONS: Final = f"{_RELATIONS}/officeDocument/2006/relationships"

_TITLE_FACE: Final = "方正小标宋简体"
_BODY_FACE: Final = "仿宋_GB2312"
_HEADING_FACE: Final = "黑体"
_NOTE_FACE: Final = "楷体_GB2312"
_FACES: Final = (
    (_TITLE_FACE, "宋体"),
    (_BODY_FACE, "仿宋"),
    (_HEADING_FACE, "SimHei"),
    (_NOTE_FACE, "楷体"),
)
"""Typefaces by name, each with the one to take where it is missing."""

_TITLE_SIZE: Final = 44
_BODY_SIZE: Final = 32
_CELL_SIZE: Final = 24
_LINE: Final = 560
_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_CENTRED: Final = '<w:jc w:val="center"/>'


def core_properties(title: str) -> str:
    """The part that names the document. It holds no dates, so that bytes do not change."""
    return (
        f"{_XML}<cp:coreProperties"
        f' xmlns:cp="{_RELATIONS}/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    )


def _style(key: str, name: str, face: str, size: int, paragraph: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f'<w:rPr>{_fonts(face)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _fonts(face: str) -> str:
    latin = "Times New Roman"
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}"/>'


def _heading(level: int, face: str) -> str:
    paragraph = f'<w:keepNext/><w:spacing w:before="240" w:after="120"/>{_CENTRED}'
    return _style(
        f"Heading{level}",
        f"heading {level}",
        face,
        _BODY_SIZE,
        f'{paragraph}<w:outlineLvl w:val="{level - 1}"/>',
    )


def _styles() -> str:
    right = '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'
    after_title = f'<w:spacing w:before="0" w:after="240"/>{_CENTRED}'
    title = (
        '<w:keepNext/><w:spacing w:after="240" w:line="640" w:lineRule="exact"/>'
        f"<w:contextualSpacing/>{_CENTRED}"
    )
    named = (
        _style("Title", "Title", _TITLE_FACE, _TITLE_SIZE, title),
        _style("DocumentNumber", "Document Number", _BODY_FACE, _BODY_SIZE, after_title),
        _style("History", "History", _NOTE_FACE, _BODY_SIZE, _CENTRED),
        _heading(1, _HEADING_FACE),
        _heading(2, _HEADING_FACE),
        _heading(3, _NOTE_FACE),
        _heading(4, _NOTE_FACE),
        _style("Article", "Article", _BODY_FACE, _BODY_SIZE, _INDENT),
        _style("Body", "Body", _BODY_FACE, _BODY_SIZE, _INDENT),
        _style("Address", "Address", _BODY_FACE, _BODY_SIZE, ""),
        _style("Appendix", "Appendix", _HEADING_FACE, _BODY_SIZE, '<w:spacing w:before="560"/>'),
        _style("Signature", "Document Signature", _BODY_FACE, _BODY_SIZE, right),
        _style("Cell", "Cell", _BODY_FACE, _CELL_SIZE, '<w:spacing w:line="320"'
               ' w:lineRule="exact"/>'),
        _style("Footer", "footer", "宋体", 28, _CENTRED),
    )  # fmt: skip
    number = (
        '<w:style w:type="character" w:styleId="Number"><w:name w:val="Provision Number"/>'
        f"<w:rPr>{_fonts(_HEADING_FACE)}</w:rPr></w:style>"
    )
    default = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:pPr><w:spacing w:line="{_LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{_fonts(_BODY_FACE)}<w:sz w:val="{_BODY_SIZE}"/><w:lang w:val="en-US"'
        ' w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )
    return f'{_XML}<w:styles xmlns:w="{_W}">{default}{"".join(named)}{number}</w:styles>'


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in _FACES
    )
    return f'{_XML}<w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'


def _footer() -> str:
    dash, field = (
        "<w:r><w:t>{}</w:t></w:r>",
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>',
    )
    return (
        f'{_XML}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{dash.format('— ')}{field}</w:fldSimple>{dash.format(' —')}</w:p></w:ftr>"
    ).replace("<w:t>", '<w:t xml:space="preserve">')


def _relations(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    space = f"{_RELATIONS}/package/2006/relationships"
    return f'{_XML}<Relationships xmlns="{space}">{listed}</Relationships>'


def _content_types() -> str:
    overrides = (
        ("/word/document.xml", f"{_TYPES}.document.main+xml"),
        ("/word/styles.xml", f"{_TYPES}.styles+xml"),
        ("/word/fontTable.xml", f"{_TYPES}.fontTable+xml"),
        ("/word/footer1.xml", f"{_TYPES}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    listed = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides
    )
    return (
        f'{_XML}<Types xmlns="{_RELATIONS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{listed}</Types>"
    )


FIXED_PARTS: Final = {
    "[Content_Types].xml": _content_types(),
    "_rels/.rels": _relations(
        (f"{_DOCUMENT_RELATIONS}/officeDocument", "word/document.xml"),
        (
            f"{_RELATIONS}/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        ),
    ),
    "word/_rels/document.xml.rels": _relations(
        (f"{_DOCUMENT_RELATIONS}/styles", "styles.xml"),
        (f"{_DOCUMENT_RELATIONS}/fontTable", "fontTable.xml"),
        (f"{_DOCUMENT_RELATIONS}/footer", "footer1.xml"),
    ),
    "word/styles.xml": _styles(),
    "word/fontTable.xml": _font_table(),
    "word/footer1.xml": _footer(),
}
"""Parts by the name of the member that holds them."""
