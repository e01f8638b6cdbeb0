"""下一步 -- what a party has to do now, and what they wait for: from the clocks that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plumbline.clock import Due
from plumbline.procedure import Case
from plumbline.procedure.definition import Action, Basis, ClockRule, Role
from plumbline.procedure.each import several
from plumbline.procedure.running import Run
from plumbline.store.access import Sight, names_of
from plumbline.store.cases.projecting import awaited


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who is awaited, to do what, until when, by which article, and what their silence brings.

    `what` is the action of the reader; of others, what the statute gives them the time for.
    `is_own` for the reader. Where the reader may rather than must, `is_right`.
    """

    is_own: bool
    is_right: bool
    role: Role
    who: str
    action: Action
    what: str
    rule: ClockRule
    due: Due
    basis: Basis
    days_left: int
    silence: Action | None


def next_steps(case: Case, sight: Sight, on: date) -> list[NextStep]:
    """What is awaited in a case, of the reader first, then by day."""
    own = {(one.role, one.agency) for one in sight.actors if not one.records}
    found = (_step(case, run, own, on) for run in case.running.values())
    steps = [one for one in found if one is not None]
    return sorted(steps, key=lambda one: (not one.is_own, one.due.day or date.max))


def _step(case: Case, run: Run, actors: set[tuple[str, str]], on: date) -> NextStep | None:
    own = {role for role, agency in actors if run.of in ("", agency)}
    definition, due = case.definition, case.due_of(run)
    role = definition.roles.get(awaited(case, run.id))
    action = _stopping(case, run.id, role.id) if role else None
    if role is None or action is None or due.day is None or run.clock.counts == "at_least":
        return None
    rule = definition.clocks[run.id]
    law = run.clock.period
    basis = Basis((law.basis,), law.unverified) if law.basis else rule.basis
    lapses = run.clock.consequence == "right_lapses" and not rule.silence
    return NextStep(
        is_own=role.id in own,
        is_right=lapses,
        role=role,
        who=_named(case, role, run),
        action=action,
        what=action.title if role.id in own else run.clock.title or rule.title,
        rule=rule,
        due=due,
        basis=basis,
        days_left=(due.day - on).days,
        silence=definition.actions.get(rule.silence),
    )


def _stopping(case: Case, clock: str, role: str) -> Action | None:
    """What that role does to stop the clock: the action that stops least else."""
    found = []
    for place, action in enumerate(case.definition.actions.values()):
        stopped = [one.clock for one in action.effects if one.kind == "stops"]
        if clock in stopped and action.by[0] == role and case.stage in action.stages:
            found.append((len(stopped), place, action))
    return min(found, key=lambda one: one[:2])[-1] if found else None


def _named(case: Case, role: Role, run: Run) -> str:
    """The agencies that have the role in the case, or the one whose clock it is; the title of the
    role where none is named.
    """
    is_own = run.of and run.each == role.of
    codes = (run.of,) if is_own else several(case.facts.get(role.of))
    field = case.definition.fields.get(role.of)
    if not codes or field is None or field.type != "agency":
        return role.title
    names = names_of(codes)
    return "\u3001".join(names[code] for code in codes)
