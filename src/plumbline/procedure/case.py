"""案件 -- what a case is, folded from its events and from nothing else.

A case knows where it stands, what has been stated in it, and which clocks run. What silence
brings is computed on its day, whether or not anybody has recorded it: a case read before the
nightly job gives the same answer as one read after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from plumbline.clock.calendar import Calendar
from plumbline.clock.due_day import Due
from plumbline.procedure.definition import (
    LAW,
    Action,
    Bond,
    Definition,
    Effect,
    applies,
)
from plumbline.procedure.event import VOID, Event, ordered, sealed, voided
from plumbline.procedure.fields import day_of
from plumbline.procedure.lawful import lawful_actions, refused, with_lawful
from plumbline.procedure.refusal import Refusal, general
from plumbline.procedure.running import ONE_DAY, Run, moved

_SAID: Final = ("action", "on", "by", "agency", "data")
"""What an event says; when it was recorded, and its place in the chain, are not part of it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its events make it. Made by `fold`, `apply` and `at`.

    `happened` has for each action the events that stand; `running` the clocks that run or are
    suspended, `over` those that were stopped; `silences` what the law did by itself and nobody
    has recorded. `recorded` is the case without what came after its last recorded event.
    """

    definition: Definition
    calendar: Calendar | None = None
    number: str = ""
    events: tuple[Event, ...] = ()
    stage: str = ""
    entered_on: date | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    happened: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    running: Mapping[str, Run] = field(default_factory=dict)
    over: tuple[Run, ...] = ()
    bonds: tuple[Bond, ...] = ()
    silences: tuple[Event, ...] = ()
    _before_silence: Case | None = None

    @property
    def recorded(self) -> Case:
        """The case as of its last recorded event."""
        return self._before_silence or self

    @property
    def hash(self) -> str:
        """The hash of the last event; empty before the first."""
        return self.events[-1].hash if self.events else ""

    def day(self, name: str) -> date | None:
        """The day stated in a field; None when none was."""
        return day_of(self.facts.get(name))

    def at(self, day: date, calendar: Calendar | None = None) -> Case:
        """The case at the opening of a day, with what silence has brought by then.

        A period that ends on a day has not ended while that day lasts. Raises ValueError when
        a silence may have taken effect and no calendar was handed in, here or to `fold`.
        """
        base = self.recorded
        if calendar is not None and calendar is not base.calendar:
            base = fold(self.definition, base.events, calendar)
        then = _until(base, day)
        return base if then is base else replace(then, _before_silence=base)

    def due(self, calendar: Calendar | None = None) -> dict[str, Due]:
        """The due day of each clock that runs, with its derivation; no day while suspended."""
        return {id: self.due_of(run, calendar) for id, run in self.running.items()}

    def due_of(self, run: Run, calendar: Calendar | None = None) -> Due:
        """The due day of one run of a clock. Raises ValueError when there is no calendar."""
        days = calendar or self.calendar
        if days is None:
            raise ValueError(f"case {self.number!r}: no calendar; hand one to fold, at or due")
        return run.due(days)

    def late(self, on: date, calendar: Calendar | None = None) -> dict[str, Due]:
        """The running clocks whose due day lies before a day; what must last at least so long
        is never late.
        """
        found = self.due(calendar).items()
        return {
            id: due
            for id, due in found
            if due.day is not None and due.day < on and self.running[id].clock.counts != "at_least"
        }

    def runs(self, clock: str) -> tuple[Run, ...]:
        """Every run of a clock that was stopped, then the one that runs."""
        now = self.running.get(clock)
        return (*(one for one in self.over if one.id == clock), *((now,) if now else ()))

    def in_time(self, clock: str, on: date) -> bool:
        """Whether each run of a clock was, or on a day would be, stopped by its due day."""
        days = ((self.due_of(one).day, one.stopped_on or on) for one in self.runs(clock))
        return all(due is None or stopped <= due for due, stopped in days)

    def next_actions(self, role: str, on: date) -> tuple[str, ...]:
        """The actions that a role may do on a day, what they must state left aside."""
        return lawful_actions(self.at(on), role, on)


def fold(definition: Definition, events: Iterable[Event], calendar: Calendar | None = None) -> Case:
    """The case that events make: by their numbers, each once, without those taken out of account.

    Never refuses and runs no guard. With a calendar, what silence brought before an event is
    in force when the event comes; without one, silence counts only where it was recorded.
    """
    case = Case(definition, calendar)
    listed = ordered(events)
    gone = voided(listed)
    for event in listed:
        case = followed(case, event, stands=event.id not in gone and event.action != VOID)
    return case


def followed(case: Case, event: Event, *, stands: bool) -> Case:
    """The case with one recorded event more, asked of nothing; one that does not stand is kept
    and does nothing.
    """
    if not stands:
        return replace(case, events=(*case.events, event), number=case.number or event.case)
    return _step(_until(case, event.on) if case.calendar else case, event)


def refusal_of(case: Case, event: Event) -> Refusal | None:
    """Why an event would be unlawful as the next one of a case; None when it is lawful."""
    then = _until(case.recorded, event.on)
    found = _not_its_day(then, event) if event.role == LAW else refused(then, event)
    return with_lawful(then, found, event) if found else None


def apply(case: Case, event: Event) -> Case | Refusal:
    """The case with one event more, sealed onto its chain; or why the event is unlawful.

    An event that the case already holds changes nothing. Raises ValueError as `Case.at` does,
    and when the event cannot be encoded.
    """
    base = case.recorded
    kept = next((one for one in base.events if one.id == event.id), None)
    if kept is not None:
        is_same = all(getattr(kept, name) == getattr(event, name) for name in _SAID)
        return base if is_same else general(base, event, "already_recorded")
    refusal = refusal_of(base, event)
    if refusal is not None:
        return refusal
    placed = sealed(event, len(base.events) + 1, base.hash, base.definition.revision)
    if event.hash and event.hash != placed.hash:
        return general(base, event, "not_its_place")
    if placed.action == VOID:
        return fold(base.definition, (*base.events, placed), base.calendar)
    return followed(base, placed, stands=True)


def _not_its_day(case: Case, event: Event) -> Refusal | None:
    """Silence is recorded as it was computed: the same action, on the same day."""
    found = ((one.action, one.on) for one in _until(case, event.on + ONE_DAY).silences)
    return None if (event.action, event.on) in found else general(case, event, "not_its_day")


def _until(case: Case, day: date) -> Case:
    """The case with what silence brought before a day."""
    while (silence := _next_silence(case, day)) is not None:
        case = _step(case, silence)
    return case


def _next_silence(case: Case, day: date) -> Event | None:
    """The first effect of silence before a day that is not yet in the case."""
    ended = [
        (last, id)
        for id, run in case.running.items()
        if case.definition.clocks[id].silence and run.may_be_over(day)
        if (last := case.due_of(run).day) and last < day
        if not case.definition.clocks[id].is_said(last, case.happened)
    ]
    if not ended:
        return None
    last, id = min(ended)
    rule, name = case.definition.clocks[id], f"{case.running[id].event}:{id}"
    return Event(name, rule.silence, rule.silent_on(last), LAW, case.number)


def _step(case: Case, event: Event) -> Case:
    """The case after an event, lawful or not; one without a number is computed, not recorded."""
    is_computed = event.role == LAW and not event.seq
    events = case.events if is_computed else (*case.events, event)
    waiting = tuple(
        one for one in case.silences if (one.action, one.on) != (event.action, event.on)
    )
    if event.role == LAW and len(waiting) < len(case.silences):
        return replace(case, events=events, silences=waiting)
    action = case.definition.actions.get(event.action)
    if action is None:
        return replace(case, events=events, number=case.number or event.case)
    facts = {**case.facts, **event.data} if event.data else case.facts
    running, over = case.running, case.over
    if action.effects or action.to or event.data or event.role == LAW:
        running, over = _clocks(case, event, action, facts)
    return Case(
        definition=case.definition,
        calendar=case.calendar,
        number=case.number or event.case,
        events=events,
        stage=action.to or case.stage,
        entered_on=event.on if action.to not in ("", case.stage) else case.entered_on,
        facts=facts,
        happened={**case.happened, action.id: (*case.happened.get(action.id, ()), event)},
        running=running,
        over=over,
        bonds=(*case.bonds, *_bonds(case.definition, event, action)),
        silences=(*case.silences, event) if is_computed else case.silences,
    )


def _bonds(definition: Definition, event: Event, action: Action) -> Iterator[Bond]:
    for id in action.links:
        link = definition.links[id]
        number = event.data.get(link.field)
        if isinstance(number, str) and number:
            yield Bond(id, link.kind, link.procedure, number, event.on)


def _clocks(
    case: Case, event: Event, action: Action, facts: Mapping[str, object]
) -> tuple[Mapping[str, Run], tuple[Run, ...]]:
    """The clocks that run after an event, and those that are over."""
    definition = case.definition
    running, over = dict(case.running), list(case.over)
    role = definition.roles.get(event.role)
    for effect in action.effects:
        if applies(effect.when, facts):
            on = day_of(event.data.get(effect.on)) or event.on
            if effect.kind in ("starts", "stops"):
                over += _stopped(running, (effect.clock,), on, event.id)
            if effect.kind == "starts":
                clock = definition.clocks[effect.clock].chosen(facts)
                running[effect.clock] = Run(effect.clock, event.id, on, clock)
            elif run := running.get(effect.clock):
                by = role.title if role else event.role
                why = _reason(definition, effect, facts)
                running[effect.clock] = moved(run, effect, on, facts, (by, why))
    ended = action.to != "" and definition.stages[action.to].ends
    silent = [id for id in running if ended or definition.clocks[id].is_ended_by(action.id)]
    over += _stopped(running, silent, event.on, event.id)
    for id, run in running.items():
        if (clock := definition.clocks[id].chosen(facts)) is not run.clock:
            running[id] = replace(run, clock=clock)
    return running, tuple(over)


def _reason(definition: Definition, effect: Effect, facts: Mapping[str, object]) -> str:
    """Why days are left out: the words of the definition, or the option that a field holds."""
    field = definition.fields.get(effect.why)
    return field.options.get(f"{facts.get(field.id)}", "") if field else effect.why


def _stopped(running: dict[str, Run], ids: Iterable[str], on: date, by: str) -> Iterator[Run]:
    """Take clocks out of those that run."""
    for id in ids:
        if run := running.pop(id, None):
            yield replace(run, stopped_on=on, stopped_by=by)
