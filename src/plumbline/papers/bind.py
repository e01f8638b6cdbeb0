"""组卷 -- the whole case file as one paged PDF: cover, catalogue, papers, attached files.

Every page behind the catalogue bears its number in the file (第 n 页) at the top, in one row
through papers and attachments; the catalogue says on which page each begins. Attached PDFs are
merged as they are, with the marks and seals on them drawn in; an image is set on a page of its own.
In place of a file that cannot be bound stands a page with its name, its hash and the reason.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Final, Literal

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from plumbline.papers.fill import NOT_XML
from plumbline.papers.image_page import image_page, picture_in
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
.cover table { margin: 0 auto; text-align: left; border-collapse: collapse; width: 150mm; }
.cover th { font-weight: normal; width: 30mm; vertical-align: bottom; padding: 4mm 0 1mm;
  text-align-last: justify; }
.cover td { border-bottom: 0.5pt solid #000; padding: 4mm 2mm 1mm; vertical-align: bottom;
  overflow-wrap: anywhere; }
.cover .cover_days td { white-space: nowrap; }
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
.unbound table { width: 100%; border-collapse: collapse; table-layout: fixed; text-align: left; }
.unbound th, .unbound td { border: 0.5pt solid #000; padding: 2mm; font-weight: normal;
  overflow-wrap: anywhere; }
.unbound th { width: 22%; }
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


MOST_PAGES: Final = 200
"""Pages that are bound of one attached file."""

MOST_IN_ALL: Final = 2000
"""Pages that are bound of all attached files together."""

Why = Literal["kind", "broken", "gone", "large", "long", "withheld"]
"""Why a file is not bound: it is no PDF and no image; it is damaged or locked, or has no page;
it is not kept any more; too much is attached already; it has more pages than are bound; it is
withheld from the reader."""


class BindFault(ValueError):
    """An attached file that cannot be bound, and why; what the words of that reason name."""

    def __init__(self, why: Why, **named: int | str) -> None:
        super().__init__(why)
        self.why, self.named = why, named


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the catalogue: a paper, the bytes of a PDF or of an image, or why there are
    none. `sha256` is the hash of a file.
    """

    title: str
    content: Paper | bytes | BindFault
    number: str = ""
    on: date | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class _Pages:
    """A PDF, and the width and height of each of its pages as it is shown, in points."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]


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

    A file that cannot be bound, or not as a whole, is told of on a page. Raises PapersNeed when the
    extra `pdf` is not installed.
    """
    rendered: list[list[_Pages]] = []
    room = MOST_IN_ALL
    for part in parts:
        rendered.append(_rendered(part, min(room, MOST_PAGES), style))
        if not isinstance(part.content, Paper):
            room -= sum(len(one.sizes) for one in rendered[-1])
    lengths = [sum(len(one.sizes) for one in several) for several in rendered]
    starts = [1 + sum(lengths[:place]) for place in range(len(parts))]
    facts = Facts(cover.title, cover.organ, cover.to_day or cover.from_day)
    front = _cover(cover, sum(lengths), style) + _catalogue(parts, starts, style)
    pages = [one for several in rendered for one in several]
    marks = _marks([size for one in pages for size in one.sizes], style)
    return _merged(printed(front, style, facts, [_SHEET]), [one.pdf for one in pages], marks)


def _rendered(part: Part, room: int, style: Style) -> list[_Pages]:
    """The pages of one part; of an attached file at most so many, and a page that says so."""
    if isinstance(part.content, Paper):
        return [_measured(write_pdf(part.content))]
    try:
        if isinstance(part.content, BindFault):
            raise part.content
        pages, length = _attached(part.content, room)
    except BindFault as fault:
        return [_told(part, fault, style)]
    if len(pages.sizes) == length:
        return [pages]
    told = _told(part, BindFault("long", pages=length, bound=len(pages.sizes)), style)
    return [pages, told] if pages.sizes else [told]


def _told(part: Part, fault: BindFault, style: Style) -> _Pages:
    """A page that names a file which is not bound, or not as a whole, and says why."""
    rows = [
        ("unbound_file", part.title),
        ("unbound_hash", part.sha256),
        ("unbound_because", style.say(f"unbound_{fault.why}", **fault.named)),
    ]
    cells = "".join(
        f"<tr><th>{escape(style.words[key])}</th><td>{_text(said)}</td></tr>" for key, said in rows
    )
    body = (
        f'<section class="paper unbound"><h1 class="paper-title">'
        f"{escape(style.words['unbound'])}</h1><table>{cells}</table></section>"
    )
    return _measured(printed(body, style, Facts(part.title, "", part.on), [_SHEET]))


def _measured(pdf: bytes) -> _Pages:
    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(pdf)) as found:
        return _Pages(pdf, _sizes(found))


def _attached(content: bytes, room: int) -> tuple[_Pages, int]:
    """The pages of a file, at most so many, and how many it has. Raises BindFault."""
    is_pdf = content.lstrip()[:5].startswith(b"%PDF-")
    picture = None if is_pdf else picture_in(content)
    if not is_pdf and picture is None:
        raise BindFault("kind")
    with _ONE_AT_A_TIME:
        try:
            found = image_page(picture) if picture else pypdfium2.PdfDocument(content)
            with closing(found):
                return _first(found, room), len(found)
        except pypdfium2.PdfiumError:
            raise BindFault("broken") from None


def _first(found: Pdf, room: int) -> _Pages:
    """The first pages of a PDF, with what is laid over them drawn in. Raises BindFault."""
    if len(found) == 0:
        raise BindFault("broken")
    first = range(min(room, len(found)))
    for place in first:
        raw.FPDFPage_Flatten(found[place], raw.FLAT_NORMALDISPLAY)
    with closing(pypdfium2.PdfDocument.new()) as made:
        if first:
            made.import_pages(found, [*first])
        return _Pages(_saved(made), _sizes(made))


def _sizes(found: Pdf) -> tuple[tuple[float, float], ...]:
    return tuple(found[place].get_size() for place in range(len(found)))


def _merged(front: bytes, parts: Sequence[bytes], marks: bytes | None) -> bytes:
    """One PDF of them all, with a page of marks over each page behind the front."""
    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(front)) as book:
        first = len(book)
        for pdf in parts:
            with closing(pypdfium2.PdfDocument(pdf)) as one:
                book.import_pages(one)
        if marks is not None:
            with closing(pypdfium2.PdfDocument(marks)) as stamps:
                for place in range(len(stamps)):
                    _overlay(book, first + place, stamps, place)
        return _saved(book)


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
        f'<tr class="{key}"><th>{escape(style.words[key]) if key else ""}</th>'
        f"<td>{_text(said)}</td></tr>"
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


def _marks(shown: Sequence[tuple[float, float]], style: Style) -> bytes | None:
    """A PDF with the number of each page, in the corner at the top that a reader sees."""
    if not shown:
        return None
    sheets = "".join(
        _STAMP_PAGE.format(place=place, width=width, height=height)
        for place, (width, height) in enumerate(shown)
    )
    body = "".join(
        f'<div class="sheet" style="page: p{place}"><p class="stamp">'
        f"{escape(style.say('page', number=place + 1))}</p></div>"
        for place in range(len(shown))
    )
    body = f'<div class="paper">{body}</div>'
    return printed(body, style, Facts("", "", None), [_STAMP_SHEET, sheets])


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
