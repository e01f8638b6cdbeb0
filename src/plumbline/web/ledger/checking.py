"""核验 -- the check of a receipt on the server, for browsers that run no scripts.

It is the check of verify.py; a receipt that is handed over is neither kept nor logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from plumbline.ledger import check_receipt, read_key, told
from plumbline.ledger.verify import Key, Unreadable, read_json

LONGEST: Final = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the check: its code, with "!" where it does not hold, and of what it speaks."""

    code: str
    holds: bool
    about: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found: the verdict as the exit code of verify.py, and the steps.

    `fault` is a code of `words.FAULTS` where something could not be read, with its `detail`.
    """

    code: int
    steps: Sequence[Step] = ()
    fault: str = ""
    detail: str = ""
    origin: str = ""


def check(text: str, key: str) -> Checked:
    """Check a receipt or a promise with a key, both as text."""
    known = _key(key)
    if known is None:
        return Checked(2, fault="key")
    if fault := _unfit(text):
        return Checked(2, fault=fault)
    try:
        receipt = read_json(text.removeprefix("\ufeff").strip(), "receipt")
    except Unreadable:
        return Checked(2, fault="json")
    try:
        steps = check_receipt(receipt, known)
    except (ValueError, RecursionError) as error:
        return Checked(2, fault="form", detail=str(error))
    code, _ = told(steps)
    shown = [Step(one if holds else f"{one}!", holds, about) for one, holds, about in steps]
    return Checked(code, shown, origin=_origin(receipt))


def _unfit(text: str) -> str:
    """Why a text is not even tried, as a code; empty where it is."""
    if not text.strip():
        return "empty"
    if len(text) > LONGEST:
        return "large"
    return "nul" if "\0" in text else ""


def _key(text: str) -> Key | None:
    try:
        return read_key(text)
    except ValueError:
        return None


def _origin(receipt: Any) -> str:
    found = receipt.get("origin") if isinstance(receipt, dict) else ""
    return found if isinstance(found, str) else ""
