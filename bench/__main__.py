"""Run the measures one after another, each in a process of its own, and sum up what they said.

`python -m bench` runs all; `python -m bench citations retrieval` runs these. Measures on
real texts find them through PLUMBLINE_TEXTS and say so when it is unset. Machines are
noisy: quote medians and ratios.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LEFT_OUT = 2
"""The exit code of a measure that cannot run on this machine."""


def names() -> list[str]:
    """Every measure: each module of this folder is one."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def run(name: str) -> tuple[str, float]:
    """Run one measure; returns what became of it, and how many seconds it took."""
    print(f"\n===== {name}", flush=True)
    start = time.perf_counter()
    command = [sys.executable, "-m", f"bench.{name}"]
    code = subprocess.run(command, cwd=FOLDER.parent, check=False).returncode
    outcome = {0: "done", LEFT_OUT: "left out"}.get(code, f"failed ({code})")
    return outcome, time.perf_counter() - start


def main() -> int:
    """Run what was asked for; 1 when a measure failed."""
    wanted = sys.argv[1:] or names()
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"no such measure: {', '.join(unknown)}; there are {', '.join(names())}")
        return LEFT_OUT
    cores = os.cpu_count()
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}")
    outcomes = {name: run(name) for name in wanted}
    print("\n===== summary")
    for name, (outcome, seconds) in outcomes.items():
        print(f"{name:12} {outcome:12} {seconds:7.1f} s")
    return int(any(outcome.startswith("failed") for outcome, _ in outcomes.values()))


if __name__ == "__main__":
    raise SystemExit(main())
