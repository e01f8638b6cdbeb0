"""落款与附件 -- what follows the text proper: signature, appendices (GB/T 9704-2012)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plumbline.documents.findings import in_line
from plumbline.documents.front import squeeze
from plumbline.documents.head import leaf
from plumbline.documents.history import is_history
from plumbline.documents.marks import Mark, read_mark, read_marks
from plumbline.documents.model import Finding, Line, Unit
from plumbline.documents.node import freeze
from plumbline.documents.shape import INFO_END, STOPS, is_appendix, is_date
from plumbline.documents.tree import build

_ORGAN: Final = re.compile(
    r"[^。，；：“”、]{2,60}(?:府|厅|局|委|会|院|部|署|办|室|处|队|心|行|司|组|校|团|社|所|站|关|科|庭|场|馆)"
    r"(?:[（(][^）)]{1,10}[）)])?"
    r"|(?:[^。，；]{0,20})(?:总理|主席|省长|市长|区长|县长|州长|镇长|乡长|局长|主任|部长|院长|检察长)[\s：:]*[\u4e00-\u9fff·]{2,4}"
)
_DATED_ORGAN: Final = re.compile(
    r"[^。，；：“”]{2,60}\s+[0-9〇○零一二三四五六七八九]{4}年.{1,4}月.{1,4}日"
)
_PRINTED: Final = re.compile(
    r"(?:[（(]?(?:此件|信息公开|公开属性|联系人|联系电话)|抄\s*[送报]|主\s*送|分\s*送).*|.{0,60}印发|（公开）"
)
_BARE_APPENDIX: Final = re.compile(r"附\s*[件录表]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
_NAMED: Final = re.compile(r"[《〈]([^《》〈〉]{4,60})[》〉]")
_BINDS: Final = re.compile(r"自.{0,30}(?:施行|执行|生效|实施)")
_LONGEST_TITLE: Final = 40
_TITLE_OF_TEXT: Final = re.compile(
    r"(?:法|条例|办法|规定|细则|规则|决定|决议|修正案|通知|通告|意见|命令)(?:（.{1,12}）)?$"
)
_TITLE_LINES: Final = 3
_SECTIONS: Final = frozenset("一二")
_MOST_SIGNERS: Final = 12
_MOST_PRINTED: Final = 6
_MOST_ATTACHMENTS: Final = 30


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands below the body: notes and signature, appendices, text that is not its own."""

    signature: list[Line]
    appendices: list[Line]
    foreign: list[Line]

    def units(self, *, is_amendment: bool) -> tuple[Unit, ...]:
        """The units of the tail, the text of each appendix inside it."""
        units = [leaf(_kind(line), line) for line in self.signature]
        start = 0
        for end in range(1, len(self.appendices) + 1):
            if end == len(self.appendices) or is_appendix(self.appendices[end].text):
                units.append(_appendix(self.appendices[start:end], is_amendment))
                start = end
        if self.foreign:
            units.append(_appendix(self.foreign, is_amendment))
        return tuple(units)

    def findings(self) -> tuple[Finding, ...]:
        """Text of another document is damage."""
        if not self.foreign:
            return ()
        line = self.foreign[0]
        return (in_line(line, "foreign_text", "text of another document follows"),)


def _kind(line: Line) -> str:
    return "text" if line.text[:1] == "附" or read_mark(line.text) else "signature"


def _appendix(lines: list[Line], is_amendment: bool) -> Unit:  # noqa: FBT001
    opened = leaf("appendix", lines[0])
    root = build(lines[1:], read_marks(lines[1:]), is_amendment=is_amendment).root
    for node in root.children:
        node.kind = "text" if node.kind == "address" else node.kind
    return opened._replace(children=freeze(root.children))


def split_tail(
    lines: list[Line], marks: list[Mark | None], *, is_amendment: bool
) -> tuple[int, Tail]:
    """Where the body ends, and what follows it."""
    articles = _articles(lines, marks)
    last, restart = _own_articles(lines, articles, is_amendment=is_amendment)
    end = len(lines)
    start = _first_appendix(lines, last, end)
    if not restart and start < end and _is_other_text(lines, start):
        return start, Tail([], [], lines[start:])
    if restart:
        foreign = _begin_of_foreign(lines, last, restart)
        if not _is_attached(lines, last, foreign, restart):
            end = foreign
            start = _first_appendix(lines, last, end)
    signed = _signature(lines, last, start)
    return signed, Tail(lines[signed:start], lines[start:end], lines[end:])


def _articles(lines: list[Line], marks: list[Mark | None]) -> list[tuple[int, int]]:
    """Index and number of each line that opens an article."""
    found: list[tuple[int, int]] = []
    for index, mark in enumerate(marks):
        if mark is None or mark.kind != "article" or not mark.number:
            continue
        number = int(mark.number.partition("-")[0])
        is_alone = mark.rest == len(lines[index].label + lines[index].text)
        if mark.gap or is_alone or not found or number == found[-1][1] + 1:
            found.append((index, number))
    return found


def _own_articles(
    lines: list[Line], articles: list[tuple[int, int]], *, is_amendment: bool
) -> tuple[int, int]:
    """Where the last article of the text itself stands, and where one of another text does.

    -1 and 0 stand for none. Another text begins below a second head, where articles begin
    at 第一条 again, and where numbers fall back after the article that says from when the
    text binds.
    """
    second_head = next(
        (i for i, line in enumerate(lines) if line.text == INFO_END and not line.label), 0
    )
    last_place = {number: index for index, number in articles}
    own = -1, 0
    for at, (index, number) in enumerate(articles):
        if second_head and index > second_head:
            return own[0], second_head
        before, last = own
        if before < 0 and _follows_sections(lines, index):
            return before, index
        if number <= last and not is_amendment:
            following = articles[at + 1][1] if at + 1 < len(articles) else 2
            begins_again = number == 1 and last > 1 and following == 2
            goes_on = last_place.get(last + 1, -1) > index
            if begins_again or (not goes_on and _BINDS.search(lines[before].text)):
                return before, index
        own = index, number
    return own[0], second_head


def _follows_sections(lines: list[Line], index: int) -> bool:
    """Whether a text with sections 一、二、 ends above a first article, where a title stands."""
    above = lines[_begin_of_foreign(lines, -1, index)]
    if above is lines[index] or above.text[:1] == "第" or is_appendix(above.text):
        return False
    marks = (read_mark(line.text) for line in lines[:index] if line.text[:1] in _SECTIONS)
    numbers = {mark.number for mark in marks if mark is not None and mark.kind == "list"}
    return {"1", "2"} <= numbers


def _is_other_text(lines: list[Line], start: int) -> bool:
    """Whether what follows the last article is a text of its own, which nothing announces."""
    words = squeeze(lines[start].text)
    if is_appendix(lines[start].text) or not _TITLE_OF_TEXT.search(words):
        return False
    if start + 1 == len(lines):
        return False
    return not any(words in squeeze(line.text) for line in lines[:start] if "《" in line.text)


def _is_attached(lines: list[Line], last: int, foreign: int, restart: int) -> bool:
    """Whether a text that begins again is an appendix: 附件 stands just above its title.

    A decision without articles may also name it, and let it follow.
    """
    if lines[restart].text == INFO_END:
        return False
    if any(is_appendix(line.text) for line in lines[max(last, foreign - 3) : restart]):
        return True
    title = squeeze(lines[foreign].text)
    above = (squeeze(line.text) for line in lines[:foreign] if "《" in line.text)
    return last < 0 and any(title in text for text in above)


def _begin_of_foreign(lines: list[Line], last: int, restart: int) -> int:
    """The title of the other text, above its head and its first chapter."""
    start, bare = restart, 0
    while start - 1 > last and bare < _TITLE_LINES:
        line = lines[start - 1]
        text = line.text
        if line.heading == 1:
            return start - 1
        if text != INFO_END and text[:1] != "第" and not is_history(text):
            if text[-1:] in STOPS or is_date(text) or line.rows or len(text) > _LONGEST_TITLE:
                return start
            bare += 1
        start -= 1
    return start


def _first_appendix(lines: list[Line], last: int, end: int) -> int:
    """Where the first appendix stands after article `last`; `end` when there is none.

    附件：1. … above the signature is a note that says which appendices there are. A text
    without the word 附件 may still have an appendix: its title, which the text names.
    """
    named: set[str] = set()
    signed = False
    binds = last >= 0 and bool(_BINDS.search(lines[last].text))
    for index in range(max(last, 0), end):
        line = lines[index]
        text = line.text
        if index > max(last, 0):
            signed = signed or is_date(text)
            if is_appendix(text) and (signed or not _is_note(lines, index, end)):
                return index
            if text[-1:] not in STOPS and (squeeze(text) in named or (binds and _is_title(line))):
                return index
        if "《" in text:
            named.update(squeeze(one) for one in _NAMED.findall(text))
    return end


def _is_title(line: Line) -> bool:
    """Whether a line below the last article can only be the title of a table or a picture."""
    text = line.text
    if line.rows or is_date(text) or not 2 < len(text) <= _LONGEST_TITLE or "，" in text:
        return False
    return read_mark(text) is None and not _ORGAN.fullmatch(text) and not _PRINTED.fullmatch(text)


def _is_note(lines: list[Line], index: int, end: int) -> bool:
    """Whether only a list of appendices stands between 附件： and the signature."""
    has_titles = "：" in lines[index].text or ":" in lines[index].text
    for line in lines[index + 1 : min(end, index + _MOST_ATTACHMENTS)]:
        if has_titles and _BARE_APPENDIX.fullmatch(line.text):
            return True
        if is_date(line.text) or _DATED_ORGAN.fullmatch(line.text):
            return True
        if line.rows or is_appendix(line.text) or line.text[-1:] == "。":
            return False
    return False


def _signature(lines: list[Line], last: int, end: int) -> int:
    """Where signature, date, and the notes above and below them begin; `end` without any."""
    at = end
    lowest = max(last + 1, 1, end - _MOST_PRINTED - 1)
    while at > lowest and _PRINTED.fullmatch(lines[at - 1].text):
        at -= 1
    if at <= max(last, 0):
        return _note_above(lines, last, end)
    text = lines[at - 1].text
    if _DATED_ORGAN.fullmatch(text):
        start = at - 1
    elif is_date(text):
        start = at - 1
        while start > max(last + 1, 1, at - _MOST_SIGNERS) and _signs(lines[start - 1]):
            start -= 1
    else:
        start = end
    return _note_above(lines, last, start)


def _signs(line: Line) -> bool:
    return not line.rows and read_mark(line.text) is None and bool(_ORGAN.fullmatch(line.text))


def _note_above(lines: list[Line], last: int, start: int) -> int:
    """Where the note 附件：… above a signature begins; `start` when there is none."""
    for index in range(start - 1, max(last, start - _MOST_ATTACHMENTS, 0), -1):
        text = lines[index].text
        if is_appendix(text):
            return index
        if text[-1:] == "。" or lines[index].rows:
            break
    return start
