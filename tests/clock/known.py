"""The calendar and the clocks of the package, read once; and rules to count by."""

from datetime import date
from pathlib import Path

from plumbline.clock import DayRule, Ground, Period, Stretch, WorkingLengths
from plumbline.law import clocks as content

LAW = content.ROOT
CALENDARS = LAW / "cn" / "calendars"
CALENDAR = content.calendar()
CLOCKS = content.clocks()

ARTICLE = "示例法#1"
MOVES = DayRule("示例法", last_day=Ground("民事诉讼法#85"))
SILENT = DayRule("示例法")
WORKING = WorkingLengths("listed", frozenset({2, 3, 5, 7}), ground=Ground("行政处罚法#85"))


def day(text: str) -> date:
    """2024-03-04, or 03-04 of 2024."""
    return date.fromisoformat(text if text.count("-") == 2 else f"2024-{text}")


def days(length: int) -> Period:
    return Period(length, "natural_day", ARTICLE)


def working(length: int) -> Period:
    return Period(length, "working_day", ARTICLE)


def stretch(first: str, last: str | None, why: str = "鉴定") -> Stretch:
    return Stretch(day(first), day(last) if last else None, why, Ground("示例法#2"))


def rows(page: Path, columns: int) -> list[tuple[str, ...]]:
    """The rows of the tables of a page with so many columns, without their heads."""
    found = []
    for line in page.read_text("utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        is_row = line.startswith("| ") and len(cells) == columns
        if is_row and any(character.isdigit() for character in line):
            found.append(cells)
    return found
