"""几日前 -- the last day on which to act so that the period still lies before an event.

举行听证的七日前: the day of the event is not counted, worked or not, and the day found is the last
on which to act. It stays where it falls, since moving it on would take from the time that the law
gives. This reading is practice, not an article, and the rule of the statute carries its mark;
whoever reads the law as asking for so many clear days acts a day earlier.
"""

from __future__ import annotations

from datetime import date

from plumbline.clock.calendar import Calendar
from plumbline.clock.counting import rest_steps
from plumbline.clock.due import check_unit
from plumbline.clock.due_day import Due, Ending, LastDay, Start, Stays, Step
from plumbline.clock.months import corresponding_day, months_of, plus
from plumbline.clock.period import UNSTATED, Period, check_day
from plumbline.clock.rule import DayRule


def latest_before(event_day: date, period: Period, calendar: Calendar, rule: DayRule) -> Due:
    """The last day on which to act: the one that lies so many units before the event.

    Of working days the day found is itself one; of months it is the corresponding day of the
    earlier month. Raises ClockFault as `due` does.
    """
    check_day(event_day)
    check_unit(period)
    steps: list[Step] = [Start(event_day, rule.back)]
    provisional = False
    if period.unit == "working_day":
        day, rests = _working_days_back(event_day, period.length, calendar)
        steps += rest_steps(rests, calendar, rule.working.ground)
        steps.append(LastDay(day, period, "counted", rule.working.ground))
        near = plus(event_day, -1)
        provisional = not (calendar.is_announced(day) and calendar.is_announced(near))
    elif period.unit == "natural_day":
        day = plus(event_day, -period.length)
        steps.append(LastDay(day, period, "counted", UNSTATED))
    else:
        day = corresponding_day(event_day, -months_of(period))
        end: Ending = "corresponding_day" if day.day == event_day.day else "end_of_month"
        steps.append(LastDay(day, period, end, rule.months, day))
    reason = calendar.reason(day) if calendar.is_day_of_rest(day) else None
    steps.append(Stays(day, "counted_back", reason, rule.back))
    return Due(event_day, period, rule.statute, day, provisional, tuple(steps), back=True)


def _working_days_back(day: date, left: int, calendar: Calendar) -> tuple[date, list[date]]:
    """The day so many working days back, and the days of rest on the way."""
    rests = []
    while left:
        day = plus(day, -1)
        if calendar.is_day_of_rest(day):
            rests.append(day)
        else:
            left -= 1
    return day, rests
