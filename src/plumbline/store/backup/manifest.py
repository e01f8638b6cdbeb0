"""清单 -- what a backup holds: each file with size and SHA-256, and the log as it then was.

A backup is a tar file. Its last member is the manifest, so that a file that was cut off has none;
the name of the manifest holds its own SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

NAME: Final = "manifest"
VERSION: Final = 1
SQLITE: Final = "database.sqlite3"
POSTGRES: Final = "database.pgdump"
ATTACHMENTS: Final = "attachments"
FOLDERS: Final = ("originals", ATTACHMENTS)
"""Folders of the home that cannot be made again; the index and static files can."""
KEYS: Final = ("secret_key", "ledger_key")
"""Files of the home that go along only when they are asked for."""


class BackupFault(Exception):
    """A backup cannot be made, read or restored; the message says what was found and allowed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `files` maps each member to its size and SHA-256;
    `checkpoint` is the signed note of the log, empty before the first; `keys` are public; `erased`
    are files that were erased while it was made: its database still holds what was erased.
    """

    made_at: str
    program: str
    migrations: tuple[str, ...]
    checkpoint: str
    keys: tuple[str, ...]
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    erased: tuple[str, ...] = ()

    @property
    def database(self) -> str:
        """The member that holds the database."""
        return SQLITE if SQLITE in self.files else POSTGRES

    def to_text(self) -> str:
        """The manifest as JSON text."""
        files = [
            {"path": path, "size": size, "sha256": digest}
            for path, (size, digest) in sorted(self.files.items())
        ]
        value = {
            "plumbline": "backup", "version": VERSION, "made_at": self.made_at,
            "program": self.program, "migrations": list(self.migrations),
            "checkpoint": self.checkpoint, "keys": list(self.keys), "files": files,
            "erased": list(self.erased),
        }  # fmt: skip
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def name_of(text: bytes) -> str:
    """The name of the member that holds this manifest."""
    return f"{NAME}-{hashlib.sha256(text).hexdigest()}.json"


def read_manifest(name: str, text: bytes) -> Manifest:
    """The manifest from JSON text, under the name that it had. Raises BackupFault."""
    _must_be(name == name_of(text), "name", name, name_of(text))
    try:
        value = json.loads(text)
        _must_be(value["plumbline"] == "backup", "plumbline", value["plumbline"], "backup")
        _must_be(value["version"] == VERSION, "version", value["version"], str(VERSION))
        found = Manifest(
            str(value["made_at"]), str(value["program"]), tuple(map(str, value["migrations"])),
            str(value["checkpoint"]), tuple(map(str, value["keys"])),
            {str(one["path"]): (int(one["size"]), str(one["sha256"])) for one in value["files"]},
            tuple(map(str, value.get("erased", ()))),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as fault:
        raise BackupFault(f"{NAME}: {fault!r}; allowed: the manifest of a backup") from None
    databases = [name for name in (SQLITE, POSTGRES) if name in found.files]
    _must_be(len(databases) == 1, "files", databases, f"one of {SQLITE} and {POSTGRES}")
    for path in found.files:
        _must_be(is_ours(path), "files", path, "the database, originals, attachments, keys")
    return found


def is_ours(path: str) -> bool:
    """Whether a member is one that a backup may hold: no other place is ever written to."""
    folder, slash, rest = path.partition("/")
    if not slash:
        return path in (SQLITE, POSTGRES, *KEYS)
    parts = rest.split("/")
    return folder in FOLDERS and not {"", ".", ".."} & set(parts) and "\0" not in path


def _must_be(holds: Any, key: str, found: object, allowed: str) -> None:
    if not holds:
        raise BackupFault(f"{NAME}: {key}: found {found!r}; allowed: {allowed}")
