"""检查 -- whether the links of a definition hold together, alone and with what they lead to.

A case that opens another hands it what the other wants (`gives`) and takes back what came of it
(`takes`): each by a field that both have, and of one type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plumbline.procedure.definition import Definition, Field, Link
from plumbline.procedure.fault_lines import is_open, unknown, wrong


def check_links(definition: Definition) -> Iterator[str]:
    """Every fault of the links of a definition, as far as it alone tells."""
    for link in definition.links.values():
        fits = {id for id, one in definition.fields.items() if is_open(one, "case")}
        yield from unknown(f"link '{link.id}': field", [link.field], fits)
        yield from _opening(definition, link)


def check_partners(
    definition: Definition, others: Mapping[str, Sequence[Definition]]
) -> Iterator[str]:
    """Every fault of a definition's links with the procedures that they lead to, by their names.

    Each text of the other that may govern a case that is opened by this one is looked at. A
    procedure that is not there is one of another system, of which nothing is known.
    """
    for link in definition.links.values():
        for other in others.get(link.procedure, ()):
            if link.action:
                yield from _handed_on(definition, link, other)
            yield from _taken_back(definition, link, other)


def _handed_on(definition: Definition, link: Link, other: Definition) -> Iterator[str]:
    """What the event that begins the other case, or is recorded in it, is told."""
    at, action = f"{definition.file}: link '{link.id}'", other.actions.get(link.action)
    where = f"{other.name} of {other.from_day}"
    if action is None or (link.kind == "opens") != action.begins:
        ones = [id for id, one in other.actions.items() if one.begins == (link.kind == "opens")]
        yield wrong(f"{at}: action", link.action, ones)
        return
    asked = {*action.requires, *action.allows}
    yield from unknown(f"{at}: gives to {where}", link.gives, asked)
    for name, sources in link.gives.items():
        for one in sources:
            yield from _unlike(f"{at}: gives.{name}", definition, one, other, name)
    back = {
        one.field
        for one in other.links.values()
        if one.kind == "returns_to" and one.procedure == definition.name
    }
    if link.kind == "opens":
        told = {*link.gives, *back}
        missing = [one for one in action.requires if one not in told]
        for one in missing:
            yield wrong(f"{at}: gives", sorted(link.gives), f"{one} too, which {where} requires")


def _taken_back(definition: Definition, link: Link, other: Definition) -> Iterator[str]:
    at = f"{definition.file}: link '{link.id}': takes"
    for name, source in link.takes.items():
        yield from unknown(f"{at} from {other.name} of {other.from_day}", [source], other.fields)
        yield from _unlike(f"{at}.{name}", definition, name, other, source)


def _unlike(
    at: str, definition: Definition, here: str, other: Definition, there: str
) -> Iterator[str]:
    """What is of one type here and of another there; a choice may be told as text."""
    one, two = definition.fields.get(here), other.fields.get(there)
    if one is not None and two is not None and not _alike(one, two):
        yield wrong(at, f"{here}: {one.type}", f"a field of the type {two.type}, as {there} is")


def _alike(one: Field, two: Field) -> bool:
    return one.type == two.type or "text" in (one.type, two.type)


def _opening(definition: Definition, link: Link) -> Iterator[str]:
    """How a link opens another case and takes back what comes of it."""
    at, actions = f"link '{link.id}'", definition.actions
    told = [one for many in link.gives.values() for one in many]
    yield from unknown(f"{at}: gives", told, definition.fields)
    yield from unknown(f"{at}: wanted_by", link.wanted_by, actions)
    yield from unknown(f"{at}: when", [name for name, _ in link.when], definition.fields)
    yield from unknown(f"{at}: answer", [link.answer], actions)
    asked = {*actions[link.answer].requires, *actions[link.answer].allows} if (
        link.answer in actions
    ) else set()  # fmt: skip
    if link.answer:
        yield from unknown(f"{at}: answer asks for", [link.field, *link.takes], asked)
    if link.kind == "merges_with":
        yield from _merging(definition, link)
    elif link.action and link.kind != "opens":
        yield wrong(f"{at}: action", link.action, "none where the case is not opened")
    if link.same and link.kind != "merges_with":
        yield wrong(f"{at}: same", ", ".join(link.same), "it where the case goes on in the other")
    yield from unknown(f"{at}: suggests", link.suggests, definition.fields)


def _merging(definition: Definition, link: Link) -> Iterator[str]:
    """How a case goes on in another of its procedure: it ends, and the other records it."""
    at, actions = f"link '{link.id}'", definition.actions
    if link.procedure != definition.name:
        yield wrong(f"{at}: procedure", link.procedure, definition.name)
    yield from unknown(f"{at}: action", [link.action], actions)
    yield from unknown(f"{at}: same", link.same, definition.fields)
    for one in (each for each in actions.values() if link.id in each.links):
        if one.to not in definition.stages or not definition.stages[one.to].ends:
            yield wrong(f"action '{one.id}': to", one.to, "a stage that ends, as the case does")
        yield from unknown(f"action '{one.id}': requires for {at}", [link.field], one.requires)
