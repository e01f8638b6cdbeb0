"""误解 -- what may have kept a question from finding anything, said by its code.

It is asked only when nothing was found: none of it keeps a question from being answered.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.search.tokens import fold

_HAN: Final = re.compile(r"[〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_LATIN: Final = re.compile(r"[a-z]{2,}")
_OPERATOR: Final = re.compile(r"(?<![a-z])(?:AND|OR|NOT)(?![a-z])|[(（)）*]")
_PLAIN: Final = '"＂'
_PAIRS: Final = (("“", "”"), ("「", "」"))


def misread(typed: str) -> tuple[str, ...]:
    """The codes of what a reader may have meant otherwise than it was read.

    `unclosed_quotation`: a quotation mark without its fellow marks no phrase. `operators`:
    AND, OR, brackets and stars are words like others. `not_chinese`: the texts are in Chinese.
    """
    codes = []
    plain = sum(typed.count(mark) for mark in _PLAIN)
    if plain % 2 or any(typed.count(a) != typed.count(b) for a, b in _PAIRS):
        codes.append("unclosed_quotation")
    if _OPERATOR.search(typed):
        codes.append("operators")
    if _LATIN.search(fold(typed)) and not _HAN.search(typed):
        codes.append("not_chinese")
    return tuple(codes)
