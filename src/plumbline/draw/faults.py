"""What is wrong with a draw that cannot go on."""

from __future__ import annotations

from typing import Final

LONGEST_SHOWN: Final = 80
"""Characters of a value that a message repeats."""


class DrawFault(Exception):
    """A list, an announcement, a seed or a record cannot be: the place, what is found, what is
    allowed."""

    def __init__(self, place: str, found: object, allowed: object) -> None:
        super().__init__(f"{place}: found {found}; allowed: {allowed}")
        self.place, self.found, self.allowed = place, f"{found}", f"{allowed}"


def shown(value: object) -> str:
    """A value of a stranger as a message may hold it: short, and without control characters."""
    said = repr(value)
    return said if len(said) <= LONGEST_SHOWN else said[:LONGEST_SHOWN] + "…"
