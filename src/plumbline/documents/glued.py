"""粘连 -- units that ran on in one line stand on lines of their own again.

Only what the line itself shows is taken apart: a number that comes next, or the blank that
stands where a new paragraph began. A running enumeration in a sentence is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
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
_ARTICLE_WITHIN: Final = 60
"""Lines: an article that began further up is not looked for."""

_LONGEST_HEADING: Final = 60
_MOST_PIECES: Final = 2000
"""A line that seems to hold more is not a text that ran on."""

_RUNS_ON: Final = re.compile(f"。[{BLANKS}]")


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
    if not suspected:
        return lines, []
    out: list[Line] = []
    findings: list[Finding] = []
    for index, line in enumerate(lines):
        if index not in suspected or line.rows or line.heading or line.label:
            out.append(line)
            continue
        pieces = _split(line, lines, index)
        out.extend(pieces)
        if len(pieces) > 1:
            code = "heading_glued" if pieces[-1].heading and len(pieces) == 2 else "text_glued"
            findings.append(in_line(line, code, f"{len(pieces)} units run on in one line"))
    return out, findings


def _split(line: Line, lines: list[Line], index: int) -> list[Line]:
    text = line.text
    mark = read_mark(text)
    is_article = mark is not None and mark.kind == "article"
    article = mark if is_article else _article_before(lines, index)
    item = mark if mark is not None and mark.kind == "list" else None
    after_colon = _RUNS_ON.search(text) is not None
    cuts, headings = [0], set()
    for found in _outside(text):
        at = found.end()
        following = read_mark(text[at : at + 24])
        if following is not None and following.kind in DIVISIONS:
            words = text[at + following.rest :] if len(text) - at < _LONGEST_HEADING else ""
            if found["stop"] != "。" or not words or not is_heading(words, following):
                continue
            headings.add(at)
        elif not _is_cut(found, following, article, item, after_colon=after_colon):
            continue
        elif following is not None and following.kind == "article":
            article, item = following, None
        else:
            item = following
        cuts.append(at)
        if len(cuts) == _MOST_PIECES:
            break
    return [
        line._replace(
            text=text[start:end].rstrip(), start=line.start + start, heading=2 * (start in headings)
        )
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    ]


def _outside(text: str) -> Iterator[re.Match[str]]:
    """The stops that stand in no quotation and no brackets."""
    quotes = brackets = last = 0
    for found in _CUT.finditer(text):
        passed = text[last : found.end()]
        last = found.end()
        quotes = max(0, quotes + passed.count("“") - passed.count("”"))
        opened = passed.count("（") + passed.count("(")
        brackets = max(0, brackets + opened - passed.count("）") - passed.count(")"))
        if not quotes and not brackets:
            yield found


def _is_cut(
    found: re.Match[str],
    following: Mark | None,
    article: Mark | None,
    item: Mark | None,
    *,
    after_colon: bool,
) -> bool:
    """Whether a new unit begins after this stop."""
    stop, gap = found["stop"], found["gap"]
    if following is None or (following.kind == "article" and not following.gap):
        return bool(gap) and (stop == "。" or (after_colon and stop in "：:"))
    if following.kind == "article":
        return stop == "。" and article is not None and _follows(article, following)
    if item is not None and list_style(item.form) == list_style(following.form):
        return stop in "；。" and _follows(item, following)
    return bool(gap) and following.number == "1" and stop in "：:。"


def _follows(before: Mark, after: Mark) -> bool:
    number = before.number.partition("-")[0]
    return bool(number) and after.number == str(int(number) + 1)


def _article_before(lines: list[Line], index: int) -> Mark | None:
    """The number of the article in which a line lies."""
    for line in reversed(lines[max(0, index - _ARTICLE_WITHIN) : index]):
        if line.text[:1] == "第":
            mark = read_mark(line.text)
            if mark is not None and mark.kind == "article":
                return mark
    return None
