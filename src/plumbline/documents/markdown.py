"""标记文本 -- lines of a law kept as Markdown: title, history, end mark, chapters, articles.

A line's text is a slice of the source without its marks, so `text[start:]` begins
with it. Dropped: blank lines, blanks at both ends, heading marks, and comments that
stand alone in a line, save the one that ends the history, which is kept as `INFO_END`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.documents.decode import broken_at_newlines
from plumbline.documents.model import Line

INFO_END: Final = "<!-- INFO END -->"

_HEADING: Final = re.compile(r"(#{1,6})\s*(.*?)(?:\s+#+)?", re.DOTALL)
_INFO_END: Final = re.compile(r"<!--\s*INFO\s+END\s*-->", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--[^>]*-->")
_DELIMITERS: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELLS: Final = re.compile(r"(?<!\\)\|")
_MARKS: Final = frozenset("#<|")


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a decoded Markdown text, in order, numbered as in the file."""
    found: list[Line] = []
    append = found.append
    # Half a million lines pass here: building the tuple directly halves the time.
    new = tuple.__new__
    start = 0
    has_table = False
    for number, raw in enumerate(broken_at_newlines(text).split("\n"), 1):
        if words := raw.strip():
            first = words[0]
            at = start if raw[0] == first else start + len(raw) - len(raw.lstrip())
            if first in _MARKS:
                has_table = has_table or first == "|"
                found.extend(_marked(words, at, number))
            else:
                append(new(Line, (words, at, number, 0, "", "", (), False)))
        start += len(raw) + 1
    return tuple(_with_tables(found, text)) if has_table else tuple(found)


def _marked(words: str, start: int, number: int) -> Iterator[Line]:
    """The line that a heading, a comment or a row of a table gives, if it gives one."""
    if words[0] == "#" and (found := _HEADING.fullmatch(words)):
        yield Line(found[2], start + found.start(2), number, len(found[1]))
    elif _INFO_END.fullmatch(words):
        yield Line(INFO_END, start, number)
    elif not _COMMENT.fullmatch(words):
        yield Line(words, start, number)


def _with_tables(found: list[Line], text: str) -> Iterator[Line]:
    """Rows that follow one another, the second of them dashes, as one line with `rows`."""
    at = 0
    while at < len(found):
        end = _end_of_table(found, at)
        if end == at:
            yield found[at]
            at += 1
            continue
        first, last = found[at], found[end - 1]
        rows = tuple(_cells(row.text) for row in (first, *found[at + 2 : end]))
        yield first._replace(text=text[first.start : last.start + len(last.text)], rows=rows)
        at = end


def _end_of_table(found: list[Line], at: int) -> int:
    """Where the table that begins at `at` ends; `at` itself when none begins there."""
    end = at
    while end < len(found) and _is_row(found[end], found[at].number + end - at):
        end += 1
    is_table = end - at >= 2 and _DELIMITERS.fullmatch(found[at + 1].text)
    return end if is_table else at


def _is_row(line: Line, number: int) -> bool:
    return line.number == number and line.heading == 0 and line.text.startswith("|")


def _cells(row: str) -> tuple[str, ...]:
    inner = row.removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELLS.split(inner))
