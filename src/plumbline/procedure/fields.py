"""要素 -- whether a value is of the type that a field asks for.

Values are JSON: a day is `2024-03-04`, money a whole number of fen, a file its name, size and
SHA-256, and whatever is personal a salted commitment, whose value is kept elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from plumbline.procedure.definition import Action, Basis, Definition, Field, FieldType
from plumbline.procedure.event import FIRST_DAY, LAST_DAY
from plumbline.procedure.reading import PROVISION
from plumbline.text.canonical import GREATEST, NotCanonical, canonical

COMMITMENT: Final = "$commitment"
_ISSUED: Final[Mapping[str, FieldType]] = {
    "event": "text", "paper": "text", "issued_file": "file", "wording": "number", "number": "text",
    "is_copy": "yes_no", "reason": "text",
}  # fmt: skip
"""What the issue of a paper states; the first three always."""
_ALWAYS_ISSUED: Final = ("event", "paper", "issued_file")
REASON: Final = "departure_reason"
"""The field that gives the reasons for which a condition that asks for reasons was left aside."""

_COMMITTED: Final = re.compile(r"(?:sha256|sm3):[A-Za-z0-9+/]{43}=")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


def is_given(data: Mapping[str, object], name: str) -> bool:
    """Whether the data say anything in a field."""
    return data.get(name) not in (None, "", [])


def fault_in(field: Field, value: object) -> str:
    """What would be allowed, when a value is not; empty when it is of the field's type."""
    if not field.many:
        return _fault_in_one(field, value)
    if not isinstance(value, list):  # one agency alone may stand without a list
        return _fault_in_one(field, value) if field.type == "agency" else "[...]"
    return next(filter(None, (_fault_in_one(field, one) for one in value)), "")


def open_fault_in(field: Field, value: object) -> str:
    """As `fault_in`, for the value of a personal field before it is committed to."""
    return fault_in(field, value) if not field.personal else _fault_in_open(field, value)


@dataclass(frozen=True, slots=True)
class DataFault:
    """Why what an event states cannot be taken: the code of a refusal, and what it names."""

    code: str
    named: Mapping[str, str]


def fault_of_data(
    definition: Definition,
    action: Action,
    data: Mapping[str, object],
    fault: Callable[[Field, object], str] = fault_in,
) -> DataFault | None:
    """What is missing, not asked for, or not of its type among what an event states.

    With `open_fault_in` as `fault`, personal values are looked at before they are committed to.
    """
    if action is definition.issue:
        return _fault_of_issue(data)
    fields = definition.fields
    asked = {*action.requires, *action.allows}
    if action is definition.void:
        asked = {"event", "reason"}
    for name in action.requires:
        if not is_given(data, name):
            return DataFault("field_missing", {"field": fields[name].title})
    for name, value in data.items():
        if name not in asked:
            return DataFault("field_not_asked", {"field": name})
        if name not in fields:
            allowed = "" if isinstance(value, str) and _is_whole(value) else "..."
        else:
            allowed = fault(fields[name], value) if is_given(data, name) else ""
        if allowed:
            title = fields[name].title if name in fields else name
            return DataFault("field_wrong", {"field": title, "allowed": allowed})
    return None


def _fault_of_issue(data: Mapping[str, object]) -> DataFault | None:
    for name in _ALWAYS_ISSUED:
        if not is_given(data, name):
            return DataFault("field_missing", {"field": name})
    for name, value in data.items():
        if name not in _ISSUED:
            return DataFault("field_not_asked", {"field": name})
        kind = Field(name, name, _ISSUED[name], Basis())
        if allowed := _fault_of_type(kind, value):
            return DataFault("field_wrong", {"field": name, "allowed": allowed})
    return None


def day_of(value: object) -> date | None:
    """The day that a value states; None when it states none of 1900 to 2199."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return None
        return day if FIRST_DAY <= day <= LAST_DAY else None
    return None


def _fault_in_open(field: Field, value: object) -> str:
    values = value if field.many and isinstance(value, list) else [value]
    return next(filter(None, (_fault_of_type(field, one) for one in values)), "")


def _fault_in_one(field: Field, value: object) -> str:
    return _fault_of_commitment(value) if field.personal else _fault_of_type(field, value)


def _fault_of_commitment(value: object) -> str:
    found = value.get(COMMITMENT) if isinstance(value, dict) and len(value) == 1 else None
    fits = isinstance(found, str) and _COMMITTED.fullmatch(found)
    return "" if fits else f'{{"{COMMITMENT}": "sha256:..."}}'


def _fault_of_type(field: Field, value: object) -> str:
    if field.type == "choice":
        is_one = isinstance(value, str) and value in field.options
        return "" if is_one else ", ".join(field.options.values())
    if field.type in ("number", "money"):
        return _fault_of_number(field, value)
    fits, allowed = _TYPES[field.type]
    return "" if fits(value) else allowed


def _fault_of_number(field: Field, value: object) -> str:
    least = 0 if field.least is None else field.least
    most = GREATEST if field.most is None else field.most
    fits = type(value) is int and least <= value <= most
    return "" if fits else f"{least}-{most}"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and _is_whole(value)


def _is_whole(value: object) -> bool:
    try:
        canonical(value)
    except NotCanonical:
        return False
    return True


def _is_person(value: object) -> bool:
    named = value.get("name") if isinstance(value, dict) else value
    return _is_text(named) and _is_whole(value)


def _is_file(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != {"name", "bytes", "sha256"}:
        return False
    size, digest = value["bytes"], value["sha256"]
    is_sized = type(size) is int and 0 <= size <= GREATEST
    return (
        is_sized
        and _is_text(value["name"])
        and isinstance(digest, str)
        and bool(_HASH.fullmatch(digest))
    )


_TYPES: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "day": (lambda value: day_of(value) is not None, "2024-03-04"),
    "text": (_is_text, "..."),
    "agency": (_is_text, "..."),
    "officer": (_is_text, "..."),
    "case": (_is_text, "..."),
    "person": (_is_person, '{"name": "..."}'),
    "provision": (
        lambda value: isinstance(value, str) and bool(PROVISION.fullmatch(value)),
        "行政复议法#30.1",
    ),
    "yes_no": (lambda value: isinstance(value, bool), "true, false"),
    "attachment": (
        lambda value: isinstance(value, str) and bool(_HASH.fullmatch(value)),
        "0123...cdef (SHA-256)",
    ),
    "file": (_is_file, '{"name": "...", "bytes": 1, "sha256": "..."}'),
}
