"""案件列表 -- the questions that the desk and the lists ask of cases, answered from projections."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from plumbline.procedure.findings import Finding, standing
from plumbline.store.access import Person, handled, taken, visible
from plumbline.store.cases import content
from plumbline.store.cases.rows import cases_of
from plumbline.store.models import Agency, CaseParty, CaseRecord, Handling, PersonalValue

STATES: Final = ("open", "late", "closed")
SORTS: Final = {
    "due": ("due_on", "pk"),
    "opened": ("-opened_on", "pk"),
    "last": ("-last_on", "pk"),
}
COUNTED: Final = 2_000
"""Cases are counted up to here; how many more there are, nobody needs to know at once."""

NEAR: Final = timedelta(days=7)
SHOWN: Final = 12  # cases in one section of the desk


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of cases is asked for; empty is everything."""

    words: str = ""
    procedure: str = ""
    stage: str = ""
    state: str = ""
    agency: str = ""
    due_from: date | None = None
    due_until: date | None = None
    own: bool = False
    sort: str = "due"


def found(who: Person, asked: Asked) -> QuerySet[CaseRecord]:
    """The cases that somebody may see and has asked for."""
    rows = CaseRecord.objects.filter(visible(who))
    exact = {"procedure": asked.procedure, "stage": asked.stage, "agency": asked.agency}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.state:
        rows = rows.filter(_state(asked.state, who.on))
    if asked.due_from:
        rows = rows.filter(is_open=True, due_on__gte=asked.due_from)
    if asked.due_until:
        rows = rows.filter(is_open=True, due_on__lte=asked.due_until)
    if asked.own:
        rows = rows.filter(taken(who))
    for word in asked.words.split():
        rows = rows.filter(_named(who, word))
    first, second = SORTS.get(asked.sort, SORTS["due"])
    if asked.sort == "due":
        return rows.order_by("-is_open", first, second)
    return rows.order_by(first, second)


def counted(rows: QuerySet[CaseRecord]) -> int:
    """How many cases there are, up to COUNTED."""
    return rows.order_by()[: COUNTED + 1].count()


def _state(state: str, on: date) -> Q:
    if state == "late":
        return Q(is_open=True, due_on__lt=on)
    return Q(is_open=state != "closed")


def _named(who: Person, word: str) -> Q:
    """A word is part of the number, of an agency that is party, or, in the cases that one's own
    agency handles, of the name of a person."""
    persons = PersonalValue.objects.filter(value__name__icontains=word, erased_at=None)
    named = Agency.objects.filter(name__icontains=word).values("code")
    agencies = CaseParty.objects.filter(agency__in=named).values("case")
    by_person = Q(
        pk__in=CaseRecord.objects.filter(handled(who), events__personal__in=persons).values("pk")
    )
    return Q(number__icontains=word) | Q(pk__in=agencies) | by_person


@dataclass(frozen=True, slots=True)
class Section:
    """Some cases of the desk, and how many there are in all."""

    cases: Sequence[CaseRecord]
    total: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """An officer's desk on a day."""

    mine: Section
    due: Section
    unassigned: Section
    waiting: Section
    days: Mapping[date, int]


def desk(who: Person) -> DeskPage:
    """What is mine, what is due, what nobody has taken, and what waits for others."""
    open_ = CaseRecord.objects.filter(is_open=True)
    handled_here = open_.filter(handled(who))
    to_do = open_.filter(_awaited(who))
    others = handled_here.exclude(_awaited(who)).exclude(due_role="")
    running = Handling.objects.filter(until_on=None).values("case")
    return DeskPage(
        mine=_section(open_.filter(taken(who), visible(who))),
        due=_section(to_do.filter(due_on__lte=who.on + NEAR)),
        unassigned=_section(handled_here.exclude(pk__in=running)),
        waiting=_section(others),
        days=due_days(who, who.on, who.on + timedelta(days=62)),
    )


def _awaited(who: Person) -> Q:
    """The condition on case records in which a role is awaited that somebody has there."""
    found_ = Q(pk__in=())
    for code, roles in who.roles.items():
        for role in sorted(roles):
            parties = CaseParty.objects.filter(agency=code, role=role).values("case")
            found_ |= Q(due_role=role, pk__in=parties)
    return found_


def findings_in(records: Sequence[CaseRecord], on: date) -> dict[uuid.UUID, Sequence[Finding]]:
    """What stands to be answered in each of some cases on a day; those without are left out."""
    known = {key: standing(case, on) for key, case in cases_of(records).items()}
    return {key: ones for key, ones in known.items() if ones}


def due_days(who: Person, first: date, last: date) -> dict[date, int]:
    """How many of the open cases that somebody handles or is party to end on each day."""
    rows = CaseRecord.objects.filter(
        handled(who) | taken(who), is_open=True, due_on__range=(first, last)
    )
    counted_rows = rows.values_list("due_on").annotate(total=Count("pk")).order_by("due_on")
    return {day: total for day, total in counted_rows if day is not None}


def own_cases(who: Person) -> list[CaseRecord]:
    """The cases to which a person is a party with their own account, the last first."""
    parties = CaseParty.objects.filter(account=who.account.pk).values("case")
    return list(CaseRecord.objects.filter(pk__in=parties).order_by("-last_on", "pk"))


def parties_of(records: Iterable[CaseRecord]) -> dict[uuid.UUID, list[CaseParty]]:
    """The parties of several cases, in one query."""
    found_: dict[uuid.UUID, list[CaseParty]] = {}
    for party in CaseParty.objects.filter(case__in=[one.pk for one in records]):
        found_.setdefault(party.case_id, []).append(party)
    return found_


def _section(rows: QuerySet[CaseRecord]) -> Section:
    return Section(list(rows.order_by("due_on", "pk")[:SHOWN]), counted(rows))


def titles(record: CaseRecord) -> tuple[str, str, str]:
    """The titles of a case's procedure, of its stage and of the clock that ends next; the codes
    where the procedure is not known any more.
    """
    try:
        definition = content.definition_of(record.procedure, record.revision)
    except LookupError:
        return record.procedure, record.stage, record.due_clock
    stage, clock = definition.stages.get(record.stage), definition.clocks.get(record.due_clock)
    return (
        definition.title,
        stage.title if stage else record.stage,
        clock.title if clock else record.due_clock,
    )
