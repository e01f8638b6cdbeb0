"""What the tests of procedures write with: a small calendar, a small statute, a small case."""

import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from plumbline.clock.calendar import Calendar, CalendarYear, Holiday, Notice, Statutory
from plumbline.clock.clocks import Clocks
from plumbline.clock.period import Ground, Period, Unit
from plumbline.clock.rule import DayRule
from plumbline.clock.statute import AllowedExtension, AllowedStretch, Clock, Consequence, Statute
from plumbline.procedure import Case, Definition, Event, Identity, Sources, apply, fold, read
from plumbline.procedure.read import DRAWN, TITLES, WORDS

BODY = tomllib.loads(Path(__file__).with_name("permit.toml").read_text("utf-8"))
NOTICE = Notice("2024", "https://example.org/2024")
PERSON = {"$commitment": "sha256:" + "A" * 43 + "="}
MONDAY = date(2024, 3, 4)


def calendar(*off: date) -> Calendar:
    """2023 to 2025 with weekends, and the days off that are named."""
    holidays = [Holiday("节", day, day, (), NOTICE) for day in off]
    years = [
        CalendarYear(year, (NOTICE,), tuple(one for one in holidays if one.first.year == year))
        for year in (2023, 2024, 2025)
    ]
    return Calendar(tuple(years), Statutory("国务院关于职工工作时间的规定#7", ()))


CALENDAR = calendar()
RULE = DayRule("许可法", last_day=Ground("民事诉讼法#85"))


def clock(
    id: str, length: int, unit: Unit, consequence: Consequence = "breach", longer: int = 0
) -> Clock:
    period = Period(length, unit, "行政许可法#42")
    extension = AllowedExtension(replace(period, length=longer), "负责人") if longer else None
    why = AllowedStretch("excluded", "检验", Ground("行政许可法#45"))
    return Clock(
        "permit_law", FIRST, id, "", id, "", period, RULE, "within", consequence,
        extension=extension, stretches=(why,) if id.startswith("decide") else (),
    )  # fmt: skip


FIRST = date(2000, 1, 1)
CLOCKS = (
    clock("examine", 5, "working_day", "deemed_accepted"),
    clock("decide", 20, "working_day", longer=10),
    clock("decide_quick", 10, "working_day"),
    clock("supplement", 15, "natural_day", "right_lapses"),
)
STATUTES = Clocks((Statute("permit_law", "许可法", FIRST, None, None, RULE, CLOCKS),))


def is_plain(case: Case, event: Event) -> bool:
    return case.facts.get("kind", "plain") == "plain"


GENERAL = {code: f"{code}:" + "{action}在{stage}" for code in WORDS} | {
    "field_missing": "须载明{field}",
    "field_wrong": "{field}应为{allowed}",
    "not_by_this_role": "{action}由{roles}进行，不由{role}进行",
    "clock_is_over": "{clock}已于{day}届满",
}
DRAWING = {key: key for key in (*DRAWN, *TITLES)} | {
    "working_day": "{length}个工作日",
    "natural_day": "{length}日",
}
SOURCES = Sources(STATUTES, {"is_plain": is_plain}, GENERAL | DRAWING)


def permit(changes: Mapping[str, Any] | None = None, day: date = date(2020, 1, 1)) -> Definition:
    """The permit procedure, with tables of its body replaced as `changes` says."""
    identity = Identity("permit", "许可", day, f"{day}.toml")
    return read(identity, merged(BODY, changes or {}), SOURCES)


def merged(body: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The body with the changes laid over it; None takes a key out."""
    found = dict(body)
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(found.get(key), dict):
            found[key] = merged(found[key], value)
        elif value is None:
            found.pop(key, None)
        else:
            found[key] = value
    return found


PERMIT = permit()
_NUMBERS = itertools.count(1)
ROLES = {"apply": "applicant", "supplement": "applicant", "extend": "head", "decide": "head"}
DATA: dict[str, dict[str, object]] = {
    "apply": {"holder": PERSON},
    "accept": {"kind": "plain"},
    "extend": {"days": 5},
    "decide": {"outcome": "granted"},
}


def event(action: str, on: date | int, /, by: str = "", **data: object) -> Event:
    """A draft; a number is so many days after the Monday on which all begins."""
    return Event(
        id=f"e{next(_NUMBERS)}",
        action=action,
        on=on if isinstance(on, date) else MONDAY + timedelta(days=on),
        by=by or ROLES.get(action, "clerk"),
        case="许〔2024〕1号",
        data={**DATA.get(action, {}), **data},
    )


def told(*events: Event, days: Calendar = CALENDAR, definition: Definition = PERMIT) -> Case:
    """The case after events that must all be lawful."""
    case = fold(definition, (), days)
    for one in events:
        after = apply(case, one)
        assert isinstance(after, Case), after
        case = after
    return case
