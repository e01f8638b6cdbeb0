"""收件人 -- whom something about a case concerns: its handlers, its parties, the head.

Handlers are the officers who handle the case by name and still have a role of it; where nobody
does, all who have the role that is awaited. Parties are the accounts of the persons, and the
officers of the agencies, whose doings the law lets others write down: who merely approves is none.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal, NamedTuple

from django.db.models import QuerySet

from plumbline.procedure import LAW, Definition
from plumbline.store.agencies import of_day, who_carries_on
from plumbline.store.cases import content
from plumbline.store.models import Assignment, CaseParty, CaseRecord, Handling

Relation = Literal["handler", "party", "head"]


class Recipient(NamedTuple):
    """An account, and how it stands to the case."""

    account: uuid.UUID
    relation: Relation


def seat_roles(definition: Definition) -> tuple[str, ...]:
    """The roles of the agency that handles the case."""
    return tuple(one.id for one in definition.roles.values() if one.of == definition.seat)


def handlers(
    record: CaseRecord, definition: Definition, on: date, awaited: str = ""
) -> list[Recipient]:
    """Who handles a case on a day: by name, else everybody with the role that is awaited."""
    roles = seat_roles(definition)
    if named := named_handlers(record, definition, on):
        return named
    keeps = tuple(one for one in definition.void.by if one in roles)
    found = officers(record.agency, (awaited,) if awaited in roles else keeps, on)
    return [Recipient(pk, "handler") for pk in found]


def named_handlers(record: CaseRecord, definition: Definition, on: date) -> list[Recipient]:
    """Who handles a case by name, and still has a role of its agency on a day."""
    there = set(officers(record.agency, seat_roles(definition), on))
    return [Recipient(pk, "handler") for pk in _named(record) if pk in there]


def parties(
    record: CaseRecord, definition: Definition, on: date, only: str = "", agency: str = ""
) -> list[Recipient]:
    """The parties of a case on a day; `only` those with a role, and of that one `agency`."""
    found: list[uuid.UUID] = []
    roles = {only} if only else {one.id for one in definition.roles.values() if one.recorded_by}
    for party in CaseParty.objects.filter(case=record, role__in=roles - {*seat_roles(definition)}):
        if party.account_id:
            found.append(party.account_id)
        elif agency in ("", party.agency):
            found += officers(party.agency, (party.role,), on)
    return [Recipient(pk, "party") for pk in found]


def heads(record: CaseRecord, definition: Definition, on: date) -> list[Recipient]:
    """Who is told when nobody answers: the role that content names, or that may extend a clock."""
    role = content.reminding().heads.get(definition.name) or _extends(definition)
    found = officers(record.agency, (role,), on) if role else []
    return [Recipient(pk, "head") for pk in found]


def without(found: Iterable[Recipient], who: Collection[uuid.UUID]) -> list[Recipient]:
    """The recipients but some accounts."""
    return [one for one in found if one.account not in who]


def officers(agency: str, roles: Collection[str], on: date) -> list[uuid.UUID]:
    """The accounts of the officers who have, on a day, one of some roles in an agency, or in the
    one that carries it on."""
    rows = Assignment.objects.filter(
        of_day(on), of_day(on, "agency__"), agency__code=who_carries_on(agency, on), role__in=roles,
        officer__account__is_active=True,
    )  # fmt: skip
    return _accounts(rows)


def _accounts(rows: QuerySet[Assignment]) -> list[uuid.UUID]:
    found = rows.order_by("officer__number").values_list("officer__account", flat=True)
    return list(dict.fromkeys(found))


def _named(record: CaseRecord) -> list[uuid.UUID]:
    rows = Handling.objects.filter(case=record, until_on=None, officer__account__is_active=True)
    return list(rows.order_by("from_on", "pk").values_list("officer__account", flat=True))


def _extends(definition: Definition) -> str:
    """The role of the handling agency that may extend a clock; empty where none may."""
    seat = {*seat_roles(definition)}
    found = [
        role
        for action in definition.actions.values()
        if any(effect.kind == "extends" for effect in action.effects)
        for role in action.by
        if role != LAW and role in seat
    ]
    return found[-1] if found else ""
