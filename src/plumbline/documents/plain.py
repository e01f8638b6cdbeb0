"""纯文本 -- lines of a text without marks, those that a mail program cut joined again.

Blanks at both ends are dropped, and a line that was indented by eight half-width
columns or more is `centred`, as titles are (signatures at the right are too).

A text is taken to be hard-wrapped only when nearly half of its lines are equally full
and none is longer. Then a full line is joined with the next if that one is not
indented; where paragraphs are not indented at all, only if the line does not end a
sentence and the next opens no unit of its own. A joined line starts where its first piece
starts, its text leaves out the newlines, and its `origin` says which lines of the file
it holds, `lines 3-5`; `place_in` turns a position in its text into an offset.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final, NamedTuple

from plumbline.documents.decode import broken_at_newlines
from plumbline.documents.model import Line

CENTRED_COLUMNS: Final = 8
"""Half-width columns of indent from which a line counts as centred."""

_TAB: Final = 8
_LEAST_LINES: Final = 12
_WIDTHS: Final = range(40, 121)
"""Half-width columns of a hard-wrapped line: 20 to 60 characters."""
_SLACK: Final = 4
"""A full line may be short by a character pushed to the next line, or two."""
_LATIN: Final = re.compile(r"[A-Za-z]")
ENDS: Final = re.compile(r"[。；：！？.;:!?][”’』」）》】]*$")
OPENS: Final = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+[编章节条]|[（(]?[一二三四五六七八九十\d]+[、.．)）]"
    r"|附[件录则:：]|\S{0,4}[〔\[（(]\d{4}[〕\])）]"
)


class _Shape(NamedTuple):
    """How a file is wrapped: the width of its full lines, and whether paragraphs are indented."""

    full: int
    is_indented: bool


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a decoded text, in order, numbered as in the file."""
    found: list[Line] = []
    append = found.append
    indents: list[int] = []
    new = tuple.__new__
    start = 0
    for number, raw in enumerate(broken_at_newlines(text).split("\n"), 1):
        if words := raw.strip():
            if raw[0] == words[0]:
                append(new(Line, (words, start, number, 0, "", "", (), False)))
                indents.append(0)
            else:
                blank = raw[: len(raw) - len(raw.lstrip())]
                indents.append(columns(blank))
                centred = indents[-1] >= CENTRED_COLUMNS
                row = (words, start + len(blank), number, 0, "", "", (), centred)
                append(new(Line, row))
        start += len(raw) + 1
    shape = _shape(found, indents)
    return tuple(found) if shape is None else _joined(found, indents, shape)


def place_in(text: str, line: Line, index: int) -> int:
    """Offset in the source `text` of the code point at `index` of a line's text.

    The two differ only in joined lines, where newlines and indents were left out.
    """
    if not line.origin.startswith("lines "):
        return line.start + index
    offset = line.start
    for character in line.text[:index]:
        offset = _after_blanks(text, offset)
        # A space between Latin words was added, and stands nowhere in the source.
        offset += text[offset] == character
    return _after_blanks(text, offset)


def _after_blanks(text: str, offset: int) -> int:
    while _is_left_out(text, offset):
        offset += 1
    return offset


def _is_left_out(text: str, offset: int) -> bool:
    """Whether a blank stands next to a break of lines, and so belongs to no line."""
    if not text[offset : offset + 1].isspace():
        return False
    start = end = offset
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return "\n" in text[start:end] or "\r" in text[start:end]


def columns(words: str) -> int:
    """Width in half-width columns."""
    if words.isascii():
        return len(words.expandtabs(_TAB))
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in words)
    return len(words.expandtabs(_TAB)) + wide


def _shape(found: list[Line], indents: list[int]) -> _Shape | None:
    """How the file is wrapped, or None where that is not obvious."""
    if len(found) < _LEAST_LINES or max(len(line.text) for line in found) > _WIDTHS.stop:
        return None
    widths = [indent + columns(line.text) for line, indent in zip(found, indents, strict=True)]
    full = sorted(widths)[-1 - len(widths) // 50]
    if full not in _WIDTHS or max(widths) > full + _SLACK:
        return None
    filled = [at for at, width in enumerate(widths) if width >= full - _SLACK]
    cut = sum(ENDS.search(found[at].text) is None for at in filled)
    if len(filled) < 0.4 * len(found) or cut < 0.6 * len(filled):
        return None
    indented = sum(0 < indents[at] < CENTRED_COLUMNS for at in range(len(found)))
    return _Shape(full, indented >= 0.8 * (len(found) - len(filled)) and indented > 2)


def _joined(found: list[Line], indents: list[int], shape: _Shape) -> tuple[Line, ...]:
    joined: list[list[Line]] = []
    widths = [indent + columns(line.text) for line, indent in zip(found, indents, strict=True)]
    for at, line in enumerate(found):
        if at and widths[at - 1] >= shape.full - _SLACK and _goes_on(found, at, indents, shape):
            joined[-1].append(line)
        else:
            joined.append([line])
    return tuple(_one(pieces) for pieces in joined)


def _goes_on(found: list[Line], at: int, indents: list[int], shape: _Shape) -> bool:
    """Whether a line certainly continues the full line before it."""
    before, line = found[at - 1], found[at]
    if line.number != before.number + 1 or indents[at] or before.centred:
        return False
    if shape.is_indented:
        return True
    return not OPENS.match(line.text) and ENDS.search(before.text) is None


def _one(pieces: list[Line]) -> Line:
    first, last = pieces[0], pieces[-1]
    if first is last:
        return first
    text = run_on([piece.text for piece in pieces])
    return first._replace(text=text, origin=f"lines {first.number}-{last.number}")


def run_on(pieces: list[str]) -> str:
    """Pieces of a paragraph as one; a space parts Latin words, nothing parts Chinese ones."""
    joined = pieces[:1]
    for before, after in pairwise(pieces):
        is_latin = before[-1:].isascii() and before[-1:].isalnum()
        joined.append(f" {after}" if is_latin and _LATIN.match(after) else after)
    return "".join(joined)
