"""损坏与疏漏 -- what a careful editor would mark in a text, and whose doing it is.

`damage` was done when the text was copied, `drafting` by its author, and
`expected` only looks wrong. Each finding has a place; none is ever fatal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from plumbline.documents.marks import list_style, print_label
from plumbline.documents.model import DIVISIONS, Document, Finding, Unit, type_of_finding

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DAMAGED: Final = re.compile("[\ufffd\ue000-\uf8ff]")
_MARKUP: Final = re.compile(r"&(?:nbsp|lt|gt|amp|quot|#\d+);|</?[a-zA-Z][a-zA-Z0-9]*[^<>]{0,80}>|条>")
_LETTER_FOR_DIGIT: Final = re.compile(r"(?<=[\u4e00-\u9fff])[lI](?=[\u4e00-\u9fff])|(?<=[0-9])[lO](?=[0-9\u4e00-\u9fff])")
_WORD_CUT: Final = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff])")
_ENDS: Final = re.compile(r"[。！？；…．.：）)〕］”’》]\s*$")
_CONTINUES: Final = re.compile(r"[，、（(“《]\s*$")
_TABLE_TRACE: Final = re.compile(r"^(?:续表|附表[一二三四五六七八九十]?|单位[:：].{1,12})$|(?:税目税率表|税率表|税额表|等级表|标准表)(?:[一二三四五六七八九十])?$")
_BINDS: Final = re.compile(r"施行|实施|生效|执行|解释|废止")
_MODERN: Final = 1990
"""From about this year on every text closes with its final provisions."""
_BROKEN_HEAD: Final = re.compile(r"^[。，；、）]")


def inspect(document: Document) -> Document:
    """Add to a document's findings all that its tree and its words show."""
    found = [
        *_judge_head(document),
        *_judge_characters(document),
        *_judge_divisions(document),
        *_judge_articles(document),
        *_judge_lists(document),
        *_judge_words(document),
        *_judge_end(document),
    ]
    every = sorted({*document.findings, *found}, key=lambda one: (one.line, one.code, one.start))
    return replace(document, findings=tuple(every))


def _finding(code: str, kind: type_of_finding, unit: Unit, message: str, place: str = "") -> Finding:
    return Finding(code, kind, place, message, unit.place.line, unit.place.start, unit.place.end)


def _judge_head(document: Document) -> Iterator[Finding]:
    metadata = document.metadata
    if document.source.format != "md" or not document.head:
        return
    title = document.head[0]
    if not metadata.history and not metadata.code_book:
        yield _finding("head_lost", "damage", title, "no day of adoption, publication or effect")
        return
    lines = [unit for unit in document.head if unit.kind == "history"]
    for unit in lines:
        text = unit.text
        if text.count("）") + text.count(")") > text.count("（") + text.count("("):
            yield _finding("head_residue", "damage", unit, "a bracket closes that never opened")
        if not re.match(r"[（(\s]*[0-9０-９一二]", text):
            yield _finding("head_split", "damage", unit, "a history entry runs over two lines")
    days = [entry.day for entry in metadata.history if entry.action != "in_force"]
    if days and metadata.adopted_on and max(days) != metadata.adopted_on:
        code = "head_incomplete" if max(days) < metadata.adopted_on else "head_date_conflict"
        message = f"the last entry is of {max(days)}, the file is named {metadata.adopted_on}"
        if metadata.kind != "local_regulation" or code == "head_date_conflict":
            yield _finding(code, "damage", lines[-1] if lines else title, message)


def _judge_characters(document: Document) -> Iterator[Finding]:
    text = document.source.text
    for pattern, code, message in (
        (_INVISIBLE, "character_invisible", "an invisible character"),
        (_DAMAGED, "character_damaged", "a character that no font knows"),
        (_MARKUP, "markup_left_in", "markup of another format"),
        (_LETTER_FOR_DIGIT, "character_damaged", "a letter where a digit belongs"),
    ):
        seen: set[int] = set()
        for found in pattern.finditer(text):
            line = _line_at(document, found.start())
            if line and line not in seen:
                seen.add(line)
                message_here = f"{message} ({found[0]!r})"
                yield Finding(code, "damage", "", message_here, line, found.start(), found.end())


def _line_at(document: Document, offset: int) -> int:
    lines = document.source.lines
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        if lines[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    if not low or lines[low - 1].text == "<!-- INFO END -->":
        return 0
    return lines[low - 1].number


def _judge_divisions(document: Document) -> Iterator[Finding]:
    has_marks = any(line.heading > 1 for line in document.source.lines)
    heading_lines = {line.number for line in document.source.lines if line.heading}
    divisions = [unit for unit in document.body if unit.kind in DIVISIONS]
    yield from _judge_siblings(divisions, document)
    for unit in (u for root in divisions for u in root.walk() if u.kind in DIVISIONS):
        if not unit.heading:
            code = "heading_split" if unit.number else "heading_empty"
            yield _finding(code, "damage", unit, "a heading has no words")
        if has_marks and (unit.place.line not in heading_lines or unit.form == "" and unit.number):
            yield _finding("heading_demoted", "damage", unit, "a heading stands as a paragraph")
    for unit in document.head:
        if unit.kind == "contents" and document.source.format == "md":
            yield _finding("contents_left_in", "damage", unit, "a table of contents was left in")
            break


def _judge_siblings(units: Iterable[Unit], document: Document) -> Iterator[Finding]:
    last: dict[str, int] = {}
    first_of_code = bool(document.metadata.code_book)
    for unit in units:
        yield from _judge_siblings([c for c in unit.children if c.kind in DIVISIONS], document)
        if not unit.number:
            continue
        number = int(unit.number)
        before = last.get(unit.kind)
        last[unit.kind] = number
        if before is None and number != 1 and not first_of_code:
            message = f"the first {unit.kind} is number {number}"
            yield _finding("heading_lost", "damage", unit, message)
        elif before is not None and number != before + 1:
            message = f"{unit.kind} {number} follows {before}"
            code = "heading_repeated" if number <= before else "chapter_skipped"
            yield _finding(code, "drafting", unit, message)


def _judge_articles(document: Document) -> Iterator[Finding]:
    previous = ""
    for unit in document.articles():
        number, place = unit.number, f"art_{unit.number}"
        if not unit.children:
            yield _finding("article_empty", "damage", unit, "an article has no words", place)
        main, _, sub = number.partition("-")
        if sub and not previous.startswith(f"{main}-"):
            yield _finding("article_inserted", "expected", unit, "inserted by amendment", place)
        if not previous:
            if int(main or 0) > 1:
                yield _first_number(unit, document)
        elif main and not sub:
            step = int(main) - int(previous.partition("-")[0])
            if step == 0:
                yield _finding("article_repeated", "damage", unit, f"{number} comes twice", place)
            elif step < 0:
                message = f"{number} comes after {previous}"
                yield _finding("article_order", "drafting", unit, message, place)
            elif step > 1:
                message = f"{number} comes after {previous}: {step - 1} missing"
                yield _finding("article_gap", "damage", unit, message, place)
        previous = number


def _first_number(unit: Unit, document: Document) -> Finding:
    place = f"art_{unit.number}"
    if document.metadata.code_book:
        message = f"a book of a code begins at article {unit.number}"
        return _finding("code_split", "expected", unit, message, place)
    if "修正案" in document.metadata.title:
        message = f"amendments are numbered on: this one begins at {unit.number}"
        return _finding("amendment_numbering", "expected", unit, message, place)
    message = f"the first article is number {unit.number}"
    return _finding("article_gap", "damage", unit, message, place)


def _judge_lists(document: Document) -> Iterator[Finding]:
    if any(True for _ in document.articles()):
        for article in document.articles():
            place = f"art_{article.number}"
            carried: dict[str, int] = {}
            for paragraph in article.children:
                yield from _judge_items(paragraph, place, carried)
    else:
        carried = {}
        root = [unit for unit in document.body if unit.kind.startswith("section_")]
        yield from _judge_run(root, "", carried)


def _judge_items(parent: Unit, place: str, carried: dict[str, int]) -> Iterator[Finding]:
    items = [child for child in parent.children if child.kind in ("item", "subitem")]
    yield from _judge_run(items, place, carried)
    for item in items:
        yield from _judge_items(item, place, {})


def _judge_run(items: list[Unit], place: str, carried: dict[str, int]) -> Iterator[Finding]:
    """Numbers of each style run on from 1, or from where the article's last list ended."""
    begun: set[str] = set()
    for item in items:
        if not item.number:
            continue
        number, style = int(item.number), list_style(item.form)
        label = print_label(item.form, item.number)
        before = carried.get(style)
        if style not in begun:
            if number != 1 and before != number - 1:
                message = f"a list begins at {label}"
                yield _finding("list_head_lost", "damage", item, message, place)
        elif number == before:
            yield _finding("item_number_repeated", "drafting", item, f"{label} comes twice", place)
        elif before is not None and number not in (1, before + 1):
            message = f"{label} comes after number {before}"
            yield _finding("item_number_skipped", "drafting", item, message, place)
        begun.add(style)
        carried[style] = number


def _judge_words(document: Document) -> Iterator[Finding]:
    title = document.title
    for index, unit in enumerate(document.body[:3]):
        if unit.kind == "preamble" and index < 3 and re.sub(r"\s", "", unit.text) == title:
            yield _finding("title_repeated", "damage", unit, "the title stands again in the text")
    for unit in document.units():
        if unit.kind in ("paragraph", "item", "subitem", "text"):
            if _TABLE_TRACE.search(unit.text) and len(unit.text) < 40 and not unit.rows:
                yield _finding("table_lost", "damage", unit, "a table is named, but is not there")
            if _BROKEN_HEAD.match(unit.text):
                yield _finding("line_broken", "damage", unit, "a line begins within a sentence")


def _judge_end(document: Document) -> Iterator[Finding]:
    leaves = [u for u in _leaves(document.body) if u.text]
    if not leaves:
        last = document.head[-1] if document.head else None
        if last is not None:
            yield _finding("body_lost", "damage", last, "there is a head, and no text below it")
        return
    end, text = leaves[-1], leaves[-1].text
    if _CONTINUES.search(text) or text.count("“") > text.count("”"):
        yield _finding("text_truncated", "damage", end, "the text ends within a sentence")
    elif _needs_final_provisions(document):
        yield _finding("text_truncated", "damage", end, "the text ends without its final provisions")


def _needs_final_provisions(document: Document) -> bool:
    """A modern text that nowhere says from when it binds, and has no 附则: its end is lost."""
    metadata = document.metadata
    if metadata.effective_rule in ("stated", "publication", "days_after_publication", "history"):
        return False
    if metadata.code_book or metadata.is_amendment or not any(True for _ in document.articles()):
        return False
    if not metadata.adopted_on or metadata.adopted_on.year < _MODERN or "宪法" in metadata.title:
        return False
    if any(u.kind in DIVISIONS and "附" in u.heading for u in document.units()):
        return False
    closing = [*document.articles()][-3:]
    return not any(_BINDS.search(u.text) for unit in closing for u in unit.walk())


def _leaves(units: Iterable[Unit]) -> Iterator[Unit]:
    for unit in units:
        for one in unit.walk():
            if not one.children:
                yield one
