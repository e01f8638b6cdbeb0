"""放回 -- read a backup, and put back what it holds when all of it is as its manifest says.

Nothing is put back before every byte was compared. The folders are then exchanged by renaming,
the database is loaded in one transaction, and the whole log is walked through, against the
checkpoint that the manifest kept.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from plumbline.ledger import Fault, read_key
from plumbline.store import cases, places
from plumbline.store.backup import databases
from plumbline.store.backup.manifest import (
    FOLDERS,
    KEYS,
    NAME,
    BackupFault,
    Manifest,
    is_ours,
    read_manifest,
)
from plumbline.store.cases.signing import key_file

Progress = Callable[[str, int, int], None]
BLOCK: Final = 1 << 20  # bytes
LARGEST_MANIFEST: Final = 1 << 30  # bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """What was restored: the manifest, and what a walk through the log found wrong."""

    manifest: Manifest
    faults: tuple[Fault, ...] = ()


def check(path: Path, progress: Progress) -> Manifest:
    """Read a backup to its end and compare every byte with its manifest. Raises BackupFault."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        return _unpack(path, Path(folder), progress, keep=False)


def restore(path: Path, progress: Progress, *, force: bool = False) -> Checked:
    """Put back what a backup holds, into the home and the database of this installation.

    Refused, with BackupFault, where either holds something already, unless `force`; and where the
    backup is not whole. No server and no worker may run meanwhile.
    """
    home = places.home()
    home.mkdir(parents=True, exist_ok=True)
    if not force:
        _refuse_full(home)
    with tempfile.TemporaryDirectory(prefix=".restore.", dir=home) as folder:
        part = Path(folder)
        manifest = _unpack(path, part, progress, keep=True)
        _refuse_newer(manifest)
        databases.load(part / manifest.database)
        _put_back(home, part)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    kept = [manifest.checkpoint] if manifest.checkpoint else []
    key = read_key(manifest.keys[-1]) if manifest.keys else None
    faults = tuple(cases.verify_all(cases.Walk(kept, key), progress))
    return Checked(manifest, faults)


def _refuse_full(home: Path) -> None:
    for folder in FOLDERS:
        if any((home / folder).glob("*")):
            raise BackupFault(f"{home / folder}: found files; allowed: nothing, or --force")
    if not databases.is_empty():
        name = connection.settings_dict["NAME"]
        raise BackupFault(f"{name}: found tables; allowed: an empty database, or --force")


def _refuse_newer(manifest: Manifest) -> None:
    known = {name for app, name in MigrationExecutor(connection).loader.disk_migrations
             if app == "store"}  # fmt: skip
    if unknown := set(manifest.migrations) - known:
        raise BackupFault(
            f"{NAME}: found tables of {', '.join(sorted(unknown))}, made by version "
            f"{manifest.program}; allowed: those of this program or an earlier one"
        )


def _unpack(path: Path, part: Path, progress: Progress, *, keep: bool) -> Manifest:
    """Read all members, compare them with the manifest, which is the last, and keep them."""
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    with _readable(path), path.open("rb") as stream:
        total = path.stat().st_size
        archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115 -- the stream is closed
        for entry in archive:
            if manifest is not None or not entry.isreg():
                raise BackupFault(f"{path}: {entry.name}: allowed: files, the manifest last")
            if entry.name.startswith(f"{NAME}-"):
                manifest = read_manifest(entry.name, _whole(archive, entry))
            elif not is_ours(entry.name) or entry.name in found:
                raise BackupFault(f"{path}: found {entry.name!r}; allowed: what a manifest names")
            else:
                found[entry.name] = _taken(archive, entry, part / entry.name if keep else None)
            progress("reading", min(stream.tell(), total), total)
    if manifest is None:
        raise BackupFault(f"{path}: found no {NAME} at its end; the backup was cut off")
    _compare(path, found, manifest)
    return manifest


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError) as fault:
        raise BackupFault(f"{path}: {fault}; the backup was cut off, or is none") from None
    except OSError as fault:
        raise BackupFault(f"{path}: {os.strerror(fault.errno or 0)}") from None


def _whole(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(entry)
    if stream is None or entry.size > LARGEST_MANIFEST:
        raise BackupFault(f"{NAME}: found {entry.size} bytes; allowed: {LARGEST_MANIFEST}")
    return stream.read()


def _taken(archive: tarfile.TarFile, entry: tarfile.TarInfo, place: Path | None) -> tuple[int, str]:
    """Read a member, write it to its place if it has one, and give its size and SHA-256."""
    stream, digest, size = archive.extractfile(entry), hashlib.sha256(), 0
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") if place else open(os.devnull, "wb") as out:  # noqa: PTH123
        while stream is not None and (data := stream.read(BLOCK)):
            digest.update(data)
            size += len(data)
            out.write(data)
    return size, digest.hexdigest()


def _compare(path: Path, found: dict[str, tuple[int, str]], manifest: Manifest) -> None:
    for name, (size, digest) in manifest.files.items():
        if name not in found:
            raise BackupFault(f"{path}: found no {name}; the manifest names it")
        if found[name] != (size, digest):
            got = f"{found[name][0]} bytes, SHA-256 {found[name][1]}"
            raise BackupFault(f"{path}: {name}: found {got}; allowed: {size} bytes, {digest}")
    if more := found.keys() - manifest.files.keys():
        raise BackupFault(f"{path}: found {min(more)}, which the manifest does not name")


def _put_back(home: Path, part: Path) -> None:
    """Exchange the folders, each by renaming; put back keys that came along."""
    for name in FOLDERS:
        if (home / name).exists():
            os.replace(home / name, part / f"old-{name}")  # noqa: PTH105
        if (part / name).is_dir():
            os.replace(part / name, home / name)  # noqa: PTH105
    for name, place in zip(KEYS, (home / KEYS[0], key_file()), strict=True):
        if (part / name).is_file():
            (part / name).chmod(0o600)
            os.replace(part / name, place)  # noqa: PTH105
    shutil.rmtree(home / "index", ignore_errors=True)  # it is made again from what came back
