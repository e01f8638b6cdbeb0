"""数字 -- the numerals of statutes: 第一百八十条之一, 二〇二三, 十五万八千, 15万.

A numeral is read only when it has one meaning. 二三十 and 十百 are no numerals; 一百五
(is it 105 or 150?) and 一万五 are not read either, because a statute does not write them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

ZEROS: Final = "〇○零◯Ｏ"
"""Characters that stand for zero in Chinese print; the last is a full-width letter O."""

NUMERAL_CHARACTERS: Final = "〇○零◯Ｏ一二三四五六七八九十百千万亿两廿卅"
"""Characters of a Chinese numeral, for a regular expression's character class."""

NUMERAL: Final = f"[{NUMERAL_CHARACTERS}]+"
"""Source of a regular expression for a run of Chinese numeral characters (no group)."""

ANY_NUMERAL: Final = f"(?:{NUMERAL}|[0-9０-９]+)"
"""Source of a regular expression for a numeral in Chinese or in digits."""

LARGEST: Final = 10**16 - 1
"""The largest number that is read or written here (九千九百九十九万…亿…)."""

_LONGEST_RUN: Final = 40

_TO_PLAIN: Final = str.maketrans(
    "０１２３４５６７８９○零◯Ｏ壹贰叁肆伍陆柒捌玖拾佰仟萬億兩貳參陸",
    "0123456789〇〇〇〇一二三四五六七八九十百千万亿两二三六",
)
_DIGITS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_POSITIONAL: Final = str.maketrans("〇O一二三四五六七八九", "00123456789")
_POSITIONAL_RUN: Final = re.compile("[〇O0一二三四五六七八九]+")

_D: Final = "[1-9一二三四五六七八九两]"
_SECTION: Final = re.compile(
    f"(?:(?P<thousands>{_D})千)?"
    f"(?:(?P<hundreds>{_D})百)?"
    "(?P<zero>〇)?"
    "(?:(?P<tens>[1-9一二三四五六七八九]?)十|(?P<twenty>廿)|(?P<thirty>卅))?"
    "(?P<ones>[1-9一二三四五六七八九])?"
)
_ARTICLE: Final = re.compile(
    f"第?\\s*(?P<number>{ANY_NUMERAL})\\s*条?\\s*(?:(?:之|[-－])\\s*(?P<sub>{ANY_NUMERAL}))?"
)


def to_chinese(number: int) -> str:
    """Write a number as statutes print it: 203 → 二百零三, 10 → 十, 1010 → 一千零一十.

    Raises ValueError below zero and above LARGEST.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"number is {number}; only 0 to {LARGEST} can be written")
    if number == 0:
        return "零"
    written = _write(number)
    return written[1:] if written.startswith("一十") else written


def _write(number: int) -> str:
    for unit, character in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            high, low = divmod(number, unit)
            join = "零" if 0 < low < unit // 10 else ""
            return _write(high) + character + join + (_write(low) if low else "")
    return "零一二三四五六七八九"[number]


@lru_cache(maxsize=65536)
def _read(run: str) -> int | None:
    if not 0 < len(run) <= _LONGEST_RUN:
        return None
    plain = run.translate(_TO_PLAIN)
    if plain.isascii():
        value = int(plain) if plain.isdigit() else None
    elif _POSITIONAL_RUN.fullmatch(plain):
        value = _positional(plain)
    else:
        value = _structured(plain)
    return value if value is not None and value <= LARGEST else None


def _positional(plain: str) -> int | None:
    """Read digit by digit; a Latin 0 or O may stand only where 〇 is meant, as in 二0二三."""
    if plain.strip("0O") == "":
        return None
    return int(plain.translate(_POSITIONAL))


def _structured(plain: str) -> int | None:
    for character, unit in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = plain.rpartition(character)
        if found:
            high, low = _structured(head), _rest(tail, unit)
            return None if not high or low is None else high * unit + low
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    return _section(plain)


def _rest(tail: str, unit: int) -> int | None:
    """Read what follows 亿 or 万: nothing, or a smaller number that cannot be misread."""
    if not tail:
        return 0
    if tail.isascii():
        return int(tail) if unit == 10**4 and len(tail) == 4 and tail.isdigit() else None
    if tail in _DIGITS or (unit == 10**8 and "万" not in tail and not tail.startswith("〇")):
        return None
    value = _structured(tail.removeprefix("〇"))
    return value if value is not None and 0 < value < unit else None


def _section(plain: str) -> int | None:
    """Read a number below ten thousand; a zero stands exactly where a place is skipped."""
    if plain == "两":
        return 2
    match = _SECTION.fullmatch(plain) if plain else None
    if match is None:
        return None
    thousands, hundreds, zero, tens, twenty, thirty, ones = match.groups()
    ten = 2 if twenty else 3 if thirty else 0 if tens is None else _digit(tens) or 1
    if zero and not ((hundreds and ones and not ten) or (thousands and not hundreds)):
        return None
    if zero and not (ones or ten):
        return None
    if ones and not ten and not zero and (thousands or hundreds):
        return None
    return 1000 * _digit(thousands) + 100 * _digit(hundreds) + 10 * ten + _digit(ones)


def _digit(character: str | None) -> int:
    if not character:
        return 0
    return 2 if character == "两" else _DIGITS.get(character) or int(character)


_KNOWN: Final = {to_chinese(number): number for number in range(2001)} | {
    str(number): number for number in range(2001)
}


def parse_numeral(run: str) -> int | None:
    """Read a whole string as a non-negative number; None when it is no numeral.

    Reads Chinese numerals (〇○零, 廿, 卅, 两, 万, 亿, and the forms against forgery such as
    伍仟), digit by digit (二〇二三), ASCII and full-width digits, and mixtures (15万8千).
    Space, signs, decimal points and separators are not part of a numeral.
    """
    known = _KNOWN.get(run)
    return known if known is not None else _read(run)


@dataclass(frozen=True, slots=True, order=True)
class ArticleNumber:
    """The number of an article: 180, or 180 with sub 1 for 第一百八十条之一.

    `sub` is 0 for an article that was not inserted after another. Numbers sort in the
    order in which the articles stand. Raises ValueError for an impossible number.
    """

    number: int
    sub: int = 0

    def __post_init__(self) -> None:
        if self.number < 1 or self.sub < 0:
            raise ValueError(f"article {self.number}, sub {self.sub}; write 1 or more, 0 or more")

    def printed(self) -> str:
        """Give the number as the statute prints it: 第一百八十条之一."""
        sub = f"之{to_chinese(self.sub)}" if self.sub else ""
        return f"第{to_chinese(self.number)}条{sub}"

    def key(self) -> str:
        """Give the number as addresses write it: 180-1, or 180."""
        return f"{self.number}-{self.sub}" if self.sub else str(self.number)


def parse_article_number(printed: str) -> ArticleNumber | None:
    """Read 第一百八十条之一, 一百八十条之一, 180-1 or 180; None when it is none of these."""
    match = _ARTICLE.fullmatch(printed.strip())
    if match is None:
        return None
    number = parse_numeral(match["number"])
    sub = parse_numeral(match["sub"]) if match["sub"] else 0
    if not number or sub is None or (match["sub"] and sub == 0):
        return None
    return ArticleNumber(number, sub)
