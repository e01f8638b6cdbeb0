"""权限 -- who may see a case, how much of it, and as whom they may act: role × action × place.

What may be done in a case is said by its definition; this module says as whom somebody comes to
it. An officer acts in the roles that they have, on that day, in an agency whose role it is in the
case; a person in the roles that are theirs; and whoever handles the case may record what a person
did at the counter or by telephone. Those who supervise see the cases of the agencies below them
(行政复议法实施条例#53), without what concerns persons.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from plumbline.procedure import Definition
from plumbline.store.agencies import Held, carried_on, held_by, tree_at
from plumbline.store.models import Account, Agency, CaseParty, CaseRecord, Handling
from plumbline.store.prepared import Prepared

Relation = Literal["handler", "party", "supervisor"]
"""Handling the case in its own agency; being a party to it; supervising the agency."""

SUPERVISOR: Final = "supervisor"
"""监督人员: sees the cases of its agency and of all under it, and acts in none."""


@dataclass(frozen=True, slots=True)
class Actor:
    """As whom somebody acts: the role, what the event says of who did it, and for which agency.

    `records` says that an officer writes down what a party did.
    """

    role: str
    by: str
    agency: str = ""
    records: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of a case and as whom they may act in it; nothing without relations.

    Handlers see everything. Parties see what is not internal, and what concerns persons.
    Supervisors see every event, and nothing that concerns a person.
    """

    relations: frozenset[Relation] = frozenset()
    actors: tuple[Actor, ...] = ()

    @property
    def may_see(self) -> bool:
        """Whether the case exists for them."""
        return bool(self.relations)

    @property
    def sees_internal(self) -> bool:
        """Whether drafts, approvals and deliberations are shown."""
        return bool(self.relations & {"handler", "supervisor"})

    @property
    def sees_persons(self) -> bool:
        """Whether values that concern a person are opened."""
        return bool(self.relations & {"handler", "party"})

    @property
    def handles(self) -> bool:
        """Whether they handle the case in its own agency."""
        return "handler" in self.relations

    def actor(self, roles: Iterable[str]) -> Actor | None:
        """As whom somebody does what these roles may do: in their own name before another's."""
        allowed = set(roles)
        found = [one for one in self.actors if one.role in allowed]
        return min(found, key=lambda one: one.records, default=None)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a day: their account, what they hold, and their roles in agencies by code.

    Roles of an agency are also held in the cases of those that have ended and that it carries on.
    """

    account: Account | AnonymousUser
    on: date
    held: tuple[Held, ...] = ()
    number: str = ""
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_officer(self) -> bool:
        """Whether they have any role in any agency."""
        return bool(self.roles)


def person(account: Account | AnonymousUser, on: date) -> Person:
    """Somebody as of a day."""
    return holding(account, on, held_by(account, on))


def holding(account: Account | AnonymousUser, on: date, held: Iterable[Held]) -> Person:
    """Somebody with what they hold on a day."""
    found = tuple(held)
    roles: dict[str, set[str]] = {}
    for one in found:
        roles.setdefault(one.code, set()).add(one.role)
    heirs = {one.code for one in found if one.carries_on}
    for code, heir in (carried_on(heirs, on) if heirs else {}).items():
        roles[code] = roles[heir]
    number = found[0].number if found else ""
    return Person(account, on, found, number, {code: frozenset(one) for code, one in roles.items()})


class _Party(NamedTuple):
    role: str
    agency: str
    account: uuid.UUID | None


PARTIES: Final = Prepared(
    lambda case: CaseParty.objects.filter(case=case).values_list("role", "agency", "account"),
    uuid.UUID(int=1),
)
"""The parties of a case, for `sight_of`."""


def sight_of(
    who: Person,
    record: CaseRecord,
    definition: Definition,
    rows: Iterable[tuple[Any, ...]] | None = None,
) -> Sight:
    """What somebody may see of a case and as whom they may act in it; `rows` are its `PARTIES`,
    which are asked for where they are not there."""
    if not who.account.is_authenticated:
        return Sight()
    parties = [_Party(*row) for row in (PARTIES.rows(record.pk) if rows is None else rows)]
    actors = [
        *_officer(who, record, definition, parties),
        *_own(who, definition, parties),
    ]
    seat = {one.id for one in definition.roles.values() if one.of == definition.seat}
    relations: set[Relation] = set()
    if any(one.role in seat and one.agency == record.agency for one in actors):
        relations.add("handler")
    if any(one.role not in seat or one.agency != record.agency for one in actors):
        relations.add("party")
    if _supervises(who, record.agency):
        relations.add("supervisor")
    if "handler" in relations:
        actors += _recording(who, definition, actors)
    return Sight(frozenset(relations), tuple(actors))


def opens_persons(who: Person, parties: Iterable[CaseParty]) -> bool:
    """Whether values that concern a person are opened to somebody in a case with these parties: as
    `Sight.sees_persons`, for the rows of a list."""
    return any(
        one.account_id == who.account.pk
        if one.account_id
        else one.role in who.roles.get(one.agency, ())
        for one in parties
    )


def beginning(who: Person, definition: Definition) -> Sight:
    """As whom somebody may open a case: a person for themselves; an officer for their agency, or
    for a person at the counter of an agency that handles such cases.
    """
    if not who.account.is_authenticated:
        return Sight()
    if not who.is_officer:
        persons = [one for one in definition.roles.values() if _is_persons(definition, one.of)]
        own = tuple(Actor(one.id, f"{one.id}/{who.account.pk}") for one in persons)
        return Sight(frozenset({"party"}), own)
    actors: list[Actor] = []
    standing = {one.code for one in who.held}  # an agency that has ended opens no case
    for role in definition.roles.values():
        for code, held in sorted((code, who.roles[code]) for code in standing):
            if held & {*role.recorded_by}:
                actors.append(Actor(role.id, f"{role.id}/{who.number}", code, records=True))
            if role.id in held and not _is_persons(definition, role.of):
                actors.append(Actor(role.id, f"{role.id}/{who.number}", code))
    return Sight(frozenset({"party"}), tuple(actors))


FEW: Final = 500
"""Cases that are named one by one in a question, which then looks at no other."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way on which somebody comes to cases: a condition on case records that an index answers.

    `agencies` are those that handle all of these cases, where that is known; `with_names` says
    that somebody comes as one who handles them, and may find them by the name of a person.
    """

    condition: Q
    agencies: frozenset[str] = frozenset()
    with_names: bool = False


def ways(who: Person, sure: Mapping[str, Collection[str]] | None = None) -> list[Way]:
    """The ways on which somebody comes to the cases that they may see, for lists; a case may be
    come to on several. `sure` is that of `handled_in`."""
    if not who.account.is_authenticated:
        return []
    found = [
        Way(one, frozenset({code}), with_names=True) for code, one in handled_in(who, sure).items()
    ]
    elsewhere = Q(account=who.account.pk)
    for code, roles in who.roles.items():
        elsewhere |= Q(agency=code, role__in=roles, handles=False)
    parties = CaseParty.objects.filter(elsewhere).values_list("case", flat=True)
    keys = list(parties[: FEW + 1])
    if keys:
        found.append(Way(Q(pk__in=keys if len(keys) <= FEW else parties)))
    if supervised := _supervised(who):
        found.append(Way(Q(agency__in=supervised), supervised))
    return found


def visible(who: Person) -> Q:
    """The condition on case records that somebody may see."""
    found = Q(pk__in=())
    for way in ways(who):
        found |= way.condition
    return found


def handled_in(who: Person, sure: Mapping[str, Collection[str]] | None = None) -> dict[str, Q]:
    """The condition on case records that each of somebody's own agencies handles, and they in it,
    by the agency's code.

    `sure` names the procedures of which they handle every case of an agency, by its code: there
    the roles need not be looked at case by case.
    """
    found = {}
    for code, roles in who.roles.items():
        own = CaseParty.objects.filter(
            case=OuterRef("pk"), agency=code, role__in=roles, handles=True
        )
        always = sorted((sure or {}).get(code, ()))
        found[code] = Q(Q(procedure__in=always) | Q(Exists(own)), agency=code)
    return found


def taken(who: Person) -> Q:
    """The condition on case records that somebody handles by name."""
    if not who.number:
        return Q(pk__in=())
    running = Handling.objects.filter(officer__number=who.number, until_on=None)
    return Q(pk__in=running.values("case"))


def _officer(
    who: Person, record: CaseRecord, definition: Definition, parties: Iterable[_Party]
) -> list[Actor]:
    """The roles that somebody has in an agency that has them in the case."""
    found = []
    for party in parties:
        role = definition.roles.get(party.role)
        if role is not None and party.agency and party.role in who.roles.get(party.agency, ()):
            found.append(Actor(role.id, f"{role.id}/{who.number}", party.agency))
    return sorted(found, key=lambda one: one.agency != record.agency)


def _own(who: Person, definition: Definition, parties: Iterable[_Party]) -> list[Actor]:
    return [
        Actor(one.role, f"{one.role}/{who.account.pk}")
        for one in parties
        if one.account == who.account.pk and one.role in definition.roles
    ]


def _recording(who: Person, definition: Definition, actors: Iterable[Actor]) -> list[Actor]:
    """The parties whose doings somebody who handles the case may write down."""
    held = {one.role: one.agency for one in actors}
    return [
        Actor(role.id, f"{role.id}/{who.number}", held[recorder], records=True)
        for role in definition.roles.values()
        for recorder in role.recorded_by[:1]
        if recorder in held
    ]


def _is_persons(definition: Definition, name: str) -> bool:
    found = definition.fields.get(name)
    return found is not None and found.type == "person"


def _supervises(who: Person, agency: str) -> bool:
    return agency in _supervised(who)


def _supervised(who: Person) -> frozenset[str]:
    """The codes of the agencies whose cases somebody supervises: their own and all under it, and
    those that these carry on."""
    above = [one.agency for one in who.held if one.role == SUPERVISOR]
    if not above:
        return frozenset()
    tree = tree_at(who.on)
    codes = frozenset(node.code for pk in above for node in tree.below(pk))
    ended = Agency.objects.filter(until_on__lte=who.on).exclude(successor=None)
    return codes | carried_on(codes, who.on).keys() if ended.exists() else codes


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of agencies by code; a code that is none stands for itself."""
    wanted = {one for one in codes if one}
    rows = Agency.objects.filter(code__in=wanted).values_list("code", "name")
    return {one: one for one in wanted} | dict(rows)


def account_named(by: str) -> uuid.UUID | None:
    """The account that an event says it was done by; None for an officer or the law."""
    try:
        return uuid.UUID(by.partition("/")[2])
    except ValueError:
        return None
