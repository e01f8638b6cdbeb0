"""文头 -- title, document number and history, and what they say of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plumbline.documents.findings import in_line
from plumbline.documents.history import DAY, is_history, is_open, pieces, read_history, says_action
from plumbline.documents.kind import issuers_of, kind_of, level_of
from plumbline.documents.model import (
    Finding,
    HistoryEntry,
    Line,
    Metadata,
    Place,
    Source,
    Unit,
)
from plumbline.text.dates import parse_date
from plumbline.text.docnumber import find_numbers

_VERSION_IN_NAME: Final = re.compile(r"[（(](\d{4})[-.](\d{2})[-.](\d{2})[）)]")
_ON_PUBLICATION: Final = re.compile(
    r"[（(]?自?(?:公布|发布|颁布|通过|批准|印发)之日起?(?:施行|实施|生效|执行)[）)]?"
)
_BEGINS_DAY: Final = frozenset("（( 　0123456789０１２一二")
_LEFTOVER: Final = re.compile(r"根据\s*$")
_PARTICULARS: Final = (
    ("published", re.compile(r"(?:发布|公布|公开)(?:日期|时间)")),
    ("signed", re.compile(r"(?:成文|生成|制发)(?:日期|时间)")),
)
_TRIAL: Final = re.compile(r"试行|暂行")
_LETTERHEAD: Final = re.compile(r".{2,40}(?:文件|公报)")
_ORDER: Final = re.compile(r".{2,60}(?:令|公告)")
_SERIAL: Final = re.compile(r"第?\s*[0-9０-９一二三四五六七八九十百〇零]+\s*号")
_TITLE_LINES: Final = 4
_LONGEST_TITLE: Final = 120
_PUBLISHED_WITHIN: Final = 60
"""Days: a file named so much later than the last entry is named by the day of publication."""


@dataclass(frozen=True, slots=True)
class Head:
    """The units of a head, what they say, and what looks wrong in them.

    `book` holds the line that names a book of a code: it belongs to the body.
    """

    units: tuple[Unit, ...]
    metadata: Metadata
    findings: tuple[Finding, ...]
    book: tuple[Line, ...] = ()


def leaf(kind: str, line: Line) -> Unit:
    """A unit that holds the words of one line."""
    place = Place(line.start, line.start + len(line.text), line.number)
    return Unit(kind, "", "", "", line.label + line.text, (), place, line.rows)


def read_head(lines: list[Line], source: Source) -> Head:
    """Read the lines above a text: title first, then numbers and history in any order."""
    titles, book, others = _split_titles(lines)
    title = _tidy("".join(line.text for line in titles))
    sorted_lines = [(_kind(line, at, others, titles), line) for at, line in enumerate(others)]
    entries = [line for kind, line in sorted_lines if kind == "history"]
    history = read_history(entries)
    number = next((_number(line, titles) for kind, line in sorted_lines if kind == "docnumber"), "")
    units = [(line, leaf("title", line)) for line in titles]
    units += [(line, leaf(kind, line)) for kind, line in sorted_lines]
    units.sort(key=lambda pair: pair[0].start)
    findings: tuple[Finding, ...] = ()
    if source.format == "md":
        findings = (*_judge_history(entries), *_judge_others(sorted_lines, title))
    is_on_publication = any(_ON_PUBLICATION.fullmatch(line.text) for line in others)
    written = " ".join(line.text for line in titles)
    metadata = _metadata(
        title, written, number, history, source, is_on_publication=is_on_publication
    )
    if book:
        metadata = replace(metadata, code_book=_tidy(book[0].text))
    particulars = _particulars([line.text for line in others if line.origin == "meta"])
    if particulars:
        metadata = replace(
            metadata,
            published_on=metadata.published_on or particulars.get("published"),
            adopted_on=metadata.adopted_on or particulars.get("signed"),
        )
    return Head(tuple(unit for _, unit in units), metadata, findings, tuple(book))


def _particulars(lines: list[str]) -> dict[str, date | None]:
    """The days that the table above a text on a government page tells."""
    found: dict[str, date | None] = {}
    for line in lines:
        name, mark, value = line.partition("：")
        for key, pattern in _PARTICULARS:
            if mark and pattern.search(name):
                found.setdefault(key, parse_date(value.strip()[:20]))
    return found


def _split_titles(lines: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines of the title, of the name of a code's book, and the others."""
    marked = [line for line in lines if line.heading == 1]
    if marked:
        others = [line for line in lines if line.heading != 1]
        return marked[:1], marked[1:], others
    titles: list[Line] = []
    for line in lines:
        if line.origin == "meta" or is_number(line.text) or _LETTERHEAD.fullmatch(line.text):
            if titles:
                break
            continue
        if titles and (is_history(line.text) or _SERIAL.fullmatch(line.text)):
            break
        titles.append(line)
    if sum(len(line.text) for line in titles) > _LONGEST_TITLE:
        titles = titles[:1]
    titles = titles[:_TITLE_LINES] or lines[:1]
    chosen = {line.start for line in titles}
    return titles, [], [line for line in lines if line.start not in chosen]


def _kind(line: Line, at: int, others: list[Line], titles: list[Line]) -> str:
    """What a line of the head is, other than its title."""
    text = line.text
    if _ON_PUBLICATION.fullmatch(text):
        return "history"
    day = DAY.match(text.lstrip("（( 　")) if text[:1] in _BEGINS_DAY else None
    if day is not None and (says_action(text) or not _is_notice(others[:at])):
        return "history"
    if is_number(text) or (_SERIAL.fullmatch(text) and _ORDER.fullmatch(titles[0].text)):
        return "docnumber"
    if any(DAY.match(one.text.lstrip("（( 　")) for one in others[:at]) and not _is_notice(
        others[:at]
    ):
        return "history"
    return "text"


def _is_notice(lines: list[Line]) -> bool:
    """Whether the words of a covering notice stand in these lines."""
    return any(line.text[-1:] in ("：", ":", "。") and not DAY.match(line.text) for line in lines)


def is_number(text: str) -> bool:
    """Whether a line is a document number, with little else in it."""
    if len(text) > 60 or "号" not in text:
        return False
    found = find_numbers(text)
    return bool(found) and len(text) <= (found[0].end - found[0].start) + 12


def _number(line: Line, titles: list[Line]) -> str:
    """The document number; 第327号 below the words 某市人民政府令 counts with them."""
    number = line.text.strip("（）() 　")
    if _SERIAL.fullmatch(number) and titles:
        return _tidy(titles[0].text + number)
    found = find_numbers(number)
    return found[0].text if found else number


def _tidy(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _judge_history(lines: list[Line]) -> list[Finding]:
    found: list[Finding] = []
    for at, line in enumerate(lines):
        text = line.text
        several = sum(says_action(piece) for piece in pieces(text)) > 1
        if several or _LEFTOVER.search(text):
            found.append(in_line(line, "head_glued", "several history entries stand in one line"))
        if text.count("）") + text.count(")") > text.count("（") + text.count("("):
            found.append(in_line(line, "head_residue", "a bracket closes that never opened"))
        elif text[-1:] in ("，", "、", "；", ",") and not is_open(text):
            found.append(in_line(line, "head_residue", f"an entry ends in {text[-1]!r}"))
        begins = DAY.match(text.lstrip("（( 　")) or _ON_PUBLICATION.fullmatch(text)
        if at and (not begins or is_open(lines[at - 1].text)):
            found.append(in_line(line, "head_split", "a history entry runs over two lines"))
    return found


def _judge_others(lines: list[tuple[str, Line]], title: str) -> list[Finding]:
    found: list[Finding] = []
    for kind, line in lines:
        words = _tidy(line.text)
        if kind != "text" or not words:
            continue
        if words in title:
            found.append(in_line(line, "title_repeated", "the title stands again in the head"))
        elif not any(one.code == "notice_in_head" for one in found):
            message = "a covering notice stands in the head"
            found.append(in_line(line, "notice_in_head", message, "expected"))
    return found


def _metadata(
    title: str,
    written: str,
    number: str,
    history: tuple[HistoryEntry, ...],
    source: Source,
    *,
    is_on_publication: bool,
) -> Metadata:
    made = [entry for entry in history if entry.action != "in_force"]
    in_name = named = version_in_name(source.name)
    last = max((entry.day for entry in made), default=None)
    published = max((e.day for e in made if e.action == "published"), default=None)
    if last and named and 0 < (named - last).days <= _PUBLISHED_WITHIN:
        published, named = published or named, last
    in_force = [entry.day for entry in history if entry.action == "in_force"]
    kind = kind_of(title, made, number, source.name)
    rule = "history" if in_force else "publication" if is_on_publication else ""
    return Metadata(
        title=title,
        kind=kind,
        level=level_of(title, kind, made),
        issuers=issuers_of(written, kind, made),
        doc_number=number or _number_of(made),
        adopted_on=last if last and (named is None or last > named) else named,
        first_adopted_on=min((entry.day for entry in made), default=named),
        published_on=published,
        effective_on=in_force[-1] if in_force else None,
        effective_rule=rule,
        history=history,
        is_trial=bool(_TRIAL.search(title)),
        named_on=in_name,
    )


def _number_of(made: list[HistoryEntry]) -> str:
    """The number under which the text as a whole was issued, not one that amended it."""
    own = [entry.number for entry in made if entry.number and not entry.instrument]
    return own[-1] if own else ""


def version_in_name(name: str) -> date | None:
    """The day in a file name such as 行政处罚法(2021-01-22).md, or None."""
    found = _VERSION_IN_NAME.search(name.rpartition("/")[2])
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def join_heads(notice: Metadata, issued: Metadata) -> Metadata:
    """What a notice and the text that it issues say together; the issued text speaks first."""
    vague = ("", "other", "normative_document")
    by_notice = notice.kind not in vague or issued.kind in ("", "other")
    return replace(
        issued,
        notice_title=notice.title,
        doc_number=issued.doc_number or notice.doc_number,
        issuers=notice.issuers or issued.issuers,
        adopted_on=notice.adopted_on or issued.adopted_on,
        first_adopted_on=notice.first_adopted_on or issued.first_adopted_on,
        published_on=issued.published_on or notice.published_on,
        history=issued.history or notice.history,
        kind=notice.kind if by_notice else issued.kind,
        level=issued.level or notice.level,
    )
