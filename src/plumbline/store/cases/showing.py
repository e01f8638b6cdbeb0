"""查看 -- a case found by its number, read as of a day, and written out for others to recompute."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from plumbline.ledger.verify import ENTRY_FORM
from plumbline.procedure import Case, fold
from plumbline.store.cases import content
from plumbline.store.cases.entries import entry_of
from plumbline.store.cases.rows import definition_for, events_of
from plumbline.store.models import CaseRecord, EventRecord, PersonalValue


class NotFound(LookupError):
    """No case, or more than one, has that number."""


def case_named(name: str) -> CaseRecord:
    """The case with that id or number. Raises NotFound, which says what there is."""
    key = id_in(name)
    rows = CaseRecord.objects.filter(pk=key) if key else CaseRecord.objects.filter(number=name)
    found = list(rows.order_by("pk")[:5]) if name else []
    if not found:
        raise NotFound(f"no case {name!r}; write its id, or its number as it was given")
    if len(found) > 1:
        ids = ", ".join(f"{one.pk} ({one.agency})" for one in found)
        raise NotFound(f"several cases have the number {name!r}; write one of the ids {ids}")
    return found[0]


def id_in(name: str) -> uuid.UUID | None:
    """The id that a word is; None when it is none."""
    try:
        return uuid.UUID(name)
    except ValueError:
        return None


def case_as_of(record: CaseRecord, on: date) -> Case:
    """A case as its events up to a day make it, with what silence has brought before that day.

    Raises NotFound when the case has not begun by then.
    """
    events = [one for one in events_of(record.pk) if one.on <= on]
    if not events:
        raise NotFound(f"the case begins on {record.opened_on}; it is not there yet on {on}")
    definition = definition_for(record.procedure, events, on)
    return fold(definition, events, content.calendar()).at(on)


def exported(record: CaseRecord) -> Iterator[str]:
    """The events of a case, each as the one line of JSON that the log has taken in.

    Without `hash`, a line has that SHA-256; personal values are commitments only.
    """
    for event in events_of(record.pk):
        yield entry_of(event).decode().removeprefix(ENTRY_FORM)


def events_named(name: str) -> tuple[uuid.UUID, ...]:
    """The ids of the event of that id, or of all events of the case with that id or number.

    Raises NotFound.
    """
    key = id_in(name)
    if key and EventRecord.objects.filter(pk=key).exists():
        return (key,)
    rows = EventRecord.objects.filter(case=case_named(name)).order_by("seq")
    return tuple(rows.values_list("pk", flat=True))


def values_kept(events: tuple[uuid.UUID, ...]) -> int:
    """How many personal values of some events are not erased."""
    return PersonalValue.objects.filter(event_id__in=events, erased_at=None).count()
