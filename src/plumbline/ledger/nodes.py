"""结点 -- any node of a tree, computed from the tiles that hold what lies below it."""

from __future__ import annotations

from typing import Final

from plumbline.ledger.edge import Edge
from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.hashing import cut, node_hash, parents
from plumbline.ledger.tiles import RISE, TILE, Tiles, row_length
from plumbline.ledger.verify import WIDTH, Digest

_KEPT: Final = 1024
"""Tiles whose inner nodes are remembered, about 30 MB; a log of ten million has 153 above row 0."""


class Nodes:
    """Reads the nodes of a log, and remembers the tiles that it read last."""

    def __init__(self, tiles: Tiles, digest: Digest) -> None:
        self._tiles = tiles
        self._digest = digest
        self._known: dict[tuple[int, int], list[list[bytes]]] = {}

    def node(self, height: int, index: int) -> bytes:
        """The root of the complete subtree of 2**height leaves, the `index`-th from the left."""
        row, above = divmod(height, RISE)
        tile, place = divmod(index << above, TILE)
        levels = self._levels(row, tile, place + (1 << above))
        return levels[above][place >> above]

    def span(self, start: int, end: int) -> bytes:
        """The root of a subtree over the leaves from `start` up to `end`, complete or not."""
        height = (end - start).bit_length() - 1
        if end - start == 1 << height:
            return self.node(height, start >> height)
        middle = start + split(end - start)
        return node_hash(self._digest, self.span(start, middle), self.span(middle, end))

    def edge(self, size: int) -> Edge:
        """The right edge that the log had at a size."""
        heights = [height for height in range(size.bit_length()) if size >> height & 1]
        return Edge(size, {height: self.node(height, (size >> height) - 1) for height in heights})

    def _levels(self, row: int, tile: int, least: int) -> list[list[bytes]]:
        """The hashes of a tile and the nodes above them up to the next row, level by level."""
        levels = self._known.pop((row, tile), None)
        if levels is None or len(levels[0]) < least:
            levels = self._read(row, tile, least)
        self._known[row, tile] = levels  # the last, so that the first is the longest unused
        if len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]
        return levels

    def _read(self, row: int, tile: int, least: int) -> list[list[bytes]]:
        count = min(TILE, row_length(self._tiles.size, row) - tile * TILE)
        hashes = cut(self._tiles.read(row, tile * TILE, count))
        if len(hashes) < max(least, count) or len(hashes[-1]) < WIDTH:
            raise LedgerFault(f"row {row}, tile {tile}", f"{len(hashes)} hashes", f"{count} whole")
        levels = [hashes]
        while len(levels) < RISE and len(levels[-1]) > 1:
            level = levels[-1]
            levels.append(parents(self._digest, level[: len(level) & ~1]))
        return levels


def split(count: int) -> int:
    """Where a tree of more than one leaf divides: the largest power of two below their number."""
    return 1 << (count - 1).bit_length() - 1
