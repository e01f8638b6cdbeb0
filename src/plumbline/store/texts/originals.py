"""原件 -- files as they came in, kept under their hash, never changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PARTIAL: Final = ".partial"
"""The ending of a file that is not yet whole."""


@dataclass(frozen=True, slots=True)
class Originals:
    """A folder of originals. Nothing here knows where it lies, so that readers can use it too."""

    folder: Path

    def path_of(self, sha256: str) -> Path:
        """The file of an original."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, data: bytes) -> str:
        """Keep bytes and return their hash.

        A file is whole or absent, whenever the process dies or the power fails. Raises OSError
        when it cannot be written; nothing is left behind then.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path_of(sha256)
        if target.exists() and target.stat().st_size == len(data):
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.{os.getpid()}{PARTIAL}")
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError:
            with suppress(OSError):
                partial.unlink()
            raise
        return sha256

    def fetch(self, sha256: str) -> bytes:
        """The bytes of an original. Raises FileNotFoundError with the path when it is gone."""
        return self.path_of(sha256).read_bytes()

    def is_whole(self, sha256: str) -> bool:
        """Whether the file is there and still has the contents that its name promises."""
        try:
            return hashlib.sha256(self.fetch(sha256)).hexdigest() == sha256
        except OSError:
            return False

    def all(self) -> Iterator[str]:
        """The hash of every file that is kept, in no order."""
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            for file in folder.iterdir():
                if len(file.name) == 62:
                    yield folder.name + file.name
