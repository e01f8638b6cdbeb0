"""裁量 -- how long an answer of a benchmark takes, and the proof of one.

The yardstick of an answer is every condition of every row asked in turn; that of a proof is one
case of each combination of cells decided by the table, as many as a second allows.

    python -m bench.discretion [ROWS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from plumbline.discretion import Circumstance, Decider, Interval, Penalty, Row, Table, prove
from plumbline.discretion.cells import meets

ROWS: Final = 100
LEAST_DECIDE, HOPED_DECIDE = 200.0, 30.0
"""Microseconds of an answer with its explanation."""
LEAST_PROOF, HOPED_PROOF = 5.0, 0.3
"""Seconds of a proof."""
CHOICES: Final = tuple("abcdef")


def sound(rows: int, seed: int = 1) -> Table:
    """A table of eight circumstances that leaves out and doubles nothing: all there is, cut in two
    along one circumstance again and again."""
    pick = random.Random(seed)
    numbers = [f"n{place}" for place in range(4)]
    choices = [f"c{place}" for place in range(4)]
    asked = [Circumstance(id, id, "number", least=Decimal(0), most=Decimal(1000)) for id in numbers]
    asked += [Circumstance(id, id, "choice", options={v: v for v in CHOICES}) for id in choices]
    boxes: list[dict[str, Interval | frozenset[str]]] = [{}]
    while len(boxes) < rows:
        box = boxes.pop(pick.randrange(len(boxes)))
        boxes += _halves(box, pick.choice(numbers + choices), pick)
    made = tuple(
        Row(f"{n}", "ordinary",
            {id: (one,) if isinstance(one, Interval) else one for id, one in box.items()},
            (Penalty("fine", "yuan", Interval(Decimal(n), Decimal(n + 1))),), (), f"row {n}")
        for n, box in enumerate(boxes)
    )  # fmt: skip
    return Table("bench", "bench", tuple(asked), made, template="{n0} {c0} row {row}: {words}")


def _halves(
    box: dict[str, Interval | frozenset[str]], id: str, pick: random.Random
) -> list[dict[str, Interval | frozenset[str]]]:
    one = box.get(id)
    if id.startswith("c"):
        options = sorted(one) if isinstance(one, frozenset) else list(CHOICES)
        if len(options) < 2:
            return [box]
        cut = pick.randrange(1, len(options))
        return [box | {id: frozenset(options[:cut])}, box | {id: frozenset(options[cut:])}]
    whole = one if isinstance(one, Interval) else Interval()
    low, high = whole.low or Decimal(0), whole.high or Decimal(1000)
    at = low + (high - low) * pick.randrange(1, 100) / 100
    return [
        box | {id: Interval(whole.low, at, whole.low_included, high_included=False)},
        box | {id: Interval(at, whole.high, high_included=whole.high_included)},
    ]


def spoiled(table: Table) -> Table:
    """The table with faults: a row left out, one doubled with another outcome."""
    first, second = table.rows[0], table.rows[1]
    other = Row("x", "severe", second.conditions, first.penalties)
    return Table(table.id, table.title, table.circumstances, (*table.rows[1:], other))


def cases(table: Table, count: int) -> list[dict[str, object]]:
    """Cases at random."""
    pick = random.Random(2)
    return [
        {one.id: pick.randrange(1001) if one.is_number else pick.choice(one.values)
         for one in table.circumstances}
        for _ in range(count)
    ]  # fmt: skip


def median(work: Callable[[], object], rounds: int) -> float:
    """Seconds of one of several rounds."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> int:
    """Measure; 1 when a lower bound is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    small, table = sound(60), sound(rows)
    decider, listed = Decider(small), cases(small, 1000)
    explained = median(lambda: [_explained(decider, one) for one in listed], 7) * 1000
    bare = median(lambda: [decider.held(one) for one in listed], 7) * 1000
    naive = median(lambda: [_naive(small, one) for one in listed[:100]], 3) * 10_000
    print(f"a table of {len(small.rows)} rows and {len(small.circumstances)} circumstances")
    print(f"answer with neighbours and text {explained:6.1f} us; its row alone {bare:.1f} us")
    print(f"each condition asked in turn    {naive:6.1f} us: {naive / bare:.0f} times that")
    slowest = max(_proof(name, one) for name, one in (("sound", table), ("bad", spoiled(table))))
    kept = explained <= LEAST_DECIDE and slowest <= LEAST_PROOF
    hoped = explained <= HOPED_DECIDE and slowest <= HOPED_PROOF
    print(f"answer: lower bound {LEAST_DECIDE} us, hoped {HOPED_DECIDE} us")
    print(f"proof: lower bound {LEAST_PROOF} s, hoped {HOPED_PROOF} s")
    print(f"{'kept' if kept else 'missed'}; hope {'kept' if hoped else 'missed'}")
    return 0 if kept else 1


def _proof(name: str, table: Table) -> float:
    proof, seconds = prove(table), median(lambda: prove(table), 3)
    counted = Counter(one.kind for one in proof.findings)
    print(f"proof of {len(table.rows)} rows, {name}: {seconds:.3f} s, {dict(counted)}")
    return seconds


def _explained(decider: Decider, facts: dict[str, object]) -> object:
    answer = decider.decide(facts)
    return answer.neighbours(), answer.text()


def _naive(table: Table, facts: dict[str, object]) -> list[str]:
    said = {id: Decimal(one) if isinstance(one, int) else one for id, one in facts.items()}
    return [
        row.id
        for row in table.rows
        if all(meets(one, said[id]) for id, one in row.conditions.items())
    ]


if __name__ == "__main__":
    raise SystemExit(main())
