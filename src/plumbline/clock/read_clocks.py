"""读期间 -- the statutes with their clocks, from folders: one folder a statute, one pair a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, cast, get_args

from plumbline.clock.clocks import Clocks
from plumbline.clock.period import UNSTATED, ClockFault, Ground, Period, Unit
from plumbline.clock.rule import DayRule, HourStart, Lengths, WorkingLengths
from plumbline.clock.statute import (
    CONSEQUENCES,
    DIRECTIONS,
    AllowedExtension,
    AllowedStretch,
    Clock,
    Consequence,
    Direction,
    Statute,
)
from plumbline.clock.tables import ContentFault, Table, pairs_in, place_of, read_body, read_front

UNITS_AS_WRITTEN: Final = ("day", "working_day", "natural_day", "month", "year", "hour")
"""What a body may write; a plain day is resolved by the rule of the statute."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


def load_clocks(folders: Iterable[Path]) -> Clocks:
    """All statutes below some folders, by name and day of effect.

    A text that a later folder gives again replaces the earlier one and must say `because`.
    Raises ContentFault for what cannot be read: the message names the file, the key, what was
    found and what is allowed.
    """
    found: dict[tuple[str, date], Statute] = {}
    for folder in folders:
        for place in sorted(one for one in folder.glob("*") if one.is_dir()):
            for name, page, body in pairs_in(place, "day"):
                statute = _statute(place.name, date.fromisoformat(name), page, body)
                key = (statute.name, statute.effective_on)
                if key in found and not statute.because:
                    raise ContentFault(
                        f"{place_of(page)}: this text is there already; write because = the "
                        "article that lets it be replaced"
                    )
                found[key] = statute
    return Clocks(tuple(found[key] for key in sorted(found)))


def _statute(name: str, effective_on: date, page: Path, body: Path) -> Statute:
    front = read_front(page)
    code, title = front.word("code", [name]), front.text("title")
    front.text("basis")
    adopted_on = front.day("adopted_on") if "adopted_on" in front else None
    until = front.day("until") if "until" in front else None
    mark, because = front.mark(), front.text("because", "")
    front.done()
    if not _ID.fullmatch(code):
        raise ContentFault(
            f"{place_of(page)}: code is {code!r}; write small letters, such as permit"
        )
    table = read_body(body)
    rule = _rule(title, table.table("rule"))
    clocks = tuple(_clock(one, name, effective_on, rule) for one in table.tables("clock"))
    table.done()
    ids = [clock.id for clock in clocks]
    for id in ids:
        if ids.count(id) > 1:
            raise ContentFault(f"{place_of(body)}: clock {id!r} is there twice; write each id once")
    return Statute(name, title, effective_on, adopted_on, until, rule, clocks, mark, because)


def _rule(title: str, table: Table) -> DayRule:
    hours = table.table("hours")
    hours_from = cast("HourStart", hours.word("from", get_args(HourStart), "moment"))
    rule = DayRule(
        title,
        first_day=_ground(table, "first_day"),
        months=_ground(table, "months"),
        working=_working(table.table("working")),
        last_day=_ground(table, "last_day") if "last_day" in table else None,
        hours_from=hours_from,
        hours=hours.ground(),
        back=_ground(table, "back"),
    )
    hours.done()
    table.done()
    return rule


def _ground(table: Table, key: str) -> Ground:
    inner = table.table(key)
    ground = inner.ground()
    inner.done()
    if key in table and ground == UNSTATED:
        raise table.fault(key, "basis = its article, or unverified = W, I or M")
    return ground


def _working(table: Table) -> WorkingLengths:
    kind = cast("Lengths", table.word("kind", get_args(Lengths), "as_written"))
    lengths = frozenset(table.numbers("lengths")) if kind == "listed" else frozenset()
    up_to = table.number("up_to", least=1) if kind == "up_to" else 0
    working = WorkingLengths(kind, lengths, up_to, table.ground())
    table.done()
    return working


def _clock(table: Table, statute: str, effective_on: date, rule: DayRule) -> Clock:
    id = table.text("id")
    if not _ID.fullmatch(id):
        raise table.fault("id", "small letters, digits and _, such as decide")
    consequence = table.table("consequence")
    clock = Clock(
        statute=statute,
        effective_on=effective_on,
        id=id,
        appendix=table.text("appendix", ""),
        title=table.text("title"),
        starts=table.text("starts"),
        period=_period(table, rule),
        rule=rule,
        counts=cast("Direction", table.word("counts", DIRECTIONS, "within")),
        consequence=cast("Consequence", consequence.word("kind", CONSEQUENCES)),
        consequence_ground=consequence.ground(),
        extension=_extension(table.table("extension"), rule) if "extension" in table else None,
        stretches=tuple(_stretch(one) for one in table.tables("not_counted")),
    )
    consequence.done()
    table.done()
    _check_hours(table, clock)
    return clock


def _check_hours(table: Table, clock: Clock) -> None:
    if clock.period.unit == "hour" and (
        clock.extension is not None or clock.stretches or clock.counts == "before"
    ):
        raise table.fault("unit", "days: hours are not extended, left out or counted back")
    if clock.counts == "before" and (clock.extension is not None or clock.stretches):
        raise table.fault("counts", "within: nothing is added to a period counted back")


def _period(table: Table, rule: DayRule) -> Period:
    unit = table.word("unit", UNITS_AS_WRITTEN)
    length = table.number("length", least=1)
    counted = rule.unit_of(length) if unit == "day" else cast("Unit", unit)
    basis = "；".join(table.texts("article"))
    try:
        return Period(length, counted, basis, table.mark())
    except ClockFault as fault:
        key = "length" if basis else "article"
        raise ContentFault(f"{table.place}: {key}: {fault}") from None


def _extension(table: Table, rule: DayRule) -> AllowedExtension:
    period = _period(table, rule)
    extension = AllowedExtension(period, table.text("by", ""), table.number("times", 1))
    table.done()
    return extension


def _stretch(table: Table) -> AllowedStretch:
    cause = table.word("cause", ("excluded", "suspended"))
    why = table.text("why")
    ground = Ground(table.text("article"), table.text("by", ""), table.mark())
    table.done()
    return AllowedStretch("excluded" if cause == "excluded" else "suspended", why, ground)
