"""程序版本 -- by which program something was derived, so that a better one derives it anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

READ_BY: Final = (
    "text", "documents", "sources", "store/texts/reading.py", "store/texts/blocks.py",
    "store/texts/rows.py", "store/texts/versions.py", "store/texts/writing.py",
)  # fmt: skip
"""The packages and modules that say what is read of a file."""
FOUND_BY: Final = ("text", "search", "store/texts/indexing.py")
"""The packages and modules that say what an index holds."""
DIGITS: Final = 16


@cache
def digest(parts: tuple[str, ...]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of all files of these parts."""
    total = hashlib.sha256()
    for part in parts:
        for name, file in _files(part, resources.files("plumbline") / part):
            total.update(f"{name}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:DIGITS]


def _files(name: str, place: Traversable) -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        yield name, place
        return
    for inner in sorted(place.iterdir(), key=lambda one: one.name):
        if inner.name != "__pycache__":
            yield from _files(f"{name}/{inner.name}", inner)
