"""Roots and proofs at every size are those of the definition, however the leaves came in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.ledger import LedgerFault, MemoryTiles, Tree
from plumbline.ledger.verify import inclusion_root, is_consistent
from tests.ledger import naive

LEAVES = [naive.h(number.to_bytes(4, "big")) for number in range(1100)]


def tree_of(leaves, batches=()):
    tree, start = Tree(MemoryTiles()), 0
    for size in batches:
        tree.append(leaves[start : start + size])
        start += size
    tree.append(leaves[start:])
    return tree


@pytest.fixture(scope="module")
def tree():
    return tree_of(LEAVES)


@given(st.lists(st.integers(0, 300), max_size=8), st.integers(0, 600), st.data())
def test_the_root_is_that_of_the_definition_at_every_past_size(batches, size, data):
    leaves = LEAVES[:size]
    tree = tree_of(leaves, batches)
    assert tree.size == size
    past = data.draw(st.integers(0, size))
    assert tree.root(past) == naive.root(leaves[:past])


@given(st.integers(1, len(LEAVES)), st.data())
def test_an_inclusion_proof_is_that_of_the_definition_and_verifies(tree, size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion(index, size)
    assert proof == naive.path(index, LEAVES[:size])
    assert inclusion_root(naive.h, index, size, LEAVES[index], proof) == tree.root(size)


@given(st.integers(1, len(LEAVES)), st.data())
def test_a_consistency_proof_is_that_of_the_definition_and_verifies(tree, second, data):
    first = data.draw(st.integers(1, second))
    proof = tree.consistency(first, second)
    assert proof == naive.proof(first, LEAVES[:second])
    heads = (first, tree.root(first)), (second, tree.root(second))
    assert is_consistent(naive.h, *heads, proof)


@given(st.integers(1, 300), st.data())
def test_no_altered_inclusion_proof_verifies(tree, size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion(index, size)
    wrong = data.draw(altered(proof))
    assert inclusion_root(naive.h, index, size, LEAVES[index], wrong) != tree.root(size)


@given(st.integers(2, 300), st.data())
def test_no_altered_consistency_proof_verifies(tree, second, data):
    first = data.draw(st.integers(1, second - 1))
    wrong = data.draw(altered(tree.consistency(first, second)))
    heads = (first, tree.root(first)), (second, tree.root(second))
    assert not is_consistent(naive.h, *heads, wrong)


@st.composite
def altered(draw, proof):
    """A proof with a hash changed, cut, left out, put in or exchanged."""
    kind = draw(st.sampled_from(["change", "cut", "leave out", "put in"] if proof else ["put in"]))
    at = draw(st.integers(0, max(len(proof) - 1, 0)))
    if kind == "put in":
        return [*proof[:at], LEAVES[-1], *proof[at:]]
    if kind == "leave out":
        return [*proof[:at], *proof[at + 1 :]]
    one = proof[at][:-1] if kind == "cut" else bytes([proof[at][0] ^ 1]) + proof[at][1:]
    return [*proof[:at], one, *proof[at + 1 :]]


def test_a_proof_does_not_verify_for_another_place(tree):
    for size in (2, 7, 255, 300):
        for index in range(0, size - 1, 5):
            proof = tree.inclusion(index, size)
            for other in (index + 1, index - 1, index + 2**60):
                found = inclusion_root(naive.h, other, size, LEAVES[index], proof)
                assert found != tree.root(size)


def test_an_empty_log_has_the_hash_of_nothing_as_its_root():
    assert tree_of([]).root() == naive.h(b"")


def test_nothing_is_proved_of_the_empty_log():
    assert not is_consistent(naive.h, (0, naive.h(b"")), (1, LEAVES[0]), [])
    assert not is_consistent(naive.h, (0, naive.h(b"")), (0, naive.h(b"")), [])
    assert inclusion_root(naive.h, 0, 0, LEAVES[0], []) is None


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda tree: tree.root(1101), "size: found 1101; allowed: 0 to 1100"),
        (lambda tree: tree.inclusion(5, 5), "index: found 5; allowed: 0 to 4"),
        (lambda tree: tree.inclusion(0, 0), "index: found 0; allowed: none"),
        (lambda tree: tree.consistency(0, 5), "first size: found 0; allowed: 1 to 5"),
        (lambda tree: tree.consistency(6, 5), "first size: found 6; allowed: 1 to 5"),
        (lambda tree: tree.append([b"short"]), "append: found a leaf that is no hash"),
    ],
)
def test_a_question_outside_the_log_is_refused_with_what_is_allowed(tree, ask, message):
    with pytest.raises(LedgerFault, match=message):
        ask(tree)


def test_a_reader_sees_what_another_has_appended():
    tiles = MemoryTiles()
    writer, reader = Tree(tiles), Tree(tiles)
    for size in range(1, 300):
        writer.append(LEAVES[size - 1 : size])
        assert reader.root() == naive.root(LEAVES[:size])
    reader.append(LEAVES[299:301])
    writer.append(LEAVES[301:302])
    assert writer.root() == naive.root(LEAVES[:302])


def test_a_store_that_lacks_hashes_is_named():
    class Torn(MemoryTiles):
        def read(self, row, start, count):
            hashes = super().read(row, start, count)
            return hashes if row else hashes[:-32]

    tree = Tree(Torn())
    tree.append(LEAVES[:300])
    with pytest.raises(LedgerFault, match="row 0, tile 1: found 43 hashes; allowed: 44 whole"):
        tree.inclusion(290)


def test_the_last_tiles_alone_are_remembered(monkeypatch):
    monkeypatch.setattr("plumbline.ledger.nodes._KEPT", 2)
    tree = tree_of(LEAVES)
    for index in range(0, 1100, 100):
        assert tree.inclusion(index) == naive.path(index, LEAVES)
    assert len(tree._nodes._known) == 2
