"""存证记录 -- an event as the bytes that the log takes in."""

from __future__ import annotations

from plumbline.ledger import encode
from plumbline.procedure import Event
from plumbline.procedure.event import as_json


def entry_of(event: Event) -> bytes:
    """The entry of a sealed event: all that it says with its hash, personal values as
    commitments only."""
    return encode(as_json(event) | {"hash": event.hash})
