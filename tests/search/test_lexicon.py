"""俗语 -- the words that are added to a question, and those that say nothing."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from plumbline.search import lexicon
from plumbline.search.tokens import fold

TABLES = tomllib.loads(files("plumbline.search").joinpath("lay_words.toml").read_text("utf-8"))
WORDS = [
    (name, word, legal)
    for name, table in TABLES.items()
    if name != "boilerplate"
    for word, legal in table.items()
]


def test_words_of_the_question_weigh_more_than_words_that_are_added() -> None:
    weights = lexicon.weighted("房东")
    assert weights["房东"] == lexicon.OWN
    assert weights["出租"] == lexicon.LEGAL


def test_words_that_only_ask_weigh_less() -> None:
    weights = lexicon.weighted("押金怎么办")
    assert weights["押金"] == lexicon.OWN
    assert weights["么办"] == lexicon.BOILERPLATE


def test_the_longest_word_wins() -> None:
    assert "夫妻" in lexicon.weighted("老婆")
    assert "收养" in lexicon.weighted("领养")
    assert not {"相邻"} & lexicon.weighted("养老金").keys()


def test_a_word_of_the_question_is_never_weakened_by_one_that_is_added() -> None:
    assert lexicon.weighted("房东 出租人")["出租"] == lexicon.OWN


def test_a_page_of_text_gives_no_more_terms_than_a_long_question() -> None:
    page = "".join(chr(0x4E00 + n) for n in range(3000))
    assert len(lexicon.weighted(page)) == lexicon.MOST_TERMS


def test_no_word_stands_twice() -> None:
    folded = [fold(word) for _, word, _ in WORDS]
    assert sorted(folded) == sorted(set(folded))


def test_every_word_adds_something() -> None:
    assert [word for _, word, legal in WORDS if not legal or not all(legal)] == []


@pytest.mark.texts
def test_every_added_word_stands_in_a_statute(texts: Path) -> None:
    whole = "".join(file.read_text("utf-8") for file in sorted((texts / "laws").rglob("*.md")))
    missing = {one for _, _, legal in WORDS for one in legal if one not in whole}
    assert missing == set()
