"""管辖范围 -- which agencies and people an administrator keeps on a day."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from plumbline.store.agencies import (
    ADMINISTRATOR,
    Node,
    may_administer,
    of_day,
    roles_of,
    stands_at,
    tree_at,
)
from plumbline.store.models import Account, Agency, Assignment, Officer, Placement


def tops_of(account: Account | AnonymousUser, on: date) -> list[Node]:
    """The agencies of which somebody is administrator, without those under another of them."""
    tree = tree_at(on)
    kept = {
        pk for pk, roles in roles_of(account, on).items()
        if ADMINISTRATOR in roles and pk in tree.nodes
    }  # fmt: skip
    tops = [pk for pk in kept if not any(up.pk in kept for up in list(tree.above(pk))[1:])]
    return sorted((tree.nodes[pk] for pk in tops), key=lambda node: node.code)


def kept_agencies(account: Account | AnonymousUser, on: date) -> frozenset[int]:
    """The primary keys of all agencies that somebody administers, ended ones among them."""
    tree = tree_at(on)
    inside = {node.pk for top in tops_of(account, on) for node in tree.below(top.pk)}
    if not inside:
        return frozenset()
    others = Agency.objects.exclude(pk__in=tree.nodes).values_list("pk", flat=True)
    return frozenset(inside | {pk for pk in others if stands_at(pk, tree) in inside})


def may_place(account: Account | AnonymousUser, agency: Agency, on: date) -> bool:
    """Whether somebody decides where an agency stands and how long: an administrator above it,
    or its own where it stands at the top."""
    node = tree_at(on).nodes.get(agency.pk)
    parent = node.parent if node else _last_parent(agency)
    return may_administer(account, parent or agency.pk, on)


def _last_parent(agency: Agency) -> int | None:
    places = Placement.objects.filter(agency=agency).order_by("-from_on", "-pk")
    return places.values_list("parent_id", flat=True).first()


def may_keep_officer(account: Account | AnonymousUser, officer: Officer, on: date) -> bool:
    """Whether an officer's account and certificates are somebody's to keep: all agencies in which
    the officer has or will have roles (or last had them) are.

    Else an administrator of one district could take over the account of an officer of two.
    """
    running = Q(until_on=None) | Q(until_on__gt=on)
    rows = Assignment.objects.filter(officer=officer)
    agencies = set(rows.filter(running).values_list("agency", flat=True))
    agencies = agencies or set(rows.order_by("-until_on").values_list("agency", flat=True)[:1])
    kept = kept_agencies(account, on)
    return bool(agencies) and agencies <= kept


def may_lock_officer(account: Account | AnonymousUser, officer: Officer, on: date) -> bool:
    """Whether somebody may lock an officer's account: one role that the officer has that day is in
    an agency of theirs, or all are theirs to keep.

    Else an administrator elsewhere who gives the officer a role would leave their own none.
    """
    held = Assignment.objects.filter(of_day(on), of_day(on, "agency__"), officer=officer)
    here = {*held.values_list("agency", flat=True)} & kept_agencies(account, on)
    return bool(here) or may_keep_officer(account, officer, on)
