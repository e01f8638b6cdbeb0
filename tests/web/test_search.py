"""Questions, answers, and the places that are reached without a search."""

from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils.html import escape

from plumbline.store.texts import indexing
from tests.web.conftest import CONTRACTS, LODGINGS, ON, WATER


def ask(client, question, **fields):
    return client.get("/search/", {"q": question, "on": ON, **fields})


def test_an_answer_leads_to_the_article_by_its_permalink(portal):
    page = unquote(ask(portal, "二次供水设施").text)
    assert f"/law/{WATER}/2022-09-28/" in page
    assert "#art_" in page


def test_the_words_that_matched_are_marked(portal):
    assert "<mark>" in ask(portal, "二次供水设施").text


def test_an_answer_says_whether_it_is_in_force_on_the_day_asked(portal):
    assert "现行有效" in ask(portal, "二次供水设施").text


def test_answers_are_narrowed_by_kind(portal):
    hits = ask(portal, "罚款", kind="local_regulation").context["answer"].results.hits
    assert hits
    assert {hit.kind for hit in hits} == {"local_regulation"}


def test_answers_are_narrowed_by_standing_on_the_day_asked(portal):
    hits = ask(portal, "罚款", status="ended").context["answer"].results.hits
    assert {hit.status for hit in hits} == {"ended"}


def test_a_chosen_value_can_be_taken_back(portal):
    facets = ask(portal, "罚款", kind="local_regulation").context["answer"].facets
    chosen = next(value for value in facets["kind"] if value.chosen)
    assert "kind" not in parse_qs(chosen.query)


def test_a_facet_keeps_question_and_day(portal):
    facets = ask(portal, "罚款").context["answer"].facets
    fields = parse_qs(facets["kind"][0].query)
    assert fields["q"] == ["罚款"]
    assert fields["on"] == [ON]


def test_the_second_page_goes_on_where_the_first_ends(portal):
    first = ask(portal, "应当").context["answer"].results.hits
    second = ask(portal, "应当", page="2").context["answer"].results.hits
    assert second[0].rank == first[-1].rank + 1


@pytest.mark.parametrize("path", ["/search/?q=罚款", "/library/?kind=local_regulation"])
def test_a_page_beyond_the_last_leads_to_the_last(portal, path):
    answer = portal.get(f"{path}&page=999999", follow=True)
    assert answer.status_code == 200
    assert answer.context["paging"].page == answer.context["paging"].last


@pytest.mark.parametrize("typed", [f"{WATER} 9", f"《{WATER}》第九条", f"{WATER}第九条"])
def test_an_article_is_reached_without_a_search(portal, typed):
    answer = ask(portal, typed)
    address = urlsplit(unquote(answer.headers["Location"]))
    assert answer.status_code == 302
    assert address.path == f"/law/{WATER}/"
    assert address.fragment == "art_9"


def test_the_page_reached_says_why_it_opened_and_offers_the_search(portal):
    address = ask(portal, f"{WATER} 9").headers["Location"]
    page = unescape(portal.get(address.partition("#")[0]).text)
    assert f"由“{WATER} 9”直接跳转到这里" in page
    assert "stay=1" in page


def test_the_search_that_is_asked_for_all_the_same_is_made(portal):
    answer = ask(portal, f"{WATER} 9", stay="1")
    assert answer.status_code == 200
    assert "直接跳转" in answer.text


def test_a_document_number_is_reached_without_a_search(portal):
    answer = ask(portal, "新城府发〔2023〕7号")
    assert unquote(answer.headers["Location"]).startswith(f"/law/{LODGINGS}/2023-03-27/")


def test_an_article_that_the_text_lacks_is_said_to_be_missing(portal):
    assert "没有第九百条" in ask(portal, f"{WATER} 900").text


def test_an_article_of_a_work_that_is_not_loaded_is_searched_for(portal):
    assert ask(portal, f"{CONTRACTS} 215").status_code == 200


@pytest.mark.parametrize("typed", [f"{WATER}9", f"{WATER[3:]}第九条", f"{WATER[3:]}9"])
def test_an_article_is_reached_without_a_space_and_by_the_end_of_a_title(portal, typed):
    address = urlsplit(unquote(ask(portal, typed).headers["Location"]))
    assert (address.path, address.fragment) == (f"/law/{WATER}/", "art_9")


@pytest.mark.parametrize("typed", [WATER, f"《{WATER}》", f" {WATER} "])
def test_a_title_alone_finds_the_work(portal, typed):
    answer = ask(portal, typed)
    assert answer.context["exact"].work.key == WATER
    assert "你要找的是：" in answer.text


def test_a_title_of_a_work_that_has_ended_says_since_when_and_by_what(portal):
    exact = ask(portal, CONTRACTS).context["exact"]
    assert exact.work.state.state == "repealed"
    assert exact.work.state.since.isoformat() == "2021-01-01"
    assert (exact.because.title[-3:], exact.because.eid) == ("民法典", "art_1260")


def test_the_beginning_of_a_title_offers_at_most_five_works(portal):
    others = ask(portal, "示例市").context["others"]
    assert len(others) == 5
    assert all(one.work.key.startswith("示例市") for one in others)


def test_a_question_names_no_work(portal):
    context = ask(portal, "二次供水设施怎么管理").context
    assert (context["exact"], context["others"]) == (None, [])


def test_a_document_number_that_no_document_has_is_said_to_be_missing(portal):
    page = ask(portal, "示府发〔1999〕74号").text
    assert "库中没有这个文号：示府发〔1999〕74号" in page


def test_nothing_asked_shows_how_to_ask(portal):
    assert "怎样问" in portal.get("/search/").text


def test_nothing_found_shows_how_to_ask(portal):
    page = ask(portal, "“绝无此句”").text
    assert "没有找到" in page
    assert "怎样问" in page


def test_a_question_that_cannot_be_read_says_what_is_wrong(portal):
    page = unescape(ask(portal, "罚款 year:去年").text)
    assert "没有看懂这个问题" in page
    assert "2019..2021" in page


def test_an_index_that_is_behind_says_so(portal, monkeypatch):
    monkeypatch.setattr(indexing, "behind", lambda: 3)
    assert "还有 3 处变化没有收入" in ask(portal, "罚款").text


def test_an_index_that_is_missing_is_said_to_be_on_its_way(portal, settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    answer = ask(portal, "罚款")
    assert answer.status_code == 503
    assert "检索索引正在建立" in answer.text
    assert "plumbline reindex" not in answer.text
    assert "plumbline reindex" in portal.get("/about/").text


def test_the_search_of_an_empty_library_says_that_it_is_empty(empty):
    assert "文件库还是空的" in ask(empty, "罚款").text


def test_what_was_typed_comes_back_inert(portal):
    typed = '"><script>alert(1)</script>'
    page = ask(portal, typed).text
    assert typed not in page
    assert escape(typed) in page


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("on:昨天 供水", "“昨天”不是日期"),
        ("year:去年 供水", "“去年”不是年份"),
        ("status:半效 供水", "没有“半效”这种效力状态"),
    ],
)
def test_a_question_that_is_not_understood_is_explained_in_the_reader_s_language(
    portal, question, said
):
    assert said in ask(portal, question).text


def test_filters_that_let_nothing_in_are_shown_and_can_be_taken_back(portal):
    answer = ask(portal, "“绝无此句”", kind="local_regulation", year="1987")
    facets = answer.context["answer"].facets
    chosen = {name: [v.query for v in values if v.chosen] for name, values in facets.items()}
    assert "kind" not in parse_qs(chosen["kind"][0])
    assert "year" not in parse_qs(chosen["year"][0])
    cleared = parse_qs(answer.context["cleared"].removeprefix("?"))
    assert cleared == {"q": ["“绝无此句”"], "on": [ON]}
    assert escape(answer.context["cleared"]) in answer.text


def test_a_filter_that_is_no_kind_is_shown_as_it_stands(portal):
    facets = ask(portal, "罚款", kind="nonsense").context["answer"].facets
    assert [value.name for value in facets["kind"] if value.chosen] == ["nonsense"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("“绝无此句", "引号没有成对"),
        ("zzz AND (yyy", "AND、OR、NOT"),
        ("administrative penalty", "请用中文提问"),
        ("罚款 种类:abc", "没有“abc”这个种类"),
    ],
)
def test_a_question_that_finds_nothing_is_told_why(portal, question, said):
    assert said in unescape(ask(portal, question).text)


def test_a_kind_that_there_is_not_is_answered_with_those_that_there_are(visitor):
    page = unescape(visitor.get("/search/", {"q": "罚款 kind:abc"}).text)
    assert "There is no kind “abc”" in page
    assert "local_regulation" in page


def test_one_answer_is_counted_without_a_range(visitor):
    page = visitor.get("/search/", {"q": "“二次供水设施”", "year": "2022"}).text
    assert ", 1–1" not in page


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("year", "去年", "不是年份"), ("status", "zzz", "没有“zzz”这种效力")],
)
def test_a_filter_in_the_address_that_cannot_be_is_explained_in_chinese(portal, name, value, said):
    assert said in unescape(ask(portal, "罚款", **{name: value}).text)


@pytest.mark.parametrize("digits", [20, 5000])
@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=供水&year=",
        "/search/?q=供水&page=",
        "/library/?page=",
        f"/law/{WATER}/?cite=",
        "/imports/?page=",
    ],
)
def test_a_number_of_any_length_in_an_address_is_borne(portal, path, digits):
    assert portal.get(path + "9" * digits).status_code in (200, 302, 404)
