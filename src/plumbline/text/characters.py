"""文字 -- what counts as a Chinese character, how wide a text prints, what search indexes.

Statutes are printed in Han characters with full-width punctuation. Finding words in
them needs no dictionary: two neighbouring characters are the unit that is indexed.
"""

import re
import unicodedata
from typing import Final

HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ranges for a regular expression's character class: Han characters, 々 and 〇."""

CHINESE_PUNCTUATION: Final = (
    "\u2014\u2018-\u201d\u2026\u3001-\u3003\u3008-\u3011\u3014-\u301f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""Ranges for a character class: the punctuation marks of Chinese print."""

_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")
_RUNS: Final = re.compile(f"[{HAN}]+|[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+|[^\\W_]")
_WIDE: Final = frozenset("WF")
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf", "Cc"})


def is_han(character: str) -> bool:
    """Tell whether this one character is a Han character (々 and 〇 among them)."""
    return _HAN_CHARACTER.fullmatch(character) is not None


def has_han(text: str) -> bool:
    """Tell whether any Han character stands in the text."""
    return _HAN_CHARACTER.search(text) is not None


def width(text: str) -> int:
    """Give the columns that the text takes in a fixed-width print: two for a Han character.

    Combining, invisible and control characters take none.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def bigrams(text: str) -> list[str]:
    """Give the terms under which a text is indexed, in their order.

    A run of Han characters gives each pair of neighbours (a lone character gives itself);
    a run of letters and digits gives one term, half-width and in lower case. Punctuation
    and space separate runs and are never part of a term.
    """
    terms: list[str] = []
    for run in _RUNS.findall(text):
        if not _HAN_CHARACTER.match(run):
            terms.append(unicodedata.normalize("NFKC", run).lower())
        elif len(run) == 1:
            terms.append(run)
        else:
            terms.extend(map(str.__add__, run, run[1:]))
    return terms
