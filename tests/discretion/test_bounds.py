"""本数 -- words of bounds take the figure in or leave it out (民法典#1259)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.discretion import BenchmarkFault, Circumstance
from plumbline.discretion.bounds import read_condition, tier_named

TONS = Circumstance("weight", "重量", "number", "吨")
TIMES = Circumstance("times", "次数", "count", "次")
DAY = Circumstance("day", "日期", "day")
WHO = Circumstance("who", "当事人", "choice", options={"firm": "单位", "person": "个人"})


def said(text, one=TONS, departures=None):
    found = read_condition(text, one, "cell", departures or {})
    return None if found is None else " ".join(map(str, found))


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("不满100", "(..100)"), ("不足100吨", "(..100)"), ("100吨以下", "(..100]"),
        ("100以内", "(..100]"), ("100吨以上", "[100..)"), ("超过100", "(100..)"),
        ("100以外", "(100..)"), ("低于3", "(..3)"), ("高于3", "(3..)"), ("≥3", "[3..)"),
        ("100以上不满500", "[100..500)"), ("超过3吨不超过5吨", "(3..5]"), ("3-5", "[3..5]"),
        ("3吨至5吨", "[3..5]"), ("3～5吨", "[3..5]"), ("5", "[5..5]"), ("1.5吨以上", "[1.5..)"),
        ("一万吨以上三万吨以下", "[10000..30000]"), ("2万以上，不足5万", "[20000..50000)"),
        ("100以上（不含）", "(100..)"), ("不满100（含）", "(..100]"), ("1,000以上", "[1000..)"),
        ("不满3或者超过9", "(..3) (9..)"), ("不足5，3以上", "[3..5)"), ("两吨以上", "[2..)"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_the_words_say(text, range_):
    assert said(text) == range_


@pytest.mark.parametrize("text", ["", "-", "不限", " 任意 "])
def test_a_cell_that_asks_nothing_is_any(text):
    assert said(text) is None


def test_first_is_the_first_time():
    assert said("首次", TIMES) == "[1..1]"
    assert said("两次以上", TIMES) == "[2..)"


def test_a_table_may_depart_from_the_civil_code():
    assert said("100以下", departures={"以下": False}) == "(..100)"


def test_days_and_options():
    assert said("2026-03-01..2026-03-31", DAY) == "[739676..739706]"
    assert said("2026-03-01..", DAY) == "[739676..)"
    assert read_condition("单位、个人", WHO, "cell", {}) == frozenset({"firm", "person"})
    assert read_condition("firm", WHO, "cell", {}) == frozenset({"firm"})


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("很多", TONS), ("100公斤以上", TONS), ("100以上以下", TONS), ("不满100以上", TONS),
        ("500以上100以下", TONS), ("100以上200以上", TONS), ("1-2-3", TONS), ("1.5次", TIMES),
        ("不满5超过", TONS), ("政府", WHO), ("2026-02-30", DAY), ("(DROP)", TONS),
        ("超过5不满5", TONS),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named(text, one):
    with pytest.raises(BenchmarkFault, match=r"row 3, weight: found .*; allowed is "):
        read_condition(text, one, "row 3, weight", {})


@given(st.text(max_size=30))
def test_no_cell_makes_it_fail_in_another_way(text):
    for one in (TONS, TIMES, DAY, WHO):
        try:
            read_condition(text, one, "cell", {})
        except BenchmarkFault:
            continue


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_range_in_words_holds_its_ends_as_the_words_say(one, other):
    low, high = sorted((one, other))
    (closed,) = read_condition(f"{low}以上{high}以下", TONS, "cell", {}) or ()
    assert closed.holds(Decimal(low))
    assert closed.holds(Decimal(high))
    if low < high:
        (half,) = read_condition(f"超过{low}不满{high}", TONS, "cell", {}) or ()
        assert not half.holds(Decimal(low))
        assert not half.holds(Decimal(high))


def test_tiers_are_named_as_tables_name_them():
    assert tier_named("较重") == tier_named("从重") == tier_named("severe") == "severe"
    assert tier_named("罚款") is None
