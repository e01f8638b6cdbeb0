"""成批阅卷 -- cases read many at a time: the memory needed does not grow with their number."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from plumbline.clock import Due
from plumbline.procedure import Case, Event, fold
from plumbline.store.cases import content
from plumbline.store.cases.rows import definition_for, event_of
from plumbline.store.models import CaseRecord, EventRecord

BATCH: Final = 200
"""Cases whose events are held in memory at one time."""


@dataclass(frozen=True, slots=True)
class Late:
    """A case in which a due day has passed: the clocks that are late, the longest late first."""

    record: CaseRecord
    case: Case
    clocks: tuple[tuple[str, Due], ...]


def by_agency(rows: QuerySet[CaseRecord]) -> Iterator[list[CaseRecord]]:
    """Records agency by agency, a batch at a time."""
    for agency in rows.values_list("agency", flat=True).distinct().order_by("agency"):
        last = uuid.UUID(int=0)
        while records := list(rows.filter(agency=agency, pk__gt=last).order_by("pk")[:BATCH]):
            yield records
            last = records[-1].pk


def by_due_day(rows: QuerySet[CaseRecord]) -> Iterator[list[CaseRecord]]:
    """Records that have a due day, the earliest first, a batch at a time."""
    rest = rows.exclude(due_on=None).order_by("due_on", "pk")
    found = rest
    while records := list(found[:BATCH]):
        yield records
        day, last = records[-1].due_on, records[-1].pk
        found = rest.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=last))


def events_by_case(records: Sequence[CaseRecord]) -> dict[uuid.UUID, list[Event]]:
    """The events of some cases by the key of their record, in one query."""
    found: dict[uuid.UUID, list[Event]] = {one.pk: [] for one in records}
    rows = EventRecord.objects.filter(case_id__in=[*found]).order_by("case_id", "seq")
    for row in rows.iterator():
        found[row.case_id].append(event_of(row))
    return found


def late_cases(on: date, agency: str = "") -> Iterator[Late]:
    """The open cases, of an agency or of all, in which a due day lies before a day.

    The record says which cases to open; what is late, the case says, with what silence has brought
    by then. Raises LookupError for a case that no text of its procedure governs.
    """
    rows = CaseRecord.objects.filter(is_open=True, due_on__lt=on)
    if agency:
        rows = rows.filter(agency=agency)
    for records in by_due_day(rows):
        events = events_by_case(records)
        for record in records:
            definition = definition_for(record.procedure, events[record.pk], on)
            case = fold(definition, events[record.pk], content.calendar()).at(on)
            late = sorted(case.late(on).items(), key=lambda one: one[1].day or on)
            if late:
                yield Late(record, case, tuple(late))
