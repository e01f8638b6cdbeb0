"""导入 -- how long it takes to bring in a folder of laws, with index and citations, and its memory.

Measured is the command itself: `plumbline import`, from its start to its end, into an empty
library on SQLite. Memory is that of all its processes together. The yardstick, in the same round,
puts the same articles into a plain SQLite table with a full-text index of pairs of characters,
and does nothing else: no reading, no citations, no versions.

    PLUMBLINE_TEXTS=/path/to/texts python -m bench.importing [ROUNDS]
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plumbline.search.tokens import spaced
from plumbline.store.texts.readers import cores

LEFT_OUT: Final = 2
ROUNDS: Final = 3
LEAST_SECONDS, HOPED_SECONDS = 120, 40
LEAST_GIB, HOPED_GIB = 1.5, 0.7
COMMAND: Final = (sys.executable, "-c", "from plumbline.cli import main; main()")
PAGE: Final = os.sysconf("SC_PAGE_SIZE")
ARTICLES: Final = "select text from store_provision where text <> '' order by id"


@dataclass(frozen=True, slots=True)
class Round:
    """One import: seconds by the clock and of all cores, GiB at the peak, and the yardstick's."""

    files: int
    articles: int
    seconds: float
    cpu: float
    gib: float
    plain: float


def main() -> int:
    """Import some times; 1 when a lower bound is missed."""
    folder = Path(os.environ.get("PLUMBLINE_TEXTS", "")) / "laws"
    if not folder.is_dir():
        print("left out: PLUMBLINE_TEXTS names no folder with laws/")
        return LEFT_OUT
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    rounds = [measure(folder) for _ in range(number)]
    for one in rounds:
        print(
            f"{one.files} files, {one.articles} articles: {one.seconds:5.1f} s by the clock, "
            f"{one.cpu:5.1f} s of {cores()} cores, peak {one.gib:.2f} GiB; "
            f"plain SQLite with FTS5 {one.plain:5.1f} s"
        )
    seconds = statistics.median(one.seconds for one in rounds)
    gib = statistics.median(one.gib for one in rounds)
    ratio = statistics.median(one.seconds / one.plain for one in rounds)
    rate = rounds[0].files / seconds
    print(f"median {seconds:.1f} s, {rate:.0f} files/s, {ratio:.1f} times the plain inserts")
    fast, small = kept(seconds, LEAST_SECONDS), kept(gib, LEAST_GIB)
    print(f"time: lower bound {LEAST_SECONDS} s, hoped {HOPED_SECONDS} s: {fast}")
    print(f"memory: lower bound {LEAST_GIB} GiB, hoped {HOPED_GIB} GiB: {small}")
    return int(seconds > LEAST_SECONDS or gib > LEAST_GIB)


def kept(found: float, bound: float) -> str:
    """Whether a bound was kept, in a word."""
    return "kept" if found <= bound else "missed"


def measure(folder: Path) -> Round:
    """One import into an empty library, and the yardstick on what it brought in."""
    with tempfile.TemporaryDirectory(prefix="plumbline-import-") as home:
        environment = os.environ | {"PLUMBLINE_HOME": home, "DATABASE_URL": ""}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        command = [*COMMAND, "import", str(folder), "--format", "json"]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            watch = Watch(process.pid)
            output, _ = process.communicate()
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = json.loads(output)
        texts = articles(Path(home) / "plumbline.sqlite3")
        return Round(
            files=sum(told["counts"].values()),
            articles=told["indexed"],
            seconds=seconds,
            cpu=(after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime),
            gib=watch.end() / 2**30 or after.ru_maxrss / 2**20,
            plain=plain_inserts(texts, Path(home) / "plain.sqlite3"),
        )


class Watch:
    """Looks at the memory of a process and of all below it, ten times a second."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """The most bytes that were resident at one time; 0 where the system does not tell."""
        self._is_over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._is_over.wait(0.1):
            self._peak = max(self._peak, sum(map(resident, family(self._pid))))


def family(pid: int) -> list[int]:
    """A process and all that it has started, and these."""
    children: list[int] = []
    for file in Path("/proc").glob(f"{pid}/task/*/children"):
        try:
            children += [int(child) for child in file.read_text().split()]
        except OSError:
            continue
    return [pid, *(one for child in children for one in family(child))]


def resident(pid: int) -> int:
    """Bytes of a process that are in memory."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def articles(database: Path) -> list[str]:
    """The words of everything that can be found."""
    with sqlite3.connect(database) as connection:
        return [text for (text,) in connection.execute(ARTICLES)]


def plain_inserts(texts: list[str], file: Path) -> float:
    """Seconds to put texts into a table and a full-text index, and to commit them."""
    start = time.perf_counter()
    with sqlite3.connect(file) as connection:
        connection.execute("create table kept (id integer primary key, text)")
        connection.execute("create virtual table found using fts5(words, content='')")
        connection.executemany("insert into kept (text) values (?)", ((text,) for text in texts))
        rows = ((number, spaced(text)) for number, text in enumerate(texts, 1))
        connection.executemany("insert into found (rowid, words) values (?, ?)", rows)
    connection.close()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
