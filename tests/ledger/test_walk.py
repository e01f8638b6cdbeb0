"""Whatever was done to a log is found by a walk, with its place."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.ledger import (
    CODES,
    Checkpoint,
    Description,
    MemoryTiles,
    Signer,
    Tree,
    digest_of,
    leaf_hash,
    sign_checkpoint,
    verify_log,
    walk_log,
)
from tests.ledger.conftest import ORIGIN

SIGNER = Signer(ORIGIN, bytes(32))
DESCRIPTION = Description(ORIGIN, "sha256", (SIGNER.key,))
DIGEST = digest_of("sha256")
ENTRIES = [f'plumbline/event/1\n{{"seq":{number}}}'.encode() for number in range(700)]
SIZES = (0, 1, 100, 256, 600, 700)


def tiles_of(entries):
    tiles = MemoryTiles()
    Tree(tiles).append([leaf_hash(DIGEST, entry) for entry in entries])
    return tiles


def note(size, root=None, origin=ORIGIN, signer=SIGNER):
    root = Tree(tiles_of(ENTRIES[:size])).root() if root is None else root
    return sign_checkpoint(signer, Checkpoint(origin, size, root))


NOTES = [note(size) for size in SIZES]


def walk(tiles=None, notes=NOTES, entries=ENTRIES):
    tiles = tiles_of(ENTRIES) if tiles is None else tiles
    return list(verify_log(tiles, DESCRIPTION, notes, entries))


def told(faults):
    return [(one.code, one.place) for one in faults]


def test_a_sound_log_has_no_fault():
    assert walk() == []


def test_an_empty_log_has_no_fault():
    assert walk(MemoryTiles(), NOTES[:1], []) == []


def test_a_changed_entry_is_found_with_both_hashes():
    entries = [*ENTRIES[:300], b"another", *ENTRIES[301:]]
    (fault,) = walk(entries=entries)
    assert told([fault]) == [("entry_changed", "entry 300")]
    assert fault.found != fault.allowed


def test_a_removed_entry_is_found():
    assert told(walk(entries=ENTRIES[:300] + ENTRIES[301:])) == [("entry_removed", "leaf 300")]


def test_entries_removed_from_the_end_are_found():
    assert told(walk(entries=ENTRIES[:698])) == [
        ("entry_removed", "leaf 698"),
        ("entry_removed", "leaf 699"),
    ]


def test_an_inserted_entry_is_found():
    entries = [*ENTRIES[:300], b"another", *ENTRIES[300:]]
    assert told(walk(entries=entries)) == [("entry_inserted", "entry 300")]


def test_an_entry_inserted_at_the_end_is_found():
    assert told(walk(entries=[*ENTRIES, b"another"])) == [("entry_inserted", "entry 700")]


def test_reordered_entries_are_found():
    entries = list(ENTRIES)
    entries[300], entries[301] = entries[301], entries[300]
    (fault,) = walk(entries=entries)
    assert told([fault]) == [("entry_reordered", "entry 301")]
    assert fault.allowed == "this entry at 300"


def test_an_entry_that_was_moved_is_told_once_from_the_many_that_made_way():
    entries = [*ENTRIES[:300], *ENTRIES[301:320], ENTRIES[300], *ENTRIES[320:]]
    assert told(walk(entries=entries)) == [("entry_reordered", "entry 319")]
    entries = [*ENTRIES[:300], ENTRIES[319], *ENTRIES[300:319], *ENTRIES[320:]]
    assert told(walk(entries=entries)) == [("entry_reordered", "entry 300")]


def test_an_entry_that_was_moved_far_is_removed_here_and_inserted_there():
    entries = [*ENTRIES[:10], *ENTRIES[11:650], ENTRIES[10], *ENTRIES[650:]]
    assert told(walk(entries=entries)) == [
        ("entry_removed", "leaf 10"),
        ("entry_inserted", "entry 649"),
    ]


@given(st.integers(0, 2**32), st.integers(1, 4))
def test_no_mixture_of_changes_goes_unseen(seed, times):
    dice, entries = random.Random(seed), list(ENTRIES[:50])
    for _ in range(times):
        at = dice.randrange(len(entries))
        match dice.choice(["insert", "remove", "change", "move"]):
            case "insert":
                entries.insert(at, dice.randbytes(9))
            case "remove":
                del entries[at]
            case "change":
                entries[at] = dice.randbytes(9)
            case "move":
                entries.insert(dice.randrange(len(entries)), entries.pop(at))
    found = walk(tiles_of(ENTRIES[:50]), NOTES[:2], entries)
    assert bool(found) is (entries != ENTRIES[:50])
    assert {one.code for one in found} <= {code for code in CODES if code.startswith("entry_")}


def test_who_changes_an_entry_and_its_hash_is_found_by_every_checkpoint_since():
    entries = [*ENTRIES[:300], b"another", *ENTRIES[301:]]
    assert told(walk(tiles_of(entries), entries=entries)) == [
        ("checkpoint_not_met", "checkpoint 5, size 600, leaves 256 to 600"),
        ("checkpoint_not_met", "checkpoint 6, size 700, leaves 256 to 700"),
    ]


def test_who_cuts_off_the_end_is_found_by_the_checkpoints_beyond_it():
    entries = ENTRIES[:599]
    assert told(walk(tiles_of(entries), entries=entries)) == [
        ("checkpoint_beyond", "checkpoint 5, size 600"),
        ("checkpoint_beyond", "checkpoint 6, size 700"),
    ]


class Altered(MemoryTiles):
    """A store in which one hash of a row was changed, or all from it on are gone."""

    def __init__(self, row, number, hashes):
        super().__init__()
        Tree(self).append([leaf_hash(DIGEST, entry) for entry in ENTRIES])
        self._rows[row][number * 32 :] = hashes + self._rows[row][number * 32 + len(hashes) :]
        if not hashes:
            del self._rows[row][number * 32 :]


def test_a_changed_hash_of_a_leaf_is_found_in_the_rows_the_checkpoints_and_the_entries():
    assert told(walk(Altered(0, 300, b"x" * 32))) == [
        ("hash_changed", "row 1, hash 1"),
        ("checkpoint_not_met", "checkpoint 5, size 600, leaves 256 to 600"),
        ("checkpoint_not_met", "checkpoint 6, size 700, leaves 256 to 700"),
        ("entry_changed", "entry 300"),
    ]


def test_a_changed_hash_above_the_leaves_is_found():
    assert told(walk(Altered(1, 1, b"x" * 32))) == [("hash_changed", "row 1, hash 1")]


def test_missing_hashes_are_found():
    assert told(walk(Altered(1, 1, b""))) == [("hash_missing", "row 1, hash 1")]
    assert told(walk(Altered(0, 650, b"")))[:2] == [
        ("hash_missing", "row 0, hash 650"),
        ("checkpoint_beyond", "checkpoint 6, size 700"),
    ]


def test_two_checkpoints_of_one_size_contradict_each_other():
    forged = note(256, bytes(32))
    found = walk(notes=[*NOTES, forged])
    assert told(found) == [
        ("checkpoints_contradict", "checkpoint 7, size 256"),
        ("checkpoint_not_met", "checkpoint 7, size 256, leaves 256 to 256"),
    ]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("not a note", "checkpoint_unreadable"),
        (SIGNER.sign("not a checkpoint\n"), "checkpoint_unreadable"),
        (note(100, signer=Signer(ORIGIN, b"1" * 32)), "checkpoint_unsigned"),
        (note(100, origin="another.example"), "checkpoint_of_another_log"),
    ],
)
def test_a_checkpoint_that_is_not_the_logs_is_told(wrong, code):
    assert told(walk(notes=[*NOTES, wrong])) == [(code, "checkpoint 7")]


def test_entries_are_read_once_and_in_order():
    assert walk(entries=iter(ENTRIES)) == []
    assert told(walk(entries=iter(ENTRIES[1:]))) == [("entry_removed", "leaf 0")]


def test_every_code_is_told_by_a_walk_and_explained():
    tiles = Altered(0, 300, b"x" * 32)
    assert {one.code for one in walk(tiles)} < CODES.keys()
    assert all(CODES.values())


@pytest.mark.parametrize("fault", ["none", "leaf", "row", "note", "twice", "entry", "cut"])
def test_a_log_read_once_in_order_has_the_faults_of_one_that_is_remembered(fault):
    tiles, notes, entries = tiles_of(ENTRIES), list(NOTES), list(ENTRIES)
    if fault == "leaf":
        tiles._rows[0][40] ^= 1
    elif fault == "row":
        tiles._rows[1][40] ^= 1
    elif fault == "note":
        notes[3] = "no note"
    elif fault == "twice":
        notes.insert(3, note(SIZES[2], bytes(32)))
    elif fault == "entry":
        entries[77] = b"another"
    elif fault == "cut":
        tiles = tiles_of(ENTRIES[:300])
    hashes = [leaf_hash(DIGEST, entry) for entry in entries]
    found = set(walk_log(tiles, DESCRIPTION, notes, hashes))
    assert found == set(walk(tiles, notes, entries))
    assert bool(found) == (fault != "none")
