"""文字 -- Chinese characters, widths and the terms that are indexed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.characters import bigrams, has_han, is_han, width


@pytest.mark.parametrize("character", ["法", "〇", "々", "㐀", "𠂇", "豈"])
def test_a_han_character_is_one_on_every_plane(character):
    assert is_han(character)
    assert has_han(f"a{character}b")


@pytest.mark.parametrize("character", ["a", "1", "，", "（", "あ", "", "法律"])
def test_punctuation_kana_and_strings_are_no_han_character(character):
    assert not is_han(character)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("行政", 4), ("第3条", 5), ("（甲）", 6), ("a\u200b甲", 3)],
)
def test_a_han_character_takes_two_columns_and_an_invisible_one_none(text, columns):
    assert width(text) == columns


def test_a_run_of_han_characters_is_indexed_by_its_pairs():
    assert bigrams("行政处罚") == ["行政", "政处", "处罚"]


def test_punctuation_separates_and_a_lone_character_stands_for_itself():
    assert bigrams("行政，法。") == ["行政", "法"]


def test_letters_and_digits_are_one_term_in_lower_case_and_half_width():
    assert bigrams("GB１８０３０标准 pm2") == ["gb18030", "标准", "pm2"]


@given(st.text())
def test_terms_are_never_empty_and_hold_no_space(text):
    assert all(term and not term.isspace() for term in bigrams(text))


@given(st.text(alphabet="行政处罚法", min_size=2))
def test_the_pairs_of_a_run_give_the_run_back(run):
    terms = bigrams(run)
    assert terms[0][0] + "".join(term[1] for term in terms) == run


@given(st.text())
def test_the_width_of_a_text_is_the_sum_of_its_characters(text):
    assert width(text) == sum(width(character) for character in text)
