"""检索 -- what is found, and in which order."""

from collections.abc import Callable

import pytest

from plumbline.search import Index, Query, parse_query, rank
from tests.search.conftest import article, put

Found = Callable[..., list[str]]


def test_the_article_with_the_words_comes_first(found: Found) -> None:
    assert found("租赁物 维修义务")[0] == "示例租赁法5@2021"


def test_lay_words_find_the_statutory_words(found: Found) -> None:
    assert found("房东不给维修")[0] == "示例租赁法5@2021"


def test_a_single_character_is_found(found: Found) -> None:
    assert found("税") == ["示例租赁法6@2021"]


def test_a_phrase_must_stand_together(found: Found) -> None:
    assert found("“维修义务”") == ["示例租赁法5@2021"]
    assert found("“义务维修”") == []


def test_no_phrase_is_found_across_a_full_stop(found: Found) -> None:
    assert found("“证明证明”") == []


def test_a_phrase_is_also_looked_for_in_headings_and_titles(found: Found) -> None:
    assert len(found("“施工噪声”")) == 2
    assert len(found("“租赁法”")) == 2


def test_punctuation_alone_finds_nothing(found: Found) -> None:
    assert found("，。！") == []
    assert found("“，”") == []


@pytest.mark.parametrize(
    ("typed", "works"),
    [
        ("kind:law", {"示例租赁法"}),
        ("kind:法律 kind:local_government_rule", {"示例租赁法", "示例市噪声管理办法"}),
        ("level:national", {"示例租赁法"}),
        ("issuer:全国人民代表大会", {"示例租赁法"}),
        ("issuer:示例市", {"示例市噪声管理办法"}),
        ("year:2021", {"示例租赁法"}),
        ("year:1999", set()),
        ("应当 kind:law", {"示例租赁法"}),
    ],
)
def test_filters_let_in_only_what_fits(found: Found, typed: str, works: set[str]) -> None:
    assert {name.partition("@")[0].rstrip("0123456789") for name in found(typed)} == works


@pytest.mark.parametrize(
    ("day", "in_force", "not_yet", "ended"),
    [
        ("2019-12-31", set(), {"2020", "2021", "2023"}, set()),
        ("2021-07-01", {"2020"}, {"2021", "2023"}, set()),
        ("2023-05-31", {"2020", "2021"}, {"2023"}, set()),
        ("2023-06-01", {"2021", "2023"}, set(), {"2020"}),
    ],
)
def test_a_status_is_that_of_the_day(
    found: Found, day: str, in_force: set[str], not_yet: set[str], ended: set[str]
) -> None:
    for status, years in (("in_force", in_force), ("not_yet", not_yet), ("ended", ended)):
        names = found(f"status:{status}", on=day)
        assert {name.partition("@")[2] for name in names} == years


def test_the_text_in_force_comes_before_the_one_it_replaced(found: Found) -> None:
    assert found("夜间施工")[0] == "示例市噪声管理办法2@2023"
    assert found("夜间施工", on="2021-07-01")[0] == "示例市噪声管理办法2@2020"


def test_a_filter_alone_lists_the_most_cited_first(found: Found) -> None:
    assert found("year:2023") == ["示例市噪声管理办法2@2023", "示例市噪声管理办法1@2023"]


def test_facets_count_what_can_be_paged_to(index: Index) -> None:
    results = index.search(parse_query("应当", on="2024-01-31"), 1)
    counted = {name: {f.value: f.count for f in facets} for name, facets in results.facets.items()}
    assert counted["status"] == {"in_force": 2, "ended": 1}
    assert counted["year"] == {"2020": 1, "2021": 1, "2023": 1}
    assert all(sum(counts.values()) == results.total for counts in counted.values())


def test_facets_are_left_out_when_not_asked_for(index: Index) -> None:
    assert index.search(Query(words="应当"), facets="none").facets == {}


def test_pages_follow_each_other_without_gap_or_repetition(index: Index) -> None:
    query = Query(words="应当 噪声 租赁")
    whole = index.search(query, 10).hits
    pages = [index.search(query, 2, offset).hits for offset in range(0, 6, 2)]
    assert tuple(hit for page in pages for hit in page) == whole
    assert [hit.rank for hit in whole] == list(range(1, len(whole) + 1))


def test_a_page_behind_the_last_is_empty(index: Index) -> None:
    results = index.search(Query(words="噪声"), 10, 500)
    assert results.hits == ()
    assert results.total > 0


def test_equal_scores_come_in_the_same_order_however_the_index_was_made(index: Index) -> None:
    twins = [put(article(1, "同样的内容。", work=f"示例办法{n}")) for n in range(30)]
    index.apply(twins, 4)
    once = [hit.id for hit in index.search(Query(words="同样的内容"), 30).hits]
    for half in (twins[20:], twins[:20]):
        index.apply(reversed(half), 5)
    assert [hit.id for hit in index.search(Query(words="同样的内容"), 30).hits] == once


def test_a_law_comes_before_a_rule_that_says_the_same(index: Index) -> None:
    index.apply(
        [
            put(article(1, "经营者应当明码标价。", work="示例市价格办法")),
            put(article(1, "经营者应当明码标价。", work="示例价格法", kind="law")),
        ],
        4,
    )
    assert index.search(Query(words="明码标价")).hits[0].work == "示例价格法"


def test_an_article_is_raised_by_the_chapter_it_stands_in(index: Index) -> None:
    here = {"work": "示例养犬条例", "path": ("第二章 犬只登记",)}
    index.apply(
        [
            put(
                article(1, "犬只登记应当凭免疫证明。", **here),
                article(2, "逾期不办理的，责令改正。", **here),
            ),
            put(article(1, "逾期不办理的，责令改正。", work="示例渔业条例")),
        ],
        4,
    )
    hits = index.search(Query(words="犬只登记逾期不办理")).hits
    assert next((hit.work, hit.number) for hit in hits if "逾期" in hit.snippet.text) == (
        "示例养犬条例",
        "2",
    )


def test_a_page_of_text_is_answered_like_a_long_question(index: Index) -> None:
    assert index.search(Query(words="租赁物的维修义务" + "其他的话" * 5000)).total > 0


def test_facets_count_also_what_answers_too_badly_to_be_ranked(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rank, "POOL", 1)
    results = index.search(parse_query("应当", on="2024-01-31"), 1)
    counted = {facet.value: facet.count for facet in results.facets["year"]}
    assert results.total == 1
    assert counted == {"2020": 1, "2021": 1, "2023": 1}


def test_a_filter_finds_as_many_as_its_facet_said(index: Index) -> None:
    facets = index.search(parse_query("应当", on="2024-01-31")).facets
    for facet in facets["year"]:
        found = index.search(parse_query(f"应当 year:{facet.value}", on="2024-01-31"))
        assert found.total == facet.count


def test_a_phrase_is_marked_only_where_it_stands_whole(index: Index) -> None:
    (hit,) = index.search(parse_query("“提前告知”")).hits
    marked = [hit.snippet.text[start:end] for start, end in hit.snippet.spans]
    assert marked == ["提前告知"]
