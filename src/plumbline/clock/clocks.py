"""期间目录 -- all statutes with their clocks, found by name, number or title, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import zip_longest

from plumbline.clock.period import ClockFault
from plumbline.clock.statute import Clock, Statute


@dataclass(frozen=True, slots=True)
class Clocks:
    """The statutes that are known, by name and then by day of effect."""

    statutes: tuple[Statute, ...]

    def all(self) -> Iterator[Clock]:
        """Every clock of every text."""
        for statute in self.statutes:
            yield from statute.clocks

    def names(self) -> tuple[str, ...]:
        """The names of the statutes, each once."""
        return tuple(dict.fromkeys(statute.name for statute in self.statutes))

    def versions(self, name: str) -> tuple[Statute, ...]:
        """The texts of a statute by name or title, oldest first. Raises ClockFault for none."""
        found = tuple(one for one in self.statutes if name in (one.name, one.title))
        if not found:
            known = self.names()
            near = get_close_matches(name, known, n=3) or known
            raise ClockFault(f"{name!r} is no statute; write one of {', '.join(near)}")
        return found

    def statute(self, name: str, on: date) -> Statute:
        """The text of a statute in force on a day.

        Raises ClockFault for an unknown statute, and for a day on which no text that is known
        was in force: the message says from when to when there is one.
        """
        versions = self.versions(name)
        begun = [one for one in versions if one.effective_on <= on]
        if begun and (begun[-1].until is None or on <= begun[-1].until):
            return begun[-1]
        raise ClockFault(f"{name}: no text is known for {on}; there are {_spans(versions)}")

    def text(self, name: str, effective_on: date) -> Statute:
        """The text of a statute that took effect on a day. Raises ClockFault for none."""
        versions = self.versions(name)
        for one in versions:
            if one.effective_on == effective_on:
                return one
        raise ClockFault(
            f"{name}: no text took effect on {effective_on}; there are {_spans(versions)}"
        )

    def find(self, name: str) -> tuple[Clock, ...]:
        """The clocks of a name (reconsideration/decide) or number (A42), in all texts."""
        return tuple(one for one in self.all() if name in (one.name, one.appendix))

    def clock(self, name: str, on: date) -> Clock:
        """The clock of a name or number, in the text in force on a day.

        Raises ClockFault when there is none, and when a number has several clocks.
        """
        found = self.find(name)
        if not found:
            known = sorted({one.name for one in self.all()})
            near = get_close_matches(name, known, n=3, cutoff=0.4)
            hint = f"; near are {', '.join(near)}" if near else ""
            raise ClockFault(f"{name!r} is no clock{hint}; `plumbline due --list` names them")
        in_force = [one for one in found if self._holds(one, on)]
        if len(in_force) == 1:
            return in_force[0]
        names = list(dict.fromkeys(one.name for one in in_force or found))
        if len(in_force) > 1:
            raise ClockFault(f"{name} is {len(names)} clocks on {on}: write {', '.join(names)}")
        holding = {(one.statute, one.effective_on) for one in found}
        spans = [
            span
            for one in dict.fromkeys(clock.statute for clock in found)
            for text, span in _spans_of(self.versions(one))
            if (text.name, text.effective_on) in holding
        ]
        raise ClockFault(f"{name} is not known for {on}; it is in {', '.join(spans)}")

    def _holds(self, clock: Clock, on: date) -> bool:
        try:
            return clock.effective_on == self.statute(clock.statute, on).effective_on
        except ClockFault:
            return False


def _spans(versions: tuple[Statute, ...]) -> str:
    """From when to when the texts of a statute are known."""
    return ", ".join(span for _, span in _spans_of(versions))


def _spans_of(versions: tuple[Statute, ...]) -> Iterator[tuple[Statute, str]]:
    for one, following in zip_longest(versions, versions[1:]):
        end = one.until or (following and following.effective_on - timedelta(days=1))
        yield one, f"{one.title} {one.effective_on} to {end or 'now'}"
