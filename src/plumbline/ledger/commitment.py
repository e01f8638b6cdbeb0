"""承诺值 -- a personal value in the log is only committed to, so that it can be erased.

The commitment is H(`plumbline/commitment/1`, newline || length of the salt in one byte || salt ||
the value as JSON in its one spelling). Without its salt it tells nothing of the value. When value
and salt are erased (个人信息保护法#47), the entry, its hash and every proof stay as they were.
"""

from __future__ import annotations

import copy
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.hashing import HashName, hash_name
from plumbline.ledger.verify import COMMITMENT, commitment

LEAST_SALT: Final = 16
MOST_SALT: Final = 255


def commit(value: object, salt: bytes, name: HashName = "sha256") -> str:
    """The commitment to a JSON value: the name of the hash, a colon, Base64.

    The salt is 16 to 255 random bytes, made anew for each value; else LedgerFault.
    """
    if not LEAST_SALT <= len(salt) <= MOST_SALT:
        raise LedgerFault("salt", f"{len(salt)} bytes", f"{LEAST_SALT} to {MOST_SALT}")
    return commitment(hash_name(name), value, salt)


def opens(committed: str, value: object, salt: bytes) -> bool:
    """Whether a commitment is the one to this value under this salt."""
    return committed == commit(value, salt, hash_name(committed.partition(":")[0]))


def conceal(
    event: Mapping[str, Any], salts: Mapping[str, bytes], name: HashName = "sha256"
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The event with commitments in place of personal values, and what opens these.

    `salts` has a salt for the place of each personal value, a JSON pointer such as `/data/name`.
    The openings, by the same places, are what a receipt carries for the person and what is erased.
    Raises LedgerFault where nothing stands at a place, or a salt is used twice.
    """
    if len(set(salts.values())) < len(salts):
        raise LedgerFault("salts", "one salt twice", "a salt for each value")
    concealed, openings = copy.deepcopy(dict(event)), {}
    for pointer, salt in salts.items():
        holder, place = _holder(concealed, pointer)
        openings[pointer] = {"value": holder[place], "salt": b64encode(salt).decode()}
        holder[place] = {COMMITMENT: commit(holder[place], salt, name)}
    return concealed, openings


def _holder(value: Any, pointer: str) -> tuple[Any, Any]:
    """The list or object that holds what a JSON pointer points to, and its place in there."""
    holder, place = None, None
    for part in pointer.split("/")[1:]:
        holder = value
        name = part.replace("~1", "/").replace("~0", "~")
        is_number = name.isascii() and name.isdigit() and str(int(name)) == name
        place = int(name) if isinstance(holder, list) and is_number else name
        try:
            value = holder[place]
        except (KeyError, IndexError, TypeError):
            raise LedgerFault(pointer, "nothing", "the place of a value in the event") from None
    if holder is None:
        raise LedgerFault(pointer or "pointer", "no place", "a JSON pointer such as /data/name")
    return holder, place
