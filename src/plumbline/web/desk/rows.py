"""案件行 -- a case as a line of a list shows it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from plumbline.procedure.findings import Finding
from plumbline.store import access, agencies
from plumbline.store.access import Person, names_of
from plumbline.store.cases import lists, names
from plumbline.store.models import Account, CaseParty, CaseRecord
from plumbline.web.cases.page import name_of

SOON = 3  # days left at which a due day is called near
NAMED: Final = 2  # persons of a case that a line names


@dataclass(frozen=True, slots=True)
class Row:
    """A case with the words for what its record holds as codes."""

    record: CaseRecord
    name: str
    procedure: str
    stage: str
    clock: str
    agency: str
    against: Sequence[str]
    days_left: int | None
    findings: Sequence[Finding] = ()
    persons: Sequence[str] = ()

    @property
    def named(self) -> Sequence[str]:
        """The persons whom the line names, the first of those who began the case."""
        return self.persons[:NAMED]

    @property
    def unnamed(self) -> int:
        """How many persons more began the case."""
        return len(self.persons) - len(self.named)

    @property
    def late_by(self) -> int:
        """How many days it is late."""
        return -(self.days_left or 0)

    @property
    def state(self) -> str:
        """late, near, running, open or closed: what colour it has."""
        if not self.record.is_open:
            return "closed"
        if self.days_left is None:
            return "open"
        return "late" if self.days_left < 0 else "near" if self.days_left <= SOON else "running"


def rows_of(
    records: Iterable[CaseRecord],
    who: Person,
    *,
    looked_into: Iterable[CaseRecord] = (),
    read_at: datetime | None = None,
) -> list[Row]:
    """Cases as lines of a list: the agencies that are parties, without the reader's own and those
    above it; what stands to be answered in those that are looked into; and with the time at which
    the list is read, whom the reader may see by name, which is noted.
    """
    listed = list(records)
    findings = lists.findings_in(list(looked_into), who.on)
    parties = lists.parties_of(listed)
    codes = {party.agency for many in parties.values() for party in many}
    titles = names_of(codes | {one.agency for one in listed})
    own = who.roles.keys() | agencies.codes_above({one.agency for one in who.held}, who.on)
    persons = _persons(listed, parties, who, read_at) if read_at else {}
    found = []
    for one in listed:
        procedure, stage, clock = lists.titles(one)
        left = (one.due_on - who.on).days if one.due_on and one.is_open else None
        found.append(
            Row(
                one,
                name_of(one, procedure),
                procedure,
                stage,
                clock,
                titles.get(one.agency, ""),
                tuple(titles[code] for code in _others(one, parties.get(one.pk, ()), own)),
                left,
                findings.get(one.pk, ()),
                persons.get(one.pk, ()),
            )
        )
    return found


def _others(
    record: CaseRecord, parties: Iterable[CaseParty], own: Collection[str]
) -> Sequence[str]:
    """The codes of the agencies that a reader has to do with in a case; the one that handles it
    where there is no other."""
    others = {party.agency for party in parties} - {record.agency, "", *own}
    return sorted(others) or [code for code in (record.agency,) if code and code not in own]


def _persons(
    listed: Sequence[CaseRecord],
    parties: Mapping[uuid.UUID, Sequence[CaseParty]],
    who: Person,
    at: datetime,
) -> Mapping[uuid.UUID, Sequence[str]]:
    """Who began the cases, as far as the reader may see it, with a note that they did."""
    open_ = [one for one in listed if access.opens_persons(who, parties.get(one.pk, ()))]
    found = names.of_beginners(open_)
    if isinstance(who.account, Account):
        names.note(who.account, found.keys(), at)
    return found
