"""日志说明 -- what a log publishes of itself: origin, hash, forms, and the keys that verify it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.hashing import HashName, hash_name
from plumbline.ledger.keys import published
from plumbline.ledger.tiles import TILE
from plumbline.ledger.verify import ENTRY_FORM, Key, Unreadable, read_json, read_key

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Description:
    """A log: its origin, a line that no other log has, its hash, and its keys, the latest last."""

    origin: str
    hash: HashName
    keys: tuple[Key, ...]

    def to_json(self) -> dict[str, Any]:
        """The value that is published."""
        return {
            "plumbline": "log",
            "version": _VERSION,
            "origin": self.origin,
            "hash": self.hash,
            "entries": ENTRY_FORM.strip(),
            "tile": TILE,
            "keys": [published(key) for key in self.keys],
        }

    def to_text(self) -> str:
        """The value as JSON text."""
        return json.dumps(self.to_json(), ensure_ascii=False, indent=2) + "\n"


def read_description(text: str, place: str) -> Description:
    """The description from JSON text. Raises LedgerFault; `place` says where the text stands."""
    try:
        value = read_json(text, place)
        read = Description(value["origin"], hash_name(value["hash"]), _keys(value))
    except (Unreadable, KeyError, TypeError) as error:
        raise LedgerFault(place, error, "the description of a log") from None
    if read.to_json() != value:
        raise LedgerFault(place, "another form or version", f"version {_VERSION}")
    return read


def _keys(value: Mapping[str, Any]) -> tuple[Key, ...]:
    return tuple(read_key(one) for one in value["keys"])
