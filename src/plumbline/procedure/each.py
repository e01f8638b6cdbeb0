"""各方 -- whom an event concerns, where a statute speaks to each of several and not to all at once.

Organs that acted together are respondents together (行政复议法#19.2): each is sent the copy, each
answers within its own ten days from the day on which it received it, and each is served. An action
that is for `each` of those named in a field concerns the one that acts, those that the event names,
or else all who are named; what is done once, those for whom it is not done yet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from plumbline.procedure.definition import LAW, Action, Condition
from plumbline.procedure.event import Event

if TYPE_CHECKING:
    from plumbline.procedure.case import Case


def several(value: object) -> tuple[str, ...]:
    """The agencies that a value names: one, some or none."""
    listed = value if isinstance(value, list | tuple) else (value,)
    return tuple(one for one in listed if isinstance(one, str) and one)


def concerned(
    case: Case, event: Event, action: Action, facts: Mapping[str, object]
) -> tuple[str, ...]:
    """Those of the named whom an event concerns; none where the action is not for each. The case
    is as it stood before, the facts are those with the event.
    """
    if not action.each:
        return ()
    named = several(facts.get(action.each))
    fields = case.definition.fields
    said = [
        one
        for name, value in event.data.items()
        if name in fields and fields[name].among == action.each
        for one in several(value)
    ]
    if chosen := tuple(one for one in named if one in said):
        return chosen
    role = case.definition.roles.get(event.role)
    acts = event.role == LAW or (role is not None and role.of == action.each)
    if acts and event.agency in named:
        return (event.agency,)
    if any(one.once for one in action.conditions):
        there = done(case, action.id)
        return tuple(one for one in named if one not in there) or named
    return named


def done(case: Case, *actions: str) -> set[str]:
    """Whom the standing events of some actions concern, taken together."""
    events = (event for one in actions for event in case.happened.get(one, ()))
    return {code for event in events for code in case.concerns.get(event.id, ())}


def is_for_all(case: Case, field: str, *actions: str) -> bool:
    """Whether one of some actions has happened for everyone whom a field names."""
    named = several(case.facts.get(field))
    happened = any(one in case.happened for one in actions)
    return happened and {*named} <= done(case, *actions)


def holds_for_each(
    case: Case, event: Event, condition: Condition, facts: Mapping[str, object]
) -> bool:
    """Whether a condition on what has happened holds, where some of that is for each of several;
    something that it names has happened.
    """
    actions = case.definition.actions
    action = actions.get(event.action)
    each = action.each if action else ""
    own = {*concerned(case, event, action, facts)} if action else set()
    if condition.once:
        return bool(each) and not own <= done(case, event.action)
    if condition.unless:
        there = [one for one in condition.unless if one in case.happened]
        return bool(each) and all(
            actions[one].each == each and own.isdisjoint(done(case, one)) for one in there
        )
    there = [one for one in condition.after if one in case.happened]
    return any(not actions[one].each for one in there) or any(
        _covers(case, there, field, own if field == each else several(facts.get(field)))
        for field in {actions[one].each for one in there}
    )


def _covers(case: Case, there: list[str], field: str, wanted: Collection[str]) -> bool:
    named = [one for one in there if case.definition.actions[one].each == field]
    return {*wanted} <= done(case, *named)
