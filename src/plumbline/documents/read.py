"""读取 -- a file becomes a source: its text, its lines, and where each line came from.

What a file is, is decided by its content and then by its name; a name that promises
something else is a finding. Reading ends in a `Source` or in `Unreadable`, whatever the
bytes, in bounded memory and time.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from plumbline.documents import markdown, plain
from plumbline.documents.decode import decode
from plumbline.documents.model import Finding, Source
from plumbline.documents.sniff import promised, sniff, suffix_of
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

__all__ = ["LARGEST", "Unreadable", "read"]

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""


def read(data: bytes, name: str, *, converter: Path | None = None) -> Source:
    """Read a file of any supported format.

    `name` is used for its extension and in messages; `converter` is the path of
    LibreOffice's `soffice`, which old formats need. Raises `Unreadable` and nothing else.
    """
    if len(data) > LARGEST:
        raise Unreadable(name, WHOLE_FILE, f"{len(data)} bytes", f"at most {LARGEST} bytes")
    if not data:
        raise Unreadable(name, WHOLE_FILE, "empty (0 bytes)", "a file with text")
    kind = sniff(data, name)
    decoded = decode(data, name)
    lines = (markdown if kind == "md" else plain).lines(decoded.text)
    if not lines:
        raise Unreadable(name, WHOLE_FILE, "empty (no words)", "a file with text")
    return Source(
        name=name,
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=decoded.text,
        lines=lines,
        encoding=decoded.encoding,
        findings=(*_mislabelled(kind, name), *decoded.findings),
    )


def _mislabelled(kind: str, name: str) -> tuple[Finding, ...]:
    """A finding where the name promises another format than the content is."""
    promise = promised(name)
    if promise in ("", kind):
        return ()
    message = f"the name ends in .{suffix_of(name)}, the content is {kind}"
    return (Finding("format_mislabelled", "damage", "", message, 1, 0, 0),)
