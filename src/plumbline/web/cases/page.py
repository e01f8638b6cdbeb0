"""案件页 -- everything that the page of a case shows, computed from its events for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from plumbline.clock import Due
from plumbline.clock.drawing import Month, months
from plumbline.papers import Form
from plumbline.procedure import LAW, Case, Event, Refusal
from plumbline.procedure.case import refusal_of
from plumbline.procedure.definition import Action, Stage
from plumbline.procedure.each import several
from plumbline.procedure.event import VOID, voided
from plumbline.procedure.findings import Finding, standing
from plumbline.procedure.issuing import Issue, delivered_issue, issues
from plumbline.procedure.running import Run
from plumbline.store.access import Sight
from plumbline.store.cases import content, issuing, papers
from plumbline.store.cases.internal import is_internal, seen
from plumbline.store.cases.projecting import awaited
from plumbline.store.cases.rows import opened_of_case
from plumbline.store.cases.withholding import marks_for
from plumbline.store.models import CaseRecord
from plumbline.web.cases.said import Names, Statement, statements

SOON = 3  # days left at which a due day is called near
LATEST: Final = 30
"""Events that the page of a case shows at first, the last ones; those before them on demand."""
FEW: Final = 3
"""Events that a narrow window shows at first; fold.css counts them."""


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper of an event, and the issue of it that counts; one that is `own` was sent by a party,
    and nobody issues it.
    """

    form: Form
    issue: Issue | None
    own: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on the timeline, or what silence did and nobody has recorded. `issued` is the issue
    that it is, or whose paper it delivered, with the title of that paper.
    """

    event: Event
    action: Action | None
    title: str
    role: str
    actor: str
    agency: str
    statements: Sequence[Statement]
    papers: Sequence[PaperShown]
    is_void: bool
    is_recorded: bool
    led_to: Stage | None
    issued: tuple[Issue, str] | None = None

    @property
    def recorded_later(self) -> bool:
        """Whether it was recorded on another day than that on which it happened."""
        return self.event.recorded_on not in (None, self.event.on)


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock of the case with its due day, as of a day; of one of several, with whose it is."""

    title: str
    of: str
    run: Run
    due: Due
    drawn: Sequence[Month]
    days_left: int | None
    at_least: bool

    @property
    def state(self) -> str:
        """suspended, late, lapsed, near, running or stopped: what colour it has. A right that was
        not used in its time has lapsed, and nobody is late.
        """
        if self.run.stopped_on is not None:
            is_late = self.due.day is not None and self.run.stopped_on > self.due.day
            return "stopped_late" if is_late and not self.at_least else "stopped"
        if self.due.day is None or self.days_left is None:
            return "suspended"
        if self.at_least:
            return "running"
        if self.days_left < 0 and self.run.clock.consequence == "right_lapses":
            return "lapsed"
        return "late" if self.days_left < 0 else "near" if self.days_left <= SOON else "running"


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that the reader may do now, or why they may not. It `leads` where it brings the
    case on: to another stage, or by stopping a clock that runs; it `presses` by the day on which
    a clock ends that awaits the reader, and by how little else it stops.
    """

    action: Action
    as_role: str
    records: bool
    leads: bool = False
    presses: tuple[date, int] = (date.max, 0)
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page of a case as of a day, for one reader."""

    record: CaseRecord
    case: Case
    sight: Sight
    on: date
    title: str
    stage: Stage | None
    agency: str
    entries: Sequence[Entry]
    earlier: Sequence[Event]
    running: Sequence[ClockShown]
    over: Sequence[ClockShown]
    offers: Sequence[Offer]
    refused: Sequence[Offer]
    may_void: bool
    findings: Sequence[Finding] = ()
    parties: Sequence[tuple[str, Sequence[str]]] = ()
    is_whole: bool = False

    @property
    def folded(self) -> int:
        """How many of the events shown a narrow window folds; none where all were asked for, so
        that a link to one finds it."""
        return 0 if self.is_whole else max(len(self.entries) - FEW, 0)

    @property
    def leading(self) -> list[Offer]:
        """What the reader may do to bring the case on, what a clock presses for first."""
        leading = (one for one in self.offers if one.leads and not one.records)
        return sorted(leading, key=lambda one: one.presses)

    @property
    def pressing(self) -> Offer | None:
        """What the reader is to do next, where a clock that awaits them runs."""
        first = next(iter(self.leading), None)
        return first if first and first.presses[0] != date.max else None

    @property
    def beside(self) -> list[Offer]:
        """What else the reader may do."""
        return [one for one in self.offers if not one.leads and not one.records]

    @property
    def recorded(self) -> list[Offer]:
        """What the reader may write down that a party did."""
        return [one for one in self.offers if one.records]


def name_of(record: CaseRecord, procedure: str) -> str:
    """What a case is called: its number, or until it has one the first digits of its id."""
    return record.number or f"{procedure} {str(record.pk)[:8]}"


def page_of(
    record: CaseRecord, case: Case, sight: Sight, on: date, most: int | None = LATEST
) -> CasePage:
    """The page of a case, itself as of a day, as somebody may see it; `most` of its events."""
    definition = case.definition
    names = Names.behind(definition, (*case.recorded.events, *case.silences))
    opened = _opened(record, sight)
    listed = _listed(case, sight)
    offers, refused = _offers(case, sight, on)
    running = [_clock(case, names, run, on) for run in case.running.values()]
    return CasePage(
        record=record,
        case=case,
        sight=sight,
        on=on,
        title=name_of(record, definition.title),
        stage=definition.stages.get(case.stage),
        agency=names.agency(record.agency),
        entries=tuple(_entries(case, sight, names, opened, listed[:most])),
        earlier=listed[most:] if most else (),
        running=sorted(running, key=lambda one: (one.at_least, one.due.day or date.max)),
        over=[_clock(case, names, run, on) for run in reversed(case.over)],
        offers=offers,
        refused=refused,
        may_void=sight.actor(definition.void.by) is not None,
        findings=standing(case, on) if sight.sees_internal else (),
        parties=_parties(case, names, opened, sight),
        is_whole=most is None,
    )


def _opened(record: CaseRecord, sight: Sight) -> Mapping[str, Mapping[str, Any]]:
    return opened_of_case(record.pk) if sight.sees_persons else {}


def _listed(case: Case, sight: Sight) -> list[Event]:
    """What the timeline shows, the last first; what is internal only for whom it is not kept
    from."""
    listed = sorted((*case.recorded.events, *case.silences), key=lambda one: one.on)
    return [one for one in reversed(listed) if sight.sees_internal or not is_internal(case, one)]


def _entries(
    case: Case,
    sight: Sight,
    names: Names,
    opened: Mapping[str, Mapping[str, Any]],
    listed: Iterable[Event],
) -> Iterator[Entry]:
    recorded = case.recorded.events
    gone, kept = voided(recorded), {one.id for one in recorded}
    issued = issuing.standing(case)
    marks = marks_for(case, sight)
    for event in listed:
        action = case.definition.action(event.action)
        role = case.definition.roles.get(event.role)
        yield Entry(
            event=event,
            action=action,
            title=action.title if action else event.action,
            role=role.title if role else "",
            actor=names.actor(event, with_persons=sight.sees_persons),
            agency=names.agency(event.agency) if event.agency else "",
            statements=statements(
                case.definition, event, names, opened.get(event.id, {}),
                with_persons=sight.sees_persons, marks=marks,
            ),
            papers=tuple(_papers(case, event, sight, issued)),
            is_void=event.id in gone,
            is_recorded=event.role != LAW or event.id in kept,
            led_to=case.definition.stages.get(action.to) if action and action.to else None,
            issued=_issued(case, event),
        )  # fmt: skip


def _papers(
    case: Case, event: Event, sight: Sight, issued: Mapping[tuple[str, str], Issue]
) -> Iterator[PaperShown]:
    """The papers of an event: of those that are issued, a party sees none before it was."""
    for form in papers.of_event(case, event) if event.seq else ():
        issue, own = issued.get((event.id, form.id)), issuing.is_own(case, event)
        if issue or own or sight.sees_internal:
            yield PaperShown(form, issue, own)


def _issued(case: Case, event: Event) -> tuple[Issue, str] | None:
    found = next(iter(issues([event])), None) or delivered_issue(case.recorded, event)
    if found is None:
        return None
    paper = case.definition.papers.get(found.paper)
    return found, paper.title if paper else found.paper


def _parties(
    case: Case, names: Names, opened: Mapping[str, Mapping[str, Any]], sight: Sight
) -> Sequence[tuple[str, Sequence[str]]]:
    """Whose roles they are, by the fields that say so; persons only where they may be shown."""
    named = dict.fromkeys(role.of for role in case.definition.roles.values())
    said: dict[str, tuple[str, ...]] = {}
    for event in seen(case, internal=sight.sees_internal):
        if named.keys().isdisjoint(event.data):
            continue
        shown = opened.get(event.id, {})
        for one in statements(
            case.definition, event, names, shown, with_persons=sight.sees_persons
        ):
            if one.field.type in ("agency", "person"):
                said[one.field.id] = tuple(value.words for value in one.values if value.words)
    fields = case.definition.fields
    return [
        (fields[one].title, said[one])
        for one in named
        if said.get(one) and one != case.definition.seat
    ]


def _clock(case: Case, names: Names, run: Run, on: date) -> ClockShown:
    due = case.due_of(run)
    rule = case.definition.clocks[run.id]
    left = (due.day - on).days if due.day is not None else None
    drawn = months(due, content.calendar())
    of = names.agency(run.of) if len(several(case.facts.get(run.each))) > 1 else ""
    return ClockShown(rule.title, of, run, due, drawn, left, run.clock.counts == "at_least")


def _offers(case: Case, sight: Sight, on: date) -> tuple[list[Offer], list[Offer]]:
    """What the reader may do now, and what the stage would allow others or later, with why not."""
    offers: list[Offer] = []
    refused: list[Offer] = []
    lawful = {actor.role: {*case.next_actions(actor.role, on)} for actor in sight.actors}
    for action in case.definition.actions.values():
        actor = sight.actor(action.by)
        if actor is None or action.begins or action.id == VOID:
            continue
        if case.definition.is_other_half(action.id):
            continue
        role = case.definition.roles[actor.role].title
        if action.id in lawful[actor.role]:
            leads, presses = _leads(case, action), _presses(case, action, actor.role)
            offers.append(Offer(action, role, actor.records, leads, presses))
        elif case.stage in action.stages:
            draft = Event(id="", action=action.id, on=on, by=actor.role, case=case.number)
            why = refusal_of(case, draft)
            refused += [Offer(action, role, actor.records, refusal=why)] if why else []
    return offers, refused


def _leads(case: Case, action: Action) -> bool:
    runs = {one.id for one in case.running.values()}
    return action.to not in ("", case.stage) or bool(_stopped(action) & runs)


def _presses(case: Case, action: Action, role: str) -> tuple[date, int]:
    stopped = _stopped(action)
    own = (
        run for run in case.running.values() if run.id in stopped and awaited(case, run.id) == role
    )
    ends = (case.due_of(run).day for run in own)
    return min((day for day in ends if day), default=date.max), len(stopped)


def _stopped(action: Action) -> set[str]:
    return {one.clock for one in action.effects if one.kind == "stops"}
