"""文前 -- what stands before the text proper: head, table of contents, a covering notice."""

from __future__ import annotations

import re
from typing import Final

from plumbline.documents.history import DAY, is_history, says_action
from plumbline.documents.marks import read_mark
from plumbline.documents.model import DIVISIONS, Line
from plumbline.documents.shape import INFO_END, is_appendix, is_foreword

_CONTENTS: Final = re.compile(r"目\s*[录次]")
_CHAPTERS: Final = re.compile(r"第[一二三四五六七八九十]+[编章]")
_ISSUES: Final = re.compile(
    r"(?:印发|公布|发布|转发|批转|颁发|颁布|下发)(?:了)?[《〈<](.+)[》〉>](?:的|等|（|$)"
)
_ISSUES_BARE: Final = re.compile(
    r"(?:印发|公布|发布)(?:了)?([^《》]{4,60}?(?:办法|规定|细则|条例|规则|方案|意见|制度|规范|规程|指南|指引|标准|基准"
    r"|清单|目录|章程|措施|规划|计划|要点)(?:（.{1,8}）)?)的(?:通知|公告|通告|决定)"
)
_DECREES: Final = re.compile(
    r"[《〈](.{2,80})[》〉](?:已|业|经).{0,80}?(?:现予|现将|予以)[^，。]{0,10}(?:公布|发布|印发)"
)
_ORDER_TITLE: Final = re.compile(r"(?:令|公告)(?:第.{1,12}号)?$")
_HEAD_LINES: Final = 100
"""A head is never longer; a file without an end mark is searched no further."""
_LEAST_CONTENTS: Final = 3
_LONGEST_TITLE_LINE: Final = 60
_LONGEST_TITLE: Final = 120
_PIECES_OF_A_TITLE: Final = 4
_SENTENCE: Final = 1000
_LONGEST_PLACE: Final = 12


def split_front(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines before the text proper, and the text."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line.text == INFO_END and not line.label:
            end = index + 1 + _is_cut_off(lines, index)
            return [*lines[:index], *lines[index + 1 : end]], lines[end:]
    if lines and not lines[0].heading and lines[0].text[-1:] in "。；，":
        return [], lines  # a passage that somebody pasted: a sentence is no title
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if index and begins_text(line):
            return lines[:index], lines[index:]
    return lines[:1], lines[1:]


def _is_cut_off(lines: list[Line], end: int) -> bool:
    """Whether the last entry of the history goes on below the mark that ends the head."""
    if not 0 < end < len(lines) - 1:
        return False
    last, text = lines[end - 1].text, lines[end + 1].text
    if not DAY.match(last) or says_action(last) or DAY.match(text):
        return False
    return len(text) < _LONGEST_TITLE_LINE and says_action(text) and text[-1] not in "。："


def begins_text(line: Line) -> bool:
    """Whether a line cannot belong to a head any more."""
    text = line.text
    if line.rows or _CONTENTS.fullmatch(text) or text.endswith(("：", ":")) or is_foreword(text):
        return True
    if is_history(text):
        return False
    if read_mark(line.label + text) is not None:
        return True
    return "。" in text or len(text) > _LONGEST_TITLE_LINE


def split_contents(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a table of contents near the beginning, and the rest."""
    start = next((i for i, line in enumerate(lines[:6]) if _CONTENTS.fullmatch(line.text)), None)
    end = _end_of_named(lines, start) if start is not None else _end_of_unnamed(lines)
    start = start or 0
    return lines[start:end], lines[:start] + lines[end:]


def _end_of_named(lines: list[Line], start: int) -> int:
    """A table under the word 目录 runs until its first entry comes again, or a text begins."""
    first: tuple[str, str] | None = None
    for index in range(start + 1, len(lines)):
        text = lines[index].text
        mark = read_mark(text)
        if mark is not None and mark.kind in (*DIVISIONS, "list"):
            if first == (mark.kind, mark.number):
                return index
            first = first or (mark.kind, mark.number)
        if "。" in text or lines[index].rows or (mark is not None and mark.kind == "article"):
            return index
    return start + 1


def _end_of_unnamed(lines: list[Line]) -> int:
    """Three headings of one kind in a row, with nothing between them, are a table of contents.

    All of them in one line are one too. The last heading belongs to the text when the
    text goes on below it and the table was complete without it.
    """
    if lines and len(_CHAPTERS.findall(lines[0].text)) > 1 and lines[0].text[-1:] not in "。；：":
        return 1
    numbers: list[tuple[str, str]] = []
    for line in lines[:200]:
        mark = read_mark(line.text)
        if mark is None or mark.kind not in DIVISIONS or (mark.kind, mark.number) in numbers:
            break
        numbers.append((mark.kind, mark.number))
    kinds = [kind for kind, _ in numbers]
    if max((kinds.count(kind) for kind in set(kinds)), default=0) < _LEAST_CONTENTS:
        return 0
    return len(numbers)


def find_issued(title: str, lines: list[Line]) -> int:
    """Where the text begins that a notice or an order issues; 0 when it issues none here."""
    issued = _ISSUES.search(title) or _ISSUES_BARE.search(title)
    if issued is None and _ORDER_TITLE.search(title):
        issued = next(
            filter(None, (_DECREES.search(line.text[:_SENTENCE]) for line in lines[:6])), None
        )
    if issued is None:
        return 0
    wanted = squeeze(issued[1])
    for index in range(1, len(lines)):
        if _is_title(lines, index, wanted):
            return index
    return 0


def _is_title(lines: list[Line], index: int, wanted: str) -> bool:
    """Whether the title that a notice names stands here, in one line or in a few."""
    first = lines[index]
    if first.rows or len(first.text) > _LONGEST_TITLE or is_appendix(first.text):
        return False
    here = ""
    own = len(squeeze(first.text))
    for line in lines[index : index + _PIECES_OF_A_TITLE]:
        here += squeeze(line.text)
        more = len(here) - len(wanted)
        # A title may name the place as well, which the notice left out.
        if here.endswith(wanted) and more < min(own, _LONGEST_PLACE):
            return True
        if more >= 0 or line.rows:
            return False
    return False


def squeeze(text: str) -> str:
    """A title without blanks and title marks, for comparison."""
    return re.sub(r"[\s《》〈〉<>]+", "", text)
