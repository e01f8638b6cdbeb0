"""粘连 -- units that ran on in one line stand on lines of their own again.

Only what the line itself shows is taken apart: a number that comes next, or the blank that
stands where a new paragraph began. A running enumeration in a sentence is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from plumbline.documents.findings import in_line
from plumbline.documents.marks import BLANKS, NUMERALS, Mark, list_style, read_mark
from plumbline.documents.model import DIVISIONS, Finding, Line
from plumbline.documents.shape import is_heading

_TRACE: Final = re.compile(f"[。；：:][{BLANKS}第（(]")
_CUT: Final = re.compile(
    rf"(?P<stop>[。；：:])(?P<gap>[{BLANKS}]*)"
    rf"(?=第[{NUMERALS}]{{1,9}}[条章节]|[（(][{NUMERALS}]{{1,3}}[）)]|[\u4e00-\u9fff“《])"
)
_PAIRS: Final = ("“”", "（）", "()")


def split_glued(lines: list[Line], text: str) -> tuple[list[Line], list[Finding]]:
    """Take apart lines that hold several units; one finding for each such line.

    `text` is the text of the source: in most sources nothing has run on, and one look at
    the whole of it says so.
    """
    starts: list[int] = []
    suspected: set[int] = set()
    for found in _TRACE.finditer(text):
        starts = starts or [line.start for line in lines]
        suspected.add(bisect_right(starts, found.start()) - 1)
    findings: list[Finding] = []
    out = lines
    for index in sorted(suspected - {-1}, reverse=True):
        line = lines[index]
        pieces = [line] if line.rows or line.heading or line.label else _split(line, lines, index)
        if len(pieces) > 1:
            out = list(lines) if out is lines else out
            out[index : index + 1] = pieces
            code = "heading_glued" if pieces[-1].heading and len(pieces) == 2 else "text_glued"
            findings.append(in_line(line, code, f"{len(pieces)} units run on in one line"))
    return out, findings[::-1]


def _split(line: Line, lines: list[Line], index: int) -> list[Line]:
    text = line.text
    mark = read_mark(text)
    article = _article_before(lines, index) if mark is None or mark.kind == "list" else mark
    item = mark if mark is not None and mark.kind == "list" else None
    cuts = [0]
    heading = 0
    for found in _CUT.finditer(text):
        at = found.end()
        following = read_mark(text[at : at + 24])
        if not _is_cut(found, following, article, item) or not _is_outside(text, at):
            continue
        if following is not None and following.kind in DIVISIONS:
            if at + following.rest >= len(text) or not is_heading(
                text[at + following.rest :], following
            ):
                continue
            heading = at
        elif following is not None and following.kind == "article":
            article, item = following, None
        else:
            item = following
        cuts.append(at)
    return [
        line._replace(
            text=text[start:end].rstrip(),
            start=line.start + start,
            heading=2 * (start == heading > 0),
        )
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    ]


def _is_cut(
    found: re.Match[str], following: Mark | None, article: Mark | None, item: Mark | None
) -> bool:
    """Whether a new unit begins after this stop."""
    stop, gap = found["stop"], found["gap"]
    if following is None or (following.kind == "article" and not following.gap):
        return stop == "。" and bool(gap)
    if following.kind == "article":
        return stop == "。" and article is not None and _follows(article, following)
    if following.kind in DIVISIONS:
        return stop == "。" and following.gap
    if item is not None and list_style(item.form) == list_style(following.form):
        return stop in "；。" and _follows(item, following)
    return bool(gap) and following.number == "1" and stop in "：:。"


def _follows(before: Mark, after: Mark) -> bool:
    number = before.number.partition("-")[0]
    return bool(number) and after.number == str(int(number) + 1)


def _is_outside(text: str, at: int) -> bool:
    """Whether a place lies in no quotation and no brackets."""
    return all(text.count(a, 0, at) <= text.count(z, 0, at) for a, z in _PAIRS)


def _article_before(lines: list[Line], index: int) -> Mark | None:
    """The number of the article in which a line lies."""
    for line in reversed(lines[max(0, index - 60) : index]):
        if line.text[:1] == "第":
            mark = read_mark(line.text)
            if mark is not None and mark.kind == "article":
                return mark
    return None
