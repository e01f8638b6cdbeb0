"""存证记录 -- an event as the bytes that the log takes in."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from plumbline.ledger import encode
from plumbline.procedure import Event


def entry_of(event: Event) -> bytes:
    """The entry of a sealed event: all that it says, personal values as commitments only."""
    return encode(event_json(event))


def event_json(event: Event) -> dict[str, Any]:
    """A sealed event as JSON; its time is that of the world clock, to the microsecond."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds") if event.at else None
    return {
        "id": event.id, "case": event.case, "seq": event.seq, "action": event.action,
        "on": event.on.isoformat(), "at": at, "by": event.by, "agency": event.agency,
        "revision": event.revision, "data": dict(event.data), "prev_hash": event.prev_hash,
        "hash": event.hash,
    }  # fmt: skip
