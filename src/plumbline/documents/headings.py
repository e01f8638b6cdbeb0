"""标题 -- headings that were broken in two, or lost their mark, are headings again.

The numbers of the headings that are left say where one is missing; a short line without a
stop, between the end of one article and the beginning of the next, is then that heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plumbline.documents.findings import in_line
from plumbline.documents.marks import NUMERALS, read_mark
from plumbline.documents.model import DIVISIONS, Finding, Line
from plumbline.documents.shape import CLOSED, is_heading

_LONGEST: Final = 40
_LEVEL: Final = {kind: level for level, kind in enumerate(DIVISIONS)}
_CHAPTER, _SECTION = _LEVEL["chapter"], _LEVEL["section"]
_ONLY_NUMBER: Final = re.compile(f"[{NUMERALS}]{{1,3}}")
_NO_HEADING: Final = re.compile("[，。；：]|^[（(“《]")


Numbers = tuple[int | None, int | None, int | None, int | None]
"""A number for each of 编 分编 章 节."""


class _Head(NamedTuple):
    """A heading: index of its line, level of its kind (章 is 2), and number."""

    index: int
    level: int
    number: int


def mend_headings(lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Join headings that go on in a second line, and raise those that lost their mark."""
    if not _heads(lines) and not any(line.heading > 1 for line in lines):
        return lines, []
    joined, findings = _join_split(lines)
    raised = list(_demoted(joined, _heads(joined)))
    out = list(joined)
    for first, last, kind, number in reversed(raised):
        line = joined[first]
        text = "".join(one.text for one in joined[first : last + 1])
        origin = f"demoted:{kind}:{number or ''}"
        out[first : last + 1] = [line._replace(text=text, heading=2, origin=origin)]
        findings.append(in_line(line, "heading_demoted", "a heading stands as a paragraph"))
    return out, sorted(findings, key=lambda one: one.line)


def _heads(lines: list[Line]) -> list[_Head]:
    """The numbered divisions of a text, those without a mark of the format too."""
    heads = []
    for index, line in enumerate(lines):
        text = line.text
        if not line.heading and text[:1] != "第":
            continue
        mark = read_mark(text)
        if mark is not None and mark.kind in _LEVEL and mark.number:
            if line.heading or is_heading(text[mark.rest :], mark):
                heads.append(_Head(index, _LEVEL[mark.kind], int(mark.number)))
    return heads


def _join_split(lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    out: list[Line] = []
    findings: list[Finding] = []
    skipped = False
    for index, line in enumerate(lines):
        if skipped:
            skipped = False
        elif line.heading > 1 and _ONLY_NUMBER.fullmatch(line.text):
            findings.append(in_line(line, "heading_split", "a heading is only a number"))
            out.append(line)
        elif line.heading > 1 and line.text and _goes_on(lines, index):
            findings.append(in_line(line, "heading_split", "a heading goes on in the next line"))
            out.append(line._replace(text=line.text + lines[index + 1].text))
            skipped = True
        else:
            out.append(line)
    return out, findings


def _goes_on(lines: list[Line], index: int) -> bool:
    """Whether the line after a heading is the rest of it: short, no sentence, then a number."""
    if index + 2 >= len(lines) or not _is_bare(lines[index + 1]):
        return False
    return _opens(lines[index + 2])


def _is_bare(line: Line) -> bool:
    """Whether a line is as short and as little of a sentence as a heading is."""
    text = line.text
    if line.heading or line.rows or line.label or not 0 < len(text) <= _LONGEST:
        return False
    return text[-1] not in CLOSED and not _NO_HEADING.search(text) and read_mark(text) is None


def _opens(line: Line) -> bool:
    """Whether an article or a narrower heading begins with a line."""
    if line.text[:1] != "第" and not line.heading:
        return False
    mark = read_mark(line.text)
    return mark is not None and mark.kind != "list"


def _demoted(lines: list[Line], heads: list[_Head]) -> Iterator[tuple[int, int, str, int]]:
    """First and last line of each heading without a mark, with its kind and number."""
    after = _numbers_after(heads)
    before = [0, 0, 0, 0]
    passed = 0
    for first, last in _candidates(lines):
        while passed < len(heads) and heads[passed].index < first:
            _enter(before, heads[passed].level, heads[passed].number)
            passed += 1
        words = re.sub(r"\s", "", "".join(one.text for one in lines[first : last + 1]))
        found = _place(
            words, before, after[passed], has_parts=any(h.level < _CHAPTER for h in heads[:1])
        )
        if found is not None:
            level, number = found
            _enter(before, level, number)
            yield first, last, DIVISIONS[level], number


def _candidates(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """One or two bare lines that stand between the end of a sentence and an article."""
    for index in range(1, len(lines)):
        if not _is_bare(lines[index - 1]) or not _opens(lines[index]):
            continue
        last = index - 1
        first = last - 1 if last and _is_bare(lines[last - 1]) else last
        if first == 0 or lines[first - 1].text[-1:] in tuple("。；”）)"):
            yield first, last


def _enter(numbers: list[int], level: int, number: int) -> None:
    """A heading of a level: the narrower ones begin anew."""
    numbers[level] = number
    numbers[level + 1 :] = [0] * (3 - level)


def _numbers_after(heads: list[_Head]) -> list[Numbers]:
    """For each heading, and the end: the next number of each level below the same wider heading."""
    state: list[int | None] = [None] * 4
    found = [tuple(state)]
    for head in reversed(heads):
        state[head.level] = head.number
        state[head.level + 1 :] = [None] * (3 - head.level)
        found.append(tuple(state))
    return found[::-1]  # type: ignore[return-value]


def _place(
    words: str, before: list[int], after: Numbers, *, has_parts: bool
) -> tuple[int, int] | None:
    """Level and number of the heading that is missing between those before and after."""
    chapter, next_chapter = before[_CHAPTER], after[_CHAPTER]
    section, next_section = before[_SECTION], after[_SECTION]
    if section and next_section is not None and next_section > section + 1:
        return _SECTION, section + 1
    if next_chapter is not None and next_chapter > chapter + 1:
        return _CHAPTER, chapter + 1
    if next_chapter is not None:
        return (_SECTION, section + 1) if section and next_section is None else None
    if not chapter or (section and next_section is not None):
        return None
    return (0, 0) if has_parts and words == "附则" else (_CHAPTER, chapter + 1)
