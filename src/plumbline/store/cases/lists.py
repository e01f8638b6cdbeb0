"""案件列表 -- the questions that the desk and the lists ask of cases, answered from projections."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plumbline.procedure import Definition
from plumbline.procedure.findings import Finding, standing
from plumbline.store.access import FEW, Person, Way, handled_in, taken, ways
from plumbline.store.cases import content, words
from plumbline.store.cases.rows import cases_of
from plumbline.store.models import Agency, CaseParty, CaseRecord, CaseWord, Handling

STATES: Final = ("open", "late", "found", "closed")
SORTS: Final = {
    "due": ("-is_open", "due_on", "pk"),
    "opened": ("-opened_on", "pk"),
    "last": ("-last_on", "pk"),
}
FOUND_FIRST: Final = ("found_on", "pk")
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


@dataclass(frozen=True, slots=True)
class Found:
    """The cases on each way on which somebody comes to them, in one order.

    The ways are asked apart, since an index answers each of them and none their union; so are
    cases with a due day and those without, which come last, where databases differ.
    """

    ways: Sequence[QuerySet[CaseRecord]]
    order: tuple[str, ...] = SORTS["due"]

    def shown(self, first: int, end: int) -> list[CaseRecord]:
        """The cases of a list from one place to before another, counted from 0."""
        all_of = {one.pk: one for way in self.ways for one in self._first_of(way, end)}
        return sorted(all_of.values(), key=partial(_place, self.order))[first:end]

    def _first_of(self, way: QuerySet[CaseRecord], most: int) -> list[CaseRecord]:
        """The first cases of one way, stretch by stretch of its index."""
        found_: list[CaseRecord] = []
        for stretch in _stretches(self.order):
            if len(found_) < most:
                rows = way.filter(stretch).order_by(*self.order)
                found_ += rows[: most - len(found_)]
        return found_

    def counted(self) -> int:
        """How many cases there are, up to one more than COUNTED."""
        most = COUNTED + 1
        counts = [way.order_by()[:most].count() for way in self.ways]
        if most in counts:
            return most
        if sum(map(bool, counts)) < 2:  # then no case is counted twice
            return sum(counts)
        keys = {key for way in self.ways for key in way.order_by().values_list("pk", flat=True)}
        return min(len(keys), most)


def _stretches(order: tuple[str, ...]) -> list[Q]:
    """What a list in an order consists of, one after another."""
    if "due_on" not in order:
        return [Q()]
    days = [Q(due_on__isnull=False), Q(due_on=None)]
    if "-is_open" not in order:
        return days
    return [Q(is_open=is_open) & day for is_open in (True, False) for day in days]


def _place(order: tuple[str, ...], record: CaseRecord) -> tuple[object, ...]:
    """What a record is ordered by; one without a day comes last."""
    found_: list[object] = []
    for name in order:
        value = getattr(record, name.removeprefix("-"))
        if isinstance(value, date | bool):
            number = value.toordinal() if isinstance(value, date) else int(value)
            found_ += [False, -number if name.startswith("-") else number]
        else:
            found_ += [True, 0] if value is None else [value]
    return tuple(found_)


def found(who: Person, asked: Asked) -> Found:
    """The cases that somebody may see and has asked for."""
    rows = CaseRecord.objects.all()
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
    sought = [(one, _agencies_named(one)) for one in {*asked.words.split()}]
    on_ways = []
    for way in ways(who, _sure(who)):
        on_way = rows.filter(way.condition)
        for word, agencies in sought:
            on_way = on_way.filter(_named(way, word, agencies))
        on_ways.append(on_way)
    return Found(on_ways, SORTS.get(asked.sort, SORTS["due"]))


def _sure(who: Person) -> dict[str, list[str]]:
    """The procedures of which somebody handles every case of an agency of theirs, by its code."""
    known = {name: [*one.definitions.values()] for name, one in content.procedures().items()}
    return {
        code: [name for name, texts in known.items() if all(_handles(one, roles) for one in texts)]
        for code, roles in who.roles.items()
    }


def _handles(definition: Definition, roles: Collection[str]) -> bool:
    """Whether whoever has one of these roles in the agency that handles a case has it in every
    case: it is a role of that agency, which is named when a case begins."""
    seat = definition.seat
    is_named = all(seat in one.requires for one in definition.actions.values() if one.begins)
    return is_named and any(one.of == seat and one.id in roles for one in definition.roles.values())


def _state(state: str, on: date) -> Q:
    if state == "late":
        return Q(is_open=True, due_on__lt=on)
    if state == "found":
        return Q(found_on__lte=on)
    return Q(is_open=state != "closed")


def _agencies_named(word: str) -> list[str]:
    """The codes of the agencies whose name has a word in it."""
    return list(Agency.objects.filter(name__icontains=word).values_list("code", flat=True))


def _named(way: Way, word: str, agencies: Sequence[str]) -> Q:
    """A word finds a number, an agency that is party, or, for those who handle the case, the name
    of a person."""
    sought = words.in_number(word)
    if way.agencies:
        sought = _few(words.found(way.agencies, word, names=False), sought)
    if way.with_names:
        names = words.found(way.agencies, word, names=True)
        sought |= _few(names, Q(Exists(names.filter(case=OuterRef("pk")))))
    if agencies:
        parties = CaseParty.objects.filter(case=OuterRef("pk"), agency__in=agencies)
        sought |= Q(Exists(parties))
    return sought


def _few(rows: QuerySet[CaseWord], otherwise: Q) -> Q:
    """The condition that a case is among those of some rows, which are named where they are few;
    more stand so close in a list that it is read from its start."""
    keys = list(rows.values_list("case", flat=True)[: FEW + 1])
    return Q(pk__in=keys) if len(keys) <= FEW else otherwise


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
    found: Section
    unassigned: Section
    waiting: Section
    days: Mapping[date, int]


def desk(who: Person) -> DeskPage:
    """What is mine, what is due, where something was found, what nobody has taken, and what waits
    for others."""
    open_ = CaseRecord.objects.filter(is_open=True)
    sure = _sure(who)
    on_ways = [open_.filter(way.condition) for way in ways(who, sure)]
    handled = [open_.filter(one) for one in handled_in(who, sure).values()]
    awaited = _awaited(who)
    running = Handling.objects.filter(until_on=None).values("case")
    return DeskPage(
        mine=_section([rows.filter(taken(who)) for rows in on_ways]),
        due=_section([rows.filter(awaited, due_on__lte=who.on + NEAR) for rows in on_ways]),
        found=_section([rows.filter(found_on__lte=who.on) for rows in handled], FOUND_FIRST),
        unassigned=_section([rows.exclude(pk__in=running) for rows in handled]),
        waiting=_section([rows.filter(~awaited).exclude(due_role="") for rows in handled]),
        days=due_days(who, who.on, who.on + timedelta(days=62)),
    )


def _awaited(who: Person) -> Q:
    """The condition on case records in which a role is awaited that somebody has there."""
    found_ = Q(pk__in=())
    for code, roles in who.roles.items():
        parties = CaseParty.objects.filter(
            case=OuterRef("pk"), agency=code, role=OuterRef("due_role")
        )
        found_ |= Q(Exists(parties), due_role__in=sorted(roles))
    return found_


def findings_in(records: Sequence[CaseRecord], on: date) -> dict[uuid.UUID, Sequence[Finding]]:
    """What stands to be answered in each of some cases on a day; those without are left out, and
    those of a procedure that there is no more."""
    readable = [one for one in records if one.procedure in content.procedures()]
    known = {key: standing(case, on) for key, case in cases_of(readable).items()}
    return {key: ones for key, ones in known.items() if ones}


def due_days(who: Person, first: date, last: date) -> dict[date, int]:
    """How many of the open cases that somebody handles or has taken end on each day."""
    open_ = CaseRecord.objects.filter(is_open=True, due_on__range=(first, last))
    handled = handled_in(who, _sure(who)).values()
    own = open_.filter(taken(who))
    for one in handled:
        own = own.exclude(one)
    days: Counter[date] = Counter()
    for rows in (own, *(open_.filter(one) for one in handled)):
        for day, total in rows.order_by().values_list("due_on").annotate(total=Count("pk")):
            days[day] += total
    return dict(sorted(days.items()))


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


def _section(
    on_ways: Sequence[QuerySet[CaseRecord]], order: tuple[str, ...] = ("due_on", "pk")
) -> Section:
    found_ = Found(on_ways, order)
    return Section(found_.shown(0, SHOWN), found_.counted())


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
