"""标题 -- headings that were broken in two, or lost their mark, are headings again.

The numbers of the headings that are left say where one is missing; a short line without a
stop, between the end of one article and the beginning of the next, is then that heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plumbline.documents.findings import in_line
from plumbline.documents.history import is_history
from plumbline.documents.marks import NUMERALS, Mark
from plumbline.documents.model import DIVISIONS, Finding, Line
from plumbline.documents.shape import CLOSED, INFO_END, STOPS, is_formula, is_heading

_LONGEST: Final = 40
_LEVEL: Final = {kind: level for level, kind in enumerate(DIVISIONS)}
_CHAPTER, _SECTION = _LEVEL["chapter"], _LEVEL["section"]
_ENDS: Final = tuple("。；”）)")
_ONLY_NUMBER: Final = re.compile(f"[{NUMERALS}]{{1,3}}")
_NO_HEADING: Final = re.compile("[，。；：]|^[（(“《]")


Numbers = tuple[int | None, int | None, int | None, int | None]
"""A number for each of 编 分编 章 节."""


class _Head(NamedTuple):
    """A heading: place of its line, level of its kind (章 is 2), and number."""

    at: int
    level: int
    number: int


class Mended(NamedTuple):
    """The lines of a text and their marks once the headings are whole, and what was wrong."""

    lines: list[Line]
    marks: list[Mark | None]
    findings: list[Finding]


def mend_headings(lines: list[Line], marks: list[Mark | None]) -> Mended:
    """Join headings that go on in a second line, and raise those that lost their mark."""
    marked = [index for index, line in enumerate(lines) if line.heading > 1]
    if not marked and not any(mark is not None and mark.kind in _LEVEL for mark in marks):
        return Mended(lines, marks, [])
    whole = _apply(Mended(lines, marks, []), list(_split(lines, marks, marked)))
    raised = [*_first_section(whole), *_demoted(whole, _heads(whole))]
    return _apply(whole, raised)


class _Edit(NamedTuple):
    """Lines `first` to `last` are one heading, `line`."""

    first: int
    last: int
    line: Line
    finding: Finding


def _apply(text: Mended, edits: list[_Edit]) -> Mended:
    if not edits:
        return text
    lines: list[Line] = []
    marks: list[Mark | None] = []
    done = 0
    for edit in edits:
        lines += [*text.lines[done : edit.first], edit.line]
        is_demoted = edit.line.origin.startswith("demoted:")
        marks += [*text.marks[done : edit.first], None if is_demoted else text.marks[edit.first]]
        done = edit.last + 1
    findings = [*text.findings, *(edit.finding for edit in edits)]
    return Mended(lines + text.lines[done:], marks + text.marks[done:], findings)


def _split(lines: list[Line], marks: list[Mark | None], marked: list[int]) -> Iterator[_Edit]:
    """Headings whose words go on in the next line, and those that are cut to a number."""
    for index in marked:
        line = lines[index]
        if _ONLY_NUMBER.fullmatch(line.text):
            found = in_line(line, "heading_split", "a heading is only a number")
            yield _Edit(index, index, line, found)
        elif line.text and index + 2 < len(lines) and _is_bare(lines, marks, index + 1):
            following = marks[index + 2]
            if following is not None and (following.kind != "list" or lines[index + 2].heading):
                found = in_line(line, "heading_split", "a heading goes on in the next line")
                whole = line._replace(text=line.text + lines[index + 1].text)
                yield _Edit(index, index + 1, whole, found)


def _is_bare(lines: list[Line], marks: list[Mark | None], index: int) -> bool:
    """Whether a line is as short and as little of a sentence as a heading is."""
    line = lines[index]
    text = line.text
    if marks[index] is not None or not 0 < len(text) <= _LONGEST or text[-1] in CLOSED:
        return False
    if (
        line.heading
        or line.rows
        or line.label
        or text == INFO_END
        or is_formula(text)
        or is_history(text)
    ):
        return False
    return _NO_HEADING.search(text) is None


def _heads(text: Mended) -> list[_Head]:
    """The numbered divisions of a text, those without a mark of the format too."""
    heads = []
    for index, mark in enumerate(text.marks):
        if mark is None or mark.kind not in _LEVEL or not mark.number:
            continue
        line = text.lines[index]
        if line.heading or is_heading((line.label + line.text)[mark.rest :], mark):
            heads.append(_Head(index, _LEVEL[mark.kind], int(mark.number)))
    return heads


def _first_section(text: Mended) -> Iterator[_Edit]:
    """一、 of a text whose headings begin at 二、: the bare line above that opens a paragraph."""
    numbered = (i for i, line in enumerate(text.lines) if line.heading > 1 and text.marks[i])
    first = next(numbered, 0)
    mark = text.marks[first] if text.marks else None
    if mark is None or mark.kind != "list" or mark.number != "2":
        return
    for index in range(first - 1, 0, -1):
        if text.marks[index] is not None:
            return
        if _is_bare(text.lines, text.marks, index) and text.lines[index - 1].text[-1:] in STOPS:
            yield _raised(text, index, index, "section_1", 1)
            return


def _demoted(text: Mended, heads: list[_Head]) -> Iterator[_Edit]:
    """Headings of chapters that stand as paragraphs, with the kind and number they had."""
    if not heads:
        return
    after = _numbers_after(heads)
    has_parts = any(head.level < _CHAPTER for head in heads)
    before = [0, 0, 0, 0]
    passed = 0
    for first, last in _candidates(text.lines, text.marks):
        while passed < len(heads) and heads[passed].at < first:
            _enter(before, heads[passed].level, heads[passed].number)
            passed += 1
        words = re.sub(r"\s", "", "".join(one.text for one in text.lines[first : last + 1]))
        found = _place(words, before, after[passed], has_parts=has_parts)
        if found is not None:
            level, number = found
            _enter(before, level, number)
            yield _raised(text, first, last, DIVISIONS[level], number)


def _raised(text: Mended, first: int, last: int, kind: str, number: int) -> _Edit:
    line = text.lines[first]
    words = "".join(one.text for one in text.lines[first : last + 1])
    heading = line._replace(text=words, heading=2, origin=f"demoted:{kind}:{number or ''}")
    found = in_line(line, "heading_demoted", "a heading stands as a paragraph")
    return _Edit(first, last, heading, found)


def _candidates(lines: list[Line], marks: list[Mark | None]) -> Iterator[tuple[int, int]]:
    """One or two bare lines between the end of a sentence and an article or narrower heading."""
    begun = False
    for index in range(1, len(lines)):
        mark = marks[index]
        if mark is None or mark.kind == "list":
            continue
        # Where numbers begin again, the line above is the title of another text.
        begins_again = begun and mark.number == "1" and mark.kind in ("article", "chapter")
        begun = begun or mark.kind == "article"
        if begins_again or marks[index - 1] is not None:
            continue
        last = index - 1
        if not _is_bare(lines, marks, last):
            continue
        first = last - 1 if last and _is_bare(lines, marks, last - 1) else last
        if first == 0 or lines[first - 1].text[-1:] in _ENDS:
            yield first, last


def _enter(numbers: list[int], level: int, number: int) -> None:
    """A heading of a level: the narrower ones begin anew."""
    numbers[level] = number
    numbers[level + 1 :] = [0] * (3 - level)


def _numbers_after(heads: list[_Head]) -> list[Numbers]:
    """For each heading, and the end: the next numbers below the same wider heading."""
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
