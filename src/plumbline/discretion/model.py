"""裁量基准 -- a benchmark as a table of circumstances and rows, with exact bounds.

行政处罚法#34 asks for benchmarks, 民法典#1259 says which bounds take in the figure itself. All
numbers are decimals and compared exactly; nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias, get_args

Kind = Literal["number", "count", "day", "choice", "yes_no"]
"""number is any decimal, count a whole one; a day is compared by its place in the calendar."""

Tier = Literal["none", "mitigated", "lenient", "ordinary", "severe"]
"""The tiers from the mildest to the heaviest: no penalty (行政处罚法#33), below the statutory
range (行政处罚法#32), in its lower, middle and upper part."""

Hit = Literal["unique", "any", "first", "strictest", "mildest", "all"]
"""What counts where several rows hold: it is an error; they must say the same; the first; the one
of the heaviest or of the mildest tier, of several the first; all of them."""

KINDS: Final = get_args(Kind)
TIERS: Final = get_args(Tier)
HITS: Final = get_args(Hit)
YES_NO: Final[Mapping[str, str]] = {"true": "", "false": ""}
"""The options of a yes_no, as the cells of a table write them."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two bounds; a bound of None is open without end."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True

    def holds(self, value: Decimal) -> bool:
        """Whether a number lies between the bounds."""
        if self.low is not None and (
            value < self.low or (value == self.low and not self.low_included)
        ):
            return False
        return self.high is None or (
            value < self.high or (value == self.high and self.high_included)
        )

    @property
    def is_empty(self) -> bool:
        """Whether no number lies between the bounds."""
        if self.low is None or self.high is None or self.low < self.high:
            return False
        return self.low > self.high or not (self.low_included and self.high_included)

    def __str__(self) -> str:
        low = "(" if self.low is None or not self.low_included else "["
        high = ")" if self.high is None or not self.high_included else "]"
        ends = ("" if one is None else f"{one:f}" for one in (self.low, self.high))
        return f"{low}{'..'.join(ends)}{high}"


Condition: TypeAlias = tuple[Interval, ...] | frozenset[str]
"""What a row asks of a circumstance: a number in one of the intervals, or one of the options."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is asked of a case. `options` are those of a choice by id, with their titles; `least`
    and `most` bound the numbers that there can be."""

    id: str
    title: str
    kind: Kind
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def is_number(self) -> bool:
        """Whether its values are ordered."""
        return self.kind in ("number", "count", "day")

    @property
    def values(self) -> tuple[str, ...]:
        """The options that there are."""
        return tuple(YES_NO) if self.kind == "yes_no" else tuple(self.options)

    @property
    def domain(self) -> Interval:
        """The numbers that there can be."""
        return Interval(self.least, self.most)


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty: its kind (行政处罚法#9), and where it is measured, its unit and its bounds."""

    kind: str
    unit: str = ""
    range: Interval | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """The bounds that the law sets to a penalty, for cases with some options."""

    penalty: Penalty
    when: Mapping[str, frozenset[str]]
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Circumstances by id (one that is not named may be anything) and what follows from them."""

    id: str
    tier: Tier
    conditions: Mapping[str, Condition]
    penalties: tuple[Penalty, ...] = ()
    basis: tuple[str, ...] = ()
    words: str = ""

    @property
    def outcome(self) -> tuple[object, ...]:
        """What follows, to be compared with that of another row."""
        return self.tier, self.penalties


@dataclass(frozen=True, slots=True)
class Table:
    """A benchmark. `template` is the text for the decision paper, with places in braces."""

    id: str
    title: str
    circumstances: tuple[Circumstance, ...]
    rows: tuple[Row, ...]
    hit: Hit = "unique"
    limits: tuple[Limit, ...] = ()
    basis: tuple[str, ...] = ()
    region: str = ""
    field: str = ""
    from_day: date | None = None
    until_day: date | None = None
    template: str = ""
