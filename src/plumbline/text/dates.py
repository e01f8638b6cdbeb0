"""日期 -- the days that a legal text names: 2021年1月22日, 一九八二年十二月四日, 同日.

Statutes count by the Gregorian calendar (民法典#200). A text may name a day that does not
exist (2月30日); such a date is still reported, without a day and with the reason.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final, Literal

from plumbline.text.numerals import parse_numeral

Precision = Literal["day", "month", "year", "month_day"]
"""How much of a date is known; month_day is a day that returns every year (12月31日)."""

DATE_FAULTS: Final = {
    "no_such_month": "the month is not one of 1 to 12",
    "no_such_day": "the month has no such day in that year",
}
"""Why a date that is written out has no day."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its place in code points, its parts, and the day if there is one.

    `day` is None when the precision is not "day", and when the day is impossible; then
    `reason` is a code of DATE_FAULTS. `carried` says that a part which is not written was
    taken from the date before it (同日, or the 31日 of 2021年1月1日至31日).
    """

    start: int
    end: int
    day: date | None
    text: str
    precision: Precision
    year: int | None = None
    month: int | None = None
    day_of_month: int | None = None
    reason: str | None = None
    carried: bool = False


# Each pattern opens with one set of characters, which lets the scan run at memory speed;
# the look behind it then sees to it that no match begins in the middle of a number.
_S: Final = r"[ \t\u00a0\u2002-\u200a\u3000]{0,4}"
_N: Final = "0-9０-９"
_C: Final = "〇○零◯ＯO一二三四五六七八九"
_ANY: Final = f"{_N}{_C}十百千万亿两廿卅"
_SMALL: Final = f"[{_N}〇○零一二三四五六七八九十廿卅](?:{_S}[{_N}一二三四五六七八九十]){{0,2}}"
_YEAR: Final = f"[12１２一二](?<![{_ANY}][12１２一二])(?:{_S}[{_N}{_C}]){{3}}"
_DAY_WORD: Final = "(?:日|号(?![文令公]))"

_FULL: Final = re.compile(
    f"(?P<year>{_YEAR}){_S}年"
    f"(?:{_S}(?P<month>{_SMALL}|元){_S}月(?:{_S}(?P<day>{_SMALL}){_S}{_DAY_WORD})?)?"
)
_DASHED: Final = re.compile(
    f"(?P<year>[12１２](?<![{_N}A-Za-z.\\-/][12１２])[{_N}]{{3}})"
    f"{_S}(?P<mark>[-－—–./／．]){_S}(?P<month>[{_N}]{{1,2}})"
    f"{_S}(?P=mark){_S}(?P<day>[{_N}]{{1,2}})(?![{_N}A-Za-z]|[-－.．/／][{_N}])"
)
_MONTH_DAY: Final = re.compile(
    f"(?P<month>[{_N}〇○零一二三四五六七八九十](?<![{_ANY}].)(?:{_S}[{_N}一二三四五六七八九十])?)"
    f"{_S}月{_S}(?P<day>{_SMALL}){_S}日"
)
_SAME: Final = re.compile(
    f"同(?<![不相共如会陪随伙合连等协]同)(?:年{_S}(?P<month>{_SMALL}){_S}月{_S}(?P<day>{_SMALL}){_S}日"
    f"|月{_S}(?P<day_only>{_SMALL}){_S}日|日(?![本语期]))"
)
_NEXT_DAY: Final = re.compile(
    f"{_S}起?(?:[至到、和及与]|[-－—–～~]{{1,2}}){_S}(?P<day>{_SMALL}){_S}日(?!以?[内前后]|之[内前后])"
)
_JOINED: Final = re.compile(f"{_S}[起止]?，?{_S}(?:[至到、和及与]|[-－—–～~]{{1,2}}){_S}")
_DURATION: Final = re.compile("年(?:以[上下内]|[限期龄内])")
_SPACE: Final = re.compile(r"\s+")

_CARRY_REACH: Final = 400
"""How far, in characters, 同日 and its like reach back within their paragraph."""

_BARE_YEARS: Final = range(1840, 2200)
"""A lone year outside this range is taken for a length of time or a mere number."""


def find_dates(text: str) -> list[FoundDate]:
    """Find the dates of a text in their order; a part of a date is never found twice.

    Knows years, months, days, days that return yearly, 同日 and 同年, and the second half of
    a range, in Chinese or Arabic numerals, full or half width, with spaces inside.
    """
    found: list[FoundDate] = []
    last: FoundDate | None = None
    for start, match in _candidates(text):
        if found and start < found[-1].end:
            continue
        item = _read(match, text, _antecedent(text, last, start))
        if item is None:
            continue
        found.append(item)
        if item.day_of_month is not None and item.reason is None:
            found.extend(_following_days(text, item))
            last = found[-1]
    return found


def parse_date(text: str) -> date | None:
    """Read a whole string as one day; None when it is no full date or an impossible one."""
    trimmed = text.strip()
    if len(trimmed) > 80:
        return None
    found = find_dates(trimmed)
    if len(found) != 1 or found[0].carried or len(found[0].text) != len(trimmed):
        return None
    return found[0].day


def _candidates(text: str) -> list[tuple[int, re.Match[str]]]:
    matches = [
        (match.start(), match)
        for pattern in (_FULL, _DASHED, _MONTH_DAY, _SAME)
        for match in pattern.finditer(text)
    ]
    matches.sort(key=itemgetter(0))
    return matches


def _antecedent(text: str, last: FoundDate | None, start: int) -> FoundDate | None:
    """Give the date that 同日 at `start` would mean: the last one of the same paragraph."""
    if last is None or start - last.end > _CARRY_REACH or "\n" in text[last.end : start]:
        return None
    return last


def _read(match: re.Match[str], text: str, before: FoundDate | None) -> FoundDate | None:
    if match.re is _FULL:
        return _read_full(match)
    if match.re is _DASHED:
        year = _number(match["year"])
        if year not in _BARE_YEARS:
            return None
        return _dated(match.span(), match[0], year, _number(match["month"]), _number(match["day"]))
    if match.re is _MONTH_DAY:
        return _read_month_day(match, text, before)
    return _read_same(match, before)


def _number(run: str | None) -> int | None:
    if not run:
        return None
    return parse_numeral("一" if run == "元" else _SPACE.sub("", run))


def _read_full(match: re.Match[str]) -> FoundDate | None:
    year, month, day = (_number(match[part]) for part in ("year", "month", "day"))
    if year is None:
        return None
    start, end = match.span()
    if match["month"] is None:
        if year not in _BARE_YEARS or _DURATION.match(match.string, end - 1):
            return None
        return FoundDate(start, end, None, match[0], "year", year)
    if match["day"] is None:
        reason = None if month in range(1, 13) else "no_such_month"
        return FoundDate(start, end, None, match[0], "month", year, month, reason=reason)
    return _dated((start, end), match[0], year, month, day)


def _dated(
    span: tuple[int, int],
    text: str,
    year: int | None,
    month: int | None,
    day_of_month: int | None,
    *,
    carried: bool = False,
) -> FoundDate:
    """Make the date of a day; without a year it is one that returns every year."""
    reason = _fault(year, month, day_of_month)
    day = None
    if reason is None and year and month and day_of_month:
        day = date(year, month, day_of_month)
    precision: Precision = "month_day" if year is None else "day"
    return FoundDate(*span, day, text, precision, year, month, day_of_month, reason, carried)


def _fault(year: int | None, month: int | None, day_of_month: int | None) -> str | None:
    if month is None or not 1 <= month <= 12:
        return "no_such_month"
    leap_year = 2000
    if day_of_month is None or not 1 <= day_of_month <= monthrange(year or leap_year, month)[1]:
        return "no_such_day"
    return None


def _read_month_day(match: re.Match[str], text: str, before: FoundDate | None) -> FoundDate | None:
    """Read 12月31日, in the year of the date to which it is joined as the end of a range."""
    month, day = _number(match["month"]), _number(match["day"])
    year = None
    if before is not None and before.year and _JOINED.fullmatch(text, before.end, match.start()):
        later = (month or 0, day or 0) > (before.month or 0, before.day_of_month or 0)
        year = before.year if later else None
    return _dated(match.span(), match[0], year, month, day, carried=year is not None)


def _read_same(match: re.Match[str], before: FoundDate | None) -> FoundDate | None:
    """Read 同日, 同月5日, 同年3月5日; without an earlier full date they name no day."""
    if before is None or before.year is None:
        return None
    month, day = before.month, before.day_of_month
    if match["month"] is not None:
        month, day = _number(match["month"]), _number(match["day"])
    elif match["day_only"] is not None:
        day = _number(match["day_only"])
    return _dated(match.span(), match[0], before.year, month, day, carried=True)


def _following_days(text: str, first: FoundDate) -> Iterator[FoundDate]:
    """Give the days that only continue a date: 2日 and 3日 in 10月1日、2日、3日."""
    before = first
    while (match := _NEXT_DAY.match(text, before.end)) is not None:
        span = match.start("day"), match.end()
        day = _number(match["day"])
        before = _dated(span, text[slice(*span)], first.year, first.month, day, carried=True)
        yield before
