"""打开案件 -- a case as whoever asks may see it; for whoever may not, there is none."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import Http404, HttpRequest
from django.utils import timezone

from plumbline.procedure import Case
from plumbline.store import access, cases
from plumbline.store.access import Person, Sight
from plumbline.store.cases import content
from plumbline.store.cases.rows import record_of
from plumbline.store.models import Account, CaseRecord


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as of today, and how somebody stands to it."""

    record: CaseRecord
    case: Case
    account: Account
    person: Person
    sight: Sight
    today: date


def opened(request: HttpRequest, pk: uuid.UUID) -> Opened:
    """The case for the reader. Raises Http404 where there is none, or none for them: who may not
    see a case is not told that it exists. Raises UnknownProcedure for whoever may.
    """
    today = timezone.localdate()
    record = record_of(pk)
    if record is None:
        raise Http404(pk)
    account = cast("Account", request.user)
    person = access.person(account, today)
    try:
        case = cases.case_of(record, today)
    except content.UnknownProcedure:
        if not CaseRecord.objects.filter(access.visible(person), pk=pk).exists():
            raise Http404(pk) from None
        raise
    sight = access.sight_of(person, record, case.definition)
    if not sight.may_see:
        raise Http404(pk)
    return Opened(record, case, account, person, sight, today)
