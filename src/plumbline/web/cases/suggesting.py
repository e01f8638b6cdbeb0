"""预填 -- what the form of an action shows at first, before anything is typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from plumbline.procedure import Definition
from plumbline.procedure.definition import Action
from plumbline.store.access import Actor


def suggested_by(
    request: HttpRequest, definition: Definition, action: Action, actor: Actor
) -> dict[str, Any]:
    """What the form shows at first: what the address says, and the officer's own agency."""
    asked = {*action.requires, *action.allows}
    found = suggested(request, definition, action)
    if actor.agency and definition.seat in asked:
        found.setdefault(definition.seat, actor.agency)
    return found


def suggested(request: HttpRequest, definition: Definition, action: Action) -> dict[str, Any]:
    """What the address says for the fields of an action."""
    asked = {*action.requires, *action.allows}
    said = {name: value for name, value in request.GET.items() if name in asked}
    found: dict[str, Any] = {}
    for name, value in said.items():
        kind = definition.fields[name].type
        found[name] = value == "true" if kind == "yes_no" else value
    return found
