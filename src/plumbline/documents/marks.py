"""编号 -- the number with which a line of a legal text begins.

立法法#65 fixes the ladder: 编、章、节、条 carry 第…, 项 are （一）, 目 are 1. Documents
without articles are numbered 一、 （一） 1. （1） (党政机关公文格式, GB/T 9704-2012).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from plumbline.text.numerals import parse_numeral, to_chinese

_NUM: Final = "〇○零一二三四五六七八九十百千廿卅两"
_GAP: Final = r"[ \t\u3000\u00a0\u2002-\u200b]*"

_ARTICLE: Final = re.compile(
    rf"[第笫]{_GAP}([{_NUM}]+|[0-9０-９]+){_GAP}条(?:{_GAP}之([{_NUM}]+))?"
    rf"(?:{_GAP}【[^】]*】)?([ \t\u3000\u00a0\u2002-\u200b]*)"
)
_ARTICLE_DAMAGED: Final = re.compile(rf"[第笫]([{_NUM}－—\-_ \u3000]*[{_NUM}][{_NUM}－—\-_ \u3000]*)条{_GAP}")
_DIVISION: Final = re.compile(
    rf"[第笫]{_GAP}([{_NUM}]+|[0-9０-９]+){_GAP}(分编|编|章|节)([ \t\u3000\u00a0\u2002-\u200b]*)(.*)", re.S
)
_PAREN: Final = re.compile(rf"([（(﹙]){_GAP}([{_NUM}]+|[0-9０-９]+){_GAP}([）)﹚]){_GAP}[、．.]?{_GAP}")
_CHINESE: Final = re.compile(rf"([{_NUM}]+)([、．])[ \t\u3000\u00a0]*")
_DIGIT: Final = re.compile(r"([0-9０-９]{1,3})([.．、，])(?![0-9０-９])[ \t\u3000\u00a0]*")
_CIRCLED: Final = re.compile("([①-⑳])[ \t\u3000]*")

_DIVISION_KIND: Final = {"编": "part", "分编": "subpart", "章": "chapter", "节": "section"}
_FULL_WIDTH: Final = {ord("0") + i: ord("０") + i for i in range(10)}


class Mark(NamedTuple):
    """A number at the head of a line: its kind, its value, its form, and where the words begin.

    `kind` is a division, `article`, or `list` (which level a list has depends on
    what stands around it). `gap` is true when white space follows the number.
    `exact` is false when form and number do not print what stood there.
    """

    kind: str
    number: str
    form: str
    rest: int
    gap: bool
    exact: bool


@lru_cache(maxsize=8192)
def print_label(form: str, number: str) -> str:
    """The label that `form` makes of `number`: ("第{c}条", "17-1") gives 第十七条之一.

    A form that begins with `=` is a damaged label, kept literally.
    """
    if form.startswith("="):
        return form[1:]
    if "{" not in form:
        return form
    main, _, sub = number.partition("-")
    digits = int(main)
    if "{c}" in form:
        label = form.replace("{c}", to_chinese(digits))
    elif "{f}" in form:
        label = form.replace("{f}", str(digits).translate(_FULL_WIDTH))
    elif "{o}" in form:
        label = form.replace("{o}", chr(ord("①") + digits - 1))
    else:
        label = form.replace("{d}", str(digits))
    return f"{label}之{to_chinese(int(sub))}" if sub else label


def read_mark(text: str) -> Mark | None:
    """The number at the head of `text`, or None when it begins with words."""
    first = text[:1]
    if first == "第" or first == "笫":
        return _read_ordinal(text)
    if first in "（(﹙":
        found = _PAREN.match(text)
        if found:
            opening, digits, closing = found.groups()
            return _list_mark(text, digits, opening + "{}" + closing, found.end())
        return None
    if first in _NUM:
        found = _CHINESE.match(text)
        return _list_mark(text, found[1], "{}" + found[2], found.end()) if found else None
    if first.isdigit() or "①" <= first <= "⑳":
        return _read_digit(text)
    return None


def _read_digit(text: str) -> Mark | None:
    circled = _CIRCLED.match(text)
    if circled:
        return Mark("list", str(ord(circled[1]) - ord("①") + 1), "{o}", circled.end(), False, True)
    found = _DIGIT.match(text)
    return _list_mark(text, found[1], "{}" + found[2], found.end()) if found else None


def _read_ordinal(text: str) -> Mark | None:
    found = _ARTICLE.match(text)
    if found:
        number, style, exact = _value(found[1])
        if number is None:
            return Mark("article", "", "=" + found[0].strip(), found.end(), bool(found[3]), False)
        sub = parse_numeral(found[2]) if found[2] else None
        key = f"{number}-{sub}" if sub else str(number)
        form = f"第{{{style}}}条"
        label = text[: found.end()].rstrip()
        exact = exact and print_label(form, key) == label
        return Mark("article", key, form if exact else "=" + label, found.end(), bool(found[3]), exact)
    found = _DIVISION.match(text)
    if found:
        number, style, exact = _value(found[1])
        if number is None:
            return None
        form = f"第{{{style}}}{found[2]}"
        label = text[: found.end(2)]
        exact = exact and print_label(form, str(number)) == label
        kind = _DIVISION_KIND[found[2]]
        return Mark(kind, str(number), form if exact else "=" + label, found.start(4), bool(found[3]), exact)
    found = _ARTICLE_DAMAGED.match(text)
    if found and len(found[1]) <= 10:
        return Mark("article", "", "=" + found[0].rstrip(), found.end(), True, False)
    return None


def _list_mark(text: str, digits: str, frame: str, end: int) -> Mark | None:
    number, style, exact = _value(digits)
    if number is None:
        return None
    form = frame.replace("{}", f"{{{style}}}")
    label = text[:end].strip()
    exact = exact and print_label(form, str(number)) == label
    return Mark("list", str(number), form if exact else "=" + label, end, False, exact)


@lru_cache(maxsize=8192)
def _value(digits: str) -> tuple[int | None, str, bool]:
    number = parse_numeral(digits)
    if number is None:
        return None, "c", False
    if digits.isascii():
        return number, "d", str(number) == digits
    if digits[0] in "０１２３４５６７８９":
        return number, "f", True
    return number, "c", to_chinese(number) == digits


_RANK: Final = re.compile(r"^“?(?:(=)|([（(﹙])?\{([cdfo])\})")


@lru_cache(maxsize=512)
def list_style(form: str) -> str:
    """The family to which a list label belongs: `c、` `(c)` `d.` `(d)` `o`; brackets alike."""
    if form.startswith("="):
        return list_style(_form_of_damaged(form[1:]))
    found = _RANK.match(form)
    if not found:
        return form
    letter = "c" if found[3] == "c" else "o" if found[3] == "o" else "d"
    return f"({letter})" if found[2] else letter


def _form_of_damaged(label: str) -> str:
    plain = label.lstrip("“")
    if plain[:1] in "（(﹙":
        return "（{c}）" if plain[1:].strip()[:1] in _NUM else "（{d}）"
    return "{c}、" if plain[:1] in _NUM else "{d}."


SECTION_RANK: Final = {"c": 1, "(c)": 2, "d": 3, "(d)": 4, "o": 5}
"""The rung of each list style in a document without articles."""
