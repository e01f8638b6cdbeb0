"""适用 -- which text of a procedure is in force on a day, and which one governs a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from plumbline.procedure.definition import Definition
from plumbline.procedure.event import Event, ordered, voided


def in_force(definitions: Mapping[date, Definition], day: date) -> Definition | None:
    """The definition in force on a day; None before the first."""
    begun = [start for start in definitions if start <= day]
    return definitions[max(begun)] if begun else None


def latest(definitions: Mapping[date, Definition]) -> Definition:
    """The definition that takes effect last, be it in force yet or not; there must be one."""
    return definitions[max(definitions)]


def governing(
    definitions: Mapping[date, Definition], events: Iterable[Event], on: date
) -> Definition | None:
    """The definition that governs a case on a day, by the transitional rules of the texts.

    The text of the day on which the deciding action was done governs, until a later text that
    says so takes pending cases over. Before that action the text of the day asked governs; None
    before the first.
    """
    actions = {id for one in definitions.values() for id in one.transition.decided_by}
    listed = ordered(events)
    gone = voided(listed)
    stand = (one.on for one in listed if one.action in actions and one.id not in gone)
    decided_on = min(stand, default=on)
    found = in_force(definitions, decided_on)
    for start in sorted(definitions):
        if decided_on < start <= on and definitions[start].transition.pending == "moves":
            found = definitions[start]
    return found
