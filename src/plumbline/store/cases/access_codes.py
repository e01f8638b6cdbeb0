"""查询码 -- given to a party, a representative or an agent; with it they come to their own case.

Coming to the case is an event of the case like any other, so who is a party stays computed from
events alone. A code is of two parts: the first finds it, the second is kept only as a hash.
"""

from __future__ import annotations

import secrets
import uuid
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Final, Literal

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q

from plumbline.procedure import Case, Refusal
from plumbline.store.access import person
from plumbline.store.cases.appending import Appended, Draft, append
from plumbline.store.cases.parties import parties
from plumbline.store.cases.seats import Seat, seats
from plumbline.store.models import AccessCode, Account, CaseParty, CaseRecord

TAKE_OVER: Final = "take_over"
"""The action with which somebody comes to their case."""

FIELD: Final = "access_code"
AS: Final = "took_over_as"
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What codes are made of: nothing that is read for something else."""

HANDLE, SECRET = 4, 8  # letters
GOOD_FOR: Final = timedelta(days=180)
ATTEMPTS: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)

Fault = Literal["wrong", "locked", "refused"]
"""No such code, or a wrong one, used, expired or withdrawn; too many attempts; not lawful now."""


def free_seats(case: Case) -> list[Seat]:
    """For whom codes may be given: nobody where the definition knows none, and nobody twice.

    Who applied with an account needs no code: of each role as many parties as have come to it
    without one are taken for those named first.
    """
    action = case.definition.action(TAKE_OVER)
    if action is None:
        return []
    used = {f"{one.data.get(FIELD)}" for one in case.happened.get(TAKE_OVER, ())}
    rows = AccessCode.objects.filter(case=uuid.UUID(case.number), handle__in=used).exclude(seat="")
    taken = dict(rows.values_list("seat", "role"))
    there = Counter(one.role for one in parties(case) if one.account is not None)
    there -= Counter(taken.values())
    found = []
    for one in seats(case):
        if one.key in taken or one.role not in action.by:
            continue
        if one.coming_as == "self" and there[one.role] > 0:
            there[one.role] -= 1
            continue
        found.append(one)
    return found


def give(record: CaseRecord, seat: Seat, by: Account, at: datetime) -> str:
    """A new code for somebody of a case, in the open; those given to them before are withdrawn."""
    handle, secret = _letters(HANDLE), _letters(SECRET)
    while AccessCode.objects.filter(handle=handle).exists():
        handle = _letters(HANDLE)
    before = Q(seat=seat.key) | Q(seat="", role=seat.role)
    with transaction.atomic():
        AccessCode.objects.filter(before, case=record, used_at=None).update(withdrawn_at=at)
        AccessCode.objects.create(
            case=record, role=seat.role, seat=seat.key, coming_as=seat.coming_as, handle=handle,
            secret=make_password(secret), given_at=at, given_by=by, expires_at=at + GOOD_FOR,
        )  # fmt: skip
    return "-".join((handle, secret[: SECRET // 2], secret[SECRET // 2 :]))


def take_over(typed: str, account: Account, on: date, at: datetime) -> CaseRecord | Fault:
    """Let an account into the case of a code: the case, or why not. A wrong attempt is counted
    against the code; a wrong code says no more than one that does not exist.
    """
    letters = "".join(one for one in typed.upper() if one.isascii() and one.isalnum())
    handle, secret = letters[:HANDLE], letters[HANDLE:]
    with transaction.atomic():
        good = Q(used_at=None, withdrawn_at=None, expires_at__gt=at)
        found = AccessCode.objects.select_for_update().filter(good, handle=handle).first()
        if found is None:
            make_password(secret)  # as slow as a code that exists
            return "wrong"
        if found.locked_until is not None and at < found.locked_until:
            return "locked"
        if not check_password(secret, found.secret):
            return _failed(found, at)
        record = found.case
        if account.pk == found.given_by_id or record.agency in person(account, on).roles:
            return "refused"  # whoever handles a case is no party to it
        if CaseParty.objects.filter(case=record, account=account).exclude(role=found.role).exists():
            return "refused"  # nobody comes for two sides
        done = append(_draft(record, found, account, on), at)
        if not isinstance(done, Appended):
            return "refused" if isinstance(done, Refusal) else "locked"
        found.used_at = at
        found.save(update_fields=["used_at"])
    return record


def _failed(found: AccessCode, at: datetime) -> Fault:
    found.failures += 1
    if found.failures % ATTEMPTS == 0:
        found.locked_until = at + LOCKED_FOR
    found.save(update_fields=["failures", "locked_until"])
    return "wrong"


def _draft(record: CaseRecord, found: AccessCode, account: Account, on: date) -> Draft:
    said = {FIELD: found.handle} | ({AS: found.coming_as} if found.coming_as else {})
    return Draft(
        id=uuid.uuid5(record.pk, f"{FIELD} {found.handle}"), case=record.pk,
        procedure=record.procedure, action=TAKE_OVER, on=on, by=f"{found.role}/{account.pk}",
        data=said, expected=record.length,
    )  # fmt: skip


def _letters(number: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(number))
