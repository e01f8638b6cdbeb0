"""核验 -- was a draw done as announced? One file without dependencies, for all to read and run.

    python verify.py draw.json HASH [EARLIER.json ...]

HASH is that of the announcement, as it was published before the seed was known; EARLIER are the
records of draws that this one repeats. Exit code 0: it holds; 1: it does not; 2: it cannot be read.
The protocol stands in docs/draws.md. This is a program of its own, not the one that drew.
"""

import json
import re
import sys
from bisect import insort
from collections.abc import Iterator, Sequence
from hashlib import sha256
from heapq import nsmallest
from pathlib import Path
from typing import Any

LISTS = {"targets": 4, "inspectors": 4, "exclusions": 2, "avoidances": 3}  # parts of a line
SEEDS = {"dice": "[1-6]+", "digits": "[0-9]+", "hex": "[0-9a-f]+"}
PLAN = (
    "plumbline/draw/1\nname\tW\nagency\tW\nday\tW\nseed\t(dice|digits|hex)\t[2-9][0-9]\tW\n"
    "team\t(0|[2-9]|1[0-9]|20)\nprevious\tW\n(weight\tW\t([1-9]|[1-5][0-9]|6[0-4])\n)+"
    "(size\tW\t(0|[1-9][0-9]{0,8})\n)+targets\t"
).replace("W", "[^\t\n]+")
TOLD = {
    "announcement": "公告与事先公布的一致 The announcement is the one that was published",
    "lists": "名单与公告一致 The lists are those announced",
    "seed": "种子与公告相符，以前没有用过 The seed is as announced and was not used before",
    "targets": "抽中的对象与计算结果一致 The targets drawn are those that the seed gives",
    "inspectors": "派出的人员与计算结果一致 The inspectors sent are those that the seed gives",
}
VERDICTS = "结论：成立 It holds", "结论：不成立 It does not hold", "无法核验 It cannot be checked"
Rows = list[list[str]]


def check(record: Any, published: str, earlier: Sequence[Any] = ()) -> Iterator[tuple[str, bool]]:
    """Each step and whether it holds; ask for no more after the first that does not."""
    parts = [record[name] for name in ("announcement", *LISTS, "result", "recusals")]
    parts.append([one["seed"] for one in (record, *earlier)])
    if any(not isinstance(one, list) or {*map(type, one)} - {str} for one in parts):
        raise ValueError("no record of a draw")
    "".join(line for one in parts for line in one).encode()  # half a character is an error
    plan, *lists, result, recusals, _seeds = ([line.split("\t") for line in one] for one in parts)
    is_right = re.match(PLAN, "\n".join(parts[0])) is not None
    yield "announcement", is_right and hashed(parts[0]) == published
    fixed: Any = {row[0]: row[1:] for row in plan}
    weights, sizes = ({r[1]: int(r[2]) for r in plan if r[0] == w} for w in ("weight", "size"))
    is_right = len(plan) == len(weights) + len(sizes) + 11  # each other line stands there once
    for (name, width), lines, rows in zip(LISTS.items(), parts[1:5], lists, strict=True):
        is_right = is_right and fixed.get(name) == [f"{len(lines)}", hashed(lines)]
        is_right = is_right and {*map(len, rows)} <= {width} and "\n" not in "".join(lines)
    ids = {row[0] for row in lists[0]}
    is_right = is_right and all(row[1] in sizes and row[2] in weights for row in lists[0])
    is_right = is_right and len(ids) == len(lists[0])
    yield "lists", is_right and ids.isdisjoint(row[0] for row in lists[2])
    (seed, *used), (kind, length, _words) = parts[-1], fixed["seed"]
    repeated = ["-", *(hashed(one["announcement"]) for one in earlier)]
    is_right = re.fullmatch(SEEDS[kind], seed) is not None and len(seed) == int(length)
    yield "seed", is_right and seed not in used and fixed["previous"][0] in repeated
    key = bytes.fromhex(hashed(["plumbline/draw/1/seed", published, seed]))
    found = drawn(lists[0], weights, sizes, key)
    is_right = len(found) == sum(sizes.values())
    yield "targets", is_right and found == [row[:3] for row in result]
    yield "inspectors", sent(lists, fixed, key, found, recusals) == [result, recusals]


def hashed(lines: list[str]) -> str:
    """The SHA-256 of lines, each with its end."""
    return sha256("".join([f"{one}\n" for one in lines]).encode()).hexdigest()


def drawn(targets: Rows, weights: dict[str, int], sizes: dict[str, int], key: bytes) -> Rows:
    """The targets that the seed gives with ticket and number, by stratum and ticket."""
    heads = [key + b"T" + bytes([number]) for number in range(1, 65)]
    own = {risk: heads[:weight] for risk, weight in weights.items()}
    strata: dict[str, list[tuple[bytes, str, int]]] = {name: [] for name in sizes}
    for id, stratum, risk, _field in targets:
        end = id.encode()
        tickets = [sha256(head + end).digest() for head in own[risk]]
        least = min(tickets)
        strata[stratum].append((least, id, tickets.index(least) + 1))
    first = [one for name, size in sizes.items() for one in nsmallest(size, strata[name])]
    return [[id, ticket.hex(), f"{number}"] for ticket, id, number in first]


def sent(lists: list[Rows], fixed: Any, key: bytes, found: Rows, recusals: Rows) -> list[Rows]:
    """The result with who goes to each target, and the recusals with who goes instead."""
    targets, inspectors, _exclusions, avoidances = lists
    fields = {r[0]: {"", *r[3].split(",")} for r in inspectors if r[2] >= fixed["day"][0]}
    teams: dict[str, list[str]] = {row[0]: [] for row in found}
    needed = {row[0]: row[3] for row in targets if row[0] in teams}
    away, times = {(row[0], row[1]) for row in avoidances}, dict.fromkeys(fields, 0)

    def card(id: str) -> tuple[int, bytes, str]:
        return times[id], sha256(key + b"I" + f"{times[id]}\t{id}".encode()).digest(), id

    def deal(target: str) -> str:
        queue, place = queues[needed[target]], 0
        while True:  # an end of the queue without anybody is an error
            then, _value, id = queue[place]
            if then < times[id]:  # was sent elsewhere since, and holds a greater card
                del queue[place]
                insort(queue, card(id))
            elif (target, id) in away or id in teams[target]:
                place += 1
            else:
                times[id] += 1
                return id

    queues = {
        need: sorted(card(id) for id, able in fields.items() if need in able)
        for need in {*needed.values()}
    }
    for target, team in teams.items():
        while len(team) < int(fixed["team"][0]):
            team.append(deal(target))
    replaced = []
    for target, inspector, reason, *_instead in recusals:
        place = teams[target].index(inspector)
        away.add((target, inspector))
        teams[target][place] = deal(target)
        replaced.append([target, inspector, reason, teams[target][place]])
    return [[[*row, ",".join(teams[row[0]])] for row in found], replaced]


def main(arguments: Sequence[str]) -> int:
    """Check what the command line names, tell it, and give the exit code."""
    told, code = [], 0
    try:
        file, published, *earlier = arguments
        texts = [Path(name).read_text("utf-8-sig") for name in (file, *earlier)]
        record, *before = map(json.loads, texts)
        for name, holds in check(record, published, before):
            told.append(f"{'√' if holds else '×'} {TOLD[name]}")
            if not holds:
                code = 1
                break
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as fault:
        told, code = [*told, f"{fault}"], 2
    text = "\n".join([*told, VERDICTS[code], ""])
    sys.stdout.buffer.write(text.encode(sys.stdout.encoding or "utf-8", "replace"))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
