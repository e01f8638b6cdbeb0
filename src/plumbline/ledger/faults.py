"""What is wrong with a log: raised where it cannot go on, a value where a walk has found it."""

from __future__ import annotations

from dataclasses import dataclass


class LedgerFault(Exception):
    """A log, its files or a question to it cannot be: the place, what is found, what is allowed."""

    def __init__(self, place: str, found: object, allowed: object) -> None:
        super().__init__(f"{place}: found {found}; allowed: {allowed}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a walk through a log has found.

    `code` is one of `walk.CODES`; `place` names an entry, a stored hash or a checkpoint.
    """

    code: str
    place: str
    found: str
    allowed: str
