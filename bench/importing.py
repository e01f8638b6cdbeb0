"""Import of all real texts into an empty library: time, memory, and what plain tables would take.

The import runs as its own process, as a person would start it: originals, provisions,
citations, effects and the search index, on SQLite. The yardstick puts the same bytes into
one SQLite table with a full-text index of character pairs, in the same run.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

AT_LEAST, HOPED = (120.0, 1.5), (40.0, 0.7)
"""Seconds and GiB of the largest process."""


def import_all(folder: Path, home: Path) -> tuple[float, float]:
    """Seconds of one import, and GiB of its largest process."""
    environment = {**os.environ, "PLUMBLINE_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    command = [
        sys.executable,
        "-c",
        "from plumbline.cli import main; main()",
        "import",
        str(folder),
    ]
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    return seconds, peak


def plain_tables(folder: Path, home: Path) -> float:
    """Seconds to put the same texts into one table and its full-text index."""
    files = sorted(folder.rglob("*.md"))
    start = time.perf_counter()
    with sqlite3.connect(home / "plain.sqlite3") as connection:
        connection.execute("CREATE VIRTUAL TABLE articles USING fts5(name, words)")
        for path in files:
            text = path.read_text("utf-8")
            rows = ((path.name, pairs(line)) for line in text.split("\n") if line)
            connection.executemany("INSERT INTO articles VALUES (?, ?)", rows)
    connection.close()
    return time.perf_counter() - start


def pairs(line: str) -> str:
    """A line as character pairs, which is what SQLite's index needs for Chinese."""
    return " ".join(map("".join, pairwise(line)))


def main() -> int:
    """Measure; 1 when the time or the memory exceeds what is at least asked, 2 without texts."""
    texts = os.environ.get("PLUMBLINE_TEXTS")
    if not texts:
        print("left out: PLUMBLINE_TEXTS is not set", file=sys.stderr)
        return 2
    folder = Path(texts) / "laws"
    size = sum(path.stat().st_size for path in folder.rglob("*.md")) / 1e6
    with tempfile.TemporaryDirectory() as home:
        seconds, peak = import_all(folder, Path(home))
        yardstick = plain_tables(folder, Path(home))
    print(
        f"{size:.1f} MB: imported in {seconds:.1f} s ({size / seconds:.2f} MB/s), "
        f"largest process {peak:.2f} GiB; plain table with full-text index {yardstick:.1f} s, "
        f"ratio {seconds / yardstick:.1f}"
    )
    for name, (most, memory) in (("at least", AT_LEAST), ("hoped", HOPED)):
        print(f"{name} {most:.0f} s and {memory} GiB")
    return int(seconds > AT_LEAST[0] or peak > AT_LEAST[1])


if __name__ == "__main__":
    raise SystemExit(main())
