"""机关建制变更 -- agencies added, renamed, moved and ended, and what has not happened yet undone.

Reorganisation ends one organ and lets another carry on its duties (行政处罚法#18.1 names who acts);
an agency is therefore ended on a day with its successor, and never removed once anything is of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from plumbline.store.administration.notes import Keeper, noted
from plumbline.store.agencies import PeopleFault, carried_on, tree_at
from plumbline.store.models import (
    Agency,
    Assignment,
    CaseParty,
    CaseRecord,
    EventRecord,
    FormerName,
    Placement,
)

FACTS = ("short_name", "kind", "level", "tier", "division", "address", "phone")
"""What of an agency has no day: the present value counts."""


@dataclass(frozen=True, slots=True)
class NewAgency:
    """What is said of an agency that is to be added; `facts` by the names in FACTS."""

    code: str
    name: str
    facts: dict[str, str]
    from_on: date | None = None


def add_below(keeper: Keeper, parent: Agency | None, new: NewAgency) -> Agency:
    """Add an agency under another (or at the top). Raises PeopleFault when the code is taken, or
    the parent does not exist on its first day."""
    with transaction.atomic():
        taken = Agency.objects.filter(code__iexact=new.code).first()
        if taken is not None:
            raise PeopleFault("code_taken", code=new.code, name=taken.name)
        if parent is not None and new.from_on is not None:
            _check_there(parent, new.from_on)
        one = Agency.objects.create(code=new.code, name=new.name, from_on=new.from_on, **new.facts)
        if parent is not None:
            Placement.objects.create(agency=one, parent=parent, from_on=new.from_on)
        above = {"parent": parent.name} if parent else {}
        after = {"name": new.name, "from_on": new.from_on, **above, **_said(new.facts)}
        noted(keeper, "added", new.code, {}, after)
    return one


def _said(facts: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if value}


def _check_there(agency: Agency, on: date) -> None:
    begun = agency.from_on is None or agency.from_on <= on
    if not begun or (agency.until_on is not None and agency.until_on <= on):
        raise PeopleFault(
            "not_there", name=agency.name, day=on, from_on=agency.from_on, until_on=agency.until_on
        )


def rename(keeper: Keeper, agency: Agency, name: str, on: date) -> None:
    """Give an agency another name from a day; the one until then is kept as a former name."""
    if name == agency.name:
        return
    with transaction.atomic():
        FormerName.objects.create(agency=agency, name=agency.name, until_on=on)
        noted(keeper, "renamed", agency.code, {"name": agency.name},
              {"name": name, "from_on": on})  # fmt: skip
        agency.name = name
        agency.save(update_fields=["name"])


def amend(keeper: Keeper, agency: Agency, facts: dict[str, str]) -> bool:
    """Correct what has no day, by the names in FACTS. Whether anything was different."""
    before = {name: getattr(agency, name) for name in facts}
    if before == facts:
        return False
    with transaction.atomic():
        Agency.objects.filter(pk=agency.pk).update(**facts)
        noted(keeper, "amended", agency.code, before, facts)
    agency.refresh_from_db()
    return True


def move(keeper: Keeper, agency: Agency, parent: Agency, on: date) -> None:
    """Let an agency stand under another from a day on. Raises PeopleFault for a loop, for the
    place where it stands, and for days on which either does not exist."""
    with transaction.atomic():
        _check_there(agency, on)
        _check_there(parent, on)
        tree = tree_at(on)
        if tree.is_within(parent.pk, agency.pk):
            raise PeopleFault("below_itself", name=parent.name)
        places = Placement.objects.select_for_update().filter(agency=agency)
        later = places.filter(from_on__gte=on)
        at = tree.nodes[agency.pk].parent
        if at == parent.pk and not later.exclude(parent=parent).exists():
            raise PeopleFault("same_place", name=parent.name)
        later.delete()
        running = places.filter(Q(until_on=None) | Q(until_on__gt=on))
        running.update(until_on=on)
        Placement.objects.create(agency=agency, parent=parent, from_on=on)
        before = {"parent": Agency.objects.get(pk=at).name} if at else {}
        noted(keeper, "moved", agency.code, before, {"parent": parent.name, "from_on": on})


def end_agency(keeper: Keeper, agency: Agency, on: date, successor: Agency | None) -> None:
    """End an agency: it exists until the day before. Its roles end with it, by computation.

    Raises PeopleFault when it has ended, agencies stand under it, the successor is not there, or
    there is none while open cases are its to handle, or to answer in.
    """
    with transaction.atomic():
        agency = Agency.objects.select_for_update().get(pk=agency.pk)
        if agency.until_on is not None:
            raise PeopleFault("ended_already", day=agency.until_on)
        _check_there(agency, on - timedelta(days=1))
        tree = tree_at(on)
        below = [tree.nodes[pk] for pk in tree.children.get(agency.pk, ())]
        if below:
            raise PeopleFault("has_below", count=len(below), day=on, name=below[0].name)
        if successor is not None:
            _check_there(successor, on)
        elif count := _open_cases(agency, on):
            raise PeopleFault("has_open_cases", count=count, name=agency.name)
        agency.until_on, agency.successor = on, successor
        agency.save(update_fields=["until_on", "successor"])
        after = {"until_on": on, "successor": successor.name if successor else None}
        noted(keeper, "ended", agency.code, {}, after)


def _open_cases(agency: Agency, on: date) -> int:
    """How many open cases an agency handles or is party to, in its own right or for one that it
    carries on."""
    codes = {agency.code, *carried_on([agency.code], on)}
    parties = CaseParty.objects.filter(agency__in=codes).values("case")
    concerned = Q(agency__in=codes) | Q(pk__in=parties)
    return CaseRecord.objects.filter(concerned, is_open=True).count()


@dataclass(frozen=True, slots=True)
class Undoable:
    """What of an agency has not happened yet, or has left no trace: any of it can be undone."""

    ending: date | None
    move: Placement | None
    adding: bool


def undoable(agency: Agency, today: date) -> Undoable:
    """What could be undone: an end or a move after today, and its being there at all."""
    ending = agency.until_on if agency.until_on and agency.until_on > today else None
    planned = Placement.objects.filter(agency=agency, from_on__gt=today).exclude(
        from_on=agency.from_on
    )
    return Undoable(ending, planned.select_related("parent").first(), not _traces(agency))


def _traces(agency: Agency) -> dict[str, int]:
    """How many of each kind of record refer to an agency."""
    counts = {
        "assignments": Assignment.objects.filter(agency=agency).count(),
        "agencies": Placement.objects.filter(parent=agency).count() + agency.predecessors.count(),
        "cases": CaseRecord.objects.filter(agency=agency.code).count()
        + EventRecord.objects.filter(agency=agency.code).count(),
        "names": agency.former_names.count(),
    }
    return {name: count for name, count in counts.items() if count}


def undo_end(keeper: Keeper, agency: Agency, today: date) -> None:
    """Let an agency that was to end after today go on. Raises PeopleFault for one that is not."""
    if agency.until_on is None or agency.until_on <= today:
        raise PeopleFault("nothing_planned")
    with transaction.atomic():
        before = {
            "until_on": agency.until_on,
            "successor": agency.successor.name if agency.successor else None,
        }
        agency.until_on, agency.successor = None, None
        agency.save(update_fields=["until_on", "successor"])
        noted(keeper, "end_undone", agency.code, before, {})


def undo_move(keeper: Keeper, agency: Agency, today: date) -> None:
    """Leave an agency that was to be moved after today where it stands."""
    with transaction.atomic():
        planned = undoable(agency, today).move
        if planned is None or planned.from_on is None:
            raise PeopleFault("nothing_planned")
        before = {"parent": planned.parent.name, "from_on": planned.from_on}
        Placement.objects.filter(agency=agency, until_on=planned.from_on).update(until_on=None)
        planned.delete()
        noted(keeper, "move_undone", agency.code, before, {})


def take_away(keeper: Keeper, agency: Agency) -> None:
    """Remove an agency that nothing refers to. Raises PeopleFault when something does."""
    with transaction.atomic():
        for what, count in _traces(agency).items():
            raise PeopleFault("is_used", what=what, count=count)
        place = Placement.objects.filter(agency=agency).select_related("parent").first()
        under = place.parent.code if place else agency.code
        before = {"code": agency.code, "name": agency.name}
        agency.delete()
        noted(keeper, "taken_away", under, before, {})
