"""公告 -- what is fixed before the seed of a draw can be known.

The announcement names the lists by their hashes, the weight of each class, how many are drawn of
each stratum, and what the seed will be and where it will come from. Its own hash goes into the log;
the draw is of this announcement and no other (docs/draws.md, the announcement).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from plumbline.draw.faults import DrawFault, shown
from plumbline.draw.lists import (
    DAY,
    ID,
    WORDS,
    Lists,
    check_apart,
    check_id,
    check_lines,
    check_words,
    digest,
)

FORM: Final = "plumbline/draw/1"
"""The name of the protocol, in every text that is hashed for it."""
TEAM: Final = 2
"""How many inspectors go to a target at least (行政处罚法#42)."""
LARGEST_TEAM: Final = 20
HEAVIEST: Final = 64
"""The most that a class may weigh; the least is 1."""
SEEDS: Final = {"dice": "1-6", "digits": "0-9", "hex": "0-9a-f"}
"""What a seed may be made of: rolls of a die, digits of a public lottery, a value of a beacon."""
SHORTEST_SEED: Final = 20
"""Characters of a seed: enough that nobody can try all and shape a list for them."""
LONGEST_SEED: Final = 99
_COUNT: Final = "(0|[1-9][0-9]{0,8})"
_PLAN: Final = re.compile(
    f"{FORM}\nname\t({WORDS})\nagency\t({ID})\nday\t({DAY})\n"
    f"seed\t({'|'.join(SEEDS)})\t{_COUNT}\t({WORDS})\n"
    f"team\t{_COUNT}\nprevious\t(-|[0-9a-f]{{64}})\n"
)
_COUNTED: Final = re.compile(f"(weight|size)\t({ID})\t{_COUNT}\n")


@dataclass(frozen=True, slots=True)
class Source:
    """What the seed will be: a `kind` of SEEDS, how many characters it has, and in words where it
    comes from. The length is fixed beforehand: whoever could choose how many rolls count could
    choose among draws."""

    kind: str
    length: int
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How it is drawn. `sizes` says how many of each stratum, `weights` how many tickets each class
    of risk gives; `team` is how many inspectors go to each target, 0 where none are drawn; `day` is
    that on which certificates must be valid; `previous` is the hash of the announcement of the draw
    that this one repeats, or empty.
    """

    name: str
    agency: str
    day: date
    seed: Source
    sizes: Mapping[str, int]
    weights: Mapping[str, int] = field(default_factory=lambda: {"-": 1})
    team: int = TEAM
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A plan and its lists, the text by which they are bound, and the SHA-256 of that text as
    lower-case hexadecimal. Made by `announce`."""

    plan: Plan
    lists: Lists
    text: str
    hash: str


def announce(plan: Plan, lists: Lists) -> Announcement:
    """The announcement of a draw. Raises DrawFault where it could not be drawn, with the place."""
    text = plan_text(plan)
    for name, entries in lists.named().items():
        lines = [one.line for one in entries]
        check_lines(name, lines)
        text += f"{name}\t{len(lines)}\t{digest(lines)}\n"
    check_apart(lists)
    _check_plan(plan, lists)
    return Announcement(plan, lists, text, hashlib.sha256(text.encode()).hexdigest())


def share(total: int, per_mille: int) -> int:
    """How many of a stratum are drawn where a share is asked: rounded up, so that a share of a
    small stratum is never nobody."""
    return -(-total * per_mille // 1000)


def plan_text(plan: Plan) -> str:
    """The lines of an announcement that say how it is drawn. Raises DrawFault for a plan that they
    cannot say."""
    check_words(plan.name, "name")
    check_id(plan.agency, "agency")
    check_words(plan.seed.words, "seed, words")
    if not re.fullmatch("(?:[0-9a-f]{64})?", plan.previous):
        raise DrawFault("previous", shown(plan.previous), "64 hexadecimal digits, or nothing")
    counted = {"weight": plan.weights, "size": plan.sizes}
    for word, counts in counted.items():
        for name in counts:
            check_id(name, word)
    seed = plan.seed
    text = (
        f"{FORM}\nname\t{plan.name}\nagency\t{plan.agency}\nday\t{plan.day}\n"
        f"seed\t{seed.kind}\t{seed.length}\t{seed.words}\n"
        f"team\t{plan.team}\nprevious\t{plan.previous or '-'}\n"
    )
    # Strings of Python are ordered by code point, which is the order of their bytes in UTF-8.
    return text + "".join(
        f"{word}\t{name}\t{counts[name]}\n"
        for word, counts in counted.items()
        for name in sorted(counts)
    )


def read_plan(text: str) -> Plan:
    """The plan that an announcement says. Raises DrawFault where it is not one."""
    head = _PLAN.match(text)
    if head is None:
        raise DrawFault("announcement", shown(text[:60]), f"the lines of {FORM}")
    name, agency, day, kind, length, words, team, previous = head.groups()
    counted: dict[str, dict[str, int]] = {"weight": {}, "size": {}}
    for word, one, count in _COUNTED.findall(text, head.end()):
        counted[word][one] = int(count)
    return Plan(
        name, agency, read_day(day, "announcement, day"), Source(kind, int(length), words),
        counted["size"], counted["weight"], int(team), "" if previous == "-" else previous,
    )  # fmt: skip


def read_day(text: str, place: str) -> date:
    """A day as the lists write it. Raises DrawFault."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise DrawFault(place, shown(text), "a day as 2026-12-01") from None
    if f"{found}" != text:
        raise DrawFault(place, shown(text), "a day as 2026-12-01")
    return found


def _check_plan(plan: Plan, lists: Lists) -> None:
    if plan.seed.kind not in SEEDS:
        raise DrawFault("seed, kind", shown(plan.seed.kind), ", ".join(SEEDS))
    _check_count("seed, length", plan.seed.length, SHORTEST_SEED, LONGEST_SEED)
    if plan.team:
        _check_count("team", plan.team, TEAM, LARGEST_TEAM)
        if len(lists.inspectors) < plan.team:
            raise DrawFault("inspectors", len(lists.inspectors), f"{plan.team} or more")
    for name, weight in plan.weights.items():
        _check_count(f"weight of {name}", weight, 1, HEAVIEST)
    there = Counter(one.stratum for one in lists.targets)
    _check_named("size", there.keys(), plan.sizes)
    _check_named("weight", {one.risk for one in lists.targets}, plan.weights)
    for name, size in plan.sizes.items():
        _check_count(f"size of {name}", size, 0, there[name])
    if not sum(plan.sizes.values()):
        raise DrawFault("sizes", "nobody to draw", "1 or more")


def _check_named(what: str, there: Iterable[str], given: Mapping[str, int]) -> None:
    for name in sorted(there):
        if name not in given:
            raise DrawFault(
                f"{what} of {shown(name)}", "none", "one for each that the targets name"
            )


def _check_count(place: str, count: int, least: int, most: int) -> None:
    if type(count) is not int or not least <= count <= most:
        raise DrawFault(place, shown(count), f"a whole number, {least} to {most}")
