"""Whether the files of an index are whole, told before anyone relies on them.

tantivy closes each file with a footer: a JSON object that holds the CRC-32 of what
comes before it, the length of that object, and a magic number.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plumbline.search.faults import IndexFault

_MAGIC: Final = 1337
_TAIL: Final = struct.Struct("<II")
_PARTS: Final = ("term", "idx", "pos", "fieldnorm", "fast", "store")
_OWN: Final = ("meta.json", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock")


def clear(folder: Path) -> None:
    """Remove the files of an earlier index from a folder, and no others."""
    for file in folder.iterdir():
        if file.suffix[1:] in (*_PARTS, "del") or file.name in _OWN:
            file.unlink()


def check_files(folder: Path) -> None:
    """Raise IndexFault unless every file that the index names is there and was closed."""
    for file in _files(folder):
        _footer(file)


def check_contents(folder: Path) -> None:
    """Raise IndexFault unless every file has the contents that it was closed with."""
    for file in _files(folder):
        footer, length = _footer(file)
        with file.open("rb") as source:
            found = zlib.crc32(source.read(file.stat().st_size - length))
        if found != footer["crc"]:
            raise IndexFault(f"{file.name}: contents changed since they were written; rebuild")


def _files(folder: Path) -> Iterator[Path]:
    meta = folder / "meta.json"
    try:
        segments = json.loads(meta.read_text("utf-8"))["segments"]
        names = [str(segment["segment_id"]).replace("-", "") for segment in segments]
    except FileNotFoundError:
        raise IndexFault(f"{folder}: no index here; build it") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFault(f"{meta}: cannot be read ({error}); rebuild") from None
    for name in names:
        yield from (folder / f"{name}.{part}" for part in _PARTS)


def _footer(file: Path) -> tuple[dict[str, int], int]:
    try:
        with file.open("rb") as source:
            source.seek(-_TAIL.size, 2)
            length, magic = _TAIL.unpack(source.read(_TAIL.size))
            if magic != _MAGIC:
                raise ValueError("not closed")
            source.seek(-_TAIL.size - length, 2)
            return json.loads(source.read(length)), length + _TAIL.size
    except (OSError, ValueError) as error:
        raise IndexFault(f"{file.name}: missing or half written ({error}); rebuild") from None
