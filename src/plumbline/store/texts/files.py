"""文件 -- which files an import reads, found and opened without trusting what lies in a folder."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plumbline.documents.read import LARGEST

READABLE: Final = frozenset(
    (
        ".md", ".txt", ".html", ".htm", ".mht", ".mhtml", ".docx", ".doc", ".pdf", ".wps", ".rtf",
        ".odt", ".xml",
    )
)  # fmt: skip
_SKIPPED: Final = frozenset(("README.md",))
_UNSEEN: Final = (".", "~$")
"""With these begin the names of hidden files and of Word's lock files."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file: where it is, its name inside the collection, its size, and why it cannot be read."""

    path: Path
    name: str
    size: int = 0
    fault: str = ""


class CannotOpen(Exception):
    """A file that is not opened; the message names it and says why."""


def files_below(paths: Iterable[Path], left_out: Counter[str]) -> Iterator[Found]:
    """Files to read and their names relative to the folder that was named, in a fixed order.

    Links to folders are not followed, so that none can lead in a circle; what cannot be looked
    into comes with its fault. Files of other kinds are counted in `left_out` by their suffix, or
    by their name if it has none; hidden files are not.
    """
    for path in paths:
        if path.is_dir():
            yield from _inside(path, left_out)
        else:
            yield _found(path, path.name)


def _stays_inside(path: Path, root: Path) -> bool:
    """Whether what a link points to lies in the folder that was named; a loop leads nowhere."""
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return True


def _inside(root: Path, left_out: Counter[str]) -> Iterator[Found]:
    faults: list[OSError] = []
    found: list[Found] = []
    for folder, below, names in os.walk(root, onerror=faults.append, followlinks=False):
        for name in [one for one in below if Path(folder, one).is_symlink()]:
            path = Path(folder, name)
            found.append(Found(path, _name(path, root), 0, "a link to a folder is not followed"))
        below[:] = [name for name in below if not name.startswith(_UNSEEN)]
        for name in names:
            path = Path(folder, name)
            if name.startswith(_UNSEEN):
                continue
            if path.suffix.lower() not in READABLE or name in _SKIPPED:
                other = path.suffix.lower() if name not in _SKIPPED else ""
                left_out[printable(other or name)] += 1
                continue
            if path.is_symlink() and not _stays_inside(path, root):
                why = "a link that leads out of the folder is not followed"
                found.append(Found(path, _name(path, root), 0, why))
            else:
                found.append(_found(path, _name(path, root)))
    for fault in faults:
        path = Path(os.fsdecode(fault.filename))
        why = f"the folder cannot be looked into ({fault.strerror})"
        found.append(Found(path, _name(path, root), 0, why))
    yield from sorted(found, key=lambda one: one.name)


def _found(path: Path, name: str) -> Found:
    try:
        return Found(path, printable(name), path.stat().st_size)
    except OSError as error:
        return Found(path, printable(name), 0, f"cannot be read ({error.strerror})")


def _name(path: Path, root: Path) -> str:
    inside = path.relative_to(root).as_posix()
    return printable(root.name if inside == "." else inside)


def printable(name: str) -> str:
    """The name with bytes that are no UTF-8 shown as such, so that it can be kept and printed."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def read_bytes(file: Found) -> bytes:
    """The contents of a regular file of bearable size. Raises CannotOpen."""
    if file.fault:
        raise CannotOpen(f"{file.name}: {file.fault}")
    try:
        # Opening a pipe or a device in the usual way would wait for whoever is at its other end.
        descriptor = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as opened:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise CannotOpen(f"{file.name}: not a regular file")
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise CannotOpen(f"{file.name}: cannot be read ({error.strerror})") from None
    if len(data) > LARGEST:
        raise CannotOpen(f"{file.name}: {status.st_size} bytes; at most {LARGEST} are read")
    return data
