"""人员变更 -- roles given, ended, stood in for and handed over; certificates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from plumbline.store import agencies
from plumbline.store.administration.notes import Keeper, noted
from plumbline.store.administration.roles import given_roles
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import Agency, Assignment, Certificate, Officer

WARNING: Final = timedelta(days=60)
"""How long before its end a certificate is on the list of those that end."""


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role that somebody is to have: `number` and `name` of the officer, made if new."""

    number: str
    name: str
    role: str
    from_on: date
    post: str = ""


def appoint(keeper: Keeper, agency: Agency, new: NewRole) -> Assignment:
    """Give a role in an agency. Raises PeopleFault as `agencies.appoint`, and for a role that
    there is not."""
    check_role(new.role)
    with transaction.atomic():
        before = Assignment.objects.filter(agency=agency).count()
        one = agencies.appoint(
            new.number, new.name, agency.code, new.role, new.from_on, post=new.post
        )
        if Assignment.objects.filter(agency=agency).count() > before:
            after = {"name": new.name, "role": new.role, "post": new.post or None,
                     "from_on": new.from_on}  # fmt: skip
            noted(keeper, "appointed", agency.code, {}, after, officer=new.number)
    return one


def check_role(role: str) -> None:
    """Raise PeopleFault for a role that nobody can be given."""
    codes = [one.code for one in given_roles()]
    if role not in codes:
        raise PeopleFault("unknown_role", role=role, allowed=", ".join(codes))


def end_role(keeper: Keeper, one: Assignment, until_on: date) -> None:
    """End a role from a day on. Raises PeopleFault for a day outside it."""
    with transaction.atomic():
        before = {"until_on": one.until_on}
        agencies.end(one, until_on)
        after = {"until_on": until_on, "name": one.officer.name, "role": one.role}
        noted(keeper, "role_ended", one.agency.code, before, after, officer=one.officer.number)


def stand_in(
    keeper: Keeper, deputy: Officer, absent: Assignment, from_on: date, until_on: date
) -> Assignment:
    """Let somebody act during absence. Raises PeopleFault as `agencies.stand_in`."""
    with transaction.atomic():
        made = agencies.stand_in(deputy, absent, from_on, until_on)
        after = {"name": deputy.name, "role": absent.role, "deputy_of": absent.officer.name,
                 "from_on": from_on, "until_on": until_on}  # fmt: skip
        noted(keeper, "deputised", absent.agency.code, {}, after, officer=deputy.number)
    return made


def desk_of(giver: Officer, agency: Agency, on: date) -> list[Assignment]:
    """What would move if an officer handed over the desk on a day: every role that runs then or
    begins later."""
    runs = Q(until_on=None) | Q(until_on__gt=on)
    rows = Assignment.objects.filter(runs, officer=giver, agency=agency, stands_in_for=None)
    return list(rows.order_by("role", "from_on"))


def hand_over(
    keeper: Keeper, giver: Officer, taker: Officer, agency: Agency, on: date
) -> list[Assignment]:
    """Move a whole desk to somebody else. Raises PeopleFault as `agencies.hand_over`, and when
    there is nothing to move."""
    with transaction.atomic():
        if not desk_of(giver, agency, on):
            raise PeopleFault("nothing_to_hand", name=giver.name, agency=agency.name, day=on)
        given = agencies.hand_over(giver, taker, agency, on)
        for one in given:
            after = {"name": taker.name, "role": one.role, "from_on": one.from_on}
            noted(keeper, "handed_over", agency.code, {"name": giver.name}, after,
                  officer=taker.number)  # fmt: skip
    return given


def correct_name(keeper: Keeper, officer: Officer, name: str) -> None:
    """Correct how a person is called, in the account too."""
    if name == officer.name:
        return
    with transaction.atomic():
        for code in _agencies_of(officer):
            noted(keeper, "person_renamed", code, {"name": officer.name}, {"name": name},
                  officer=officer.number)  # fmt: skip
        officer.name = name
        officer.save(update_fields=["name"])
        if officer.account is not None:
            officer.account.full_name = name
            officer.account.save(update_fields=["full_name"])


def _agencies_of(officer: Officer) -> list[str]:
    codes = Assignment.objects.filter(officer=officer).values_list("agency__code", flat=True)
    return sorted(set(codes))


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """A certificate as it is read from the paper; the last day is the day before `until_on`."""

    kind: str
    number: str
    from_on: date | None
    until_on: date | None


def keep_certificate(
    keeper: Keeper, agency: Agency, officer: Officer, new: NewCertificate
) -> Certificate:
    """Add a certificate, or correct the days of one that is there. Raises PeopleFault when the
    number is somebody else's or the days are turned round."""
    if new.from_on and new.until_on and new.until_on <= new.from_on:
        raise PeopleFault("days_order", from_on=new.from_on, until_on=new.until_on)
    with transaction.atomic():
        there = Certificate.objects.filter(kind=new.kind, number=new.number).first()
        if there is not None and there.officer_id != officer.pk:
            raise PeopleFault("certificate_taken")
        before = {} if there is None else {"from_on": there.from_on, "until_on": there.until_on}
        one, _ = Certificate.objects.update_or_create(
            kind=new.kind, number=new.number, officer=officer,
            defaults={"from_on": new.from_on, "until_on": new.until_on},
        )  # fmt: skip
        days = {"from_on": new.from_on, "until_on": new.until_on}
        if there is None or before != days:
            after = {"certificate": f"{new.kind} {new.number}", **days}
            noted(keeper, "certified", agency.code, before, after, officer=officer.number)
    return one


def take_certificate(keeper: Keeper, agency: Agency, one: Certificate) -> None:
    """Remove a certificate that was entered by mistake."""
    with transaction.atomic():
        before = {"certificate": f"{one.kind} {one.number}", "from_on": one.from_on,
                  "until_on": one.until_on}  # fmt: skip
        noted(keeper, "certificate_taken_away", agency.code, before, {}, officer=one.officer.number)
        one.delete()


@dataclass(frozen=True, slots=True)
class EndingCertificate:
    """A certificate that ends soon or has ended, and an agency in which its officer has a role."""

    certificate: Certificate
    agency: Agency


def ending_certificates(kept: Iterable[int], on: date) -> list[EndingCertificate]:
    """The certificates that end within WARNING, or have ended, of officers who have a role on the
    day in one of the agencies; the soonest first. Those of which the officer has another of the
    same kind that lasts longer are left out."""
    held = Assignment.objects.filter(agencies.of_day(on), agency__in=sorted(kept))
    places = {one.officer_id: one.agency for one in held.select_related("agency")}
    rows = Certificate.objects.filter(officer__in=held.values("officer")).select_related("officer")
    lasting: dict[tuple[int, str], date] = {}
    for one in rows:
        key = (one.officer_id, one.kind)
        lasting[key] = max(lasting.get(key, date.min), one.until_on or date.max)
    ending = [one for one in rows if lasting[one.officer_id, one.kind] <= on + WARNING
              and one.until_on == lasting[one.officer_id, one.kind]]  # fmt: skip
    ending.sort(key=lambda one: (lasting[one.officer_id, one.kind], one.number))
    return [EndingCertificate(one, places[one.officer_id]) for one in ending]
