"""提醒列表 -- the notices of an account: counted, listed, seen, confirmed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Case, QuerySet, Value, When

from plumbline.store.models import Account, Notice
from plumbline.store.models.notices import OPEN

COUNTED: Final = 100
"""Notices are counted up to here."""

SHOWN: Final = 8  # notices in the section of the desk
STATES: Final = ("open", "done")
KINDS: Final = (
    "due_near", "due_passed", "escalated", "silence", "due_moved", "event", "given", "mention",
)  # fmt: skip


def counted_open(account: Account) -> int:
    """How many notices somebody has not confirmed, up to COUNTED."""
    return Notice.objects.filter(OPEN, account=account)[:COUNTED].count()


def found(account: Account, state: str = "", kind: str = "") -> QuerySet[Notice]:
    """The notices of an account, those to be confirmed first, then the latest."""
    rows = Notice.objects.filter(account=account)
    if state:
        rows = rows.filter(OPEN) if state == "open" else rows.exclude(OPEN)
    if kind:
        rows = rows.filter(kind=kind)
    is_done = Case(When(OPEN, then=Value(0)), default=Value(1))
    return rows.select_related("case", "escalates__account").order_by(is_done, "-made_at", "pk")


def open_now(account: Account) -> Sequence[Notice]:
    """The latest notices that somebody has not confirmed."""
    return list(found(account, "open")[:SHOWN])


def see(account: Account, shown: Collection[uuid.UUID], at: datetime) -> None:
    """Note that notices were shown to their account for the first time."""
    Notice.objects.filter(account=account, pk__in=shown, seen_at=None).update(seen_at=at)


def acknowledge(account: Account, at: datetime, only: uuid.UUID | None = None) -> int:
    """Confirm every open notice of an account, or one; returns how many were open."""
    rows = Notice.objects.filter(OPEN, account=account)
    rows = rows.filter(pk=only) if only else rows
    return rows.update(acknowledged_at=at)
