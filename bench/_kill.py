"""断电 -- an import of the whole folder is killed at random points, and must end as any other.

Not part of `python -m bench`, because it takes half an hour: each point is an import that is
killed, called again, and compared with one that nobody disturbed. Points are drawn by a fixed seed
over the reports of all stages, with a delay of up to half a second, so that transactions, the
settling and the writing of the index are hit. With DATABASE_URL (PostgreSQL, a user who may create
databases) it runs there, else on SQLite.

    PLUMBLINE_TEXTS=/path/to/texts python -m bench._kill [POINTS]
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.store.processes import KILLED, Elsewhere, libraries

LEFT_OUT: Final = 2
POINTS: Final = 20
SEED: Final = 20_241_123
LONGEST_DELAY: Final = 500  # milliseconds


def main() -> int:
    """Kill and compare; 1 when a library differs or is not whole."""
    folder = Path(os.environ.get("PLUMBLINE_TEXTS", "")) / "laws"
    if not folder.is_dir():
        print("left out: PLUMBLINE_TEXTS names no folder with laws/")
        return LEFT_OUT
    number = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    with library() as whole:
        done = whole.python("-m", "tests.store.dying", str(folder))
        stages, wanted = json.loads(done.stdout), whole.verified()
    told = ", ".join(f"{count} of {stage}" for stage, count in stages.items())
    print(
        f"undisturbed: whole {wanted['whole']}, library {wanted['digest']['library'][:16]}; {told}"
    )
    draw = random.Random(SEED)
    bad = 0 if wanted["whole"] else 1
    for point in range(1, number + 1):
        bad += not is_same(folder, drawn(draw, stages), wanted, point)
    print(f"{number - bad} of {number} imports that were killed ended as the undisturbed one")
    return int(bad > 0)


@contextmanager
def library() -> Iterator[Elsewhere]:
    """An empty library for other processes."""
    with tempfile.TemporaryDirectory(prefix="plumbline-kill-") as home:
        yield from libraries(Path(home))


def drawn(draw: random.Random, stages: dict[str, int]) -> tuple[str, int, int]:
    """A stage, one of its reports, and milliseconds after it; stages are equally likely."""
    stage = draw.choice(sorted(stages))
    return stage, draw.randint(1, stages[stage]), draw.randint(0, LONGEST_DELAY)


def is_same(folder: Path, when: tuple[str, int, int], wanted: dict[str, Any], point: int) -> bool:
    """Kill one import, call it again, and compare."""
    with library() as killed:
        start = time.perf_counter()
        first = killed.python("-m", "tests.store.dying", str(folder), *map(str, when))
        second = killed.python("-m", "tests.store.dying", str(folder))
        found = killed.verified()
        seconds = time.perf_counter() - start
    same = first.returncode == KILLED and second.returncode == 0 and found == wanted
    stage, number, delay = when
    what = "the same" if same else f"DIFFERENT {found} {first.stderr[-500:]} {second.stderr[-500:]}"
    print(
        f"{point:3} killed {delay:3} ms after {stage} {number:5}: {what} ({seconds:.0f} s)",
        flush=True,
    )
    return same


if __name__ == "__main__":
    sys.exit(main())
