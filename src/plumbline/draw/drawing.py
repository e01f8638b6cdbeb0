"""抽取 -- who is drawn, computed from an announcement and a seed and from nothing else.

A target of weight w holds w tickets, which are SHA-256 values, and the least of them counts. The
least tickets of a stratum are drawn: each target comes first with a chance that is in proportion to
its weight, and after each that is drawn the rest draw on among themselves. No fraction is computed
anywhere, so that every machine finds the same (docs/draws.md, tickets).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from plumbline.draw.announcement import FORM, SEEDS, Announcement, Source
from plumbline.draw.faults import DrawFault, shown
from plumbline.draw.lists import Avoidance, Target
from plumbline.draw.staffing import Staffing, staffed

TICKET: Final = b"T"
"""What a ticket of a target begins with, after the key."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A target that was drawn: its least ticket as hexadecimal, and which of its tickets it was,
    from 1 to its weight."""

    target: Target
    ticket: str
    number: int


@dataclass(frozen=True, slots=True)
class Result:
    """What was drawn, by stratum and ticket, and who goes where. `witnesses` saw how the seed was
    entered; they decide nothing, or whoever names them could choose."""

    announcement: Announcement
    seed: str
    drawn: tuple[Drawn, ...]
    staffing: Staffing
    witnesses: tuple[str, ...] = ()


def draw(
    announcement: Announcement,
    seed: str,
    recusals: Sequence[Avoidance] = (),
    earlier: Mapping[str, str] | None = None,
    witnesses: Iterable[str] = (),
) -> Result:
    """Draw. `recusals` are those who declared after the draw that they keep away, in the order in
    which they did; `earlier` gives the seeds of the draws that this one repeats, by the hashes of
    their announcements.

    Raises DrawFault for a seed that is not as announced, or was used before, and where too few
    inspectors are left for a target.
    """
    plan, earlier = announcement.plan, earlier or {}
    check_seed(plan.seed, seed, earlier.values())
    if plan.previous and plan.previous not in earlier:
        raise DrawFault("previous", f"no record of the draw {plan.previous}", "the earlier draw")
    key = seed_key(announcement.hash, seed)
    strata: dict[str, list[Target]] = {name: [] for name in sorted(plan.sizes)}
    for one in announcement.lists.targets:
        strata[one.stratum].append(one)
    drawn: list[Drawn] = []
    for stratum, targets in strata.items():
        heads = ticket_heads(key, plan.weights)
        found = least_tickets(heads, targets)
        for place in least_places(found, plan.sizes[stratum]):
            one, ticket = targets[place], found[place]
            number = all_tickets(heads[one.risk], one).index(ticket) + 1
            drawn.append(Drawn(one, ticket.hex(), number))
    sent = staffed(announcement, key, [one.target for one in drawn], recusals)
    return Result(announcement, seed, tuple(drawn), sent, tuple(witnesses))


def check_seed(source: Source, seed: str, earlier: Iterable[str] = ()) -> None:
    """Raises DrawFault for a seed that is not as announced, or that decided a draw before."""
    characters = SEEDS[source.kind]
    if not re.fullmatch(f"[{characters}]{{{source.length}}}", seed):
        allowed = f"{source.length} of {characters}, as announced"
        raise DrawFault("seed", f"{len(seed)} characters, {shown(seed)}", allowed)
    if seed in earlier:
        raise DrawFault("seed", "that of an earlier draw", "a new one for each draw")


def seed_key(announcement: str, seed: str) -> bytes:
    """The 32 bytes that every ticket begins with: they bind the seed to the announcement, which is
    given by its hash."""
    return hashlib.sha256(f"{FORM}/seed\n{announcement}\n{seed}\n".encode()).digest()


def ticket_heads(key: bytes, weights: Mapping[str, int]) -> dict[str, list[bytes]]:
    """What the tickets of a class of risk begin with: one for each unit of its weight."""
    return {
        risk: [key + TICKET + bytes([number]) for number in range(1, weight + 1)]
        for risk, weight in weights.items()
    }


def all_tickets(heads: Iterable[bytes], target: Target) -> list[bytes]:
    """The tickets of a target, in the order of their numbers."""
    id = target.id.encode()
    return [hashlib.sha256(head + id).digest() for head in heads]


def least_tickets(heads: Mapping[str, list[bytes]], targets: Iterable[Target]) -> list[bytes]:
    """The least ticket of each target. Written out, because a province has a million of them."""
    sha256, found = hashlib.sha256, []
    for one in targets:
        id, own = one.id.encode(), heads[one.risk]
        if len(own) == 1:
            found.append(sha256(own[0] + id).digest())
        else:
            found.append(min([sha256(head + id).digest() for head in own]))
    return found


def least_places(tickets: Sequence[bytes], size: int) -> list[int]:
    """The places of the `size` least tickets, the least first; of equal ones the earlier first."""
    counts = Counter(map(itemgetter(0), tickets))
    # Few tickets begin with a byte that is small enough, and only those have to be sorted.
    most, so_far = -1, 0
    while so_far < size:
        most += 1
        so_far += counts[most]
    near = [(one, place) for place, one in enumerate(tickets) if one[0] <= most]
    return [place for _ticket, place in sorted(near)[:size]]


@dataclass(frozen=True, slots=True)
class Followed:
    """The arithmetic for one target: the key of the draw and its `tickets` as hexadecimal, its
    `place` by ticket among the `of` targets of its stratum, from 1, how many of them are drawn
    (`size`), and the least ticket of the `last` that is; empty where none is."""

    target: Target
    key: str
    tickets: tuple[str, ...]
    place: int
    of: int
    size: int
    last: str


def follow(announcement: Announcement, seed: str, id: str) -> Followed:
    """What becomes of the target with this id, step by step. Raises DrawFault where the lists have
    none, or the seed is not as announced."""
    plan = announcement.plan
    check_seed(plan.seed, seed)
    named = (one for one in announcement.lists.targets if one.id == id)
    target = next(named, None)
    if target is None:
        raise DrawFault("target", shown(id), "an id of the list of targets")
    key = seed_key(announcement.hash, seed)
    heads = ticket_heads(key, plan.weights)
    rivals = [one for one in announcement.lists.targets if one.stratum == target.stratum]
    found, size = least_tickets(heads, rivals), plan.sizes[target.stratum]
    own = found[at := rivals.index(target)]
    place = 1 + sum(one < own for one in found) + found[:at].count(own)
    last = found[least_places(found, size)[-1]].hex() if size else ""
    tickets = tuple(one.hex() for one in all_tickets(heads[target.risk], target))
    return Followed(target, key.hex(), tickets, place, len(rivals), size, last)
