"""文字之失 -- blanks inside sentences, marks without partner, tables that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.documents.findings import in_unit
from plumbline.documents.model import DIVISIONS, Document, Finding, Unit
from plumbline.documents.shape import STOPS

_HAN: Final = "\u4e00-\u9fff"
_STRAY: Final = re.compile(
    rf"(?<=[{_HAN}，、；：。）》”])[ \u3000\u00a0](?=[{_HAN}（《“”，、。；：])"
)
_BLANKS: Final = (" ", "\u3000", "\u00a0")
_SENTENCE: Final = 12
"""Characters: what is shorter, or ends without a stop, is laid out with blanks on purpose."""

_TABLE: Final = re.compile(
    r"(?:续表|附图|单位[:：].{1,12}|.{0,40}(?:税目税率表|税率表|税额表|费率表|等级表|等级划分标准|标准表|一览表|当量值表)"
    r"[一二三四五六七八九十]?(?:（[^）]{1,20}）)?)[:：]?"
)
_NOTE: Final = re.compile(r"[（(]?(?:注|说明|备注)")
_TEXTUAL: Final = frozenset(
    ("paragraph", "item", "subitem", "text", "preamble", "section_1", "section_2", "section_3", "section_4")
)  # fmt: skip


def judge_words(document: Document) -> Iterator[Finding]:
    """Stray blanks and closing quotation marks that were never opened, one finding a line."""
    seen: set[tuple[str, int]] = set()
    for place, unit in _texts(document.body, ""):
        text, line = unit.text, unit.place.line
        if "”" in text and text.count("”") > text.count("“") and not document.metadata.is_amendment:
            message = "a closing quotation mark without its partner"
            yield in_unit(unit, "quote_unbalanced", message, "drafting", place)
        if (" " in text or "\u3000" in text or "\u00a0" in text) and ("space", line) not in seen:
            found = _STRAY.search(text) if text[-1] in STOPS and len(text) > _SENTENCE else None
            if found is not None:
                seen.add(("space", line))
                at = unit.place.start + found.start()
                message = f"a blank inside a sentence, after {text[found.start() - 1]!r}"
                yield Finding("space_stray", "damage", place, message, line, at, at + 1)


def _texts(units: tuple[Unit, ...], place: str) -> Iterator[tuple[str, Unit]]:
    """Each unit with words of its own, and the article in which it stands."""
    for unit in units:
        if unit.kind == "article":
            place = f"art_{unit.number}"
        elif unit.text and unit.kind in _TEXTUAL:
            yield place, unit
        if unit.children:
            yield from _texts(unit.children, place)


def judge_tables(document: Document) -> Iterator[Finding]:
    """Tables and pictures that are named where nothing, or only a note, follows."""
    if not document.tail and "表" not in document.source.text:
        return
    units = [unit for root in (*document.body, *document.tail) for unit in _last_level(root)]
    reported = False
    if not units:
        return
    for unit, following in zip(units, [*units[1:], None], strict=True):
        is_named = not unit.rows and len(unit.text) <= 60 and bool(_TABLE.fullmatch(unit.text))
        if not is_named:
            reported = False
        elif not reported and _is_nothing(following):
            reported = True
            yield in_unit(unit, "table_lost", "a table is named, but is not there")


def _last_level(unit: Unit) -> Iterator[Unit]:
    if unit.text or unit.rows or unit.kind in DIVISIONS:
        yield unit
    for child in unit.children:
        yield from _last_level(child)


def _is_nothing(unit: Unit | None) -> bool:
    """Whether no table can begin with a unit."""
    if unit is None or unit.kind in ("appendix", "signature"):
        return True
    return not unit.rows and bool(_TABLE.fullmatch(unit.text) or _NOTE.match(unit.text))
