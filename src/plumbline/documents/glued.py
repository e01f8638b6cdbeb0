"""粘连 -- articles that ran on in one line stand on lines of their own again."""

from __future__ import annotations

import re
from typing import Final

from plumbline.documents.marks import read_mark
from plumbline.documents.model import Finding, Line

_RUN_ON: Final = re.compile(
    r"(?<=[。；”])[ \t\u3000\u00a0]*(?=第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[ \t\u3000\u00a0])"
)


_HEADING_RUN_ON: Final = re.compile(
    r"(?<=[。；])[ \t\u3000]*(?=第[一二三四五六七八九十]{1,3}[章节][ \t\u3000]*[^。，；：第]{2,30}$)"
)
_LONGEST_HEADING: Final = 30


def split_glued(lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Take apart lines that hold several articles in sequence; one finding for each such line."""
    out: list[Line] = []
    findings: list[Finding] = []
    for line in lines:
        pieces, code = [line], "text_glued"
        if "。第" in line.text or "。 第" in line.text or "。\u3000第" in line.text:
            pieces = _pieces(line)
            if len(pieces) == 1:
                pieces, code = _heading_pieces(line), "heading_glued"
        out.extend(pieces)
        if len(pieces) > 1:
            end = line.start + len(line.text)
            message = f"{len(pieces)} units run on in one line"
            findings.append(Finding(code, "damage", "", message, line.number, line.start, end))
    return out, findings


def _heading_pieces(line: Line) -> list[Line]:
    found = _HEADING_RUN_ON.search(line.text)
    if not found or line.text.count("“") > line.text.count("”"):
        return [line]
    at = found.end()
    head = line._replace(text=line.text[:at].rstrip())
    return [head, line._replace(text=line.text[at:], start=line.start + at, heading=2)]


def raise_demoted(lines: list[Line]) -> list[Line]:
    """A short line without a sentence between two articles is a heading that lost its mark.

    Only where other headings of the text kept theirs; the heading's number is lost too.
    """
    if not any(line.heading > 1 for line in lines):
        return lines
    out = list(lines)
    for index, line in enumerate(lines[:-1]):
        text = line.text
        if line.heading or len(text) > _LONGEST_HEADING or text[-1:] in "。；：，”）！" or not index:
            continue
        follows = lines[index + 1].text[:1] == "第" and _article_number(lines[index + 1].text)
        before = lines[index - 1].text
        if follows and read_mark(text) is None and before[-1:] in "。；”）" and "，" not in text:
            out[index] = line._replace(heading=2, origin="demoted")
    return out


def _pieces(line: Line) -> list[Line]:
    cuts = [0]
    last = _article_number(line.text)
    for found in _RUN_ON.finditer(line.text):
        number = _article_number(line.text[found.end() :])
        if last is not None and number == last + 1:
            cuts.append(found.end())
            last = number
    if len(cuts) == 1:
        return [line]
    pieces = []
    for start, end in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        pieces.append(line._replace(text=line.text[start:end].rstrip(), start=line.start + start))
    return pieces


def _article_number(text: str) -> int | None:
    mark = read_mark(text)
    if mark is None or mark.kind != "article" or not mark.number:
        return None
    return int(mark.number.partition("-")[0])
