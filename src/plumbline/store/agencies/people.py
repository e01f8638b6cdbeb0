"""职责 -- what a person may do on a day, which follows from the assignments of that day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import validate_password
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from plumbline.store.agencies.faults import PeopleFault
from plumbline.store.agencies.tree import Tree, of_day, tree_at
from plumbline.store.models import Account, Agency, Assignment, Officer, Placement
from plumbline.store.prepared import Question, answers

ADMINISTRATOR: Final = "administrator"
"""管理员: keeps the agencies and people of an agency and of all under it."""


class Held(NamedTuple):
    """A role that somebody has: the primary key and the code of the agency, the role, the number
    under which they have it, and whether the agency carries on another that has ended."""

    agency: int
    code: str
    role: str
    number: str
    carries_on: bool


_HELD: Final = """
    SELECT held.agency_id, agency.code, held.role, officer.number, EXISTS (
        SELECT 1 FROM store_agency ended
        WHERE ended.successor_id = agency.id AND ended.until_on <= %s
    )
    FROM store_assignment held
    JOIN store_officer officer ON officer.id = held.officer_id
    JOIN store_agency agency ON agency.id = held.agency_id
    WHERE officer.account_id = %s
        AND (held.from_on IS NULL OR held.from_on <= %s)
        AND (held.until_on IS NULL OR held.until_on > %s)
        AND (agency.from_on IS NULL OR agency.from_on <= %s)
        AND (agency.until_on IS NULL OR agency.until_on > %s)
    ORDER BY agency.code, held.role
"""
"""Every page asks this of everybody: written out it takes a tenth of the time of `_running`."""


def held_by(account: Account | AnonymousUser, on: date) -> list[Held]:
    """The roles that somebody has on a day, by agency; all that access is decided on."""
    if not account.is_authenticated:
        return []
    return [*answers(roles_asked(account.pk, on))[0]]


def roles_asked(account: uuid.UUID, on: date) -> Question[Held]:
    """The question for the roles that somebody has on a day."""
    day = connection.ops.adapt_datefield_value(on)
    key = Account._meta.pk.get_db_prep_value(account, connection)
    return Question(_HELD, (day, key, day, day, day, day), _told)


def _told(rows: Sequence[tuple[int, str, str, str, int]]) -> list[Held]:
    return [Held(at, code, role, number, bool(last)) for at, code, role, number, last in rows]


def _running(account: Account | AnonymousUser, on: date) -> QuerySet[Assignment]:
    """With an agency its roles end."""
    return Assignment.objects.filter(
        of_day(on), of_day(on, "agency__"), officer__account=account.pk
    )


def assignments_of(account: Account | AnonymousUser, on: date) -> list[Assignment]:
    """The roles that somebody has on a day, by agency, as they were given."""
    if not account.is_authenticated:
        return []
    rows = _running(account, on)
    related = rows.select_related("agency", "officer", "stands_in_for__officer")
    return list(related.order_by("agency__code", "role"))


def roles_of(account: Account | AnonymousUser, on: date) -> dict[int, frozenset[str]]:
    """The roles that somebody has on a day, by the primary key of the agency."""
    found: dict[int, set[str]] = {}
    for one in held_by(account, on):
        found.setdefault(one.agency, set()).add(one.role)
    return {agency: frozenset(roles) for agency, roles in found.items()}


def may_administer(account: Account | AnonymousUser, agency: int, on: date) -> bool:
    """Whether somebody keeps the records of an agency: its administrator, or one above it."""
    kept = [pk for pk, roles in roles_of(account, on).items() if ADMINISTRATOR in roles]
    if not kept:
        return False
    tree = tree_at(on)
    at = stands_at(agency, tree)
    return at is not None and any(tree.is_within(at, pk) for pk in kept)


def stands_at(agency: int, tree: Tree) -> int | None:
    """The agency itself where it is in the tree; of one that has ended, or is yet to begin, the
    nearest above it that is there; None where there is none."""
    seen: set[int] = set()
    at: int | None = agency
    while at is not None and at not in tree.nodes and at not in seen:
        seen.add(at)
        places = Placement.objects.filter(agency=at).order_by("-from_on", "-pk")
        at = places.values_list("parent_id", flat=True).first()
    return at if at in tree.nodes else None


def appoint(
    number: str,
    name: str,
    agency: str,
    role: str,
    from_on: date,
    *,
    post: str = "",
) -> Assignment:
    """Give an officer (made if the number is new) a role in an agency from a day.

    The same role in the same agency that runs as long is kept as it is. Raises PeopleFault when
    there is no such agency on that day, the number is another person's, or the role is held in
    part of those days.
    """
    with transaction.atomic():
        where = Agency.objects.filter(of_day(from_on), code=agency).first()
        if where is None:
            raise PeopleFault("no_agency", agency=agency, day=from_on)
        officer, _ = Officer.objects.get_or_create(number=number, defaults={"name": name})
        if officer.name != name:
            raise PeopleFault("other_name", number=number, name=name)
        one = Assignment(officer=officer, agency=where, role=role, post=post, from_on=from_on)
        return _held(one)


def _held(wanted: Assignment) -> Assignment:
    """The role as the officer has it, or with it made. Raises PeopleFault for days half held."""
    # Of two who appoint at once the second sees what the first has done.
    Officer.objects.select_for_update().get(pk=wanted.officer_id)
    held = Assignment.objects.filter(
        officer=wanted.officer, agency=wanted.agency, role=wanted.role, stands_in_for=None
    )
    running = held.filter(of_day(wanted.from_on)).filter(_lasts(wanted.until_on)).first()
    if running is not None:
        return running
    _check_free(held, wanted.from_on, wanted.until_on)
    wanted.save(force_insert=True)
    return wanted


def _lasts(until_on: date | None) -> Q:
    """That a role holds at least until a day; without one, without end."""
    return Q(until_on=None) if until_on is None else Q(until_on=None) | Q(until_on__gte=until_on)


def _check_free(held: QuerySet[Assignment], from_on: date, until_on: date | None) -> None:
    """Raise PeopleFault where the officer has the role in part of those days already."""
    begins_before = Q() if until_on is None else Q(from_on__lt=until_on)
    other = held.filter(begins_before & (Q(until_on=None) | Q(until_on__gt=from_on))).first()
    if other is not None:
        raise PeopleFault("role_held", from_on=other.from_on, until_on=other.until_on)


def give_account(officer: Officer, username: str, password: str) -> Account:
    """Let an officer sign in. Raises PeopleFault when the name is taken, ValidationError when
    the password is too weak."""
    if officer.account is not None:
        raise PeopleFault("has_account", name=officer.name, username=officer.account.username)
    if Account.objects.filter(username__iexact=username).exists():
        raise PeopleFault("username_taken", username=username)
    account = Account(username=username, full_name=officer.name)
    validate_password(password, account)
    account.set_password(password)
    with transaction.atomic():
        account.save()
        officer.account = account
        officer.save(update_fields=["account"])
    return account


def end(assignment: Assignment, until_on: date) -> None:
    """End a role: it holds until the day before. Raises PeopleFault before its first day."""
    ends = assignment.until_on
    if until_on < assignment.from_on or (ends is not None and until_on > ends):
        raise PeopleFault("end_outside", found=until_on, from_on=assignment.from_on, until_on=ends)
    assignment.until_on = until_on
    assignment.save(update_fields=["until_on"])
    assignment.deputies.filter(Q(until_on=None) | Q(until_on__gt=until_on)).update(
        until_on=until_on
    )


def stand_in(deputy: Officer, absent: Assignment, from_on: date, until_on: date) -> Assignment:
    """Let somebody act in a role of another during absence. Raises PeopleFault when the days
    are not those of the role, or the deputy is the absent officer."""
    if absent.stands_in_for is not None:
        raise PeopleFault("deputy_of_deputy")
    if deputy.pk == absent.officer_id:
        raise PeopleFault("deputy_is_self")
    ends = absent.until_on
    if until_on <= from_on or from_on < absent.from_on or (ends is not None and until_on > ends):
        raise PeopleFault(
            "deputy_outside", found_from=from_on, found_until=until_on, from_on=absent.from_on,
            until_on=ends,
        )  # fmt: skip
    return Assignment.objects.create(
        officer=deputy, agency=absent.agency, role=absent.role, from_on=from_on,
        until_on=until_on, stands_in_for=absent,
    )  # fmt: skip


def hand_over(giver: Officer, taker: Officer, agency: Agency, on: date) -> list[Assignment]:
    """Move every role of an officer in an agency to another from a day on: a whole desk.

    Roles that begin later are moved from their own day; each keeps its last day. Raises
    PeopleFault when the taker has one of them in part of those days, and nothing is moved then.
    """
    if giver.pk == taker.pk:
        raise PeopleFault("taker_is_self")
    given = []
    with transaction.atomic():
        held = Assignment.objects.select_for_update().filter(
            Q(until_on=None) | Q(until_on__gt=on), officer=giver, agency=agency, stands_in_for=None
        )
        for one in list(held):
            day, last = max(on, one.from_on), one.until_on
            end(one, day)
            given.append(_held(Assignment(
                officer=taker, agency=agency, role=one.role, post=one.post, from_on=day,
                until_on=last,
            )))  # fmt: skip
    return given
