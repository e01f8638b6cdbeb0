"""错字 -- characters that are wrong in themselves: invisible, unknown, look-alikes, markup.

One look at the whole text finds every character that a Chinese legal text hardly ever
holds; only those are judged, by their neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from plumbline.documents.model import Finding, Source
from plumbline.documents.shape import INFO_END

_TRADITIONAL_BLOCKS: Final = (
    (0x7CF8, 0x7E9C),  # 糸
    (0x8A00, 0x8B9F),  # 言
    (0x8C9D, 0x8D1B),  # 貝
    (0x8ECA, 0x8F63),  # 車
    (0x91D1, 0x947F),  # 金
    (0x9580, 0x95E7),  # 門
    (0x9801, 0x9874),  # 頁
    (0x98A8, 0x98C8),  # 風
    (0x98DF, 0x9957),  # 食
    (0x99AC, 0x9A6B),  # 馬
)
"""Unicode orders characters by radical; in these the simplified script has a radical of its own."""


def _traditional() -> str:
    """The characters of those blocks that GB/T 2312, the simplified standard set, leaves out."""
    found = []
    for first, last in _TRADITIONAL_BLOCKS:
        for code in range(first, last + 1):
            try:
                chr(code).encode("gb2312")
            except UnicodeEncodeError:
                found.append(chr(code))
    return "".join(found)


_INVISIBLE: Final = "\u200b-\u200f\u2060\ufeff\u00ad"
_UNKNOWN: Final = "\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f"
_WRONG_ALONE: Final = "釆"
_LOOK_ALIKE: Final = "己末缚"
_ODD: Final = re.compile(
    f"[{_INVISIBLE}{_UNKNOWN}{_traditional()}{_WRONG_ALONE}{_LOOK_ALIKE}<>&lIO0]"
)
_WRONG_PHRASES: Final = ("自已", "登已", "当置数", "包括和")
"""Set words gone wrong whose characters are too common to be looked for one by one."""

_WRONG_WORDS: Final = re.compile("(?<!自)己经|(?<![期年季月周])末(?:经|满|成年)|缚[后件]")
"""Words in which a look-alike has taken the place of 已 未 附."""

_MARKUP: Final = re.compile(
    r"&(?:nbsp|lt|gt|amp|quot|#\d{1,6});|</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]{0,200})?/?>"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_COUNTED: Final = frozenset("日月年时分天周元万亿倍人名个件次条项款章号级％%")
_CHINESE_DIGITS: Final = frozenset("一二三四五六七八九〇")


def judge_characters(source: Source) -> list[Finding]:
    """One finding for each line and code; characters without width only once, at the first."""
    text = source.text
    found: dict[tuple[str, int], Finding] = {}
    starts: list[int] = []
    for at, length, code, message in _wrong(text):
        starts = starts or [line.start for line in source.lines]
        index = bisect_right(starts, at) - 1
        if index < 0:
            continue
        line = source.lines[index].number
        key = (code, 0 if code == "character_invisible" else line)
        message = f"{message} ({text[at : at + length]!r})"
        found.setdefault(key, Finding(code, "damage", "", message, line, at, at + length))
    return list(found.values())


def _wrong(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Place, length, code and message of all that is wrong; the mark of the head's end is not."""
    head_end = text.find(INFO_END)
    ranges = [(0, head_end), (head_end + len(INFO_END), len(text))]
    for start, end in ranges if head_end >= 0 else [(0, len(text))]:
        for hit in _ODD.finditer(text, start, end):
            judged = _judge(text, hit.start(), hit[0])
            if judged is not None:
                yield hit.start(), 1, *judged
    for phrase in _WRONG_PHRASES:
        at = text.find(phrase)
        while at >= 0:
            yield at, len(phrase), "character_damaged", "a word in which a character is wrong"
            at = text.find(phrase, at + 1)


def _judge(text: str, at: int, hit: str) -> tuple[str, str] | None:
    """Code and message, if what stands at a place is wrong there."""
    if hit in _LOOK_ALIKE:
        wrong = _WRONG_WORDS.match(text, at)
        return ("character_damaged", "a look-alike in a set word") if wrong else None
    if hit in "lIO0":
        return _judge_digit(text, at, hit)
    if hit == ">":
        near = max(at - 60, 0)
        is_open = text.rfind("<", near, at) > text.rfind(">", near, at)
        is_stray = not is_open and _HAN.match(text[at - 1 : at])
        return ("markup_left_in", "half of a pair of brackets") if is_stray else None
    if hit in "<&":
        is_markup = _MARKUP.match(text, at) and not text.startswith(INFO_END, at)
        return ("markup_left_in", "markup of another format") if is_markup else None
    if hit in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad":
        return "character_invisible", "an invisible character"
    if hit == "\ufffd" or hit < " " or "\ue000" <= hit <= "\uf8ff":
        return "character_damaged", "a character that no font knows"
    return "character_damaged", "a character of another script"


def _judge_digit(text: str, at: int, hit: str) -> tuple[str, str] | None:
    """A letter where a digit belongs, and a digit in a Chinese numeral."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if hit == "0":
        wrong = before in _CHINESE_DIGITS and (after == "年" or after in _CHINESE_DIGITS)
        return ("character_damaged", "a digit in a Chinese numeral") if wrong else None
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()):
        return None
    if hit == "l":
        # After a digit it may be the litre, but not before a word that a number counts.
        is_litre = before.isdigit() and not after.isdigit() and after not in _COUNTED
        wrong = before not in tuple("/／") and not is_litre
    else:
        wrong = before.isdigit() and (after.isdigit() or (hit == "O" and bool(_HAN.match(after))))
    return ("character_damaged", "a letter where a digit belongs") if wrong else None
