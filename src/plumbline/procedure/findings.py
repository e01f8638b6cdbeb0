"""发现 -- what does not refuse an action and must not be overlooked: for a named human to answer.

A condition that warns, or that asks for reasons, lets the action stand and is found; so is a
clock whose end is near, or has passed. Findings are computed when asked for, from the case as it
stands; nothing is kept, and nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from plumbline.clock.calendar import Calendar
from plumbline.clock.period import Unit
from plumbline.procedure.case import Case
from plumbline.procedure.conditions import conditions, holds
from plumbline.procedure.definition import Basis, Condition, Severity, Watch, applies
from plumbline.procedure.event import Event
from plumbline.procedure.issuing import undelivered_issue
from plumbline.procedure.refusal import general
from plumbline.procedure.running import ONE_DAY

UNISSUED: Final = "delivers_unissued"
"""The code of what is found where a paper is delivered that nobody has issued."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in the words and with the basis of the definition.

    `clock` is the key of the run that it is about; empty for a finding about an action.
    """

    code: str
    severity: Severity
    words: str
    basis: Basis
    clock: str = ""


def findings(case: Case, event: Event) -> tuple[Finding, ...]:
    """What an event leaves to be answered, in the case as it stood before it.

    Says nothing about whether the event is lawful: that is `apply`. Raises ValueError as
    `Case.at` does.
    """
    action = case.definition.action(event.action)
    then = case.at(event.on)
    facts = {**then.facts, **event.data}
    listed = conditions(then, event, action) if action else ()
    found = [_of(one) for one in listed if one.severity and not holds(then, event, one, facts)]
    paper = undelivered_issue(then, action) if action and action.delivers else None
    if paper:
        words = general(case, event, UNISSUED, paper=paper.title).words
        found.append(Finding(UNISSUED, "warn", words, paper.basis))
    return tuple(found)


def standing(case: Case, on: date) -> tuple[Finding, ...]:
    """What is found in a case at the opening of a day, whatever anybody does: clocks whose end
    is near or has passed, and cases that it has to open. A suspended clock is never near its end.
    Raises as `Case.at` does.
    """
    then = case.at(on)
    watched = (found for first, found in _watched(then) if first <= on)
    return (*watched, *_wanted(then))


def first_found(case: Case) -> date | None:
    """The first day on which `standing` finds something, if nothing happens before; None where
    it never does. The day may have passed long ago.
    """
    days = [first for first, _found in _watched(case)]
    if any(_wanted(case)):
        days.append(max(event.on for event in case.events))
    return min(days, default=None)


def _of(condition: Condition) -> Finding:
    return Finding(condition.code, condition.severity, condition.words, condition.basis)


def _watched(case: Case) -> Iterator[tuple[date, Finding]]:
    """What the running clocks tell of their ends, each with the first day on which it is found."""
    for key, run in case.running.items():
        rule, days = case.rule(key), case.calendar
        last = case.due_of(run).day if rule.watches else None
        if last is None or days is None:
            continue
        for watch in rule.watches:
            first = _first(watch, last, run.clock.period.unit, days)
            yield first, Finding(watch.code, "warn", watch.words, watch.basis, key)


def _wanted(case: Case) -> Iterator[Finding]:
    """The cases that this one has to open and has not, as long as it is open itself."""
    stage = case.definition.stages.get(case.stage)
    if stage is None or stage.ends:
        return
    there = {one.id for one in case.bonds}
    for link in case.definition.links.values():
        is_asked = any(one in case.happened for one in link.wanted_by)
        if is_asked and link.id not in there and applies(link.when, case.facts):
            yield Finding(link.wanted, "warn", link.words, link.basis)


def _first(watch: Watch, last: date, unit: Unit, calendar: Calendar) -> date:
    """The first day on which a watch finds something, for a clock that ends on a day."""
    if watch.before is None:
        return last + ONE_DAY
    if unit != "working_day":
        return last - timedelta(days=watch.before)
    day, left = last, watch.before
    while left:
        day -= ONE_DAY
        left -= calendar.is_working_day(day)
    return day
