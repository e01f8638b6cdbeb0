"""Pieces of articles with the matching words marked."""

from hypothesis import given
from hypothesis import strategies as st

from plumbline.search.snippet import LENGTH, cut

TEXTS = st.text(alphabet="甲乙丙丁戊己，。\n", max_size=400)
TERMS = st.sets(st.text(alphabet="甲乙丙丁", min_size=1, max_size=2), max_size=5)


def test_neighbouring_matches_are_marked_as_one() -> None:
    snippet = cut("出租人对租赁物负有维修义务。", {"维修", "修义", "义务"})
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["维修义务"]


def test_the_piece_with_most_of_the_words_is_shown() -> None:
    text = "夜间。" + "其他内容。" * 60 + "夜间施工应当公示。" + "其他内容。" * 60
    snippet = cut(text, {"夜间", "施工", "公示"})
    assert "夜间施工应当公示" in snippet.text
    assert snippet.starts_inside
    assert snippet.ends_inside


def test_an_article_without_the_words_is_shown_from_its_start() -> None:
    snippet = cut("甲" * 300, {"乙"})
    assert (snippet.spans, snippet.starts_inside, snippet.ends_inside) == ((), False, True)


@given(TEXTS, TERMS)
def test_a_snippet_is_a_piece_of_the_text_and_marks_only_what_matched(
    text: str, sought: set[str]
) -> None:
    snippet = cut(text, sought)
    assert snippet.text in text
    assert len(snippet.text) == min(len(text), LENGTH)
    edge = 0
    for start, end in snippet.spans:
        assert edge <= start < end <= len(snippet.text)
        assert set(snippet.text[start:end]) <= set("".join(sought))
        edge = end
