"""不计入的日期 -- stretches of days that are not counted: excluded (不计算在内), suspended (中止).

A day is left out once, however many stretches cover it. A stretch without a last day has not
ended: the period stands still from there, and its due day is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from plumbline.clock.period import UNSTATED, ClockFault, Ground, check_day

Cause = Literal["rest", "excluded", "suspended"]
"""Why a day is not counted: it is a day of rest, is excluded by law, or the case stands still."""

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that are not counted, first and last included; `last` is None while it goes on.

    `why` is the ground in the statute's words (鉴定). Raises ClockFault when the last day lies
    before the first, and for what is no plain day.
    """

    first: date
    last: date | None = None
    why: str = ""
    ground: Ground = UNSTATED

    def __post_init__(self) -> None:
        for day in (self.first, self.last):
            if day is not None:
                check_day(day)
        if self.last is not None and self.last < self.first:
            raise ClockFault(
                f"a stretch runs from {self.first} to {self.last}; its last day may not lie "
                "before its first"
            )


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a stretch that no other piece overlaps."""

    first: date
    last: date | None
    cause: Cause
    stretch: Stretch


def pieces_of(excluded: Iterable[Stretch], suspended: Iterable[Stretch]) -> tuple[Piece, ...]:
    """All stretches as disjoint pieces in their order; what comes first keeps the day."""
    causes: list[tuple[Stretch, Cause]] = [
        *((stretch, "excluded") for stretch in excluded),
        *((stretch, "suspended") for stretch in suspended),
    ]
    causes.sort(key=lambda pair: pair[0].first)
    pieces: list[Piece] = []
    for stretch, cause in causes:
        before = pieces[-1] if pieces else None
        if before is not None and before.last is None:
            break
        piece = _after(before, stretch, cause)
        if piece is not None:
            pieces.append(piece)
    return tuple(pieces)


def _after(before: Piece | None, stretch: Stretch, cause: Cause) -> Piece | None:
    """What of a stretch lies after the piece before it."""
    first = stretch.first
    if before is not None and before.last is not None and first <= before.last:
        if before.last == date.max:
            return None
        first = before.last + ONE_DAY
    if stretch.last is not None and stretch.last < first:
        return None
    return Piece(first, stretch.last, cause, stretch)
