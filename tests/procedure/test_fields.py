"""要素 -- a value is of its type, or what would be is said."""

import pytest

from plumbline.procedure.definition import Basis, Field
from plumbline.procedure.fields import day_of, fault_in, fault_of_data, is_given, open_fault_in
from plumbline.procedure.reading import PROVISION
from tests.procedure.writing import PERMIT, PERSON

FILE = {"name": "照片.jpg", "bytes": 1024, "sha256": "0" * 64}


def field(kind: str, **more: object) -> Field:
    options = {"a": "甲"} if kind == "choice" else {}
    return Field("x", "要素", kind, Basis(), options=options, **more)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("day", ["2024-02-29", "1900-01-01"], ["2023-02-29", "1899-12-31", "2200-01-01", 5, None]),
        ("text", ["甲", " a "], ["  ", 5, ["a"], "\ud800"]),
        ("choice", ["a"], ["甲", "", 1, ["a"], {}]),
        ("agency", ["甲局"], [5, " "]),
        ("case", ["甲〔2024〕1号"], [5, " "]),
        ("money", [0, 100], [-1, 1.5, True, "1", 2**53]),
        ("number", [0, 7], [-1, 1.5, False, "1", 2**53]),
        ("provision", ["行政复议法#30.1", "刑法#17-1@2020-12-26"], ["行政复议法", "#1", 5, "a#b"]),
        ("yes_no", [True, False], [0, 1, "true"]),
        ("file", [FILE], [{**FILE, "bytes": -1}, {**FILE, "sha256": "x"}, {"name": "x"}, "x"]),
        ("person", [{"name": "赵某"}, "赵某"], [{}, {"name": " "}, 5, {"name": "a", "b": 1.5}]),
    ],
)
def test_a_value_is_of_its_type_or_what_is_allowed_is_said(kind, right, wrong):
    assert [value for value in right if fault_in(field(kind), value)] == []
    assert [value for value in wrong if not fault_in(field(kind), value)] == []


def test_a_number_keeps_to_its_bounds():
    bounded = field("number", least=-3, most=3)
    assert [value for value in range(-5, 6) if not fault_in(bounded, value)] == list(range(-3, 4))
    assert fault_in(bounded, 4) == "-3-3"


def test_a_field_of_many_holds_a_list_of_values_of_its_type():
    many = field("day", many=True)
    assert fault_in(many, ["2024-03-04", "2024-03-05"]) == ""
    assert fault_in(many, "2024-03-04") != ""
    assert fault_in(many, ["2024-03-04", "x"]) != ""


@pytest.mark.parametrize(
    "value", ["赵某", {"name": "赵某"}, {"$commitment": "md5:x"}, {**PERSON, "name": "赵某"}, None]
)
def test_a_personal_field_holds_a_commitment_and_nothing_else(value):
    personal = field("person", personal=True)
    assert fault_in(personal, PERSON) == ""
    assert fault_in(personal, value) != ""
    assert fault_in(field("person", personal=True, many=True), [PERSON, value]) != ""


def test_a_personal_value_is_looked_at_before_it_is_committed_to():
    personal = field("person", personal=True, many=True)
    assert open_fault_in(personal, [{"name": "赵某"}]) == ""
    assert open_fault_in(personal, [{"name": "赵某"}, {}]) != ""
    assert open_fault_in(field("day"), "2024-02-30") != ""
    apply = PERMIT.actions["apply"]
    assert fault_of_data(PERMIT, apply, {"holder": "赵某"}, open_fault_in) is None
    assert fault_of_data(PERMIT, apply, {"holder": "赵某"}).code == "field_wrong"


@pytest.mark.parametrize("value", [None, "", []])
def test_an_empty_value_states_nothing(value):
    assert not is_given({"x": value}, "x")
    assert fault_of_data(PERMIT, PERMIT.actions["apply"], {"holder": value}).code == "field_missing"


def test_a_day_is_read_as_it_is_written():
    assert f"{day_of('2024-03-04')}" == "2024-03-04"
    assert day_of("20240304") is None


@pytest.mark.parametrize(
    "basis", ["行政复议法#30", "行政复议法#30.1.4.2", "民法典#1-2.3@2020-05-28"]
)
def test_a_provision_is_addressed_by_work_article_paragraph_item_and_version(basis):
    assert PROVISION.fullmatch(basis)
