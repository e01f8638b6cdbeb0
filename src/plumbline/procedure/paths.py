"""路径 -- where a case can come to under a definition, whatever its guards say."""

from __future__ import annotations

from collections.abc import Iterator

from plumbline.procedure.definition import Action, Definition


def reached(definition: Definition) -> frozenset[str]:
    """The stages that a case can come to, with the conditions left aside."""
    stages = {one.to for one in definition.actions.values() if one.begins}
    grown = True
    while grown:
        more = {one.to for one in definition.actions.values() if one.to and stages & {*one.stages}}
        grown = not more <= stages
        stages |= more
    return frozenset(stages)


def unreachable(definition: Definition) -> list[str]:
    """The actions that no case can come to: by their stages, or by what must come before."""
    stages = reached(definition)
    able = {id for id, one in definition.actions.items() if one.begins or stages & {*one.stages}}
    shrunk = True
    while shrunk:
        lost = {id for id in able if not _can_come(definition.actions[id], able)}
        shrunk = bool(lost)
        able -= lost
    return [id for id in definition.actions if id not in able]


def _can_come(action: Action, able: set[str]) -> bool:
    needed = (
        one.after for one in action.conditions if one.after and not (one.when or one.severity)
    )
    return all(able & ({*after} - {action.id}) for after in needed)


def clock_never_stops(definition: Definition) -> Iterator[tuple[str, str]]:
    """Each clock with a stage in which it may run and from which nothing can stop it."""
    for id, rule in definition.clocks.items():
        if not rule.silence or rule.runs_on:
            runs_in = _stages_of(definition, id)
            good = _stopping(definition, id)
            yield from ((id, stage) for stage in sorted(runs_in - good))


def _stages_of(definition: Definition, clock: str) -> set[str]:
    """The stages in which a clock may run."""
    stages = {
        stage
        for one in definition.actions.values()
        if _does(one, "starts", clock) and not _does(one, "stops", clock)
        for stage in ([one.to] if one.to else one.stages)
        if not definition.stages[stage].ends
    }
    grown = True
    while grown:
        more = {
            one.to
            for one in definition.actions.values()
            if stages & {*one.stages} and one.to and not _stops(definition, one, clock)
        }
        grown = not more <= stages
        stages |= more
    return stages


def _stopping(definition: Definition, clock: str) -> set[str]:
    """The stages from which some way leads to the clock's end."""
    good: set[str] = set()
    grown = True
    while grown:
        more = {
            stage
            for one in definition.actions.values()
            if _stops(definition, one, clock) or one.to in good
            for stage in one.stages
        }
        grown = not more <= good
        good |= more
    return good


def _stops(definition: Definition, action: Action, clock: str) -> bool:
    ends = action.to != "" and definition.stages[action.to].ends
    return ends or _does(action, "stops", clock)


def _does(action: Action, kind: str, clock: str) -> bool:
    return any(one.kind == kind and one.clock == clock for one in action.effects)


def endless_silences(definition: Definition) -> list[str]:
    """The clocks whose silence starts them anew, by itself or by way of other silences."""
    follows = {
        id: {one.clock for one in definition.actions[rule.silence].effects if one.kind == "starts"}
        for id, rule in definition.clocks.items()
        if rule.silence
    }
    found = []
    for id in follows:
        after, grown = set(follows[id]), True
        while grown:
            more = {clock for one in after for clock in follows.get(one, ())}
            grown = not more <= after
            after |= more
        if id in after:
            found.append(id)
    return found
