"""机关页 -- what a list shows of agencies on a day, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from plumbline.store.agencies.people import roles_of
from plumbline.store.agencies.tree import Node, Tree, of_day, tree_at
from plumbline.store.models import Account, Agency, Assignment


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """An agency on a day. `node` is None on a day on which it does not exist; `people` is None
    for whoever may not see them."""

    agency: Agency
    node: Node | None
    above: Sequence[Node]
    below: Sequence[Node]
    people: Sequence[Assignment] | None
    predecessors: Sequence[Agency]


def find(on: date, words: str = "", *, kind: str = "", level: str = "") -> list[Node]:
    """The agencies of a day whose name or code has all words, by code."""
    wanted = words.split()
    return sorted(
        (
            node
            for node in tree_at(on).nodes.values()
            if (not kind or node.kind == kind)
            and (not level or node.level == level)
            and all(word in node.name or word in node.code for word in wanted)
        ),
        key=lambda node: node.code,
    )


def page_of(code: str, on: date, reader: Account | AnonymousUser, today: date) -> AgencyPage | None:
    """The page of an agency on a day as somebody may see it; None if there never was one.

    People are shown to whoever is, today, an officer of the agency or of one above it.
    """
    agency = Agency.objects.select_related("successor").filter(code=code).first()
    if agency is None:
        return None
    tree = tree_at(on)
    node = tree.nodes.get(agency.pk)
    above = list(tree.above(agency.pk))[:0:-1] if node else []
    below = [tree.nodes[pk] for pk in tree.children.get(agency.pk, ())] if node else []
    people = _people(agency, on) if _sees_people(agency.pk, tree, reader, today) else None
    return AgencyPage(
        agency, node, above, sorted(below, key=lambda one: one.code), people,
        list(agency.predecessors.order_by("code")),
    )  # fmt: skip


def _sees_people(agency: int, then: Tree, reader: Account | AnonymousUser, today: date) -> bool:
    roles = roles_of(reader, today)
    if not roles:
        return False
    now = tree_at(today)
    tree = now if agency in now.nodes else then  # one that has ended stands where it last stood
    return any(tree.is_within(agency, own) for own in roles)


def _people(agency: Agency, on: date) -> list[Assignment]:
    rows = Assignment.objects.filter(of_day(on), agency=agency)
    return list(
        rows.select_related("officer", "stands_in_for__officer").order_by("role", "officer__number")
    )
