"""What a text cites, what rests on a provision, and one citation explained."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from plumbline.store.models import Citation, Provision
from plumbline.web.citing.explained import lines_of
from tests.web.conftest import CONTRACTS, LODGINGS, ON, RENTING, WATER


@pytest.fixture
def listed(portal):
    """The citations of a notice that cites what has ended."""
    return portal.get(f"/law/{LODGINGS}/2023-03-27/citations/", {"on": ON})


def place_of(listed, words):
    """The number of the citation with these words, as the text links to it."""
    return Citation.objects.get(version=listed.context["version"], text=words).place


def test_every_citation_is_listed_with_its_status(listed):
    assert listed.context["total"] == sum(count for _, count in listed.context["counts"])


def test_a_lapsed_work_that_is_cited_is_shown_as_ended(listed):
    one = next(e for e in listed.context["explained"] if RENTING in e.resolved.citation.text)
    assert one.resolved.status == "repealed"


def test_citations_are_narrowed_by_status(portal):
    page = portal.get(f"/law/{LODGINGS}/2023-03-27/citations/", {"on": ON, "status": "ok"})
    assert {one.resolved.status for one in page.context["explained"]} == {"ok"}


def test_the_cited_text_stands_beside_the_citation(listed):
    one = next(e for e in listed.context["explained"] if e.resolved.status == "ok")
    assert one.targets[0].quoted.lines


def test_a_citation_of_one_item_shows_that_item_alone(listed):
    one = next(e for e in listed.context["explained"] if "第二项" in e.resolved.citation.text)
    assert [len(named.quoted.lines) for named in one.targets] == [1, 1]
    assert one.targets[0].quoted.lines[0].startswith("（二）")


def test_a_good_citation_leads_straight_to_the_provision(portal):
    row = Citation.objects.filter(version__work__key=WATER, text="本条例第二十三条第一款").first()
    answer = portal.get(f"/law/{WATER}/{row.version.label}/cite/{row.place}/", {"on": ON})
    assert answer.status_code == 302
    assert unquote(answer.headers["Location"]).endswith("#art_23__para_1")


def test_a_citation_of_what_has_ended_leads_to_the_reason(portal, listed):
    place = place_of(listed, f"《{RENTING}》")
    answer = portal.get(f"/law/{LODGINGS}/2023-03-27/cite/{place}/", {"on": ON})
    assert answer.status_code == 200
    assert "所引已废止" in answer.text


def test_the_link_in_the_text_leads_to_its_citation(portal, listed):
    place = place_of(listed, f"《{RENTING}》")
    answer = portal.get(f"/law/{LODGINGS}/2023-03-27/", {"cite": place, "on": ON})
    assert f"/cite/{place}/" in answer.headers["Location"]


def test_a_card_is_a_piece_of_a_page_with_the_day_of_its_answer(portal, listed):
    place = place_of(listed, f"《{RENTING}》")
    card = portal.get(f"/law/{LODGINGS}/2023-03-27/cite/{place}/card", {"on": ON}).text
    assert "<html" not in card
    assert "按2026年11月1日核对" in card


@pytest.mark.parametrize("place", ["99999", "99999999999999999999"])
def test_a_citation_that_is_not_there_is_not_found(portal, place):
    assert portal.get(f"/law/{LODGINGS}/2023-03-27/cite/{place}/").status_code == 404


def test_what_rests_on_an_article_is_counted_beside_it(portal):
    page = unquote(portal.get(f"/law/{WATER}/", {"on": ON}).text)
    assert f"/law/{WATER}/cited-by/" in page


def test_what_rests_on_a_work_shows_the_words_that_cite_it(portal):
    page = portal.get(f"/law/{CONTRACTS}/cited-by/", {"article": "215"}).text
    assert "<mark>《中华人民共和国合同法》第二百一十五条</mark>" in unescape(page)


def test_what_rests_on_one_article_leaves_out_the_others(portal):
    shown = portal.get(f"/law/{CONTRACTS}/cited-by/", {"article": "215"}).context["resting"]
    assert shown
    assert all("二百一十五" in one.citation.text for one in shown)


def test_nothing_rests_on_a_work_that_nobody_cites(portal):
    assert portal.get("/law/绝无此法/cited-by/").status_code == 404


def test_a_page_has_one_name_on_its_tab_its_head_and_the_button_that_leads_there(visitor):
    law = visitor.get(f"/law/{LODGINGS}/").text
    cited_by = visitor.get(f"/law/{WATER}/cited-by/").text
    citations = visitor.get(f"/law/{LODGINGS}/2023-03-27/citations/").text
    assert "What it cites" in law
    assert "What cites it" in law
    assert f"<title>What cites {WATER}" in cited_by
    assert "What cites <span" in cited_by
    assert f"<title>What {LODGINGS} cites" in citations


def test_who_cites_is_named_in_the_reader_s_language(visitor):
    page = visitor.get(f"/law/{WATER}/cited-by/").text
    places = re.findall(r'resting-place"><a [^>]*>(.*?)</a>', page)
    assert places
    assert not any(re.search("第.{1,6}条", place) for place in places)


def test_a_work_without_a_provision_leaves_no_space_in_its_link(portal):
    page = portal.get(f"/law/{LODGINGS}/2023-03-27/citations/").text
    assert "</span> </a>" not in page


def test_the_number_of_an_article_stands_apart_from_its_words(demonstration, db):
    provision = Provision.objects.filter(version__work__key=WATER, eid="art_9").first()
    assert provision is not None
    assert re.match("第九条\u3000\\S", lines_of(provision, "art_9")[0])


def test_an_article_that_nothing_cites_is_shown_as_the_one_that_was_asked_for(portal):
    page = portal.get(f"/law/{WATER}/cited-by/", {"article": "3"}).text
    assert '<option value="3" selected>第三条（0）</option>' in page
