"""变更号 -- every change of the library has a number, given in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from django.db import connection
from django.db.models import Max

from plumbline.store.models import Change

_NUMBERING: Final = 0x70_6C_75_6D_62
"""The advisory lock under which numbers are given on PostgreSQL."""


def number(places: Iterable[tuple[str, str]]) -> None:
    """Number a change of each version (key of the work, label). Call it inside a transaction.

    Whoever has seen a number has seen all lower ones: writers give theirs one after the other.
    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERING])
    now = datetime.now(UTC)
    Change.objects.bulk_create(
        (Change(work=work, label=label, action="put", made_at=now) for work, label in places),
        batch_size=500,
    )


def last() -> int:
    """The number of the last change; 0 before the first."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0
