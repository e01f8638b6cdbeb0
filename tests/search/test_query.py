"""问 -- a search as it is typed."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.search import Query, QueryFault, parse_query


def test_free_words_are_kept_as_typed() -> None:
    assert parse_query("  夜间施工   噪声 ") == Query(words="夜间施工 噪声")


@pytest.mark.parametrize("typed", ["“安全检查” 燃气", '燃气 "安全检查"', "燃气 「安全检查」"])
def test_a_phrase_stands_between_quotation_marks(typed: str) -> None:
    assert parse_query(typed) == Query(words="燃气", phrases=("安全检查",))


def test_quotation_marks_inside_a_sentence_make_no_phrase() -> None:
    typed = "名为“合伙”实为借贷怎么办"
    assert parse_query(typed) == Query(words=typed)


def test_filters_are_read_in_english_and_chinese() -> None:
    assert parse_query("噪声 kind:law 年份：2020..2023 机关:示例市") == Query(
        words="噪声", kind=("law",), years=(2020, 2023), issuer=("示例市",)
    )


def test_a_kind_and_a_level_may_be_named_in_chinese() -> None:
    query = parse_query("种类:行政法规 种类:法律 位阶:区县")
    assert query.kind == ("administrative_regulation", "law")
    assert query.level == ("district",)


def test_years_may_come_in_either_order() -> None:
    assert parse_query("year:2023-2020").years == (2020, 2023)


def test_a_status_is_asked_as_of_a_day() -> None:
    assert parse_query("status:ended on:2024-01-31") == Query(status="ended", on="2024-01-31")
    assert parse_query("状态:现行有效", on="2024-01-31").status == "in_force"


def test_the_day_that_is_typed_outranks_the_day_that_is_given() -> None:
    assert parse_query("噪声 on:2020-01-01", on="2024-01-31").on == "2020-01-01"


@pytest.mark.parametrize(
    ("typed", "allowed"),
    [
        ("status:valid on:2024-01-31", "in_force, not_yet, ended"),
        ("status:ended", "on:2024-01-31"),
        ("year:lately", "2019..2021"),
        ("on:yesterday", "2024-01-31"),
    ],
)
def test_a_filter_with_an_impossible_value_says_what_is_possible(typed: str, allowed: str) -> None:
    with pytest.raises(QueryFault, match=allowed):
        parse_query(typed)


def test_an_unknown_filter_is_a_word() -> None:
    assert parse_query("color:red").words == "color:red"


def test_a_day_alone_asks_nothing() -> None:
    assert parse_query("on:2024-01-31").is_empty
    assert parse_query("").is_empty
    assert not parse_query("kind:law").is_empty


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_with_a_reason(typed: str) -> None:
    with contextlib.suppress(QueryFault):
        parse_query(typed)
