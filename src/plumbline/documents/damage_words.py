"""文字之失 -- blanks inside sentences, marks without partner, tables that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.documents.findings import in_unit
from plumbline.documents.model import Document, Finding, Unit
from plumbline.documents.shape import CLOSED

_HAN: Final = "\u4e00-\u9fff"
_STRAY: Final = re.compile(
    rf"(?<=[{_HAN}，、；：。）》”])[ \u3000\u00a0\u2002-\u200a](?=[{_HAN}（《“”，、。；：])"
)
_SENTENCE: Final = 12
"""Characters: what is shorter, or ends without a stop, is laid out with blanks on purpose."""

_TABLE: Final = re.compile(
    r"(?:续表|附图|单位[:：].{1,12}|.{0,40}(?:税目税率表|税率表|税额表|费率表|等级表|等级划分标准|标准表|一览表|当量值表)"
    r"[一二三四五六七八九十]?(?:（[^）]{1,20}）)?)[:：]?"
)
_NOTE: Final = re.compile(r"[（(]?(?:注|说明|备注)")
_ENDS_OF_TABLES: Final = frozenset("表图：:一二三四五六七八九十准）")
_LONGEST_TITLE: Final = 60


def judge_words(document: Document) -> list[Finding]:
    """Stray blanks, closing quotation marks that nobody opened, tables that are gone."""
    units: list[Unit] = []
    articles: list[str] = []
    _flatten((*document.body, *document.tail), "", units, articles)
    quotes_others = document.metadata.is_amendment
    found: list[Finding] = []
    tables: list[int] = []
    for index, unit in enumerate(units):
        text = unit.text
        if "”" in text and not quotes_others and text.count("”") > text.count("“"):
            message, place = "a closing quotation mark without its partner", _place(articles[index])
            found.append(in_unit(unit, "quote_unbalanced", message, "drafting", place))
        if " " in text or "\u3000" in text or "\u2002" in text:
            found.extend(_stray_blank(unit, _place(articles[index])))
        if text[-1] in _ENDS_OF_TABLES and len(text) <= _LONGEST_TITLE:
            tables.append(index)
    return found + _lost_tables(units, tables)


def _flatten(units: tuple[Unit, ...], article: str, found: list[Unit], articles: list[str]) -> None:
    """List each unit that has words, and the number of the article in which it stands."""
    for unit in units:
        here = unit.number if unit.kind == "article" else article
        if unit.text and unit.kind != "quoted":
            found.append(unit)
            articles.append(here)
        if unit.children:
            _flatten(unit.children, here, found, articles)


def _place(article: str) -> str:
    return f"art_{article}" if article else ""


def _stray_blank(unit: Unit, place: str) -> Iterator[Finding]:
    """The first blank inside a sentence; what ends without a stop is laid out on purpose."""
    text = unit.text
    if unit.rows or unit.kind == "appendix" or text[-1] not in CLOSED or len(text) <= _SENTENCE:
        return
    found = _STRAY.search(text)
    if found is not None and not _is_quoted(text, found.start()):
        at = unit.place.start + found.start()
        message = f"a blank inside a sentence, after {text[found.start() - 1]!r}"
        yield Finding("space_stray", "damage", place, message, unit.place.line, at, at + 1)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place lies in quotation marks, where words of a sign or label may be apart."""
    return text.count("“", 0, at) > text.count("”", 0, at)


def _lost_tables(units: list[Unit], suspected: list[int]) -> list[Finding]:
    """Tables and pictures that are named where nothing, or only a note, follows."""
    found: list[Finding] = []
    last = -1
    for index in suspected:
        unit = units[index]
        if unit.rows or not _TABLE.fullmatch(unit.text):
            continue
        following = units[index + 1] if index + 1 < len(units) else None
        if last != index - 1 and _is_nothing(following):
            found.append(in_unit(unit, "table_lost", "a table is named, but is not there"))
            last = index
        elif last == index - 1:
            last = index
    return found


def _is_nothing(unit: Unit | None) -> bool:
    """Whether no table can begin with a unit."""
    if unit is None or unit.kind in ("appendix", "signature"):
        return True
    return not unit.rows and bool(_TABLE.fullmatch(unit.text) or _NOTE.match(unit.text))
