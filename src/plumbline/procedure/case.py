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
    ClockRule,
    Definition,
    Effect,
    applies,
)
from plumbline.procedure.each import concerned, done, several
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
    suspended, by the key of the run, `over` those that were stopped; `silences` what the law did by
    itself and nobody has recorded. `concerns` has, for each event of an action that is for each of
    several, whom it concerned. `recorded` is the case without what came after its last recorded
    event.
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
    concerns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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
        """The due day of each clock that runs, by the key of its run, with its derivation; no day
        while suspended.
        """
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

    def rule(self, key: str) -> ClockRule:
        """What the definition says of the clock of a run, by the key of that."""
        return self.definition.clocks[self.running[key].id]

    def running_of(self, clock: str) -> tuple[Run, ...]:
        """The runs of a clock that run: one, or one for each of those for whom it runs."""
        return tuple(one for one in self.running.values() if one.id == clock)

    def runs(self, clock: str) -> tuple[Run, ...]:
        """Every run of a clock that was stopped, then those that run."""
        return (*(one for one in self.over if one.id == clock), *self.running_of(clock))

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
    found = (_silent(one) for one in _until(case, event.on + ONE_DAY).silences)
    return None if _silent(event) in found else general(case, event, "not_its_day")


def _silent(event: Event) -> tuple[str, date, str]:
    """What makes an effect of silence the one that it is."""
    return event.action, event.on, event.agency


def _until(case: Case, day: date) -> Case:
    """The case with what silence brought before a day."""
    while (silence := _next_silence(case, day)) is not None:
        case = _step(case, silence)
    return case


def _next_silence(case: Case, day: date) -> Event | None:
    """The first effect of silence before a day that is not yet in the case."""
    rules = case.definition.clocks
    ended = [
        (last, key)
        for key, run in case.running.items()
        if rules[run.id].silence and run.may_be_over(day)
        if (last := case.due_of(run).day) and last < day
        if not rules[run.id].is_said(last, case.happened, run.of)
    ]
    if not ended:
        return None
    last, key = min(ended)
    run = case.running[key]
    rule, is_one = rules[run.id], len(several(case.facts.get(run.each))) < 2
    of, name = ("", run.id) if is_one else (run.of, key)
    return Event(
        f"{run.event}:{name}", rule.silence, rule.silent_on(last), LAW, case.number, agency=of
    )


def _step(case: Case, event: Event) -> Case:
    """The case after an event, lawful or not; one without a number is computed, not recorded."""
    is_computed = event.role == LAW and not event.seq
    events = case.events if is_computed else (*case.events, event)
    waiting = tuple(one for one in case.silences if _silent(one) != _silent(event))
    if event.role == LAW and len(waiting) < len(case.silences):
        return replace(case, events=events, silences=waiting)
    action = case.definition.actions.get(event.action)
    if action is None:
        return replace(case, events=events, number=case.number or event.case)
    facts = {**case.facts, **event.data} if event.data else case.facts
    running, over, concerns = case.running, case.over, case.concerns
    of: tuple[str, ...] = ()
    if action.each:
        of = concerned(case, event, action, facts)
        concerns = {**concerns, event.id: of}
    if action.effects or action.to or event.data or event.role == LAW:
        running, over = _clocks(case, event, action, facts, of)
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
        concerns=concerns,
    )


def _bonds(definition: Definition, event: Event, action: Action) -> Iterator[Bond]:
    for id in action.links:
        link = definition.links[id]
        number = event.data.get(link.field)
        if isinstance(number, str) and number:
            yield Bond(id, link.kind, link.procedure, number, event.on)


def _clocks(
    case: Case, event: Event, action: Action, facts: Mapping[str, object], of: tuple[str, ...]
) -> tuple[Mapping[str, Run], tuple[Run, ...]]:
    """The clocks that run after an event, and those that are over; it concerns those in `of`."""
    definition = case.definition
    running, over = dict(case.running), list(case.over)
    role = definition.roles.get(event.role)
    for effect in action.effects:
        if applies(effect.when, facts):
            on = day_of(event.data.get(effect.on)) or event.on
            moves = _theirs(case, running, effect, action, of) if running else []
            if effect.kind in ("starts", "stops"):
                over += _stopped(running, moves, on, event.id)
            if effect.kind == "starts":
                clock = definition.clocks[effect.clock].chosen(facts)
                for one in of or ("",):
                    run = Run(effect.clock, event.id, on, clock, of=one, each=action.each)
                    running[run.key] = run
                continue
            for key in (one for one in moves if one in running):
                by = role.title if role else event.role
                why = _reason(definition, effect, facts)
                running[key] = moved(running[key], effect, on, facts, (by, why))
    ended = action.to != "" and definition.stages[action.to].ends
    silent = [
        key for key, run in running.items() if ended or _is_over(definition, run, action, facts, of)
    ]
    over += _stopped(running, silent, event.on, event.id)
    for key, run in running.items():
        if (clock := definition.clocks[run.id].chosen(facts)) is not run.clock:
            running[key] = replace(run, clock=clock)
    return running, tuple(over)


def _theirs(
    case: Case, running: Mapping[str, Run], effect: Effect, action: Action, of: tuple[str, ...]
) -> list[str]:
    """The keys of the runs that an effect is about: of an action for each of several those of whom
    it concerns, and one that runs for all of them once it has happened for all.
    """
    if not action.each:
        return [key for key, run in running.items() if run.id == effect.clock]
    named = several(case.facts.get(action.each))
    is_all = {*named} <= done(case, action.id) | {*of}
    return [
        key
        for key, run in running.items()
        if run.id == effect.clock and (run.of in of if run.of else is_all)
    ]


def _is_over(
    definition: Definition, run: Run, action: Action, facts: Mapping[str, object],
    of: tuple[str, ...],
) -> bool:  # fmt: skip
    """Whether a run ends with an action that is its silence, or because whose it was is named no
    more.
    """
    if run.of and run.of not in several(facts.get(run.each)):
        return True
    return definition.clocks[run.id].is_ended_by(action.id) and (not run.of or run.of in of)


def _reason(definition: Definition, effect: Effect, facts: Mapping[str, object]) -> str:
    """Why days are left out: the words of the definition, or the option that a field holds."""
    field = definition.fields.get(effect.why)
    return field.options.get(f"{facts.get(field.id)}", "") if field else effect.why


def _stopped(running: dict[str, Run], ids: Iterable[str], on: date, by: str) -> Iterator[Run]:
    """Take clocks out of those that run."""
    for id in ids:
        if run := running.pop(id, None):
            yield replace(run, stopped_on=on, stopped_by=by)
