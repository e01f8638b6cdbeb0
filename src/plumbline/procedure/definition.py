"""程序 -- what a statute says about a procedure, as values: stages, actions, clocks, refusals.

A definition is content: it is read from TOML (`plumbline.procedure.read`), never written in code.
Its words are those of a lawyer, its ids those of the glossary. It changes only with its day of
effect, and its `revision` is the hash of what it says.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, get_args

from plumbline.clock.period import Mark
from plumbline.clock.statute import Clock, Consequence

if TYPE_CHECKING:
    from plumbline.procedure.case import Case
    from plumbline.procedure.event import Event

LAW: Final = "law"
"""The role of silence: what happens because a period ended, is done by the law itself."""

FieldType = Literal[
    "day", "text", "choice", "person", "agency", "officer", "money", "number", "provision", "file",
    "yes_no", "case", "attachment",
]  # fmt: skip
"""money is a whole number of fen (分); case is the number of another case; attachment is a file
that an event of the same case states, by its SHA-256."""

EffectKind = Literal["resumes", "suspends", "excludes", "extends", "starts", "stops"]
"""What an action does to clocks, in the order in which it does it."""

LinkKind = Literal["opens", "returns_to", "merges_with"]
Pending = Literal["stays", "moves"]

Severity = Literal["", "reasons", "warn"]
"""What a condition does that does not hold: it refuses; it asks for reasons, and only a finding
is left once they are given; or it warns."""

FIELD_TYPES: Final = get_args(FieldType)
EFFECT_KINDS: Final = get_args(EffectKind)
LINK_KINDS: Final = get_args(LinkKind)
SEVERITIES: Final = get_args(Severity)[1:]

Guard = Callable[["Case", "Event"], bool]
"""True when the statute's condition is met by the case, as it stood before the event, and the
event. A value that the event does not give yet speaks neither for nor against."""

When = tuple[tuple[str, tuple[object, ...]], ...]
"""For each field named, the values under which something applies; empty is always."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What something rests on: provisions (行政复议法#30.1), the mark of a doubt, or both."""

    provisions: tuple[str, ...] = ()
    unverified: Mark = ""

    def __str__(self) -> str:
        return "、".join(self.provisions)


@dataclass(frozen=True, slots=True)
class Stage:
    """环节 -- where a case stands. When it `ends` the case, every clock stops with it."""

    id: str
    title: str
    basis: Basis
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """One who may act in a case.

    `of` is the field that names whose role it is: an agency, whose officers with this role act in
    it, or persons, who act for themselves. What such a person does at the counter or by telephone
    is recorded by an officer with one of the roles `recorded_by`. Its `conditions` are asked of
    every action that the role may do; `read` adds them to those of the actions.
    """

    id: str
    title: str
    basis: Basis
    of: str = ""
    recorded_by: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """What an event states. A personal field holds a commitment, never the value; a field that is
    `numbered` is not typed in but given, the next of its series, after that pattern. `grounds`
    has the basis of those `options` that rest on articles of their own. One that is `among` another
    field names some of those whom that one names.
    """

    id: str
    title: str
    type: FieldType
    basis: Basis
    personal: bool = False
    many: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None
    numbered: str = ""
    among: str = ""
    grounds: Mapping[str, Basis] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """文书 -- a paper that an action needs or brings forth."""

    id: str
    title: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Watch:
    """预警 -- what is found while a clock runs: from so many of its units `before` its last day,
    or, when that is none, once the last day has passed.
    """

    code: str
    words: str
    basis: Basis
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """期限 -- a period that an action starts. Of the statutory `clocks` the first whose `when`
    the case meets is the one. `silence` is the action that the law does at its end, on the last
    day itself, or on the day after it when `next_day`. `watches` say what is found meanwhile.
    """

    id: str
    title: str
    clocks: tuple[tuple[When, Clock], ...]
    basis: Basis
    silence: str = ""
    next_day: bool = False
    watches: tuple[Watch, ...] = ()

    @property
    def consequence(self) -> Consequence:
        """What the end of the period brings, as the statute says."""
        return self.clocks[-1][1].consequence

    @property
    def runs_on(self) -> bool:
        """Whether the clock runs on after its last day: a duty that was breached is still owed."""
        return self.consequence == "breach"

    def silent_on(self, last: date) -> date:
        """The day on which silence takes effect, for a last day."""
        return last + timedelta(days=1) if self.next_day else last

    def is_ended_by(self, action: str) -> bool:
        """Whether an action is the silence that ends the clock."""
        return self.silence == action and not self.runs_on

    def is_said(self, last: date, happened: Mapping[str, tuple[Event, ...]], of: str = "") -> bool:
        """Whether the silence of a clock that runs on has come already, for a last day; of one of
        several for whom it runs, that of theirs."""
        said = happened.get(self.silence, ()) if self.runs_on else ()
        return any(
            one.on == self.silent_on(last) and (not of or one.agency in ("", of)) for one in said
        )

    def chosen(self, facts: Mapping[str, object]) -> Clock:
        """The statutory clock for a case: the first whose `when` its facts meet, else the last."""
        return next((one for when, one in self.clocks if applies(when, facts)), self.clocks[-1][1])


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action does to a clock, from its own day or the day in the field `on`.

    Days are left out for the reason `why`, or the one chosen in the field of that name; it is one
    of those that the statutory clock knows. An
    extension is the one that the clock allows, or as many of its units as the number in the field
    `length`, or it reaches until the day in the field `until`.
    """

    kind: EffectKind
    clock: str
    basis: Basis
    on: str = ""
    when: When = ()
    why: str = ""
    length: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold before an action, with the refusal's words and article when it does not.

    Exactly one of: one of the actions `after` must have happened; none of those in `unless`
    may have; the action happens `once`; the `guard` says yes. Asked only `when` it applies.
    One with a `severity` does not refuse, but is found (`plumbline.procedure.findings`).
    """

    code: str
    words: str
    basis: Basis
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    once: bool = False
    guard: str = ""
    when: When = ()
    severity: Severity = ""

    @property
    def asked(self) -> str:
        """When it is asked: as declared, of the guards, for reasons, or only to warn."""
        return self.severity or ("guarded" if self.guard else "declared")


@dataclass(frozen=True, slots=True)
class Action:
    """动作 -- what somebody does. It `begins` a case, or is done in the stages `stages`; it
    leads to the stage `to`, or leaves the case where it is. What is `internal` is shown to those
    who handle and supervise the case, not to its parties. What it `delivers` are papers that an
    earlier action brought forth. It may be for `each` of those whom a field names
    (`plumbline.procedure.each`): then so are the clocks that it starts and stops, and conditions
    on what has happened are asked for each.
    """

    id: str
    title: str
    by: tuple[str, ...]
    basis: Basis
    begins: bool = False
    stages: tuple[str, ...] = ()
    to: str = ""
    conditions: tuple[Condition, ...] = ()
    requires: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    papers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    internal: bool = False
    delivers: tuple[str, ...] = ()
    each: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A bond with another case, whose number stands in `field`: this case opens it, returns to it,
    or ends here and goes on in it.

    With an `action`, which begins the other case, that case is opened by the event that makes the
    bond, and in its form; `gives` names for each field of the other case those of this one from
    which it comes, the first that is known. Where this case goes on in the other, the `action` is
    what the other records of it, and both agree in the fields that are named `same`. Once one of
    the actions `wanted_by` has happened, `when` it applies, the `words` are found until the bond is
    there; `suggests` is what the form begins with. What has come back is recorded by the action
    `answer`, which takes what `takes` names for its fields from those of the other case.
    """

    id: str
    title: str
    kind: LinkKind
    procedure: str
    field: str
    basis: Basis
    action: str = ""
    gives: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    wanted_by: tuple[str, ...] = ()
    when: When = ()
    words: str = ""
    suggests: Mapping[str, str] = dataclasses.field(default_factory=dict)
    answer: str = ""
    takes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    same: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """The code under which it is found that the bond is still to be made."""
        return f"{self.id}_wanted"


@dataclass(frozen=True, slots=True)
class Bond:
    """A link to another case that an event has made."""

    id: str
    kind: LinkKind
    procedure: str
    case: str
    on: date


@dataclass(frozen=True, slots=True)
class Transition:
    """过渡 -- which definition governs: that of the day of the action `decided_by`; a pending
    case stays with it, or moves to the new one on its day of effect.
    """

    decided_by: tuple[str, ...]
    pending: Pending
    basis: Basis


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """One procedure as from one day. Made by `read`, compared by `revision`.

    `seat` is the field that names the agency which handles the case.
    """

    name: str
    title: str
    from_day: date
    file: str
    stages: Mapping[str, Stage]
    roles: Mapping[str, Role]
    fields: Mapping[str, Field]
    papers: Mapping[str, Paper]
    clocks: Mapping[str, ClockRule]
    actions: Mapping[str, Action]
    links: Mapping[str, Link]
    transition: Transition
    void: Action
    issue: Action
    guards: Mapping[str, Guard]
    words: Mapping[str, str]
    revision: str
    seat: str = ""

    def is_other_half(self, action: str) -> bool:
        """Whether an action is what a case records when another goes on in it: it happens with that
        one's, and never alone."""
        return any(
            one.kind == "merges_with" and one.action == action for one in self.links.values()
        )

    def action(self, id: str) -> Action | None:
        """The action of that id, which may be the correction of the record, or the issue of a
        paper: every procedure has these two.
        """
        built_in = (one for one in (self.void, self.issue) if one.id == id)
        return self.actions.get(id) or next(built_in, None)


def applies(when: When, facts: Mapping[str, object]) -> bool:
    """Whether the facts have, for each field of `when`, one of its values."""
    return not when or all(facts.get(name) in values for name, values in when)
