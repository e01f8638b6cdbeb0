"""What `plumbline due` prints for people: the day, how it follows, and the calendar drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from plumbline.clock.calendar import Calendar
from plumbline.clock.clocks import Clocks
from plumbline.clock.drawing import months
from plumbline.clock.drawing_text import LEGEND, drawn
from plumbline.clock.due_day import (
    Due,
    DueAt,
    Extended,
    LastDay,
    Moved,
    NotCounted,
    Start,
    Stays,
    Step,
    Stopped,
)
from plumbline.clock.period import Ground, Mark
from plumbline.clock.statute import Clock

MARKS: Final[dict[Mark, str]] = {
    "W": "seen on a page", "I": "inferred", "M": "from memory",
}  # fmt: skip
ENDINGS: Final = {
    "counted": "last day of {period}",
    "corresponding_day": "last day of {period}: the corresponding day",
    "end_of_month": "last day of {period}: the month has no such day",
}
STAYS: Final = {
    "not_a_day_of_rest": "stays: it is a working day",
    "law_is_silent": "stays: the statute is silent about a last day that is a day of rest",
    "counted_back": "stays: a day that is counted back does not move",
}


def lines(due: Due, calendar: Calendar) -> Iterator[str]:
    """The answer, its derivation and its drawing, line by line."""
    yield from derived(due)
    yield ""
    yield from drawn(months(due, calendar))
    yield LEGEND


def derived(due: Due) -> Iterator[str]:
    """The answer and its derivation, line by line."""
    yield head(due)
    if due.provisional:
        yield "provisional: a notice of the State Council can still change the days it rests on"
    yield from marked(due.unverified)
    yield ""
    for step in due.steps:
        yield from (f"  {line}" for line in said_of(step, back=due.back))


def head(due: Due) -> str:
    """The answer in one line."""
    by = f"; days counted as {due.statute} has it" if due.statute else ""
    asked = f"{due.period}, {due.period.basis}{by}"
    if due.day is None:
        return f"stopped: no due day while the period stands still ({asked})"
    word = "act by" if due.back else "due"
    return f"{word} {due.day} {due.day:%A} ({asked})"


def marked(marks: Sequence[Mark]) -> Iterator[str]:
    """A line that says what is not verified, if anything is."""
    if marks:
        said = ", ".join(f"{mark} {MARKS[mark]}" for mark in marks)
        yield f"not verified: {said}"


def hour_lines(due: DueAt) -> Iterator[str]:
    """The answer for a period of hours."""
    by = f"; counted as {due.statute} has it" if due.statute else ""
    yield f"due {due.at:%Y-%m-%d %H:%M} ({due.period}, {due.period.basis}{by})"
    yield from marked(due.unverified)
    yield ""
    yield f"  {due.start:%Y-%m-%d %H:%M}  the event"
    if due.counted_from != due.start:
        yield f"  {due.counted_from:%Y-%m-%d %H:%M}  counted from the next full hour"
    yield f"  {due.at:%Y-%m-%d %H:%M}  the end; days of rest count too{rests_on(due.ground)}"


def said_of(step: Step, *, back: bool = False) -> Iterator[str]:
    """One step as one line, a move as one line for each stretch that it passes."""
    match step:
        case Start():
            yield f"{step.day}  the event, not counted{rests_on(step.ground)}"
        case NotCounted():
            yield _left_out(step)
        case Extended():
            period = step.extension.period
            by = f" by {step.extension.by}" if step.extension.by else ""
            yield f"{step.after}  extended{by}: {period} more ({period.basis})"
        case LastDay():
            yield _last_day(step, back=back)
        case Moved():
            for one in step.passed:
                yield _left_out(one)
            yield f"{step.to}  moved from {step.away_from}{rests_on(step.ground)}"
        case Stays():
            named = f"; {step.reason.name or step.reason.kind}" if step.reason else ""
            yield f"{step.day}  {STAYS[step.cause]}{named}{rests_on(step.ground)}"
        case Stopped():
            why = f": {step.why}" if step.why else ""
            more = "".join(f", then {one.period} more" for one in step.to_come)
            yield (
                f"{step.since}  {step.cause} from here on{why}; {step.counted} counted, "
                f"{step.left} left{more}{rests_on(step.ground)}"
            )


def _last_day(step: LastDay, *, back: bool) -> str:
    said = ENDINGS[step.ending].format(period=step.period)
    if back:
        said = said.replace("last day of", "counted back by")
    nominal = step.nominal
    moved_on = f"; without days left out {nominal}" if nominal and nominal != step.day else ""
    return f"{step.day}  {said}{moved_on}{rests_on(step.ground)}"


def _left_out(step: NotCounted) -> str:
    span = f"{step.first}" if step.days == 1 else f"{step.first} to {step.last}"
    days = "1 day" if step.days == 1 else f"{step.days} days"
    cause = "of rest" if step.cause == "rest" else step.cause
    why = f": {step.why}" if step.why else ""
    mark = ", provisional" if step.provisional else ""
    return f"{span}  {days} {cause}{why}{rests_on(step.ground)}{mark}"


def rests_on(ground: Ground) -> str:
    """An article in brackets, with the article that brings it to bear, and the mark."""
    by = f" by {ground.by}" if ground.by else ""
    said = f"{ground.basis}{by}".strip()
    mark = f"[{ground.unverified}]" if ground.unverified else ""
    whole = " ".join(part for part in (said, mark) if part)
    return f" ({whole})" if whole else ""


def clock_line(clock: Clock) -> str:
    """What a clock is, in one line above the answer."""
    number = f" {clock.appendix}" if clock.appendix else ""
    length = {
        "within": f"within {clock.period} from",
        "at_least": f"not before {clock.period} have passed from",
        "before": f"at least {clock.period} before",
    }[clock.counts]
    brings = f"{clock.consequence}{rests_on(clock.consequence_ground)}"
    return (
        f"{clock.name}{number}, text of {clock.effective_on}: {clock.title}, "
        f"{length} {clock.starts}; then {brings}"
    )


def listed(clocks: Clocks) -> list[Sequence[str]]:
    """A row for each clock: name, number, length, direction, day of effect, title."""
    return [
        (
            clock.name,
            clock.appendix,
            f"{clock.counts.replace('_', ' ')} {clock.period}",
            _iso(clock.effective_on),
            clock.title,
        )
        for clock in clocks.all()
    ]


def _iso(day: date) -> str:
    return day.isoformat()
