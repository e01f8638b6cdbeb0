"""机关树 -- which agencies there are on a day, and which stands under which.

A department stands under its government, and a government under the one above it
(地方各级人民代表大会和地方各级人民政府组织法#73.1.2): who supervises whom is in the tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Q

from plumbline.store.models import Agency, Placement
from plumbline.store.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Node:
    """An agency as it stands in the tree of a day; `parent` is None at the top."""

    pk: int
    code: str
    name: str
    kind: str
    level: str
    tier: str
    division: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Tree:
    """The agencies of a day by primary key, and those that stand directly under each."""

    on: date
    nodes: dict[int, Node]
    children: dict[int | None, tuple[int, ...]] = field(default_factory=dict)

    def above(self, pk: int) -> Iterator[Node]:
        """The agency and those above it, from below; a loop of placements ends it."""
        seen: set[int] = set()
        at: int | None = pk
        while at is not None and at in self.nodes and at not in seen:
            seen.add(at)
            yield self.nodes[at]
            at = self.nodes[at].parent

    def is_within(self, pk: int, above: int) -> bool:
        """Whether an agency is another, or stands under it at any depth."""
        return any(node.pk == above for node in self.above(pk))

    def below(self, pk: int) -> Iterator[Node]:
        """The agency and all under it, each before those under it."""
        waiting, seen = [pk], set()
        while waiting:
            at = waiting.pop()
            if at in self.nodes and at not in seen:
                seen.add(at)
                yield self.nodes[at]
                waiting.extend(reversed(self.children.get(at, ())))


def tree_at(on: date) -> Tree:
    """The tree as it stands on a day."""
    parents = dict(
        Placement.objects.filter(of_day(on)).order_by("pk").values_list("agency_id", "parent_id")
    )
    rows = Agency.objects.filter(of_day(on)).values_list(
        "pk", "code", "name", "kind", "level", "tier", "division"
    )
    nodes = {row[0]: Node(*row, parent=parents.get(row[0])) for row in rows}
    children: dict[int | None, list[int]] = {}
    for pk, node in nodes.items():
        above = node.parent if node.parent in nodes else None
        children.setdefault(above, []).append(pk)
    return Tree(on, nodes, {pk: tuple(below) for pk, below in children.items()})


_PARENTS: Final = Prepared(
    lambda agency, on: Placement.objects.filter(of_day(on), agency=agency).values_list(
        "parent", "parent__code"
    ),
    987_654_321,
    date(1987, 6, 5),
)


def codes_above(agencies: Collection[int], on: date) -> set[str]:
    """The codes of the agencies under which some others, by primary key, stand on a day: a
    question for each step up, where the tree would be a thousand agencies."""
    found: set[str] = set()
    waiting, seen = [*agencies], set[int]()
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            for parent, code in _PARENTS.rows(at, on):
                found.add(code)
                waiting.append(parent)
    return found


def of_day(on: date, of: str = "") -> Q:
    """The condition that something exists on a day: an unknown first day is always past.

    `of` leads to what has the days, such as `agency__`.
    """
    begun = Q(**{f"{of}from_on": None}) | Q(**{f"{of}from_on__lte": on})
    return begun & (Q(**{f"{of}until_on": None}) | Q(**{f"{of}until_on__gt": on}))
