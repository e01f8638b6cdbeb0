"""当事人 -- whose role in a case it is, computed from its events and from nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import NamedTuple

from plumbline.procedure import Case
from plumbline.store.access import account_named
from plumbline.store.models import Account, CaseParty, CaseRecord


class Party(NamedTuple):
    """A role of a case, and the agency by its code or the person by the account that has it.

    `handles` says that it is a role of the agency that handles the case.
    """

    role: str
    agency: str = ""
    account: uuid.UUID | None = None
    handles: bool = False


def handling(case: Case) -> str:
    """The code of the agency that handles a case."""
    stated = case.facts.get(case.definition.seat)
    return (stated if isinstance(stated, str) else "") or case.events[0].agency


def parties(case: Case) -> set[Party]:
    """Every party of a case: agencies that its fields name now, persons who acted themselves."""
    return {*_agencies(case), *_persons(case)}


def _agencies(case: Case) -> set[Party]:
    found: set[Party] = set()
    for role in case.definition.roles.values():
        field = case.definition.fields.get(role.of)
        if field is None or field.type != "agency":
            continue
        stated = case.facts.get(role.of)
        codes = stated if isinstance(stated, list) else [stated]
        handles = role.of == case.definition.seat
        found |= {Party(role.id, code, None, handles) for code in codes if isinstance(code, str)}
    return found


def _persons(case: Case) -> set[Party]:
    """The accounts of those who did something as a person; an officer's name is no account."""
    found: set[Party] = set()
    for events in case.happened.values():
        for event in events:
            role = case.definition.roles.get(event.role)
            field = case.definition.fields.get(role.of) if role else None
            if role is not None and field is not None and field.type == "person":
                own = account_named(event.by)
                found |= {Party(role.id, "", own)} if own else set()
    return found


def keep(record: CaseRecord, case: Case) -> bool:
    """Write the parties of a case; returns whether they were others before."""
    return bool(keep_all({record: case}))


def keep_all(cases: Mapping[CaseRecord, Case]) -> set[uuid.UUID]:
    """Write the parties of some cases; returns the keys of those that had others before."""
    found = {record.pk: parties(case) for record, case in cases.items()}
    named = {one.account for many in found.values() for one in many if one.account}
    known = Account.objects.filter(pk__in=named).values_list("pk", flat=True) if named else ()
    accounts = {None, *known}
    wanted = {(pk, one) for pk, many in found.items() for one in many if one.account in accounts}
    rows = CaseParty.objects.filter(case__in=found).values_list("case", *Party._fields)
    there = {(row[0], Party(*row[1:])) for row in rows}
    for pk, one in there - wanted:
        CaseParty.objects.filter(
            case=pk, role=one.role, agency=one.agency, account=one.account
        ).delete()
    CaseParty.objects.bulk_create(
        CaseParty(
            case_id=pk, role=one.role, agency=one.agency, account_id=one.account,
            handles=one.handles,
        )
        for pk, one in sorted(wanted - there, key=str)
    )  # fmt: skip
    return {pk for pk, _one in wanted ^ there}
