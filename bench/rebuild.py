"""重建 -- how fast the projections of all cases are made again from their events, on one core.

Measured twice on each database: as after a loss, when no record says what it should, and as a
check, when all do. The yardstick is reading the same rows of events by the database's own driver.

    python -m bench.rebuild [CASES]
"""

from __future__ import annotations

import json
import sys
from typing import Final

from bench._serving import database, filled, kept
from tests.store.processes import Elsewhere

CASES: Final = 25_000
LEAST, HOPED = 8_000_000 / 1_200, 8_000_000 / 360
"""Events a second: eight million in 20 minutes, and in 6."""
REBUILD: Final = """
import json
import time
import django
django.setup()
from django.db import connection
from plumbline.store import cases
from plumbline.store.models import CaseRecord, EventRecord
def spent(work):
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start
def read():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM store_eventrecord ORDER BY case_id, seq")
        while cursor.fetchmany(2000):
            pass
events = EventRecord.objects.count()
lost = CaseRecord.objects.update(stage="", due_on=None, length=0)
changed, after_loss = spent(lambda: cases.rebuild(lambda *_: None))
again, check = spent(lambda: cases.rebuild(lambda *_: None))
_, bare = spent(read)
print(json.dumps({"events": events, "lost": lost, "changed": changed, "again": again,
                  "after_loss": after_loss, "check": check, "bare": bare}))
"""


def main() -> int:
    """Measure on both databases; 1 when a lower bound is missed."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    rates = [rate for kind in ("sqlite", "postgresql") if (rate := measured(kind, cases))]
    print(f"lower bound {LEAST:,.0f}/s: {kept(all(rate >= LEAST for rate in rates))}", end="")
    print(f"; hoped {HOPED:,.0f}/s: {kept(all(rate >= HOPED for rate in rates))}")
    return int(any(rate < LEAST for rate in rates))


def measured(kind: str, cases: int) -> float:
    """Events a second after a loss on one database; 0 where there is none."""
    with database(kind) as house:
        if house is None:
            print(f"{kind}: left out, there is no server")
            return 0.0
        filled(house, cases)
        return rebuilt(house, kind)


def rebuilt(house: Elsewhere, kind: str) -> float:
    """Lose every projection and make it again; raises SystemExit when one differs afterwards."""
    done = house.python("-c", REBUILD)
    if done.returncode:
        raise SystemExit(done.stderr)
    found = json.loads(done.stdout)
    if found["changed"] != found["lost"] or found["again"]:
        raise SystemExit(f"{kind}: not everything was made again: {found}")
    events = found["events"]
    rate = events / found["after_loss"]
    print(
        f"{kind:12}{events} events: after a loss {rate:,.0f}/s, as a check "
        f"{events / found['check']:,.0f}/s, read by the driver {events / found['bare']:,.0f}/s; "
        f"8 million in {8e6 / rate / 60:.1f} min"
    )
    return float(rate)


if __name__ == "__main__":
    sys.exit(main())
