"""期间的计算 -- from the event to the day on which the time ends, with the article of each step.

The day of the event is not counted (民事诉讼法#85, 民法典#201). What the law leaves open, and
practice answers, is decided here once:

- A start may itself be a day of rest or lie in an exclusion: it is not counted anyway, and
  counting begins with the first day after it that counts.
- A day is left out once. Weekends inside an exclusion add nothing to a period of working days,
  and add to one of natural days, whose weekends count.
- Months and years end on the corresponding day (民法典#202). If days within them are not
  counted, the end moves on by that number of natural days, and by those not counted on the way.
- An extension is counted from the last day of what it extends, before that day is moved: 60 and
  30 days are 90 days from the start. Months of an extension run from that last day too.
- A last day on a day of rest moves only where its law says so, to the first day after the days
  of rest; excluded days that follow directly are passed over with them, since on such a day the
  period does not run either. In a suspension without end it stands still with nothing left.
- An answer is provisional only if a day that decided it can still be changed by a notice: a
  period of natural days whose law moves nothing does not depend on the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from plumbline.clock.calendar import Calendar
from plumbline.clock.counting import leg
from plumbline.clock.due_day import Due, Extended, Moved, Start, Step, Stopped
from plumbline.clock.ending import ending
from plumbline.clock.period import ClockFault, Extension, Period, check_day
from plumbline.clock.rule import DayRule
from plumbline.clock.stretch import Stretch, pieces_of


def due(  # noqa: PLR0913 -- each is a fact of the case that the law names
    start: date,
    period: Period,
    calendar: Calendar,
    rule: DayRule,
    *,
    excluded: Iterable[Stretch] = (),
    suspended: Iterable[Stretch] = (),
    extensions: Iterable[Extension] = (),
) -> Due:
    """The day on which a period that starts with the event of `start` ends.

    `excluded` and `suspended` are days that are not counted; `extensions` were granted, in
    their order. Raises ClockFault for a period of hours (`due_at` counts those), for a start
    that is no plain day, and when the period leaves the years 1 to 9999.
    """
    granted = tuple(extensions)
    check_day(start)
    for one in (period, *(extension.period for extension in granted)):
        check_unit(one)
    pieces = pieces_of(excluded, suspended)
    steps: list[Step] = [Start(start, rule.first_day)]
    counted = leg(start, period, calendar, rule, pieces)
    steps += counted.steps
    provisional = counted.provisional
    for at, extension in enumerate(granted):
        if counted.last is None:
            steps[-1] = _with_extensions(steps[-1], granted[at:])
            break
        steps.append(Extended(extension, counted.last))
        counted = leg(counted.last, extension.period, calendar, rule, pieces)
        steps += counted.steps
        provisional = provisional or counted.provisional
    if counted.last is None:
        return Due(start, period, rule.statute, None, provisional=False, steps=tuple(steps))
    end, unsettled = ending(counted, counted.last, calendar, rule, pieces)
    day = None if isinstance(end, Stopped) else end.to if isinstance(end, Moved) else end.day
    provisional = day is not None and (provisional or unsettled)
    return Due(start, period, rule.statute, day, provisional, (*steps, end))


def _with_extensions(step: Step, to_come: tuple[Extension, ...]) -> Step:
    return replace(step, to_come=to_come) if isinstance(step, Stopped) else step


def check_unit(period: Period) -> None:
    """Raise ClockFault for a period of hours, which is counted from a moment."""
    if period.unit == "hour":
        raise ClockFault(f"{period} are counted from a moment; give the time of the event")
