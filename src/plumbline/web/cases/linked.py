"""相关案件 -- the cases that a case is tied to, and those that may be opened from it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from plumbline.procedure import Case, Definition, in_force
from plumbline.store import access
from plumbline.store.access import Person, Sight
from plumbline.store.cases import content
from plumbline.store.cases.internal import seen
from plumbline.store.cases.rows import numbers_of
from plumbline.store.models import CaseRecord


@dataclass(frozen=True, slots=True)
class Linked:
    """A case that this one is tied to; `record` is None where there is none, or none to see.
    `outside` where its procedure is none of this system.
    """

    title: str
    number: str
    record: CaseRecord | None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that may be opened from this one, and the form for it with what is known; no address
    where its procedure is none of this system.
    """

    title: str
    address: str


def linked(case: Case, who: Person, sight: Sight) -> list[Linked]:
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
        found.append(Linked(link.title if link else bond.id, number, record, outside))
    return found


def _by_id(number: str) -> Q:
    try:
        return Q(pk=uuid.UUID(number))
    except ValueError:
        return Q(pk__in=())


def openings(record: CaseRecord, case: Case, who: Person, on: date) -> Sequence[Opening]:
    """The cases that this one may open: what its definition names, and the reader may begin, or
    nobody can here.
    """
    found = []
    for link in case.definition.links.values():
        if link.kind != "opens":
            continue
        target = content.procedures().get(link.procedure)
        definition = in_force(target.definitions, on) if target else None
        if definition is None:
            found.append(Opening(link.title, ""))
            continue
        sight = access.beginning(who, definition)
        for action in definition.actions.values():
            if action.begins and sight.actor(action.by) is not None:
                asked = {*action.requires, *action.allows}
                query = _known(record, case, definition, asked)
                address = reverse("case-begin", args=[link.procedure, action.id])
                found.append(Opening(link.title, f"{address}?{urlencode(query)}"))
                break
    return found


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
