"""读取 -- a file becomes a source: its text, its lines, and where each line came from.

What a file is, is decided by its content and then by its name; a name that promises
something else is a finding. Reading ends in a `Source` or in `Unreadable`, whatever the
bytes, in bounded memory and time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from plumbline.documents import markdown, plain
from plumbline.documents.decode import Decoded, decode
from plumbline.documents.docx import read_docx
from plumbline.documents.gather import Gathering
from plumbline.documents.html import read_html
from plumbline.documents.mht import page_of
from plumbline.documents.model import Finding, Line, Source
from plumbline.documents.pdf import read_pdf
from plumbline.documents.sniff import promised, sniff, suffix_of
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable
from plumbline.documents.word97 import check_compound, to_docx

__all__ = ["LARGEST", "Unreadable", "read"]

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""
CONVERTED: Final = frozenset({"doc", "wps", "rtf", "odt", "fodt", "xml"})
"""Formats that LibreOffice turns into docx."""
_TEXTUAL: Final = frozenset({"", "md", "txt", "html", "mht", "xml"})
"""What a name may promise of which any bytes in an encoding are text."""

_WITH_TEXT: Final = "a file with text"


class _Content(NamedTuple):
    """What a reader of one format gives."""

    text: str
    lines: tuple[Line, ...]
    encoding: str
    findings: tuple[Finding, ...]


def read(data: bytes, name: str, *, converter: Path | None = None) -> Source:
    """Read a file of any supported format.

    `name` is used for its extension and in messages; `converter` is the path of
    LibreOffice's `soffice`, which old formats need. Raises `Unreadable` and nothing else.
    """
    if len(data) > LARGEST:
        raise Unreadable(name, WHOLE_FILE, f"{len(data)} bytes", f"at most {LARGEST} bytes")
    if not data:
        raise Unreadable(name, WHOLE_FILE, "empty (0 bytes)", _WITH_TEXT)
    with _refusing(name):
        kind = sniff(data, name)
        content = _content(data, name, kind, converter)
    if not content.lines:
        raise Unreadable(name, WHOLE_FILE, "empty (no words)", _WITH_TEXT)
    return Source(
        name=name,
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=content.text,
        lines=content.lines,
        encoding=content.encoding,
        findings=(*_mislabelled(kind, name), *content.findings),
    )


def _content(data: bytes, name: str, kind: str, converter: Path | None) -> _Content:
    if kind in ("md", "txt"):
        text, encoding, findings = _decoded(data, name)
        lines = (markdown if kind == "md" else plain).lines(text)
        return _Content(text, lines, encoding, findings)
    if kind in ("html", "mht"):
        page = page_of(data, name) if kind == "mht" else data
        gathered, decoded = read_html(page, name)
        # Places of damage count in the page's code, not in the text that was taken from it.
        moved = tuple(finding._replace(line=1, start=0, end=0) for finding in decoded.findings)
        return _gathered(gathered, decoded.encoding, moved)
    if kind == "pdf":
        return _gathered(read_pdf(data, name), "", ())
    if kind in CONVERTED:
        if kind in ("doc", "wps"):
            check_compound(data, name)
        data = to_docx(data, name, kind, converter)
    return _gathered(read_docx(data, name), "", ())


def _decoded(data: bytes, name: str) -> Decoded:
    """The text of a file; what is none is refused by what its name promises."""
    try:
        return decode(data, name)
    except Unreadable as error:
        promise = promised(name)
        if promise in _TEXTUAL:
            raise
        allowed = f"an intact {promise} file"
        raise Unreadable(name, error.place, error.found, allowed) from error


def _gathered(gathering: Gathering, encoding: str, findings: tuple[Finding, ...]) -> _Content:
    found = (*findings, *gathering.findings)
    return _Content(gathering.text, tuple(gathering.lines), encoding, found)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Turn whatever a damaged file provokes in a reader into a refusal that says so."""
    try:
        yield
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable(name, WHOLE_FILE, "more than memory holds", "a smaller file") from error
    except RecursionError as error:
        found = "elements nested too deeply"
        raise Unreadable(name, WHOLE_FILE, found, "a document of usual structure") from error
    except Exception as error:
        found = f"a structure that cannot be followed ({type(error).__name__}: {error})"
        raise Unreadable(name, WHOLE_FILE, found, "an intact file") from error


def _mislabelled(kind: str, name: str) -> tuple[Finding, ...]:
    """A finding where the name promises another format than the content is."""
    promise = promised(name)
    if promise in ("", kind):
        return ()
    message = f"the name ends in .{suffix_of(name)}, the content is {kind}"
    return (Finding("format_mislabelled", "damage", "", message, 1, 0, 0),)
