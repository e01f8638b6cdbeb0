"""联动 -- an event that opens another case is kept together with it, or not at all.

Which case, with which action, and what it is told, stands in the definition (`Link.action`,
`Link.gives`). The ids of the other case and of its first event are made from that of the event, so
that sending again doubles nothing. Where a case goes on in another, see `merging`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from django.db import transaction

from plumbline.procedure import Case, Definition, Event, Refusal, fold, in_force
from plumbline.procedure.definition import Action, Link
from plumbline.procedure.event import VOID
from plumbline.procedure.refusal import general
from plumbline.store.cases import appending, content, merging
from plumbline.store.cases.appending import Appended, Draft, Seen, Stale, event_for
from plumbline.store.cases.merging import SPACE, returning
from plumbline.store.cases.rows import DATA, definition_for, events_of, opened_of_case
from plumbline.store.models import CaseRecord


def append(draft: Draft, at: datetime, seen: Seen | None = None) -> Appended | Refusal | Stale:
    """Record an event at a time, and with it the first event of each case that it opens, in one
    transaction. What the other case refuses is refused here. Raises as `appending.append` does.
    """
    if not _may_open(draft):
        return appending.append(draft, at, seen)
    with transaction.atomic():
        done = _together(draft, at)
        if not isinstance(done, Appended):
            transaction.set_rollback(True)
    return done


def opened_case(event: uuid.UUID, link: str) -> uuid.UUID:
    """The id of the case that an event opens by a link."""
    return uuid.uuid5(SPACE, f"{event} {link}")


def target(link: Link, on: date) -> Definition | None:
    """The text of a link's procedure in force on a day; None where it is none of this system."""
    known = content.procedures().get(link.procedure)
    return in_force(known.definitions, on) if known else None


def came_back(case: Case, other: CaseRecord) -> Link | None:
    """The link by which a case opened another that has ended, where what came of it is not recorded
    in the case yet; None otherwise."""
    if other.is_open:
        return None
    for bond in case.bonds:
        link = case.definition.links.get(bond.id)
        if link is None or not link.answer or bond.case not in (f"{other.pk}", other.number):
            continue
        told = case.happened.get(link.answer, ())
        return None if any(one.data.get(link.field) == bond.case for one in told) else link
    return None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a case brought back, for a form; `personal` where some of it concerns a person."""

    data: dict[str, Any]
    personal: bool = False


def brought(link: Link, other: CaseRecord, then: Case, *, with_persons: bool) -> Brought:
    """What the answer to a link takes from the other case, and the case's name."""
    values = opened_of_case(other.pk) if with_persons else {}
    data: dict[str, Any] = {link.field: f"{other.pk}"}
    is_personal = False
    for name, source in link.takes.items():
        field = then.definition.fields.get(source)
        if field is not None and field.personal:
            opened = (values.get(one.id, {}) for one in then.recorded.events)
            said = [one[f"{DATA}{source}"] for one in opened if f"{DATA}{source}" in one]
            is_personal = is_personal or bool(said)
        else:
            said = [then.facts[source]] if source in then.facts else []
        if said:
            data[name] = said[-1]
    return Brought(data, is_personal)


def _may_open(draft: Draft) -> bool:
    known = content.procedures().get(draft.procedure)
    return known is not None and any(
        any(definition.links[id].action for id in action.links)
        or definition.is_other_half(action.id)
        or (action is definition.void and any(one.action for one in definition.links.values()))
        for definition in known.definitions.values()
        if (action := definition.action(draft.action))
    )


def _only_together(case: Case, event: Event) -> Refusal:
    return general(case, event, "only_with_the_other")


def _together(draft: Draft, at: datetime) -> Appended | Refusal | Stale:
    events = [*takewhile(lambda one: one.id != f"{draft.id}", events_of(draft.case))]
    coming = event_for(draft, draft.data, at)
    definition = definition_for(draft.procedure, [*events, coming], draft.on)
    before = fold(definition, events, content.calendar())
    others = dict(_opened(definition, draft, before.facts))
    merged = merging.into(before, draft, at)
    if isinstance(merged, Refusal):
        return merged
    if definition.is_other_half(draft.action):
        kept = any(one.id == f"{draft.id}" for one in events_of(draft.case))
        return appending.append(draft, at) if kept else _only_together(before, coming)
    if draft.action == VOID and merging.is_undone(before, draft):
        return general(before, coming, "stays_undone")
    others |= merged
    undone = merging.undoing(before, draft) if draft.action == VOID else None
    data = {**draft.data, **{field: f"{one.case}" for field, one in others.items()}}
    done = appending.append(replace(draft, data=data), at)
    if not isinstance(done, Appended) or done.again:
        return done
    for one in (*others.values(), *([undone] if undone else [])):
        answer = appending.append(one, at)
        if not isinstance(answer, Appended):
            return answer
    return done


def _opened(
    definition: Definition, draft: Draft, facts: Mapping[str, object]
) -> Iterator[tuple[str, Draft]]:
    """The cases that an event opens, by the field that names them: none where the event names one
    itself, or where nobody is known who would handle it.
    """
    action = definition.actions.get(draft.action)
    for link in (definition.links[id] for id in (action.links if action else ())):
        other = target(link, draft.on) if link.action and link.kind == "opens" else None
        if action is None or other is None or link.field in draft.data:
            continue
        data = {**_given(action, link, draft, facts), **returning(definition, other, draft.case)}
        if other.seat in data:
            yield link.field, Draft(
                id=uuid.uuid5(SPACE, f"{draft.id} {link.id} {link.action}"),
                case=opened_case(draft.id, link.id), procedure=other.name, action=link.action,
                on=draft.on, by=draft.by, agency=draft.agency, data=data,
            )  # fmt: skip


def _given(action: Action, link: Link, draft: Draft, facts: Mapping[str, object]) -> dict[str, Any]:
    """What the other case is told: what the event states, else what the case has stated before in
    a field that the event was not asked for; of several agencies none, since one is addressed."""
    asked = {*action.requires, *action.allows}
    found: dict[str, Any] = {}
    for name, sources in link.gives.items():
        known = (draft.data if one in asked else facts for one in sources)
        said = [where[one] for one, where in zip(sources, known, strict=True) if one in where]
        said = [one for one in said if not isinstance(one, list) or len(one) == 1]
        if said:
            found[name] = said[0][0] if isinstance(said[0], list) else said[0]
    return found
