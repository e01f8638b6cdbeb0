"""Due days against cases worked by hand: right of all, and microseconds each.

Usage: python -m bench.due [--misses]

The gold (`gold/due.jsonl`) says how it was made in `gold/due.md`. The yardstick is a naive
counter in the same run: it is told the length, the unit and whether the law moves a last day, and
knows weekends, but no notice of the State Council.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from plumbline.clock import Clock, Stretch, due_at
from plumbline.law import clocks as content

GOLD = Path(__file__).parent / "gold" / "due.jsonl"
ROUNDS = 7
ONE = timedelta(days=1)
SATURDAY = 5

Case = dict[str, Any]
Question = Callable[[], str]


def day(text: str) -> date:
    """The day of a text, which may go on with a time."""
    return date.fromisoformat(text[:10])


def by_kernel(case: Case, clock: Clock, calendar: Any) -> Question:
    """The question as the kernel is asked it; what a caller holds anyway is made beforehand."""
    if clock.period.unit == "hour":
        moment = datetime.fromisoformat(case["start"])
        return lambda: due_at(moment, clock.period, clock.rule).at.isoformat(timespec="minutes")
    left_out = {
        key: [Stretch(day(first), day(last) if last else None) for first, last in case.get(key, [])]
        for key in ("excluded", "suspended")
    }
    length = clock.extension.period.length if clock.extension else 0
    more = clock.extensions(*[length] * case.get("extended", 0))
    start = day(case["start"])

    def asked() -> str:
        found = clock.due(start, calendar, extensions=more, **left_out)
        return found.day.isoformat() if found.day else "stopped"

    return asked


def by_weekends(case: Case, clock: Clock) -> Question:
    """The question as the naive counter is asked it."""
    spans = [*case.get("excluded", []), *case.get("suspended", [])]
    legs = [(case["length"], case["unit"])]
    if clock.extension:
        period = clock.extension.period
        legs += [(period.length, period.unit)] * case.get("extended", 0)
    start = case["start"]
    return lambda: naive(start, legs, spans, case["last_day"])


def naive(start: str, legs: list[tuple[int, str]], spans: list[Any], last_day: str) -> str:
    """Weekends are days of rest, nothing else is."""
    if legs[0][1] == "hour":
        moment = datetime.fromisoformat(start) + timedelta(hours=legs[0][0])
        return moment.isoformat(timespec="minutes")
    if any(last is None for _, last in spans):
        return "stopped"
    left_out = {
        day(first) + timedelta(days=n)
        for first, last in spans
        for n in range((day(last) - day(first)).days + 1)
    }
    step = -ONE if last_day == "counted_back" else ONE
    at = day(start)
    for length, unit in legs:
        at = counted(at, length, unit, left_out, step)
    while last_day == "moves" and at.weekday() >= SATURDAY:
        at += ONE
    return at.isoformat()


def counted(at: date, length: int, unit: str, left_out: set[date], step: timedelta) -> date:
    """Days crossed off one by one; months by their number."""
    if unit in ("month", "year"):
        months = at.year * 12 + at.month - 1 + length * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        end = date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))
        length = (end - at).days
    while length:
        at += step
        rest = unit == "working_day" and at.weekday() >= SATURDAY
        length -= not (rest or at in left_out)
    return at


def microseconds(questions: list[Question]) -> float:
    """The median of rounds over all questions, for one."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for question in questions:
            question()
        rounds.append((time.perf_counter() - begun) / len(questions) * 1e6)
    return statistics.median(rounds)


def main() -> int:
    """Print the two counters side by side; 1 when the kernel misses a case."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", action="store_true", help="show the cases that are wrong")
    misses = parser.parse_args().misses
    begun = time.perf_counter()
    clocks, calendar = content.clocks(), content.calendar()
    loaded = time.perf_counter() - begun
    cases = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    asked = [(case, clocks.clock(case["clock"], day(case["start"]))) for case in cases]
    counters = {
        "kernel": [by_kernel(case, clock, calendar) for case, clock in asked],
        "weekends only": [by_weekends(case, clock) for case, clock in asked],
    }
    statutes = {case["clock"].split("/")[0] for case in cases}
    print(f"{len(cases)} cases of {len(statutes)} statutes; content read in {loaded:.2f} s")
    print(f"{'counter':16}{'right':>8}{'wrong':>8}{'us each':>10}")
    wrong: Counter[str] = Counter()
    for name, questions in counters.items():
        for case, question in zip(cases, questions, strict=True):
            answer, expected = question(), case["due"] or "stopped"
            wrong[name] += answer != expected
            if misses and answer != expected:
                print(f"  {name}: {case['clock']} {case['start']}: {answer}, not {expected}")
        right = len(cases) - wrong[name]
        print(f"{name:16}{right:8}{wrong[name]:8}{microseconds(questions):10.1f}")
    return int(wrong["kernel"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
