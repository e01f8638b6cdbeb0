"""逐案查看 -- what comes by itself in a case: silence, a due day that is near, one that has passed.

`CaseRecord.look_on` is the day on which something comes next; every event sets it to now. So each
case is opened only when there is something to see, whatever the number of cases.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from plumbline.procedure import Case
from plumbline.procedure.running import ONE_DAY, Run
from plumbline.store.cases import content, silence
from plumbline.store.cases.projecting import awaited
from plumbline.store.cases.rows import case_of
from plumbline.store.models import CaseRecord, Notice
from plumbline.store.models.notices import OPEN
from plumbline.store.notices import recipients
from plumbline.store.notices.recipients import Recipient
from plumbline.store.notices.telling import BOUND, Told, tell

log = logging.getLogger(__name__)

BATCH: Final = 200
FAULTS: Final = (ValueError, LookupError, silence.SilenceRefused)
"""What one case may fail with, without keeping the others waiting."""


@dataclass(slots=True)
class Seen:
    """What was done in some cases."""

    cases: int = 0
    silences: int = 0
    told: int = 0
    failed: int = 0


def look(on: date | None = None, at: datetime | None = None) -> str | None:
    """Look at every case in which something has come by a day (today); what was done, in a line."""
    at = at or timezone.now()
    on = on or timezone.localdate(at)
    seen = Seen()
    for pk in _due(on):
        try:
            silences, told = look_at(pk, on, at)
        except FAULTS:  # one case that cannot be read keeps no other waiting
            log.exception("a case cannot be looked at", extra={"case": str(pk)})
            seen.failed += 1
            continue
        seen.cases, seen.silences, seen.told = (
            seen.cases + 1, seen.silences + silences, seen.told + told
        )  # fmt: skip
    if not (seen.cases or seen.failed):
        return None
    return (
        f"{seen.cases} cases looked at, {seen.silences} silences recorded, {seen.told} notices; "
        f"{seen.failed} failed"
    )


def _due(on: date) -> Iterator[uuid.UUID]:
    last = uuid.UUID(int=0)
    while True:
        rows = CaseRecord.objects.filter(look_on__lte=on, pk__gt=last).order_by("pk")
        found = list(rows.values_list("pk", flat=True)[:BATCH])
        yield from found
        if len(found) < BATCH:
            return
        last = found[-1]


def look_at(pk: uuid.UUID, on: date, at: datetime) -> tuple[int, int]:
    """Record silence in a case, make its notices, and say when to look again.

    Returns how many silences and notices were new. Raises one of FAULTS.
    """
    recorded = silence.record(pk, on, at)
    with transaction.atomic():
        record = CaseRecord.objects.select_for_update().get(pk=pk)
        case = case_of(record, on)
        days = list(_coming(case)) if record.is_open else []
        told = sum(
            tell(record, one.told, _concerned(record, case, one, on), at)
            for one in days
            if one.told is not None and one.first <= on < (one.until or date.max)
        )
        _settle(record, case, at)
        record.look_on = min((one.first for one in days if one.first > on), default=None)
        record.save(update_fields=["look_on"])
    return recorded, told


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes on the day `first`, and is worth telling until the day `until`."""

    first: date
    run: Run
    told: Told | None = None
    until: date | None = None


def _coming(case: Case) -> Iterator[Coming]:
    """What comes by itself in a case, clock by clock."""
    reminding, calendar = content.reminding(), content.calendar()
    for key, run in case.running.items():
        last, rule = case.due_of(run).day, case.rule(key)
        if last is None:
            continue
        if rule.silence:
            yield Coming(last + ONE_DAY, run)
        if run.clock.counts == "at_least":
            continue
        stated = max((one.before for one in rule.watches if one.before is not None), default=None)
        near = reminding.near(last, run.clock.period, stated, calendar)
        yield Coming(near, run, Told("due_near", key, last), last + ONE_DAY)
        if not rule.silence or rule.runs_on:
            yield Coming(last + ONE_DAY, run, Told("due_passed", key, last))


def _concerned(record: CaseRecord, case: Case, coming: Coming, on: date) -> list[Recipient]:
    """Whom a due day concerns: who is awaited; and who handles the case, once the day has passed
    or where silence would change it.
    """
    definition, id = case.definition, coming.run.id
    role, found = awaited(case, id), list[Recipient]()
    is_near = coming.told is not None and coming.told.kind == "due_near"
    is_own = not role or role in recipients.seat_roles(definition)
    if is_own or not is_near or definition.clocks[id].silence:
        found += recipients.handlers(record, definition, on, role)
    if not is_own:
        found += recipients.parties(record, definition, on, only=role, agency=coming.run.of)
    return found


def _settle(record: CaseRecord, case: Case, at: datetime) -> None:
    """Notices of due days that are none any more need nobody's answer."""
    running = {(key, case.due_of(run).day) for key, run in case.running.items()}
    rows = Notice.objects.filter(OPEN, case=record, kind__in=BOUND)
    gone = [one.pk for one in rows if not record.is_open or (one.about, one.day) not in running]
    if gone:
        Notice.objects.filter(pk__in=gone).update(settled_at=at)
