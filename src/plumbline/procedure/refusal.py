"""不予 -- a lawful no as a value, and the words for what every procedure refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from plumbline.procedure.definition import LAW, Basis
from plumbline.procedure.event import Event

if TYPE_CHECKING:
    from plumbline.procedure.case import Case


@dataclass(frozen=True, slots=True)
class Refusal:
    """不予 -- a lawful no: its code, the words and the basis, and what would be lawful instead.

    `lawful` holds the ids of the actions that the same role may do on that day.
    """

    code: str
    words: str
    basis: Basis
    action: str
    on: date
    lawful: tuple[str, ...] = ()


def general(case: Case, event: Event, code: str, **named: str) -> Refusal:
    """A refusal that every procedure knows, in the words handed to its definition."""
    definition, action = case.definition, case.definition.action(event.action)
    stage, role = definition.stages.get(case.stage), definition.roles.get(event.role)
    roles = [definition.roles[one].title for one in (action.by if action else ()) if one != LAW]
    words = definition.words[code].format_map(
        {
            "action": action.title if action else event.action,
            "stage": stage.title if stage else "",
            "role": role.title if role else event.role,
            "roles": "、".join(roles),
            "day": event.on.isoformat(),
            **named,
        }
    )
    return Refusal(code, words, action.basis if action else Basis(), event.action, event.on)
