"""附件 -- files that events state: kept under their hash, handed out only through their case.

What a file is, its first bytes say; the name must promise the same. Nothing that a browser or a
desk computer would run is taken in.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from plumbline.procedure.event import Event
from plumbline.store import places
from plumbline.store.models import SentFile
from plumbline.store.texts.originals import Originals

_ZIP: Final = (b"PK\x03\x04",)
_OLE: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_MARKS: Final[dict[str, tuple[bytes, ...]]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "docx": _ZIP,
    "xlsx": _ZIP,
    "ofd": _ZIP,
    "odt": _ZIP,
    "doc": _OLE,
    "wps": _OLE,
    "xls": _OLE,
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "txt": (),
}
TAKEN: Final = tuple(_MARKS)
"""The extensions of the files that are taken in."""

MOST: Final = 20 * 2**20
"""Bytes of one file."""

LONGEST_NAME: Final = 120
_SHOWN: Final = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}  # fmt: skip
_LOOKED_AT: Final = 4096  # bytes of a text in which a zero byte would show that it is none


class NotTaken(ValueError):
    """Why a file is not taken in: the code, the name, what was found, what is allowed."""

    def __init__(self, code: str, name: str, found: str, allowed: str) -> None:
        super().__init__(f"{name}: found {found}; {allowed} is allowed")
        self.code, self.name, self.found, self.allowed = code, name, found, allowed


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that an event states."""

    name: str
    size: int
    sha256: str

    @property
    def shown_as(self) -> str:
        """The media type with which a browser may show it; empty when it is only downloaded."""
        return _SHOWN.get(_suffix(self.name), "")


def folder() -> Originals:
    """Where attachments are kept."""
    return Originals(places.home() / "attachments")


def keep(name: str, data: bytes) -> dict[str, Any]:
    """Keep a file, and return what an event states of it. Raises NotTaken."""
    short = checked(name, data)
    sha256 = folder().keep(data)
    while not keep_on(sha256):  # the nightly job has just dropped it
        folder().keep(data)
    return {"name": short, "bytes": len(data), "sha256": sha256}


def keep_on(sha256: str) -> bool:
    """Keep a file, by its hash, for days from now though nothing names it; False where it is gone.

    Whoever is about to state a file says so here: the job of this night leaves it.
    """
    try:
        os.utime(folder().path_of(sha256))
    except FileNotFoundError:
        return False
    return True


def checked(name: str, data: bytes) -> str:
    """The name under which a file is taken in. Raises NotTaken."""
    said = PurePosixPath(name.replace("\\", "/")).name.strip() or "-"
    suffix = _suffix(said)
    if suffix not in _MARKS:
        raise NotTaken("kind", said, f".{suffix}" if suffix else "-", ", ".join(TAKEN))
    if not data:
        raise NotTaken("empty", said, "0", "1")
    if len(data) > MOST:
        raise NotTaken("size", said, f"{len(data)}", f"{MOST}")
    if not _is_what_it_says(suffix, data):
        raise NotTaken("content", said, suffix, suffix)
    return said if len(said) <= LONGEST_NAME else f"{said[: LONGEST_NAME - 10]}….{suffix}"


def remove(files: Iterable[str]) -> None:
    """Remove files for good, by their hashes; one that is gone already is none."""
    for sha256 in files:
        folder().path_of(sha256).unlink(missing_ok=True)
        SentFile.objects.filter(sha256=sha256).delete()


def attachments_of(event: Event) -> list[Attachment]:
    """The files that an event states."""
    return [one for name in event.data for one in stated_under(event, name)]


def stated_under(event: Event, name: str) -> list[Attachment]:
    """The files that an event states under the name of a field."""
    value = event.data.get(name)
    return [
        Attachment(one["name"], one["bytes"], one["sha256"])
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, dict) and one.keys() == {"name", "bytes", "sha256"}
    ]


def stated_in(events: Iterable[Event], sha256: str) -> Attachment | None:
    """The file of that hash that one of some events states."""
    stated = (one for event in events for one in attachments_of(event))
    return next((one for one in stated if one.sha256 == sha256), None)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix[1:].lower()


def _is_what_it_says(suffix: str, data: bytes) -> bool:
    marks = _MARKS[suffix]
    if not marks:
        return b"\0" not in data[:_LOOKED_AT]
    return any(data[:1024].lstrip().startswith(mark) for mark in marks)
