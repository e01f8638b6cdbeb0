"""回执 -- proof for whoever is concerned that an event is in the log."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

from plumbline.ledger import Signer, Tree, consistency_proof, opened_by, promise, receipt
from plumbline.ledger.tiles import TILE
from plumbline.ledger.verify import WIDTH
from plumbline.store.cases.entries import entry_of
from plumbline.store.cases.measuring import promised
from plumbline.store.cases.rows import event_of
from plumbline.store.cases.sequencing import DatabaseTiles
from plumbline.store.cases.signing import log_hash
from plumbline.store.models import EventRecord, Leaf, PersonalValue, SignedCheckpoint


def current_checkpoint() -> SignedCheckpoint | None:
    """The last root that was signed, or None before the first."""
    return SignedCheckpoint.objects.order_by("-size").first()


def receipt_of(event: uuid.UUID, *, with_values: bool) -> dict[str, Any] | None:
    """The receipt of an event as JSON, or None while it waits for its place in the log.

    `with_values` adds the personal values that the event commits to, as far as they are kept:
    for the person whom they concern.
    """
    leaf = Leaf.objects.filter(event_id=event).exclude(index=None).first()
    checkpoint = current_checkpoint()
    if leaf is None or leaf.index is None or checkpoint is None:
        return None
    row = EventRecord.objects.get(pk=event)
    made = receipt(
        Tree(DatabaseTiles(), log_hash()), checkpoint.note, leaf.index, entry_of(event_of(row))
    )
    return opened_by(made, _openings(event)) if with_values else made


def consistency_of(first: int, second: int | None = None) -> dict[str, Any]:
    """The proof that the log only grew between two sizes, as JSON; to its present one if not said.

    Raises LookupError for sizes that the log does not have.
    """
    tree = Tree(DatabaseTiles(), log_hash())
    last = tree.size if second is None else second
    if not 1 <= first <= last <= tree.size:
        raise LookupError(f"sizes: found {first} to {last}; allowed: 1 to {tree.size}, in order")
    return consistency_proof(tree, first, last)


def tile_of(row: int, number: int, width: int | None = None) -> bytes | None:
    """The hashes of a tile, all 256 or the first `width`; None where it does not have as many."""
    count = TILE if width is None else width
    found = DatabaseTiles().read(row, number * TILE, count)
    return found if 0 < count <= TILE and len(found) == count * WIDTH else None


def promise_of(event: uuid.UUID, signer: Signer, *, with_values: bool) -> dict[str, Any]:
    """The signed promise that stands in for the receipt of an event while it waits, as JSON.

    The time by which it has its place is that of its recording and what was promised since.
    Raises EventRecord.DoesNotExist.
    """
    row = EventRecord.objects.select_related("leaf").get(pk=event)
    by = (row.leaf.promised_at + promised()).astimezone().isoformat(timespec="seconds")
    made = promise(signer, signer.name, entry_of(event_of(row)), by, log_hash())
    return opened_by(made, _openings(event)) if with_values else made


def _openings(event: uuid.UUID) -> dict[str, Any]:
    rows = PersonalValue.objects.filter(event_id=event, erased_at=None)
    return {
        one.pointer: {"value": one.value, "salt": b64encode(bytes(one.salt or b"")).decode()}
        for one in rows
    }
