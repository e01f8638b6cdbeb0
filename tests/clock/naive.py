"""A second way to count, with nothing of the first: cross days off, one at a time.

It knows a set of days of rest and a set of days left out, and walks. Months are found by
walking into the right month and taking the last day whose number is not beyond the start's.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta

ONE = timedelta(days=1)


def crossed(
    start: date, length: int, left_out: Collection[date], rest: Callable[[date], bool]
) -> date:
    """The day on which so many days have been crossed off; `rest` days are passed over."""
    day = start
    while length:
        day += ONE
        if day in left_out or rest(day):
            continue
        length -= 1
    return day


def month_later(start: date, months: int) -> date:
    """The last day of the month so many on whose number does not exceed the start's."""
    day, turned = start, 0
    while turned < months:
        turned += (day + ONE).day == 1
        day += ONE
    while (day + ONE).month == day.month and day.day < start.day:
        day += ONE
    return day


def moved(day: date, left_out: Collection[date], rest: Callable[[date], bool]) -> date:
    """The day itself if it is worked, else the first after it that is worked and counts."""
    if not rest(day):
        return day
    while rest(day) or day in left_out:
        day += ONE
    return day


def walked_back(event: date, length: int, rest: Callable[[date], bool]) -> date:
    """The day so many working days before."""
    day = event
    while length:
        day -= ONE
        length -= not rest(day)
    return day
