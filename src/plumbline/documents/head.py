"""文头 -- title, document number and history: who did what to this text on which day.

立法法#62 asks each text to carry the organ, the day of adoption and the day of
effect below its title; amended texts list each amendment in turn.
"""

from __future__ import annotations

import re
from itertools import pairwise
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from plumbline.documents.kind import kind_of, level_of
from plumbline.documents.model import Finding, HistoryEntry, Line, Metadata, Place, Source, Unit
from plumbline.text.dates import parse_date
from plumbline.text.docnumber import find_numbers

_DAY: Final = re.compile(
    r"[0-9０-９]{4}\s*年\s*[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日"
    r"|[一二][九〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ACTIONS: Final = (
    ("amended", re.compile(r"修正|修改|通过的《")),
    ("revised", re.compile(r"修订")),
    ("repealed", re.compile(r"废止")),
    ("approved", re.compile(r"批准")),
    ("adopted", re.compile(r"通过|制定")),
    ("published", re.compile(r"公布|发布|颁布|印发|颁发")),
    ("in_force", re.compile(r"施行|实施|生效")),
)
_ORDINAL: Final = re.compile(r"第([一二三四五六七八九十]+)次(?:修正|修订|修改)")
_SESSION: Final = re.compile(r"第[一二三四五六七八九十]+届")
_ORGAN_ENDS: Final = re.compile(
    r"(?:第[一二三四五六七八九十百0-9]+次|令(?:第|〔|\[|\d)|公告|会议|主席团|批准|公布|发布|颁布|通过|修订|修正|施行|印发|制定|《|（|\()"
)
_VERSION_IN_NAME: Final = re.compile(r"[（(](\d{4})[-.](\d{2})[-.](\d{2})[）)]")
_ORDER: Final = re.compile(r"[^，。《》\s]{0,30}令\s*第?\s*[0-9０-９一二三四五六七八九十百]+\s*号")
_LEFTOVER: Final = re.compile(r"根据\s*$")
_AMENDING_ACTIONS: Final = ("amended", "revised")


@dataclass(frozen=True, slots=True)
class Head:
    """The units of a head, what they say, and what looks wrong in them."""

    units: tuple[Unit, ...]
    metadata: Metadata
    findings: tuple[Finding, ...]


def leaf(kind: str, line: Line) -> Unit:
    """A unit that holds the words of one line."""
    place = Place(line.start, line.start + len(line.text), line.number)
    return Unit(kind, "", "", "", line.label + line.text, (), place, line.rows)


def is_history(text: str) -> bool:
    """Whether a line tells of an adoption, amendment or publication: it opens with a day."""
    opened = _DAY.match(text.lstrip("（( 　"))
    return opened is not None and len(text) < 2000 and _says_action(text)


def _says_action(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in _ACTIONS)


def read_head(lines: list[Line], source: Source) -> Head:
    """Read the lines above a text: title first, then numbers and history in any order."""
    titles, others = _split_titles(lines)
    title = _tidy("".join(line.text for line in titles[:1] or lines[:1]))
    if source.format != "md":
        title = _tidy("".join(line.text for line in titles))
    units = [leaf("title", line) for line in titles]
    number = ""
    history_lines: list[Line] = []
    for line in others:
        if line.text[:1] in "（(0123456789０１２一二" and (is_history(line.text) or _DAY.match(line.text)):
            units.append(leaf("history", line))
            history_lines.append(line)
        elif history_lines and not _is_number(line.text):
            units.append(leaf("history", line))
            history_lines.append(line)
        elif _is_number(line.text):
            units.append(leaf("docnumber", line))
            number = number or line.text.strip("（）() ")
        else:
            units.append(leaf("text", line))
    history = read_history(history_lines)
    findings = tuple(_judge_history(history_lines, source)) if source.format == "md" else ()
    book = _tidy(titles[1].text) if source.format == "md" and len(titles) > 1 else ""
    return Head(tuple(units), _metadata(title, book, number, history, source), findings)


def _split_titles(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    marked = [line for line in lines if line.heading == 1]
    if marked:
        return marked, [line for line in lines if line.heading != 1]
    titles: list[Line] = []
    for line in lines:
        if titles and (_is_number(line.text) or is_history(line.text) or line.origin == "meta"):
            break
        if not _is_number(line.text) and line.origin != "meta":
            titles.append(line)
    if len(titles) > 1 and re.search(r"(?:文件|公报|令)$", titles[0].text) and len(titles[0].text) < 30:
        titles = titles[1:]
    titles = titles[:4] if len("".join(line.text for line in titles)) < 120 else titles[:1]
    chosen = {line.number for line in titles}
    return titles, [line for line in lines if line.number not in chosen]


def _is_number(text: str) -> bool:
    found = find_numbers(text)
    return bool(found) and len(text) <= (found[0].end - found[0].start) + 12


def _tidy(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_history(lines: list[Line]) -> tuple[HistoryEntry, ...]:
    """History entries in the order of the text; a line may hold several, or continue one."""
    logical: list[tuple[str, int]] = []
    for line in lines:
        text = line.text
        if logical and (not _DAY.match(text.lstrip("（( ")) or _open_title(logical[-1][0])):
            logical[-1] = (logical[-1][0] + text, logical[-1][1])
        else:
            logical.append((text, line.number))
    entries: list[HistoryEntry] = []
    for text, number in logical:
        for piece in _pieces(text):
            entry = _entry(piece, number)
            if entry:
                entries.append(entry)
    return tuple(entries)


def _open_title(text: str) -> bool:
    return text.count("《") > text.count("》")


def _pieces(text: str) -> list[str]:
    starts = [
        found.start() for found in _DAY.finditer(text) if not _open_title(text[: found.start()])
    ]
    starts = [at for at in starts if at == 0 or text[at - 1] in " \t　（(；;，）)" or at < 3]
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


def _entry(text: str, line: int) -> HistoryEntry | None:
    found = _DAY.match(text)
    day = parse_date(found[0]) if found else None
    if found is None or day is None:
        return None
    rest = text[found.end() :].strip(" 　，；;（）()")
    outside = re.sub(r"《.*?》", "《》", rest)
    action = next((name for name, pattern in _ACTIONS if pattern.search(outside)), "")
    instrument = re.search(r"《(.+?)》(?!.*》)", rest)
    ordinal = _ORDINAL.search(outside)
    order = _ORDER.search(rest)
    return HistoryEntry(
        day=day,
        action=action,
        organ=_organ(rest),
        instrument=instrument[1] if instrument else "",
        ordinal=_ordinal(ordinal[1]) if ordinal else 0,
        number=order[0] if order else "",
        text=text.strip(),
        line=line,
    )


def _ordinal(word: str) -> int:
    numerals = "一二三四五六七八九十"
    return numerals.find(word[-1]) + 1 + (10 if len(word) > 1 and word[0] == "十" else 0)


def _organ(rest: str) -> str:
    plain = _SESSION.sub("", rest)
    ends = _ORGAN_ENDS.search(plain)
    name = plain[: ends.start()] if ends else plain
    return name.removeprefix("中华人民共和国").strip(" 　、，经由") if len(name) <= 60 else ""


def _judge_history(lines: list[Line], source: Source) -> list[Finding]:
    found: list[Finding] = []
    for line in lines:
        several = len([p for p in _pieces(line.text) if _says_action(p)]) > 1
        if several or _LEFTOVER.search(line.text):
            end = line.start + len(line.text)
            message = "several history entries stand in one line"
            found.append(
                Finding("head_glued", "damage", "", message, line.number, line.start, end)
            )
    return found


def _metadata(
    title: str, book: str, number: str, history: tuple[HistoryEntry, ...], source: Source
) -> Metadata:
    made = [entry for entry in history if entry.action and entry.action != "in_force"]
    days = [entry.day for entry in made]
    named = version_in_name(source.name)
    last = max(days, default=None)
    published = [entry.day for entry in made if entry.action == "published"]
    in_force = [entry.day for entry in history if entry.action == "in_force"]
    kind = kind_of(title, made, number, source.name)
    return Metadata(
        title=title,
        kind=kind,
        level=level_of(title, kind, made),
        issuers=_issuers(kind, made),
        doc_number=number or next((e.number for e in reversed(made) if e.number), ""),
        adopted_on=named or last,
        first_adopted_on=min(days, default=named),
        published_on=max(published, default=None),
        effective_on=in_force[-1] if in_force else None,
        effective_rule="history" if in_force else "",
        history=history,
        is_trial=bool(re.search(r"试行|暂行", title)),
        code_book=book,
    )


def version_in_name(name: str) -> date | None:
    """The day in a file name such as 行政处罚法(2021-01-22).md, or None."""
    found = _VERSION_IN_NAME.search(PurePosixPath(name).name)
    if not found:
        return None
    return parse_date(f"{found[1]}-{found[2]}-{found[3]}")


def _issuers(kind: str, made: list[HistoryEntry]) -> tuple[str, ...]:
    if kind == "administrative_regulation":
        return ("国务院",)
    for wanted in ("adopted", "published", "approved", "revised", "amended"):
        for entry in made:
            if entry.action == wanted and entry.organ:
                return tuple(re.split(r"[、\s]+", entry.organ))
    return ()


def join_heads(notice: Metadata, issued: Metadata) -> Metadata:
    """What a notice and the text that it issues say together; the issued text speaks first."""
    return replace(
        issued,
        notice_title=notice.title,
        doc_number=issued.doc_number or notice.doc_number,
        issuers=issued.issuers or notice.issuers,
        adopted_on=issued.adopted_on or notice.adopted_on,
        published_on=issued.published_on or notice.published_on,
        history=issued.history or notice.history,
        kind=notice.kind if issued.kind in ("", "other") else issued.kind,
        level=issued.level or notice.level,
    )
