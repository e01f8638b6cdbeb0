"""告知 -- notices are made here and nowhere else: one for each account, and never a second."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from django.conf import settings

from plumbline.store.models import Account, CaseRecord, Notice
from plumbline.store.notices.recipients import Recipient

SPACE: Final = uuid.UUID("0b0c6a3e-6f0b-5f43-8b1d-5a52c2a4a1de")
"""Of which the ids of notices are made."""

Kind = Literal[
    "event", "silence", "due_near", "due_passed", "due_moved", "given", "mention", "escalated"
]
DUE: Final = ("due_near", "due_passed")
"""What is passed on when nobody confirms it."""
BOUND: Final = (*DUE, "escalated")
"""What settles itself when its clock stops, or its due day moves."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice says: the clock or the action that it is about, and the day.

    `event` is what was recorded; `was` and `because` say of a due day that moved what it was
    before, and which content has changed.
    """

    kind: Kind
    about: str
    day: date
    event: uuid.UUID | None = None
    was: date | None = None
    because: str = ""


def tell(
    record: CaseRecord,
    what: Told,
    to: Iterable[Recipient],
    at: datetime,
    escalates: Notice | None = None,
) -> int:
    """Make the notices that are not there yet; returns how many were made.

    Somebody who is named twice is told once, in the first relation. Who has no account that may
    sign in is not told.
    """
    relations = {one.account: one.relation for one in reversed([*to])}
    accounts = Account.objects.filter(pk__in=relations, is_active=True)
    made = {
        _id(one, record, what): Notice(
            id=_id(one, record, what), account=one, case=record, kind=what.kind, about=what.about,
            event=what.event, day=what.day, was=what.was, because=what.because,
            relation=relations[one.pk], escalates=escalates, made_at=at,
            mail="waiting" if is_mailed(one) else "",
        )
        for one in accounts
    }  # fmt: skip
    there = set(Notice.objects.filter(pk__in=made).values_list("pk", flat=True))
    new = [one for pk, one in made.items() if pk not in there]
    # Another worker may make the same at the same moment; then it has made them.
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def is_mailed(account: Account) -> bool:
    """Whether notices go to an account by mail."""
    return bool(settings.EMAIL_HOST and account.email and account.wants_mail)


def _id(account: Account, record: CaseRecord, what: Told) -> uuid.UUID:
    said = (account.pk, record.pk, what.kind, what.about, what.day, what.event or "")
    return uuid.uuid5(SPACE, " ".join(f"{one}" for one in said))
