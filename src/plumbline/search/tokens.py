"""字 -- how a text becomes terms: pairs of neighbouring characters, and whole Latin words.

Chinese is written without spaces, and a segmenter that errs loses a match for good;
pairs of characters never do. Every term keeps its place, so that a phrase is found by
neighbouring pairs and a match can be marked in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_RUN: Final = re.compile(r"[〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+|[a-z0-9]+(?:\.[0-9]+)*")
BREAK: Final = "|"
"""Stands between two runs, so that no phrase is found across a comma."""


def fold(text: str) -> str:
    """The text with widths, case and look-alikes made one, character for character."""
    return text.translate(_FOLD)


def terms(text: str) -> Iterator[tuple[str, int, int]]:
    """Every term of a text with the place where it starts and ends, in order."""
    for found in _RUN.finditer(fold(text)):
        run, start = found.group(), found.start()
        if _is_word(run) or len(run) == 1:
            yield run, start, found.end()
            continue
        for at in range(len(run) - 1):
            yield run[at : at + 2], start + at, start + at + 2


def runs(text: str) -> list[list[str]]:
    """The terms of a text, one list for each stretch without punctuation."""
    return [_split(found) for found in _RUN.findall(fold(text))]


def spaced(text: str) -> str:
    """The terms of a text as the index takes them: separated by blanks, runs by a break."""
    return f" {BREAK} ".join(" ".join(run) for run in runs(text))


def characters(text: str) -> str:
    """The single Chinese characters of a text, each once, separated by blanks."""
    seen = dict.fromkeys("".join(run for run in _RUN.findall(fold(text)) if not _is_word(run)))
    return " ".join(seen)


def _split(run: str) -> list[str]:
    if _is_word(run) or len(run) == 1:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _is_word(run: str) -> bool:
    return run[0] <= "z"
