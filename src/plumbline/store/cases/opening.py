"""打开案件 -- a case as whoever asks may see it; for whoever may not, there is none."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from plumbline.procedure import Case
from plumbline.store import access
from plumbline.store.access import PARTIES, Person, Sight
from plumbline.store.agencies import roles_asked
from plumbline.store.cases import content
from plumbline.store.cases.rows import EVENTS, RECORD, case_with, events_in, record_in
from plumbline.store.models import Account, CaseRecord
from plumbline.store.prepared import answers


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as of today, and how somebody stands to it."""

    record: CaseRecord
    case: Case
    account: Account
    person: Person
    sight: Sight
    today: date


def opened(account: Account, pk: uuid.UUID, today: date) -> Opened | None:
    """A case for somebody as of today. None where there is none, or none for them: who may not see
    a case is not told that it exists. Raises UnknownProcedure for whoever may.
    """
    held, records, events, parties = answers(
        roles_asked(account.pk, today), RECORD.asked(pk), EVENTS.asked(pk), PARTIES.asked(pk)
    )
    record = record_in(records)
    if record is None:
        return None
    person = access.holding(account, today, held)
    try:
        case = case_with(record, events_in(events), today)
    except content.UnknownProcedure:
        if not CaseRecord.objects.filter(access.visible(person), pk=pk).exists():
            return None
        raise
    sight = access.sight_of(person, record, case.definition, parties)
    return Opened(record, case, account, person, sight, today) if sight.may_see else None
