"""规范编码 -- equal values have equal bytes, and nothing ambiguous is encoded."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.canonical import GREATEST, NotCanonical, canonical

CHARACTERS = st.characters(exclude_categories=["Cs"])
KEYS = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=6)
LEAVES = (
    st.none() | st.booleans() | st.integers(-GREATEST, GREATEST) | st.text(CHARACTERS, max_size=12)
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


def test_keys_are_ordered_and_nothing_stands_between():
    value = {"b": [1, True, None], "a": {"乙": "二", "甲": "一"}}
    assert canonical(value) == '{"a":{"乙":"二","甲":"一"},"b":[1,true,null]}'.encode()


def test_only_what_a_browser_escapes_is_escaped():
    text = '"\\/\b\t\n\f\r\x00\x1f\x7f\u2028é汉😀'
    wanted = '"\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\x7f\u2028é汉😀"'
    assert canonical(text) == wanted.encode()


@given(VALUES)
def test_what_was_encoded_is_read_back_as_it_was(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_the_order_in_which_a_table_was_written_does_not_show(table):
    assert canonical(table) == canonical(dict(reversed(table.items())))


@given(VALUES, VALUES)
def test_different_values_have_different_bytes(one, other):
    told_apart = json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True)
    assert (canonical(one) != canonical(other)) is told_apart


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (1.5, "$: float; write a string, a whole number"),
        ({"a": [1, float("nan")]}, "$.a[1]: float"),
        ({"a": {1: "b"}}, "$.a: key 1; write a string"),
        ({"a": b"x"}, "$.a: bytes"),
        (GREATEST + 1, "2^53 - 1"),
        ({"😀": 1}, "basic plane"),
        ({"a": "\ud800"}, "surrogate"),
        ({"\udfff": 1}, "surrogate"),
        ({1, 2}, "$: set"),
    ],
)
def test_what_two_languages_would_write_differently_is_refused(value, says):
    with pytest.raises(NotCanonical) as raised:
        canonical(value)
    assert says in str(raised.value)


def test_a_value_nested_without_end_is_refused():
    value: list[object] = []
    value.append(value)
    with pytest.raises(NotCanonical, match="too deeply"):
        canonical(value)


def test_a_tuple_is_a_list():
    assert canonical((1, "a")) == b'[1,"a"]'
