"""条件 -- what must hold for an event: the conditions of its action, and of whoever records it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from plumbline.procedure.definition import Action, Condition, applies
from plumbline.procedure.each import holds_for_each, several
from plumbline.procedure.event import Event

if TYPE_CHECKING:
    from plumbline.procedure.case import Case


def conditions(case: Case, event: Event, action: Action) -> tuple[Condition, ...]:
    """The conditions that an event is asked, each once."""
    if not event.agency:
        return action.conditions
    return tuple(dict.fromkeys((*action.conditions, *_recording(case, event))))


def _recording(case: Case, event: Event) -> Iterator[Condition]:
    """The conditions of the roles that write down what a party did, when an officer does so for
    it: one who is barred from the case does not act in it under the party's name either.
    """
    roles = case.definition.roles
    role = roles.get(event.role)
    if role is None or event.agency in several(case.facts.get(role.of, event.data.get(role.of))):
        return
    for recorder in role.recorded_by:
        if recorder in roles:
            yield from roles[recorder].conditions


def holds(case: Case, event: Event, condition: Condition, facts: Mapping[str, object]) -> bool:
    """Whether a condition holds for an event, or does not apply; `facts` are those with it."""
    if not applies(condition.when, facts):
        return True
    if condition.guard:
        return case.definition.guards[condition.guard](case, event)
    named = (event.action,) if condition.once else condition.unless or condition.after
    there = [one for one in named if one in case.happened]
    if not there:
        return not condition.after
    actions = case.definition.actions
    if any(actions[one].each for one in there):
        return holds_for_each(case, event, condition, facts)
    return bool(condition.after)
