"""字 -- how a text becomes terms: pairs of neighbouring characters, and whole Latin words.

Chinese is written without spaces, and a segmenter that errs loses a match for good;
pairs of characters never do. Every term keeps its place, so that a phrase is found by
neighbouring pairs.
"""

from __future__ import annotations

import re
from operator import add
from typing import Final

# Letters of full width are letters; a look-alike of 第 and the round zeros are themselves.
_FOLD: Final = {
    **{0xFF01 + n: 0x21 + n for n in range(0x5E)},
    **{ord("A") + n: ord("a") + n for n in range(26)},
    **{0xFF21 + n: ord("a") + n for n in range(26)},
    0x3000: 0x20,
    ord("笫"): ord("第"),
    ord("○"): ord("〇"),
}
_HAN: Final = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{_HAN}]+|[a-z0-9]+(?:\.[0-9]+)*")
_CHARACTER: Final = re.compile(f"[{_HAN}]")
_UNFOLDED: Final = re.compile("[A-Z０-９Ａ-Ｚａ-ｚ笫○]")
BREAK: Final = "|"
"""Stands between two runs, so that no phrase is found across a comma."""


def fold(text: str) -> str:
    """The text with widths, case and look-alikes made one, character for character."""
    return text.translate(_FOLD)


def runs(text: str) -> list[list[str]]:
    """The terms of a text, one list for each stretch without punctuation."""
    return [_split(found) for found in stretches(text)]


def stretches(text: str) -> list[str]:
    """The text without its punctuation: what stands between two marks, folded."""
    found: list[str] = _RUN.findall(_folded(text))
    return found


def spaced(text: str) -> str:
    """The terms of a text as the index takes them: separated by blanks, runs by a break."""
    return f" {BREAK} ".join(" ".join(run) for run in runs(text))


def characters(text: str) -> str:
    """The single Chinese characters of a text, each once, separated by blanks."""
    return " ".join(_CHARACTER.findall("".join(dict.fromkeys(_folded(text)))))


def _folded(text: str) -> str:
    # Few articles have anything to fold in what becomes a term, and to look is cheaper.
    return fold(text) if _UNFOLDED.search(text) else text


def _split(run: str) -> list[str]:
    if len(run) == 1 or run[0] <= "z":
        return [run]
    return list(map(add, run, run[1:]))
