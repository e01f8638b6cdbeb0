"""人员 -- the officers whom a case may concern: those of the agencies that handle and decide it.

Whether an officer stands aside is decided of one whom the agency has or who has acted in the case
(公务员法#76); a name alone would bind nobody, since names are shared and events are done by
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plumbline.procedure import Case, Definition
from plumbline.procedure.definition import Action
from plumbline.store.agencies.succession import who_carries_on
from plumbline.store.agencies.tree import of_day
from plumbline.store.cases.internal import seen
from plumbline.store.cases.parties import parties
from plumbline.store.models import Assignment, CaseRecord, Handling, Officer


@dataclass(frozen=True, slots=True)
class Offered:
    """An officer whom a field may name: how they are shown, and their roles."""

    shown: str
    roles: frozenset[str]


def offered(
    record: CaseRecord | None, case: Case | None, action: Action, on: date, *, internal: bool
) -> dict[str, Offered]:
    """Whom a field of an action may name, by number; nobody where the action has no such field, or
    opens a case. A party, who sees nothing `internal`, is shown
    who has acted before them and who handles the case.
    """
    if record is None or case is None or not asks(case.definition, action):
        return {}
    roles: dict[str, set[str]] = {}
    for number, role in _acted(case, internal=internal):
        roles.setdefault(number, set()).add(role)
    for number in _handling(record):
        roles.setdefault(number, set())
    for number, role in _holding(case, on) if internal else ():
        roles.setdefault(number, set()).add(role)
    known = Officer.objects.filter(number__in=roles).order_by("number")
    return {
        one.number: Offered(
            _shown(case.definition, one, roles[one.number]), frozenset(roles[one.number])
        )
        for one in known
    }


def asks(definition: Definition, action: Action) -> bool:
    """Whether an action states an officer."""
    names = (*action.requires, *action.allows)
    return any(definition.fields[name].type == "officer" for name in names)


def _seats(case: Case) -> dict[str, set[str]]:
    """The agencies that handle or decide a case, each with its roles: those of parties, whose
    doings others record, are not among them."""
    found: dict[str, set[str]] = {}
    for party in parties(case):
        if party.agency and not case.definition.roles[party.role].recorded_by:
            found.setdefault(party.agency, set()).add(party.role)
    return found


def _acted(case: Case, *, internal: bool) -> Iterator[tuple[str, str]]:
    """The number and the role of whoever did something for such an agency."""
    seats = _seats(case)
    for event in seen(case, internal=internal):
        if event.agency in seats:
            role, _, number = event.by.partition("/")
            yield number, role


def _handling(record: CaseRecord) -> list[str]:
    rows = Handling.objects.filter(case=record, until_on=None)
    return list(rows.values_list("officer__number", flat=True))


def _holding(case: Case, on: date) -> Iterator[tuple[str, str]]:
    """The number and the role of whoever has one in such an agency on a day."""
    for code, roles in _seats(case).items():
        held = Assignment.objects.filter(
            of_day(on), agency__code=who_carries_on(code, on), role__in=roles
        )
        yield from held.values_list("officer__number", "role")


def _shown(definition: Definition, officer: Officer, roles: set[str]) -> str:
    """The name of an officer with the titles of their roles in the order of the definition."""
    titles = [one.title for one in definition.roles.values() if one.id in roles]
    return f"{officer.name}（{'、'.join(titles) or officer.number}）"
