"""检查 -- whether forms and a procedure fit: each field is known, each paper has its form, and
what a form prints in every case is known whenever its paper is made.

A field is known by then when it is general, when the form asks its drafter for it, or when on
every way to the action that makes the paper some action requires it. Ways are those of the stages
and of conditions that name what must have come `after`; guards, corrections and `when` are left
aside. So a field that is called certain is certain, and one that is not may be so for a reason
that only a guard knows: such a block is written with `given`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from plumbline.papers.form import GENERAL, Asked, Form
from plumbline.procedure.check import Resolver
from plumbline.procedure.definition import Action, Definition

Does = Callable[[Action], bool]


def check(form: Form, definition: Definition, resolves: Resolver | None = None) -> list[str]:
    """Every fault of a form under a definition; its basis is left out without a resolver."""
    faults = [*_names(form, definition), *_whens(form, definition), *_asks(form, definition)]
    if form.id in definition.papers:
        faults += _gaps(form, definition)
    elif not form.free:
        faults.append(_wrong("folder", form.id, [*definition.papers, "free = true on the page"]))
    for provision in form.basis.provisions if resolves else ():
        if resolves and not resolves(provision, form.from_day):
            faults.append(_wrong("basis", provision, ["a provision of a text in force"]))
    return [f"{form.file}: {one}" for one in dict.fromkeys(faults)]


def check_all(
    forms: Mapping[str, Form], definition: Definition, resolves: Resolver | None = None
) -> list[str]:
    """Every fault of the forms of a procedure, and each paper that has no form."""
    faults = [fault for form in forms.values() for fault in check(form, definition, resolves)]
    missing = [id for id in definition.papers if id not in forms]
    return faults + [f"{definition.file}: paper '{id}' has no form; write one" for id in missing]


def always(definition: Definition, action: Action, does: Does) -> bool:
    """Whether on every way to an action, it included, some action does something."""
    certain = _certain_stages(definition, does)
    return _brings(definition, action, does, certain)


def _certain_stages(definition: Definition, does: Does) -> frozenset[str]:
    """The stages to which no way leads without it: the greatest set that agrees with itself."""
    entering = [one for one in definition.actions.values() if one.to]
    certain = set(definition.stages)
    shrunk = True
    while shrunk:
        lost = {
            one.to for one in entering if not _brings(definition, one, does, frozenset(certain))
        }
        shrunk = bool(lost & certain)
        certain -= lost
    return frozenset(certain)


def _brings(definition: Definition, action: Action, does: Does, certain: frozenset[str]) -> bool:
    if does(action) or (not action.begins and certain >= {*action.stages}):
        return True
    after = [one.after for one in action.conditions if one.after and not one.when]
    known = definition.actions
    return any(all(one in known and does(known[one]) for one in ones) for ones in after)


def _names(form: Form, definition: Definition) -> Iterator[str]:
    known = {*GENERAL, *definition.fields, *form.asks}
    for name in (*form.always(), *form.sometimes()):
        if name not in known:
            yield _wrong("field", name, sorted(known))


def _whens(form: Form, definition: Definition) -> Iterator[str]:
    """Only choices and yes-or-no fields decide, with values that they may have."""
    for block in form.blocks:
        for name, values in block.when:
            field = form.asks.get(name) or definition.fields.get(name)
            if field is None:
                continue
            allowed: list[object] = [*field.options] if field.type == "choice" else [True, False]
            if field.type not in ("choice", "yes_no"):
                yield _wrong("when", name, ["a field that is a choice or yes_no"])
            else:
                yield from (
                    _wrong(f"when.{name}", one, allowed) for one in values if one not in allowed
                )


def _asks(form: Form, definition: Definition) -> Iterator[str]:
    used = {*form.always(), *form.sometimes()}
    for asked in form.asks.values():
        at = f"field '{asked.id}'"
        if asked.id not in used:
            yield _wrong(at, "idle", ["words that name it, or leave it out"])
        if asked.id in GENERAL:
            yield _wrong(at, asked.id, ["it without asking: every paper knows it"])
        field = definition.fields.get(asked.id)
        if field and (field.type, field.many) != (asked.type, asked.many):
            yield _wrong(f"{at}: type", asked.type, [f"{field.type} as the procedure has it"])
        if asked.due and asked.due not in definition.clocks:
            yield _wrong(f"{at}: due", asked.due, sorted(definition.clocks))
        if asked.day_of and not {*asked.day_of} & {*definition.actions}:
            yield _wrong(f"{at}: day_of", list(asked.day_of), sorted(definition.actions))


def _gaps(form: Form, definition: Definition) -> Iterator[str]:
    makers = [one for one in definition.actions.values() if form.id in one.papers]
    for name in form.always():
        asked = form.asks.get(name)
        if name in GENERAL or (asked and not asked.day_of and not asked.due):
            continue
        if name not in definition.fields and not asked:
            continue
        does = _giving(name, asked)
        for action in makers:
            if not always(definition, action, does):
                allowed = "it in a block with given, or a field that is required before"
                yield f"field is {name!r}, not always known at '{action.id}'; write {allowed}"


def _giving(name: str, asked: Asked | None) -> Does:
    """Whether an action gives a field its value."""
    if asked is None:
        return lambda action: name in action.requires
    if asked.day_of:
        return lambda action: action.id in asked.day_of
    return lambda action: any(
        one.kind == "starts" and one.clock == asked.due for one in action.effects
    )


def _wrong(key: str, found: object, allowed: Sequence[object]) -> str:
    return f"{key} is {found!r}; write one of {', '.join(map(str, allowed))}"
