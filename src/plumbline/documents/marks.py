"""编号 -- the number with which a line of a legal text begins.

立法法#65 fixes the ladder: 编、章、节、条 carry 第…, 项 are （一）, 目 are 1. Documents
without articles are numbered 一、 （一） 1. （1） (党政机关公文格式, GB/T 9704-2012).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from plumbline.documents.model import Line
from plumbline.text.numerals import parse_numeral, to_chinese

NUMERALS: Final = "〇○零一二三四五六七八九十百千廿卅两"
"""Characters of the Chinese numerals with which lines are numbered."""

BLANKS: Final = " \t\u3000\u00a0\u2002-\u200b"
"""Blanks for a character class; the last of them has no width."""

_N: Final = rf"(?:[{NUMERALS}]+|[0-9０-９]{{1,4}})"
_S: Final = f"[{BLANKS}]*"
_DASH: Final = "－—―–_-"

_ORDINAL: Final = re.compile(
    rf"[第笫]{_S}(?:{_N}{_S}(?:条(?:{_S}之[{NUMERALS}]+)?|分编|编|章|节)"
    rf"|[{NUMERALS}{_DASH}]{{2,9}}条){_S}"
)
_BRACKETED: Final = re.compile(
    rf"[（(﹙]{_S}(?:[{NUMERALS}]{{1,5}}|[0-9０-９]{{1,3}}){_S}[）)﹚]{_S}[、．.]?{_S}"
)
_CHINESE: Final = re.compile(rf"[{NUMERALS}]{{1,5}}(?:[、．]|\.(?![0-9])){_S}")
_DIGITS: Final = re.compile(rf"[0-9０-９]{{1,3}}(?:[.．、，](?![0-9０-９])|[）)]){_S}")
_SIGN: Final = re.compile(f"[①-⒛㈠-㈩]{_S}")

_PATTERN: Final = {
    **dict.fromkeys("第笫", _ORDINAL),
    **dict.fromkeys("（(﹙", _BRACKETED),
    **dict.fromkeys(NUMERALS, _CHINESE),
    **dict.fromkeys("0123456789０１２３４５６７８９", _DIGITS),
    **dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", _SIGN),
    **dict.fromkeys("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", _SIGN),
}
"""Which pattern a line can match is known from its first character, and for most lines none."""

_KIND: Final = {
    "条": "article", "编": "part", "分编": "subpart", "章": "chapter", "节": "section"
}  # fmt: skip
_PARTS: Final = re.compile(
    rf"(?P<open>[第笫（(﹙]?)(?P<before>{_S})(?P<number>[0-9０-９{NUMERALS}{_DASH}]+)(?P<after>{_S})"
    rf"(?P<close>条|分编|编|章|节|[）)﹚]?{_S}[、．.，]?)(?:{_S}之(?P<sub>[{NUMERALS}]+))?"
)
_ONE_SIGN: Final = {"o": ord("①"), "p": ord("⑴"), "s": ord("⒈"), "k": ord("㈠")}
_FULL_WIDTH: Final = {ord("0") + i: ord("０") + i for i in range(10)}


class Mark(NamedTuple):
    """A number at the head of a line: its kind, its value, its form, and where the words begin.

    `kind` is a division, `article`, or `list` (which level a list has depends on what
    stands around it). `number` is empty where it cannot be read. `gap` is true when white
    space follows the number. `is_damaged` says that a character of it is wrong or a blank
    stands inside it.
    """

    kind: str
    number: str
    form: str
    rest: int
    gap: bool
    is_damaged: bool


def read_mark(text: str) -> Mark | None:
    """The number at the head of `text`, or None when it begins with words."""
    pattern = _PATTERN.get(text[:1])
    if pattern is None:
        return None
    found = pattern.match(text)
    return _mark(found[0]) if found else None


def read_marks(lines: Iterable[Line]) -> list[Mark | None]:
    """The number at the head of each line; an automatic number counts as typed."""
    marks: list[Mark | None] = []
    pattern_of = _PATTERN.get
    for line in lines:
        text = line.label + line.text if line.label else line.text
        pattern = pattern_of(text[:1])
        found = pattern.match(text) if pattern is not None else None
        marks.append(_mark(found[0]) if found is not None else None)
    return marks


@lru_cache(maxsize=16384)
def _mark(prefix: str) -> Mark | None:
    """Read a matched prefix; a text repeats its prefixes, and so do texts among themselves."""
    label = prefix.rstrip(" \t\u3000\u00a0\u200b\u2002\u2003\u2009")
    gap, rest = len(label) < len(prefix), len(prefix)
    if len(label) == 1:
        return Mark("list", *_sign(label), rest, gap, False)
    found = _PARTS.fullmatch(label)
    if found is None:
        return None
    number, letter = _value(found["number"])
    kind = _KIND.get(found["close"], "list")
    is_article = kind == "article"
    if number is None and not is_article:
        return None
    key = "" if number is None else str(number)
    sub = parse_numeral(found["sub"]) if found["sub"] else None
    if sub and key:
        key = f"{key}-{sub}"
    form = f"{found['open']}{{{letter}}}{found['close']}"
    is_misspelt = found["open"] == "笫" or number is None or _has_dash(found["number"])
    is_spaced = kind != "list" and bool(found["before"] or found["after"])
    if number is None or is_misspelt or print_label(form, key) != label:
        form = f"={label}"
    return Mark(kind, key, form, rest, gap, is_misspelt or is_spaced)


def _sign(label: str) -> tuple[str, str]:
    """Number and form of a sign that is one character: ③, ⑶, ⒊, ㈢."""
    letter = max(
        (one for one in _ONE_SIGN if _ONE_SIGN[one] <= ord(label)), key=lambda one: _ONE_SIGN[one]
    )
    return str(ord(label) - _ONE_SIGN[letter] + 1), f"{{{letter}}}"


def _has_dash(number: str) -> bool:
    return any(sign in number for sign in _DASH)


def _value(number: str) -> tuple[int | None, str]:
    """The value of a numeral and the letter of its form; a dash is taken for 一."""
    if number[0] in "0123456789":
        return parse_numeral(number), "d"
    if number[0] in "０１２３４５６７８９":
        return parse_numeral(number), "f"
    plain = re.sub(f"[{_DASH}]", "一", number)
    return parse_numeral(plain), "c"


@lru_cache(maxsize=16384)
def print_label(form: str, number: str) -> str:
    """The label that `form` makes of `number`: ("第{c}条", "17-1") gives 第十七条之一.

    A form that begins with `=` is kept literally: it was not printed as its number is.
    """
    if form.startswith(("=", "“=")):
        return form.replace("=", "", 1)
    if "{" not in form:
        return form
    main, _, sub = number.partition("-")
    digits = int(main)
    if "{c}" in form:
        label = form.replace("{c}", to_chinese(digits))
    elif "{f}" in form:
        label = form.replace("{f}", str(digits).translate(_FULL_WIDTH))
    elif "{d}" in form:
        label = form.replace("{d}", str(digits))
    else:
        letter = form[form.index("{") + 1]
        label = form.replace(f"{{{letter}}}", chr(_ONE_SIGN[letter] + digits - 1))
    return f"{label}之{to_chinese(int(sub))}" if sub else label


_STYLE: Final = {"c": "c", "d": "d", "f": "d", "o": "o", "p": "(d)", "s": "d", "k": "(c)"}


@lru_cache(maxsize=4096)
def list_style(form: str) -> str:
    """The family to which a list label belongs: `c` `(c)` `d` `(d)` `o`; brackets alike."""
    plain = form.removeprefix("“")
    if plain.startswith("="):
        plain = _template(plain[1:])
    if "{" not in plain:
        return plain
    at = plain.index("{")
    style = _STYLE.get(plain[at + 1], "d")
    is_bracketed = plain[at + 3 : at + 4] in tuple("）)﹚")
    return f"({style})" if is_bracketed and len(style) == 1 else style


def _template(label: str) -> str:
    """The form of which a literal label is a variant: （ 一） is one of （{c}）."""
    found = _PARTS.fullmatch(label)
    if found is None:
        return "{d}."
    letter = "c" if found["number"][0] in NUMERALS else "d"
    return f"{found['open']}{{{letter}}}{found['close'].strip()}"


SECTION_RANK: Final = {"c": 1, "(c)": 2, "d": 3, "(d)": 4, "o": 5}
"""The rung of each list style in a document without articles."""
