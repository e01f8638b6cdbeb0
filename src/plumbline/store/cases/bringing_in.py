"""带入 -- a case that was kept elsewhere comes in whole: all of its events, or none.

Each event is judged as if it were appended on its own day. What it is numbered with it states
itself, and it was recorded when it says so; its place in the log is promised from now on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from plumbline.procedure import Case, Refusal, apply, fold
from plumbline.store.cases import content, parties, projecting, signing, words
from plumbline.store.cases.appending import (
    Draft,
    concealed,
    event_for,
    leaf_of,
    values_of,
)
from plumbline.store.cases.rows import definition_for, row_of
from plumbline.store.models import CaseRecord, EventRecord, Leaf, PersonalValue


class Recorded(NamedTuple):
    """An event of a case that was kept elsewhere, and when it was recorded there."""

    draft: Draft
    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """The event that a case refuses: its place from 0 on, and why."""

    place: int
    refusal: Refusal


def bring_in(recorded: Sequence[Recorded], promised_at: datetime) -> CaseRecord | Refused | None:
    """Keep a case with all of its events in one transaction; None where the case is there already.

    `recorded` are all events of one case in their order. Raises LookupError as `append` does.
    """
    first = recorded[0].draft
    with transaction.atomic():
        if CaseRecord.objects.filter(pk=first.case).exists():
            return None
        found = judged(recorded)
        if isinstance(found, Refused):
            return found
        case, openings = found
        record = CaseRecord(pk=first.case, procedure=first.procedure)
        projecting.project(record, case)
        record.save(force_insert=True)
        parties.keep(record, case)
        _keep(case, openings, recorded, promised_at)
        words.keep_all([record])
        return record


def judged(
    recorded: Sequence[Recorded],
) -> tuple[Case, dict[str, Mapping[str, Any]]] | Refused:
    """The case that the events make, and the personal values of each; or the first refusal."""
    case: Case | None = None
    openings: dict[str, Mapping[str, Any]] = {}
    by_hash = signing.begun_hash()
    for place, (draft, at) in enumerate(recorded):
        case = _governed(case, recorded[0].draft.procedure, draft, at)
        said = concealed(case, draft, draft.data, at, by_hash)
        if isinstance(said, Refusal):
            return Refused(place, said)
        data, openings[str(draft.id)] = said
        after = apply(case, event_for(draft, data, at))
        if isinstance(after, Refusal):
            return Refused(place, after)
        case = after
    assert case is not None  # there is at least one event
    return case, openings


def _governed(case: Case | None, procedure: str, draft: Draft, at: datetime) -> Case:
    """The case as the text reads it that governs it once the event has come."""
    events = case.recorded.events if case else ()
    coming = event_for(draft, draft.data, at)
    definition = definition_for(procedure, [*events, coming], draft.on)
    if case is not None and definition is case.definition:
        return case
    return fold(definition, events, content.calendar())


def _keep(
    case: Case,
    openings: Mapping[str, Mapping[str, Any]],
    recorded: Sequence[Recorded],
    promised_at: datetime,
) -> None:
    events = case.recorded.events
    EventRecord.objects.bulk_create(
        row_of(event, at) for event, (_, at) in zip(events, recorded, strict=True)
    )
    PersonalValue.objects.bulk_create(
        value for event in events for value in values_of(event, openings[event.id])
    )
    by_hash = signing.begun_hash()
    Leaf.objects.bulk_create(leaf_of(event, promised_at, by_hash) for event in events)
