"""身份号码 -- a digit typed wrong, or two exchanged, is found; what is no number is told apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.identity import (
    citizen_check,
    credit_check,
    fault_in_citizen_number,
    fault_in_credit_code,
)

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FIRST = st.builds(
    lambda place, born, last: f"{place:06d}{born:%Y%m%d}{last:03d}",
    st.integers(0, 999_999),
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.integers(0, 999),
)


def test_the_example_of_the_standard_is_a_number():
    assert fault_in_citizen_number("11010519491231002X") == ""
    assert fault_in_citizen_number("440524188001010014") == ""


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("x", "form"),
        ("", "form"),
        ("11010519491231002x", "form"),
        ("１1010519491231002X", "form"),
        ("110105491231002", "form"),
        ("11010519491331002X", "day"),
        ("110105194902290021", "day"),
        ("110105194912310021", "check"),
    ],
)
def test_what_is_no_number_is_told_by_its_fault(number, fault):
    assert fault_in_citizen_number(number) == fault


@given(FIRST, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_found(first, place, more):
    number = first + citizen_check(first)
    assert fault_in_citizen_number(number) == ""
    wrong = str((int(number[place]) + more) % 10)
    assert fault_in_citizen_number(number[:place] + wrong + number[place + 1 :])


@given(FIRST, st.integers(0, 15))
def test_two_digits_that_change_places_are_found(first, place):
    number = first + citizen_check(first)
    turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert turned == number or fault_in_citizen_number(turned)


def test_a_code_that_an_organisation_has_is_one():
    assert fault_in_credit_code("91350100M000100Y43") == ""


@pytest.mark.parametrize(
    ("code", "fault"),
    [("", "form"), ("91350100M000100Y4", "form"), ("91350100I000100Y43", "form"),
     ("91350100m000100y43", "form"), ("91350100M000100Y44", "check")],
)  # fmt: skip
def test_what_is_no_code_is_told_by_its_fault(code, fault):
    assert fault_in_credit_code(code) == fault


@given(st.text(LETTERS, min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_of_a_code_is_found(first, place, more):
    code = first + credit_check(first)
    assert fault_in_credit_code(code) == ""
    wrong = LETTERS[(LETTERS.index(code[place]) + more) % 31]
    assert fault_in_credit_code(code[:place] + wrong + code[place + 1 :]) == "check"


@given(st.text())
def test_any_text_is_looked_at_to_its_end(text):
    assert fault_in_citizen_number(text) in ("", "form", "day", "check")
    assert fault_in_credit_code(text) in ("", "form", "check")
