"""检索时延 -- how long a search takes at 60,000 articles, beside SQLite's full-text search.

Both are asked the same things in turn, warm, on one thread, for the ten best: questions
of laymen (retrieval/stard-dev.json, about twenty pairs of characters each) and words as
officials type them (runs of 4 to 12 characters drawn from the texts by a fixed seed).
SQLite FTS5 holds the same pairs of characters of the text and orders by its BM25; it
gives identifiers only, ours gives hits with snippets, and ranks by chapter and law too.
Texts are found through PLUMBLINE_TEXTS, the folder that holds laws/ and retrieval/.

    PLUMBLINE_TEXTS=/path/to/texts python -m bench.latency
"""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.retrieval import build, load
from plumbline.search import Entry, Index, Query
from plumbline.search.tokens import runs, spaced

ARTICLES: Final = 60_000
LIMIT: Final = 10
LEAST: Final = 15.0
HOPED: Final = 3.0
"""Milliseconds, of the ninety-ninth percentile of a ten-best search."""
ROUNDS: Final = 5
"""Times that each question is asked; its middle time counts, for a machine has other work."""
SEED: Final = 20240104

Ask = Callable[[str], object]


def enlarged(library: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    """The library with versions repeated under other names until it has ARTICLES articles."""
    made, count = dict(library), sum(map(len, library.values()))
    for key, entries in library.items():
        if count >= ARTICLES:
            break
        work = f"{entries[0].work}（副本）"
        copies = [replace(entry, id=f"copy of {entry.id}", work=work) for entry in entries]
        made[f"copy of {key}"] = [replace(one, title=work) for one in copies]
        count += len(entries)
    return made


def keywords(library: dict[str, list[Entry]], number: int) -> list[str]:
    """Runs of characters from the texts, as they are typed who know the words."""
    draw = random.Random(SEED)
    entries = [entry for held in library.values() for entry in held]
    found: list[str] = []
    while len(found) < number:
        parts = re.findall(r"[一-鿿]{4,}", draw.choice(entries).text)
        if parts:
            found.append(draw.choice(parts)[: draw.randint(4, 12)])
    return found


def fts5(library: dict[str, list[Entry]], file: Path) -> Ask:
    """SQLite's full-text search over the same pairs of characters."""
    database = sqlite3.connect(file)
    database.execute("create virtual table found using fts5(id unindexed, body)")
    rows = ((e.id, spaced(e.text)) for entries in library.values() for e in entries)
    with database:
        database.executemany("insert into found values (?, ?)", rows)
        database.execute("insert into found(found) values ('optimize')")

    def ask(question: str) -> object:
        terms = sorted({term for run in runs(question) for term in run})
        asked = " or ".join(f'"{term}"' for term in terms).replace(" or ", " OR ")
        statement = "select id from found where found match ? order by rank limit ?"
        return database.execute(statement, (asked, LIMIT)).fetchall()

    return ask


def timed(asks: list[Ask], questions: list[str]) -> Iterator[list[float]]:
    """Milliseconds of each question, sorted, one list per way of asking; ways take turns."""
    spent: list[list[list[float]]] = [[[] for _ in questions] for _ in asks]
    for number in range(ROUNDS + 1):
        for at_, question in enumerate(questions):
            for ask, times in zip(asks, spent, strict=True):
                start = time.perf_counter()
                ask(question)
                if number:  # the first round warms up
                    times[at_].append(1000 * (time.perf_counter() - start))
    for times in spent:
        yield sorted(map(statistics.median, times))


def at(times: list[float], share: float) -> float:
    """The time within which a share of the searches ended."""
    return times[min(len(times) - 1, int(share * len(times)))]


def measure(index: Index, other: Ask, questions: list[str], name: str) -> float:
    """Print one table; give the ninety-ninth percentile of ours."""
    ways: dict[str, Ask] = {
        "SQLite FTS5": other,
        "plumbline.search": lambda typed: index.search(Query(words=typed), LIMIT, facets="none"),
        "  with facets": lambda typed: index.search(Query(words=typed), LIMIT),
    }
    print(f"\n{name:<24}{'p50':>9}{'p95':>9}{'p99':>9}{'FTS5 / ours at p50, p99':>28}  (ms)")
    results = list(timed(list(ways.values()), questions))
    for way, times in zip(ways, results, strict=True):
        row = [at(times, share) for share in (0.5, 0.95, 0.99)]
        ratio = f"{at(results[0], 0.5) / row[0]:.1f}, {at(results[0], 0.99) / row[2]:.1f}"
        print(f"{way:<24}{row[0]:>9.2f}{row[1]:>9.2f}{row[2]:>9.2f}{ratio:>28}")
    return at(results[1], 0.99)


def main() -> int:
    """Measure; 1 when a search takes longer than it may."""
    if "PLUMBLINE_TEXTS" not in os.environ:
        print("latency: left out, PLUMBLINE_TEXTS does not name the folder that holds laws/")
        return 2
    texts = Path(os.environ["PLUMBLINE_TEXTS"])
    library = enlarged(load(texts / "laws"))
    asked = json.loads((texts / "retrieval" / "stard-dev.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        index = build(library, Path(place) / "ours")
        ours = time.perf_counter() - start
        start = time.perf_counter()
        other = fts5(library, Path(place) / "fts5.sqlite3")
        theirs = time.perf_counter() - start
        print(f"{index.size} articles; built in {ours:.1f} s, SQLite FTS5 in {theirs:.1f} s")
        slowest = max(
            measure(index, other, [one["question"] for one in asked], "laymen's questions"),
            measure(index, other, keywords(library, 300), "words from the texts"),
        )
    print(f"\nat least p99 {LEAST} ms, hoped {HOPED} ms")
    return int(slowest > LEAST)


if __name__ == "__main__":
    sys.exit(main())
