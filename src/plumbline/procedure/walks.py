"""走查 -- the worked examples on a procedure's page, which are its tests.

Below the heading 走查 a page has tables, each a case from its beginning. A row is a day and an
action, and then the stage and every clock that runs:

    | 日期 | 动作 | 内容 | 所处环节 | 期限 |
    | 2024-03-04 | apply | | received | examine 2024-03-11 |
    | 2024-03-12 | | | accepted | copy 2024-03-20；decide 2024-05-10 |
    | 2024-03-13 | decide | outcome=uphold | 不予 opinions_not_heard | |

A row without an action looks at the case on that day: what silence has brought is then seen. A
suspended clock is written `decide 中止`, a provisional day `decide 2031-05-12 暂定`. Fields that
the row does not give, and that the action requires, are filled in; several values of one field
stand with 、 between them, and what is personal is committed to. The columns 内容, 由 and 发现 may
be left out; a table with the last lists in each row the codes of all that is found: about the
action, or, where a row only looks, about the case on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from plumbline.clock.calendar import Calendar
from plumbline.clock.due_day import Due
from plumbline.procedure.case import Case, apply, fold
from plumbline.procedure.definition import Action, Definition, Field
from plumbline.procedure.each import several
from plumbline.procedure.event import Event
from plumbline.procedure.fields import COMMITMENT, day_of
from plumbline.procedure.findings import findings, standing
from plumbline.procedure.reading import DefinitionFault
from plumbline.procedure.refusal import Refusal

HEADING: Final = "## 走查"
COLUMNS: Final = ("日期", "动作", "所处环节", "期限")
OPTIONAL: Final = ("由", "内容", "发现")
REFUSED: Final = "不予"
SUSPENDED: Final = "中止"
PROVISIONAL: Final = "暂定"

_RULE: Final = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_BETWEEN: Final = re.compile(r"[；;]\s*")
_AMONG: Final = "、"
_FILLED: Final = {COMMITMENT: "sha256:" + "A" * 43 + "="}
_SAMPLES: Final[Mapping[str, object]] = {
    "text": "走查",
    "person": "走查",
    "agency": "走查",
    "officer": "走查",
    "case": "走查",
    "provision": "行政复议法#1",
    "yes_no": True,
    "attachment": "0" * 64,
    "file": {"name": "走查", "bytes": 0, "sha256": "0" * 64},
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what is done, and what must follow. `refused` is the code of a refusal, `found`
    the codes of findings; None where the table does not say.
    """

    line: int
    day: date
    action: str
    by: str
    data: Mapping[str, str]
    stage: str
    refused: str
    due: Mapping[str, str]
    found: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """One table of a page, by the heading above it."""

    title: str
    file: str
    rows: tuple[Row, ...]


def read_walks(page: str, file: str) -> tuple[Walk, ...]:
    """The tables below 走查 on a page. Raises DefinitionFault for one that cannot be read."""
    found: list[Walk] = []
    heading = ""
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for line, text in _below_heading(page):
        if text.startswith("### "):
            heading = text[4:].strip()
        elif not text.startswith("|"):
            found += [Walk(heading, file, tuple(rows))] if rows else []
            columns, rows = (), []
        elif not columns:
            columns = _columns(text, f"{file}:{line}")
        elif not _RULE.fullmatch(text):
            rows.append(_row(_named(columns, text, f"{file}:{line}"), f"{file}:{line}", line))
    return tuple(found)


def wrong(definition: Definition, walk: Walk, calendar: Calendar) -> list[str]:
    """Where a definition does not do what a table says: a line each, naming file and line."""
    case = fold(definition, (), calendar)
    found: list[str] = []
    for number, row in enumerate(walk.rows, 1):
        event = _event(case.definition, row, number) if row.action else None
        after = apply(case, event) if event else case.at(row.day)
        known = findings(case, event) if event else standing(case, row.day)
        said = {one.code for one in known}
        if row.found is not None and not row.refused and said != row.found:
            listed = "；".join(sorted(said)) or "nothing"
            found.append(f"{walk.file}:{row.line}: found is {listed}; the page says otherwise")
        found += [f"{walk.file}:{row.line}: {fault}" for fault in _differences(after, row)]
        if isinstance(after, Case):
            case = after.recorded
    return found


def _below_heading(page: str) -> Iterator[tuple[int, str]]:
    """The lines below the heading 走查 up to the next of its rank, and an empty one at the end."""
    is_below = False
    for line, text in enumerate(page.splitlines(), 1):
        if text.startswith("## "):
            is_below = text.strip() == HEADING
        if is_below:
            yield line, text.strip()
    yield 0, ""


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip("|").split("|")]


def _columns(text: str, place: str) -> tuple[str, ...]:
    columns = tuple(_cells(text))
    unknown = [one for one in columns if one not in (*COLUMNS, *OPTIONAL)]
    missing = [one for one in COLUMNS if one not in columns]
    if unknown or missing:
        allowed = "、".join((*COLUMNS, *OPTIONAL))
        raise DefinitionFault([f"{place}: columns are {'、'.join(columns)}; write {allowed}"])
    return columns


def _named(columns: tuple[str, ...], text: str, place: str) -> dict[str, str]:
    cells = _cells(text)
    if len(cells) != len(columns):
        raise DefinitionFault([f"{place}: has {len(cells)} cells; write {len(columns)}"])
    return dict(zip(columns, cells, strict=True))


def _row(cells: Mapping[str, str], place: str, line: int) -> Row:
    day = day_of(cells.get("日期"))
    if day is None:
        raise DefinitionFault([f"{place}: 日期 is {cells.get('日期')!r}; write such as 2024-03-04"])
    stage = cells.get("所处环节", "")
    said = [one for one in _BETWEEN.split(cells.get("内容", "")) if one]
    pairs = [one.partition("=") for one in said]
    due = [one.partition(" ") for one in _BETWEEN.split(cells.get("期限", "")) if one]
    if not all(equals for _, equals, _ in pairs) or not all(space for _, space, _ in due):
        allowed = "field=value；…, and clock day；…"
        raise DefinitionFault([f"{place}: 内容 or 期限 cannot be read; write {allowed}"])
    return Row(
        line=line,
        day=day,
        action=cells.get("动作", ""),
        by=cells.get("由", ""),
        data={name.strip(): value.strip() for name, _, value in pairs},
        stage="" if stage.startswith(REFUSED) else stage,
        refused=stage.removeprefix(REFUSED).strip() if stage.startswith(REFUSED) else "",
        due={clock: day.strip() for clock, _, day in due},
        found=frozenset(filter(None, _BETWEEN.split(cells["发现"]))) if "发现" in cells else None,
    )


def _event(definition: Definition, row: Row, number: int) -> Event:
    """The event of a row, with its fields filled in."""
    action = definition.action(row.action)
    if action is None:
        known = ", ".join(definition.actions)
        raise DefinitionFault([f"line {row.line}: action is {row.action!r}; write one of {known}"])
    by, _, agency = row.by.partition("@")
    return Event(
        id=f"{number}",
        action=row.action,
        on=row.day,
        by=by or action.by[0],
        case="走查",
        agency=agency,
        data=_data(definition, action, row),
    )


def _data(definition: Definition, action: Action, row: Row) -> dict[str, object]:
    """What the row states, and something for each field that is required beside it."""
    fields = definition.fields
    stated = {
        name: _value(fields[name], value) if name in fields else value
        for name, value in row.data.items()
    }
    filled = {name: _sample(fields[name], row.day) for name in action.requires}
    if action is definition.issue:
        filled["issued_file"] = _SAMPLES["file"]
    return filled | stated


def _value(field: Field, text: str) -> object:
    if field.many:
        return [_one_value(field, one) for one in text.split(_AMONG)]
    return _one_value(field, text)


def _one_value(field: Field, text: str) -> object:
    if field.personal:
        return dict(_FILLED)
    if field.type == "yes_no":
        return {"true": True, "false": False}.get(text, text)
    if field.type in ("number", "money") and text.isdecimal():
        return int(text)
    if field.type == "file":
        return {"name": text, "bytes": 0, "sha256": "0" * 64}
    return text


def _sample(field: Field, day: date) -> object:
    one: object = _SAMPLES.get(field.type)
    if field.personal:
        one = dict(_FILLED)
    elif field.type == "day":
        one = day.isoformat()
    elif field.type == "choice":
        one = next(iter(field.options))
    elif field.type in ("number", "money"):
        one = 1 if field.least is None else field.least
    return [one] if field.many else one


def _differences(after: Case | Refusal, row: Row) -> Iterator[str]:
    """What the page says otherwise than it is."""
    if isinstance(after, Refusal):
        if after.code != row.refused:
            said = f"{REFUSED} {row.refused}" if row.refused else row.stage
            yield f"{row.action} is refused: {after.code} ({after.words}); the page says {said}"
        return
    if row.refused:
        yield f"{row.action} is lawful; the page says {REFUSED} {row.refused}"
        return
    if after.stage != row.stage:
        yield f"the stage is {after.stage}; the page says {row.stage}"
    found = {_shown(after, key): _said(due) for key, due in after.due().items()}
    for clock in {**found, **row.due}:
        is_, says = found.get(clock, "not running"), row.due.get(clock, "nothing")
        if is_ != says:
            yield f"{clock} is {is_}; the page says {says}"


def _shown(case: Case, key: str) -> str:
    """What a table calls a run: the clock, and whose it is where it runs for several."""
    run = case.running[key]
    return key if len(several(case.facts.get(run.each))) > 1 else run.id


def _said(due: Due) -> str:
    if due.day is None:
        return SUSPENDED
    return f"{due.day} {PROVISIONAL}" if due.provisional else f"{due.day}"
