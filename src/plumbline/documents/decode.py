"""字符编码 -- bytes to text, and where the bytes were not text.

Offsets everywhere in this package count code points of the text that `decode`
returns: no newline is translated, and a byte order mark is not part of the text.
UTF-8 is tried first, and strictly; what is not UTF-8 is UTF-16 or GB18030, whichever
reads more like Chinese; what is neither is read line by line, each line in the
encoding that fits it, and the places that fit none are findings.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Final, NamedTuple

from plumbline.documents.model import Finding
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

ALLOWED: Final = "text in UTF-8, GB18030 or UTF-16"
MOST_LINES: Final = 200_000
MOST_FINDINGS: Final = 20
"""Damage beyond this many places is counted, not listed."""

_SAMPLE: Final = 65_536
_LIKE_TEXT: Final = 0.9
"""Likeness from which bytes without a mark are taken for UTF-16."""
_DOUBTFUL: Final = 0.8
"""Real Chinese scores above 1.2; Big5 or Japanese read as GB18030 scores below this."""

_CONTROL_BYTES: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r"))
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]+")
_REPLACED: Final = re.compile("\ufffd+")
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
# The twenty-odd characters that make up a sixth of any Chinese legal text, and its punctuation.
_FREQUENT: Final = re.compile(
    "[的人法和定条行规国的有关政不第一者当应部机以民为在业，。、；：（）《》“”\u3000]"
)
_PLAUSIBLE: Final = re.compile(
    "[\t\n\r -~\u00b7\u2010-\u2026\u3000-\u3017\u4e00-\u9fa5\uff01-\uff5e]"
)


class Decoded(NamedTuple):
    """The text of a file, the encoding that gave it, and the places where it gave none."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Text of `data`. Raises `Unreadable` when it is empty, not text, or has too many lines."""
    if not data:
        raise Unreadable(name, WHOLE_FILE, "empty (0 bytes)", ALLOWED)
    decoded = _strict(data) or _mixed(data, name)
    if not decoded.text or decoded.text.isspace():
        raise Unreadable(name, WHOLE_FILE, "empty (nothing but blanks)", ALLOWED)
    if "\0" in decoded.text:
        line = line_of(decoded.text, decoded.text.index("\0"))
        raise Unreadable(name, f"line {line}", "a NUL byte (binary data)", ALLOWED)
    count_lines(decoded.text, name)
    return _marked(decoded, data, name)


def line_of(text: str, offset: int) -> int:
    """The line, from 1, on which the code point at `offset` stands."""
    return broken_at_newlines(text).count("\n", 0, offset) + 1


def broken_at_newlines(text: str) -> str:
    """The text with each lone carriage return as a newline: same length, same offsets."""
    if "\r" not in text or text.count("\r") == text.count("\r\n"):
        return text
    return _LONE_RETURN.sub("\n", text)


def count_lines(text: str, name: str) -> None:
    """Refuse a text of more than `MOST_LINES` lines, with the count."""
    lines = text.count("\n") + (text.count("\r") - text.count("\r\n")) + 1
    if lines > MOST_LINES:
        raise Unreadable(name, WHOLE_FILE, f"{lines} lines", f"at most {MOST_LINES} lines")


def _strict(data: bytes) -> Decoded | None:
    """The decoding without a single fault, if there is one."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le" if data[0] == 0xFF else "utf-16-be"
        text = _try(data[2:], encoding)
        return None if text is None else Decoded(text, encoding)
    utf8 = _try(data.removeprefix(codecs.BOM_UTF8), "utf-8")
    # Latin letters in UTF-16 are valid UTF-8 too, every second byte of it a NUL.
    if utf8 is not None and data.count(b"\0") * 4 < len(data):
        return Decoded(utf8, "utf-8")
    found = [
        (likeness(text), Decoded(text, encoding))
        for encoding in ("gb18030", "utf-16-le", "utf-16-be")
        if (text := _try(data, encoding)) is not None and "\0" not in text
    ]
    best = max((score for score, _ in found), default=0.0)
    chosen = next((decoded for score, decoded in found if score == best), None)
    if chosen is None or (chosen.encoding != "gb18030" and best < _LIKE_TEXT):
        return None
    return chosen


def likeness(text: str) -> float:
    """How much a text looks like Chinese or English prose, from 0 to about 2 (a sample of it)."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    plausible = len(_PLAUSIBLE.findall(sample)) / len(sample)
    frequent = len(_FREQUENT.findall(sample)) / len(sample)
    return plausible + min(frequent * 4, 1.0)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mixed(data: bytes, name: str) -> Decoded:
    """Read line by line what no single encoding reads. Raises `Unreadable` if it is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le" if data[0] == 0xFF else "utf-16-be"
        return _replaced(data[2:], encoding, name)
    nul = data.find(b"\0")
    if nul >= 0:
        raise Unreadable(name, f"byte {nul}", "a NUL byte (binary data)", ALLOWED)
    pieces = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    if len(pieces) > MOST_LINES:
        raise Unreadable(name, WHOLE_FILE, f"{len(pieces)} lines", f"at most {MOST_LINES} lines")
    in_utf8 = [_try(piece, "utf-8") for piece in pieces]
    in_gb = [
        _try(piece, "gb18030") if text is None else None
        for piece, text in zip(pieces, in_utf8, strict=True)
    ]
    main = "utf-8" if _is_mostly_utf8(in_utf8, in_gb) else "gb18030"
    return _joined(pieces, in_utf8, in_gb, main, name)


def _is_mostly_utf8(in_utf8: list[str | None], in_gb: list[str | None]) -> bool:
    """Whether more lines with Chinese are UTF-8 than are GB18030."""
    utf8 = sum(text is not None and not text.isascii() for text in in_utf8)
    return utf8 >= sum(text is not None for text in in_gb)


def _joined(
    pieces: list[bytes],
    in_utf8: list[str | None],
    in_gb: list[str | None],
    main: str,
    name: str,
) -> Decoded:
    lines: list[str] = []
    findings: list[Finding] = []
    start = damaged = 0
    for number, (piece, utf8, gb) in enumerate(zip(pieces, in_utf8, in_gb, strict=True), 1):
        read = utf8 if utf8 is not None else gb
        line = piece.decode(main, "replace") if read is None else read
        message = ""
        if read is None:
            message = f"bytes that are not {main}"
            damaged += line.count("\ufffd")
        elif main == "utf-8" and utf8 is None:
            message = "a line in gb18030 in a file in utf-8"
        elif main == "gb18030" and utf8 is not None and not utf8.isascii():
            message = "a line in utf-8 in a file in gb18030"
        if message and len(findings) < MOST_FINDINGS:
            findings.append(_damage(message, number, start, start + len(line)))
        lines.append(line)
        start += len(line) + 1
    text = "\n".join(lines)
    _refuse_if_mostly_damage(damaged, text, name)
    return Decoded(text, main, tuple(findings))


def _replaced(data: bytes, encoding: str, name: str) -> Decoded:
    text = data.decode(encoding, "replace")
    _refuse_if_mostly_damage(text.count("\ufffd"), text, name)
    return Decoded(text, encoding)


def _refuse_if_mostly_damage(damaged: int, text: str, name: str) -> None:
    if damaged > max(3, len(text) // 10):
        found = f"{damaged} undecodable or control characters of {len(text)} (not text)"
        raise Unreadable(name, WHOLE_FILE, found, ALLOWED)


def _marked(decoded: Decoded, data: bytes, name: str) -> Decoded:
    """Add the findings that a decoded text itself gives: lost and control characters."""
    text, encoding, found = decoded
    findings = list(found)
    if not found and "\ufffd" in text:
        _refuse_if_mostly_damage(text.count("\ufffd"), text, name)
        findings += _each(_REPLACED, text, "encoding_damaged", "characters were lost here")
    if encoding == "gb18030" and (score := likeness(text)) < _DOUBTFUL:
        message = f"read as gb18030, but looks little like Chinese ({score:.2f} of 2)"
        findings.append(Finding("encoding_doubtful", "damage", "", message, 1, 0, len(text)))
    in_utf8 = encoding == "utf-8" and b"\xc2" not in data and b"\xef\xbf" not in data
    if not in_utf8 or len(data.translate(None, _CONTROL_BYTES)) != len(data):
        controls = sum(len(found[0]) for found in _CONTROL.finditer(text))
        _refuse_if_mostly_damage(controls, text, name)
        findings += _each(_CONTROL, text, "control_character", "control characters")
    return Decoded(text, encoding, tuple(findings))


def _each(pattern: re.Pattern[str], text: str, code: str, message: str) -> list[Finding]:
    findings: list[Finding] = []
    broken = broken_at_newlines(text)
    line, reached = 1, 0
    for found in islice(pattern.finditer(text), MOST_FINDINGS):
        line += broken.count("\n", reached, found.start())
        reached = found.start()
        findings.append(Finding(code, "damage", "", message, line, *found.span()))
    return findings


def _damage(message: str, line: int, start: int, end: int) -> Finding:
    return Finding("encoding_damaged", "damage", "", message, line, start, end)
