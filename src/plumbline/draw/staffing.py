"""派员 -- which inspectors go to the targets that were drawn.

Each inspector holds a card, which says first how often they were sent already and then a SHA-256
value that the seed decides. The least card of those who may go to a target goes there, and its
holder gets the next one. So nobody goes twice before the others who may have gone once, and who
goes with whom changes from round to round (docs/draws.md, inspectors).
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from plumbline.draw.announcement import Announcement
from plumbline.draw.faults import DrawFault, shown
from plumbline.draw.lists import Avoidance, Target, check_words

CARD: Final = b"I"
"""What the card of an inspector begins with, after the key."""
Card = tuple[int, bytes, str]
"""How often somebody was sent, what the seed says, and their id."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Who went away after the draw, and who goes instead."""

    recusal: Avoidance
    instead: str


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who goes to each target, by their ids in the order in which they were dealt, as it is after
    the `replacements`."""

    teams: tuple[tuple[str, ...], ...] = ()
    replacements: tuple[Replacement, ...] = ()


class Deck:
    """The cards of inspectors, the least first, apart for each field that a target may need: a
    province sends a hundred thousand times, and many may not go to most targets."""

    def __init__(self, key: bytes, able: Mapping[str, Set[str]]) -> None:
        self._key = key
        self._times = {one: 0 for ids in able.values() for one in ids}
        self._queues = {
            field: sorted(self._card(one) for one in ids) for field, ids in able.items()
        }

    def deal(self, field: str, away: Container[str], team: Container[str]) -> str | None:
        """The holder of the least card who may inspect the field, does not keep away and is not
        in the team yet; None where nobody is left."""
        queue, place = self._queues[field], 0
        while place < len(queue):
            times, _value, id = queue[place]
            if times < self._times[id]:
                # Sent for another field since. Cards only grow, so those before it still do lead.
                del queue[place]
                insort(queue, self._card(id))
            elif id in away or id in team:
                place += 1
            else:
                self._times[id] += 1
                return id
        return None

    def _card(self, id: str) -> Card:
        times = self._times[id]
        text = self._key + CARD + f"{times}\t{id}".encode()
        return times, hashlib.sha256(text).digest(), id


def staffed(
    announcement: Announcement,
    key: bytes,
    targets: Sequence[Target],
    recusals: Sequence[Avoidance] = (),
) -> Staffing:
    """Who goes to each of the targets that were drawn, and who instead of whom.

    Raises DrawFault where too few may go to a target, or somebody keeps away who was not to go.
    """
    sending = _Sending(announcement, key, {one.id: one.field for one in targets})
    for one in targets:
        sending.send(one.id)
    replaced = tuple(sending.replace(number, one) for number, one in enumerate(recusals, 1))
    return Staffing(tuple(tuple(sending.teams[one.id]) for one in targets), replaced)


class _Sending:
    """Who goes where, while it is dealt; `fields` are what each target needs."""

    def __init__(self, announcement: Announcement, key: bytes, fields: Mapping[str, str]) -> None:
        lists, plan = announcement.lists, announcement.plan
        self._team, self._fields = plan.team, fields
        valid = [one for one in lists.inspectors if one.valid_until >= plan.day]
        self._able = {
            field: {one.id for one in valid if not field or field in one.fields}
            for field in {*fields.values()}
        }
        self._deck = Deck(key, self._able)
        self._away: dict[str, set[str]] = {}
        for pair in lists.avoidances:
            self._away.setdefault(pair.target, set()).add(pair.inspector)
        self.teams: dict[str, list[str]] = {}

    def send(self, target: str) -> None:
        """Deal a team for a target."""
        team = self.teams[target] = []
        while len(team) < self._team:
            team.append(self._dealt(target))

    def replace(self, number: int, recusal: Avoidance) -> Replacement:
        """Deal somebody else for who keeps away; `number` is the line of the recusal."""
        team = self.teams.get(recusal.target, [])
        place = f"recusals, line {number}"
        check_words(recusal.reason, f"{place}, reason")
        if recusal.inspector not in team:
            found = f"{shown(recusal.inspector)} for {shown(recusal.target)}"
            raise DrawFault(place, found, "an inspector who was to go there")
        self._away.setdefault(recusal.target, set()).add(recusal.inspector)
        instead = self._dealt(recusal.target)
        team[team.index(recusal.inspector)] = instead
        return Replacement(recusal, instead)

    def _dealt(self, target: str) -> str:
        field, away = self._fields[target], self._away.get(target, set())
        found = self._deck.deal(field, away, self.teams[target])
        if found is None:
            there = f"{len(self._able[field] - away)} who may go"
            raise DrawFault(f"inspectors for {target}", there, f"{self._team} or more")
        return found
