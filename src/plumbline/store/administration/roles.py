"""可授职责 -- the roles that can be given: two of the house, the rest of procedures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plumbline.procedure import Definition
from plumbline.store.access import SUPERVISOR
from plumbline.store.agencies import ADMINISTRATOR
from plumbline.store.cases import content

_PERSONS: Final = frozenset({"applicant", "law"})  # held outside agencies, by people or by nobody


@dataclass(frozen=True, slots=True)
class GivenRole:
    """A role by code; `title` is that of the definitions of procedures, empty for our own two."""

    code: str
    title: str


def given_roles() -> tuple[GivenRole, ...]:
    """The roles that somebody can be given in an agency, our own first."""
    ours = (GivenRole(ADMINISTRATOR, ""), GivenRole(SUPERVISOR, ""))
    return ours + tuple(GivenRole(*one) for one in _of_procedures().items())


def role_titles() -> dict[str, str]:
    """The titles of the roles of procedures, those held by persons too."""
    return {
        role.id: role.title
        for definition in _definitions()
        for role in definition.roles.values()
    }  # fmt: skip


def _of_procedures() -> dict[str, str]:
    return {
        role.id: role.title
        for definition in _definitions()
        for role in definition.roles.values()
        if role.id not in _PERSONS and _is_of_agencies(definition, role.of)
    }


def _is_of_agencies(definition: Definition, of: str) -> bool:
    field = definition.fields.get(of)
    return field is None or field.type == "agency"


def _definitions() -> Iterator[Definition]:
    for procedure in content.procedures().values():
        yield from procedure.definitions.values()
