"""事件 -- what was done in a case: who, when, in which words; each sealed onto the one before.

The chain is over the canonical encoding of everything an event says (`plumbline.text.canonical`)
together with the hash of the event before it, so that no event can be changed, left out or
put between unseen. Personal values are not in it: a personal field holds
`{"$commitment": "sha256:…"}`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from plumbline.text.canonical import canonical

CHINA: Final = timezone(timedelta(hours=8))
"""The time that the law counts in, everywhere in the country."""

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""The days of which a case can speak; no calendar reaches further."""

VOID: Final = "void"
"""The action that takes an earlier event out of account; its data names the event and why."""

ISSUE: Final = "issue_paper"
"""The action that issues a paper of an event; `plumbline.procedure.issuing` says what it states."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act, or one effect of silence, in a case.

    `on` is the day on which it was done in law, `at` the time of its recording, with a zone;
    `by` is the role, and after a slash the person (`institution/chen`); `agency` the agency's id.
    `data` holds JSON without fractions. A draft has neither `seq` nor the hashes: `seal` gives
    them.
    """

    id: str
    action: str
    on: date
    by: str
    case: str = ""
    at: datetime | None = None
    agency: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    seq: int = 0
    revision: str = ""
    prev_hash: str = ""
    hash: str = ""

    def __post_init__(self) -> None:
        if not FIRST_DAY <= self.on <= LAST_DAY:
            raise ValueError(f"event {self.id}: on is {self.on}; write a day of 1900 to 2199")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError(f"event {self.id}: at is {self.at}; write a time with its zone")

    @property
    def recorded_on(self) -> date | None:
        """The day of the recording in China."""
        return self.at.astimezone(CHINA).date() if self.at else None

    @property
    def role(self) -> str:
        """Who acts, as the procedure names them."""
        return self.by.partition("/")[0]

    @property
    def names(self) -> str:
        """The id of the event that a correction takes out of account; else empty."""
        named = self.data.get("event") if self.action == VOID else ""
        return named if isinstance(named, str) else ""


def sealed(event: Event, seq: int, prev_hash: str, revision: str) -> Event:
    """The event with its place in the chain and its hash. Raises NotCanonical for its data."""
    said = _digest(event, seq, prev_hash, revision)
    return Event(  # written out, since `replace` would take longer than all else here
        event.id, event.action, event.on, event.by, event.case, event.at, event.agency, event.data,
        seq, revision, prev_hash, said,
    )  # fmt: skip


def digest(event: Event) -> str:
    """SHA-256, in hexadecimal, of all that an event says but its own hash.

    `at` is taken in UTC to the microsecond, so that a database that keeps times in another
    zone gives the same hash.
    """
    return _digest(event, event.seq, event.prev_hash, event.revision)


def as_json(event: Event) -> dict[str, object]:
    """All that an event says but its own hash, as JSON."""
    return _said(event, event.seq, event.prev_hash, event.revision)


def _digest(event: Event, seq: int, prev_hash: str, revision: str) -> str:
    return hashlib.sha256(canonical(_said(event, seq, prev_hash, revision))).hexdigest()


def _said(event: Event, seq: int, prev_hash: str, revision: str) -> dict[str, object]:
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds") if event.at else None
    return {
        "id": event.id,
        "case": event.case,
        "seq": seq,
        "action": event.action,
        "on": event.on.isoformat(),
        "at": at,
        "by": event.by,
        "agency": event.agency,
        "revision": revision,
        "data": dict(event.data),
        "prev_hash": prev_hash,
    }


def ordered(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events by their numbers, each once however often it was sent."""
    return tuple(sorted({one.id: one for one in events}.values(), key=lambda e: (e.seq, e.id)))


def broken(events: Iterable[Event]) -> list[str]:
    """What is wrong with a chain, a line for each fault; empty when it holds."""
    faults, before = [], ""
    for number, event in enumerate(ordered(events), 1):
        if event.seq != number:
            faults.append(f"event {event.id}: seq is {event.seq}; {number} was expected")
        if event.prev_hash != before:
            faults.append(f"event {event.id}: follows {event.prev_hash!r}; {before!r} was expected")
        if event.hash != (said := digest(event)):
            faults.append(f"event {event.id}: hash is {event.hash!r}; what it says gives {said!r}")
        before = event.hash
    return faults


def voided(events: Iterable[Event]) -> frozenset[str]:
    """The ids of the events out of account: those that a standing correction names.

    A correction may itself be named by a later one; then what it named stands again.
    """
    order = tuple(events)
    places = {event.id: place for place, event in enumerate(order)}
    gone: set[str] = set()
    for place, event in reversed(tuple(enumerate(order))):
        if event.id not in gone and places.get(event.names, place) < place:
            gone.add(event.names)
    return frozenset(gone)
