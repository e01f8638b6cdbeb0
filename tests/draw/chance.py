"""Draws at random, and what somebody could do to their records afterwards."""

import copy
import hashlib
from collections import Counter
from datetime import date

from plumbline.draw import (
    Avoidance,
    DrawFault,
    Exclusion,
    Inspector,
    Lists,
    Plan,
    Source,
    Target,
    announce,
    draw,
    recorded,
)

FIELDS = ("", "食品", "消防", "广告")
STRATA = ("-", "酒店", "学校", "𠮷", "（甲）")
CHARACTERS = {"dice": "123456", "digits": "0123456789", "hex": "0123456789abcdef"}
DAY = date(2026, 12, 1)
LETTERS = "ABCZ甲乙丙（）é𠮷\ue000\uffee0123456789"


def name(rng, used):
    """A name that is not used yet."""
    while (found := "".join(rng.choices(LETTERS, k=rng.randint(1, 6)))) in used:
        pass
    used.add(found)
    return found


def by_id(entries):
    return tuple(sorted(entries, key=lambda one: one.line.split("\t")))


def random_lists(rng, weights):
    """Lists of a few targets and enough inspectors for each field."""
    used: set[str] = set()
    risks = list(weights)
    targets = [
        Target(name(rng, used), rng.choice(STRATA), rng.choice(risks), rng.choice(FIELDS))
        for _ in range(rng.randint(1, 30))
    ]
    exclusions = [Exclusion(name(rng, used), "已注销") for _ in range(rng.randint(0, 3))]
    inspectors = [
        Inspector(
            name(rng, used), f"渝-{number}", date(rng.choice((2025, 2026, 2027)), 12, 1),
            tuple(rng.sample(FIELDS[1:], rng.randint(0, 3))),
        )
        for number in range(rng.randint(3, 12))
    ]  # fmt: skip
    inspectors += [
        Inspector(name(rng, used), "渝-全", date(2030, 1, 1), FIELDS[1:]) for _ in range(4)
    ]
    pairs = {(rng.choice(targets).id, rng.choice(inspectors).id) for _ in range(rng.randint(0, 3))}
    avoidances = [Avoidance(*pair, "近亲属 任职") for pair in pairs]
    return Lists(*map(by_id, (targets, inspectors, exclusions, avoidances)))


def random_seed(rng, kind, length):
    return "".join(rng.choices(CHARACTERS[kind], k=length))


def random_plan(rng, lists, weights):
    there = Counter(one.stratum for one in lists.targets)
    sizes = {stratum: rng.randint(0, count) for stratum, count in there.items()}
    sizes[rng.choice(list(sizes))] = 1
    source = Source(rng.choice(list(CHARACTERS)), rng.randint(20, 99), "公证处现场掷骰")
    return Plan("2026年抽查", "500103-sfj", DAY, source, sizes, weights, rng.choice((0, 2, 2, 3)))


def random_result(rng):
    """A draw; some with a recusal afterwards."""
    weights = {f"{one}": rng.choice((1, 1, 2, 8, 64)) for one in range(rng.randint(1, 4))}
    while True:
        lists = random_lists(rng, weights)
        announcement = announce(random_plan(rng, lists, weights), lists)
        source = announcement.plan.seed
        seed = random_seed(rng, source.kind, source.length)
        try:
            result = draw(announcement, seed, witnesses=("公证员",))
            gone = [
                Avoidance(one.target.id, rng.choice(team), "主动申请回避")
                for one, team in zip(result.drawn, result.staffing.teams, strict=True)
                if team and rng.random() < 0.1
            ]
            return draw(announcement, seed, gone, witnesses=("公证员",))
        except DrawFault:
            continue  # too few may go to some target; drawn anew


LINES = (
    "announcement", "targets", "inspectors", "exclusions", "avoidances", "result", "recusals",
)  # fmt: skip


def altered(rng, record):
    """The record with something changed, and by what."""
    changed = copy.deepcopy(record)
    attack = rng.choice(ATTACKS)
    part = rng.choice([one for one in LINES if changed[one]])
    attack(rng, changed, part)
    return changed, f"{attack.__name__} of {part}"


def a_line_gone(rng, record, part):
    record[part].pop(rng.randrange(len(record[part])))


def a_line_twice(rng, record, part):
    at = rng.randrange(len(record[part]))
    record[part].insert(at, record[part][at])


def two_lines_changed_over(rng, record, part):
    at = rng.randrange(len(record[part]))
    record[part].append(record[part].pop(at))


def a_character_changed(rng, record, part):
    at = rng.randrange(len(record[part]))
    line = record[part][at]
    place = rng.randrange(len(line))
    other = rng.choice("0123456789AZ甲𠮷\t\n ,-")
    record[part][at] = line[:place] + other + line[place + 1 :]


def a_part_of_another_kind(rng, record, part):
    record[part] = rng.choice((None, 5, "甲", {}, [5], [None], [["甲"]], []))


def a_seed_changed(rng, record, part):
    seed = record["seed"]
    record["seed"] = rng.choice((seed[:-1], seed + "1", seed[::-1], "", 5, None, "１" * len(seed)))


def a_part_gone(rng, record, part):
    del record[part]


ATTACKS = (
    a_line_gone, a_line_twice, two_lines_changed_over, a_character_changed, a_character_changed,
    a_character_changed, a_part_of_another_kind, a_seed_changed, a_part_gone,
)  # fmt: skip


def hash_of(lines):
    """The hash of lines, be they what they may."""
    return hashlib.sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()


def fitted(record):
    """The record with its announcement written as its lists are now, and the hash of that: a draw
    that was false from the beginning."""
    said = record.get("announcement")
    if not isinstance(said, list):
        return "0" * 64
    for name in ("targets", "inspectors", "exclusions", "avoidances"):
        lines = record.get(name)
        for at, line in enumerate(said):
            if isinstance(lines, list) and f"{line}".startswith(f"{name}\t"):
                said[at] = f"{name}\t{len(lines)}\t{hash_of(lines)}"
    return hash_of(said)


def random_check(rng):
    """What a verifier is given: a draw as it is, or altered, also from the beginning."""
    record = recorded(random_result(rng))
    published = hash_of(record["announcement"])
    earlier = [recorded(random_result(rng))] if rng.random() < 0.1 else []
    if rng.random() < 0.6:
        record, _what = altered(rng, record)
        if rng.random() < 0.5:
            published = fitted(record)
    return [record, published, earlier]
