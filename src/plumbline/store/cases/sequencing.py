"""排序 -- one sequencer gives the leaves their places in the log, in batches, and signs its root.

Leaves are written with their events; the sequencer alone gives them an index, in the order in
which they were promised, so that appending an event never waits for another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from plumbline.ledger import Batch, Checkpoint, Signer, Tree, sign_checkpoint
from plumbline.ledger.tiles import TILE, check_start
from plumbline.ledger.verify import WIDTH
from plumbline.store.cases.signing import begun_hash
from plumbline.store.models import Leaf, SignedCheckpoint, Tile

BATCH: Final = 4096
"""Leaves that are given their places in one transaction."""
_SEQUENCER: Final = 0x70_6C_73_65_71
"""The advisory lock of the sequencer on PostgreSQL; SQLite has one writer anyway."""


class DatabaseTiles:
    """The rows of the log in the table of tiles. Appending happens in the caller's transaction."""

    @property
    def size(self) -> int:
        """How many leaves are kept."""
        last = Tile.objects.filter(row=0).order_by("-number").first()
        return 0 if last is None else last.number * TILE + len(bytes(last.hashes)) // WIDTH

    def read(self, row: int, start: int, count: int) -> bytes:
        """At most `count` hashes of a row from `start` on."""
        if count <= 0:
            return b""
        first, last = start // TILE, (start + count - 1) // TILE
        tiles = Tile.objects.filter(row=row, number__range=(first, last)).order_by("number")
        joined = b"".join(bytes(hashes) for hashes in tiles.values_list("hashes", flat=True))
        offset = (start - first * TILE) * WIDTH
        return joined[offset : offset + count * WIDTH]

    def append(self, batch: Batch) -> None:
        """Keep a batch. Raises LedgerFault if it does not continue the log."""
        check_start(batch, self.size)
        for row, hashes in batch.rows.items():
            if hashes:
                self._extend(row, hashes)

    def _extend(self, row: int, hashes: bytes) -> None:
        last = Tile.objects.filter(row=row).order_by("-number").first()
        full = TILE * WIDTH
        number, rest = (0, b"") if last is None else (last.number, bytes(last.hashes))
        joined = rest + hashes
        if last is not None and len(rest) < full:
            last.hashes, joined = joined[:full], joined[full:]
            last.save(update_fields=["hashes"])
        elif last is not None:
            joined = hashes
        begin = 0 if last is None else number + 1
        Tile.objects.bulk_create(
            Tile(row=row, number=begin + place, hashes=joined[at : at + full])
            for place, at in enumerate(range(0, len(joined), full))
        )


def sequence(signer: Signer, now: datetime, *, most: int = BATCH) -> int:
    """Give places to the leaves that wait, at most so many, and sign the root; how many had one.

    The log is named as its signer is. Raises KeyFault where another hash is set than it has.
    """
    with transaction.atomic():
        _be_alone()
        waiting = list(Leaf.objects.filter(index=None).order_by("promised_at", "event_id")[:most])
        if not waiting:
            return 0
        tree = Tree(DatabaseTiles(), begun_hash())
        start = tree.size
        tree.append([bytes(leaf.hash) for leaf in waiting])
        _number(waiting, start, now)
        root = tree.root()
        time = now.astimezone().isoformat(timespec="seconds")
        checkpoint = Checkpoint(signer.name, tree.size, root, tree.name, time)
        SignedCheckpoint.objects.create(
            size=tree.size, root=root, note=sign_checkpoint(signer, checkpoint), signed_at=now
        )
    return len(waiting)


def sequence_all(signer: Signer) -> int:
    """Give places to every leaf that waits, batch by batch; how many had one."""
    placed = 0
    while count := sequence(signer, timezone.now()):
        placed += count
    return placed


def _number(leaves: Sequence[Leaf], start: int, now: datetime) -> None:
    """Write the places, a row at a time: fourteen times as fast as all in one statement."""
    event, time = Leaf._meta.pk, connection.ops.adapt_datetimefield_value(now)
    rows = [
        (start + place, time, event.get_db_prep_save(leaf.pk, connection))
        for place, leaf in enumerate(leaves)
    ]
    table, column = connection.ops.quote_name(Leaf._meta.db_table), event.column
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE {table} SET "index" = %s, placed_at = %s WHERE {column} = %s',  # noqa: S608
            rows,
        )


def _be_alone() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCER])
