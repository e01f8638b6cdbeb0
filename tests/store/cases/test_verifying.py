"""Whatever was done to what was recorded, with whatever skill, is found and named."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from plumbline.ledger import Checkpoint, Signer, Tree, digest_of, leaf_hash, sign_checkpoint
from plumbline.procedure.event import digest
from plumbline.store import cases
from plumbline.store.cases.entries import entry_of
from plumbline.store.cases.rows import event_of, events_of, row_of
from plumbline.store.cases.verifying import CODES
from plumbline.store.models import CaseRecord, EventRecord, Leaf, LogKey, SignedCheckpoint, Tile
from tests.store.cases.conftest import NOW, Writer

pytestmark = pytest.mark.django_db
LATER = datetime(2024, 3, 9, tzinfo=UTC)


@pytest.fixture
def log(db, settings, tmp_path):
    """Six cases of three events, in a log that was signed at sizes 6, 12 and 18; the key's seal."""
    settings.PLUMBLINE_HOME = tmp_path
    signer = cases.signer()
    writers = [Writer() for _ in range(6)]
    for action, on in (("apply", date(2024, 3, 4)), ("accept", date(2024, 3, 8)),
                       ("send_copy", date(2024, 3, 11))):  # fmt: skip
        for minute, one in enumerate(writers):
            at = datetime.combine(on, NOW.timetz()) + timedelta(minutes=minute)
            assert isinstance(cases.append(one.draft(action, on), at), cases.Appended)
            one.length += 1
        cases.sequence(signer, LATER + timedelta(seconds=30))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE") if is_postgres() else None
        on_table = " ON store_eventrecord" if is_postgres() else ""
        cursor.execute(f"DROP TRIGGER store_events_stand{on_table}")
    return [one.case for one in writers]


@pytest.fixture
def untied(log):
    """The log, where nobody looks at foreign keys, as a hand in the database may have it."""
    begun = transaction.savepoint()
    if is_postgres():
        sql("SET CONSTRAINTS ALL DEFERRED")
    yield log
    transaction.savepoint_rollback(begun)


def is_postgres():
    return connection.vendor == "postgresql"


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found(walk=None):
    """The faults of a walk, each with its code; every code is one that is explained."""
    faults = list(cases.verify_all(walk or cases.Walk(), lambda *_: None))
    assert {one.code for one in faults} <= set(CODES)
    assert all(one.place and one.found and one.allowed for one in faults)
    return faults


def codes(walk=None):
    return {one.code for one in found(walk)}


def key(value):
    """An id as the database of this test writes it."""
    return value if is_postgres() else value.hex


def event_at(case, seq):
    return EventRecord.objects.get(case_id=case, seq=seq)


def rewritten(row, **changes):
    """An event with other words and the hash that they give, as a skilled hand would write it."""
    event = replace(event_of(row), **changes)
    return replace(event, hash=digest(event))


def keep(event):
    """Put an event in the place of the one with its id."""
    sql("UPDATE store_eventrecord SET action = %s, hash = %s, prev_hash = %s, seq = %s "
        "WHERE id = %s",
        event.action, event.hash, event.prev_hash, event.seq, key(uuid.UUID(event.id)))  # fmt: skip


def hash_of(event):
    return leaf_hash(digest_of("sha256"), entry_of(event))


def test_a_sound_log_has_no_fault_and_its_figures_are_told(log):
    walk = cases.Walk()
    assert found(walk) == []
    assert walk.counts == {"cases": 6, "events": 18, "leaves": 18, "checkpoints": 3}
    assert walk.delays.measured == 18


def test_an_empty_store_has_no_fault(db):
    assert found() == []


def test_a_changed_event_is_found_along_its_chain_and_by_its_leaf(log):
    sql("UPDATE store_eventrecord SET action = 'refuse' WHERE id = %s",
        key(event_at(log[2], 2).pk))  # fmt: skip
    faults = found()
    assert {one.code for one in faults} == {"event_broken", "leaf_differs"}
    assert all(str(log[2]) in one.place for one in faults)


def test_an_event_that_no_event_can_be_is_found(log):
    sql("UPDATE store_eventrecord SET \"on\" = '1800-01-01' WHERE id = %s",
        key(event_at(log[2], 2).pk))  # fmt: skip
    assert "event_unreadable" in codes()


def test_a_changed_event_with_its_chain_mended_is_found_by_its_leaves(log):
    changed = rewritten(event_at(log[2], 2), action="refuse")
    last = rewritten(event_at(log[2], 3), prev_hash=changed.hash)
    keep(changed)
    keep(last)
    CaseRecord.objects.filter(pk=log[2]).update(last_hash=last.hash)
    faults = found()
    assert [one.code for one in faults] == ["leaf_differs", "leaf_differs"]
    assert "leaf 8" in faults[0].place


def test_a_changed_event_with_chain_and_leaf_mended_is_found_by_the_tree(log):
    last = rewritten(event_at(log[2], 3), action="refuse")
    keep(last)
    CaseRecord.objects.filter(pk=log[2]).update(last_hash=last.hash)
    Leaf.objects.filter(pk=last.id).update(hash=hash_of(last))
    (fault,) = found()
    assert (fault.code, fault.place) == ("entry_changed", "entry 14")


def test_a_tree_built_anew_over_a_changed_event_is_found_by_what_was_signed(log):
    last = rewritten(event_at(log[2], 3), action="refuse")
    keep(last)
    CaseRecord.objects.filter(pk=log[2]).update(last_hash=last.hash)
    Leaf.objects.filter(pk=last.id).update(hash=hash_of(last))
    leaves = [bytes(one.hash) for one in Leaf.objects.order_by("index")]
    Tile.objects.all().delete()
    Tree(cases.DatabaseTiles()).append(leaves)
    (fault,) = found()
    assert (fault.code, fault.place) == ("checkpoint_not_met",
                                         "checkpoint 3, size 18, leaves 12 to 18")  # fmt: skip


def test_even_with_the_key_a_checkpoint_that_somebody_kept_is_contradicted(log):
    kept = SignedCheckpoint.objects.get(size=18).note
    test_a_tree_built_anew_over_a_changed_event_is_found_by_what_was_signed(log)
    tree, signer = Tree(cases.DatabaseTiles()), cases.signer()
    note = sign_checkpoint(signer, Checkpoint(signer.name, 18, tree.root(), "sha256"))
    SignedCheckpoint.objects.filter(size=18).update(note=note, root=tree.root())
    assert found() == []
    assert codes(cases.Walk([kept])) == {"checkpoints_contradict", "checkpoint_not_met"}


def test_an_event_removed_from_the_middle_or_the_end_is_found(untied):
    log = untied
    for seq in (2, 3):
        sql("DELETE FROM store_personalvalue WHERE event_id = %s", key(event_at(log[seq], seq).pk))
        sql("DELETE FROM store_eventrecord WHERE id = %s", key(event_at(log[seq], seq).pk))
    faults = found()
    missing = [one.place for one in faults if one.code == "event_missing"]
    assert sorted(place.rpartition(", ")[2] for place in missing) == ["leaf 15", "leaf 8"]
    broken = {one.code for one in faults if str(log[2]) in one.place}
    assert broken == {"event_broken", "case_differs"}
    assert {one.code for one in faults if str(log[3]) in one.place} == {"case_differs"}
    sql("DELETE FROM store_leaf WHERE event_id NOT IN (SELECT id FROM store_eventrecord)")
    assert {"leaf_misplaced", "entry_removed"} <= codes()


def test_a_case_removed_with_all_that_was_recorded_of_it_is_found(untied):
    case = untied[4]
    for table in ("store_leaf", "store_personalvalue"):
        sql(f"DELETE FROM {table} WHERE event_id IN "
            "(SELECT id FROM store_eventrecord WHERE case_id = %s)", key(case))  # fmt: skip
    sql("DELETE FROM store_eventrecord WHERE case_id = %s", key(case))
    assert "case_differs" in codes()
    sql("DELETE FROM store_caseparty WHERE case_id = %s", key(case))
    sql("DELETE FROM store_caserecord WHERE id = %s", key(case))
    faults = found()
    assert [one.place for one in faults if one.code == "entry_removed"] == [
        "leaf 4", "leaf 10", "leaf 16",
    ]  # fmt: skip


def test_an_inserted_event_is_found_with_and_without_a_leaf(log):
    last = event_of(event_at(log[0], 3))
    new = replace(last, id=str(uuid.uuid4()), seq=4, prev_hash=last.hash)
    new = replace(new, hash=digest(new))
    row_of(new, last.at).save(force_insert=True)
    CaseRecord.objects.filter(pk=log[0]).update(length=4, last_hash=new.hash)
    assert codes() == {"leaf_missing"}
    Leaf.objects.create(event_id=new.id, hash=hash_of(new), promised_at=NOW, index=18)
    assert codes() == {"entry_inserted"}


def test_events_that_changed_their_places_are_found(log):
    first, second = (event_at(log[1], seq) for seq in (2, 3))
    sql("UPDATE store_eventrecord SET seq = 99 WHERE id = %s", key(first.pk))
    sql("UPDATE store_eventrecord SET seq = 2 WHERE id = %s", key(second.pk))
    sql("UPDATE store_eventrecord SET seq = 3 WHERE id = %s", key(first.pk))
    assert codes() == {"event_broken", "leaf_differs", "case_differs"}
    assert len(events_of(log[1])) == 3


def test_leaves_that_changed_their_places_are_found(log):
    for pk, index in ((event_at(log[0], 1).pk, 99), (event_at(log[1], 1).pk, 0),
                      (event_at(log[0], 1).pk, 1)):  # fmt: skip
        Leaf.objects.filter(pk=pk).update(index=index)
    assert codes() == {"entry_reordered"}


def test_a_hash_that_was_changed_in_the_tree_is_found(log):
    tile = Tile.objects.get(row=0, number=0)
    tile.hashes = bytes(32) + bytes(tile.hashes)[32:]
    tile.save()
    assert codes() == {"entry_changed", "checkpoint_not_met"}


def test_leaves_appended_beside_the_sequencer_are_found(log):
    Tree(cases.DatabaseTiles()).append([bytes(32)])
    assert codes() == {"checkpoint_missing", "entry_removed"}


def test_a_checkpoint_signed_with_another_key_or_over_another_size_is_found(log):
    one = SignedCheckpoint.objects.get(size=12)
    name = cases.signer().name
    one.note = sign_checkpoint(Signer(name, bytes(32)), Checkpoint(name, 12, bytes(one.root)))
    one.save()
    assert codes() == {"checkpoint_unsigned"}
    note = sign_checkpoint(cases.signer(), Checkpoint(name, 11, bytes(one.root)))
    SignedCheckpoint.objects.filter(size=12).update(note=note)
    assert codes() == {"checkpoint_differs", "checkpoint_not_met"}
    SignedCheckpoint.objects.filter(size=12).update(note="nothing")
    assert codes() == {"checkpoint_unreadable"}


def test_a_log_cut_back_is_found_by_the_checkpoint_that_somebody_kept(log):
    kept = SignedCheckpoint.objects.get(size=18).note
    SignedCheckpoint.objects.filter(size=18).delete()
    tile = Tile.objects.get(row=0)
    tile.hashes = bytes(tile.hashes)[: 12 * 32]
    tile.save()
    Leaf.objects.filter(index__gte=12).update(index=None)
    assert found() == []
    (fault,) = found(cases.Walk([kept]))
    assert (fault.code, fault.found) == ("checkpoint_beyond", "12 leaves")


def test_another_key_than_the_one_known_outside_is_found(log):
    other = Signer(cases.signer().name, bytes(32)).key
    assert codes(cases.Walk(key=other)) == {"key_unknown"}
    LogKey.objects.all().delete()
    assert codes() == {"log_unnamed"}
