"""日期 -- the days that a legal text names."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.dates import DATE_FAULTS, find_dates, parse_date
from plumbline.text.numerals import to_chinese

THE_DAY = date(2021, 1, 22)

FORMS = [
    "2021年1月22日", "2021年01月22日", "2021 年 1 月 22 日", "２０２１年１月２２日",
    "二〇二一年一月二十二日", "二○二一年一月二十二日", "二零二一年元月二十二日",
    "二0二一年一月廿二日", "二 ○ 二 一 年 一 月 二 十 二 日", "2021年一月22日", "2021年1月22号",
    "2021-01-22", "2021-1-22", "2021.1.22", "2021．1．22", "2021/1/22", "2021－01－22",
    "２０２１－０１－２２", "2021年\u30001月\u00a022日",
]  # fmt: skip


@pytest.mark.parametrize("written", FORMS)
def test_a_day_is_read_from_every_form(written):
    assert parse_date(written) == THE_DAY


@pytest.mark.parametrize("written", FORMS)
def test_a_day_is_found_in_prose_where_it_stands(written):
    text = f"本办法自{written}起施行。"
    (found,) = find_dates(text)
    assert (found.day, found.text, found.precision) == (THE_DAY, written, "day")
    assert text[found.start : found.end] == written


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_that_is_printed_is_read_back(day):
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    chinese = f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"
    assert parse_date(chinese) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2021年2月30日", "no_such_day"),
        ("2021年2月29日", "no_such_day"),
        ("二〇二一年四月三十一日", "no_such_day"),
        ("2021年13月1日", "no_such_month"),
        ("2021年0月1日", "no_such_month"),
        ("2021-02-30", "no_such_day"),
        ("2月30日", "no_such_day"),
        ("2021年13月", "no_such_month"),
    ],
)
def test_an_impossible_date_is_found_without_a_day_and_with_the_reason(written, reason):
    (found,) = find_dates(f"自{written}起施行")
    assert (found.day, found.reason, found.text) == (None, reason, written)
    assert reason in DATE_FAULTS
    assert parse_date(written) is None


def test_the_29th_of_february_exists_in_a_leap_year_and_returns_every_few_years():
    assert parse_date("2024年2月29日") == date(2024, 2, 29)
    (found,) = find_dates("每年2月29日")
    assert (found.precision, found.reason) == ("month_day", None)


@pytest.mark.parametrize(
    ("text", "written", "precision", "parts"),
    [
        ("一九八二年宪法", "一九八二年", "year", (1982, None, None)),
        ("2010年上海世界博览会", "2010年", "year", (2010, None, None)),
        ("1999年二月发布", "1999年二月", "month", (1999, 2, None)),
        ("于每年3月31日前报送", "3月31日", "month_day", (None, 3, 31)),
        ("次年三月一日", "三月一日", "month_day", (None, 3, 1)),
    ],
)
def test_a_date_tells_how_much_of_it_is_known(text, written, precision, parts):
    (found,) = find_dates(text)
    assert (found.text, found.precision) == (written, precision)
    assert (found.year, found.month, found.day_of_month) == parts
    assert found.day is None
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021年1月1日公布，同日施行", ["2021-01-01", "2021-01-01"]),
        ("2020年3月5日印发，同年4月1日施行", ["2020-03-05", "2020-04-01"]),
        ("2020年3月5日印发，同月9日施行", ["2020-03-05", "2020-03-09"]),
        ("2021年1月1日至3月31日", ["2021-01-01", "2021-03-31"]),
        ("自2021年1月1日起至31日止", ["2021-01-01", "2021-01-31"]),
        ("2021年10月1日、2日、3日", ["2021-10-01", "2021-10-02", "2021-10-03"]),
    ],
)
def test_a_date_that_leans_on_the_one_before_it_is_carried_over(text, days):
    found = find_dates(text)
    assert [str(item.day) for item in found] == days
    assert [item.carried for item in found] == [False] + [True] * (len(days) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "同日", "2021年1月1日公布。\n同日施行", "不同日期", "2021年1月1日与同日本签订",
        "同年龄", "陪同日方",
    ],
)  # fmt: skip
def test_the_same_day_means_nothing_without_a_day_before_it_in_the_paragraph(text):
    assert not any(item.carried for item in find_dates(text))


def test_a_range_over_the_turn_of_the_year_is_not_given_the_first_year():
    _, last = find_dates("2021年11月1日至3月31日")
    assert (last.precision, last.day) == ("month_day", None)


@pytest.mark.parametrize(
    "text",
    [
        "三年以上五年以下有期徒刑", "2000年以上", "六十日内", "次月15日内", "五日以内",
        "九年义务教育", "192.168.1.1", "1.2.3", "12021年", "第二十一年", "2021-01-22-3",
        "树龄1000年",
    ],
)  # fmt: skip
def test_a_length_of_time_or_a_mere_number_is_no_date(text):
    assert find_dates(text) == []


def test_days_that_only_follow_a_day_with_a_comma_and_a_length_are_not_days():
    assert len(find_dates("自2021年1月1日、15日内")) == 1


@pytest.mark.parametrize(
    "written", ["", "今天", "2021年1月22日和2021年1月23日", "x2021年1月22日", "1" * 99]
)
def test_a_string_that_is_not_one_day_is_not_read_as_one(written):
    assert parse_date(written) is None


def test_space_around_a_day_does_not_matter():
    assert parse_date(" 2021年1月22日\n") == THE_DAY


@given(st.text(alphabet="0123456789０２〇○一二三十年月日号元同至、-./ \n甲第以内", max_size=40))
def test_dates_are_found_in_order_without_overlap_and_where_they_say(text):
    found = find_dates(text)
    assert all(text[item.start : item.end] == item.text for item in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for item in found:
        assert item.reason is None or item.reason in DATE_FAULTS
        if item.day is not None:
            assert (item.year, item.month, item.day_of_month) == (
                item.day.year, item.day.month, item.day.day,
            )  # fmt: skip


@given(st.text())
def test_finding_dates_never_fails(text):
    find_dates(text)
    parse_date(text)
