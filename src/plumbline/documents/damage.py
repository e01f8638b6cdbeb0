"""损坏与疏漏 -- what a careful editor would mark in a text, and whose doing it is.

`damage` was done when the text was copied, `drafting` by its author, and `expected` only
looks wrong. Each finding has a place; none is ever fatal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from plumbline.documents.damage_characters import judge_characters
from plumbline.documents.damage_numbers import judge_articles, judge_divisions, judge_lists
from plumbline.documents.damage_words import judge_words
from plumbline.documents.findings import in_unit
from plumbline.documents.model import DIVISIONS, Document, Finding, Unit
from plumbline.documents.shape import CLOSED

_OPEN_END: Final = tuple("，、（(“《：:")
_COMMENCES: Final = re.compile(r"(?:施行|生效|执行|实施|废止|失效|有效|为准|解释)$")
_FINAL: Final = re.compile(
    r"[自从于]\s*(?:公布|发布|颁布|通过|批准|印发|下达|[0-9０-９一二])[^。]{0,30}"
    r"(?:施行|实施|执行|试行|生效)"
    r"|本[^，。]{0,6}(?:法|条例|办法|规定|决定|细则|规则|章程|规范|方案|标准|准则|制度|通则|程序)"
    r"[^，。]{0,2}(?:公布|发布|批准|施行|生效|实施)"
    r"|发布施行|负责解释|同时废止|另行制定|施行(?:办法|日期)"
)
_MODERN: Final = 1979
"""From this year on texts close with final provisions, but for the laws that found an organ."""
_PUBLISHED_WITHIN: Final = 60
_ORIGINALS: Final = ("docx", "html", "pdf", "doc")
"""Formats in which a table of contents is usual."""


def inspect(document: Document) -> Document:
    """Add to a document's findings all that its tree and its words show."""
    articles = list(document.articles())
    found = [
        *document.findings,
        *_judge_head(document),
        *judge_characters(document.source),
        *judge_divisions(document),
        *judge_articles(document, articles),
        *judge_lists(document, articles),
        *judge_words(document),
        *_judge_end(document, articles),
    ]
    found.sort(key=lambda one: (one.line, one.code, one.start))
    return replace(document, findings=tuple(dict.fromkeys(found)))


def _judge_head(document: Document) -> Iterator[Finding]:
    for unit in document.head:
        if unit.kind == "contents":
            message = "a table of contents stands in the text"
            usual = document.source.format in _ORIGINALS
            yield in_unit(unit, "contents_left_in", message, "expected" if usual else "damage")
            break
    title = re.sub(r"\s", "", document.title)
    for unit in document.body[:4]:
        words = re.sub(r"\s", "", unit.text)
        if unit.kind in ("preamble", "text", "address") and len(words) > 3 and words in title:
            yield in_unit(unit, "title_repeated", "the title stands again in the text")
    metadata = document.metadata
    if document.source.format != "md" or not document.head or metadata.notice_title:
        return
    lines = [unit for unit in document.head if unit.kind == "history"]
    if not lines:
        if not metadata.code_book and not metadata.doc_number:
            message = "no day of adoption, publication or effect"
            yield in_unit(document.head[0], "head_lost", message)
        return
    yield from _judge_days(document, lines[-1])


def _judge_days(document: Document, last_line: Unit) -> Iterator[Finding]:
    """Compare the last entry of the history with the day in the file's name."""
    metadata = document.metadata
    days = [entry.day for entry in metadata.history if entry.action != "in_force"]
    adopted = metadata.adopted_on
    if not days or adopted is None:
        return
    last = max(days)
    message = f"the last entry is of {last}, the file is named {metadata.named_on or adopted}"
    if (adopted - last).days > _PUBLISHED_WITHIN:
        yield in_unit(last_line, "head_incomplete", message)
    elif metadata.named_on and (last - metadata.named_on).days > _PUBLISHED_WITHIN:
        yield in_unit(last_line, "head_date_conflict", message)
    elif not any(entry.action for entry in metadata.history):
        yield in_unit(last_line, "head_incomplete", "a day, and not what was done on it")


def _judge_end(document: Document, articles: list[Unit]) -> Iterator[Finding]:
    end = _last_leaf(document.body)
    if end is None:
        if document.head:
            unit = document.head[-1]
            yield _body_lost(document, unit)
        return
    text = end.text
    if end.kind in DIVISIONS or not text:
        if articles:
            yield in_unit(end, "text_truncated", "the text ends with a number or a heading")
        return
    if text.endswith(_OPEN_END):
        yield in_unit(end, "text_truncated", "the text ends within a sentence")
    elif text.count("“") > text.count("”"):
        yield in_unit(end, "quote_unbalanced", "a quotation opens and never closes", "drafting")
    elif articles and text[-1] not in CLOSED and end.kind != "formula":
        if _COMMENCES.search(text):
            yield in_unit(end, "stop_missing", "the text ends without a full stop")
        else:
            yield in_unit(end, "text_truncated", "the text ends within a sentence")
    elif articles and _needs_final_provisions(document, articles):
        yield in_unit(end, "text_truncated", "the text ends without its final provisions")


def _body_lost(document: Document, unit: Unit) -> Finding:
    """At the mark that ends the head, if there is one."""
    last = document.source.lines[-1]
    place = unit.place._replace(line=max(last.number, unit.place.line))
    message = "there is a head, and no text below it"
    return in_unit(unit._replace(place=place), "body_lost", message)


def _last_leaf(units: tuple[Unit, ...]) -> Unit | None:
    if not units:
        return None
    unit = units[-1]
    while unit.children:
        unit = unit.children[-1]
    return unit


def _needs_final_provisions(document: Document, articles: list[Unit]) -> bool:
    """A modern text whose last article says nothing that last articles say: its end is lost.

    Normative documents may leave that to the notice that issues them.
    """
    metadata = document.metadata
    first = metadata.first_adopted_on
    if metadata.code_book or metadata.is_amendment or metadata.kind == "constitution":
        return False
    if "组织法" in metadata.title:
        return False
    if first is None or first.year < _MODERN or _ends_in_supplement(document.body):
        return False
    if metadata.kind in ("normative_document", "other") and metadata.stated_rule:
        return False
    return not any(_FINAL.search(unit.text) for unit in articles[-1].walk())


def _ends_in_supplement(body: tuple[Unit, ...]) -> bool:
    """Whether the last chapter is 附则: then the text has come to its end."""
    return bool(body) and body[-1].kind in DIVISIONS and "附" in body[-1].heading
