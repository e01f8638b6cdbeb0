"""内部 -- which events of a case its parties do not see: those of internal actions, and whatever
takes one of them out of account or issues a paper of one.
"""

from __future__ import annotations

from plumbline.procedure import ISSUE, VOID, Case, Event


def is_internal(case: Case, event: Event) -> bool:
    """Whether an event is kept from the parties; a correction and an issue are, where what
    they name is.
    """
    if event.action in (VOID, ISSUE):
        said = event.data.get("event")
        named = next((one for one in case.recorded.events if one.id == said), None)
        return named is not None and named.id != event.id and is_internal(case, named)
    action = case.definition.action(event.action)
    return action is not None and action.internal


def seen(case: Case, *, internal: bool) -> tuple[Event, ...]:
    """The recorded events of a case that somebody sees."""
    recorded = case.recorded.events
    return recorded if internal else tuple(one for one in recorded if not is_internal(case, one))
