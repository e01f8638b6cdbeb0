"""不予 -- whether an action is lawful in a case on a day, and if not, the words and the article.

What is asked, in this order: does the procedure know the action; has the case begun; may this
role do it, in this stage, on this day; what must have happened and what must not; do the clocks
run that it moves; are its fields given; the guards, which may read those fields; and last whether
reasons are given where a condition asks for reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from plumbline.clock.period import Period
from plumbline.procedure.conditions import conditions, holds
from plumbline.procedure.definition import LAW, Action, Basis, Effect, applies
from plumbline.procedure.event import ISSUE, VOID, Event, voided
from plumbline.procedure.fields import REASON, fault_of_data, is_given
from plumbline.procedure.issuing import fault_of_issue
from plumbline.procedure.refusal import Refusal, general
from plumbline.procedure.running import Run

if TYPE_CHECKING:
    from plumbline.procedure.case import Case

BUILT_IN: Final = (VOID, ISSUE)
"""What may be done in every stage, and of days before the present one."""


def refused(case: Case, event: Event) -> Refusal | None:
    """Why an event may not follow in a case that is as it was before it; None when it may."""
    action = case.definition.action(event.action)
    if action is None:
        return general(case, event, "no_such_action")
    said = _declared(case, event, action) or _data(case, event, action)
    said = said or _unmet(case, event, action, "guarded")
    return said or (
        None if is_given(event.data, REASON) else _unmet(case, event, action, "reasons")
    )


def lawful_actions(case: Case, role: str, on: date) -> tuple[str, ...]:
    """The actions that a role may do, what they must state left aside."""
    found = []
    for action in case.definition.actions.values():
        if role == LAW or role not in action.by:
            continue
        draft = Event(id="", action=action.id, on=on, by=role, case=case.number)
        if _place(case, draft, action):  # asked first, since a refusal in words takes long
            continue
        if not (_declared(case, draft, action) or _unmet(case, draft, action, "guarded")):
            found.append(action.id)
    return tuple(found)


def with_lawful(case: Case, refusal: Refusal, event: Event) -> Refusal:
    """The refusal, together with what the same role may do on that day."""
    return replace(refusal, lawful=lawful_actions(case, event.role, event.on))


def _declared(case: Case, event: Event, action: Action) -> Refusal | None:
    """What the declared conditions refuse, before anything that the event states is read."""
    if code := _place(case, event, action) or _day(case, event):
        return general(case, event, code)
    if event.action == VOID and (code := _void(case, event)):
        return general(case, event, code)
    if event.action == ISSUE and (fault := fault_of_issue(case, event)):
        return general(case, event, fault.code, **fault.named)
    return _unmet(case, event, action, "declared") or _clocks(case, event, action)


def _unmet(case: Case, event: Event, action: Action, asked: str) -> Refusal | None:
    """The refusal by the first condition of a kind that does not hold."""
    listed = [one for one in conditions(case, event, action) if one.asked == asked]
    facts = {**case.facts, **event.data} if listed else {}
    for one in listed:
        if not holds(case, event, one, facts):
            return Refusal(one.code, one.words, one.basis, event.action, event.on)
    return None


def _place(case: Case, event: Event, action: Action) -> str:
    """The code of what is wrong with case, role or stage."""
    if event.case != case.number and case.events:
        return "other_case"
    if event.role not in action.by:
        return "not_by_this_role"
    if action.id in BUILT_IN or (case.stage and case.stage in action.stages):
        return ""
    if not case.stage:
        return "" if action.begins else "not_yet_begun"
    return "not_in_this_stage" if action.stages else "already_begun"


def _day(case: Case, event: Event) -> str:
    if event.recorded_on is not None and event.on > event.recorded_on:
        return "in_the_future"
    if case.entered_on is not None and event.on < case.entered_on:
        return "" if event.action in BUILT_IN else "before_the_stage"
    return ""


def _void(case: Case, event: Event) -> str:
    """The code of why a record cannot be taken out of account: it does not stand, or nothing would
    be left that begins the case, which nobody could find again.
    """
    if event.names not in {one.id for one in case.events} - voided(case.events):
        return "no_such_event"
    begins = {one.id for one in case.definition.actions.values() if one.begins}
    gone = voided((*case.events, event))
    left = any(one.action in begins and one.id not in gone for one in case.events)
    return "" if left or not begins & case.happened.keys() else "begins_the_case"


def _clocks(case: Case, event: Event, action: Action) -> Refusal | None:
    longer = [one for one in action.effects if one.kind == "extends"]
    facts = {**case.facts, **event.data} if longer else {}
    for effect in longer:
        if applies(effect.when, facts):
            refusal = _extension(case, event, effect, facts)
            if refusal is not None:
                return refusal
    return None


def _extension(
    case: Case, event: Event, effect: Effect, facts: Mapping[str, object]
) -> Refusal | None:
    """An extension needs a clock that runs, comes before its end, and stays within its statute."""
    title = case.definition.clocks[effect.clock].title
    run = next(iter(case.running_of(effect.clock)), None)
    if run is None:
        return general(case, event, "clock_not_running", clock=title)
    last = case.due_of(run).day
    if last is not None and event.on > last:
        return general(case, event, "clock_is_over", clock=title, day=last.isoformat())
    if effect.until:
        return None
    code, allowed, period = _beyond_statute(run, facts.get(effect.length))
    refusal = general(case, event, code, clock=title, allowed=allowed) if code else None
    return refusal and replace(refusal, basis=Basis((period.basis,), period.unverified))


def _beyond_statute(run: Run, length: object) -> tuple[str, str, Period]:
    """How an extension goes beyond what the statute of a clock allows, if it does."""
    allowed = run.clock.extension
    if allowed is None:
        return "extension_not_allowed", "", run.clock.period
    if 0 < allowed.times <= len(run.extensions):
        return "extended_already", f"{allowed.times}", allowed.period
    if isinstance(length, int) and length > allowed.period.length:
        return "extension_too_long", f"{allowed.period.length}", allowed.period
    return "", "", allowed.period


def _data(case: Case, event: Event, action: Action) -> Refusal | None:
    fault = fault_of_data(case.definition, action, event.data)
    return general(case, event, fault.code, **fault.named) if fault else None
