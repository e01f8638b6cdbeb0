"""记录 -- an event as the bytes that the log takes in.

The bytes are `plumbline/event/1`, a newline, and the event as JSON in its one spelling (RFC 8785),
whole numbers only, in UTF-8. The number in the first line changes with whatever else changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.verify import ENTRY_FORM, LARGEST, canonical, read_json

_encode: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


_TEXT: Final = frozenset([str])


def encode(event: Mapping[str, Any]) -> bytes:
    """An event as an entry. Raises Unreadable for fractions, large numbers and half characters."""
    event = dict(event)
    text = _encode(event) if _is_plain(event) else canonical(event)
    try:
        data = text.encode("utf-16-le")
    except UnicodeEncodeError:
        data = b""
    # Beyond the basic plane the order of keys by UTF-16 is not that of their characters.
    if len(data) != 2 * len(text):
        text = canonical(event)
    return (ENTRY_FORM + text).encode()


def _is_plain(value: object) -> bool:
    """Whether all of it is text, truth, nothing, whole numbers, and lists and objects of these."""
    rest = [value]
    for one in rest:
        kind = type(one)
        if kind is str or kind is bool or one is None:
            continue
        if isinstance(one, dict) and kind is dict and _TEXT.issuperset(map(type, one)):
            rest.extend(one.values())
        elif isinstance(one, list) and kind is list:
            rest.extend(one)
        elif not (isinstance(one, int) and abs(one) <= LARGEST):
            return False
    return True


def decode(entry: bytes) -> dict[str, Any]:
    """The event of an entry. Raises LedgerFault for other bytes, Unreadable for other JSON."""
    text = entry.decode("utf-8", "replace")
    form, _, rest = text.partition("\n")
    event = read_json(rest, "entry")
    if form + "\n" != ENTRY_FORM or not isinstance(event, dict) or encode(event) != entry:
        raise LedgerFault("entry", ascii(text[:60]), f"{ENTRY_FORM.strip()}, newline, JSON as is")
    return event
