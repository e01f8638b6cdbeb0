"""组卷 -- the whole case file as one paged PDF: cover, catalogue, papers, attached files.

Every page behind the catalogue bears its number in the file (第 n 页) at the top, in one row
through papers and attachments; the catalogue says on which page each begins. Attached PDFs are
merged as they are, with the marks and seals on them drawn in; an image is set on a page of its own.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from plumbline.papers.fill import NOT_XML
from plumbline.papers.image_page import image_page
from plumbline.papers.paper import Paper
from plumbline.papers.style import Style
from plumbline.papers.write_pdf import Facts, printed, write_pdf

Pdf = Any
"""A document of pypdfium2, which has no types."""

_ONE_AT_A_TIME: Final = threading.Lock()
"""PDFium may be called by one thread at a time."""

_ID: Final = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")

_SHEET = """
.cover { text-align: center; height: 225mm; font-size: 16pt; }
.cover h1 { font-size: 36pt; font-weight: normal; letter-spacing: 0.4em; text-indent: 0.4em;
  margin: 42mm 0 26mm; }
.cover .organ { font-size: 22pt; margin: 0; }
.cover table { margin: 0 auto; text-align: left; border-collapse: collapse; width: 140mm; }
.cover th { font-weight: normal; width: 30mm; vertical-align: bottom; padding: 4mm 0 1mm;
  text-align-last: justify; }
.cover td { border-bottom: 0.5pt solid #000; padding: 4mm 2mm 1mm; vertical-align: bottom;
  overflow-wrap: anywhere; }
.catalogue { break-before: page; }
.catalogue table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12pt;
  line-height: 18pt; letter-spacing: 0; text-align: left; }
.catalogue thead { display: table-header-group; }
.catalogue th, .catalogue td { border: 0.5pt solid #000; padding: 1.5mm; font-weight: normal;
  overflow-wrap: anywhere; }
.catalogue th, .catalogue .few { text-align: center; }
.catalogue tr { break-inside: avoid; }
.catalogue .order { width: 8%; } .catalogue .number { width: 28%; } .catalogue .day { width: 21%; }
.catalogue .page { width: 10%; }
@page { @bottom-right { content: none; } @bottom-left { content: none; } }
@page :right { @bottom-right { content: none; } }
@page :left { @bottom-left { content: none; } }
"""

_STAMP_PAGE = "@page p{place} {{ size: {width:.2f}pt {height:.2f}pt; margin: 0; }}\n"
_STAMP_SHEET = """
@page { @top-center { content: none } @bottom-right { content: none }
  @bottom-left { content: none } }
@page :right { @bottom-right { content: none } }
@page :left { @bottom-left { content: none } }
.paper .stamp { position: absolute; top: 9mm; right: 12mm; white-space: nowrap;
  font-size: 10.5pt; line-height: 14pt; }
.sheet { position: relative; break-after: page; height: 40mm; }
"""


class BindFault(ValueError):
    """An attached file that cannot be bound: its title, and why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the catalogue: a paper, or the bytes of a PDF or of an image."""

    title: str
    content: Paper | bytes
    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says: organ, case, its parties as one text each, first and last day."""

    organ: str
    case_number: str
    title: str
    parties: Sequence[str]
    from_day: date
    to_day: date | None = None


def bind(parts: Sequence[Part], cover: Cover, style: Style) -> bytes:
    """The case file as PDF. The same parts give the same bytes.

    Raises BindFault for a file that is no PDF and no image, is locked or is broken, and
    PapersNeed when the extra `pdf` is not installed. Files are bound one at a time.
    """
    with _ONE_AT_A_TIME:
        return _bound(parts, cover, style)


def _bound(parts: Sequence[Part], cover: Cover, style: Style) -> bytes:
    rendered = [_rendered(part) for part in parts]
    lengths = [len(one) for one in rendered]
    starts = [1 + sum(lengths[:place]) for place in range(len(parts))]
    facts = Facts(cover.title, cover.organ, cover.to_day or cover.from_day)
    front = _cover(cover, sum(lengths), style) + _catalogue(parts, starts, style)
    book = pypdfium2.PdfDocument(printed(front, style, facts, [_SHEET]))
    first = len(book)
    for one in rendered:
        book.import_pages(one)
    _stamp(book, first, style)
    return _saved(book)


def _rendered(part: Part) -> Pdf:
    """The pages of one part."""
    if isinstance(part.content, Paper):
        return pypdfium2.PdfDocument(write_pdf(part.content))
    if not part.content.lstrip()[:5].startswith(b"%PDF-"):
        made = image_page(part.content)
        if made is None:
            raise BindFault(f"{part.title}: is no PDF and no image; attach one of them")
        return made
    try:
        found = pypdfium2.PdfDocument(part.content)
        for page in found:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    except pypdfium2.PdfiumError as error:
        raise BindFault(f"{part.title}: cannot be read ({error}); attach an open PDF") from None
    if len(found) == 0:
        raise BindFault(f"{part.title}: has no page; attach a PDF with pages")
    return found


def _cover(cover: Cover, pages: int, style: Style) -> str:
    to_day = style.written(cover.to_day) if cover.to_day else style.words["blank_day"]
    rows = [
        ("cover_number", cover.case_number),
        ("cover_title", cover.title),
        *(("cover_parties" if place == 0 else "", one) for place, one in enumerate(cover.parties)),
        ("cover_days", style.say("span", from_day=style.written(cover.from_day), to_day=to_day)),
        ("cover_pages", style.say("pages", number=pages)),
    ]
    cells = "".join(
        f"<tr><th>{escape(style.words[key]) if key else ''}</th><td>{_text(said)}</td></tr>"
        for key, said in rows
    )
    return (
        f'<section class="paper cover"><p class="organ">{_text(cover.organ)}</p>'
        f"<h1>{escape(style.words['case_file'])}</h1><table>{cells}</table></section>"
    )


def _catalogue(parts: Sequence[Part], starts: Sequence[int], style: Style) -> str:
    columns = ("order", "title", "number", "day", "page")
    heads = "".join(
        f'<th class="{one}">{escape(style.words[f"column_{one}"])}</th>' for one in columns
    )
    rows = "".join(
        f'<tr><td class="few">{order}</td><td>{_text(part.title)}</td>'
        f"<td>{_text(part.number)}</td>"
        f'<td class="few">{style.written(part.on) if part.on else ""}</td>'
        f'<td class="few">{start}</td></tr>'
        for order, (part, start) in enumerate(zip(parts, starts, strict=True), 1)
    )
    return (
        f'<section class="paper catalogue"><h1 class="paper-title">'
        f"{escape(style.words['catalogue'])}</h1>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _text(text: str) -> str:
    return f"<bdi>{escape(NOT_XML.sub('', text))}</bdi>"


def _stamp(book: Pdf, first: int, style: Style) -> None:
    """Print the number of each page on it, in the corner at the top that a reader sees."""
    shown = [book[place].get_size() for place in range(first, len(book))]
    if not shown:
        return
    sheets = "".join(
        _STAMP_PAGE.format(place=place, width=width, height=height)
        for place, (width, height) in enumerate(shown)
    )
    body = "".join(
        f'<div class="sheet" style="page: p{place}"><p class="stamp">'
        f"{escape(style.say('page', number=place + 1))}</p></div>"
        for place in range(len(shown))
    )
    marks = pypdfium2.PdfDocument(
        printed(
            f'<div class="paper">{body}</div>', style, Facts("", "", None), [_STAMP_SHEET, sheets]
        )
    )
    for place in range(len(shown)):
        _overlay(book, first + place, marks, place)


def _overlay(book: Pdf, place: int, marks: Pdf, mark: int) -> None:
    """Draw a page of marks over a page, turned and moved as that page is shown."""
    page = book[place]
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    placed = marks.page_as_xobject(mark, book).as_pageobject()
    turns = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, left + width, bottom),
        180: (-1, 0, 0, -1, left + width, bottom + height),
        270: (0, -1, 1, 0, left, bottom + height),
    }
    placed.set_matrix(pypdfium2.PdfMatrix(*turns[page.get_rotation()]))
    page.insert_obj(placed)
    page.gen_content()


def _saved(book: Pdf) -> bytes:
    """The bytes of a PDF, with what the library would make anew each time set to one value."""
    kept = io.BytesIO()
    book.save(kept)
    content = kept.getvalue()
    zero = b"/ID[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]"
    return _ID.sub(zero, content)
