"""规范化 -- a text made uniform for reading, in which every offset leads back to the source.

Findings, citations and quotations point into the text as it came in. So nothing is ever
inserted: a character is kept, exchanged for one other, or removed; each change is listed.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plumbline.text.characters import CHINESE_PUNCTUATION, HAN
from plumbline.text.normalisation_table import (
    FULL_WIDTH,
    NORMALISATIONS,
    PRIVATE_USE,
    RADICALS,
)
from plumbline.text.numerals import NUMERAL_CHARACTERS

__all__ = ["NORMALISATIONS", "Change", "Normal", "normalise"]


@dataclass(frozen=True, slots=True)
class Change:
    """One normalisation: where in the source, what stood there, its code, what it became.

    `code` is one of NORMALISATIONS. `became` is empty for what was removed, and equals
    `what` for what is only reported.
    """

    offset: int
    what: str
    code: str
    became: str = ""


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text. `origin` holds, ascending, the source offsets that were removed.

    All offsets count code points. A text in which nothing needed a change is the very
    string that came in.
    """

    text: str
    origin: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()

    def to_source(self, offset: int) -> int:
        """Give the place in the source of the character at `offset`.

        The end of the text leads to the end of the source. Raises ValueError outside of it.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset is {offset}; the text has 0 to {len(self.text)}")
        if not self.origin:
            return offset
        removed = range(len(self.origin))
        return offset + bisect_right(removed, offset, key=lambda step: self.origin[step] - step)

    def to_source_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the source that the characters from `start` to `end` came from.

        What was removed before the first or after the last of them is not part of it.
        """
        if end <= start:
            at = self.to_source(start)
            return at, at
        return self.to_source(start), self.to_source(end - 1) + 1

    def from_source(self, offset: int) -> int:
        """Give the offset in the text of a source offset; of a removed one, what follows it."""
        return offset - bisect_left(self.origin, offset)


_REMOVED: Final = {
    **dict.fromkeys("\ufeff", "byte_order_mark"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064", "zero_width"),
    **dict.fromkeys(
        "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "direction_mark"
    ),
    **dict.fromkeys("\xad", "soft_hyphen"),
    **dict.fromkeys(
        [chr(code) for code in (*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0)) if code != 0x85],
        "control_character",
    ),
}
_EXCHANGED: Final = {
    **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", ("\n", "line_end")),
    **dict.fromkeys("\u3000\xa0\u1680\u202f\u205f", (" ", "space")),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), (" ", "space")),
    **{chr(0xFF10 + step): (chr(0x30 + step), "fullwidth_digit") for step in range(10)},
    **{
        chr(code): (chr(code - 0xFEE0), "fullwidth_letter")
        for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    },
    **{old: (new, "radical") for old, new in RADICALS.items()},
    **{old: (new, "private_use_mapped") for old, new in PRIVATE_USE.items()},
}
_SUSPECT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f(),:;\\[\\]\x7f-\xa0\xad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069"
    "\u2e80-\u2fdf\u3000\u7b2b\ud800-\uf8ff\uf900-\ufaff\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U0002f800-\U0002fa1f\U000f0000-\U0010ffff]"
)
_CHINESE: Final = f"{HAN}{CHINESE_PUNCTUATION}"
_HAS_CHINESE: Final = re.compile(f"[{_CHINESE}]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_IN_PROSE: Final = re.compile(
    f"[,;:](?<=[{_CHINESE}].)(?=[ \u3000]{{0,4}}(?:[{_CHINESE}\r\n]|\\Z))"
)
_DI: Final = re.compile(f"笫(?=[ \u3000]?[{NUMERAL_CHARACTERS}0-9０-９])")
_LETTER_ONE: Final = re.compile(
    f"[lI](?<=[{_CHINESE}].)(?=[万千百亿]元|月[0-9一二三四五六七八九十])"
)
_BRACKETS: Final = re.compile("[()（）\\[\\]［］]")
_PARTNERS: Final = {"(": ")）", "（": ")）", "[": "]］", "［": "]］"}
_BRACKET_REACH: Final = 80


def normalise(text: str) -> Normal:
    """Make a text uniform under NORMALISATIONS; every change is listed with its offset.

    Takes any string. A text that needs nothing costs two scans and no copy.
    """
    changes = [*_suspects(text), *_letters(text)]
    if not changes:
        return Normal(text)
    changes.sort(key=_offset)
    removed = tuple(change.offset for change in changes if not change.became)
    return Normal(_rebuilt(text, changes), removed, tuple(changes))


def _offset(change: Change) -> int:
    return change.offset


def _rebuilt(text: str, changes: list[Change]) -> str:
    if all(change.became == change.what for change in changes):
        return text
    parts: list[str] = []
    done = 0
    for change in changes:
        parts.append(text[done : change.offset])
        parts.append(change.became)
        done = change.offset + 1
    parts.append(text[done:])
    return "".join(parts)


def _suspects(text: str) -> Iterator[Change]:
    line_end = -1
    for match in _SUSPECT.finditer(text):
        offset, character = match.start(), match[0]
        if character in _EXCHANGED:
            became, code = _EXCHANGED[character]
            if character == "\r" and text.startswith("\n", offset + 1):
                became = ""
            yield Change(offset, character, code, became)
        elif character in _REMOVED:
            yield Change(offset, character, _REMOVED[character])
        elif character in ",;:":
            if _IN_PROSE.match(text, offset):
                yield Change(offset, character, "halfwidth_punctuation", FULL_WIDTH[character])
        elif character in "()[]":
            if offset > line_end:
                start, line_end = _line(text, offset)
                yield from _brackets(text, start, line_end)
        else:
            yield from _rare(text, offset, character)


def _rare(text: str, offset: int, character: str) -> Iterator[Change]:
    if character == "笫":
        if _DI.match(text, offset):
            yield Change(offset, character, "lookalike_di", "第")
    elif _PRIVATE.match(character):
        yield Change(offset, character, "private_use_kept", character)
    elif _SURROGATE.match(character):
        yield Change(offset, character, "lone_surrogate", "\ufffd")
    else:
        became = unicodedata.normalize("NFKC", character)
        if became != character and len(became) == 1:
            code = "radical" if character < "\u3000" else "compatibility_ideograph"
            yield Change(offset, character, code, became)


def _letters(text: str) -> Iterator[Change]:
    if "l" not in text and "I" not in text:
        return
    for match in _LETTER_ONE.finditer(text):
        yield Change(match.start(), match[0], "lookalike_one", "1")


def _line(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def _brackets(text: str, start: int, end: int) -> Iterator[Change]:
    """Widen the ASCII brackets of a line that belong to Chinese prose.

    They do when their partner is full-width, when Chinese stands within them, or on both
    sides of them; a bracket without a partner, when Chinese stands on both of its sides.
    """
    opened: list[int] = []
    for match in _BRACKETS.finditer(text, start, end):
        offset, character = match.start(), match[0]
        if character in _PARTNERS:
            opened.append(offset)
        elif opened and character in _PARTNERS[text[opened[-1]]]:
            yield from _pair(text, opened.pop(), offset)
        else:
            yield from _widened(text, offset, offset)
    for offset in opened:
        yield from _widened(text, offset, offset)


def _pair(text: str, opening: int, closing: int) -> Iterator[Change]:
    within = _HAS_CHINESE.search(text, opening + 1, min(closing, opening + _BRACKET_REACH))
    if within or text[opening] in "（［" or text[closing] in "）］":
        for offset in (opening, closing):
            if text[offset] in FULL_WIDTH:
                yield Change(
                    offset, text[offset], "halfwidth_punctuation", FULL_WIDTH[text[offset]]
                )
    else:
        yield from _widened(text, opening, closing)


def _widened(text: str, first: int, last: int) -> Iterator[Change]:
    """Widen the brackets at both places if Chinese stands before the first and after the last."""
    if not (_HAS_CHINESE.match(text, max(first - 1, 0)) and _HAS_CHINESE.match(text, last + 1)):
        return
    for offset in sorted({first, last}):
        if text[offset] in FULL_WIDTH:
            yield Change(offset, text[offset], "halfwidth_punctuation", FULL_WIDTH[text[offset]])
