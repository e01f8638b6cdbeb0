"""时 -- periods of hours: twenty-four hours to report, forty-eight to decide.

Hours run through days of rest. They run from the event (民法典#201); where a statute leaves out
the hour of the event (民事诉讼法#85), from the next full hour.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from plumbline.clock.due_day import DueAt
from plumbline.clock.months import beyond
from plumbline.clock.period import ClockFault, Period
from plumbline.clock.rule import DayRule


def due_at(start: datetime, period: Period, rule: DayRule) -> DueAt:
    """The moment at which a period of hours ends.

    A start with a time zone is counted in real hours, one without as a clock on the wall. Raises
    ClockFault for a period of another unit, and when it leaves the years 1 to 9999.
    """
    if not isinstance(start, datetime):
        raise ClockFault(f"{start} is no time of a day; write it as 2024-01-31T16:30")
    if period.unit != "hour":
        raise ClockFault(f"{period} are counted from a day; a time is for periods of hours")
    zone = start.tzinfo
    try:
        begun = start
        if rule.hours_from == "next_hour":
            begun = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        run = begun.astimezone(UTC) if zone else begun
        end = run + timedelta(hours=period.length)
        at = end.astimezone(zone) if zone else end
    except OverflowError:
        raise beyond(start.date()) from None
    return DueAt(start, period, rule.statute, begun, at, rule.hours)
