"""落款与附件 -- what follows the text proper: signature, date, appendices (GB/T 9704-2012)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from plumbline.documents.head import leaf
from plumbline.documents.marks import read_mark
from plumbline.documents.model import Line, Unit
from plumbline.documents.tree import Node

_APPENDIX: Final = re.compile(
    r"^附\s*(?:件|录|表|图)?\s*[0-9０-９一二三四五六七八九十]{0,3}\s*(?:[：:.．、].{0,60}|\s.{0,60})?$"
)
_DATE_LINE: Final = re.compile(
    r"^[（(]?\s*[0-9０-９〇○零一二三四五六七八九]{4}\s*年.{1,4}月.{1,4}日\s*[）)]?$"
)
_ORGAN_LINE: Final = re.compile(r"^[^。，；：“”、]{2,40}$")
_MOST_SIGNERS: Final = 6


def split_tail(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The body, and the lines of signature and appendices after it."""
    last_article = -1
    for index, line in enumerate(lines):
        if line.text[:1] in "第笫":
            mark = read_mark(line.text)
            if mark is not None and mark.kind == "article":
                last_article = index
    for index in range(max(last_article + 1, 1), len(lines)):
        if _is_appendix(lines[index]):
            start = _signature_start(lines, index)
            return lines[:start], lines[start:]
    start = _signature_start(lines, len(lines))
    return lines[:start], lines[start:]


def _is_appendix(line: Line) -> bool:
    text = line.text
    return text[:1] == "附" and not text.startswith("附则") and bool(_APPENDIX.match(text))


def _signature_start(lines: list[Line], end: int) -> int:
    """Where the signature before `end` begins; `end` itself when there is none."""
    if end < 2 or not _DATE_LINE.match(lines[end - 1].text):
        return end
    start = end - 1
    while start > max(end - _MOST_SIGNERS, 1):
        line = lines[start - 1]
        if line.rows or read_mark(line.text) or not _ORGAN_LINE.match(line.text):
            break
        start -= 1
    return start


def build_tail(
    lines: list[Line], build: Callable[[list[Line]], list[Node]]
) -> tuple[Unit, ...]:
    """Units of the tail: `signature` lines, then one `appendix` for each, its text inside."""
    units: list[Unit] = []
    index = 0
    while index < len(lines) and not _is_appendix(lines[index]):
        units.append(leaf("signature", lines[index]))
        index += 1
    while index < len(lines):
        after = index + 1
        while after < len(lines) and not _is_appendix(lines[after]):
            after += 1
        opened = leaf("appendix", lines[index])
        children = tuple(node.freeze() for node in build(lines[index + 1 : after]))
        units.append(opened._replace(children=children))
        index = after
    return tuple(units)
