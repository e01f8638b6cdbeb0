"""字 -- terms of a text, and where phrases can be found in it."""

from hypothesis import given
from hypothesis import strategies as st

from plumbline.search.tokens import BREAK, characters, fold, runs, spaced

TEXTS = st.text(alphabet="甲乙丙丁，。；\n ab1.Ａ（）", max_size=40)


def test_chinese_becomes_pairs_and_latin_becomes_words() -> None:
    assert runs("行政处罚法 GB 9704.2") == [["行政", "政处", "处罚", "罚法"], ["gb"], ["9704.2"]]


def test_a_character_alone_is_a_term() -> None:
    assert runs("税、费") == [["税"], ["费"]]


def test_a_comma_breaks_a_phrase() -> None:
    assert spaced("处罚，法律") == f"处罚 {BREAK} 法律"


def test_full_width_and_capitals_are_the_same_as_plain_letters() -> None:
    assert runs("ＧＢ９７０４") == runs("gb9704") == [["gb9704"]]


def test_each_character_is_kept_once() -> None:
    assert characters("罚款，罚") == "罚 款"


@given(TEXTS)
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(TEXTS)
def test_terms_are_what_the_index_is_given(text: str) -> None:
    assert spaced(text).split() == [
        term for at, run in enumerate(runs(text)) for term in ([BREAK] if at else []) + run
    ]


@given(TEXTS)
def test_every_term_stands_in_the_folded_text(text: str) -> None:
    assert all(term in fold(text) for run in runs(text) for term in run)
