"""The attacks of the tests, many times over: `python -m tests.faults --seeds 100`.

With DATABASE_URL (PostgreSQL, a user who may create databases) they run there, else on SQLite.
"""

import argparse
import sys
import tempfile
import traceback
from pathlib import Path

from tests.faults.attacked import storm
from tests.store.processes import libraries


def main() -> int:
    """Attack with each seed; 1 when something was lost, doubled or broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1)
    asked = parser.parse_args()
    bad = 0
    for seed in range(asked.first, asked.first + asked.seeds):
        with tempfile.TemporaryDirectory(prefix="plumbline-faults-") as home:
            for house in libraries(Path(home)):
                bad += not held(house, seed)
    sys.stdout.write(f"{asked.seeds - bad} of {asked.seeds} attacks lost and doubled nothing\n")
    return int(bad > 0)


def held(house, seed: int) -> bool:
    """Whether everything held under the attack of a seed; what did not is told."""
    try:
        said = storm(house, seed)
    except (AssertionError, RuntimeError, OSError):
        sys.stdout.write(f"seed {seed}: {traceback.format_exc()}\n")
        return False
    told = ", ".join(f"{count} {status}" for status, count in sorted(said.items()))
    sys.stdout.write(f"seed {seed}: whole; answers: {told}\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    raise SystemExit(main())
