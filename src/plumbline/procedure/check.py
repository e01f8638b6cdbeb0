"""检查 -- whether a definition holds together, before any case is opened under it.

Each fault is one line: file, key, what was found, what is allowed. No stage is dead, no action
out of reach, every clock can stop, every silence has its action, and every basis resolves or
carries its mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from plumbline.clock.statute import Clock
from plumbline.procedure.check_links import check_links
from plumbline.procedure.definition import (
    LAW,
    Action,
    Basis,
    ClockRule,
    Condition,
    Definition,
    Effect,
    Watch,
    When,
)
from plumbline.procedure.fault_lines import is_open, unknown, wrong
from plumbline.procedure.fields import REASON
from plumbline.procedure.paths import clock_never_stops, endless_silences, reached, unreachable
from plumbline.procedure.read import DRAWN, EVERYWHERE, WORDS

Resolver = Callable[[str, date], bool]
"""Whether a provision (行政复议法#30.1) is one of a text in force on a day."""

_DEEMED: Final = ("deemed_accepted", "deemed_granted", "deemed_no_evidence")


def check(definition: Definition, resolves: Resolver | None = None) -> list[str]:
    """Every fault of a definition, in the order of its parts; bases are left out without a
    resolver.
    """
    found = [
        *_actions(definition),
        *_clocks(definition),
        *_fields(definition),
        *check_links(definition),
        *_people(definition),
        *_rest(definition),
        *_codes(definition),
        *_unused(definition),
    ]
    if not found:  # paths are walked once all that they lead to is known
        found += _paths(definition)
    if resolves is not None:
        found += _bases(definition, resolves)
    return [f"{definition.file}: {one}" for one in found]


def bases(definition: Definition) -> Iterator[tuple[str, Basis]]:
    """Every basis of a definition, with the key that states it."""
    parts: dict[str, Iterable[object]] = {
        "stage": definition.stages.values(),
        "role": definition.roles.values(),
        "field": definition.fields.values(),
        "paper": definition.papers.values(),
        "clock": definition.clocks.values(),
        "link": definition.links.values(),
        "action": definition.actions.values(),
    }
    for kind, ones in parts.items():
        for one in ones:
            yield f"{kind} '{one.id}'", one.basis  # type: ignore[attr-defined]
    for field in definition.fields.values():
        yield from (
            (f"field '{field.id}': option '{one}'", is_) for one, is_ in field.grounds.items()
        )
    yield from ((at, one.basis) for at, one in coded(definition))
    for action in definition.actions.values():
        for effect in action.effects:
            yield f"action '{action.id}': {effect.kind} '{effect.clock}'", effect.basis
    yield "transition", definition.transition.basis
    yield "void", definition.void.basis
    if definition.issue.basis is not definition.void.basis:
        yield "issue_paper", definition.issue.basis


def _actions(definition: Definition) -> Iterator[str]:
    for action in definition.actions.values():
        at = f"action '{action.id}'"
        fields = definition.fields
        yield from unknown(f"{at}: by", action.by, {*definition.roles, LAW})
        yield from unknown(f"{at}: stages", action.stages, definition.stages)
        yield from unknown(f"{at}: to", [action.to], definition.stages)
        yield from unknown(f"{at}: requires", action.requires, fields)
        yield from unknown(f"{at}: allows", action.allows, fields)
        yield from unknown(f"{at}: papers", action.papers, definition.papers)
        yield from unknown(f"{at}: delivers", action.delivers, definition.papers)
        yield from unknown(f"{at}: links", action.links, definition.links)
        agencies = {id for id, one in fields.items() if one.type == "agency"}
        yield from unknown(f"{at}: each", [action.each], agencies)
        yield from _where(action, at)
        asks = any(one.severity == "reasons" for one in action.conditions)
        if asks and REASON not in (*action.requires, *action.allows):
            yield wrong(f"{at}: allows", list(action.allows), f"{REASON} among them")
        for condition in action.conditions:
            yield from _condition(definition, condition, f"{at}: condition '{condition.code}'")
        for effect in action.effects:
            yield from _effect(definition, action, effect, f"{at}: {effect.kind} '{effect.clock}'")


def _where(action: Action, at: str) -> Iterator[str]:
    """An action begins a case or has stages; one of the law has nobody beside it."""
    silent = LAW in action.by
    if not (action.begins or action.stages or silent):
        yield wrong(f"{at}: stages", [], "the stages in which it may be done, or begins = true")
    if action.begins and not action.to:
        yield wrong(f"{at}: to", "", "the stage in which a case begins")
    if silent and (len(action.by) > 1 or action.requires or action.conditions):
        yield wrong(at, action.by, "an action of the law alone, without fields and conditions")
    if silent and not action.stages:
        yield wrong(f"{at}: stages", [], "the stages in which the law does it")


def _condition(definition: Definition, condition: Condition, at: str) -> Iterator[str]:
    yield from unknown(f"{at}: after", condition.after, definition.actions)
    yield from unknown(f"{at}: unless", condition.unless, definition.actions)
    yield from unknown(f"{at}: guard", [condition.guard], definition.guards)
    yield from _when(definition, condition.when, at)
    reason = definition.fields.get(REASON)
    if condition.severity == "reasons" and (reason is None or reason.type != "text"):
        yield wrong(f"{at}: severity", "reasons", f"a field '{REASON}' of the type text")


def _effect(definition: Definition, action: Action, effect: Effect, at: str) -> Iterator[str]:
    yield from unknown(at, [effect.clock], definition.clocks)
    yield from _when(definition, effect.when, at)
    for _, clock in _known(definition, effect):
        if clock.counts == "before" and effect.kind not in ("starts", "stops"):
            yield wrong(at, effect.clock, "a clock that is not counted back")
        whys = _whys(definition, effect)
        yield from unknown(f"{at}: why", whys, [one.why for one in clock.stretches])
    extensible = any(clock.extension for _, clock in _known(definition, effect))
    if effect.kind == "extends" and not (effect.until or extensible):
        yield wrong(at, effect.clock, "a clock whose statute allows an extension, or until")
    asked = {*action.requires, *action.allows}
    types = {"on": "day", "length": "number", "until": "day"}
    for key, wanted in types.items():
        name = getattr(effect, key)
        if not name:
            continue
        if key != "on" and effect.kind != "extends":
            yield wrong(f"{at}: {key}", name, "it with extends only")
        fits = {id for id, one in definition.fields.items() if is_open(one, wanted)}
        yield from unknown(f"{at}: {key}", [name], fits & asked)


def _whys(definition: Definition, effect: Effect) -> tuple[str, ...]:
    """The reasons that an effect may give: the titles of a field's options, or its own."""
    field = definition.fields.get(effect.why)
    return tuple(field.options.values()) if field else (effect.why,)


def _known(definition: Definition, effect: Effect) -> tuple[tuple[When, Clock], ...]:
    """The statutory clocks of an effect; none when it names no clock."""
    rule = definition.clocks.get(effect.clock)
    return rule.clocks if rule else ()


def _when(definition: Definition, when: When, at: str) -> Iterator[str]:
    for name, values in when:
        field = definition.fields.get(name)
        if field is None or field.personal or field.type not in ("choice", "yes_no"):
            ones = [
                one.id for one in definition.fields.values() if one.type in ("choice", "yes_no")
            ]
            yield wrong(f"{at}: when", name, ones)
        elif field.type == "choice":
            yield from unknown(f"{at}: when.{name}", map(str, values), field.options)
        elif not all(isinstance(value, bool) for value in values):
            yield wrong(f"{at}: when.{name}", list(values), "true or false")


def _clocks(definition: Definition) -> Iterator[str]:
    silences = [one.silence for one in definition.clocks.values() if one.silence]
    for clock in definition.clocks.values():
        at = f"clock '{clock.id}'"
        yield from _silence(definition, clock, at)
        for when, one in clock.clocks:
            yield from _when(definition, when, at)
            if one.period.unit == "hour":
                yield wrong(f"{at}: unit", "hour", "days, months or years")
        if len(clock.clocks) > 1 and clock.clocks[-1][0]:
            yield wrong(f"{at}: choice", "always a when", "a last one without, for all other cases")
    for id in {one for one in silences if silences.count(one) > 1}:
        yield wrong(f"action '{id}'", "silence of several clocks", "an action for each clock")
    for action in definition.actions.values():
        if LAW in action.by and action.id not in silences:
            yield wrong(
                f"action '{action.id}': by", LAW, "it where a clock names it as its silence"
            )


def _silence(definition: Definition, clock: ClockRule, at: str) -> Iterator[str]:
    law = [one.id for one in definition.actions.values() if LAW in one.by]
    yield from unknown(f"{at}: silence", [clock.silence], law)
    if clock.consequence in _DEEMED and not clock.silence:
        yield wrong(f"{at}: silence", "", f"the action that makes it {clock.consequence}")
    silent = definition.actions.get(clock.silence)
    if clock.runs_on and silent and silent.to:
        allowed = "one that leads nowhere, or none where only responsibility follows"
        yield wrong(f"{at}: silence", clock.silence, allowed)


def _fields(definition: Definition) -> Iterator[str]:
    for field in definition.fields.values():
        at = f"field '{field.id}'"
        if field.type == "person" and not field.personal:
            yield wrong(f"{at}: personal", False, "true, since it names a person")
        if (field.least, field.most) != (None, None) and field.type not in ("number", "money"):
            yield wrong(f"{at}: type", field.type, "number or money where least or most is said")
        if field.least is not None and field.most is not None and field.least > field.most:
            yield wrong(f"{at}: least", field.least, f"at most {field.most}")
        named = {
            id for id, one in definition.fields.items() if one.type == "agency" and id != field.id
        }
        yield from unknown(f"{at}: among", [field.among], named)
        if field.among and (field.type, field.personal) != ("agency", False):
            yield wrong(f"{at}: type", field.type, "agency, since it names some of several")


def _people(definition: Definition) -> Iterator[str]:
    """Whose case it is, and whose the roles are: fields that name agencies or persons."""
    fields = definition.fields
    agencies = {id for id, one in fields.items() if one.type == "agency" and not one.personal}
    single = {id for id in agencies if not fields[id].many}
    persons = {id for id, one in fields.items() if one.type == "person"}
    yield from unknown("seat", [definition.seat], single)
    for role in definition.roles.values():
        at = f"role '{role.id}'"
        yield from unknown(f"{at}: of", [role.of], agencies | persons)
        officers = {one.id for one in definition.roles.values() if one.of not in persons}
        yield from unknown(f"{at}: recorded_by", role.recorded_by, officers)
    for field in fields.values():
        at = f"field '{field.id}': numbered"
        if field.numbered and not is_open(field, "text"):
            yield wrong(at, field.numbered, "it for one open text")
        if field.numbered and not _is_series(field.numbered):
            yield wrong(at, field.numbered, "{word}, {year} and {serial} in a pattern")


def _is_series(pattern: str) -> bool:
    try:
        said = pattern.format_map(dict.fromkeys(("word", "year", "serial"), "\0"))
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return said.count("\0") == len(("word", "year", "serial"))


def _rest(definition: Definition) -> Iterator[str]:
    begins = [one.id for one in definition.actions.values() if one.begins]
    if not begins:
        yield wrong("action", "none that begins", "begins = true for one that opens a case")
    yield from unknown(
        "transition: decided_by", definition.transition.decided_by, definition.actions
    )
    yield from unknown("void: by", definition.void.by, definition.roles)
    if definition.issue.by != definition.void.by:
        yield from unknown("issue_paper: by", definition.issue.by, definition.roles)
    for code, words in definition.words.items():
        named = DRAWN[code] if code in DRAWN else (*EVERYWHERE, *WORDS.get(code, ()))
        try:
            words.format_map(dict.fromkeys(named, ""))
        except (KeyError, ValueError, IndexError, AttributeError):
            places = ", ".join(f"{{{name}}}" for name in named) or "none"
            yield wrong(f"words '{code}'", words, f"text whose places in braces are of: {places}")


def _codes(definition: Definition) -> Iterator[str]:
    """One code says one thing, wherever it refuses or is found."""
    said: dict[str, str] = {}
    for at, one in coded(definition):
        if one.code in WORDS:
            yield wrong(at, one.code, "a code that is not one of the general refusals")
        if said.setdefault(one.code, one.words) != one.words:
            yield wrong(at, one.words, f"{said[one.code]!r}, or another code")


def coded(definition: Definition) -> Iterator[tuple[str, Condition | Watch]]:
    """Every condition, every watch and what links ask for, with its key, each once."""
    shared = {one: id for id, role in definition.roles.items() for one in role.conditions}
    for condition, role in shared.items():
        yield f"role '{role}': condition '{condition.code}'", condition
    for action in definition.actions.values():
        for condition in action.conditions:
            if condition not in shared:
                yield f"action '{action.id}': condition '{condition.code}'", condition
    for clock in definition.clocks.values():
        for watch in clock.watches:
            yield f"clock '{clock.id}': watch '{watch.code}'", watch
    for link in definition.links.values():
        if link.words:
            yield f"link '{link.id}': words", Watch(link.wanted, link.words, link.basis)


def _unused(definition: Definition) -> Iterator[str]:
    actions = [*definition.actions.values(), definition.void, definition.issue]
    used = {
        "role": {role for one in actions for role in one.by}
        | {role for one in definition.roles.values() for role in one.recorded_by},
        "field": {name for one in actions for name in (*one.requires, *one.allows)},
        "paper": {paper for one in actions for paper in one.papers},
        "link": {link for one in actions for link in one.links},
        "clock": {
            effect.clock for one in actions for effect in one.effects if effect.kind == "starts"
        },
        "stage": {one.to for one in actions},
    }
    known = {
        "role": definition.roles, "field": definition.fields, "paper": definition.papers,
        "link": definition.links, "clock": definition.clocks, "stage": definition.stages,
    }  # fmt: skip
    for kind, ones in known.items():
        for id in ones:
            if id not in used[kind]:
                does = "starts" if kind == "clock" else "uses"
                yield wrong(f"{kind} '{id}'", "idle", f"an action that {does} it, or leave it out")


def _paths(definition: Definition) -> Iterator[str]:
    stages = reached(definition)
    for id, stage in definition.stages.items():
        if id not in stages:
            yield wrong(f"stage '{id}'", "out of reach", "an action that leads to it")
        leaves = [one for one in definition.actions.values() if id in one.stages and one.to != id]
        if not stage.ends and not any(one.to for one in leaves):
            yield wrong(f"stage '{id}'", "dead", "an action that leads out of it, or ends = true")
    for id in unreachable(definition):
        yield wrong(f"action '{id}'", "out of reach", "stages and after that a case can come to")
    for clock, stage_id in clock_never_stops(definition):
        where = f"an action that stops it, from the stage '{stage_id}' on"
        yield wrong(f"clock '{clock}'", "one that never stops", where)
    for id in endless_silences(definition):
        yield wrong(
            f"clock '{id}'", "started anew by its own silence", "a clock that comes to an end"
        )


def _bases(definition: Definition, resolves: Resolver) -> Iterator[str]:
    for key, basis in bases(definition):
        for provision in basis.provisions:
            if not basis.unverified and not resolves(provision, definition.from_day):
                day = definition.from_day
                yield wrong(
                    f"{key}: basis", provision, f"a provision in force on {day}, or its mark"
                )
