"""查验日志 -- walk through everything that was recorded and say whatever does not fit, and where.

Each case is checked along the chain of its events; each event against the leaf that was promised;
the leaves against the tree; and the tree, built anew, against every root that was signed. Whoever
changes one of them has to change the next, and the last can only be changed with the key. All is
read once, in order, and nothing is kept, so that a log of any length is walked in little memory.
"""

from __future__ import annotations

import heapq
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from django.db.models import Exists, Max, OuterRef

from plumbline.ledger import CODES as LOG_CODES
from plumbline.ledger import Fault, digest_of, leaf_hash, published, walk_log
from plumbline.ledger.tiles import Batch
from plumbline.ledger.verify import Digest, Key, Unreadable, read_checkpoint
from plumbline.procedure.event import broken
from plumbline.store.cases.entries import entry_of
from plumbline.store.cases.measuring import Delays
from plumbline.store.cases.rows import event_of
from plumbline.store.cases.sequencing import DatabaseTiles
from plumbline.store.cases.signing import description, log_hash
from plumbline.store.models import CaseRecord, EventRecord, Leaf, SignedCheckpoint

CODES: Final = LOG_CODES | {
    "event_broken": "an event does not follow from the one before it, or says something else",
    "event_unreadable": "an event holds what no event can hold",
    "event_missing": "an event is gone whose leaf is there",
    "case_differs": "a case has other events than its record says",
    "leaf_missing": "an event was never promised to the log",
    "leaf_differs": "the leaf that was promised is not that of the event",
    "leaf_misplaced": "a leaf stands at another place than its number says",
    "checkpoint_missing": "leaves stand in the log that no checkpoint was signed over",
    "checkpoint_differs": "a checkpoint was signed over another size or root than its row says",
    "log_unnamed": "there are checkpoints, and no key that the log has published",
    "key_unknown": "the log publishes another key than the one that it is to be checked with",
}
_CHUNK: Final = 2000
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Walk:
    """What a walk is told, and what it has seen besides faults when it is done.

    `kept` are signed notes that others kept; `key` is the log's as they know it, if they do.
    """

    kept: Iterable[str] = ()
    key: Key | None = None
    counts: dict[str, int] = field(default_factory=dict)
    delays: Delays = field(default_factory=Delays)


def verify_all(walk: Walk, progress: Progress) -> Iterator[Fault]:
    """Yield every fault of cases, leaves, tree and checkpoints; nothing when all is sound."""
    yield from _check_cases(walk, progress)
    yield from _check_absent()
    yield from _check_log(walk, progress)


def _check_cases(walk: Walk, progress: Progress) -> Iterator[Fault]:
    total = EventRecord.objects.count()
    rows = EventRecord.objects.select_related("leaf", "case").order_by("case_id", "seq")
    digest, done, cases = digest_of(log_hash()), 0, 0
    for _, group in groupby(rows.iterator(_CHUNK), key=lambda row: row.case_id):
        events = list(group)
        yield from _check_case(digest, events)
        done, cases = done + len(events), cases + 1
        progress("events", done, max(done, total))
    walk.counts |= {"cases": cases, "events": done}


def _check_case(digest: Digest, rows: list[EventRecord]) -> Iterator[Fault]:
    record, place = rows[0].case, f"case {rows[0].case_id}"
    try:
        for line in broken(event_of(row) for row in rows):
            where, _, said = line.partition(": ")
            found, _, wanted = said.partition("; ")
            yield Fault("event_broken", f"{place}, {where}", found, wanted)
        for row in rows:
            yield from _check_leaf(digest, row, f"{place}, event {row.pk}")
    except (ValueError, TypeError) as fault:  # Unreadable and NotCanonical among them
        yield Fault("event_unreadable", place, str(fault), "what an event can hold")
    if (record.length, record.last_hash) != (len(rows), rows[-1].hash):
        found = f"{len(rows)} events, the last {rows[-1].hash}"
        yield Fault("case_differs", place, found, f"{record.length}, the last {record.last_hash}")


def _check_leaf(digest: Digest, row: EventRecord, place: str) -> Iterator[Fault]:
    wanted, leaf = leaf_hash(digest, entry_of(event_of(row))), getattr(row, "leaf", None)
    if leaf is None:
        yield Fault("leaf_missing", place, "nothing", _shown(wanted))
    elif bytes(leaf.hash) != wanted:
        where = f"{place}, leaf {leaf.index if leaf.index is not None else 'without a place'}"
        yield Fault("leaf_differs", where, _shown(bytes(leaf.hash)), _shown(wanted))


def _check_absent() -> Iterator[Fault]:
    """Leaves without events, and cases without."""
    event = EventRecord.objects.filter(pk=OuterRef("pk"))
    for pk, index in Leaf.objects.filter(~Exists(event)).values_list("pk", "index").iterator():
        place = f"event {pk}, leaf {index if index is not None else 'without a place'}"
        yield Fault("event_missing", place, "nothing", "the event")
    events = EventRecord.objects.filter(case_id=OuterRef("pk"))
    for pk, length in CaseRecord.objects.filter(~Exists(events)).values_list("pk", "length"):
        yield Fault("case_differs", f"case {pk}", "no events", f"{length} events")


def _check_log(walk: Walk, progress: Progress) -> Iterator[Fault]:
    # Everything below is appended in one transaction with its checkpoint; what is appended while
    # this walks stands behind the sizes that are read here, in this order, and is left out.
    last = SignedCheckpoint.objects.aggregate(size=Max("size"))["size"] or 0
    placed = Leaf.objects.aggregate(last=Max("index"))["last"]
    tiles = _Until(DatabaseTiles())
    said = description()
    walk.counts["leaves"] = tiles.size
    if said is None:
        if last or tiles.size or placed is not None:
            yield Fault("log_unnamed", "log", f"{tiles.size} leaves", "the key of the log")
        return
    if walk.key is not None and walk.key not in said.keys:
        wanted = published(walk.key)
        yield Fault("key_unknown", "key", ", ".join(map(published, said.keys)), wanted)
    if tiles.size and not SignedCheckpoint.objects.filter(size=tiles.size).exists():
        yield Fault("checkpoint_missing", "log", f"{tiles.size} leaves", f"signed over {last}")
    wrong: list[Fault] = []
    end = max(tiles.size, 0 if placed is None else placed + 1)
    notes = _notes(walk, max(last, tiles.size), said.keys, wrong)
    faults = walk_log(tiles, said, notes, _hashes(walk, end, wrong, progress))
    for fault in faults:
        yield from _drained(wrong)
        yield fault
    yield from _drained(wrong)


def _notes(walk: Walk, last: int, keys: Iterable[Key], wrong: list[Fault]) -> Iterator[str]:
    """The notes of the log and of others by size; what a row gets wrong goes to `wrong`."""
    rows = SignedCheckpoint.objects.filter(size__lte=last).order_by("size").iterator(_CHUNK)
    mine = ((row.size, _compared(walk, row, wrong)) for row in rows)
    others = sorted((_size(note), note) for note in walk.kept)
    for _, note in heapq.merge(mine, others):
        yield note
    walk.counts.setdefault("checkpoints", 0)


def _compared(walk: Walk, row: SignedCheckpoint, wrong: list[Fault]) -> str:
    walk.counts["checkpoints"] = walk.counts.get("checkpoints", 0) + 1
    try:
        found = read_checkpoint(row.note.rpartition("\n\n")[0] + "\n")
    except Unreadable:
        return row.note  # the walk tells it
    if (found.size, found.root) != (row.size, bytes(row.root)):
        said = f"size {found.size}, root {_shown(found.root)}"
        wanted = f"size {row.size}, root {_shown(bytes(row.root))}"
        wrong.append(Fault("checkpoint_differs", f"checkpoint of size {row.size}", said, wanted))
    return row.note


def _size(note: str) -> int:
    try:
        return read_checkpoint(note.rpartition("\n\n")[0] + "\n").size
    except Unreadable:
        return 0


def _hashes(walk: Walk, end: int, wrong: list[Fault], progress: Progress) -> Iterator[bytes]:
    """The hashes of the leaves in the order of their places; gaps go to `wrong`."""
    rows = Leaf.objects.filter(index__lt=end).order_by("index")
    values = rows.values_list("index", "hash", "promised_at", "placed_at").iterator(_CHUNK)
    expected = 0
    for index, hashed, promised_at, placed_at in values:
        if index != expected:
            wrong.append(Fault("leaf_misplaced", f"leaf {index}", str(index), str(expected)))
        expected = (index or 0) + 1
        walk.delays.add(promised_at, placed_at)
        progress("leaves", min(expected, end), end)
        yield bytes(hashed)


class _Until:
    """The tiles as far as they went when the walk began."""

    def __init__(self, tiles: DatabaseTiles) -> None:
        self.size = tiles.size
        self.read = tiles.read

    def append(self, batch: Batch) -> None:
        """Nothing is appended while a log is walked through."""
        raise NotImplementedError(batch)


def _drained(wrong: list[Fault]) -> Iterator[Fault]:
    while wrong:
        yield wrong.pop(0)


def _shown(data: bytes) -> str:
    return b64encode(data).decode()
