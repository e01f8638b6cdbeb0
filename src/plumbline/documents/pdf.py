"""PDF -- paragraphs of a PDF that carries text, put together from the lines of its pages.

A PDF has no paragraphs, only lines at places. A line that reaches the right margin is
joined with the next one unless that one is indented or opens a unit; where a document
does not indent, a full line that ends a sentence ends its paragraph. Page numbers, and
heads and feet that repeat, are left out. Tables come out line by line, not as rows.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from plumbline.documents import pdf_pages
from plumbline.documents.gather import Gathering
from plumbline.documents.plain import ENDS, OPENS, columns, run_on
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

INSTALL: Final = "pip install pypdfium2"
SECONDS: Final = 60

_WORKER: Final = Path(pdf_pages.__file__)
_ALLOWED: Final = "a PDF with text in it"
_EDGE: Final = 0.12
"""Share of a page's height at its top and bottom in which heads, feet and numbers stand."""
_PAGE_NUMBER: Final = re.compile(
    r"[—–\-－―•·.\s]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6})\s*(?:页)?[—–\-－―•·.\s]*"
    r"|(?:第\s*)?\d{1,4}\s*页?\s*[/,，、共]\s*共?\s*\d{1,4}\s*页?"
)
_DIGITS: Final = re.compile(r"\d+")
_RED_HEAD: Final = re.compile(r"(?:文件|公报|令)$")
_LARGER: Final = 1.15


class _Set(NamedTuple):
    """One line as it is set on a page, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    page: int


class _Measure(NamedTuple):
    """How the text is set: its margins, the size of its type, whether paragraphs are indented."""

    left: float
    right: float
    size: float
    is_indented: bool


def read_pdf(data: bytes, name: str) -> Gathering:
    """Lines of a PDF, `origin` naming the page. Raises `Unreadable` where there is no text."""
    pages = _pages(data, name)
    gathering = Gathering(name)
    _check_for_scans(pages, gathering)
    lines = _without_running_heads(pages)
    if not lines:
        raise Unreadable(name, WHOLE_FILE, "pages with nothing but page numbers", _ALLOWED)
    measure = _measure(lines)
    width = max(page["width"] for page in pages)
    titles = _titles(lines, measure, width)
    for paragraph in _paragraphs(lines, measure, width):
        first = paragraph[0]
        gathering.add(
            run_on([piece.text for piece in paragraph]),
            f"page {first.page}",
            heading=1 if first in titles else 0,
            is_centred=_is_centred(first, measure, width),
        )
    return gathering


def _pages(data: bytes, name: str) -> list[dict[str, Any]]:
    """Pages as the process that reads them gives them."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER)], input=data, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        found = f"a PDF that is not read within {SECONDS} seconds"
        raise Unreadable(name, WHOLE_FILE, found, _ALLOWED) from error
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        found = f"a PDF on which the engine fails (exit {done.returncode})"
        raise Unreadable(name, WHOLE_FILE, found, "an intact PDF of moderate size") from error
    if "error" in answer:
        raise _refusal(name, answer["error"], answer["detail"])
    pages: list[dict[str, Any]] = answer["pages"]
    return pages


def _refusal(name: str, code: str, detail: str) -> Unreadable:
    if code == "absent":
        found = "a PDF, and no engine that reads PDF"
        return Unreadable(name, WHOLE_FILE, found, f"PDF after: {INSTALL}")
    if code == "password":
        return Unreadable(name, WHOLE_FILE, "an encrypted PDF", "a PDF without a password")
    if code == "pages":
        return Unreadable(
            name, WHOLE_FILE, f"{detail} pages", f"at most {pdf_pages.MOST_PAGES} pages"
        )
    return Unreadable(name, WHOLE_FILE, f"a damaged PDF ({detail})", "an intact PDF")


def _check_for_scans(pages: list[dict[str, Any]], gathering: Gathering) -> None:
    """Refuse a PDF most of whose pages are pictures; mark the pages of one that has some."""
    inked = [(number, page) for number, page in enumerate(pages, 1) if not page["is_blank"]]
    scanned = [number for number, page in inked if _is_picture(page)]
    if not inked or len(scanned) * 2 > len(inked):
        found = f"no text on {len(pages) if not inked else len(scanned)} of {len(pages)} pages"
        raise Unreadable(gathering.name, WHOLE_FILE, f"{found} (scanned?)", _ALLOWED)
    for number in scanned:
        gathering.note("page_without_text", "damage", f"page {number} has no text (scanned?)")


def _is_picture(page: dict[str, Any]) -> bool:
    count = sum(len(line[0]) for line in page["lines"])
    return count == 0 or page["unmapped"] > 0.3 * (count + page["unmapped"])


def _without_running_heads(pages: list[dict[str, Any]]) -> list[_Set]:
    """All lines in order, without page numbers and what repeats at the edges of pages."""
    kept: list[tuple[_Set, str]] = []
    repeated: Counter[str] = Counter()
    for number, page in enumerate(pages, 1):
        edge = page["height"] * _EDGE
        lines = _same_row([_set(line, number) for line in page["lines"]])
        keys = [
            _DIGITS.sub("#", re.sub(r"\s+", "", line.text))
            if line.bottom > page["height"] - edge or line.top < edge
            else ""
            for line in lines
        ]
        repeated.update(set(keys))
        kept += zip(lines, keys, strict=True)
    often = max(3, len(pages) // 3)
    return [
        line
        for line, key in kept
        if not key or (repeated[key] < often and not _PAGE_NUMBER.fullmatch(line.text))
    ]


def _set(line: list[Any], page: int) -> _Set:
    """A line as the engine gives it, the size of its type taken from the width of its words.

    The heights of characters differ between typefaces of one size, their widths do not.
    """
    text, left, bottom, right, top, height = line
    width = columns(text)
    size = 2 * (right - left) / width if width > 1 and right > left else height / 1.4
    return _Set(text, left, bottom, right, top, min(size, height), page)


def _same_row(lines: list[_Set]) -> list[_Set]:
    """Lines with the pieces that stand beside each other in one row put together."""
    joined: list[_Set] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _is_beside(before, line):
            blank = "\u3000" if line.left - before.right > 0.8 * line.size else ""
            joined[-1] = before._replace(
                text=before.text + blank + line.text,
                right=line.right,
                bottom=min(before.bottom, line.bottom),
                top=max(before.top, line.top),
            )
        else:
            joined.append(line)
    return joined


def _is_beside(before: _Set, line: _Set) -> bool:
    shared = min(before.top, line.top) - max(before.bottom, line.bottom)
    lower = min(before.top - before.bottom, line.top - line.bottom)
    return shared > 0.6 * lower and line.left > before.right - 0.3 * line.size


def _measure(lines: list[_Set]) -> _Measure:
    """Margins and size of the body, each as most of its characters have it."""
    size = median([line.size for line in lines for _ in range(len(line.text) // 8 + 1)])
    body = [line for line in lines if abs(line.size - size) < 0.2 * size] or lines
    longest = sorted(line.right for line in body)
    right = longest[int(len(longest) * 0.9)] if len(longest) > 9 else longest[-1]
    step = max(size / 2, 1.0)
    lefts = Counter(round(line.left / step) for line in body)
    usual = [at for at, count in lefts.items() if count >= max(2, len(body) // 20)]
    left = min(usual or lefts) * step
    indented = sum(1.2 * size < line.left - left < 3.5 * size for line in body)
    return _Measure(left, right, size, indented >= 3)


def _paragraphs(lines: list[_Set], measure: _Measure, width: float) -> list[list[_Set]]:
    paragraphs: list[list[_Set]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1][-1], line, measure, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _goes_on(before: _Set, line: _Set, measure: _Measure, width: float) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    if abs(before.size - line.size) > 0.3 * measure.size:
        return False
    if line.left > measure.left + 0.7 * measure.size or _is_centred(before, measure, width):
        return False
    ends = ENDS.search(before.text) is not None
    # Punctuation that may not end or begin a line leaves gaps of some characters.
    gap = (2.5 if ends else 5) if measure.is_indented else 2.5
    if before.right < measure.right - gap * measure.size:
        return False
    if measure.is_indented:
        return True
    return not OPENS.match(line.text) and not ends


def _is_centred(line: _Set, measure: _Measure, width: float) -> bool:
    """Whether a line stands in the middle, with more or less room than an indent has."""
    indent = (line.left - measure.left) / measure.size
    has_room = indent > 2.5 or 0.35 < indent < 1.7
    return has_room and abs(line.left + line.right - width) < 1.5 * measure.size


def _titles(lines: list[_Set], measure: _Measure, width: float) -> set[_Set]:
    """The first run of centred lines in larger type on the first page: the title."""
    titles: list[_Set] = []
    for line in lines:
        if line.page != lines[0].page:
            break
        is_large = line.size > _LARGER * measure.size and not _RED_HEAD.search(line.text)
        is_middle = abs(line.left + line.right - width) < 3 * measure.size
        if is_large and is_middle and (not titles or abs(line.size - titles[0].size) < 2):
            titles.append(line)
        elif titles:
            break
    return set(titles)
