"""视为 -- what the law did by itself is recorded as an event `by` the law, on its own day.

Recording changes no answer: the case has had the effect since that day, whoever read it
(`Case.at`). The id of the event is made from the case, the action, the day and, where it is that of
one of several, whose it is, so that the job may run twice, beside another, or again after it was
killed.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Final

from plumbline.procedure import LAW, Case, Event
from plumbline.store.cases import appending
from plumbline.store.cases.rows import case_of
from plumbline.store.models import CaseRecord

SPACE: Final = uuid.UUID("5d8f0c52-3f0e-5b0e-9a35-6a1f2d9f7c41")
"""Of which the ids of these events are made."""

TRIES: Final = 20
"""How often a case is read again because somebody else recorded something meanwhile."""


class SilenceRefused(Exception):
    """What silence brought cannot be recorded: the code of the refusal, and the case."""


def event_id(case: uuid.UUID, silence: Event) -> uuid.UUID:
    """The id under which an effect of silence is recorded."""
    whose = f" {silence.agency}" if silence.agency else ""
    return uuid.uuid5(SPACE, f"{case} {silence.action} {silence.on}{whose}")


def unrecorded(pk: uuid.UUID, case: Case) -> list[Event]:
    """What silence brought and nobody has recorded, in its order."""
    known = {event.id for event in case.recorded.events}
    return [one for one in case.silences if str(event_id(pk, one)) not in known]


def record(pk: uuid.UUID, on: date, at: datetime) -> int:
    """Record what silence brought in a case before a day; returns how many events were new.

    Raises SilenceRefused when the case refuses what it has computed itself, or is never still.
    """
    done = 0
    for _ in range(TRIES):
        row = CaseRecord.objects.get(pk=pk)
        case = case_of(row, on)
        waiting = unrecorded(pk, case)
        if not waiting:
            return done
        answer = appending.append(_draft(row, case, waiting[0]), at)
        if isinstance(answer, appending.Appended):
            done += not answer.again
        elif not isinstance(answer, appending.Stale):
            raise SilenceRefused(f"case {pk}: {waiting[0].action} is refused: {answer.code}")
    raise SilenceRefused(f"case {pk}: was never still in {TRIES} tries")


def _draft(row: CaseRecord, case: Case, silence: Event) -> appending.Draft:
    return appending.Draft(
        id=event_id(row.pk, silence), case=row.pk, procedure=row.procedure, action=silence.action,
        on=silence.on, by=LAW, agency=silence.agency, expected=len(case.recorded.events),
    )  # fmt: skip
