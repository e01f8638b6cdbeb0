"""值 -- what a paper is filled with, each value of a type that knows how it is written.

A text stands for itself, a `date` is a day, a whole number a number; money, the option of a
choice, a person and a provision have types of their own, and several of one kind are a tuple.
`value_of` makes them from the JSON of an event, by the field of the procedure that they are of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from plumbline.procedure.definition import FieldType
from plumbline.procedure.fields import day_of

_PROVISION: Final = re.compile(
    r"(?P<law>[^#]+)#(?P<article>\d+)(?:-(?P<further>\d+))?"
    r"(?:\.(?P<paragraph>\d+))?(?:\.(?P<item>\d+))?(?:\.(?P<subitem>\d+))?(?:@.*)?"
)

_YES_NO: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in fen (分)."""

    fen: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The option that was chosen: its id, by which forms ask, and its title, which is printed."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person or an organisation, with particulars by name: `address`, `id_number`."""

    name: str
    particulars: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in a law by its numbers; 0 where the address goes no further."""

    law: str
    article: int
    further: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0


Single = str | bool | int | date | Money | Choice | Person | Provision
Value = Single | tuple[Single, ...]


def value_of(
    kind: FieldType, value: object, options: Mapping[str, str] | None = None
) -> Value | None:
    """A value as events hold it (JSON) as one to fill in; None when it says nothing.

    A list becomes a tuple. What is not of its type is taken as the text that it is, since a
    paper shows what the record says.
    """
    if isinstance(value, list | tuple):
        found = (value_of(kind, one, options) for one in value)
        several = tuple(one for one in found if one is not None and not isinstance(one, tuple))
        return several or None
    if value is None or value == "":
        return None
    return _single(kind, value, options or {})


def _single(kind: FieldType, value: object, options: Mapping[str, str]) -> Single:
    if isinstance(value, Mapping):
        return _person(value)
    if isinstance(value, Money | Choice | Person | Provision | bool | date):
        return value
    if isinstance(value, int):
        return Money(value) if kind == "money" else value
    text = f"{value}"
    match kind:
        case "choice":
            return Choice(text, options.get(text, text))
        case "person":
            return Person(text)
        case "day":
            found: Single | None = day_of(text)
        case "provision":
            found = _provision(text)
        case "yes_no":
            found = _YES_NO.get(text)
        case _:
            found = None
    return text if found is None else found


def _person(value: Mapping[str, object]) -> Person:
    """A table with a `name`: a person with particulars, or a file, of which the name is said."""
    said = {f"{key}": f"{one}" for key, one in value.items() if one not in (None, "")}
    return Person(said.pop("name", ""), said)


def _provision(text: str) -> Provision | None:
    found = _PROVISION.fullmatch(text)
    if found is None:
        return None
    numbers = ("article", "further", "paragraph", "item", "subitem")
    return Provision(found["law"], *(int(found[one] or 0) for one in numbers))
