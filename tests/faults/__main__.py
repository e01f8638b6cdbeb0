"""The attacks of the tests, many times over: `python -m tests.faults --seeds 100`.

With DATABASE_URL (PostgreSQL, a user who may create databases) they run there, else on SQLite.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.attacked import Attacked, Outcome, copied, prepared, storm
from tests.store.processes import libraries


def main() -> int:
    """Attack with each seed; 1 when something was lost, doubled or broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="begin no seed after these")
    asked = parser.parse_args()
    until = time.monotonic() + (asked.minutes * 60 or 10**9)
    with tempfile.TemporaryDirectory(prefix="plumbline-faults-") as home:
        for house in libraries(Path(home)):
            seeds = range(asked.first, asked.first + asked.seeds)
            found = [*attacks(prepared(house), seeds, until)]
    whole = [one for one in found if one and one.is_whole]
    tell(f"{len(whole)} of {len(found)} attacks lost and doubled nothing; {added(whole)}")
    return int(len(whole) < len(found))


def attacks(made: Attacked, seeds: range, until: float) -> Iterator[Outcome | None]:
    """What became of each attack; None where the attack itself could not be finished."""
    for seed in seeds:
        if time.monotonic() > until:
            return
        with tempfile.TemporaryDirectory(prefix="plumbline-faults-") as home:
            for house in libraries(Path(home), like=made.house):
                yield attacked(copied(made, house), seed)


def attacked(made: Attacked, seed: int) -> Outcome | None:
    """What became of the attack of a seed, which is told."""
    try:
        found = storm(made, seed)
    except (AssertionError, RuntimeError, OSError):
        tell(f"seed {seed}: {traceback.format_exc()}\n{made.log.read_text()[-4000:]}")
        return None
    tell(f"seed {seed}: {'whole' if found.is_whole else 'NOT WHOLE'}; {added([found])}")
    return found


def added(found: list[Outcome]) -> str:
    """The figures of attacks together."""
    said = sum((one.said for one in found), Counter[str]())
    told = ", ".join(f"{count} {status}" for status, count in sorted(said.items()))
    names = ("faults", "restarted", "told", "lost", "doubled", "differ", "broken")
    figures = (f"{name} {sum(getattr(one, name) for one in found)}" for name in names)
    return f"{', '.join(figures)}; answers: {told}"


def tell(line: str) -> None:
    """Say it now, also into a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
