"""The command `plumbline due`: when a period ends, with the article of each step."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, cast

import click

from plumbline.cli import due_text
from plumbline.cli.output import FORMAT, Day, console, print_json
from plumbline.clock import (
    NO_STATUTE,
    Calendar,
    Clock,
    ClockFault,
    Clocks,
    DayRule,
    Due,
    DueAt,
    Extension,
    Period,
    Stretch,
    due,
    due_at,
    latest_before,
)
from plumbline.clock.as_json import due_at_json, due_json, month_json
from plumbline.clock.drawing import months
from plumbline.clock.period import Unit
from plumbline.clock.read_clocks import UNITS_AS_WRITTEN
from plumbline.law import clocks as content

SPAN: Final = "write 2024-03-18..2024-03-27, or 2024-03-18.. while it goes on"


class Moment(click.ParamType):  # type: ignore[type-arg]  # not generic in every release
    """A day, written 2024-01-31, or for periods of hours a time, written 2024-01-31T16:30."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day or the time, or a message that says what was found and what is allowed."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            pass
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write 2024-01-31, or 2024-01-31T16:30", param, ctx)


@dataclass(frozen=True, slots=True)
class Span:
    """Days that are not counted, as given: A..B, A.. and with a ground, A..B=GROUND."""

    first: date
    last: date | None
    why: str


class Days(click.ParamType):  # type: ignore[type-arg]
    """A stretch of days."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Span:
        """The stretch, or a message that says what was found and what is allowed."""
        if isinstance(value, Span):
            return value
        days, _, why = str(value).partition("=")
        first, dots, last = days.partition("..")
        try:
            begin = date.fromisoformat(first)
            end = date.fromisoformat(last) if last else None
        except ValueError:
            self.fail(f"{value!r} is no stretch of days; {SPAN}", param, ctx)
        return Span(begin, end if dots else begin, why)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller asked for."""

    start: date
    length: int | None
    unit: str
    basis: str
    rule: str
    clock: str
    text: date | None
    excluded: Sequence[Span]
    suspended: Sequence[Span]
    extended: Sequence[int]
    before: bool


@click.command("due")
@click.option("--from", "start", type=Moment(), help="The day of the event; for hours, its time.")
@click.option("--clock", default="", help="A clock of a statute: reconsideration/decide, or A42.")
@click.option("--length", type=int, help="Instead of a clock: so many units.")
@click.option(
    "--unit",
    type=click.Choice(UNITS_AS_WRITTEN),
    default="day",
    show_default=True,
    help="The unit; a plain day is what the statute makes of it.",
)
@click.option("--basis", default="", help="The article that allows the length: 行政处罚法#60.")
@click.option(
    "--rule",
    default="",
    help="The statute whose rule on days holds, such as penalty; by default that of the basis.",
)
@click.option(
    "--text",
    type=Day(),
    help="The text that took effect on this day; by default the one in force on the event's day.",
)
@click.option(
    "--exclude",
    "excluded",
    type=Days(),
    multiple=True,
    metavar="A..B[=GROUND]",
    help="Days that the law does not count.",
)
@click.option(
    "--suspend",
    "suspended",
    type=Days(),
    multiple=True,
    metavar="A..[B][=GROUND]",
    help="Days on which the case stands still; without an end it still does.",
)
@click.option(
    "--extend",
    "extended",
    type=int,
    multiple=True,
    metavar="N",
    help="An extension that was granted: so many more units.",
)
@click.option("--before", is_flag=True, help="Count back from the event: the last day to act.")
@click.option("--list", "listing", is_flag=True, help="Name every clock.")
@FORMAT
def due_(form: str, *, listing: bool, start: date | None, **said: Any) -> None:
    """Say on which day a period ends, and why: each step with its article, and the calendar."""
    with answering():
        added = [Path(one) for one in os.environ.get("PLUMBLINE_LAW", "").split(os.pathsep) if one]
        clocks = content.clocks(added)
        if listing:
            print_list(clocks, form)
            return
        if start is None:
            raise click.UsageError("give the day of the event: --from 2024-01-31")
        asked = Asked(start, **said)
        if bool(asked.clock) == (asked.length is not None):
            raise click.UsageError("give a --clock, or a --length with its --unit and --basis")
        calendar = content.calendar(added)
        clock = clock_of(asked, clocks) if asked.clock else None
        answer = by_clock(asked, clock, calendar) if clock else by_length(asked, clocks, calendar)
        print_answer(answer, clock, calendar, form)


@contextmanager
def answering() -> Iterator[None]:
    """End with one line where a question has no answer or content cannot be read."""
    try:
        yield
    except ClockFault as fault:
        raise click.ClickException(str(fault)) from None


def clock_of(asked: Asked, clocks: Clocks) -> Clock:
    """The clock that was named, in the text that was named or in force on the day of the event."""
    on = asked.start.date() if isinstance(asked.start, datetime) else asked.start
    if asked.text is None:
        return clocks.clock(asked.clock, on)
    for name in dict.fromkeys(one.statute for one in clocks.find(asked.clock)):
        clocks.text(name, asked.text)
    return clocks.clock(asked.clock, asked.text)


def by_clock(asked: Asked, clock: Clock, calendar: Calendar) -> Due | DueAt:
    """The due day of a clock. A ground is one that its statute knows."""
    for name, given in (("--unit", asked.unit != "day"), ("--basis", asked.basis),
                        ("--rule", asked.rule), ("--before", asked.before)):  # fmt: skip
        if given:
            raise click.UsageError(f"{name} is the statute's to say for a --clock; leave it out")
    if clock.period.unit == "hour":
        return hours(asked, clock.period, clock.rule)

    def stretches(spans: Sequence[Span]) -> list[Stretch]:
        return [
            clock.stretch(one.first, one.last, one.why) if one.why else Stretch(one.first, one.last)
            for one in spans
        ]

    return clock.due(
        asked.start,
        calendar,
        excluded=stretches(asked.excluded),
        suspended=stretches(asked.suspended),
        extensions=clock.extensions(*asked.extended),
    )


def by_length(asked: Asked, clocks: Clocks, calendar: Calendar) -> Due | DueAt:
    """The due day of a length, counted by the rule of a statute."""
    rule = rule_of(asked, clocks)
    period = period_of(asked, rule, asked.length or 0)
    if period.unit == "hour":
        return hours(asked, period, rule)
    stretches = [[Stretch(one.first, one.last, one.why) for one in spans]
                 for spans in (asked.excluded, asked.suspended)]  # fmt: skip
    extensions = [Extension(period_of(asked, rule, length)) for length in asked.extended]
    if not asked.before:
        return due(asked.start, period, calendar, rule, excluded=stretches[0],
                   suspended=stretches[1], extensions=extensions)  # fmt: skip
    if any((*stretches, extensions)):
        raise click.UsageError("nothing is left out of a period counted back, or added to it")
    return latest_before(asked.start, period, calendar, rule)


def hours(asked: Asked, period: Period, rule: DayRule) -> DueAt:
    """The moment at which a period of hours ends."""
    if asked.before or any((asked.excluded, asked.suspended, asked.extended)):
        raise click.UsageError("hours are not counted back, extended or left out")
    return due_at(cast("datetime", asked.start), period, rule)


def period_of(asked: Asked, rule: DayRule, length: int) -> Period:
    """A period as asked; a plain day is what the rule makes of it."""
    unit = rule.unit_of(length) if asked.unit == "day" else cast("Unit", asked.unit)
    return Period(length, unit, asked.basis)


def rule_of(asked: Asked, clocks: Clocks) -> DayRule:
    """The rule of the statute that was named, or of the basis; else that of no statute."""
    on = asked.start.date() if isinstance(asked.start, datetime) else asked.start
    named = asked.rule or asked.basis.partition("#")[0]
    is_known = any(named in (one.name, one.title) for one in clocks.statutes)
    if not asked.rule and not is_known:
        return NO_STATUTE
    if asked.text is not None:
        return clocks.text(named, asked.text).rule
    return clocks.statute(named, on).rule


def print_answer(answer: Due | DueAt, clock: Clock | None, calendar: Calendar, form: str) -> None:
    """The answer for people, or as one JSON value."""
    if form == "json":
        said = due_at_json(answer) if isinstance(answer, DueAt) else due_json(answer)
        drawing = [] if isinstance(answer, DueAt) else months(answer, calendar)
        named = clock_json(clock) if clock else None
        print_json({"clock": named, **said, "calendar": [month_json(one) for one in drawing]})
        return
    if clock:
        console.print(due_text.clock_line(clock), markup=False, soft_wrap=True)
    told = (
        due_text.hour_lines(answer)
        if isinstance(answer, DueAt)
        else due_text.lines(answer, calendar)
    )
    for line in told:
        console.print(line, markup=False, soft_wrap=True)


def print_list(clocks: Clocks, form: str) -> None:
    """Every clock, for people or as a JSON list."""
    if form == "json":
        print_json([clock_json(clock) for clock in clocks.all()])
        return
    rows = due_text.listed(clocks)
    for name, number, length, effective_on, title in rows:
        line = f"{name:42} {number:5} {length:26} {effective_on}  {title}"
        console.print(line, markup=False, soft_wrap=True)
    console.print(f"{len(rows)} clocks of {len(clocks.statutes)} texts")


def clock_json(clock: Clock) -> dict[str, Any]:
    """A clock as programs see it."""
    return {
        "name": clock.name,
        "appendix": clock.appendix,
        "title": clock.title,
        "starts": clock.starts,
        "effective_on": clock.effective_on.isoformat(),
        "counts": clock.counts,
        "length": clock.period.length,
        "unit": clock.period.unit,
        "article": clock.period.basis,
        "unverified": clock.period.unverified,
        "consequence": clock.consequence,
    }


COMMANDS = (due_,)
