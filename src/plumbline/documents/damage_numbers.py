"""编号之误 -- numbers that are missing, come twice, or come in the wrong order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from plumbline.documents.findings import in_unit
from plumbline.documents.marks import list_style, print_label, read_mark
from plumbline.documents.model import DIVISIONS, Document, Finding, Unit
from plumbline.documents.shape import is_headline

_REPEALED: Final = re.compile(
    r"^[（(]?(?:\d{4}年\d{1,2}月\d{1,2}日)?(?:已?删去|已?删除|已?废止)[）)]?$|[（(]\d{4}年\d{1,2}月\d{1,2}日删[除去][）)]$"
)
_ENDS_OF_NOTE: Final = tuple("）)去除止")
_STOPS_BEFORE_LIST: Final = tuple("；;，,")
_LONGEST_HEADING: Final = 40


# -- headings -----------------------------------------------------------------


def judge_divisions(document: Document) -> Iterator[Finding]:
    """Headings without words, without their mark, and those that are not there."""
    divisions = list(_divisions(document.body))
    marked = {line.number for line in document.source.lines if line.heading > 1}
    if marked:
        yield from _judge_marks(document, divisions, marked)
    for unit in divisions:
        if not unit.heading:
            yield in_unit(unit, "heading_empty", "a heading has no words")
    yield from _judge_order(document, divisions)


def _divisions(units: Iterable[Unit]) -> Iterator[Unit]:
    for unit in units:
        if unit.kind in DIVISIONS:
            yield unit
            yield from _divisions(unit.children)


def _judge_marks(document: Document, divisions: list[Unit], marked: set[int]) -> Iterator[Finding]:
    """Where the format marks headings, one without the mark has lost it."""
    known = {one.line for one in document.findings if one.code.startswith("heading_")}
    appendices = [child for unit in document.tail for child in unit.children]
    for unit in (*divisions, *_sections(document.body, marked), *_sections(appendices, marked)):
        line, words = unit.place.line, unit.text or unit.heading
        if line in marked or line in known or (unit.kind == "part" and not unit.number):
            continue
        if is_headline(words) and len(words) <= _LONGEST_HEADING:
            yield in_unit(unit, "heading_demoted", "a heading stands as a paragraph")


def _sections(units: Iterable[Unit], marked: set[int]) -> list[Unit]:
    """The sections 一、 of one list, if most of them are marked as headings."""
    sections = [unit for unit in units if unit.kind == "section_1"]
    return sections if 2 * sum(u.place.line in marked for u in sections) > len(sections) else []


def _judge_order(document: Document, divisions: list[Unit]) -> Iterator[Finding]:
    """Numbers begin at 1 or run on from the wider heading before, and miss none."""
    if document.metadata.code_book:
        return
    contents = {
        (mark.kind, mark.number)
        for unit in document.head
        if unit.kind == "contents" and (mark := read_mark(unit.text)) is not None
    }
    last: dict[str, int] = {}
    begun: set[str] = set()
    for unit in divisions:
        level = DIVISIONS.index(unit.kind)
        begun -= set(DIVISIONS[level + 1 :])
        if not unit.number:
            continue
        number, before = int(unit.number), last.get(unit.kind, 0)
        is_first, last[unit.kind] = unit.kind not in begun, number
        begun.add(unit.kind)
        if number == before + 1 or (is_first and number == 1):
            continue
        if number <= before and not is_first:
            message = f"{unit.kind} {number} follows {before}"
            yield in_unit(unit, "heading_repeated", message, "drafting")
        elif contents and (unit.kind, str(number - 1)) not in contents:
            message = f"{unit.kind} {number} follows {before}, in the table of contents too"
            yield in_unit(unit, "chapter_skipped", message, "drafting")
        else:
            place = document.body[0] if is_first and unit.kind == "chapter" and not before else unit
            message = f"{unit.kind} {number} is there, {number - 1} is not"
            yield in_unit(place, "heading_lost", message)


# -- articles -----------------------------------------------------------------


def judge_articles(document: Document, articles: list[Unit]) -> Iterator[Finding]:
    """Articles run on from 1; those inserted or repealed by amendment are expected."""
    previous = ""
    for unit in articles:
        number = unit.number
        if not unit.children:
            place = f"art_{number}"
            yield in_unit(unit, "article_empty", "an article has no words", "damage", place)
        elif unit.children[0].text[-1:] in _ENDS_OF_NOTE and _REPEALED.search(
            unit.children[0].text
        ):
            message = "repealed, and left in its place with a note"
            yield in_unit(unit, "article_repealed", message, "expected", f"art_{number}")
        if number.isdecimal() and previous.isdecimal() and int(number) == int(previous) + 1:
            previous = number
            continue
        found = _judge_step(document, unit, previous)
        if found is not None:
            yield found
        previous = number


def _judge_step(document: Document, unit: Unit, previous: str) -> Finding | None:
    """What is wrong with a number that is not just one more than the number before."""
    number, place = unit.number, f"art_{unit.number}"
    main, _, sub = number.partition("-")
    if not previous:
        return _first_number(document, unit) if main != "1" else None
    step = int(main) - int(previous.partition("-")[0])
    if sub and step == 0:
        return in_unit(unit, "article_inserted", "inserted by amendment", "expected", place)
    if step == 1:
        return None
    if step == 0:
        return in_unit(unit, "article_repeated", f"{number} comes twice", "damage", place)
    if step < 0:
        message = f"{number} comes after {previous}"
        return in_unit(unit, "article_order", message, "drafting", place)
    message = f"{number} comes after {previous}: {step - 1} missing"
    return in_unit(unit, "article_gap", message, "damage", place)


def _first_number(document: Document, unit: Unit) -> Finding:
    place, metadata = f"art_{unit.number}", document.metadata
    if metadata.code_book:
        message = f"a book of a code begins at article {unit.number}"
        return in_unit(unit, "code_split", message, "expected", place)
    if "修正案" in metadata.title:
        message = f"amendments are numbered on: this one begins at {unit.number}"
        return in_unit(unit, "amendment_numbering", message, "expected", place)
    message = f"the first article is number {unit.number}"
    return in_unit(unit, "article_gap", message, "damage", place)


# -- lists --------------------------------------------------------------------


def judge_lists(document: Document, articles: list[Unit]) -> Iterator[Finding]:
    """Items of each list run on from 1, or from where the article's last list ended."""
    for article in articles:
        carried: dict[str, int] = {}
        for paragraph in article.children:
            if paragraph.children:
                yield from _judge_items(paragraph, f"art_{article.number}", carried)
    if not articles:
        yield from _judge_sections(document.body, {})


def _judge_items(parent: Unit, place: str, carried: dict[str, int]) -> Iterator[Finding]:
    items = [child for child in parent.children if child.kind in ("item", "subitem")]
    if items and parent.text.endswith(_STOPS_BEFORE_LIST):
        message = f"the words before a list end in {parent.text[-1]!r}"
        yield in_unit(parent, "list_without_colon", message, "drafting", place)
    yield from _judge_run(items, place, carried)
    for item in items:
        if item.children:
            yield from _judge_items(item, place, {})


def _judge_sections(units: Iterable[Unit], carried: dict[str, int]) -> Iterator[Finding]:
    """The same for a text without articles; headings may stand above its sections."""
    run: list[Unit] = []
    for unit in units:
        if unit.kind in DIVISIONS:
            yield from _judge_sections(unit.children, carried)
        elif unit.kind.startswith("section_"):
            run.append(unit)
    yield from _judge_run(run, "", carried)
    for unit in run:
        yield from _judge_sections(unit.children, {})


def _judge_run(items: list[Unit], place: str, carried: dict[str, int]) -> Iterator[Finding]:
    begun: set[str] = set()
    for item in items:
        number, style = int(item.number), list_style(item.form or "{c}、")
        before = carried.get(style)
        carried[style] = number
        if number == 1 or (before is not None and number == before + 1):
            begun.add(style)
            continue
        label = print_label(item.form, item.number)
        if style not in begun:
            message = f"a list begins at {label}"
            yield in_unit(item, "list_head_lost", message, "damage", place)
        elif number == before:
            yield in_unit(item, "item_number_repeated", f"{label} comes twice", "drafting", place)
        else:
            message = f"{label} comes after number {before}"
            yield in_unit(item, "item_number_skipped", message, "drafting", place)
        begun.add(style)
