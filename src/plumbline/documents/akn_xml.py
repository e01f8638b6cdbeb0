"""阿科马文本 -- words and values as XML, every character kept.

XML 1.0 has no way to write some characters (NUL and its like). In the text such a one
is a `marker` that names it; in a value of ours it is escaped after a backslash; in a value
of the standard it is replaced, and the exact value stands beside it.
"""

from __future__ import annotations

import re
from typing import Final

_ILLEGAL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_IN_TEXT: Final = re.compile(f"[&<>\r{_ILLEGAL}]")
_IN_VALUE: Final = re.compile(f'[&<>"\t\n\r{_ILLEGAL}]')
_UNWRITABLE: Final = re.compile(f"[{_ILLEGAL}]")
_ARMOURED: Final = re.compile(f"[\\\\{_ILLEGAL}]")
_ESCAPED: Final = re.compile(r"\\(\\|u[0-9a-f]{4})")
_MARKER: Final = re.compile(r"u([0-9A-F]{4})")
_NAMED: Final = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip
# Everything that is no letter, digit or mark of the writing systems of the world, and what
# separates the parts of an Akoma Ntoso IRI.
_NOT_IN_IRI: Final = re.compile(
    "[\x00-,/:-@\\[-^`{-\x9f\u2028\u2029\ud800-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff\\s]"
)


def words(text: str) -> str:
    """Text as the content of an element of mixed content."""
    return _IN_TEXT.sub(_entity, text) if _IN_TEXT.search(text) else text


def value(text: str) -> str:
    """Text as the value of an attribute; what XML cannot write becomes U+FFFD."""
    return _IN_VALUE.sub(_safe, text) if _IN_VALUE.search(text) else text


def ours(name: str, text: str) -> str:
    """An attribute of our namespace, exact whatever the text holds."""
    return f' pl:{name}="{value(armour(text))}"'


def standard(name: str, text: str) -> str:
    """An attribute of the standard, with the exact text beside it where it cannot hold it."""
    exact = ours(f"exact-{name}", text) if _UNWRITABLE.search(text) else ""
    return f' {name}="{value(text)}"{exact}'


def armour(text: str) -> str:
    r"""Text with backslash and unwritable characters escaped (`\\`, `\u000c`)."""
    return _ARMOURED.sub(_escape, text) if _ARMOURED.search(text) else text


def disarm(text: str) -> str:
    """What `armour` was given."""
    return _ESCAPED.sub(_unescape, text) if "\\" in text else text


def marked(name: str) -> str:
    """The character that a `marker` of this name stands for, or the empty string."""
    found = _MARKER.fullmatch(name)
    return chr(int(found[1], 16)) if found else ""


def iri(text: str) -> str:
    """Text as one part of an IRI: what may not stand there is percent-encoded."""
    return _NOT_IN_IRI.sub(_percent, text) or "nn"


def _entity(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f'<marker name="u{ord(found[0]):04X}"/>'


def _safe(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], "\ufffd")


def _escape(found: re.Match[str]) -> str:
    return "\\\\" if found[0] == "\\" else f"\\u{ord(found[0]):04x}"


def _unescape(found: re.Match[str]) -> str:
    return "\\" if found[1] == "\\" else chr(int(found[1][1:], 16))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
