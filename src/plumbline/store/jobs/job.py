"""任务 -- a job of the worker: its name, when it is due, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from plumbline.store.models import JobRun

RETRY: Final = timedelta(minutes=10)
"""After which a job that failed is tried again, unless its own turn comes sooner."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that runs every so often, or each day at a time (of the province).

    `run` does all that there is to do and may be killed at any moment: run again, it finishes
    what is left. It returns what it has done in one line, or None where there was nothing to do.
    """

    name: str
    run: Callable[[], str | None]
    every: timedelta | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"job {self.name}: found every={self.every}, at={self.at}; write one")

    def is_due(self, row: JobRun | None, now: datetime) -> bool:
        """Whether it is to run, after the run that `row` tells of.

        One that was cut off is due at once; nobody else runs it, since the asker has its lock.
        """
        if row is None or row.started_at is None or row.started_at > now:
            return True
        if row.ended_at is None or row.ended_at < row.started_at:
            return True
        if row.failed_at == row.ended_at:
            wait = RETRY if self.every is None else min(RETRY, self.every)
            return now - row.ended_at >= wait
        if self.every is not None:
            return now - row.started_at >= self.every
        return row.started_at < self._last_turn(now)

    def _last_turn(self, now: datetime) -> datetime:
        local = timezone.localtime(now)
        turn = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=self.at.second, microsecond=0
        ) if self.at else local  # fmt: skip
        return turn if turn <= local else turn - timedelta(days=1)
