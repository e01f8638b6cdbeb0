"""A search answers with articles, and with the one place that was named."""

from datetime import date

import pytest

from plumbline.search import IndexFault, QueryFault
from plumbline.store import library
from plumbline.store.texts import indexing
from tests.store.conftest import law, silent

WATER = "示例市供水条例"
ON = date(2024, 6, 1)
NOTICE = (
    "# 示例市人民政府关于供水的通知", "示府发〔2022〕7号", "各区人民政府：", "一、保障供水。",
    "二、公开水质。", "示例市人民政府", "2022年2月1日",
)  # fmt: skip


@pytest.fixture
def stocked(shelf):
    shelf.write("旧.md", law(WATER, "2019-03-01", "供水企业应当保障水质。", "水压应当达标。"))
    shelf.write("新.md", law(WATER, "2023-06-01", "供水企业应当保障水质。", "水压应当达标准。"))
    shelf.write("通知.md", "\n\n".join(NOTICE))
    shelf.bring_in()
    return shelf


def test_a_search_finds_articles_and_says_that_it_is_up_to_date(stocked):
    found = library.search("水压", ON)
    assert {hit.eid for hit in found.results.hits} == {"art_2"}
    assert (found.place, found.behind) == (None, 0)


def test_filters_narrow_what_is_found(stocked):
    found = library.search("水压", ON, filters={"year": "2019", "status": "", "kind": ""})
    assert [hit.version for hit in found.results.hits] == ["2019-03-01"]
    found = library.search("水压", ON, filters={"status": "in_force"})
    assert [hit.version for hit in found.results.hits] == ["2023-06-01"]


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [({"colour": "red"}, "kind"), ({"year": "²"}, "2021"), ({"status": "dead"}, "in_force")],
)
def test_a_filter_that_cannot_be_is_refused_with_what_may_be(stocked, filters, allowed):
    with pytest.raises(QueryFault, match=allowed):
        library.search("水压", ON, filters=filters)


def test_an_article_that_is_named_is_the_place_to_go_to(stocked):
    place = library.search(f"{WATER} 2", ON).place
    assert (place.key, place.eid, place.is_loaded) == (WATER, "art_2", True)


def test_an_article_that_the_text_has_not_is_known_not_to_be_there(stocked):
    place = library.search(f"《{WATER}》第九十条", ON).place
    assert (place.eid, place.is_loaded) == ("art_90", False)


def test_a_document_number_is_the_place_to_go_to(stocked):
    place = library.search("示府发〔2022〕7号", ON).place
    assert place.title == "示例市人民政府关于供水的通知"


def test_a_page_begins_where_the_one_before_ended(stocked):
    whole = [hit.id for hit in library.search("供水", ON, size=10).results.hits]
    first = [hit.id for hit in library.search("供水", ON, size=2).results.hits]
    second = [hit.id for hit in library.search("供水", ON, page=2, size=2).results.hits]
    assert first + second == whole[:4]


def test_a_search_goes_on_in_the_index_that_took_over(stocked):
    opened = indexing.open_index()
    indexing.rebuild(silent)
    indexing._opened.clear()
    indexing._opened[indexing.folder()] = opened
    assert library.search("水压", ON).results.hits


def test_an_index_that_was_cleared_away_under_a_reader_is_opened_anew(stocked, monkeypatch):
    gone = indexing.open_index()
    for _ in range(3):
        indexing.rebuild(silent)
    first = iter([gone])
    real = indexing.open_index
    monkeypatch.setattr(indexing, "open_index", lambda: next(first, None) or real())
    assert library.search("水压", ON).results.hits


def test_without_an_index_the_fault_says_what_to_do(shelf):
    with pytest.raises(IndexFault, match="build it"):
        library.search("水压", ON)
