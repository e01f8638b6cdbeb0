"""案件页 -- how fast the page of a case of two hundred events is shown, under an office's load.

Fifty people open it every five seconds, ten requests a second, as whoever handles the case sees
it: timeline, clocks with their derivations, what may be done next. The yardstick in the same run
is the page of a case of two events.

    python -m bench.case_page [SECONDS]
"""

from __future__ import annotations

import sys
from typing import Final

from bench._serving import LEFT_OUT, Browser, database, filled, kept, paced, served

SECONDS: Final = 60.0
USERS, RATE = 50, 10.0
LEAST, HOPED = 400.0, 120.0
"""Milliseconds that 19 of 20 requests keep."""
CASES: Final = 2_000


def main() -> int:
    """Measure; 1 when the lower bound is missed."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    kind = "postgresql"
    with database(kind) as house:
        if house is None:
            print("left out: no PostgreSQL server; see PLUMBLINE_TEST_POSTGRES")
            return LEFT_OUT
        people = filled(house, CASES)
        session = people["people"][0]["session"]
        pages = {
            "2 events": people["people"][0]["accepted"][0],
            "200 events": people["long"],
        }
        p95 = 0.0
        with served(house) as port:
            for name, case in pages.items():
                browsers = [Browser(port, session) for _ in range(USERS)]
                works = [lambda b=b, case=case: b.get(f"/cases/{case}/") for b in browsers]
                size = len(Browser(port, session).get(f"/cases/{case}/"))
                paced(works, RATE, min(5.0, seconds))
                times = paced(works, RATE, seconds)
                print(f"{name:12}{times}   {size / 1000:.0f} KB compressed")
                p95 = times.p95
    print(f"lower bound {LEAST:g} ms, hoped {HOPED:g} ms: {kept(p95 <= LEAST)}", end="")
    print(f"; hope {kept(p95 <= HOPED)}")
    return int(p95 > LEAST)


if __name__ == "__main__":
    sys.exit(main())
