"""右缘 -- the right edge of a tree: all that must be known of a log to append to it.

It holds the root of each complete subtree that the leaves divide into, widest first: a log of 13
leaves divides into 8, 4 and 1. Their hashes give the root of the whole (RFC 9162, 2.1.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.ledger.hashing import node_hash, parents
from plumbline.ledger.tiles import RISE, Batch
from plumbline.ledger.verify import Digest


@dataclass(frozen=True, slots=True)
class Edge:
    """The roots of the complete subtrees of a log of a size, by the height of each."""

    size: int
    nodes: dict[int, bytes]

    def root(self, digest: Digest) -> bytes:
        """The root of the whole; of an empty log, the hash of nothing."""
        root = None
        for height in sorted(self.nodes):
            node = self.nodes[height]
            root = node if root is None else node_hash(digest, node, root)
        return digest(b"") if root is None else root


def grow(digest: Digest, edge: Edge, leaves: Sequence[bytes]) -> tuple[Edge, Batch]:
    """The edge after the hashes of further leaves, and what is to be kept of them.

    The work is about one hash a leaf, however large the log is.
    """
    nodes, rows = dict(edge.nodes), {}
    level, height = list(leaves), 0
    while level:
        row, above = divmod(height, RISE)
        if above == 0:
            rows[row] = b"".join(level)
        if height in nodes:
            level.insert(0, nodes.pop(height))
        if len(level) % 2:
            nodes[height] = level.pop()
        level = parents(digest, level)
        height += 1
    after = Edge(edge.size + len(leaves), nodes)
    return after, Batch(edge.size, after.size, after.root(digest), rows)
