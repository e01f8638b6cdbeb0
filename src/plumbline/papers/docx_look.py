"""Word的样式 -- page, styles, rules and page numbers of a .docx, after its Style."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from plumbline.papers.style import Font, Style

_CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
_LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
_RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT

_LOOKS: Final = {
    "Paper Organ": ("organ", _CENTRE, 0, 0),
    "Paper Organ Red": ("organ", _CENTRE, 0, 0),
    "Paper Title": ("title", _CENTRE, 0, 0),
    "Paper Number": ("body", _CENTRE, 0, 0),
    "Paper Flush": ("body", _LEFT, 0, 0),
    "Paper Indented": ("body", _LEFT, 0, 2),
    "Paper Centred": ("body", _CENTRE, 0, 0),
    "Paper Right": ("body", _RIGHT, 0, 0),
    "Paper Heading": ("heading", _LEFT, 0, 2),
    "Paper Attachments": ("body", _LEFT, 5, -3),
    "Paper Signature": ("body", _CENTRE, 0, 0),
    "Paper Label": ("body", _LEFT, 10, 0),
    "Paper Sign Here": ("body", _LEFT, 0, 0),
    "Paper Copies": ("note", _LEFT, 4, -3),
    "Paper Cell": ("table", _LEFT, 0, 0),
    "Paper Cell Label": ("table", _CENTRE, 0, 0),
    "Paper After Table": ("table", _LEFT, 0, 0),
}
"""For each style of paragraphs: the font, the alignment, and in squares how far it is set in, and
its first line beyond that."""

_CELL: Final = {"Paper Cell": 0.15, "Paper Cell Label": 0.15}
_BEFORE: Final = {"Paper Copies": 1, "Paper Sign Here": 0.5, "Paper Label": 1, **_CELL}
_AFTER: Final = {"Paper Title": 1, "Paper Number": 0.5, **_CELL}
_KEPT: Final = {"Paper Organ", "Paper Organ Red", "Paper Title", "Paper Number", "Paper Heading"}
_ON_GRID: Final = {"body", "heading"}
_RED: Final = RGBColor(0xD0, 0, 0)
_THEMED: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def dress(document: Document, style: Style) -> None:
    """Give a document the styles that papers are written in."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in _THEMED:
            fonts.attrib.pop(qn(f"w:{name}"), None)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set_font(normal, style.fonts["body"])
    for name, (use, align, left, first) in _LOOKS.items():
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(made, ParagraphStyle)
        made.base_style = normal
        font = style.fonts[use]
        _set_font(made, font)
        lines = made.paragraph_format
        lines.alignment = align
        lines.left_indent, lines.first_line_indent = Pt(left * font.size), Pt(first * font.size)
        lines.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        lines.line_spacing = Pt(style.line if use in _ON_GRID else font.size * 3 // 2)
        lines.space_before = Pt(round(style.line * _BEFORE.get(name, 0)))
        lines.space_after = Pt(round(style.line * _AFTER.get(name, 0)))
        lines.keep_with_next = name in _KEPT
        lines.widow_control = True
        if use in _ON_GRID:
            _tighten(made)
    red = document.styles["Paper Organ Red"]
    assert isinstance(red, ParagraphStyle)
    red.font.color.rgb = _RED


def lay_page(document: Document, style: Style) -> None:
    """Set the page of a document, and number its pages: odd ones right, even ones left."""
    section = document.sections[0]
    page = style.page
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.footer_distance = Mm(page["bottom"] - 11)
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(section, style)
    if style.mark:
        _mark_pages(section, style)


def rule(paragraph: Paragraph, side: str, colour: str, dashed: str = "single") -> Paragraph:
    """Draw a line above (`top`) or below (`bottom`) a paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    sizes = {"val": dashed, "sz": "16" if dashed == "single" else "4", "space": "6"}
    for name, value in {**sizes, "color": colour}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def _set_font(made: ParagraphStyle, font: Font) -> None:
    made.font.name = "Times New Roman"
    made.font.size = Pt(font.size)
    properties: Any = made.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), font.word)


def _tighten(made: ParagraphStyle) -> None:
    """A quarter of a point between characters less, so that a line holds 28 of them."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    properties: Any = made.element.get_or_add_rPr()
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")


def _mark_pages(section: Section, style: Style) -> None:
    """Write the mark above every page."""
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        run = header.paragraphs[0].add_run(style.mark)
        run.font.size, run.font.color.rgb = Pt(style.fonts["note"].size), _RED
        header.paragraphs[0].alignment = _CENTRE


def _number_pages(section: Section, style: Style) -> None:
    for footer, align in ((section.footer, _RIGHT), (section.even_page_footer, _LEFT)):
        _number_page(footer, align, style.fonts["note"])


def _number_page(footer: _Footer, align: WD_ALIGN_PARAGRAPH, font: Font) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.right_indent = Pt(font.size)
    paragraph.paragraph_format.left_indent = Pt(font.size)
    paragraph.add_run("\u2014 ").font.size = Pt(font.size)
    run = paragraph.add_run()
    run.font.size = Pt(font.size)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)
    paragraph.add_run(" \u2014").font.size = Pt(font.size)
