"""内部 -- which events of a case its parties do not see: those of internal actions, and whatever
takes one of them out of account.
"""

from __future__ import annotations

from plumbline.procedure import VOID, Case, Event


def is_internal(case: Case, event: Event) -> bool:
    """Whether an event is kept from the parties; a correction is, where what it corrects is."""
    if event.action == VOID:
        named = next((one for one in case.recorded.events if one.id == event.names), None)
        return named is not None and named.id != event.id and is_internal(case, named)
    action = case.definition.action(event.action)
    return action is not None and action.internal


def seen(case: Case, *, internal: bool) -> tuple[Event, ...]:
    """The recorded events of a case that somebody sees."""
    recorded = case.recorded.events
    return recorded if internal else tuple(one for one in recorded if not is_internal(case, one))
