"""日的算法 -- what a statute says about days: which are working days, and what a last day does.

Chinese statutes do not use one rule. 行政处罚法#85 makes working days of two, three, five and
seven days, 行政强制法#69 of every length up to ten days, 行政许可法#82 of all; many say 工作日
where they mean it. 民事诉讼法#85 moves a last day that is a day of rest; a statute that neither
says so nor applies that article does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from plumbline.clock.period import UNSTATED, ClockFault, Ground, Unit

Lengths = Literal["as_written", "listed", "up_to", "all"]
"""Which days are working days: those called so, those of listed lengths, up to one, or all."""

HourStart = Literal["moment", "next_hour"]
"""Hours run from the event (民法典#201), or the hour of the event is left out (民事诉讼法#85)."""


@dataclass(frozen=True, slots=True)
class WorkingLengths:
    """Which lengths, written as plain days, are counted in working days."""

    kind: Lengths = "as_written"
    lengths: frozenset[int] = frozenset()
    up_to: int = 0
    ground: Ground = UNSTATED

    def __post_init__(self) -> None:
        if self.kind == "listed" and not self.lengths:
            raise ClockFault("listed lengths are missing; write such as lengths = [2, 3, 5, 7]")
        if self.kind == "up_to" and self.up_to < 1:
            raise ClockFault(f"up_to is {self.up_to}; write the longest length in working days")

    def are_working_days(self, length: int) -> bool:
        """Say whether a period of so many days is one of working days."""
        if self.kind == "listed":
            return length in self.lengths
        return self.kind == "all" or (self.kind == "up_to" and length <= self.up_to)


@dataclass(frozen=True, slots=True)
class DayRule:
    """How one statute counts days, each part with its article.

    `first_day`: the day of the event is not counted. `months`: months and years end on the
    corresponding day, or on the last day of a month that has none. `last_day`: the article
    that moves a last day which is a day of rest; None where the statute is silent.
    """

    statute: str
    first_day: Ground = UNSTATED
    months: Ground = UNSTATED
    working: WorkingLengths = field(default_factory=WorkingLengths)
    last_day: Ground | None = None
    hours_from: HourStart = "moment"
    hours: Ground = UNSTATED
    back: Ground = UNSTATED

    def unit_of(self, length: int) -> Unit:
        """The unit of a period that the statute writes as so many 日."""
        return "working_day" if self.working.are_working_days(length) else "natural_day"


NO_STATUTE: Final = DayRule("")
"""Where no statute is named: the first day is not counted, and the last day stays."""
