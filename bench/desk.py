"""工作台 -- how fast desk and lists are with a million cases and eight million events.

On PostgreSQL, with forty institutions and 50 people at work, each of whom opens a page every five
seconds: the desk, the list of cases as it is, narrowed by state and stage, searched by number and
by a name. Measured first with a tenth of the cases, so that growth is seen, and then with all of
them; the yardstick beside is the query of the engine itself for the same fifty rows of an
institution, without words, access or page. Last, the number of requests a second is raised as
long as 19 of 20 are answered within a second.

    python -m bench.desk [CASES] [SECONDS]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, Final
from urllib.parse import quote

import psycopg

from bench._serving import LEFT_OUT, Browser, Times, database, filled, kept, paced, served
from tests.store.processes import Elsewhere

CASES: Final = 1_000_000
SECONDS: Final = 60.0
USERS, RATE = 50, 10.0
LEAST, HOPED = 300.0, 80.0
"""Milliseconds that 19 of 20 requests keep."""
GROWTH: Final = 2.0
WITHIN: Final = 1_000.0  # milliseconds
RATES: Final = (20.0, 40.0, 60.0, 80.0, 120.0, 160.0)
PAGES: Final = (
    "/desk/",
    "/cases/",
    "/cases/?state=late",
    "/cases/?state=open&stage=accepted",
    "/cases/?procedure=reconsideration&sort=last",
    f"/cases/?q={quote('示05府复')}",
    f"/cases/?q={quote('赵伟')}",
    "/cases/?own=1&sort=opened",
)
ROWS: Final = (
    "SELECT * FROM store_caserecord WHERE agency = %s ORDER BY is_open DESC, due_on, id LIMIT 50"
)


def main() -> int:
    """Measure both sizes; 1 when a lower bound is missed."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    with database("postgresql") as house:
        if house is None:
            print("left out: no PostgreSQL server; see PLUMBLINE_TEST_POSTGRES")
            return LEFT_OUT
        small = loaded(house, cases // 10, seconds)
        large = loaded(house, cases, seconds, is_last=True)
    growth = large.p95 / small.p95
    held = large.p95 <= LEAST and growth < GROWTH
    print(f"p95 {large.p95:.0f} ms: lower bound {LEAST:g}, hoped {HOPED:g}; ", end="")
    print(f"growth {growth:.2f}: lower bound {GROWTH:g}, hoped 1: {kept(held)}")
    print(f"hope: {kept(large.p95 <= HOPED and growth < 1.2)}")
    return int(not held)


def loaded(house: Elsewhere, cases: int, seconds: float, *, is_last: bool = False) -> Times:
    """The pages under the load of USERS, with so many cases."""
    begun = time.perf_counter()
    people = filled(house, cases)
    took = time.perf_counter() - begun
    print(f"{people['cases']} cases, {people['events']} events; made in {took:.0f} s")
    beside(house, people["people"])
    with served(house) as port:
        for page in PAGES:
            Browser(port, people["people"][0]["session"]).get(page)
            alone(port, page, people)
        times = paced(users(port, people), RATE, seconds)
        print(f"{USERS} users, {RATE:g} requests a second   {times}")
        if is_last:
            print(f"p95 under a second up to {highest(port, people, seconds / 4):g} a second")
    return times


def alone(port: int, page: str, people: dict[str, Any]) -> None:
    """One page after another by different people, nothing beside it."""
    times = []
    for one in people["people"][:10]:
        browser = Browser(port, one["session"])
        start = time.perf_counter()
        browser.get(page)
        times.append((time.perf_counter() - start) * 1000)
    supervisor = Browser(port, people["supervisor"]["session"])
    start = time.perf_counter()
    supervisor.get(page)
    seen = (time.perf_counter() - start) * 1000
    print(f"  alone {Times(times, 0).at(0.5):7.1f} ms, a supervisor of all {seen:7.1f} ms  {page}")


def users(port: int, people: dict[str, Any]) -> list[Callable[[], object]]:
    """USERS people, one in 25 of them a supervisor of all, each going through the pages."""
    sessions = [one["session"] for one in people["people"]]
    found = []
    for number in range(USERS):
        supervises = number % 25 == 24
        session = people["supervisor"]["session"] if supervises else sessions[number % 40]
        found.append(walking(Browser(port, session), number))
    return found


def walking(browser: Browser, first: int) -> Callable[[], object]:
    """Somebody who opens one page after another, beginning anywhere."""
    turns = count(first)
    return lambda: browser.get(PAGES[next(turns) % len(PAGES)])


def highest(port: int, people: dict[str, Any], seconds: float) -> float:
    """The highest of RATES at which 19 of 20 requests are answered within a second."""
    best = 0.0
    for rate in RATES:
        times = paced(users(port, people), rate, seconds)
        print(f"  {rate:g} a second asked   {times}")
        if times.p95 > WITHIN:
            break
        best = rate
    return best


def beside(house: Elsewhere, people: Sequence[dict[str, Any]]) -> None:
    """The engine's own query for the rows of a page."""
    times = []
    with psycopg.connect(house.environment["DATABASE_URL"]) as connection:
        for one in [*people, *people]:
            start = time.perf_counter()
            connection.execute(ROWS, (one["code"],)).fetchall()
            times.append((time.perf_counter() - start) * 1000)
    print(f"the engine's query for fifty rows   {Times(times[len(people) :], 0)}")


if __name__ == "__main__":
    sys.exit(main())
