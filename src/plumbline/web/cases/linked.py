"""相关案件 -- the cases that a case is tied to, and those that may be opened from it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from plumbline.procedure import Case, Definition, in_force
from plumbline.procedure.definition import Action, Link
from plumbline.procedure.findings import standing
from plumbline.store import access
from plumbline.store.access import Person, Sight
from plumbline.store.cases import content, linking, lists, merging, reading
from plumbline.store.cases.internal import seen
from plumbline.store.cases.rows import case_of, numbers_of
from plumbline.store.models import Account, CaseRecord
from plumbline.web.cases.page import name_of

MOST_MERGEABLE: Final = 50
RETURNED: Final = "returned"
"""What the address of a form says of the case from which it takes what came back."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A case that this one is tied to; `record` is None where there is none, or none to see.
    `outside` where its procedure is none of this system. Of one that can be seen, where it stands,
    until when it is to go on, and whether that day has passed; where it has come back and that is
    not recorded here yet, `answer` is what records it, at that `address`.
    """

    title: str
    number: str
    record: CaseRecord | None
    outside: bool = False
    stage: str = ""
    clock: str = ""
    is_late: bool = False
    answer: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that may be opened from this one, and the form for it with what is known; no address
    where its procedure is none of this system.
    """

    title: str
    address: str


def linked(case: Case, who: Person, sight: Sight, here: CaseRecord) -> list[Linked]:
    """The cases that the events of a case name, as somebody may see them."""
    found = []
    shown = seen(case, internal=sight.sees_internal)
    named_there = {value for one in shown for value in one.data.values() if isinstance(value, str)}
    numbers = numbers_of(bond.case for bond in case.bonds)
    for bond in case.bonds:
        if bond.case not in named_there:
            continue
        named = Q(number=bond.case) | _by_id(bond.case)
        record = CaseRecord.objects.filter(named & access.visible(who)).first()
        link = case.definition.links.get(bond.id)
        number = (record.number if record else "") or numbers.get(bond.case, bond.case)
        outside = record is None and bond.procedure not in content.procedures()
        one = Linked(link.title if link else bond.id, number, record, outside)
        found.append(one if record is None else _standing(one, record, case, sight, here, who.on))
    return found


def _standing(
    one: Linked, record: CaseRecord, case: Case, sight: Sight, here: CaseRecord, on: date
) -> Linked:
    """Where a case stands that this one is tied to, and what is to be recorded of it here."""
    procedure, stage, clock = lists.titles(record)
    is_late = record.is_open and record.due_on is not None and record.due_on < on
    link = linking.came_back(case, record)
    action = case.definition.actions.get(link.answer) if link else None
    shown = replace(
        one,
        number=name_of(record, procedure),
        stage=stage,
        clock=clock if record.due_on else "",
        is_late=is_late,
    )
    if link is None or action is None or sight.actor(action.by) is None:
        return shown
    query = urlencode({RETURNED: f"{record.pk}"})
    address = f"{reverse('case-act', args=[here.pk, action.id])}?{query}"
    return replace(shown, answer=action.title, address=address)


def returned(case: Case, action: Action, who: Person, named: str) -> dict[str, Any]:
    """What the form of an action begins with that records what came back from another case."""
    record = CaseRecord.objects.filter(_by_id(named) & access.visible(who)).first()
    link = linking.came_back(case, record) if record else None
    if record is None or link is None or link.answer != action.id:
        return {}
    then = case_of(record)
    sight = access.sight_of(who, record, then.definition)
    said = linking.brought(link, record, then, with_persons=sight.sees_persons)
    if sight.sees_persons and said.personal:
        reading.note(record, cast("Account", who.account), timezone.now(), personal=True)
    return said.data


def mergeable(record: CaseRecord, case: Case, action: Action) -> dict[str, list[tuple[str, str]]]:
    """The cases in which this one may go on by an action, by the field that names them: the id of
    each, and how it is called with the day on which it was opened.
    """
    found = {}
    for link in (case.definition.links[id] for id in action.links):
        if link.kind == "merges_with":
            rows = merging.candidates(record, case, link, MOST_MERGEABLE)
            title = case.definition.title
            found[link.field] = [
                (f"{one.pk}", f"{name_of(one, title)}  {one.opened_on.isoformat()}") for one in rows
            ]
    return found


def _by_id(number: str) -> Q:
    try:
        return Q(pk=uuid.UUID(number))
    except ValueError:
        return Q(pk__in=())


def openings(
    record: CaseRecord, case: Case, who: Person, sight: Sight, on: date
) -> Sequence[Opening]:
    """The cases that this one may open: what its definition names, and the reader may begin, or
    nobody can here. Of those that an event opens by itself, the ones that are wanted and not there.
    """
    found: list[Opening] = []
    for link in case.definition.links.values():
        if link.kind != "opens":
            continue
        target = content.procedures().get(link.procedure)
        definition = in_force(target.definitions, on) if target else None
        if definition is None:
            found.append(Opening(link.title, ""))
            continue
        if link.action:
            found += _wanted(record, case, link, sight)
            continue
        begins = access.beginning(who, definition)
        for action in definition.actions.values():
            if action.begins and begins.actor(action.by) is not None:
                asked = {*action.requires, *action.allows}
                query = _known(record, case, definition, asked)
                address = reverse("case-begin", args=[link.procedure, action.id])
                found.append(Opening(link.title, f"{address}?{urlencode(query)}"))
                break
    return found


def _wanted(record: CaseRecord, case: Case, link: Link, sight: Sight) -> Iterator[Opening]:
    """The form of the action that opens a case which is wanted, with what is suggested for it."""
    if link.wanted not in {one.code for one in standing(case, record.last_on)}:
        return
    for action in case.definition.actions.values():
        if link.id in action.links and case.stage in action.stages and sight.actor(action.by):
            address = reverse("case-act", args=[record.pk, action.id])
            yield Opening(link.title, f"{address}?{urlencode(link.suggests)}")
            return


def _known(
    record: CaseRecord, case: Case, definition: Definition, asked: set[str]
) -> dict[str, str]:
    """What the other case's form can begin with: the fields of the same name, and this case."""
    known = {
        name: value
        for name, value in case.facts.items()
        if name in asked and isinstance(value, str) and name in definition.fields
    }
    for link in definition.links.values():
        if link.kind == "returns_to" and link.procedure == case.definition.name:
            known[link.field] = record.number or str(record.pk)
    return known
