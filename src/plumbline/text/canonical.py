"""规范编码 -- one value, one sequence of bytes, so that its hash means the same everywhere.

The bytes are those of the JSON Canonicalization Scheme (RFC 8785): UTF-8, no white space, keys
in order, `JSON.stringify` of any browser escapes the same characters. What two languages would
write differently is refused: fractions, whole numbers beyond 2^53 - 1, keys outside the basic
plane (whose order differs by encoding), and halves of surrogate pairs.
"""

from __future__ import annotations

import json
from typing import Final

GREATEST: Final = 2**53 - 1
"""The greatest whole number that every language writes exactly; sums of money are in fen."""

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
_PLAIN: Final = frozenset({str, bool, type(None)})
_ALLOWED: Final = "write a string, a whole number, true, false, null, a list or a table"


class NotCanonical(ValueError):
    """A value that has no canonical bytes; says the place in it, what was found, what may be."""


def canonical(value: object) -> bytes:
    """The one encoding of a value made of str, int, bool, None, list, tuple and dict.

    Raises NotCanonical for anything else, at any depth, with the place of it.
    """
    try:
        fault = _fault(value, "$")
        if not fault:
            return _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise NotCanonical(f"half of a surrogate pair {half!r}; write whole characters") from None
    except RecursionError:
        raise NotCanonical("nested too deeply; write a flatter value") from None
    raise NotCanonical(fault)


def _fault(value: object, place: str) -> str:
    """What keeps a value from being encoded, with its place; empty when nothing does."""
    if type(value) in _PLAIN:
        return ""
    if isinstance(value, int):
        fits = -GREATEST <= value <= GREATEST
        return "" if fits else f"{place}: {value}; write a number within 2^53 - 1, or a string"
    if isinstance(value, dict):
        return _fault_in_table(value, place)
    if isinstance(value, (list, tuple)):
        faults = (_fault(one, f"{place}[{number}]") for number, one in enumerate(value))
        return next(filter(None, faults), "")
    return f"{place}: {type(value).__name__}; {_ALLOWED}"


def _fault_in_table(table: dict[object, object], place: str) -> str:
    for key, one in table.items():
        if not isinstance(key, str):
            return f"{place}: key {key!r}; write a string"
        if not key.isascii() and max(key) > "\uffff":
            return f"{place}: key {key!r}; write characters of the basic plane"
        if type(one) not in _PLAIN and (fault := _fault(one, f"{place}.{key}")):
            return fault
    return ""
