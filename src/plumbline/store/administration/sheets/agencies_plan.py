"""机关表 -- what the rows of agencies would do, seen against the agencies as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from plumbline.store.administration.sheets.plan import FieldChange, Planned, changed, planned
from plumbline.store.administration.sheets.rows import Line
from plumbline.store.administration.structure import FACTS
from plumbline.store.agencies import Tree, tree_at
from plumbline.store.models import Agency, Placement

_FOR_NEW = ("name", "kind", "level")


@dataclass(slots=True)
class AgencyState:
    """The agencies by code as they are; `kept` are those that may be changed, None for all."""

    tree: Tree
    kept: frozenset[int] | None
    there: dict[str, Agency]
    parents: dict[str, str | None]
    coming: dict[str, Line] = field(default_factory=dict)

    @classmethod
    def of(cls, on: date, kept: frozenset[int] | None) -> AgencyState:
        """Read it for a day."""
        rows = {one.pk: one for one in Agency.objects.select_related("successor")}
        last = Placement.objects.order_by("from_on", "pk").values_list("agency_id", "parent_id")
        under: dict[int, int | None] = dict(last)
        tree = tree_at(on)
        under |= {pk: node.parent for pk, node in tree.nodes.items()}
        parents = {
            one.code: rows[up].code if (up := under.get(pk)) in rows else None
            for pk, one in rows.items()
        }
        return cls(tree, kept, {one.code: one for one in rows.values()}, parents)

    def keeps(self, code: str) -> bool:
        """Whether an agency may be changed: one that is there, or comes under such a one."""
        if self.kept is None:
            return True
        seen: set[str] = set()
        while code not in self.there:
            line = self.coming.get(code)
            if line is None or code in seen:
                return False
            seen.add(code)
            code = line.text("parent")
        return self.there[code].pk in self.kept

    def is_known(self, code: str) -> bool:
        """Whether an agency is there, or would be."""
        return code in self.there or code in self.coming

    def begins(self, code: str) -> date | None:
        """The first day of an agency that is there or would be."""
        if code in self.coming:
            return self.coming[code].day("from_on")
        return self.there[code].from_on

    def ends(self, code: str) -> date | None:
        """The day on which it is no longer there."""
        if code in self.coming:
            return self.coming[code].day("until_on")
        return self.there[code].until_on


def plan_agencies(lines: Sequence[Line], state: AgencyState) -> list[Planned]:
    """The outcome of each row; `state.coming` then holds the new ones that are possible."""
    first: dict[str, Line] = {}
    for line in lines:
        code = line.text("code")
        if code and code in first:
            line.fail("code", "twice", code, first[code].number)
        elif code:
            first[code] = line
    state.coming |= {
        code: line for code, line in first.items() if code not in state.there and not line.faults
    }
    for line in lines:
        _check(line, state)
    while lost := [code for code, line in state.coming.items() if _is_lost(line, state)]:
        for code in lost:
            del state.coming[code]
    _check_loops(first, state)
    return [planned(line, _changes(line, state), is_new=_is_new(line, state)) for line in lines]


def _is_new(line: Line, state: AgencyState) -> bool:
    return line.text("code") not in state.there


def _is_lost(line: Line, state: AgencyState) -> bool:
    """Whether a new agency cannot be, itself or because the one above it cannot be."""
    parent = line.text("parent")
    if not line.faults and parent and not state.is_known(parent):
        line.fail("parent", "no_agency", parent)
    return bool(line.faults)


def _check(line: Line, state: AgencyState) -> None:
    code = line.text("code")
    if not code:
        return
    if _is_new(line, state):
        _check_new(line, state)
    elif not state.keeps(code):
        line.fail("code", "out_of_reach", code)
    else:
        _check_place(line, state)
    successor = line.text("successor")
    if successor and not state.is_known(successor):
        line.fail("successor", "no_agency", successor)
    begins = line.day("from_on") or (None if _is_new(line, state) else state.begins(code))
    ends = line.day("until_on")
    if begins and ends and ends <= begins:
        line.fail("until_on", "days_order", ends, begins)
    if ends and (below := _below(code, ends, state)):
        line.fail("until_on", "has_below", below)


def _check_new(line: Line, state: AgencyState) -> None:
    taken = {code.lower(): code for code in state.there}.get(line.text("code").lower())
    if taken is not None:
        line.fail("code", "code_taken", line.text("code"), taken)
    failed = {fault.field for fault in line.faults}
    for name in _FOR_NEW:
        if name not in line.values and name not in failed:
            line.fail(name, "required")
    parent = line.text("parent")
    if not parent and state.kept is not None and "parent" not in failed:
        line.fail("parent", "required")
    elif parent and not state.is_known(parent):
        line.fail("parent", "no_agency", parent)
    elif parent and not state.keeps(parent):
        line.fail("parent", "out_of_reach", parent)


def _check_place(line: Line, state: AgencyState) -> None:
    """Where an agency stands, and its days, are for whoever keeps the one above it."""
    code, parent = line.text("code"), line.text("parent")
    above, one = state.parents[code], state.there[code]
    moves = bool(parent) and parent != above
    days = {name: line.day(name) for name in ("from_on", "until_on")}
    dated = any(day is not None and day != getattr(one, name) for name, day in days.items())
    if (moves or dated) and not state.keeps(above or code):
        line.fail("parent" if moves else "until_on", "out_of_reach", above or code)
    if not moves:
        return
    if not state.is_known(parent):
        line.fail("parent", "no_agency", parent)
    elif not state.keeps(parent):
        line.fail("parent", "out_of_reach", parent)
    elif one.pk not in state.tree.nodes:
        line.fail("parent", "not_there", one.name, state.tree.on)


def _below(code: str, ends: date, state: AgencyState) -> str:
    """The name of an agency that would still stand under one that ends, or nothing."""
    one = state.there.get(code)
    if one is None or one.until_on == ends:
        return ""
    children = (state.tree.nodes[pk].code for pk in state.tree.children.get(one.pk, ()))
    return next((state.there[child].name for child in children
                 if not (last := state.ends(child)) or last > ends), "")  # fmt: skip


def _check_loops(first: dict[str, Line], state: AgencyState) -> None:
    above = dict(state.parents)
    for code, line in first.items():
        if not line.faults and line.text("parent"):
            above[code] = line.text("parent")
    for code, line in first.items():
        at, seen = above.get(code), {code}
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == code and not line.faults:
            line.fail("parent", "loop", line.text("parent"))
            state.coming.pop(code, None)


def _changes(line: Line, state: AgencyState) -> list[FieldChange]:
    """What would be different; a blank cell leaves what is there."""
    one = state.there.get(line.text("code"))
    old: dict[str, object] = {}
    if one is not None:
        old = {name: getattr(one, name) for name in ("name", *FACTS, "from_on", "until_on")}
        old["parent"] = state.parents[one.code]
        old["successor"] = one.successor.code if one.successor else None
    return [
        changed(name, old.get(name), value)
        for name, value in line.values.items()
        if name != "code" and _differs(old.get(name), value)
    ]


def _differs(old: object, new: object) -> bool:
    return (old.strip() if isinstance(old, str) else old) != new
