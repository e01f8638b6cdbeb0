"""The hashes are the published ones, in the product, in verify.py and in verify.js alike."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.ledger import LedgerFault, MemoryTiles, Tree, digest_of, leaf_hash
from plumbline.ledger.verify import HASHES

# GB/T 32905-2016, annex A.
SM3 = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}
# FIPS 180-4, and the hash of nothing, which is the root of an empty log.
SHA256 = {
    b"": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    b"abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
}
LENGTHS = [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 1000]


@pytest.mark.parametrize(("data", "made"), SM3.items())
def test_sm3_gives_what_its_standard_gives(data, made):
    assert digest_of("sm3")(data).hex() == HASHES["sm3"](data).hex() == made


@pytest.mark.parametrize(("data", "made"), SHA256.items())
def test_sha256_gives_what_its_standard_gives(data, made):
    assert digest_of("sha256")(data).hex() == HASHES["sha256"](data).hex() == made


@given(st.binary(max_size=300))
def test_both_implementations_of_sm3_agree(data):
    assert digest_of("sm3")(data) == HASHES["sm3"](data)


@pytest.mark.node
def test_the_script_hashes_as_the_library_does(script):
    data = bytes(range(256)) * 4
    calls = [[name, [data[:n]]] for n in LENGTHS for name in ("sha256", "sha512", "sm3")]
    wanted = [
        made
        for n in LENGTHS
        for made in (
            hashlib.sha256(data[:n]).digest(),
            hashlib.sha512(data[:n]).digest(),
            digest_of("sm3")(data[:n]),
        )
    ]
    assert script.call(*calls) == wanted


def test_a_leaf_cannot_pass_for_a_node():
    digest = digest_of("sha256")
    one, two = leaf_hash(digest, b"one"), leaf_hash(digest, b"two")
    tree = Tree(MemoryTiles())
    tree.append([one, two])
    assert tree.root() == hashlib.sha256(b"\x01" + one + two).digest()
    assert leaf_hash(digest, one + two) != tree.root()


def test_an_unknown_hash_is_refused_with_those_that_are_known():
    with pytest.raises(LedgerFault, match="hash: found 'md5'; allowed: sha256 or sm3"):
        digest_of("md5")
