"""默克尔树 -- append to a log, and prove what is in it and that it only grew.

The tree is that of RFC 9162, 2.1, which is that of RFC 6962. Roots and proofs can be had for every
size that the log ever had; appending costs the batch, whatever the log holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.ledger.edge import Edge, grow
from plumbline.ledger.faults import LedgerFault
from plumbline.ledger.hashing import HashName, digest_of
from plumbline.ledger.nodes import Nodes, split
from plumbline.ledger.tiles import Tiles
from plumbline.ledger.verify import WIDTH, Digest


class Tree:
    """A log over a store of its hashes. Of those that append to one store there may be one."""

    def __init__(self, tiles: Tiles, name: HashName = "sha256") -> None:
        self.name: HashName = name
        self.digest: Digest = digest_of(name)
        self._tiles = tiles
        self._nodes = Nodes(tiles, self.digest)
        self._edge: Edge | None = None

    @property
    def size(self) -> int:
        """How many leaves the log has."""
        return self._tiles.size

    def append(self, leaves: Sequence[bytes]) -> int:
        """Take in the hashes of further leaves, kept when this returns; gives the new size.

        Raises LedgerFault for anything but hashes, and when the store cannot keep them; the log
        is then as it was before.
        """
        if any(len(leaf) != WIDTH for leaf in leaves):
            raise LedgerFault("append", "a leaf that is no hash", f"{WIDTH} bytes each")
        if self._edge is None or self._edge.size != self.size:
            self._edge = self._nodes.edge(self.size)
        edge, batch = grow(self.digest, self._edge, leaves)
        if leaves:
            self._tiles.append(batch)
            self._edge = edge
        return edge.size

    def root(self, size: int | None = None) -> bytes:
        """The root of the log, or that which it had at an earlier size."""
        size = self._size(size)
        if size == 0:
            return self.digest(b"")
        return self._nodes.span(0, size)

    def leaf(self, index: int) -> bytes:
        """The hash of a leaf."""
        _within("index", index, 0, self.size - 1)
        return self._nodes.node(0, index)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that a leaf is in the log of a size (RFC 9162, 2.1.3), from the leaf up."""
        size = self._size(size)
        _within("index", index, 0, size - 1)
        proof, start, end = [], 0, size
        while end - start > 1:
            middle = start + split(end - start)
            if index < middle:
                proof.append(self._nodes.span(middle, end))
                end = middle
            else:
                proof.append(self._nodes.span(start, middle))
                start = middle
        return proof[::-1]

    def consistency(self, first: int, second: int | None = None) -> list[bytes]:
        """The proof that the log of `first` leaves grew into that of `second` (RFC 9162, 2.1.4).

        From 1 leaf on; of one size with itself the proof is empty.
        """
        second = self._size(second)
        _within("first size", first, 1, second)
        proof, start, end = [], 0, second
        while first < end:
            middle = start + split(end - start)
            if first <= middle:
                proof.append(self._nodes.span(middle, end))
                end = middle
            else:
                proof.append(self._nodes.span(start, middle))
                start = middle
        # Where all that was there before is one complete subtree, its root is known: the old one.
        if start > 0:
            proof.append(self._nodes.span(start, end))
        return proof[::-1]

    def _size(self, size: int | None) -> int:
        return self.size if size is None else _within("size", size, 0, self.size)


def _within(what: str, number: int, least: int, most: int) -> int:
    if not least <= number <= most:
        allowed = f"{least} to {most}" if least <= most else "none, the log is empty"
        raise LedgerFault(what, number, allowed)
    return number
