"""A personal value stands in the log only as a commitment, and can be forgotten."""

import hashlib
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.ledger import LedgerFault, check_receipt, commit, conceal, opens, read_key
from tests.ledger.test_entry import VALUES

SALTS = st.binary(min_size=16, max_size=255)


@given(VALUES, SALTS, st.sampled_from(["sha256", "sm3"]))
def test_a_commitment_opens_to_its_value_under_its_salt(value, salt, name):
    assert opens(commit(value, salt, name), value, salt)


@given(VALUES, VALUES, SALTS, SALTS)
def test_a_commitment_opens_to_nothing_else(value, other, salt, wrong):
    made = commit(value, salt)
    if salt != wrong:
        assert not opens(made, value, wrong)
    if value != other:
        assert not opens(made, other, salt)


def test_a_commitment_is_the_hash_that_the_page_describes():
    data = b"plumbline/commitment/1\n" + b"\x10" + b"s" * 16 + '"赵"'.encode()
    wanted = "sha256:" + b64encode(hashlib.sha256(data).digest()).decode()
    assert commit("赵", b"s" * 16) == wanted


def test_salt_and_value_cannot_be_divided_otherwise():
    assert commit(11, b"s" * 16) != commit(1, b"s" * 16 + b"1")


@pytest.mark.parametrize("length", [0, 15, 256])
def test_a_salt_that_is_too_short_or_too_long_is_refused(length):
    with pytest.raises(LedgerFault, match=f"salt: found {length} bytes; allowed: 16 to 255"):
        commit("赵", bytes(length))


def test_concealing_leaves_the_event_as_it_was_and_hides_the_values():
    event = {"data": {"people": [{"name": "赵", "a/b~c": 1}], "kept": True}}
    salts = {"/data/people/0/name": b"a" * 16, "/data/people/0/a~1b~0c": b"b" * 16}
    concealed, openings = conceal(event, salts)
    assert event["data"]["people"][0]["name"] == "赵"
    assert "赵" not in str(concealed)
    assert concealed["data"]["kept"] is True
    assert {pointer: one["value"] for pointer, one in openings.items()} == {
        "/data/people/0/name": "赵",
        "/data/people/0/a~1b~0c": 1,
    }


@pytest.mark.parametrize("pointer", ["/nowhere", "/data/1", "/data/00", "", "data", "/data/0/x/y"])
def test_a_place_where_nothing_stands_cannot_be_concealed(pointer):
    with pytest.raises(LedgerFault, match="allowed"):
        conceal({"data": ["赵"]}, {pointer: b"a" * 16})


def test_one_salt_for_two_values_is_refused():
    with pytest.raises(LedgerFault, match="one salt twice"):
        conceal({"a": 1, "b": 1}, {"/a": b"a" * 16, "/b": b"a" * 16})


def test_when_values_and_salts_are_erased_every_proof_stays_valid(log):
    whole = log.receipt(4)
    erased = whole | {"openings": {}}
    assert "赵4" in str(whole)
    assert "赵4" not in str(erased)
    steps = check_receipt(erased, read_key(log.key))
    assert [code for code, _, _ in steps][-1] == "inclusion"
    assert all(holds for _, holds, _ in steps)
