"""读取 -- a procedure's body, from TOML to a Definition; every fault is told at once.

The body says what the procedure does. Its title and day of effect come from the page and the
name of the file; periods are those of the statute's own clocks, handed in by their addresses
(`administrative_reconsideration_law/examine`); guards are functions by their names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, cast

from plumbline.clock.clocks import Clocks
from plumbline.clock.statute import Clock
from plumbline.procedure.clock_rules import ClockReader
from plumbline.procedure.definition import (
    EFFECT_KINDS,
    FIELD_TYPES,
    LAW,
    LINK_KINDS,
    SEVERITIES,
    Action,
    Basis,
    Condition,
    Definition,
    Effect,
    EffectKind,
    Field,
    FieldType,
    Guard,
    Link,
    LinkKind,
    Paper,
    Pending,
    Role,
    Severity,
    Stage,
    Transition,
)
from plumbline.procedure.event import ISSUE, VOID
from plumbline.procedure.reading import DefinitionFault, Table, plain
from plumbline.text.canonical import canonical

EVERYWHERE: Final = ("action", "stage", "role", "roles", "day")
"""What the words of every refusal may name, in braces."""

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "already_begun": (),
    "already_recorded": (),
    "before_the_stage": (),
    "begins_the_case": (),
    "clock_is_over": ("clock",),
    "clock_not_running": ("clock",),
    "delivers_unissued": ("paper",),
    "extended_already": ("clock", "allowed"),
    "extension_not_allowed": ("clock",),
    "extension_too_long": ("clock", "allowed"),
    "field_missing": ("field",),
    "field_not_asked": ("field",),
    "field_wrong": ("field", "allowed"),
    "in_the_future": (),
    "issued_already": ("paper",),
    "issued_before_made": ("paper",),
    "merges_into_later": (),
    "merges_into_none": (),
    "merges_while_open": (),
    "merges_with_unlike": ("field",),
    "no_event_of_paper": (),
    "no_such_action": (),
    "no_such_event": (),
    "no_such_paper": ("paper",),
    "not_by_this_role": (),
    "not_in_this_stage": (),
    "not_its_day": (),
    "not_its_place": (),
    "not_yet_begun": (),
    "only_with_the_other": (),
    "stays_undone": (),
    "other_case": (),
}
"""The codes of refusals that every procedure knows, and what else their words may name."""

DRAWN: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("working_day", "natural_day", "month", "year"), ("length",)),
    "at_least": ("period",),
    **dict.fromkeys((*EFFECT_KINDS, "measures", "silence", LAW), ()),
}
"""The words that a drawing is written with; they too are handed in."""

TITLES: Final[Mapping[str, tuple[str, ...]]] = {ISSUE: ()}
"""What every procedure calls an action that it need not declare itself."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a body points to: statutory clocks, guards by name, the words of all procedures."""

    clocks: Clocks
    guards: Mapping[str, Guard] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the page and the name of the file say: name, title, day of effect, file."""

    name: str
    title: str
    from_day: date
    file: str


def read(identity: Identity, body: Mapping[str, Any], sources: Sources) -> Definition:
    """A definition from its parsed body. Raises DefinitionFault with a line for each fault."""
    faults = [
        f"{identity.file}: words '{code}' is missing; write the words that people read"
        for code in sorted({**WORDS, **DRAWN, **TITLES}.keys() - sources.words.keys())
    ]
    top = Table(dict(body), identity.file, faults)
    reader = ClockReader(sources.clocks, identity.from_day)
    roles = {id: _role(id, table) for id, table in top.inner("role")}
    void = _void(Table(top.take(VOID), f"{top.where}: {VOID}", faults))
    definition = Definition(
        name=identity.name,
        title=identity.title,
        from_day=identity.from_day,
        file=identity.file,
        stages={id: _stage(id, table) for id, table in top.inner("stage")},
        roles=roles,
        fields={id: _field(id, table) for id, table in top.inner("field")},
        papers={id: _paper(id, table) for id, table in top.inner("paper")},
        clocks={id: reader.clock(id, table) for id, table in top.inner("clock")},
        links={id: _link(id, table) for id, table in top.inner("link")},
        actions={id: _asked(_action(id, table), roles) for id, table in top.inner("action")},
        transition=_transition(Table(top.take("transition"), f"{top.where}: transition", faults)),
        void=_asked(void, roles),
        issue=_asked(_issue(top, void, sources.words.get(ISSUE, "")), roles),
        guards=dict(sources.guards),
        words=dict(sources.words),
        revision=revision(body, reader.used),
        seat=top.text("seat"),
    )
    top.close()
    if faults:
        raise DefinitionFault(dict.fromkeys(faults))
    return definition


def revision(body: Mapping[str, Any], clocks: Mapping[str, Clock]) -> str:
    """The hash of what a definition says: its body, and the statutory clocks it points to."""
    said = {"body": plain(body), "clocks": {name: _said(one) for name, one in clocks.items()}}
    return hashlib.sha256(canonical(said)).hexdigest()


def _said(clock: Clock) -> list[object]:
    """All of a clock that decides a day, or what follows it."""
    longer = clock.extension
    return [
        clock.effective_on.isoformat(),
        [clock.period.length, clock.period.unit, clock.period.basis, clock.counts],
        [longer.period.length, longer.period.unit, longer.times] if longer else [],
        clock.rule.last_day.basis if clock.rule.last_day else "",
        clock.consequence,
    ]


def _action(id: str, table: Table) -> Action:
    """One `[action.id]`, with its conditions and its effects on clocks."""
    basis = table.basis()
    action = Action(
        id=id,
        title=table.text("title", needed=True),
        by=table.texts("by"),
        basis=basis,
        begins=table.yes("begins"),
        stages=table.texts("stages"),
        to=table.text("to"),
        conditions=tuple(_condition(row, basis) for row in table.rows("condition")),
        requires=table.texts("requires"),
        allows=table.texts("allows"),
        effects=tuple(
            _effect(kind, row, basis) for kind in EFFECT_KINDS for row in table.rows(kind, "clock")
        ),
        papers=table.texts("papers"),
        links=table.texts("links"),
        internal=table.yes("internal"),
        delivers=table.texts("delivers"),
        each=table.text("each"),
    )
    if not action.by:
        table.fault("by", None, f"the roles that may do it, or {LAW}")
    table.close()
    return action


def _asked(action: Action, roles: Mapping[str, Role]) -> Action:
    """The action with the conditions of the roles that may do it, each once."""
    shared = (one for role in action.by if role in roles for one in roles[role].conditions)
    return replace(action, conditions=tuple(dict.fromkeys((*action.conditions, *shared))))


def _effect(kind: EffectKind, table: Table, basis: Basis) -> Effect:
    effect = Effect(
        kind=kind,
        clock=table.text("clock", needed=True),
        basis=table.basis(otherwise=basis),
        on=table.text("on"),
        when=table.when(),
        why=table.text("why"),
        length=table.text("length"),
        until=table.text("until"),
    )
    table.close()
    return effect


def _condition(table: Table, basis: Basis) -> Condition:
    """One `[[action.id.condition]]`: exactly one of after, unless, once and guard."""
    condition = Condition(
        code=table.text("code", needed=True),
        words=table.text("words", needed=True),
        basis=table.basis(otherwise=basis),
        after=table.texts("after"),
        unless=table.texts("unless"),
        once=table.yes("once"),
        guard=table.text("guard"),
        when=table.when(),
        severity=cast("Severity", table.choice("severity", SEVERITIES))
        if "severity" in table
        else "",
    )
    said = [bool(condition.after), bool(condition.unless), condition.once, bool(condition.guard)]
    if sum(said) != 1:
        table.fault("", condition.code, "exactly one of after, unless, once, guard")
    table.close()
    return condition


def _stage(id: str, table: Table) -> Stage:
    stage = Stage(id, table.text("title", needed=True), table.basis(), table.yes("ends"))
    table.close()
    return stage


def _role(id: str, table: Table) -> Role:
    basis = table.basis()
    role = Role(
        id,
        table.text("title", needed=True),
        basis,
        of=table.text("of"),
        recorded_by=table.texts("recorded_by"),
        conditions=tuple(_condition(row, basis) for row in table.rows("condition")),
    )
    table.close()
    return role


def _paper(id: str, table: Table) -> Paper:
    paper = Paper(id, table.text("title", needed=True), table.basis())
    table.close()
    return paper


def _field(id: str, table: Table) -> Field:
    read_type = cast("FieldType", table.choice("type", FIELD_TYPES))
    stated = table.take("options")
    options, grounds = _options(stated, f"{table.where}: options", table.faults)
    found = Field(
        id=id,
        title=table.text("title", needed=True),
        type=read_type,
        basis=table.basis(otherwise=Basis()),
        personal=table.yes("personal"),
        many=table.yes("many"),
        options=options,
        least=table.number("least"),
        most=table.number("most"),
        numbered=table.text("numbered"),
        among=table.text("among"),
        grounds=grounds,
    )
    if (read_type == "choice") != bool(options):
        table.fault("options", stated, "options for a choice, and for nothing else")
    if not all(options.values()):
        table.fault("options", options, "a title for each option")
    table.close()
    return found


def _options(
    stated: object, where: str, faults: list[str]
) -> tuple[dict[str, str], dict[str, Basis]]:
    """The titles of the options, and the basis of those that are tables with one of their own."""
    titles: dict[str, str] = {}
    grounds: dict[str, Basis] = {}
    for one, said in stated.items() if isinstance(stated, dict) else ():
        if isinstance(said, dict):
            table = Table(said, f"{where}.{one}", faults)
            titles[one], grounds[one] = table.text("title"), table.basis()
            table.close()
        else:
            titles[one] = said if isinstance(said, str) else ""
    return titles, grounds


def _link(id: str, table: Table) -> Link:
    link = Link(
        id=id,
        title=table.text("title", needed=True),
        kind=cast("LinkKind", table.choice("kind", LINK_KINDS)),
        procedure=table.text("procedure", needed=True),
        field=table.text("field", needed=True),
        basis=table.basis(),
        action=table.text("action"),
        gives=_by_field(table, "gives"),
        wanted_by=table.texts("wanted_by"),
        when=table.when(),
        words=table.text("words"),
        suggests=_single(table, "suggests"),
        answer=table.text("answer"),
        takes=_single(table, "takes"),
        same=table.texts("same"),
    )
    if bool(link.wanted_by) != bool(link.words):
        table.fault("words", link.words, "words and wanted_by, both or neither")
    table.close()
    return link


def _by_field(table: Table, key: str) -> dict[str, tuple[str, ...]]:
    """A table with, for each field, the name of another, or several."""
    stated = table.take(key)
    read = Table(stated if isinstance(stated, dict) else {}, f"{table.where}: {key}", table.faults)
    if stated is not None and not isinstance(stated, dict):
        table.fault(key, stated, "a table of fields")
    return {name: read.texts(name) for name in (stated if isinstance(stated, dict) else ())}


def _single(table: Table, key: str) -> dict[str, str]:
    """A table with one text for each field."""
    found = _by_field(table, key)
    for name, said in found.items():
        if len(said) != 1:
            table.fault(key, {name: said}, "one text for each field")
    return {name: said[0] for name, said in found.items() if said}


def _transition(table: Table) -> Transition:
    transition = Transition(
        decided_by=table.texts("decided_by"),
        pending=cast("Pending", table.choice("pending", ("stays", "moves"))),
        basis=table.basis(),
    )
    if not transition.decided_by:
        table.fault("decided_by", None, "the actions whose day decides which text governs")
    table.close()
    return transition


def _void(table: Table) -> Action:
    """`[void]`: who may take an event out of account; it may be done in every stage."""
    title, by = table.text("title", needed=True), table.texts("by")
    if not by:
        table.fault("by", None, "the roles that may correct the record")
    action = Action(id=VOID, title=title, by=by, basis=table.basis())
    table.close()
    return action


def _issue(top: Table, void: Action, title: str) -> Action:
    """`[issue_paper]`: who may issue papers, in every stage; where a body does not say, whoever may
    correct the record, since both answer for what the file says.
    """
    said = top.take(ISSUE)
    if said is None:
        return Action(id=ISSUE, title=title, by=void.by, basis=void.basis)
    table = Table(said, f"{top.where}: {ISSUE}", top.faults)
    action = Action(
        id=ISSUE,
        title=table.text("title") or title,
        by=table.texts("by") or void.by,
        basis=table.basis(),
    )
    table.close()
    return action
