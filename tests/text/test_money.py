"""金额 -- sums, shares and multiples, with the bounds that the words give them."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.money import SHARES, find_amounts, parse_decimal


def bounds(text):
    """The one amount of a text as an interval: [1000, 10000] 元."""
    (amount,) = find_amounts(text)
    low = f"{'[' if amount.low_inclusive else '('}{'' if amount.low is None else amount.low}"
    high = f"{'' if amount.high is None else amount.high}{']' if amount.high_inclusive else ')'}"
    return f"{low},{high} {amount.unit}"


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("处一千元以上一万元以下罚款", "[1000,10000] 元"),
        ("并处10万元以上50万元以下的罚款", "[100000,500000] 元"),
        ("处５千元以上２万元以下的罚款", "[5000,20000] 元"),
        ("处 5 万元以上 10 万元以下", "[50000,100000] 元"),
        ("处5,000元以上10,000元以下", "[5000,10000] 元"),
        ("一亿五千万元", "[150000000,150000000] 元"),
        ("1.5亿元", "[150000000,150000000] 元"),
        ("二十二点五万元", "[225000,225000] 元"),
        ("三元五角", "[3.5,3.5] 元"),
        ("五千元以上至一万元以下", "[5000,10000] 元"),
        ("1万元以上，5万元以下", "[10000,50000] 元"),
        ("两万元以上", "[20000,) 元"),
        ("五十余万元", "[500000,) 元"),
        ("10万美元以上不满100万美元", "[100000,1000000) 美元"),
        ("46666计算单位", "[46666,46666] 计算单位"),
        ("等值以上3倍以下", "[1,3] 倍"),
    ],
)
def test_a_sum_is_read_with_both_of_its_bounds(text, interval):
    assert bounds(text) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("一万元以上", "[10000,) 元"),
        ("一万元以下", "(,10000] 元"),
        ("一万元以内", "(,10000] 元"),
        ("一万元以外", "(10000,) 元"),
        ("不满一万元", "(,10000) 元"),
        ("不足一万元", "(,10000) 元"),
        ("未达到一万元", "(,10000) 元"),
        ("低于一万元", "(,10000) 元"),
        ("超过一万元", "(10000,) 元"),
        ("高于一万元", "(10000,) 元"),
        ("不超过一万元", "(,10000] 元"),
        ("最高不得超过一万元", "(,10000] 元"),
        ("不得低于人民币一万元", "[10000,) 元"),
        ("不少于一万元", "[10000,) 元"),
        ("达到一万元", "[10000,) 元"),
        ("一万元（不含）以上", "(10000,) 元"),
        ("一万元以下（不含一万元）", "(,10000) 元"),
        ("一万元以下（含本数）", "(,10000] 元"),
        ("超过10万元至50万元", "(100000,500000] 元"),
        ("百分之十五以上、不足百分之三十", "[15,30) %"),
        ("超过10%不足30%", "(10,30) %"),
    ],
)
def test_each_bounding_word_takes_in_the_figure_or_leaves_it_out(text, interval):
    assert bounds(text) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("百分之五以上百分之十以下", "[5,10] %"),
        ("5%以上10%以下", "[5,10] %"),
        ("５％至１０％", "[5,10] %"),
        ("百分之五至百分之十", "[5,10] %"),
        ("百分之五至十", "[5,10] %"),
        ("百分之零点五", "[0.5,0.5] %"),
        ("百分之百", "[100,100] %"),
        ("千分之五以上千分之十以下", "[5,10] ‰"),
        ("2‰", "[2,2] ‰"),
        ("万分之五", "[5,5] ‱"),
        ("货值金额一倍以上三倍以下", "[1,3] 倍"),
        ("三到五倍", "[3,5] 倍"),
        ("百分之五十以上二倍以下", "[0.50,2] 倍"),
        ("30%以上等值以下", "[0.30,1] 倍"),
    ],
)
def test_a_share_is_read_in_its_unit_and_a_mixed_range_in_multiples(text, interval):
    assert bounds(text) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("一百至一千元", "[100,1000] 元"),
        ("一至三万元", "[10000,30000] 元"),
        ("5-10万元", "[50000,100000] 元"),
        ("5000至1万元", "[5000,10000] 元"),
        ("5000元至1万元", "[5000,10000] 元"),
        ("1.5万—2.5万元", "[15000,25000] 元"),
    ],
)
def test_the_scale_of_the_second_figure_serves_the_first_where_that_makes_a_range(text, interval):
    assert bounds(text) == interval


@pytest.mark.parametrize(
    ("text", "of_what"),
    [
        ("并处货值金额一倍以上三倍以下的罚款", "货值金额"),
        ("没有违法所得或者违法所得不足一万元的", "违法所得"),
        ("违法所得在3万元以上的", "违法所得"),
        ("处上一年度销售额百分之一以上百分之十以下的罚款", "上一年度销售额"),
        ("职工月平均工资的三倍", "职工月平均工资"),
        ("野生动物及其制品价值二倍", "野生动物及其制品价值"),
        ("造成5000万元以上1亿元以下直接经济损失", "直接经济损失"),
        ("可以并处五万元以下罚款", None),
        ("增发15%", None),
    ],
)
def test_an_amount_names_what_it_measures_where_the_text_beside_it_does(text, of_what):
    (amount,) = find_amounts(text)
    assert amount.of_what == of_what


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("对单位按每人五百元以上二千元以下处以罚款", "人"),
        ("每非法居留一日五百元", "日"),
        ("每平方米处五十元以上", "平方米"),
        ("按日加收滞纳部分千分之二", "日"),
        ("50元/平方米", "平方米"),
        ("处五百元", None),
    ],
)
def test_an_amount_names_the_unit_for_each_of_which_it_is_due(text, per):
    (amount,) = find_amounts(text)
    assert amount.per == per


def test_a_bounding_word_before_the_noun_bounds_the_share():
    (amount,) = find_amounts("担保金额超过公司资产总额百分之三十的")
    assert amount.text == "超过公司资产总额百分之三十"
    assert amount.low == 30
    assert amount.high is None
    assert not amount.low_inclusive
    assert amount.of_what == "公司资产总额"


def test_a_span_takes_in_the_bounding_words_and_nothing_else():
    text = "货值金额不足一万元的，并处二万元以上五万元以下罚款"
    assert [amount.text for amount in find_amounts(text)] == ["不足一万元", "二万元以上五万元以下"]
    assert all(text[a.start : a.end] == a.text for a in find_amounts(text))


def test_bounds_that_leave_no_value_are_seen():
    (amount,) = find_amounts("五万元以上三万元以下")
    assert amount.is_empty()
    (amount,) = find_amounts("三万元以上五万元以下")
    assert not amount.is_empty()


@pytest.mark.parametrize(
    ("text", "value", "inside"),
    [
        ("一千元以上一万元以下", 1000, True),
        ("一千元以上一万元以下", 10000, True),
        ("一千元以上一万元以下", 999, False),
        ("不足一万元", 10000, False),
        ("超过一万元", 10000, False),
        ("超过一万元", 10001, True),
    ],
)
def test_a_value_lies_within_the_bounds_or_it_does_not(text, value, inside):
    (amount,) = find_amounts(text)
    assert amount.contains(Decimal(value)) is inside


@pytest.mark.parametrize(
    "text",
    [
        "数百元", "百元以上", "二元结构", "五倍子", "公元", "三分之二以上多数", "四分之一至一倍",
        "等值的自由兑换货币", "第五条", "元", "一千",
    ],
)  # fmt: skip
def test_a_figure_without_one_meaning_is_no_amount(text):
    assert find_amounts(text) == []


def test_two_sums_that_are_no_range_stay_two():
    assert len(find_amounts("单位处一万元，个人处一千元以下")) == 2
    assert len(find_amounts("一万元以下五万元以上")) == 2


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("5,000", "5000"),
        ("1.5万", "15000"),
        ("零点五", "0.5"),
        ("十五万八千", "158000"),
        ("０.３０", "0.3"),
    ],
)
def test_a_decimal_is_read(run, value):
    assert parse_decimal(run) == Decimal(value)


@pytest.mark.parametrize(
    "run", ["", "甲", "1.2.3", "二三十", "点五", "1.5.万", "9" * 30, "9" * 20 + "万"]
)
def test_what_is_no_decimal_is_not_read(run):
    assert parse_decimal(run) is None


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["元", "倍", "%", "万元"]))
def test_a_range_that_is_printed_is_read_back(low, high, unit):
    (amount,) = find_amounts(f"处{low}{unit}以上{high}{unit}以下")
    scale = 10**4 if unit == "万元" else 1
    assert (amount.low, amount.high) == (low * scale, high * scale)
    assert amount.is_empty() is (low > high)


@given(
    st.text(
        alphabet="0123456789一二三十百千万亿点.,元倍%％分之以上下不超过足至-、，等值每人（含）余角处",
        max_size=40,
    )
)
def test_amounts_are_found_in_order_without_overlap_and_where_they_say(text):
    found = find_amounts(text)
    assert all(text[amount.start : amount.end] == amount.text for amount in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(amount.low is not None or amount.high is not None for amount in found)


@given(st.text())
def test_finding_amounts_never_fails(text):
    find_amounts(text)
    parse_decimal(text)


def test_each_share_is_worth_a_part_of_one():
    assert SHARES["%"] * 100 == SHARES["‰"] * 1000 == SHARES["‱"] * 10000 == SHARES["倍"]
