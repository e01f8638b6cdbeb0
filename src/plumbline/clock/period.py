"""期间 -- a length of time that the law allows, in the law's own unit, with its article.

Units are those that statutes count in: working days, natural days, months, years, hours. A
length is at least one, since the law knows no period of nothing, and at most a hundred years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, get_args

Unit = Literal["working_day", "natural_day", "month", "year", "hour"]
"""工作日, 自然日, 月, 年, 小时."""

Mark = Literal["", "W", "I", "M"]
"""Why a statement is not verified: seen on a page (W), inferred (I), from memory (M)."""

UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)

LONGEST: Final[dict[Unit, int]] = {
    "working_day": 25_000,
    "natural_day": 36_525,
    "month": 1_200,
    "year": 100,
    "hour": 876_600,
}
"""The longest period of each unit: a hundred years."""


class ClockFault(ValueError):
    """A question that has no answer: the message says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a step of a derivation rests on.

    `basis` is the article, "" where the caller names none; `by` is the article that brings it
    to bear (行政复议法#88 applies 民事诉讼法#85).
    """

    basis: str
    by: str = ""
    unverified: Mark = ""

    def __post_init__(self) -> None:
        if self.unverified not in MARKS:
            raise ClockFault(f"mark is {self.unverified!r}; write one of W, I, M or nothing")


UNSTATED: Final = Ground("")
"""Where no article is named."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length in a unit, with the article that allows it.

    Raises ClockFault for another unit, for a length below one or above a hundred years, and
    when no article is named.
    """

    length: int
    unit: Unit
    basis: str
    unverified: Mark = ""

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ClockFault(f"unit is {self.unit!r}; write one of {', '.join(UNITS)}")
        if type(self.length) is not int or not 1 <= self.length <= LONGEST[self.unit]:
            raise ClockFault(
                f"length is {self.length!r} {self.unit}; write a whole number from 1 to "
                f"{LONGEST[self.unit]}"
            )
        if not self.basis.strip():
            raise ClockFault("a period needs its article, such as 行政处罚法#60")
        if self.unverified not in MARKS:
            raise ClockFault(f"mark is {self.unverified!r}; write one of W, I, M or nothing")

    def __str__(self) -> str:
        plural = "s" if self.length > 1 else ""
        return f"{self.length} {self.unit.replace('_', ' ')}{plural}"


@dataclass(frozen=True, slots=True)
class Extension:
    """A further period that was granted, and by whom (行政复议机构的负责人)."""

    period: Period
    by: str = ""


def check_day(day: date) -> None:
    """Raise ClockFault for what is no plain day."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise ClockFault(f"{day} is no plain day; write it as 2024-01-31")
