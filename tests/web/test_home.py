"""The first page: search first, then what the library holds."""

from html import unescape

import pytest

from tests.web.conftest import LIFTS


def test_the_search_field_comes_before_everything_else(portal):
    page = portal.get("/").text
    assert page.index('name="q"') < page.index("库中有什么")


def test_the_counts_are_those_of_the_library(portal):
    stats = portal.get("/").context["stats"]
    assert stats["works"] == 34
    assert stats["versions"] == 36


def test_each_kind_leads_to_its_works(portal):
    page = portal.get("/").text
    assert 'href="/library/?kind=local_regulation"' in page


def test_the_latest_document_is_named(portal):
    assert LIFTS in unescape(portal.get("/").text)


@pytest.mark.django_db
def test_an_empty_library_says_how_to_fill_it(empty):
    page = empty.get("/").text
    assert "plumbline import" in page
    assert "文件库还是空的" in page
