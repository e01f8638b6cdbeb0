"""The log in the database: places for leaves, signed roots, receipts, erasure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.ledger import MemoryTiles, Tree, check_receipt, opens
from plumbline.store import cases
from plumbline.store.models import Leaf, PersonalValue, SignedCheckpoint, Tile
from tests.store.cases.conftest import NAME, NOW, Writer

pytestmark = pytest.mark.django_db
LATER = datetime(2024, 3, 5, tzinfo=UTC)


def failed(receipt, signer):
    """The steps of a receipt that do not hold; none is as it should be."""
    return [step for step in check_receipt(receipt, signer.key) if not step[1]]


def test_a_leaf_waits_until_the_sequencer_gives_it_a_place(writer, signer):
    event = writer.write("apply").event
    assert cases.receipt_of(event.id, with_values=False) is None
    assert cases.sequence(signer, LATER) == 1
    assert Leaf.objects.get().index == 0
    assert cases.sequence(signer, LATER) == 0
    assert SignedCheckpoint.objects.count() == 1


def test_leaves_get_their_places_in_the_order_of_their_promises(signer, db):
    writers = [Writer() for _ in range(5)]
    for number, one in enumerate(writers):
        done = cases.append(one.draft("apply"), NOW - timedelta(hours=number))
        assert isinstance(done, cases.Appended)
    assert [cases.sequence(signer, LATER, most=2) for _ in range(4)] == [2, 2, 1, 0]
    order = Leaf.objects.order_by("index").values_list("event__case", flat=True)
    assert list(order) == [one.case for one in reversed(writers)]
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == [0, 1, 2, 3, 4]


def test_a_receipt_convinces_whoever_has_the_key(writer, signer):
    event = writer.write("apply").event
    writer.write("accept", date(2024, 3, 8))
    cases.sequence(signer, LATER)
    for with_values in (False, True):
        receipt = cases.receipt_of(event.id, with_values=with_values)
        assert len(check_receipt(receipt, signer.key)) > 2
        assert failed(receipt, signer) == []


def test_a_receipt_shows_personal_values_only_to_the_person_whom_they_concern(writer, signer):
    event = writer.write("apply").event
    cases.sequence(signer, LATER)
    assert NAME not in str(cases.receipt_of(event.id, with_values=False))
    assert NAME in str(cases.receipt_of(event.id, with_values=True))


def test_what_was_erased_is_gone_and_every_proof_still_holds(writer, signer):
    event = writer.write("apply").event
    cases.sequence(signer, LATER)
    with pytest.raises(ValueError, match="reason"):
        cases.erase(event.id, " ", LATER)
    assert cases.erase(event.id, "个人信息保护法#47.1.3", LATER) > 0
    assert cases.erase(event.id, "个人信息保护法#47.1.3", LATER) == 0
    kept = PersonalValue.objects.all()
    assert all(one.value is None and one.salt is None and one.erased_because for one in kept)
    assert cases.opened_values(event.id) == {}
    assert failed(cases.receipt_of(event.id, with_values=True), signer) == []


def test_a_commitment_is_to_the_value_that_is_kept(writer):
    event = writer.write("apply").event
    for one in PersonalValue.objects.all():
        name, _, number = one.pointer.removeprefix("/data/").partition("/")
        place = event.data[name][int(number)] if number else event.data[name]
        committed = place["$commitment"]
        assert opens(committed, one.value, bytes(one.salt or b""))


@given(batches=st.lists(st.integers(1, 700), min_size=1, max_size=4))
def test_the_table_of_tiles_gives_the_tree_that_memory_gives(batches):
    Tile.objects.all().delete()
    kept, memory = cases.DatabaseTiles(), MemoryTiles()
    leaf = 0
    for count in batches:
        leaves = [(leaf + one).to_bytes(32, "big") for one in range(count)]
        leaf += count
        Tree(kept).append(leaves)
        Tree(memory).append(leaves)
    assert kept.size == memory.size == leaf
    assert Tree(kept).root() == Tree(memory).root()
    assert Tree(kept).inclusion(leaf // 2) == Tree(memory).inclusion(leaf // 2)
    assert Tree(kept).root(leaf // 2) == Tree(memory).root(leaf // 2)
