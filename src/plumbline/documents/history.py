"""沿革 -- the history of a text: on which day which organ made, amended or published it.

立法法#62 asks each text to carry the organ, the day of adoption and the day of effect
below its title; amended texts list each amendment in turn.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final

from plumbline.documents.model import HistoryEntry, Line
from plumbline.text.dates import parse_date
from plumbline.text.docnumber import find_numbers
from plumbline.text.numerals import parse_numeral

DAY: Final = re.compile(
    r"([0-9０-９]{4})\s*年\s*([0-9０-９]{1,2})\s*月\s*([0-9０-９]{1,2})\s*日"
    r"|[一二][九〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ACTIONS: Final = (
    ("amended", re.compile(r"修正|修改|通过的《")),
    ("revised", re.compile(r"修订")),
    ("repealed", re.compile(r"废止")),
    ("approved", re.compile(r"批准")),
    ("adopted", re.compile(r"通过|制定")),
    ("published", re.compile(r"公布|发布|颁布|印发|颁发|下发")),
    ("in_force", re.compile(r"施行|实施|生效|执行")),
)
"""What an entry tells; where it tells several things, the first of these."""

_ANY_ACTION: Final = re.compile("|".join(pattern.pattern for _, pattern in _ACTIONS))
_ORDINAL: Final = re.compile(r"第([一二三四五六七八九十]+)次(?:修正|修订|修改)")
_SESSION: Final = re.compile(r"第[一二三四五六七八九十]+届")
_ORGAN_ENDS: Final = re.compile(
    r"(?:第[一二三四五六七八九十百0-9]+次|令(?:第|〔|\[|［|\d)|公告|会议|主席团|批准|公布|发布|颁布|通过|修订|修正|施行|印发|制定|《|（|\()"
)
_ORDER: Final = re.compile(r"[^，。《》\s]{0,30}令\s*第?\s*[0-9０-９一二三四五六七八九十百]+\s*号")
_TITLE: Final = re.compile(r"《(.+?)》(?!.*》)")
_LONGEST_ENTRY: Final = 2000
_LONGEST_ORGAN: Final = 60
_BEFORE_ENTRY: Final = re.compile(
    r"(?:[ \t\u3000（(；;，）)]|根据|通过|公布|发布|颁布|批准|施行|实施|修正|修订|修改)$"
)


def says_action(text: str) -> bool:
    """Whether words tell of an adoption, amendment, publication or the like."""
    return _ANY_ACTION.search(text) is not None


def is_history(text: str) -> bool:
    """Whether a line tells of an adoption, amendment or publication: it opens with a day."""
    opened = DAY.match(text.lstrip("（( 　"))
    return opened is not None and len(text) < _LONGEST_ENTRY and says_action(text)


def is_open(text: str) -> bool:
    """Whether a title that an entry names goes on in the next line."""
    return text.count("《") > text.count("》")


def read_history(lines: list[Line]) -> tuple[HistoryEntry, ...]:
    """History entries in the order of the text; a line may hold several, or continue one."""
    logical: list[tuple[str, int]] = []
    for line in lines:
        text = line.text
        if logical and (not DAY.match(text.lstrip("（( ")) or is_open(logical[-1][0])):
            logical[-1] = (logical[-1][0] + text, logical[-1][1])
        else:
            logical.append((text, line.number))
    entries = (_entry(piece, number) for text, number in logical for piece in pieces(text))
    return tuple(entry for entry in entries if entry is not None)


def pieces(text: str) -> list[str]:
    """The entries of one line: each begins with a day that does not stand in a title."""
    starts = []
    for found in DAY.finditer(text):
        at = found.start()
        if at < 3 or (_BEFORE_ENTRY.search(text, 0, at) and not is_open(text[:at])):
            starts.append(at)
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


def _entry(text: str, line: int) -> HistoryEntry | None:
    found = DAY.match(text)
    day = _day(found) if found else None
    if found is None or day is None:
        return None
    rest = text[found.end() :].strip(" 　，；;（）()")
    outside = re.sub(r"《.*?》", "《》", rest)
    action = next((name for name, pattern in _ACTIONS if pattern.search(outside)), "")
    instrument = _TITLE.search(rest)
    ordinal = _ORDINAL.search(outside)
    order = _ORDER.search(outside) if "令" in outside else None
    number = order[0] if order else ""
    if not number and "号" in outside:
        number = next((one.text for one in find_numbers(outside)), "")
    if not action and number:
        action = "published"
    return HistoryEntry(
        day=day,
        action=action,
        organ=_organ(rest.partition(number)[0] if number and not order else rest),
        instrument=instrument[1] if instrument else "",
        ordinal=(parse_numeral(ordinal[1]) or 0) if ordinal else 0,
        number=number,
        text=text.strip(),
        line=line,
    )


def _day(found: re.Match[str]) -> date | None:
    if found[1] is None:
        return parse_date(found[0])
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _organ(rest: str) -> str:
    plain = _SESSION.sub("", rest)
    ends = _ORGAN_ENDS.search(plain)
    name = plain[: ends.start()] if ends else plain
    if len(name) > _LONGEST_ORGAN:
        return ""
    return name.removeprefix("根据").removeprefix("中华人民共和国").strip(" 　、，经由")
