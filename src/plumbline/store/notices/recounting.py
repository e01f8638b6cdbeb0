"""重算 -- due days after a calendar, a statute or a definition has changed.

Each record names what its days were counted under. Where that is not what holds now the case is
folded again, and whoever handles it is told which day moved, and because of what.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from typing import Final

from django.db import transaction
from django.utils import timezone

from plumbline.store.cases import content, parties, projecting
from plumbline.store.cases.rows import case_of
from plumbline.store.models import CaseRecord
from plumbline.store.notices import recipients
from plumbline.store.notices.looking import FAULTS
from plumbline.store.notices.telling import Told, tell

log = logging.getLogger(__name__)

BATCH: Final = 200


def recount(progress: Callable[[str, int, int], None] = lambda *_: None) -> str | None:
    """Count again what was counted under other content; what was done, in a line."""
    stale = CaseRecord.objects.filter(is_open=True).exclude(counted_under=content.counted_under())
    counted = moved = failed = 0
    total = stale.count()
    for pk in _stale():
        try:
            moved += _again(pk)
            counted += 1
        except FAULTS:  # one case that cannot be read keeps no other waiting
            log.exception("a case cannot be counted again", extra={"case": str(pk)})
            failed += 1
        progress("due days", counted + failed, total)
    if not (counted or failed):
        return None
    done = f"{counted} cases counted again, {moved} due days moved"
    return f"{done}; {failed} failed" if failed else done


def _stale() -> Iterator[uuid.UUID]:
    last = uuid.UUID(int=0)
    while True:
        rows = CaseRecord.objects.filter(is_open=True, pk__gt=last)
        rows = rows.exclude(counted_under=content.counted_under()).order_by("pk")
        found = list(rows.values_list("pk", flat=True)[:BATCH])
        yield from found
        if len(found) < BATCH:
            return
        last = found[-1]


def _again(pk: uuid.UUID) -> bool:
    """Count the days of a case again; whether its due day moved."""
    with transaction.atomic():
        return recount_one(CaseRecord.objects.select_for_update().get(pk=pk))


def recount_one(record: CaseRecord) -> bool:
    """Count the days of a case, which the caller has locked, again; whether its due day moved.

    Whoever appends does this first, or the event would hide that the law had moved the day.
    """
    before, under = record.due_on, record.counted_under
    case = case_of(record)
    projecting.project(record, case)
    record.save()
    parties.keep(record, case)
    if before is None or record.due_on is None or before == record.due_on:
        return False
    what = Told("due_moved", record.due_clock, record.due_on, was=before, because=changed(under))
    on = timezone.localdate()
    role = record.due_role
    to = recipients.handlers(record, case.definition, on, role)
    if role and role not in recipients.seat_roles(case.definition):
        to += recipients.parties(record, case.definition, on, only=role)
    tell(record, what, to, timezone.now())
    return True


def changed(under: str) -> str:
    """Which kinds of content are others than those named, by comma; empty where it is unknown."""
    before, now = under.split("-"), content.counted_under().split("-")
    if len(before) != len(now):
        return ""
    return ",".join(
        kind for kind, one, other in zip(content.KINDS, before, now, strict=True) if one != other
    )
