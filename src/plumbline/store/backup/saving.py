"""取 -- make a backup: the database as it is at one moment, then the files that it names.

The database comes first: a file that came in later is more than it names, and harmless; one that
its events name is missing only when it was erased meanwhile, and then the backup says so. A file
that none names, and that was dropped meanwhile, is left out. The backup is written beside its place
and renamed when it is whole.
"""

from __future__ import annotations

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from plumbline import __version__
from plumbline.ledger import published
from plumbline.store import cases, places
from plumbline.store.backup import databases
from plumbline.store.backup.manifest import (
    ATTACHMENTS,
    FOLDERS,
    KEYS,
    BackupFault,
    Manifest,
    name_of,
)
from plumbline.store.cases import erasing
from plumbline.store.cases.signing import key_file
from plumbline.store.texts.originals import PARTIAL

Progress = Callable[[str, int, int], None]
BLOCK: Final = 1 << 20  # bytes


class _Counted:
    """A file whose bytes are counted and hashed as they are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.size = 0
        self.digest = hashlib.sha256()

    def read(self, count: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(count)
        self.size += len(data)
        self.digest.update(data)
        return data


def save(path: Path, now: datetime, progress: Progress, *, with_keys: bool = False) -> Manifest:
    """Write a backup to a path and return its manifest; a file that is there is replaced.

    Keys are left out unless they are asked for. Raises BackupFault.
    """
    if not path.parent.is_dir():
        raise BackupFault(f"{path}: found no folder {path.parent}; make it first")
    # The note is read before the database, which then holds it and perhaps more.
    checkpoint = cases.current_checkpoint()
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        part = Path(folder)
        name = databases.dump(part)
        members = [(name, part / name), *_members(with_keys=with_keys)]
        draft = part / path.name
        said = cases.description()
        manifest = Manifest(
            now.isoformat(timespec="seconds"),
            __version__,
            _migrations(),
            checkpoint.note if checkpoint else "",
            tuple(published(key) for key in said.keys) if said else (),
            {},
        )
        manifest = _write(draft, members, manifest, progress)
        draft.chmod(0o600)
        os.replace(draft, path)  # noqa: PTH105 -- says what it does
    return manifest


def _members(*, with_keys: bool) -> Iterator[tuple[str, Path]]:
    home = places.home()
    for folder in FOLDERS:
        for file in sorted((home / folder).rglob("*")):
            # What is still being written is named by nothing that the database holds.
            if file.is_file() and not file.is_symlink() and file.suffix != PARTIAL:
                yield file.relative_to(home).as_posix(), file
    if with_keys:
        for name, file in zip(KEYS, (home / KEYS[0], key_file()), strict=True):
            if file.is_file():
                yield name, file


def _write(
    draft: Path, members: list[tuple[str, Path]], manifest: Manifest, progress: Progress
) -> Manifest:
    files: dict[str, tuple[int, str]] = {}
    missing: list[str] = []
    with draft.open("wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for number, (name, file) in enumerate(members, 1):
                try:
                    files[name] = _add(archive, name, file)
                except FileNotFoundError:
                    missing.append(name)
                progress("files", number, len(members))
            whole = replace(manifest, files=files, erased=_erased(missing))
            text = whole.to_text().encode()
            archive.addfile(_entry(name_of(text), len(text)), BytesIO(text))
        stream.flush()
        os.fsync(stream.fileno())
    return whole


def _erased(missing: Sequence[str]) -> tuple[str, ...]:
    """The files that were erased since they were listed; one that nothing named, and that was
    dropped meanwhile, is none. Raises BackupFault where another is gone that was there.
    """
    hashes = {name: "".join(name.split("/")[1:]) for name in missing}
    named = erasing.still_named({*hashes.values()})
    for name, sha256 in hashes.items():
        if not name.startswith(f"{ATTACHMENTS}/") or sha256 in named:
            raise BackupFault(
                f"{name}: found nothing, the file was there; allowed: that it was erased; try again"
            )
    erased = erasing.erased_among({*hashes.values()})
    return tuple(name for name, sha256 in hashes.items() if sha256 in erased)


def _add(archive: tarfile.TarFile, name: str, file: Path) -> tuple[int, str]:
    with file.open("rb") as stream:
        counted = _Counted(stream)
        size = os.fstat(stream.fileno()).st_size
        archive.addfile(_entry(name, size), counted)
    if counted.size != size:
        raise BackupFault(f"{name}: found {counted.size} bytes, {size} were there; try again")
    return size, counted.digest.hexdigest()


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _migrations() -> tuple[str, ...]:
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(name for app, name in applied if app == "store"))
