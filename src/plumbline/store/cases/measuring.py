"""时限 -- how long events waited for their place in the log, beside what was promised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from plumbline.store.models import Leaf

RECENT: Final = 1000
"""Leaves over which a page measures; `plumbline ledger verify` measures over all."""
_STEPS: Final = 1000
"""Delays are counted to the millisecond."""


def promised() -> timedelta:
    """The time within which an event is to have its place."""
    return timedelta(seconds=settings.PLUMBLINE_PROMISE)


@dataclass(slots=True)
class Delays:
    """Delays between promise and place, in seconds: how many were measured, how many too long."""

    counted: Counter[int] = field(default_factory=Counter)
    late: int = 0

    def add(self, promised_at: datetime, placed_at: datetime | None) -> None:
        """Count a leaf; one without a time, from before times were kept, is passed over."""
        if placed_at is None:
            return
        delay = placed_at - promised_at
        self.counted[round(delay.total_seconds() * _STEPS)] += 1
        self.late += delay > promised()

    @property
    def measured(self) -> int:
        """How many leaves were measured."""
        return self.counted.total()

    @property
    def longest(self) -> float | None:
        """The longest delay in seconds; None when nothing was measured."""
        return max(self.counted) / _STEPS if self.counted else None

    @property
    def median(self) -> float | None:
        """The delay, in seconds, that half of the leaves did not exceed."""
        rest = (self.measured + 1) // 2
        for delay in sorted(self.counted):
            rest -= self.counted[delay]
            if rest <= 0:
                return delay / _STEPS
        return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Leaves without a place: how many, and since when the oldest waits."""

    count: int
    since: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Whether a promise is broken at this moment."""
        return self.since is not None and now - self.since > promised()


def recent_delays() -> Delays:
    """The delays of the leaves that had their place last."""
    found = Delays()
    rows = Leaf.objects.exclude(index=None).order_by("-index")
    for promised_at, placed_at in rows.values_list("promised_at", "placed_at")[:RECENT]:
        found.add(promised_at, placed_at)
    return found


def waiting() -> Waiting:
    """The leaves that have no place yet."""
    rows = Leaf.objects.filter(index=None)
    first = rows.order_by("promised_at").first()
    return Waiting(rows.count(), first.promised_at if first else None)
