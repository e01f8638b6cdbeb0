"""任务情况 -- what became of each job of the worker, and whether there is a worker at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from django_tasks_db.models import DBTaskResult

from plumbline.store.jobs.registry import JOBS
from plumbline.store.jobs.running import QUIET
from plumbline.store.models import JobRun

State = Literal["failed", "running", "fine", "never"]
STATES: Final[Sequence[State]] = ("failed", "running", "fine", "never")

SILENT: Final = 3 * QUIET
"""A worker that has recorded nothing for so long does not run: some of its jobs are due each
second, and are recorded once a minute at least."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The last run of a job: how it ended, when it began, how long it took (None: not ended).

    `failure` is the last that there was, of a time before where the state is not `failed`; `fault`
    is what kind of error it was. `is_kept` is False where the product knows no such job any more.
    """

    name: str
    state: State
    started_at: datetime | None
    took: timedelta | None
    result: str
    failed_at: datetime | None
    failure: str
    runs: int
    failures: int
    is_kept: bool = True

    @property
    def fault(self) -> str:
        """The kind of error of the last failure, which names nobody and no value."""
        kind = self.failure.partition("\n")[0]
        return kind if kind.replace(".", "").isidentifier() else ""


@dataclass(frozen=True, slots=True)
class Queued:
    """How many single tasks wait, and how many failed and are not tried again yet or ever."""

    waiting: int
    failed: int


def seen() -> list[Seen]:
    """Every job: those of the product in their order, then what is recorded of others."""
    rows = {row.name: row for row in JobRun.objects.all()}
    names = [job.name for job in JOBS]
    ours = [_seen(name, rows.get(name)) for name in names]
    others = (name for name in sorted(rows) if name not in names)
    return ours + [_seen(name, rows[name], is_kept=False) for name in others]


def last_sign(found: Iterable[Seen]) -> datetime | None:
    """When the worker last recorded a run; None when it never did."""
    ends = [one.started_at + (one.took or timedelta()) for one in found if one.started_at]
    return max(ends, default=None)


def queued() -> Queued:
    """What stands in the queue of single tasks."""
    results = DBTaskResult.objects
    return Queued(results.ready().count(), results.failed().count())


def _seen(name: str, row: JobRun | None, *, is_kept: bool = True) -> Seen:
    if row is None or row.started_at is None:
        return Seen(name, "never", None, None, "", None, "", 0, 0, is_kept)
    over = row.ended_at is not None and row.ended_at >= row.started_at
    took = row.ended_at - row.started_at if over and row.ended_at else None
    state: State = "running"
    if over:
        state = "failed" if row.failed_at == row.ended_at else "fine"
    return Seen(
        name, state, row.started_at, took, row.result, row.failed_at, row.failure, row.runs,
        row.failures, is_kept,
    )  # fmt: skip
