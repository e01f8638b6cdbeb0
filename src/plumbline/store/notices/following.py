"""随记录提醒 -- what was recorded in a case, told to those whom it concerns.

The log gives every event a place, one after another; this follows the places, so that no event is
missed and none told twice, whoever recorded it and whenever the worker was away.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plumbline.procedure import LAW, Definition
from plumbline.procedure.definition import Action
from plumbline.store.access import account_named
from plumbline.store.cases import content
from plumbline.store.models import CaseRecord, EventRecord, Follower, Leaf, Officer
from plumbline.store.notices import recipients
from plumbline.store.notices.looking import FAULTS
from plumbline.store.notices.recipients import Recipient
from plumbline.store.notices.telling import Told, tell

log = logging.getLogger(__name__)

NAME: Final = "notices"
BATCH: Final = 50  # leaves in one transaction
NEWS: Final = timedelta(days=7)
"""What was recorded longer ago than this when the first worker began is told to nobody."""


def follow() -> str | None:
    """Tell of every event that has its place and was not told of; what was done, in a line."""
    events = told = 0
    while found := _batch():
        events, told = events + found[0], told + found[1]
    return f"{told} notices of {events} events" if events else None


def _batch() -> tuple[int, int] | None:
    """Tell of the next events: how many, and how many notices; None when there are none."""
    with transaction.atomic():
        reached = Follower.objects.select_for_update().filter(pk=NAME).first()
        reached = reached or Follower.objects.create(pk=NAME, index=_first())
        rows = Leaf.objects.filter(index__gte=reached.index).order_by("index")
        leaves = list(rows.select_related("event__case")[:BATCH])
        if not leaves:
            return None
        told = sum(_told_of(one.event) for one in leaves)
        reached.index = (leaves[-1].index or 0) + 1
        reached.save(update_fields=["index"])
    return len(leaves), told


def _first() -> int:
    """Where the first worker begins: at what is news, or behind all that has a place."""
    placed = Leaf.objects.exclude(index=None)
    news = placed.filter(promised_at__gte=timezone.now() - NEWS).order_by("index").first()
    if news is not None:
        return news.index or 0
    last = placed.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def _told_of(event: EventRecord) -> int:
    """How many were told of an event; none where its case cannot be read, so that the next are."""
    try:
        with transaction.atomic():
            return _tell(event)
    except FAULTS:
        log.exception("an event cannot be told of", extra={"case": str(event.case_id)})
        return 0


def _tell(event: EventRecord) -> int:
    record = event.case
    definition = content.definition_of(record.procedure, event.revision)
    action = definition.action(event.action)
    if action is None:
        return 0
    what = Told("silence" if event.by == LAW else "event", action.id, event.on, event.pk)
    to = recipients.without(_concerned(record, event, definition, action), _authors(event))
    return tell(record, what, to, timezone.now())


def _concerned(
    record: CaseRecord, event: EventRecord, definition: Definition, action: Action
) -> list[Recipient]:
    """Handlers are told what others did, and those by name what their own agency did; parties
    what is not internal.
    """
    on, role = event.on, event.by.partition("/")[0]
    today = timezone.localdate()
    if role in recipients.seat_roles(definition):
        found = recipients.named_handlers(record, definition, today)
    else:
        found = recipients.handlers(record, definition, max(on, today), record.due_role)
    if not action.internal:
        found += recipients.parties(record, definition, max(on, today))
    return found


def _authors(event: EventRecord) -> set[uuid.UUID]:
    """The accounts of whoever did it: of the person, or of the officer with that number."""
    if (own := account_named(event.by)) is not None:
        return {own}
    number = event.by.partition("/")[2]
    found = Officer.objects.filter(number=number).exclude(account=None) if number else ()
    return {one.account_id for one in found if one.account_id}
