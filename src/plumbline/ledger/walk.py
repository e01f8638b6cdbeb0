"""查验 -- walk through a whole log and say whatever does not fit, and where.

Three things are held against each other: the entries, the hashes that the log keeps, and the
checkpoints that it has signed. Whoever changes an entry is found by its hash; whoever changes the
hashes too is found by every checkpoint signed since; whoever changes these needs the key, and then
stands against the checkpoints in other people's hands, which are handed in beside the log's own.
"""

from __future__ import annotations

import heapq
import itertools
from base64 import b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from plumbline.ledger.checkpoint import open_checkpoint
from plumbline.ledger.description import Description
from plumbline.ledger.edge import Edge, grow
from plumbline.ledger.faults import Fault
from plumbline.ledger.hashing import cut, digest_of, leaf_hash
from plumbline.ledger.tiles import TILE, Batch, Tiles, row_length
from plumbline.ledger.verify import Checkpoint, Digest, Unreadable

CODES: Final = {
    "entry_changed": "an entry is not the one whose hash the log keeps",
    "entry_removed": "the log keeps the hash of an entry that is not among the entries",
    "entry_inserted": "an entry is among the entries whose hash the log does not keep",
    "entry_reordered": "an entry stands in another place than its hash",
    "hash_changed": "a kept hash is not that of the hashes below it",
    "hash_missing": "the log lacks hashes that it ought to keep",
    "checkpoint_unreadable": "a checkpoint has not the form of one",
    "checkpoint_unsigned": "a checkpoint is not signed with a key of the log",
    "checkpoint_of_another_log": "a checkpoint names another origin or hash",
    "checkpoint_beyond": "a checkpoint is of a size that the log does not have: its end is gone",
    "checkpoint_not_met": "the log as kept does not give the root that was signed",
    "checkpoints_contradict": "two checkpoints of one size have different roots",
}

_WINDOW: Final = 256
"""How far an entry is looked for from its place; one that moved farther is removed here and
inserted there."""
_BLOCK: Final = 16 * TILE
_Ahead = deque[tuple[int, bytes]]
"""The next hashes, each with its number."""


def verify_log(
    tiles: Tiles, description: Description, checkpoints: Iterable[str], entries: Iterable[bytes]
) -> Iterator[Fault]:
    """Walk a log and yield its faults: of checkpoints, then of hashes, then of entries.

    `checkpoints` are signed notes in any order, from the log and from whoever kept one; `entries`
    are the bytes of all entries in the order of the log, read once. A sound log yields nothing.
    """
    digest = digest_of(description.hash)
    signed: list[_Signed] = []
    for one in _read_checkpoints(description, checkpoints):
        if isinstance(one, Fault):
            yield one
        else:
            signed.append(one)
    signed.sort(key=lambda one: one.checkpoint.size)
    yield from _check_hashes(tiles, digest, _contradictions(signed))
    hashes = (leaf_hash(digest, entry) for entry in entries)
    yield from _check_entries(hashes, _leaves(tiles))


def walk_log(
    tiles: Tiles, description: Description, checkpoints: Iterable[str], hashes: Iterable[bytes]
) -> Iterator[Fault]:
    """Walk a log of any length in little memory; the faults are those of `verify_log`.

    `checkpoints` are signed notes in the order of their sizes, `hashes` those of all entries in
    the order of the log; each is read once, and none is kept.
    """
    signed = _read_checkpoints(description, checkpoints)
    yield from _check_hashes(tiles, digest_of(description.hash), _contradictions(signed))
    yield from _check_entries(iter(hashes), _leaves(tiles))


@dataclass(frozen=True, slots=True)
class _Signed:
    """A checkpoint with its place among those handed in."""

    place: str
    checkpoint: Checkpoint


def _read_checkpoints(description: Description, notes: Iterable[str]) -> Iterator[Fault | _Signed]:
    """The checkpoints that are this log's, and what is wrong with the others."""
    wanted = f"{description.origin}, {description.hash}"
    for number, note in enumerate(notes, 1):
        place = f"checkpoint {number}"
        try:
            found = open_checkpoint(note, description.keys)
        except Unreadable as fault:
            yield Fault("checkpoint_unreadable", place, str(fault), "a signed note")
            continue
        if found is None:
            names = ", ".join(key.name for key in description.keys)
            yield Fault("checkpoint_unsigned", place, "no good signature", f"one by {names}")
        elif f"{found.origin}, {found.hash}" != wanted:
            said = f"{found.origin}, {found.hash}"
            yield Fault("checkpoint_of_another_log", place, said, wanted)
        else:
            yield _Signed(f"{place}, size {found.size}", found)


def _contradictions(signed: Iterable[Fault | _Signed]) -> Iterator[tuple[int, Fault | _Signed]]:
    """All that comes in, by size, and each contradiction before the one that contradicts."""
    size, root = -1, b""
    for one in signed:
        if isinstance(one, _Signed):
            found = one.checkpoint
            if found.size != size:
                size, root = found.size, found.root
            elif found.root != root:
                shown = _shown(found.root), _shown(root)
                yield size, Fault("checkpoints_contradict", one.place, *shown)
        yield size, one


def _check_hashes(
    tiles: Tiles, digest: Digest, signed: Iterable[tuple[int, Fault | _Signed]]
) -> Iterator[Fault]:
    """Build the tree anew from the kept hashes of the leaves; compare rows and signed roots.

    What is signed comes in the order of its sizes; faults among it are passed on.
    """
    size, edge, met, is_whole = tiles.size, Edge(0, {}), 0, True
    blocks = ((stop, None) for stop in itertools.chain(range(_BLOCK, size, _BLOCK), [size]))
    for stop, one in heapq.merge(blocks, signed, key=lambda pair: pair[0]):
        if is_whole and edge.size < stop <= size:
            leaves = cut(tiles.read(0, edge.size, stop - edge.size))
            if is_whole := len(leaves) == stop - edge.size:
                edge, batch = grow(digest, edge, leaves)
                yield from _check_rows(tiles, batch)
            else:
                found, wanted = edge.size + len(leaves), f"{size} leaves"
                yield Fault("hash_missing", f"row 0, hash {found}", f"{found} leaves", wanted)
        if isinstance(one, _Signed):
            fault = _not_met(one, edge, edge.root(digest), met)
            met = met if fault else stop
            one = fault
        if one is not None:
            yield one


def _not_met(one: _Signed, edge: Edge, root: bytes, met: int) -> Fault | None:
    """What is wrong with a checkpoint beside the log as far as it could be built."""
    size, wanted = one.checkpoint.size, one.checkpoint.root
    if size > edge.size:
        return Fault("checkpoint_beyond", one.place, f"{edge.size} leaves", f"{size} leaves")
    if wanted != root:
        place = f"{one.place}, leaves {met} to {size}"
        return Fault("checkpoint_not_met", place, _shown(root), _shown(wanted))
    return None


def _check_rows(tiles: Tiles, batch: Batch) -> Iterator[Fault]:
    """Compare what a batch of leaves leads to with the rows that are kept above them."""
    for row in range(1, len(batch.rows)):
        start, made = row_length(batch.start, row), cut(batch.rows[row])
        kept = cut(tiles.read(row, start, len(made)))
        for number, (wanted, found) in enumerate(itertools.zip_longest(made, kept), start):
            place = f"row {row}, hash {number}"
            if found is None:
                yield Fault("hash_missing", place, "nothing", _shown(wanted))
            elif found != wanted:
                yield Fault("hash_changed", place, _shown(found), _shown(wanted))


def _leaves(tiles: Tiles) -> Iterator[bytes]:
    for start in range(0, tiles.size, _BLOCK):
        yield from cut(tiles.read(0, start, min(_BLOCK, tiles.size - start)))


def _check_entries(entries: Iterator[bytes], leaves: Iterator[bytes]) -> Iterator[Fault]:
    """Compare the hashes of the entries with those kept, and name what was done to them."""
    given, kept = enumerate(entries), enumerate(leaves)
    mine: _Ahead = deque()
    its: _Ahead = deque()
    while True:
        mine.extend(itertools.islice(given, _WINDOW - len(mine)))
        its.extend(itertools.islice(kept, _WINDOW - len(its)))
        if mine and its and mine[0][1] == its[0][1]:
            while mine and its and mine[0][1] == its[0][1]:
                mine.popleft()
                its.popleft()
        elif mine or its:
            yield _difference(mine, its)
        else:
            return


def _difference(mine: _Ahead, its: _Ahead) -> Fault:
    """What is wrong where entries and leaves part; steps over it, so that they meet again."""
    if not mine or (its and _where(its[0], mine) is None and _where(mine[0], its) is not None):
        number, leaf = its.popleft()
        return Fault("entry_removed", f"leaf {number}", "no entry", _shown(leaf))
    number, entry = mine[0]
    there = _where(mine[0], its)
    here = _where(its[0], mine) if its else None
    if there is None and here is None and its:
        mine.popleft()
        return Fault("entry_changed", f"entry {number}", _shown(entry), _shown(its.popleft()[1]))
    if there is None or here is None:
        mine.popleft()
        return Fault("entry_inserted", f"entry {number}", _shown(entry), "no entry")
    # The one that was moved is the one that is farther from its place.
    here, there = (here, 0) if here >= there else (0, there)
    (number, entry), (place, _) = mine[here], its[there]
    del mine[here], its[there]
    return Fault("entry_reordered", f"entry {number}", _shown(entry), f"this entry at {place}")


def _where(one: tuple[int, bytes], ahead: _Ahead) -> int | None:
    return next((at for at, (_, other) in enumerate(ahead) if other == one[1]), None)


def _shown(data: bytes) -> str:
    return b64encode(data).decode()
