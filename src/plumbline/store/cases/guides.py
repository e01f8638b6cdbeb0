"""指引 -- the guide to a procedure, asked of the agencies that there are on a day."""

from __future__ import annotations

from datetime import date
from functools import cache

from plumbline.clock import Clocks
from plumbline.law import clocks
from plumbline.law.guides import load_guides
from plumbline.procedure.competence import Organ, Organs, institution_of
from plumbline.procedure.definition import Definition
from plumbline.procedure.guide import Answer, Guide, Said
from plumbline.procedure.guide import answer as _answer
from plumbline.procedure.texts import in_force
from plumbline.store.agencies import tree_at
from plumbline.store.cases import content
from plumbline.store.models import Agency


@cache
def _guides(procedure: str) -> dict[date, Guide]:
    return dict(load_guides(procedure, added=content.added()))


@cache
def _clocks() -> Clocks:
    return clocks.clocks(content.added())


def guide(procedure: str, on: date) -> tuple[Guide, Definition]:
    """The guide and the definition in force on a day. Raises LookupError where one is missing."""
    found = [one for day, one in _guides(procedure).items() if day <= on]
    definition = in_force(content.procedure(procedure).definitions, on)
    if not found or definition is None:
        raise LookupError(f"{procedure}: no guide is in force on {on}")
    return max(found, key=lambda one: one.from_day), definition


def organs(on: date) -> Organs:
    """The agencies of a day, as the rules of competence ask of them."""
    tree = tree_at(on)
    found = {}
    for one in tree.nodes.values():
        over = tree.nodes.get(one.parent) if one.parent is not None else None
        parent = over.code if over else ""
        found[one.code] = Organ(one.code, one.name, one.kind, one.level, one.division, parent)
    return Organs(found)


def answer(procedure: str, said: Said, there: Organs, on: date) -> Answer:
    """What can be found of an act on a day. Raises LookupError where there is no guide then."""
    asked, definition = guide(procedure, on)
    omission = _clocks().clock(asked.omission, on)
    return _answer(asked, definition, said, there, content.calendar(), omission, on)


def institutions(procedure: str, on: date) -> list[tuple[Agency, Agency]]:
    """Each government with the institution that handles cases for it, by code."""
    asked, _ = guide(procedure, on)
    there = organs(on)
    governments = (one for one in there.by_code.values() if one.kind == "government")
    pairs = ((one, institution_of(asked.rules, one, there)) for one in governments)
    codes = {one.code: found.code for one, found in pairs if found is not None}
    rows = Agency.objects.in_bulk([*codes, *codes.values()], field_name="code")
    return [(rows[one], rows[codes[one]]) for one in sorted(codes)]
