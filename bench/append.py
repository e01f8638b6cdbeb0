"""追加 -- how many events a second pages record, beside bare rows that are inserted.

Both are posted as forms with a session and a token against forgery to the same server with two
workers, with the same middleware, eight connections at a time, in turns: an action in a case of
two events that the form states, and a row of a few hundred characters that one view inserts.
An event is everything: the case opened and folded, access decided, the form read, the kernel
asked, event, record, parties, personal values and leaf written, and the draft dropped.

    python -m bench.append [EVENTS]
"""

from __future__ import annotations

import statistics
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from bench._serving import Browser, Times, at_once, database, filled, kept, served

EVENTS: Final = 2_400
ROUNDS: Final = 3
THREADS: Final = 8
CASES: Final = 1_000  # beside those that are acted in
LEAST, HOPED = 0.4, 0.8
"""Our rate as a share of the yardstick's."""
ACTION: Final = "send_copy"
WORDS: Final = "x" * 400


def main() -> int:
    """Measure on both databases; 1 when a lower bound is missed."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    shares = [share for kind in ("sqlite", "postgresql") if (share := measured(kind, events))]
    held = all(share >= LEAST for share in shares)
    print(f"lower bound {LEAST:g}, hoped {HOPED:g}: {kept(held)}")
    print(f"hope: {kept(all(share >= HOPED for share in shares))}")
    return int(not held)


def measured(kind: str, events: int) -> float:
    """Our rate as a share of the yardstick's on one database; 0 where there is none."""
    with database(kind) as house:
        if house is None:
            print(f"{kind}: left out, there is no server")
            return 0.0
        people = filled(house, CASES, events)["people"]
        targets = [(one["session"], case) for one in people for case in one["accepted"]][:events]
        with served(house) as ours, served(house, "bench._bare") as bare:
            return compared(kind, targets, ours, bare)


def compared(kind: str, targets: Sequence[tuple[str, str]], ours: int, bare: int) -> float:
    """Both in turns; prints each and gives the share by the medians of the rounds."""
    size = len(targets) // (ROUNDS + 1)
    rates: dict[str, list[Times]] = {"bare insert": [], "append": []}
    for number in range(ROUNDS + 1):
        part = targets[number * size : (number + 1) * size]
        done = {"bare insert": posted(part, bare, inserted), "append": posted(part, ours, appended)}
        for name, times in done.items():
            if number:  # the first round warms up
                rates[name].append(times)
    for name, rounds in rates.items():
        middle = sorted(rounds, key=lambda one: one.rate)[len(rounds) // 2]
        print(f"{kind:12}{name:14}{size} a round   {middle}")
    medians = {name: statistics.median(one.rate for one in many) for name, many in rates.items()}
    share = medians["append"] / medians["bare insert"]
    print(f"{kind:12}share of the yardstick {share:.2f}")
    return share


def posted(
    targets: Sequence[tuple[str, str]], port: int, work: Callable[[Browser, str], object]
) -> Times:
    """A form for each target, THREADS at a time, each thread with its own connections."""
    lanes: list[Callable[[], object]] = []
    browsers = [Browser(port, "") for _ in range(THREADS)]
    free: list[Browser] = browsers

    def one(session: str, case: str) -> None:
        browser = free.pop()
        try:
            browser.session = session
            work(browser, case)
        finally:
            free.append(browser)

    for session, case in targets:
        lanes.append(lambda session=session, case=case: one(session, case))  # type: ignore[misc]
    return at_once(lanes, THREADS)


def appended(browser: Browser, case: str) -> object:
    """An event recorded."""
    form = {"on": f"{date.today()}", "event": f"{uuid.uuid4()}", "expected": "2"}  # noqa: DTZ011
    return browser.post(f"/cases/{case}/do/{ACTION}/", form)


def inserted(browser: Browser, case: str) -> object:
    """A row inserted."""
    return browser.post(f"/bare/{case}/", {"text": WORDS})


if __name__ == "__main__":
    sys.exit(main())
