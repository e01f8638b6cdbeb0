"""导入 -- look at a file, then take it in: all of its rows or, if so asked, the good ones only.

The file is planned anew when it is confirmed, and nothing is written unless the plan is the one
that was looked at: rows that have moved meanwhile are shown again first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from plumbline.store.administration import people, structure
from plumbline.store.administration.notes import Keeper, note_of, noted
from plumbline.store.administration.sheets.agencies_plan import AgencyState, plan_agencies
from plumbline.store.administration.sheets.people_plan import PeopleState, plan_people
from plumbline.store.administration.sheets.plan import Plan, Planned
from plumbline.store.administration.sheets.rows import Line, Lines, read_lines
from plumbline.store.administration.structure import FACTS, NewAgency
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import Agency, Assignment, Certificate, ChangeNote, Officer

_AT_ONCE: Final = 500  # rows of one statement


class RowFault(Exception):
    """A row that could not be taken in after all; nothing of the file was."""

    def __init__(self, line: Line, fault: PeopleFault) -> None:
        super().__init__(f"{line.sheet or line.table}: line {line.number}: {fault}")
        self.line = line
        self.fault = fault


def plan_file(data: bytes, name: str, kept: frozenset[int] | None, on: date) -> Plan:
    """What a file would do on a day for whoever may change the agencies `kept` (None: all).

    Raises Unreadable. Nothing is written.
    """
    return _plan(read_lines(data, name), kept, on)


def _plan(found: Lines, kept: frozenset[int] | None, on: date) -> Plan:
    state = AgencyState.of(on, kept)
    rows = plan_agencies([one for one in found.lines if one.table == "agencies"], state)
    lines = [one for one in found.lines if one.table == "people"]
    rows += plan_people(lines, PeopleState.of(lines, state, on))
    return Plan(tuple(rows), on, found.other_sheets, found.other_columns)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was confirmed: the digest of the plan that was looked at, and whether rows with errors
    are passed over."""

    digest: str
    only_good: bool = False


def take_in(
    data: bytes, name: str, kept: frozenset[int] | None, keeper: Keeper, on: date, wanted: Wanted
) -> Plan:  # fmt: skip
    """Do what a file says, in one transaction; the plan that was done.

    Raises Unreadable; PeopleFault when the plan is no longer the one confirmed, or has errors and
    not only the good rows are wanted; RowFault when a row fails in the end. Nothing is written
    then.
    """
    found = read_lines(data, name)
    with transaction.atomic():
        plan = _plan(found, kept, on)
        if plan.digest != wanted.digest:
            raise PeopleFault("stale_plan")
        if plan.counts["error"] and not wanted.only_good:
            raise PeopleFault("has_errors", count=plan.counts["error"])
        for row in _agencies_in_order(plan.rows):
            try:
                _do(row, keeper, on)
            except PeopleFault as fault:
                raise RowFault(row.line, fault) from fault
        people_rows = [row for row in _doing(plan.rows) if row.line.table == "people"]
        _give_roles([row.line for row in people_rows if _is_role(row)], keeper)
        for row in people_rows:
            try:
                _do_person(row, keeper)
            except PeopleFault as fault:
                raise RowFault(row.line, fault) from fault
    return plan


def _doing(rows: Iterable[Planned]) -> list[Planned]:
    return [row for row in rows if row.outcome in {"new", "changed"}]


def _agencies_in_order(rows: Sequence[Planned]) -> Iterator[Planned]:
    """Agencies before those under them, ends last."""
    agencies = [row for row in _doing(rows) if row.line.table == "agencies"]
    waiting = {row.line.text("code"): row for row in agencies if row.outcome == "new"}
    for code in list(waiting):
        chain = []
        while code in waiting:
            chain.append(waiting.pop(code))
            code = chain[-1].line.text("parent")
        yield from reversed(chain)
    changes = [row for row in agencies if row.outcome == "changed"]
    yield from sorted(changes, key=lambda row: row.line.day("until_on") or date.min)


def _do(row: Planned, keeper: Keeper, on: date) -> None:
    if row.outcome == "new":
        _add(row.line, keeper)
    else:
        _change(row, keeper, on)


def _add(line: Line, keeper: Keeper) -> None:
    parent = Agency.objects.filter(code=line.text("parent")).first()
    facts = {name: line.text(name) for name in FACTS if line.text(name)}
    new = NewAgency(line.text("code"), line.text("name"), facts, line.day("from_on"))
    one = structure.add_below(keeper, parent, new)
    _end(line, one, keeper)


def _change(row: Planned, keeper: Keeper, on: date) -> None:
    line, names = row.line, {one.field for one in row.changes}
    one = Agency.objects.get(code=line.text("code"))
    if "name" in names:
        structure.rename(keeper, one, line.text("name"), on)
    structure.amend(keeper, one, {name: line.text(name) for name in FACTS if name in names})
    if "from_on" in names:
        day = line.day("from_on")
        noted(keeper, "amended", one.code, {"from_on": one.from_on}, {"from_on": day})
        one.from_on = day
        one.save(update_fields=["from_on"])
    if "parent" in names:
        structure.move(keeper, one, Agency.objects.get(code=line.text("parent")), on)
    if names & {"until_on", "successor"}:
        _end(line, one, keeper)


def _end(line: Line, one: Agency, keeper: Keeper) -> None:
    until_on = line.day("until_on") or one.until_on
    if until_on is None:
        return
    successor = Agency.objects.filter(code=line.text("successor")).first() or one.successor
    before = {"until_on": one.until_on, "successor": one.successor.name if one.successor else None}
    if one.until_on is None:
        structure.end_agency(keeper, one, until_on, successor)
        return
    one.until_on, one.successor = until_on, successor
    one.save(update_fields=["until_on", "successor"])
    after = {"until_on": until_on, "successor": successor.name if successor else None}
    noted(keeper, "ended", one.code, before, after)


def _do_person(row: Planned, keeper: Keeper) -> None:
    line, names = row.line, {one.field for one in row.changes}
    if not _is_role(row) and names & {"until_on", "post"}:
        _change_role(line, keeper)
    if any(name.startswith("certificate_") for name in names):
        officer = Officer.objects.get(number=line.text("number"))
        there = Certificate.objects.filter(
            kind=line.text("certificate_kind"), number=line.text("certificate_number")
        ).first()
        people.keep_certificate(keeper, _desk(line, officer), officer, people.NewCertificate(
            line.text("certificate_kind"), line.text("certificate_number"),
            line.day("certificate_from") or (there.from_on if there else None),
            line.day("certificate_until") or (there.until_on if there else None),
        ))  # fmt: skip


def _first_day(line: Line) -> date:
    """The first day of a role, which a planned row has."""
    day = line.day("from_on")
    if day is None:
        raise PeopleFault("stale_plan")
    return day


def _desk(line: Line, officer: Officer) -> Agency:
    """The agency under which a certificate is noted: that of the row, else one of the officer."""
    if line.text("agency"):
        return Agency.objects.get(code=line.text("agency"))
    return Agency.objects.filter(assignments__officer=officer).order_by("-assignments__from_on")[0]


def _is_role(row: Planned) -> bool:
    """Whether a row brings a role that is new."""
    return any(one.field == "agency" for one in row.changes)


def _give_roles(lines: Sequence[Line], keeper: Keeper) -> None:
    """Give the roles of many rows, with their officers and notes, in a few statements."""
    names = {line.text("number"): line.name for line in lines}
    there = _officers(names)
    new = [Officer(number=number, name=names[number]) for number in names if number not in there]
    Officer.objects.bulk_create(new, batch_size=_AT_ONCE)
    officers = _officers(names)
    agencies = {one.code: one for one in Agency.objects.all()}
    Assignment.objects.bulk_create(
        (
            Assignment(
                officer=officers[line.text("number")], agency=agencies[line.text("agency")],
                role=line.text("role"), post=line.text("post"), from_on=_first_day(line),
                until_on=line.day("until_on"),
            )
            for line in lines
        ),
        batch_size=_AT_ONCE,
    )  # fmt: skip
    ChangeNote.objects.bulk_create(
        (_note_of_role(line, officers, keeper) for line in lines), batch_size=_AT_ONCE
    )


def _officers(numbers: Iterable[str]) -> dict[str, Officer]:
    wanted = sorted(numbers)
    found: dict[str, Officer] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        found |= Officer.objects.in_bulk(wanted[at : at + _AT_ONCE], field_name="number")
    return found


def _note_of_role(line: Line, officers: dict[str, Officer], keeper: Keeper) -> ChangeNote:
    officer = officers[line.text("number")]
    after = {"name": officer.name, "role": line.text("role"), "post": line.text("post") or None,
             "from_on": line.day("from_on"), "until_on": line.day("until_on")}  # fmt: skip
    note = note_of(keeper, "appointed", line.text("agency"), {}, after)
    note.officer = officer.number
    return note


def _change_role(line: Line, keeper: Keeper) -> None:
    one = Assignment.objects.select_related("officer", "agency").get(
        officer__number=line.text("number"), agency__code=line.text("agency"),
        role=line.text("role"), from_on=_first_day(line), stands_in_for=None,
    )  # fmt: skip
    before = {"until_on": one.until_on, "post": one.post or None}
    one.until_on = line.day("until_on") or one.until_on
    one.post = line.text("post") or one.post
    one.save(update_fields=["until_on", "post"])
    if one.until_on is not None:
        one.deputies.filter(until_on__gt=one.until_on).update(until_on=one.until_on)
    after = {"until_on": one.until_on, "post": one.post or None, "name": one.officer.name,
             "role": one.role}  # fmt: skip
    noted(keeper, "role_changed", one.agency.code, before, after, officer=one.officer.number)
