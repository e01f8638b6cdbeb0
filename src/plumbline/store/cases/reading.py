"""阅卷 -- who has looked at a case and what they wrote beside it.

Whoever opens values that concern a person leaves a line (个人信息保护法#51.1, #54).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from django.db.models import Max, Q

from plumbline.store import notices
from plumbline.store.agencies import who_carries_on
from plumbline.store.models import Account, CaseRecord, Comment, Handling, Officer, Reading

_AGAIN: Final = timedelta(minutes=10)
"""Looking again within this time is the same reading."""


def note(
    record: CaseRecord, account: Account, at: datetime, *, personal: bool, what: str = ""
) -> None:
    """Note that somebody looked at a case, or at the file `what` of it."""
    lately = Reading.objects.filter(
        case=record, account=account, at__gt=at - _AGAIN, what=what[:60], personal__gte=personal
    )
    if not lately.exists():
        Reading.objects.create(
            case=record, account=account, at=at, personal=personal, what=what[:60]
        )


def last_of_each(record: CaseRecord, most: int = 30) -> Sequence[dict[str, Any]]:
    """Who has read a case, each with when they last did, the latest first."""
    rows = Reading.objects.filter(case=record).values("account__full_name", "account__username")
    found = rows.annotate(last=Max("at")).order_by("-last")[:most]
    return [
        {"name": one["account__full_name"] or one["account__username"], "at": one["last"]}
        for one in found
    ]


def comments(record: CaseRecord) -> Sequence[Comment]:
    """The notes beside a case, the first first."""
    return list(
        Comment.objects.filter(case=record, removed_at=None)
        .select_related("account")
        .order_by("at")
    )


def handlings(record: CaseRecord) -> Sequence[Handling]:
    """Who handles a case now."""
    rows = Handling.objects.filter(case=record, until_on=None).select_related("officer")
    return list(rows.order_by("from_on", "officer__number"))


def give(record: CaseRecord, number: str, by: Account, on: date) -> None:
    """Let the officer of that number handle a case from a day, and tell them."""
    officer = Officer.objects.get(number=number)
    handling, is_new = Handling.objects.get_or_create(
        case=record, officer=officer, until_on=None, defaults={"from_on": on, "given_by": by}
    )
    if is_new:
        notices.given(handling)


def take_away(record: CaseRecord, number: str, on: date) -> None:
    """Let the officer of that number handle a case no more."""
    running = Handling.objects.filter(case=record, officer__number=number, until_on=None)
    running.update(until_on=on)


def handlers_there(record: CaseRecord, roles: Sequence[str], on: date) -> Sequence[Officer]:
    """The officers who have, on a day, one of the roles in the agency that handles a case, or
    in the one that carries it on."""
    rows = Officer.objects.filter(
        Q(assignments__until_on=None) | Q(assignments__until_on__gt=on),
        assignments__agency__code=who_carries_on(record.agency, on),
        assignments__role__in=roles,
        assignments__from_on__lte=on,
    )
    return list(rows.distinct().order_by("number"))


def disposition(name: str, *, is_shown: bool) -> str:
    """The header that names a file, in every script."""
    kind = "inline" if is_shown else "attachment"
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}"
