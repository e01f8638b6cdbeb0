"""案件行 -- a case as a line of a list shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.procedure.findings import Finding
from plumbline.store.access import names_of
from plumbline.store.cases import lists
from plumbline.store.models import CaseRecord
from plumbline.web.cases.page import name_of

SOON = 3  # days left at which a due day is called near


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


def rows_of(records: Iterable[CaseRecord], on: date, *, with_findings: bool = False) -> list[Row]:
    """Cases as lines of a list, with the names of the other agencies that are parties, and what
    stands to be answered in them.
    """
    listed = list(records)
    findings = lists.findings_in(listed, on) if with_findings else {}
    parties = lists.parties_of(listed)
    codes = {party.agency for many in parties.values() for party in many}
    names = names_of(codes | {one.agency for one in listed})
    found = []
    for one in listed:
        procedure, stage, clock = lists.titles(one)
        others = {party.agency for party in parties.get(one.pk, ())} - {one.agency, ""}
        left = (one.due_on - on).days if one.due_on and one.is_open else None
        against = tuple(names[code] for code in sorted(others))
        found.append(
            Row(
                one,
                name_of(one, procedure),
                procedure,
                stage,
                clock,
                names.get(one.agency, ""),
                against,
                left,
                findings.get(one.pk, ()),
            )
        )
    return found
