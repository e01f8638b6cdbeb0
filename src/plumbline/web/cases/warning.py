"""提示 -- what whoever does something in a case should know first, and may do it nevertheless."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from plumbline.procedure import Case, Definition, Event
from plumbline.procedure.case import refusal_of
from plumbline.procedure.fields import COMMITMENT
from plumbline.procedure.findings import Finding, findings

_SEALED: Final = {COMMITMENT: f"sha256:{'A' * 43}="}


def warned(case: Case, draft: Event) -> list[Finding]:
    """The findings that an event would leave, itself with personal values in the open.

    None where it would be refused, since the refusal says more; what needs reasons is refused
    without them.
    """
    if refusal_of(case, replace(draft, data=sealed(case.definition, draft.data))):
        return []
    return [one for one in findings(case, draft) if one.severity == "warn"]


def sealed(definition: Definition, stated: Mapping[str, Any]) -> dict[str, Any]:
    """What is stated, with something in place of each personal value, as the kernel sees it."""
    found: dict[str, Any] = {}
    for name, value in stated.items():
        field = definition.fields.get(name)
        if field is not None and field.personal:
            found[name] = [_SEALED] * len(value) if isinstance(value, list) else _SEALED
        else:
            found[name] = value
    return found
