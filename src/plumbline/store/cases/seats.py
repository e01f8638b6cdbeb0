"""席位 -- the persons of a case who may come to it with an account: each party that is named,
those who represent applicants, and the agents of either (行政复议法#15, #16, #17).

A representative or an agent comes in the role of whom they act for.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from plumbline.procedure import Case, Event
from plumbline.procedure.event import voided
from plumbline.store.cases.rows import DATA, opened_of_case

As = Literal["self", "representative", "agent"]
"""As whom somebody comes to the case."""

_FIELDS: Final[Mapping[str, As]] = {"representatives": "representative", "agents": "agent"}
SCOPE: Final = "authority"
"""The field that says what an agent may do."""

_LAST: Final = ("applicant", "representatives")
"""Fields of which only what was stated last counts; of the others, everything that stands."""


@dataclass(frozen=True, slots=True)
class Seat:
    """For whom a code may be: the role, as whom, the person's name, the field that names them, and
    of an agent the scope as it was recorded. `key` says where the name stands in the case.
    """

    key: str
    role: str
    coming_as: As
    name: str
    field: str
    scope: str = ""


def seats(case: Case) -> list[Seat]:
    """Everybody whom a case names so, in the order of the events; whose name was erased is none."""
    opened = opened_of_case(uuid.UUID(case.number))
    found = [one for event, field in _naming(case) for one in _seats(case, event, field, opened)]
    parties = {(one.role, one.name) for one in found if one.coming_as == "self"}
    return [
        one
        for one in found
        if one.coming_as != "representative" or (one.role, one.name) not in parties
    ]


def _naming(case: Case) -> Iterator[tuple[Event, str]]:
    """The standing events that name persons, each with the field in which it does."""
    gone = voided(case.recorded.events)
    standing = [one for one in case.recorded.events if one.id not in gone]
    for field in (*_party_fields(case), *_FIELDS):
        naming = [one for one in standing if field in one.data]
        for event in naming[-1:] if field in _LAST else naming:
            yield event, field


def _party_fields(case: Case) -> dict[str, str]:
    """The fields that name persons whose role it is, each with the role."""
    fields = case.definition.fields
    roles = [one for one in case.definition.roles.values() if one.of in fields]
    return {one.of: one.id for one in roles if fields[one.of].type == "person"}


def _seats(
    case: Case, event: Event, field: str, opened: Mapping[str, Mapping[str, Any]]
) -> Iterator[Seat]:
    values = opened.get(event.id, {})
    named = event.data[field]
    role = _party_fields(case).get(field, event.role)
    for number in range(len(named) if isinstance(named, list) else 0):
        value = values.get(f"{DATA}{field}/{number}")
        name = value.get("name", "") if isinstance(value, dict) else value
        if name:
            scope = f"{values.get(f'{DATA}{SCOPE}', '')}" if field == "agents" else ""
            key = f"{event.id}/{field}/{number}"
            yield Seat(key, role, _FIELDS.get(field, "self"), f"{name}", field, scope)
