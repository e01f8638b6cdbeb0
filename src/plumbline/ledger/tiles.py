"""瓦片 -- where the hashes of a log are kept: the protocol of a store, and one in memory.

Row 0 holds the hashes of the leaves, row 1 those of the complete subtrees of 256 leaves, row 2
those of 65,536, and so on; what lies between is computed when it is needed. 256 hashes of a row
are a tile, as in C2SP tlog-tiles. A proof in a log of ten million leaves reads a handful of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.verify import WIDTH

RISE: Final = 8
"""Levels of the tree from one row to the next."""
TILE: Final = 1 << RISE
"""Hashes in a full tile."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What an append adds: to a log of `start` leaves, so that it has `end` with this root.

    `rows` has the new hashes of each row, one after another; they stand behind those there.
    """

    start: int
    end: int
    root: bytes
    rows: Mapping[int, bytes]


class Tiles(Protocol):
    """A store of the rows of one log. It may be a database, a folder, or memory."""

    @property
    def size(self) -> int:
        """How many leaves are kept, for good."""

    def read(self, row: int, start: int, count: int) -> bytes:
        """At most `count` hashes of a row from `start` on, fewer where the row ends."""

    def append(self, batch: Batch) -> None:
        """Keep a batch: all of it or nothing. Raises LedgerFault if `start` is not the size."""


def row_length(size: int, row: int) -> int:
    """How many hashes a row has in a log of a size."""
    return size >> RISE * row


def check_start(batch: Batch, size: int) -> None:
    """Raise LedgerFault unless a batch continues a log of this size."""
    if batch.start != size:
        raise LedgerFault("append", f"a batch behind leaf {batch.start}", f"one behind {size}")


class MemoryTiles:
    """Rows that are kept in memory only, for tests and for looking at a part of a log."""

    def __init__(self) -> None:
        self._size = 0
        self._rows: dict[int, bytearray] = {}

    @property
    def size(self) -> int:
        """How many leaves are kept."""
        return self._size

    def read(self, row: int, start: int, count: int) -> bytes:
        """At most `count` hashes of a row from `start` on."""
        return bytes(self._rows.get(row, b"")[start * WIDTH : (start + count) * WIDTH])

    def append(self, batch: Batch) -> None:
        """Keep a batch. Raises LedgerFault if it does not continue the log."""
        check_start(batch, self._size)
        for row, hashes in batch.rows.items():
            self._rows.setdefault(row, bytearray()).extend(hashes)
        self._size = batch.end
