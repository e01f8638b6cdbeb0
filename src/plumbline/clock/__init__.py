"""期间 -- how long the law allows, and the day on which that time ends, each step with its article.

`due` counts forward from an event, `latest_before` back from one, `due_at` in hours. The
calendars and what each statute says about days are content: `load_calendar` and `load_clocks`
read them from folders that the caller names.
"""

from plumbline.clock.before import latest_before
from plumbline.clock.calendar import Calendar, Reason
from plumbline.clock.clocks import Clocks
from plumbline.clock.due import due
from plumbline.clock.due_day import Due, DueAt
from plumbline.clock.hours import due_at
from plumbline.clock.period import ClockFault, Extension, Ground, Period
from plumbline.clock.read_calendar import load_calendar
from plumbline.clock.read_clocks import load_clocks
from plumbline.clock.rule import NO_STATUTE, DayRule, WorkingLengths
from plumbline.clock.statute import Clock, Statute
from plumbline.clock.stretch import Stretch
from plumbline.clock.tables import ContentFault

__all__ = [
    "NO_STATUTE",
    "Calendar",
    "Clock",
    "ClockFault",
    "Clocks",
    "ContentFault",
    "DayRule",
    "Due",
    "DueAt",
    "Extension",
    "Ground",
    "Period",
    "Reason",
    "Statute",
    "Stretch",
    "WorkingLengths",
    "due",
    "due_at",
    "latest_before",
    "load_calendar",
    "load_clocks",
]
