"""期限 -- reads the clocks of a procedure, which point to those of the statutes.

A clock is one statutory clock by its address (`reconsideration/decide`), several of which the
first that fits is the one, or one written out where no statute's clocks have it.
"""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from plumbline.clock.clocks import Clocks
from plumbline.clock.period import UNITS, ClockFault, Period, Unit
from plumbline.clock.rule import NO_STATUTE
from plumbline.clock.statute import CONSEQUENCES, Clock, Consequence
from plumbline.procedure.definition import Basis, ClockRule, Watch
from plumbline.procedure.fields import day_of
from plumbline.procedure.reading import Table

_TAKES_EFFECT: Final = ("last_day", "next_day")


class ClockReader:
    """Reads what points to statutory clocks as of a day, and remembers which."""

    def __init__(self, clocks: Clocks, day: date) -> None:
        self._clocks, self._day = clocks, day
        self.used: dict[str, Clock] = {}

    def clock(self, id: str, table: Table) -> ClockRule:
        """One `[clock.id]`: one statutory clock, or several `[[clock.id.choice]]` with a `when`."""
        choices = [(row.when(), self._choice(id, row)) for row in table.rows("choice")]
        if not choices:
            choices = [((), self._one(id, table))]
        clocks = tuple((when, one) for when, one in choices if one is not None)
        period = clocks[0][1].period if clocks else None
        basis = table.basis(
            otherwise=Basis(tuple(period.basis.split("；")), period.unverified)
            if period
            else Basis()
        )
        rule = ClockRule(
            id=id,
            title=table.text("title", needed=True),
            clocks=clocks,
            basis=basis,
            silence=table.text("silence"),
            next_day=table.choice("takes_effect", _TAKES_EFFECT, default=_TAKES_EFFECT[0])
            != _TAKES_EFFECT[0],
            watches=tuple(_watch(row, basis) for row in table.rows("watch")),
        )
        table.close()
        return rule

    def _choice(self, id: str, table: Table) -> Clock | None:
        found = self._one(id, table)
        table.close()
        return found

    def _one(self, id: str, table: Table) -> Clock | None:
        """A clock by its address, or written out where no statute's clocks have it."""
        return self._addressed(table) if "period" in table else self._written(id, table)

    def _addressed(self, table: Table) -> Clock | None:
        """The clock as of the day of effect, or as of the day that stands after an @."""
        address = table.text("period", needed=True)
        name, _, pinned = address.partition("@")
        day = day_of(pinned) if pinned else self._day
        if day is None:
            table.fault("period", address, "a clock, and after @ a day such as 2024-01-01")
            return None
        try:
            found = self._clocks.clock(name, day)
        except ClockFault as fault:
            table.faults.append(f"{table.where}: period: {fault}")
            return None
        self.used[address] = found
        return found

    def _written(self, id: str, table: Table) -> Clock | None:
        """`length`, `unit`, `basis`, `consequence`, and the statute whose `day_rule` counts."""
        statute, length = table.text("day_rule"), table.number("length")
        unit = cast("Unit", table.choice("unit", UNITS))
        basis = table.basis()
        kind = cast("Consequence", table.choice("consequence", CONSEQUENCES))
        if length is None:
            table.fault("length", None, "a whole number, or period with a statutory clock")
            return None
        try:
            rule = self._clocks.statute(statute, self._day).rule if statute else NO_STATUTE
            period = Period(length, unit, f"{basis}" or table.where, basis.unverified)
        except ClockFault as fault:
            table.faults.append(f"{table.where}: {fault}")
            return None
        return Clock(statute, self._day, id, "", id, "", period, rule, "within", kind)


def _watch(table: Table, basis: Basis) -> Watch:
    """One `[[clock.id.watch]]`: from so many units before the last day, or after it."""
    watch = Watch(
        code=table.text("code", needed=True),
        words=table.text("words", needed=True),
        basis=table.basis(otherwise=basis),
        before=table.number("before"),
    )
    if watch.before is not None and watch.before < 0:
        table.fault("before", watch.before, "a whole number from 0 on")
    table.close()
    return watch
