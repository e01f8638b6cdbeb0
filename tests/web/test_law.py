"""A law as it is read: the text of a day, why it governs, and its permalinks."""

import re
from datetime import date
from html import unescape
from itertools import pairwise

import pytest

from plumbline.store.texts.resting import Rests
from plumbline.web.layout.day import Asked
from plumbline.web.library import body
from tests.web.conftest import CONTRACTS, LIFTS, LODGINGS, ON, RENTING, WATER


def read(client, key, **fields):
    return client.get(f"/law/{key}/", {"on": ON, **fields})


def test_today_shows_the_text_that_governs_today(portal):
    assert read(portal, WATER).context["version"].label == "2022-09-28"


@pytest.mark.parametrize(
    ("on", "label"),
    [
        ("2016-09-01", "2016-05-27"),
        ("2019-08-31", "2016-05-27"),
        ("2019-09-01", "2019-07-26"),
        ("2022-10-31", "2019-07-26"),
        ("2022-11-01", "2022-09-28"),
    ],
)
def test_a_day_shows_the_text_that_governed_on_it(portal, on, label):
    assert read(portal, WATER, on=on).context["version"].label == label


def test_the_days_offered_are_those_on_which_something_changed(portal):
    days = [one.start.isoformat() for one in read(portal, WATER).context["timeline"]]
    assert days == ["2016-09-01", "2019-09-01", "2022-11-01"]


def test_the_day_asked_is_marked_among_those_offered(portal):
    chosen = [one for one in read(portal, WATER, on="2020-01-01").context["timeline"] if one.chosen]
    assert [one.label for one in chosen] == ["2019-07-26"]


def test_every_article_has_a_permalink(portal):
    page = read(portal, WATER).text
    articles = re.findall(r'<section class="block article" id="(art_\d+)"', page)
    assert len(articles) == 39
    assert all(f'href="#{eid}"' in page for eid in articles)


def test_no_id_stands_twice_on_a_page(portal):
    for key in (WATER, RENTING, LIFTS):
        ids = re.findall(r'\sid="([^"]+)"', read(portal, key).text)
        assert sorted(ids) == sorted(set(ids))


def test_the_contents_lead_to_the_chapters(portal):
    page = read(portal, WATER).text
    for eid in re.findall(r'<li class="depth-\d"><a href="#([^"]+)"', page):
        assert f'id="{eid}"' in page


def test_headings_do_not_skip_a_level(portal):
    levels = [int(n) for n in re.findall(r"<h(\d)", read(portal, WATER).text)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_article_is_reached_by_the_number_that_is_typed(portal):
    answer = portal.get(f"/law/{WATER}/2022-09-28/", {"article": "第九条", "on": ON})
    assert answer.headers["Location"].endswith("#art_9")


def test_an_older_version_says_that_another_governs(portal):
    page = portal.get(f"/law/{WATER}/2016-05-27/", {"on": ON}).text
    assert "这是2016年5月27日的版本" in page
    assert "看2022年9月28日的版本" in page


def test_a_text_that_is_not_yet_in_force_says_from_when(portal):
    page = read(portal, LIFTS).text
    assert "尚未施行" in page
    assert "自2027年1月1日起施行" in page


def test_a_text_that_was_repealed_says_by_what(portal):
    page = read(portal, "示例市行政规范性文件备案规定").text
    assert "自2021年10月1日起废止" in page
    assert "《示例市行政规范性文件管理办法》" in page


def test_a_text_whose_validity_ended_says_when(portal):
    page = portal.get(f"/law/{RENTING}/", {"on": "2022-01-01"}).text
    assert "已失效" in page


def test_the_day_of_effect_says_by_which_rule_it_was_found(portal):
    assert "文本写明施行日期" in read(portal, LIFTS).text


def test_an_amended_text_binds_from_the_day_that_the_decision_states(portal):
    page = read(portal, WATER).text
    assert "2022年11月1日" in page
    assert "修改决定写明施行日期" in page


def test_an_amendment_whose_text_is_missing_is_announced(portal):
    assert "已有修改，文本未收录" in read(portal, "示例市物业管理条例").text


DOGS = "示例市养犬管理条例"  # of its two texts only that of 2022 is loaded


def test_a_day_before_the_text_shown_says_that_the_text_of_that_day_is_missing(portal):
    page = read(portal, DOGS, on="2018-01-01").text
    assert "库中没有2018年1月1日施行的文本" in page
    assert "当日施行的文本是2014年3月28日通过或者修改的" in page
    assert "以下是2022年9月28日的文本，晚于基准日" in page
    assert "以下是修改前的文本" not in page
    assert "起施行</span>" not in page


def test_a_citation_of_a_work_that_has_ended_is_marked_on_the_day_on_which_it_has(portal):
    marks = [
        set(re.findall(r'data-ended="([^"]+)"', read(portal, LODGINGS, on=on).text))
        for on in (ON, "2015-01-01")
    ]
    assert "已废止" in marks[0]
    assert marks[1] == set()


def test_the_page_of_an_older_version_marks_that_version_among_the_days(portal):
    timeline = portal.get(f"/law/{WATER}/2016-05-27/", {"on": ON}).context["timeline"]
    assert [one.label for one in timeline if one.chosen] == ["2016-05-27"]


def test_damage_is_marked_at_the_article_that_has_it(portal):
    page = read(portal, "示例市新城区人民政府关于加强出租房屋安全管理的通告").text
    block = page[page.index('id="art_8"') :].partition("</section>")[0]
    assert "条文编号不连续" in block


def test_a_work_that_is_only_cited_says_what_is_known(portal):
    page = read(portal, CONTRACTS).text
    assert "库中没有这份文件的文本" in page
    assert "《中华人民共和国合同法》第二百一十五条" in unescape(page)


def test_a_work_that_nobody_mentions_is_not_found(portal):
    assert read(portal, "绝无此法").status_code == 404


def test_a_version_that_does_not_exist_is_not_found(portal):
    assert portal.get(f"/law/{WATER}/1999-01-01/").status_code == 404


def test_the_full_title_leads_to_the_short_address(portal):
    answer = read(portal, f"《{WATER}》")
    assert answer.status_code in (302, 200)


def test_a_day_that_is_none_is_said_to_be_none_and_today_is_shown(portal):
    page = read(portal, WATER, on="昨天").text
    assert "“昨天”不是日期" in page


def test_the_day_asked_stays_in_the_addresses_of_citations(portal):
    page = read(portal, WATER, on="2020-01-01").text
    assert 'href="?on=2020-01-01&amp;cite=' in page
    assert 'href="?cite=' not in page


@pytest.mark.parametrize(
    ("typed", "said"), [("400", "没有第四百条"), ("头一条", "“头一条”不是条号")]
)
def test_an_article_that_the_text_lacks_is_said_to_be_missing(portal, typed, said):
    page = portal.get(f"/law/{WATER}/", {"article": typed, "on": ON})
    assert page.status_code == 200
    assert said in page.text


def test_versions_that_the_timeline_names_are_not_listed_again(portal):
    page = portal.get(f"/law/{WATER}/", {"on": ON})
    assert len(page.context["page"].versions) == 3
    assert page.context["versions_apart"] == []


@pytest.mark.parametrize("path", [f"/law/{WATER}/", f"/law/{CONTRACTS}/", "/library/", "/imports/"])
def test_days_are_written_in_one_form(visitor, path):
    shown = re.sub(r"<[^>]*>", " ", visitor.get(path, {"on": ON}).text)
    assert not re.search(r"\d{4}-\d\d-\d\d|[A-Z][a-z]{2,4}\.? \d{1,2}, \d{4}", shown)


def test_a_day_in_the_timeline_says_which_text_takes_effect(visitor):
    assert "text of 28 September 2022 takes effect" in visitor.get(f"/law/{WATER}/").text


def test_brackets_are_those_of_the_reader_s_language(visitor):
    for path in (f"/law/{WATER}/", f"/law/{WATER}/cited-by/", "/library/"):
        assert not re.search(r"（[\x20-\x7e]+）", visitor.get(path).text)


def test_findings_of_one_kind_are_told_once_with_their_lines():
    found = [{"code": "a", "line": 3}, {"code": "b", "line": 0}, {"code": "a", "line": 7}]
    told = body._told_once(found)
    assert [(one["code"], one["lines"]) for one in told] == [("a", [3, 7]), ("b", [])]


def test_a_heading_without_words_is_neither_listed_nor_drawn():
    rows = [("chapter", "chp_1", "", "附则", "", ""), ("section", "sec_1", "", "", "", "")]
    levels = {"chapter": 0, "section": 1}
    assert body._contents(rows, levels).count("<li") == 1
    pieces = body._Pieces(WATER, {}, Rests({}, {}), Asked(date(2026, 1, 1), date(2026, 1, 1)))
    assert "…" not in pieces.of(rows[1], levels)
