"""事件行 -- between the tables and the kernel: events as they are kept, cases as they are read."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS

from plumbline.procedure import Case, Definition, Event, fold, governing
from plumbline.store.cases import content
from plumbline.store.models import CaseRecord, EventRecord, PersonalValue
from plumbline.store.prepared import Prepared

DATA: Final = "/data/"
"""What the place of a personal value begins with."""
_EVENT: Final = (
    "id", "action", "on", "by", "case_id", "at", "agency", "data", "seq", "revision", "prev_hash",
    "hash",
)  # fmt: skip
"""The columns of an event in the order in which `Event` takes them."""


def event_of(row: EventRecord) -> Event:
    """The event that a row keeps."""
    return Event(
        id=str(row.id), case=str(row.case_id), seq=row.seq, action=row.action, on=row.on, at=row.at,
        by=row.by, agency=row.agency, revision=row.revision, data=row.data,
        prev_hash=row.prev_hash, hash=row.hash,
    )  # fmt: skip


def row_of(event: Event, at: datetime) -> EventRecord:
    """The row that keeps a sealed event, recorded at a time."""
    return EventRecord(
        id=uuid.UUID(event.id), case_id=uuid.UUID(event.case), seq=event.seq, action=event.action,
        on=event.on, at=at, by=event.by, agency=event.agency, revision=event.revision,
        data=dict(event.data), prev_hash=event.prev_hash, hash=event.hash,
    )  # fmt: skip


_COLUMNS: Final = tuple(one.attname for one in CaseRecord._meta.concrete_fields)
RECORD: Final = Prepared(
    lambda case: CaseRecord.objects.filter(pk=case).values_list(*_COLUMNS), uuid.UUID(int=1)
)
EVENTS: Final = Prepared(
    lambda case: EventRecord.objects.filter(case_id=case).order_by("seq").values_list(*_EVENT),
    uuid.UUID(int=1),
)


def record_of(case: uuid.UUID) -> CaseRecord | None:
    """The record of a case, if there is such a case."""
    return record_in(RECORD.rows(case))


def record_in(rows: Iterable[tuple[Any, ...]]) -> CaseRecord | None:
    """The record of which `RECORD` has brought the row, if there is one."""
    return next((CaseRecord.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row) for row in rows), None)


def events_of(case: uuid.UUID) -> list[Event]:
    """The events of a case by their numbers."""
    return events_in(EVENTS.rows(case))


def events_in(rows: Iterable[tuple[Any, ...]]) -> list[Event]:
    """The events of which `EVENTS` has brought the rows."""
    return [
        Event(str(id), action, on, by, str(of), *rest) for id, action, on, by, of, *rest in rows
    ]


def _events(cases: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Event]]:
    """The events of some cases, in one query that makes no rows of them."""
    rows = EventRecord.objects.filter(case_id__in=cases).order_by("case_id", "seq")
    found: dict[uuid.UUID, list[Event]] = {key: [] for key in cases}
    for id, action, on, by, case, *rest in rows.values_list(*_EVENT):
        found[case].append(Event(str(id), action, on, by, str(case), *rest))
    return found


def numbers_of(named: Iterable[str]) -> dict[str, str]:
    """The numbers of the cases that events name by id, as they are now; without those that have
    none.
    """
    keys = {one for one in named if _is_id(one)}
    if not keys:
        return {}
    rows = CaseRecord.objects.filter(pk__in=keys).exclude(number="")
    return {str(pk): number for pk, number in rows.values_list("pk", "number")}


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def definition_for(procedure: str, events: Iterable[Event], on: date) -> Definition:
    """The text of a procedure that governs a case on a day. Raises LookupError before the first."""
    found = governing(content.procedure(procedure).definitions, events, on)
    if found is None:
        raise LookupError(f"{procedure}: no text is in force on {on}")
    return found


def cases_of(records: Sequence[CaseRecord]) -> dict[uuid.UUID, Case]:
    """Some cases as recorded, by the key of their record, in one query for all their events."""
    events = _events([one.pk for one in records])
    return {one.pk: _folded(one.procedure, events[one.pk]) for one in records}


def _folded(procedure: str, events: Sequence[Event]) -> Case:
    last = max(event.on for event in events)
    return fold(definition_for(procedure, events, last), events, content.calendar())


def case_of(record: CaseRecord, on: date | None = None) -> Case:
    """A case as of a day, with what silence has brought by then; as recorded without a day."""
    return case_with(record, events_of(record.pk), on)


def case_with(record: CaseRecord, events: Sequence[Event], on: date | None = None) -> Case:
    """The case of these events, as `case_of` gives it."""
    last = max(event.on for event in events)
    definition = definition_for(record.procedure, events, on or last)
    case = fold(definition, events, content.calendar())
    return case if on is None else case.at(on)


def opened_values(event: uuid.UUID) -> dict[str, Any]:
    """The personal values of an event by their places; those that were erased are left out."""
    rows = PersonalValue.objects.filter(event_id=event, erased_at=None).order_by("pointer")
    return dict(rows.values_list("pointer", "value"))


def opened_of_case(case: uuid.UUID) -> dict[str, dict[str, Any]]:
    """The personal values of every event of a case, by event and place."""
    rows = PersonalValue.objects.filter(event__case=case, erased_at=None).order_by("pointer")
    found: dict[str, dict[str, Any]] = {}
    for event, pointer, value in rows.values_list("event", "pointer", "value"):
        found.setdefault(str(event), {})[pointer] = value
    return found


def opened_data(event: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    """What an event states, with its personal values in the open as far as they are handed in."""
    said: dict[str, Any] = copy.deepcopy(dict(event.data))
    for place, value in values.items():
        name, _, number = place.removeprefix(DATA).partition("/")
        if number:
            said[name][int(number)] = value
        else:
            said[name] = value
    return said
