"""取值 -- what a case gives a form: its facts, the days of its actions, the ends of its clocks.

Personal values are not in a case; whoever may read them hands them in, opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from plumbline.papers.form import GENERAL, Asked, Form
from plumbline.papers.value import Value, value_of
from plumbline.procedure.case import Case
from plumbline.procedure.definition import Definition
from plumbline.procedure.fields import COMMITMENT


def gather(form: Form, case: Case, stated: Mapping[str, object]) -> dict[str, Value | None]:
    """The values for a form: those of the case, with `stated` over them.

    `stated` holds, as JSON or as values, what the case does not: opened personal values, what
    every paper names (organ, number, day …) and what the drafter wrote. A value that is only
    committed to, and not opened, is none. Raises ValueError as `Case.due` does.
    """
    facts = {name: value for name, value in case.facts.items() if not _is_sealed(value)}
    values = values_of(form, case.definition, {**facts, **stated})
    for asked in form.asks.values():
        if asked.id not in stated:
            values[asked.id] = _computed(asked, case) or values.get(asked.id)
    if case.number:
        values.setdefault("case_number", case.number)
    return values


def values_of(
    form: Form, definition: Definition | None, stated: Mapping[str, object]
) -> dict[str, Value | None]:
    """Values as JSON, or as they are, as values of the types that form and definition say."""
    values: dict[str, Value | None] = {}
    for name, value in stated.items():
        field = form.asks.get(name) or (definition.fields.get(name) if definition else None)
        kind = field.type if field else GENERAL.get(name, "text")
        values[name] = value_of(kind, value, field.options if field else None)
    return values


def _is_sealed(value: object) -> bool:
    several = value if isinstance(value, list) else [value]
    return any(isinstance(one, dict) and COMMITMENT in one for one in several)


def _computed(asked: Asked, case: Case) -> date | None:
    """The last day on which one of the actions was done, or the day on which the clock ends."""
    if asked.due:
        ends = (case.due_of(run).day for run in case.running_of(asked.due))
        return next(ends, None)
    days = [event.on for action in asked.day_of for event in case.happened.get(action, ())]
    return max(days, default=None)
