"""公开 -- cases whose outcome was published for everybody (行政复议法#79.1).

An action named `publish` makes it so, in whatever procedure; the field `public_copy`, where the
action takes one, holds the decision without what tells who the persons are.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max, QuerySet

from plumbline.documents import read as reading
from plumbline.documents.unreadable import Unreadable
from plumbline.procedure import Case, Event
from plumbline.store.cases import attachments
from plumbline.store.cases.attachments import Attachment
from plumbline.store.cases.rows import case_of, cases_of, opened_of_case, record_of
from plumbline.store.models import CaseRecord, EventRecord

PUBLISH: Final = "publish"
COPY: Final = "public_copy"
_SHORTEST: Final = 2  # characters of a name or number that is looked for in a copy


@dataclass(frozen=True, slots=True)
class Published:
    """A case that was published: its record, the case, and the event by which it was."""

    record: CaseRecord
    case: Case
    event: Event

    @property
    def copy(self) -> Attachment | None:
        """What everybody may read, if it was handed in."""
        found = attachments.stated_under(self.event, COPY)
        return found[0] if found else None


def asked(procedure: str, number: str = "", agency: str = "", year: int = 0) -> QuerySet[Any, Any]:
    """The cases of a procedure that were published, the last first, as keys and days; narrowed to
    a part of the number, an agency by its code, and a year of publication."""
    rows = EventRecord.objects.filter(action=PUBLISH, case__procedure=procedure)
    if number:
        rows = rows.filter(case__number__icontains=number)
    if agency:
        rows = rows.filter(case__agency=agency)
    if year:
        rows = rows.filter(on__year=year)
    return rows.order_by().values_list("case").annotate(last=Max("on")).order_by("-last", "case")


def shown(keys: Iterable[uuid.UUID]) -> list[Published]:
    """What was published of some cases, in their order; without those whose publication was voided
    by a correction."""
    wanted = list(keys)
    records = CaseRecord.objects.in_bulk(wanted)
    folded = cases_of(list(records.values()))
    found = ((records[key], folded[key]) for key in wanted)
    return [Published(record, case, last) for record, case in found if (last := _last(case))]


def copy_of(pk: uuid.UUID, sha256: str) -> Attachment | None:
    """The copy for everybody of a case, where it is the one of that hash."""
    record = record_of(pk)
    last = _last(case_of(record)) if record else None
    stated = attachments.stated_under(last, COPY) if last else []
    return next((one for one in stated if one.sha256 == sha256), None)


def agencies(procedure: str) -> list[str]:
    """The codes of the agencies that published cases of a procedure."""
    rows = EventRecord.objects.filter(action=PUBLISH, case__procedure=procedure)
    return sorted(rows.order_by().values_list("case__agency", flat=True).distinct())


def unmasked(case: uuid.UUID, copies: Iterable[Mapping[str, Any]]) -> list[str]:
    """What tells of persons and still stands in copies for everybody: names, numbers, addresses
    that the case holds. A copy whose text cannot be read tells nothing; people look at it."""
    words = {word for values in opened_of_case(case).values() for word in _telling(values)}
    texts = [_text(one) for one in copies]
    return sorted(word for word in words if any(word in text for text in texts))


def _telling(values: Mapping[str, Any]) -> Iterable[str]:
    for value in values.values():
        for one in value.values() if isinstance(value, dict) and "sha256" not in value else ():
            if isinstance(one, str) and len(one.strip()) >= _SHORTEST and one != "individual":
                yield one.strip()


def _text(copy: Mapping[str, Any]) -> str:
    try:
        data = attachments.folder().fetch(copy["sha256"])
        return reading.read(data, copy["name"]).text
    except (FileNotFoundError, Unreadable):
        return ""


def _last(case: Case) -> Event | None:
    events = case.happened.get(PUBLISH, ())
    return events[-1] if events else None
