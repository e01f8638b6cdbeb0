"""PDF 页面 -- the lines of text of each page, read in a process of its own.

Run as a program: a PDF on standard input, JSON on standard output. It is started by its
path and imports nothing of this package, so that a hostile file meets a process that
holds nothing, with a bound on its memory and time, and a crash of the engine is an answer.

The answer is ``{"pages": [{"width", "height", "is_blank", "unmapped", "lines"}]}``, a line
being ``[text, left, bottom, right, top, size]`` in points, or ``{"error": code, "detail"}``
with a code of `absent, password, damaged, pages`.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

try:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]
    import pypdfium2.raw as raw  # type: ignore[import-untyped]
except ImportError:
    pdfium = None
try:
    import resource
except ImportError:  # Windows has no such bounds.
    resource = None  # type: ignore[assignment]

MOST_PAGES = 3000
_MEMORY = 1024**3
_SECONDS = 60
_BLANKS = (0x20, 0xA0, 0x3000)


def main() -> None:
    """Read standard input, write the answer."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    data = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(pages_of(data)))


def pages_of(data: bytes) -> dict[str, Any]:
    """The answer for a PDF."""
    if pdfium is None:
        return {"error": "absent", "detail": ""}
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
        if count > MOST_PAGES:
            return {"error": "pages", "detail": str(count)}
        return {"pages": [_page(document, number) for number in range(count)]}
    except pdfium.PdfiumError as error:
        code = "password" if "password" in str(error).lower() else "damaged"
        return {"error": code, "detail": str(error)}


def _page(document: Any, number: int) -> dict[str, Any]:
    page = document[number]
    text_page = page.get_textpage()
    width, height = page.get_size()
    lines, unmapped = _lines(text_page.raw)
    answer = {
        "width": width,
        "height": height,
        "is_blank": raw.FPDFPage_CountObjects(page.raw) == 0,
        "unmapped": unmapped,
        "lines": lines,
    }
    text_page.close()
    page.close()
    return answer


def _lines(text_page: Any) -> tuple[list[list[Any]], int]:
    """Lines as the engine breaks them, and how many characters have no known meaning."""
    lines: list[list[Any]] = []
    line: list[tuple[int, int]] = []
    unmapped = 0
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (0x0A, 0x0D):
            _close(text_page, line, lines)
        elif code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            unmapped += 1
        else:
            # Code 2 is a hyphen at the end of a line that the engine took away.
            line.append((index, 0x2D if code == 2 else code))
            if code > 0xFF and raw.FPDFText_HasUnicodeMapError(text_page, index) == 1:
                unmapped += 1
    _close(text_page, line, lines)
    return lines, unmapped


def _close(text_page: Any, line: list[tuple[int, int]], lines: list[list[Any]]) -> None:
    solid = [at for at, (_, code) in enumerate(line) if code not in _BLANKS]
    if solid:
        kept = line[solid[0] : solid[-1] + 1]
        boxes = [_box(text_page, kept[0][0]), _box(text_page, kept[-1][0])]
        left, right = boxes[0][0], boxes[-1][1]
        bottom, top = min(box[2] for box in boxes), max(box[3] for box in boxes)
        size = boxes[0][3] - boxes[0][2]
        lines.append([_text(text_page, kept, size), left, bottom, right, top, size])
    line.clear()


def _text(text_page: Any, line: list[tuple[int, int]], size: float) -> str:
    """The characters; what the engine took for a space beside Chinese must be a wide gap."""
    written: list[str] = []
    for at, (index, code) in enumerate(line):
        is_made_up = code == 0x20 and raw.FPDFText_IsGenerated(text_page, index) == 1
        if is_made_up and 0 < at < len(line) - 1:
            before, after = line[at - 1], line[at + 1]
            gap = _box(text_page, after[0])[0] - _box(text_page, before[0])[1]
            if before[1] > 0x2E7F or after[1] > 0x2E7F:
                written.append("\u3000" if gap > 0.5 * size else "")
                continue
        written.append(chr(code))
    return "".join(written)


def _box(text_page: Any, index: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a character's whole square."""
    found = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(found))
    return found.left, found.right, found.bottom, found.top


if __name__ == "__main__":
    main()
