"""A procedure as its definition has it: nothing on the page is written for one procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plumbline.clock.statute import Clock
from plumbline.law.procedures import Procedure
from plumbline.procedure import LAW, Definition, latest
from plumbline.procedure.definition import Action, Basis, ClockRule
from plumbline.procedure.drawing import drawing
from plumbline.procedure.walks import Walk, read_walks
from plumbline.store.cases import content
from plumbline.web.layout.day import asked_day


@dataclass(frozen=True, slots=True)
class ActionShown:
    """An action with the titles of what it names."""

    action: Action
    by: Sequence[str]
    stages: Sequence[str]
    to: str
    papers: Sequence[str]


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock with each statutory period that it chooses among, and what its end brings."""

    rule: ClockRule
    clocks: Sequence[Clock]
    silence: str


@dataclass(frozen=True, slots=True)
class Step:
    """A row of a worked example, in the titles of its definition."""

    day: date
    action: str
    stage: str
    refused: str
    basis: Basis | None
    due: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example, which is a test of its page."""

    title: str
    steps: Sequence[Step]


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure with its texts."""
    listed = [
        (name, latest(one.definitions), sorted(one.definitions, reverse=True))
        for name, one in sorted(content.procedures().items())
    ]
    context = {"family": "procedures", "listed": listed}
    return render(request, "procedures/procedures.html", context)


@require_safe
def procedure(request: HttpRequest, name: str, day: str = "") -> HttpResponse:
    """One text of a procedure: the one named by its day, else the one in force on the day asked."""
    found = content.procedures().get(name)
    if found is None:
        raise Http404(name)
    asked = asked_day(request)
    texts = sorted(found.definitions)
    begun = [one for one in texts if one <= asked.on]
    wanted = _day(day) if day else (begun[-1] if begun else texts[0])
    definition = found.definitions.get(wanted) if wanted else None
    if definition is None or wanted is None:
        raise Http404(day)
    shown = _page(name, wanted)
    context = {
        "family": "procedures",
        "asked": asked,
        "definition": definition,
        "texts": list(reversed(texts)),
        "on": wanted,
        **shown,
    }
    return render(request, "procedures/procedure.html", context)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


@cache
def _page(name: str, day: date) -> dict[str, object]:
    """What a page shows of one text, made once."""
    found = content.procedure(name)
    definition = found.definitions[day]
    return {
        "picture": drawing(definition),
        "actions": [_action(definition, one) for one in definition.actions.values()],
        "clocks": [_clock(definition, one) for one in definition.clocks.values()],
        "examples": [_example(definition, walk) for walk in _walks(found, day)],
    }


def _action(definition: Definition, action: Action) -> ActionShown:
    return ActionShown(
        action,
        [definition.roles[one].title for one in action.by if one != LAW],
        [definition.stages[one].title for one in action.stages],
        definition.stages[action.to].title if action.to else "",
        [definition.papers[one].title for one in action.papers],
    )


def _clock(definition: Definition, rule: ClockRule) -> ClockShown:
    silent = definition.actions.get(rule.silence)
    return ClockShown(rule, [one for _, one in rule.clocks], silent.title if silent else "")


def _walks(found: Procedure, day: date) -> list[Walk]:
    pages = found.pages[day]
    return [walk for page in pages for walk in read_walks(page.read_text("utf-8"), page.name)]


def _clock_title(definition: Definition, key: str) -> str:
    """What a table calls a run of a clock, by its title, and whose it is where it says so."""
    id, _, of = key.partition("/")
    title = definition.clocks[id].title if id in definition.clocks else id
    return f"{title}\uff08{of}\uff09" if of else title


def _example(definition: Definition, walk: Walk) -> Example:
    conditions = {
        one.code: one for action in definition.actions.values() for one in action.conditions
    }
    steps = []
    for row in walk.rows:
        action, stage = definition.action(row.action), definition.stages.get(row.stage)
        refused = conditions.get(row.refused)
        steps.append(
            Step(
                day=row.day,
                action=action.title if action else row.action,
                stage=stage.title if stage else "",
                refused=refused.words if refused else row.refused,
                basis=refused.basis if refused else None,
                due=[(_clock_title(definition, key), due) for key, due in row.due.items()],
            )
        )
    return Example(walk.title, steps)
