"""时间轴 -- the days on which something about a work changed, and what held between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plumbline.store import library
from plumbline.web.layout.day import Asked

WIDTH: Final = 1000  # units of the drawing
LEAST: Final = 12  # units that a stretch has at least, so that it can be seen


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` on the work is in `state` with the version `label`; `chosen` if asked now.

    `x` and `width` place it in the drawing.
    """

    start: date
    state: str
    label: str
    chosen: bool
    future: bool
    x: int
    width: int


def stretches(days: Sequence[date], key: str, asked: Asked) -> list[Stretch]:
    """One stretch from each day on which something changed to the next, or to today."""
    if not days:
        return []
    ends = [*days[1:], max(asked.today, days[-1])]
    lengths = [max((end - start).days, 1) for start, end in zip(days, ends, strict=True)]
    widths = _widths(lengths)
    chosen = max((day for day in days if day <= asked.on), default=None)
    drawn = []
    x = 0
    for day, width in zip(days, widths, strict=True):
        state = library.state_of(key, day)
        label = state.version.name if state.version else ""
        drawn.append(Stretch(day, state.state, label, day == chosen, day > asked.today, x, width))
        x += width
    return drawn


def _widths(lengths: Sequence[int]) -> list[int]:
    """Units for each length: in proportion, none below LEAST."""
    free = WIDTH - LEAST * len(lengths)
    total = sum(lengths)
    return [LEAST + free * length // total for length in lengths]
