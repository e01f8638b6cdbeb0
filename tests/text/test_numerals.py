"""数字 -- the numerals of statutes, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.numerals import (
    ANY_NUMERAL,
    LARGEST,
    NUMERAL,
    NUMERAL_CHARACTERS,
    ArticleNumber,
    parse_article_number,
    parse_numeral,
    to_chinese,
)

PRINTED = {
    0: "零", 1: "一", 10: "十", 15: "十五", 20: "二十", 100: "一百", 101: "一百零一",
    110: "一百一十", 203: "二百零三", 1000: "一千", 1001: "一千零一", 1010: "一千零一十",
    1260: "一千二百六十", 10000: "一万", 10500: "一万零五百", 100010: "十万零一十",
    158000: "十五万八千", 10**8: "一亿", 10**8 + 1: "一亿零一", 10**12: "一万亿",
}  # fmt: skip

READ = {
    "二十": 20, "廿": 20, "廿三": 23, "卅": 30, "卅一": 31, "两": 2, "两千": 2000,
    "一百廿三": 123, "一千二百六十": 1260, "十五万八千": 158000, "一亿五千万": 150_000_000,
    "二〇二三": 2023, "二○○四": 2004, "二零二三": 2023, "二0二三": 2023, "一九八Ｏ": 1980,
    "〇": 0, "○": 0, "零": 0, "〇五": 5, "二百〇三": 203, "一百十五": 115, "一千二十": 1020,
    "15": 15, "１５": 15, "007": 7, "15万": 150_000, "１５万": 150_000, "15万8千": 158_000,
    "5千": 5000, "1万2000": 12000, "伍仟": 5000, "壹拾贰": 12, "萬": None, "一萬": 10000,
}  # fmt: skip

NO_NUMERALS = [
    "", "二三十", "十百", "百", "千", "万", "亿", "一百五", "一万五", "一亿五千", "两十", "十两",
    "一百零", "零百", "一千零零一", "一千零二百", "一百零十五", "一十零一", "2〇23", "2万5", "50千",
    "1.5", "-1", "+1", "1 5", "5,000", "第一", "一条", "O", "²", "٣", "九" * 41, "9" * 41,
]  # fmt: skip


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_that_is_written_is_read_back(number):
    assert parse_numeral(to_chinese(number)) == number


@given(st.integers(min_value=10**12, max_value=LARGEST))
def test_a_very_large_number_that_is_written_is_read_back(number):
    assert parse_numeral(to_chinese(number)) == number


@pytest.mark.parametrize(("number", "printed"), PRINTED.items())
def test_a_number_is_written_as_statutes_print_it(number, printed):
    assert to_chinese(number) == printed


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_out_of_range_is_refused_with_what_was_found_and_what_is_allowed(number):
    with pytest.raises(ValueError, match=f"number is {number}; only 0 to"):
        to_chinese(number)


@pytest.mark.parametrize(("run", "number"), READ.items())
def test_every_way_of_writing_a_number_is_read(run, number):
    assert parse_numeral(run) == number


@pytest.mark.parametrize("run", NO_NUMERALS)
def test_what_has_no_one_meaning_is_no_numeral(run):
    assert parse_numeral(run) is None


@given(st.text())
def test_reading_a_numeral_never_fails(run):
    number = parse_numeral(run)
    assert number is None or 0 <= number <= LARGEST


@given(st.text(alphabet=NUMERAL_CHARACTERS + "0123456789０５拾佰", max_size=12))
def test_whatever_is_read_can_be_written_and_read_again(run):
    number = parse_numeral(run)
    assert number is None or parse_numeral(to_chinese(number)) == number


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_full_and_half_width_are_read_alike(number):
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse_numeral(wide) == parse_numeral(str(number)) == number


def test_the_patterns_of_a_numeral_have_no_group():
    assert "(?P" not in NUMERAL + ANY_NUMERAL
    assert NUMERAL_CHARACTERS in ANY_NUMERAL


@pytest.mark.parametrize(
    ("printed", "key", "canonical"),
    [
        ("第一百八十条之一", "180-1", "第一百八十条之一"),
        ("一百八十条之一", "180-1", "第一百八十条之一"),
        ("180-1", "180-1", "第一百八十条之一"),
        ("第180条之1", "180-1", "第一百八十条之一"),
        ("第十七条", "17", "第十七条"),
        ("一千二百六十", "1260", "第一千二百六十条"),
        (" 33 ", "33", "第三十三条"),
    ],
)
def test_an_article_number_is_read_from_each_of_its_forms(printed, key, canonical):
    number = parse_article_number(printed)
    assert number is not None
    assert (number.key(), number.printed()) == (key, canonical)


@pytest.mark.parametrize(
    "printed", ["", "第条", "第〇条", "第十七条之", "第十七条之零", "之一", "甲"]
)
def test_what_is_no_article_number_is_not_read(printed):
    assert parse_article_number(printed) is None


@given(st.integers(1, 2000), st.integers(0, 30))
def test_an_article_number_is_read_back_from_its_print_and_from_its_key(number, sub):
    article = ArticleNumber(number, sub)
    assert parse_article_number(article.printed()) == article
    assert parse_article_number(article.key()) == article


def test_an_inserted_article_stands_after_its_number_and_before_the_next():
    assert ArticleNumber(17) < ArticleNumber(17, 1) < ArticleNumber(17, 2) < ArticleNumber(18)


@pytest.mark.parametrize(("number", "sub"), [(0, 0), (-1, 0), (1, -1)])
def test_an_impossible_article_number_is_refused(number, sub):
    with pytest.raises(ValueError, match="write 1 or more"):
        ArticleNumber(number, sub)
