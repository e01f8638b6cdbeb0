"""追加 -- an event is kept whole with all that follows from it, or not at all.

The writer says how many events the case had when it was looked at. Another number refuses the
writer as stale and shows what happened meanwhile; the same event sent again changes nothing.
"""

from __future__ import annotations

import copy
import secrets
import uuid
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from plumbline.ledger import HashName, conceal, digest_of, leaf_hash
from plumbline.procedure import Case, Event, Refusal, apply, fold
from plumbline.procedure.definition import Field
from plumbline.procedure.fields import fault_of_data, open_fault_in
from plumbline.procedure.refusal import general
from plumbline.store import notices
from plumbline.store.cases import content, numbering, parties, projecting, signing, words
from plumbline.store.cases.entries import entry_of
from plumbline.store.cases.rows import (
    DATA,
    definition_for,
    event_of,
    events_of,
    opened_data,
    opened_values,
    row_of,
)
from plumbline.store.models import CaseRecord, EventRecord, Leaf, PersonalValue
from plumbline.store.prepared import insert, update_with

SALT: Final = 16  # bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to record. `expected` is the length of the case that they saw.

    `id` and `case` are made by the writer, so that sending again is harmless; `data` holds
    personal values in the open, which are concealed before anything is kept.
    """

    id: uuid.UUID
    case: uuid.UUID
    procedure: str
    action: str
    on: date
    by: str
    agency: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Appended:
    """The case with the event; `again` when the event was there already."""

    case: Case
    event: Event
    again: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """The case went on meanwhile: its length now, and what the writer has not seen."""

    length: int
    since: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as the writer has just read it, and its record."""

    record: CaseRecord
    case: Case


def append(draft: Draft, at: datetime, seen: Seen | None = None) -> Appended | Refusal | Stale:
    """Record an event at a time: sealed, projected and ready for the log, in one transaction.

    With what was `seen`, the case is read again only where it went on meanwhile.

    Raises LookupError for a procedure that there is not, or that has no text on that day.
    """
    if seen is not None and (next_one := _append_to(seen, draft, at)) is not None:
        return next_one
    try:
        with transaction.atomic():
            done = _append(draft, at)
    except IntegrityError:
        # Another writer was the next, or opened the same case, between our look and our write.
        if (sent := _sent_before(draft, at)) is not None:
            return sent
        events = tuple(events_of(draft.case))
        if len(events) == draft.expected:
            raise
        return Stale(len(events), events[draft.expected :])
    return done if isinstance(done, Appended) else _sent_before(draft, at) or done


def _sent_before(draft: Draft, at: datetime) -> Appended | Refusal | None:
    """What becomes of an event whose id is kept, be it in another case; None where it is not."""
    kept = EventRecord.objects.filter(pk=draft.id).first()
    return None if kept is None else _again(draft, event_of(kept), at)


def _append(draft: Draft, at: datetime) -> Appended | Refusal | Stale:
    record = CaseRecord.objects.select_for_update().filter(pk=draft.case).first()
    if record is not None and record.is_open and record.counted_under != content.counted_under():
        notices.recount_one(record)
    events = events_of(draft.case)
    kept = next((one for one in events if one.id == str(draft.id)), None)
    if kept is not None:
        return _again(draft, kept, at)
    if len(events) != draft.expected:
        return Stale(len(events), tuple(events[draft.expected :]))
    procedure = record.procedure if record is not None else draft.procedure
    plain = event_for(draft, draft.data, at)
    definition = definition_for(procedure, [*events, plain], draft.on)
    case = fold(definition, events, content.calendar())
    made = _next(case, draft, at)
    if isinstance(made, Refusal):
        return made
    after, openings = made
    record = record or CaseRecord(pk=draft.case, procedure=procedure)
    projecting.project(record, after)
    is_new = after.events[-1].seq == 1
    record.save(force_insert=is_new, force_update=not is_new)
    return _kept(record, case, after, openings, at)


def _append_to(seen: Seen, draft: Draft, at: datetime) -> Appended | None:
    """The event after those that were seen, written without reading the case again; None where
    that cannot be told from what was seen: all is looked at anew then.
    """
    before = seen.case.recorded
    events = before.events
    if len(events) != draft.expected or seen.record.counted_under != content.counted_under():
        return None
    plain = event_for(draft, draft.data, at)
    definition = definition_for(seen.record.procedure, [*events, plain], draft.on)
    if numbering.given(definition, definition.action(draft.action)):
        return None
    if definition is not before.definition:
        before = fold(definition, events, content.calendar())
    made = _next(before, draft, at)
    if isinstance(made, Refusal):
        return None
    after, openings = made
    return _follow(seen.record, before, after, openings, at)


def _follow(
    old: CaseRecord, before: Case, after: Case, openings: Mapping[str, Any], at: datetime
) -> Appended | None:
    """The event kept where the case has gone no further than its record says; None otherwise."""
    record = copy.copy(old)
    projecting.project(record, after)
    # What is not written leaves its indexes alone.
    moved = [name for name in projecting.KEPT if getattr(record, name) != getattr(old, name)]
    if "look_on" not in moved:
        moved.append("look_on")  # the worker may have moved it since, and must look anew
    known = {"last_hash": old.last_hash, "counted_under": old.counted_under}
    event = after.events[-1]
    rows = row_of(event, at), leaf_of(event, at, signing.begun_hash())
    has_more = (
        bool(openings)
        or not {"agency", "number"}.isdisjoint(moved)
        or parties.parties(after) != parties.parties(before)
    )
    try:
        # Without more it is one statement, which needs no transaction around it.
        with transaction.atomic() if has_more else nullcontext():
            if not update_with(record, moved, rows, **known):
                return None
            if has_more:
                _beside(record, before, after, openings)
    except IntegrityError:
        return None  # the id is that of another event
    return Appended(after, event)


def _next(case: Case, draft: Draft, at: datetime) -> tuple[Case, dict[str, Any]] | Refusal:
    """The case with the event, and the personal values that it conceals; or why there is none."""
    action = case.definition.action(draft.action)
    placeholders = dict.fromkeys(numbering.given(case.definition, action), "-")
    said = concealed(case, draft, {**draft.data, **placeholders}, at, signing.begun_hash())
    if isinstance(said, Refusal):
        return said
    data, openings = said
    asked = apply(case, event_for(draft, data, at))
    if isinstance(asked, Refusal):
        return asked
    if not placeholders:
        return asked, openings
    given = numbering.numbers(case, action, draft.data, draft.on)
    stated = {name: value for name, value in data.items() if name not in placeholders}
    after = apply(case, event_for(draft, {**stated, **given}, at))
    return after if isinstance(after, Refusal) else (after, openings)


def _again(draft: Draft, kept: Event, at: datetime) -> Appended | Refusal:
    """The same event sent again, or another under its id, which is refused."""
    events = events_of(uuid.UUID(kept.case))
    procedure = CaseRecord.objects.get(pk=kept.case).procedure
    case = fold(definition_for(procedure, events, kept.on), events, content.calendar())
    said = opened_data(kept, opened_values(uuid.UUID(kept.id)))
    for name in numbering.given(case.definition, case.definition.action(kept.action)):
        said.pop(name, None)
    sent = event_for(draft, draft.data, at)
    same = (kept.case, kept.action, kept.on, kept.by, kept.agency, said) == (
        sent.case, sent.action, sent.on, sent.by, sent.agency, dict(sent.data)
    )  # fmt: skip
    if same:
        return Appended(case, kept, again=True)
    after = apply(case, sent)
    if isinstance(after, Refusal):
        return after
    return general(case, sent, "already_recorded")


def event_for(draft: Draft, data: Mapping[str, Any], at: datetime) -> Event:
    """The event that a draft would be, not sealed yet, with the data as they are kept."""
    return Event(
        id=str(draft.id), case=str(draft.case), action=draft.action, on=draft.on, by=draft.by,
        agency=draft.agency, data=data, at=at,
    )  # fmt: skip


def concealed(
    case: Case, draft: Draft, said: Mapping[str, Any], at: datetime, by_hash: HashName
) -> tuple[Mapping[str, Any], dict[str, Any]] | Refusal:
    """What is said with commitments under a hash in place of personal values, and the values with
    their salts by place; or why the action does not take what is said.

    The kernel sees commitments only; what they commit to is looked at here.
    """
    definition = case.definition
    action = definition.action(draft.action)
    fault = action and fault_of_data(definition, action, said, open_fault_in)
    if fault:
        return general(case, event_for(draft, said, at), fault.code, **fault.named)
    places = [place for name in said for place in _personal(definition.fields.get(name), said)]
    salts = {place: secrets.token_bytes(SALT) for place in places}
    event, openings = conceal({"data": dict(said)}, salts, by_hash)
    return event["data"], {
        place: (opening["value"], salts[place]) for place, opening in openings.items()
    }


def _personal(field: Field | None, data: Mapping[str, Any]) -> list[str]:
    """The places of the personal values of a field: one, or one for each of many."""
    if field is None or not field.personal:
        return []
    place, value = f"{DATA}{field.id}", data[field.id]
    if field.many and isinstance(value, list):
        return [f"{place}/{number}" for number in range(len(value))]
    return [place]


def _kept(
    record: CaseRecord, before: Case, after: Case, openings: Mapping[str, Any], at: datetime
) -> Appended:
    """The event kept, beside its record."""
    event = after.events[-1]
    insert(row_of(event, at))
    insert(leaf_of(event, at, signing.begun_hash()))
    _beside(record, before, after, openings)
    return Appended(after, event)


def _beside(record: CaseRecord, before: Case, after: Case, openings: Mapping[str, Any]) -> None:
    """What follows from an event beside its record: personal values, parties, words."""
    if openings:
        PersonalValue.objects.bulk_create(values_of(after.events[-1], openings))
    if parties.parties(after) != parties.parties(before):
        parties.keep(record, after)
    words.keep_new(record, before, openings)


def values_of(event: Event, openings: Mapping[str, Any]) -> list[PersonalValue]:
    """The rows of the personal values of an event, with their salts."""
    return [
        PersonalValue(event_id=event.id, pointer=place, value=value, salt=salt)
        for place, (value, salt) in openings.items()
    ]


def leaf_of(event: Event, promised_at: datetime, by_hash: HashName) -> Leaf:
    """The leaf of an event under the hash of the log, which waits for its place since a time."""
    hashed = leaf_hash(digest_of(by_hash), entry_of(event))
    return Leaf(event_id=event.id, hash=hashed, promised_at=promised_at)
