"""并案 -- a case that ends here goes on in another, which records that it took it in.

The other is one of the same procedure at the same agency that is open and was brought first, so
that nobody loses time; the fields that the link names as the same agree. Whether both are one and
the same matter a named officer decides. What was merged is taken out of account in both cases or in
neither.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from django.db.models import Q

from plumbline.procedure import Case, Definition, Event, Refusal
from plumbline.procedure.definition import Link
from plumbline.procedure.each import several
from plumbline.procedure.event import VOID, voided
from plumbline.procedure.refusal import general
from plumbline.store.cases.appending import Draft, event_for
from plumbline.store.cases.rows import case_of, events_of
from plumbline.store.models import CaseRecord, EventRecord

SPACE: Final = uuid.UUID("7a0f6c1e-92b4-5d2c-8f57-31c9f0a4e6d8")
"""Of which the ids of cases that events open, and of events in other cases, are made."""


def into(case: Case, draft: Draft, at: datetime) -> dict[str, Draft] | Refusal:
    """What the other case records where an event merges its case into it, by the field that names
    it; or why it cannot. Called in a transaction: the other case is held until that ends.
    """
    action = case.definition.actions.get(draft.action)
    found: dict[str, Draft] = {}
    for link in (case.definition.links[id] for id in (action.links if action else ())):
        if link.kind != "merges_with" or link.field not in draft.data:
            continue
        record = named(case, link, draft)
        is_sent = EventRecord.objects.filter(pk=draft.id).exists()
        if (
            not is_sent
            and (refusal := _unfit(case, link, event_for(draft, draft.data, at), record))
            is not None
        ):
            return refusal
        if record is not None:
            found[link.field] = _taking_in(case, link, draft, record)
    return found


def undoing(case: Case, draft: Draft) -> Draft | None:
    """What the other case records where an event takes out of account that one went on in the
    other; None where it does no such thing, or where the other has done so. Both cases are held
    until the transaction ends.
    """
    event = next((one for one in case.events if one.id == draft.data.get("event")), None)
    found = _half(case, event) if event else None
    if found is None:
        return None
    pk, half = found
    rows = CaseRecord.objects.select_for_update().filter(pk__in=(pk, draft.case))
    record = next((one for one in rows.order_by("pk") if one.pk == pk), None)
    events = events_of(pk)
    there = {one.id for one in events} - voided(events)
    if record is None or half not in there:
        return None
    return Draft(
        id=uuid.uuid5(SPACE, f"{draft.id} {half}"), case=pk, procedure=record.procedure,
        action=VOID, on=draft.on, by=draft.by, agency=draft.agency,
        data={"event": half, "reason": draft.data.get("reason", "")}, expected=len(events),
    )  # fmt: skip


def _half(case: Case, event: Event) -> tuple[uuid.UUID, str] | None:
    """The other case, and its event, where an event merges one into the other."""
    links = case.definition.links
    action = case.definition.actions.get(event.action)
    for link in (links[id] for id in (action.links if action else ())):
        for other in _ids(f"{event.data.get(link.field, '')}"):
            if link.kind == "merges_with":
                return other, f"{_half_id(event.id, link)}"
            if case.definition.is_other_half(event.action):
                merging = [one for one in links.values() if one.action == event.action]
                keys = EventRecord.objects.filter(case=other).values_list("pk", flat=True)
                return next(
                    (
                        (other, f"{pk}")
                        for pk in keys
                        for one in merging
                        if f"{_half_id(f'{pk}', one)}" == event.id
                    ),
                    None,
                )
    return None


def _half_id(event: str, link: Link) -> uuid.UUID:
    """The id of what the other case records, for the event that merges a case into it."""
    return uuid.uuid5(SPACE, f"{event} {link.id} {link.action}")


def named(case: Case, link: Link, draft: Draft) -> CaseRecord | None:
    """The other case of the same agency that an event names, by its number or its id, held."""
    said = f"{draft.data[link.field]}".strip()
    seat = case.facts.get(case.definition.seat)
    wanted = Q(number=said) | Q(pk__in=_ids(said))
    rows = CaseRecord.objects.select_for_update().filter(wanted, procedure=case.definition.name)
    return rows.filter(agency=seat or "").exclude(pk=draft.case).first()


def candidates(record: CaseRecord, case: Case, link: Link, most: int) -> list[CaseRecord]:
    """The cases in which this one may go on, the latest first: `most` at the most."""
    rows = CaseRecord.objects.filter(
        procedure=case.definition.name, agency=record.agency, is_open=True,
        opened_on__lte=record.opened_on,
    ).exclude(pk=record.pk)  # fmt: skip
    for field in link.same:
        if case.definition.fields[field].type == "agency" and field in case.facts:
            for code in several(case.facts[field]):
                rows = rows.filter(parties__agency=code)
    return list(rows.distinct().order_by("-opened_on", "-number")[:most])


def returning(definition: Definition, other: Definition, case: uuid.UUID) -> dict[str, str]:
    """The field of another case that names this one."""
    return {
        link.field: f"{case}"
        for link in other.links.values()
        if link.kind == "returns_to" and link.procedure == definition.name
    }


def is_undone(case: Case, draft: Draft) -> bool:
    """Whether an event would take back that a merging was taken out of account: the other case has
    gone on since, so that they are merged anew instead."""
    by_id = {one.id: one for one in case.events}
    named = by_id.get(f"{draft.data.get('event')}")
    return (
        named is not None and named.names in by_id and _half(case, by_id[named.names]) is not None
    )


def _opened_is_open(case: Case) -> bool:
    """Whether a case that this one opened still goes on; what comes of it could be recorded nowhere
    once this one has ended."""
    opened = [id for bond in case.bonds if bond.kind == "opens" for id in _ids(bond.case)]
    return bool(opened) and CaseRecord.objects.filter(pk__in=opened, is_open=True).exists()


def _unfit(case: Case, link: Link, event: Event, record: CaseRecord | None) -> Refusal | None:
    """Why the case cannot go on in that one; None where it can."""
    if record is None or not record.is_open or not case.events:
        return general(case, event, "merges_into_none")
    if _opened_is_open(case):
        return general(case, event, "merges_while_open")
    other = case_of(record)
    if _order(other) > _order(case):
        return general(case, event, "merges_into_later")
    for name in link.same:
        if _plain(case, name) != _plain(other, name):
            title = case.definition.fields[name].title
            return general(case, event, "merges_with_unlike", field=title)
    return None


def _plain(case: Case, name: str) -> object:
    """What a case states in a field; of agencies which they are, in whatever order."""
    value = case.facts.get(name)
    is_agency = case.definition.fields[name].type == "agency"
    return {*several(value)} if is_agency else value


def _order(case: Case) -> tuple[date, str, str]:
    """Which of two cases came first: two that are merged into each other at once never both are."""
    first = case.events[0]
    return first.on, first.at.astimezone(UTC).isoformat() if first.at else "", first.case


def _taking_in(case: Case, link: Link, draft: Draft, record: CaseRecord) -> Draft:
    told: Mapping[str, str] = returning(case.definition, case.definition, draft.case)
    return Draft(
        id=_half_id(f"{draft.id}", link), case=record.pk,
        procedure=record.procedure, action=link.action, on=draft.on, by=draft.by,
        agency=draft.agency, data=told, expected=EventRecord.objects.filter(case=record).count(),
    )  # fmt: skip


def _ids(said: str) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(said)]
    except ValueError:
        return []
