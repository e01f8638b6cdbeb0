"""读懂 -- a source becomes a document: head, body, tail, and what looks wrong.

Nothing is refused here. Whatever came in stands in the tree, and what a careful
editor would mark is a finding.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from plumbline.documents.damage import inspect
from plumbline.documents.force import complete
from plumbline.documents.glued import raise_demoted, split_glued
from plumbline.documents.head import is_history, join_heads, leaf, read_head
from plumbline.documents.marks import read_mark
from plumbline.documents.model import DIVISIONS, Document, Line, Source, Unit
from plumbline.documents.tail import build_tail, split_tail
from plumbline.documents.tree import Builder

INFO_END: Final = "<!-- INFO END -->"
_AMENDING: Final = re.compile(r"修正案|的(?:决定|决议)$|关于(?:修改|废止|修订)")
_CONTENTS: Final = re.compile(r"^目\s*[录次]$")
_ISSUES: Final = re.compile(r"(?:印发|公布|发布|转发|颁发|颁布)[《〈<](.+?)[》〉>](?:的|等)")
_CHAPTERS: Final = re.compile(r"第[一二三四五六七八九十]+章")
_SHORTEST_CONTENTS: Final = 3
_LONGEST_TITLE_LINE: Final = 60


def parse(source: Source) -> Document:
    """Read a source into a document. Never raises on any source."""
    front, rest = _split_front(source)
    head = read_head(front, source)
    inner, notice, rest = _take_notice(head.metadata.title, rest)
    units, metadata, findings = head.units, head.metadata, head.findings
    if inner:
        issued = read_head(_front_of_issued(rest), source)
        rest = rest[len(issued.units) :]
        opened = _build(notice, is_amendment=False)
        units = (*units, *(node.freeze() for node in opened.roots), *issued.units)
        metadata = join_heads(metadata, issued.metadata)
        findings = (*findings, *issued.findings)
    rest, contents = _take_contents(rest)
    rest, glued = split_glued(raise_demoted(rest))
    rest, tail_lines = split_tail(rest)
    is_amendment = bool(_AMENDING.search(metadata.title))
    builder = _build(rest, is_amendment)
    document = Document(
        metadata=replace(metadata, is_amendment=is_amendment),
        head=(*units, *contents),
        body=tuple([node.freeze() for node in builder.roots]),
        tail=build_tail(tail_lines, lambda lines: _build(lines, is_amendment).roots),
        source=source,
        findings=(*source.findings, *findings, *glued, *builder.findings),
    )
    return inspect(complete(document))


def _front_of_issued(lines: list[Line]) -> list[Line]:
    for index, line in enumerate(lines):
        if index and _begins_text(line):
            return lines[:index]
    return lines[:1]


def _split_front(source: Source) -> tuple[list[Line], list[Line]]:
    """The lines before the text proper, and the text."""
    lines = list(source.lines)
    for index, line in enumerate(lines[:400]):
        if line.text == INFO_END:
            return lines[:index], lines[index + 1 :]
    for index, line in enumerate(lines):
        if index and _begins_text(line):
            return lines[:index], lines[index:]
    return lines[:1], lines[1:]


def _begins_text(line: Line) -> bool:
    text = line.text
    if line.rows or _CONTENTS.match(text) or text.endswith(("：", ":")):
        return True
    if is_history(text):
        return False
    if read_mark(line.label + text):
        return True
    return "。" in text or len(text) > _LONGEST_TITLE_LINE


def _take_contents(lines: list[Line]) -> tuple[list[Line], list[Unit]]:
    """A table of contents runs until its first entry comes again, or an article begins."""
    start = next((i for i, line in enumerate(lines[:6]) if _CONTENTS.match(line.text)), None)
    if start is None:
        return _take_unnamed_contents(lines)
    first: tuple[str, str] | None = None
    end = start + 1
    for end in range(start + 1, len(lines)):
        mark = read_mark(lines[end].text)
        if mark is not None and mark.kind in DIVISIONS:
            if first == (mark.kind, mark.number):
                break
            first = first or (mark.kind, mark.number)
        elif (mark is not None and mark.kind == "article") or "。" in lines[end].text:
            break
    return lines[:start] + lines[end:], [leaf("contents", line) for line in lines[start:end]]


def _take_unnamed_contents(lines: list[Line]) -> tuple[list[Line], list[Unit]]:
    """Headings of chapters one after another, and then the first of them again."""
    if lines and len(_CHAPTERS.findall(lines[0].text)) > 1:
        return lines[1:], [leaf("contents", lines[0])]
    marks = []
    for line in lines[:200]:
        mark = read_mark(line.text)
        if mark is None or mark.kind not in DIVISIONS:
            break
        if marks and (mark.kind, mark.number) == marks[0]:
            break
        marks.append((mark.kind, mark.number))
    if len(marks) < _SHORTEST_CONTENTS or len(set(marks)) != len(marks):
        return lines, []
    for line in lines[len(marks) :]:
        again = read_mark(line.text) if line.text[:1] == "第" else None
        if again is not None and (again.kind, again.number) == marks[0]:
            end = len(marks)
            return lines[end:], [leaf("contents", line) for line in lines[:end]]
    return lines, []


def _take_notice(title: str, lines: list[Line]) -> tuple[str, list[Line], list[Line]]:
    """A notice that issues another text: its own words first, then the text that it issues.

    Returns the title of the issued text ("" when there is none), the lines of the
    notice, and the lines of the issued text with its own front.
    """
    issued = _ISSUES.search(title)
    if not issued:
        return "", [], lines
    wanted = _squeeze(issued[1])
    for index, line in enumerate(lines):
        here = _squeeze(line.text)
        if len(here) >= 4 and wanted.endswith(here) and (here == wanted or line.centred):
            return line.text, lines[:index], lines[index:]
    return "", [], lines


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text).strip("《》〈〉")


def _has_articles(lines: list[Line]) -> bool:
    """Whether the text is divided into articles: one line at least opens with 第…条 and words."""
    for line in lines:
        if line.text[:1] in "第笫":
            mark = read_mark(line.text)
            if mark and mark.kind == "article" and (mark.gap or mark.number == "1"):
                return True
    return False


def _build(lines: list[Line], is_amendment: bool) -> Builder:
    builder = Builder(has_articles=_has_articles(lines), is_amendment=is_amendment)
    for line in lines:
        builder.add(line)
    return builder
