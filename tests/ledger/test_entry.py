"""An event has one spelling, and it is that of RFC 8785."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.ledger import LedgerFault, Unreadable, decode, encode
from plumbline.ledger.verify import LARGEST, canonical

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
EVENTS = st.dictionaries(TEXT, VALUES, max_size=6)

# From RFC 8785, 3.2.3, without its fraction: the keys stand in the order of their UTF-16.
KEYS = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\U0001f600": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
}
ORDER = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@given(EVENTS)
def test_an_entry_is_its_form_and_canonical_json(event):
    assert encode(event).decode() == "plumbline/event/1\n" + canonical(event)


@given(EVENTS)
def test_an_entry_reads_back_as_the_event(event):
    assert decode(encode(event)) == event


@given(EVENTS)
def test_the_order_in_which_an_event_was_made_does_not_matter(event):
    turned = dict(reversed(event.items()))
    assert encode(turned) == encode(event)


def test_keys_stand_in_the_order_of_rfc_8785():
    event = json.loads(encode(KEYS).decode().partition("\n")[2])
    assert list(event) == ORDER


@pytest.mark.node
@given(EVENTS)
def test_the_script_spells_as_python_does(shared_calls, event):
    shared_calls.append((event, canonical(event)))


@pytest.fixture(scope="module")
def shared_calls(script):
    """Collects values, and at the end has them spelt all at once."""
    made: list[tuple[dict[str, object], str]] = []
    yield made
    spelt = script.call(*([["canonical", [value]] for value, _ in made]))
    assert spelt == [wanted for _, wanted in made]


def test_text_is_written_with_the_escapes_of_json_and_no_others():
    said = {"a": '"\\\b\f\n\r\t\x01\x7f é汉𠮷'}
    assert encode(said).decode().partition("\n")[2] == (
        '{"a":"\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f é汉𠮷"}'
    )


@pytest.mark.parametrize(
    "value", [1.5, 1.0, float("nan"), 2**53, -(2**53), "\ud800", {1: "a"}, {"\udfff": 1}, b"a", {1}]
)
def test_what_has_no_one_spelling_is_refused(value):
    with pytest.raises(Unreadable, match="JSON"):
        encode({"a": [value]})


@pytest.mark.parametrize(
    "entry",
    [
        b"plumbline/event/2\n{}",
        b'plumbline/event/1\n{"b":1,"a":2}',
        b'plumbline/event/1\n{"a": 1}',
        b'plumbline/event/1\n{"a":1,"a":1}',
        b"plumbline/event/1\n[]",
    ],
)
def test_an_entry_in_another_spelling_is_no_entry(entry):
    with pytest.raises(LedgerFault, match=r"entry: found .* allowed: plumbline/event/1"):
        decode(entry)


@pytest.mark.parametrize(
    "entry", [b"", b"plumbline/event/1\n{", b"\xff", b"plumbline/event/1\n{1.5}"]
)
def test_bytes_that_hold_no_json_are_no_entry(entry):
    with pytest.raises(Unreadable, match="entry: found"):
        decode(entry)
