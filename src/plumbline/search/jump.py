"""直达 -- what was typed names one provision or one document, so that no search is needed.

A title is followed by an article (行政处罚法 33, 《行政处罚法》第三十三条第二款, 行政处罚法#33.2)
or a document number stands alone (渝府发〔2023〕74号). Any words may be a title (市民文明公约
第五条, 供水规划 5): whether there is such a text is for the caller to find out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.search.tokens import fold
from plumbline.text.docnumber import parse_number
from plumbline.text.numerals import parse_numeral

_LONGEST: Final = 120
_N: Final = r"(?:[0-9]{1,4}|[零〇一二三四五六七八九十百千两]{1,9})"
_TITLE: Final = (
    r"(?:《(?P<quoted>[^《》]{2,60})》"
    r"|(?P<bare>[^\s《》#]{1,50}(?:法|典|条例|规定|办法|细则|规则|决定|准则|规范|解释|意见|通知|编)"
    r"(?:[（(][^()（）]{1,12}[)）])?))"
)
_OTHER: Final = r"(?P<quoted>)(?P<bare>[^\s《》#]{3,50}[^\s《》#0-9])"
_BELOW: Final = (
    rf"(?P<article>{_N})条(?:之(?P<after>{_N}))?"
    rf"(?:\s*第?(?P<paragraph>{_N})款)?"
    rf"(?:\s*第?[（(]?(?P<item>{_N})[)）]?项)?"
    rf"(?:\s*第?(?P<subitem>{_N})目)?"
)
_FIGURES: Final = (
    r"[\s#]*(?P<article>[0-9]{1,4})(?:-(?P<after>[0-9]{1,2}))?"
    r"(?:\.(?P<paragraph>[0-9]{1,3}))?(?:\.(?P<item>[0-9]{1,3}))?(?:\.(?P<subitem>[0-9]{1,2}))?"
)
_PLACES: Final = (
    re.compile(rf"{_TITLE}\s*第?{_BELOW}"),
    re.compile(_TITLE + _FIGURES),
)
_OTHER_PLACES: Final = (
    re.compile(rf"{_OTHER}\s*第{_BELOW}"),
    re.compile(_OTHER + _FIGURES),
)


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a person wants to go.

    Either `title` and `address` (`33`, `33.2`, `17-1.1.3`: article, paragraph, item,
    subitem; `0` where a level is left out) or `doc_number`, written with 〔 〕.
    """

    title: str
    address: str
    doc_number: str


def jump(typed: str) -> Jump | None:
    """Read what was typed as a place to go to; None when it is a question to search."""
    asked = fold(typed).strip()[:_LONGEST]
    named = _in_one_of(_PLACES, asked)
    if named is not None:
        return named
    number = parse_number(asked)
    if number is None or not number.agency_code or (number.year is None and number.form != "order"):
        return _in_one_of(_OTHER_PLACES, asked)
    return Jump("", "", number.printed())


def _in_one_of(patterns: Sequence[re.Pattern[str]], asked: str) -> Jump | None:
    found = next((found for one in patterns if (found := one.fullmatch(asked))), None)
    return _to_provision(found) if found is not None else None


def _to_provision(found: re.Match[str]) -> Jump | None:
    names = ("article", "after", "paragraph", "item", "subitem")
    article, after, *below = (parse_numeral(found[name] or "0") for name in names)
    if not article or after is None or None in below:
        return None
    while below and not below[-1]:
        below.pop()
    inserted = f"-{after}" if after else ""
    address = ".".join([f"{article}{inserted}", *map(str, below)])
    return Jump((found["quoted"] or found["bare"]).strip(), address, "")
