"""不能读取 -- the one way in which reading a file fails, and it says why."""

from __future__ import annotations

WHOLE_FILE = "whole file"


class Unreadable(Exception):
    """A file that cannot be read: which one, where in it, what was found, what is allowed.

    `place` is a line, a page, a member of an archive, or `WHOLE_FILE`.
    """

    def __init__(self, name: str, place: str, found: str, allowed: str) -> None:
        super().__init__(f"{name}: {place}: found {found}; allowed: {allowed}")
        self.name = name
        self.place = place
        self.found = found
        self.allowed = allowed

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str, str]]:
        """Carry the four parts across processes, which the message alone would not."""
        return type(self), (self.name, self.place, self.found, self.allowed)
