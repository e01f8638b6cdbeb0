"""时间轴 -- the days on which something about a work changed, and what held between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
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


def stretches(days: Sequence[date], key: str, asked: Asked, shown: str = "") -> list[Stretch]:
    """One stretch from each day on which something changed to the next, or to today.

    The one of the day asked is chosen, or that of the version `shown` if another one is.
    """
    begins = list(_beginnings(days, key))
    starts = [start for start, _, _ in begins]
    if not starts:
        return []
    ends = [*starts[1:], max(asked.today, starts[-1])]
    lengths = [max((end - start).days, 1) for start, end in zip(starts, ends, strict=True)]
    widths = _widths(lengths)
    chosen = max((start for start in starts if start <= asked.on), default=None)
    chosen = next((start for start, _, label in begins if shown and label == shown), chosen)
    return [
        Stretch(start, state, label, start == chosen, start > asked.today, x, width)
        for (start, state, label), x, width in zip(
            begins, accumulate(widths, initial=0), widths, strict=False
        )
    ]


def _beginnings(days: Sequence[date], key: str) -> Iterator[tuple[date, str, str]]:
    """Each day with the state and the label of the version from then on, where either is new."""
    before = ("", "")
    for day in days:
        state = library.state_of(key, day)
        now = (state.state, state.version.name if state.version else "")
        if now != before:
            yield day, *now
        before = now


def _widths(lengths: Sequence[int]) -> list[int]:
    """Units for each length: in proportion, none below LEAST."""
    free = WIDTH - LEAST * len(lengths)
    total = sum(lengths)
    return [LEAST + free * length // total for length in lengths]
