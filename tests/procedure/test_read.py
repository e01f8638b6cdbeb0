"""读取 -- a body that cannot be read says what is wrong with it, all at once."""

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.procedure import DefinitionFault, Identity, Sources, check, read
from plumbline.procedure.drawing import drawing
from tests.procedure.writing import BODY, FIRST, SOURCES, STATUTES, merged, permit


def faults(changes: dict[str, object]) -> tuple[str, ...]:
    with pytest.raises(DefinitionFault) as raised:
        permit(changes)
    return raised.value.faults


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"stage": {"received": {"title": None}}},
            "stage 'received': title is missing; write text",
        ),
        (
            {"stage": {"received": {"titel": "x"}}},
            "stage 'received': titel is not known; write one",
        ),
        ({"stage": {"Received": {"title": "x", "unverified": "I"}}}, "an id in lower case"),
        ({"stage": 5}, "stage is 5; write tables such as [stage.name]"),
        ({"stage": {"received": 5}}, "stage 'received': is 5; write a table"),
        ({"stage": {"received": {"ends": "no"}}}, "ends is 'no'; write true or false"),
        (
            {"role": {"clerk": {"basis": None}}},
            "basis is missing; write a provision, or unverified",
        ),
        (
            {"role": {"clerk": {"basis": "行政许可法34"}}},
            "write a provision such as 行政复议法#30.1",
        ),
        ({"role": {"clerk": {"unverified": "Z"}}}, "unverified is 'Z'; write one of W, I, M"),
        ({"field": {"kind": {"type": "colour"}}}, "type is 'colour'; write one of day, text"),
        ({"field": {"kind": {"options": None}}}, "options is missing; write options for a choice"),
        ({"field": {"until": {"options": {"a": "b"}}}}, "options for a choice, and for nothing"),
        ({"field": {"kind": {"options": {"a": 1}}}}, "write a title for each option"),
        ({"field": {"days": {"least": "1"}}}, "least is '1'; write a whole number"),
        ({"clock": {"examine": {"period": "permit_law/exam"}}}, "'permit_law/exam' is no clock"),
        ({"clock": {"examine": {"period": None}}}, "length is missing; write a whole number"),
        ({"clock": {"examine": {"takes_effect": "soon"}}}, "write one of last_day, next_day"),
        ({"action": {"apply": {"by": None}}}, "action 'apply': by is missing"),
        ({"action": {"apply": {"by": [1]}}}, "by is [1]; write a list of texts"),
        ({"action": {"apply": {"begins": 1}}}, "begins is 1; write true or false"),
        (
            {"action": {"apply": {"starts": [{"on": "x"}]}}},
            "starts 1: clock is missing; write text",
        ),
        (
            {"action": {"apply": {"starts": [{"clock": "examine", "when": 1}]}}},
            "when is 1; write a",
        ),
        (
            {"action": {"supplement": {"condition": [{"words": "x"}]}}},
            "condition 1: code is missing",
        ),
        (
            {"action": {"supplement": {"condition": [{"words": "x", "code": "y"}]}}},
            "is 'y'; write exactly one of after, unless, once, guard",
        ),
        ({"transition": {"pending": "waits"}}, "pending is 'waits'; write one of stays, moves"),
        ({"transition": {"decided_by": None}}, "transition: decided_by is missing"),
        ({"void": None}, "void: is missing; write a table"),
        ({"link": {"parent": {"kind": "knows"}}}, "write one of opens, returns_to"),
        ({"colour": "red"}, "2020-01-01.toml: colour is not known; write one of action, clock"),
    ],
)
def test_a_fault_names_file_key_found_and_allowed(changes, says):
    found = faults(changes)
    assert any(says in one for one in found), found
    assert all(one.startswith("2020-01-01.toml: ") for one in found)


def test_all_faults_are_told_at_once():
    found = faults({"stage": {"received": {"title": None}}, "transition": {"pending": "waits"}})
    assert len(found) == 2


def test_the_words_of_every_general_refusal_must_be_handed_in():
    with pytest.raises(DefinitionFault, match="words 'other_case' is missing"):
        read(Identity("permit", "许可", FIRST, "x.toml"), BODY, Sources(STATUTES))


def test_a_clock_can_be_written_out_where_no_statute_has_it():
    written = {
        "length": 3,
        "unit": "working_day",
        "basis": "行政许可法#44",
        "consequence": "breach",
    }
    rule = permit(
        {"clock": {"decide": {"choice": None, **written, "day_rule": "permit_law"}}}
    ).clocks["decide"]
    (clock,) = (one for _, one in rule.clocks)
    assert (clock.period.length, clock.period.unit, clock.rule.statute) == (
        3,
        "working_day",
        "许可法",
    )
    assert (
        "is no statute"
        in faults({"clock": {"decide": {**written, "day_rule": "x", "choice": None}}})[0]
    )


def test_the_revision_changes_with_the_body_and_with_the_statutory_clocks():
    one = permit().revision
    assert one == permit().revision
    assert one != permit({"stage": {"closed": {"title": "归档"}}}).revision
    longer = merged(BODY, {"clock": {"examine": {"period": "permit_law/decide"}}})
    read_anew = read(Identity("permit", "许可", FIRST, "x.toml"), longer, SOURCES)
    assert one != read_anew.revision


def test_the_revision_does_not_change_with_the_order_of_a_body():
    turned = {key: BODY[key] for key in reversed(BODY)}
    identity = Identity("permit", "许可", FIRST, "x.toml")
    assert read(identity, turned, SOURCES).revision == read(identity, BODY, SOURCES).revision


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every table, list and leaf of a body."""
    listed = list(enumerate(value)) if isinstance(value, list) else []
    inner = list(value.items()) if isinstance(value, dict) else listed
    return [path, *(one for key, below in inner for one in places(below, (*path, key)))]


PLACES = [path for path in places(BODY) if path]
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        0,
        -1,
        True,
        "",
        "x",
        "decide",
        "examine",
        [],
        {},
        [1],
        [[]],
        [{}],
        {"x": 1},
        2.5,
        2**70,
        "#1",
    ]
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=3))
def test_whatever_a_body_holds_it_is_read_or_its_faults_are_told(changes):
    body: Any = copy.deepcopy(BODY)
    for path, odd in changes:
        at = body
        try:
            for key in path[:-1]:
                at = at[key]
            if isinstance(at, dict) == isinstance(path[-1], str):
                at[path[-1]] = copy.deepcopy(odd)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    with suppress(DefinitionFault):
        definition = read(Identity("permit", "许可", FIRST, "x.toml"), body, SOURCES)
        assert check(definition) or drawing(definition).startswith("<svg")
