"""提醒 -- when somebody is reminded of a due day, and who is told when nobody answers.

Found as `<root>/cn/notices/reminding.{md,toml}`; a root found later replaces what it states. None
of it is law: each table carries the mark that says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from plumbline.clock import Calendar
from plumbline.clock.period import Mark, Period
from plumbline.clock.tables import Table
from plumbline.law.layers import laid_over, parsed

ROOT: Final = Path(__file__).resolve().parent
"""The package's own content."""

FILE: Final = Path("cn", "notices", "reminding.toml")
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminding:
    """When to remind, and of whom to ask further: working days, days, roles by procedure.

    A period of at most `short` days is short. `unverified` is the mark of all of it.
    """

    short: int
    short_before: int
    long_before: int
    escalate_after: int
    heads: Mapping[str, str]
    unverified: Mark

    def near(self, last: date, period: Period, stated: int | None, calendar: Calendar) -> date:
        """The day on which somebody is reminded of a last day.

        `stated` is how many of its own units before the definition wants it; None where it does
        not say.
        """
        in_days = period.unit in ("working_day", "natural_day")
        is_short = in_days and period.length <= self.short
        if stated is None:
            if is_short:
                return working_days_before(last, self.short_before, calendar)
            return last - timedelta(days=self.long_before)
        if period.unit == "working_day":
            return working_days_before(last, stated, calendar)
        return last - timedelta(days=stated)


def working_days_before(day: date, number: int, calendar: Calendar) -> date:
    """The working day that lies so many working days before a day."""
    while number:
        day -= ONE_DAY
        number -= calendar.is_working_day(day)
    return day


def load_reminding(added: Sequence[Path] = ()) -> Reminding:
    """What the roots say, the package's own first. Raises ContentFault for what cannot be read."""
    body: dict[str, Any] = {}
    for root in (ROOT, *added):
        if (root / FILE).is_file():
            body = laid_over(body, parsed(root / FILE))
    whole = Table(FILE.as_posix(), body)
    near, escalate = whole.table("near"), whole.table("escalate")
    heads, marks = escalate.table("to"), (near.mark(), escalate.mark())
    found = Reminding(
        short=near.number("short"),
        short_before=near.number("short_before"),
        long_before=near.number("long_before"),
        escalate_after=escalate.number("after", least=1),
        heads={name: heads.text(name) for name in body.get("escalate", {}).get("to", {})},
        unverified=marks[0] or marks[1],
    )
    for one in (near, escalate, heads, whole):
        one.done()
    return found
