"""A version as a file: in three formats, and as it came in."""

import io
import json
from urllib.parse import unquote

import docx
import pytest
from lxml import etree

from plumbline.store.models import Version
from tests.web.conftest import DEMONSTRATION, WATER

FOLDER = f"/law/{WATER}/2022-09-28"


def get(client, form):
    return client.get(f"{FOLDER}/download/{form}")


def test_the_word_document_has_every_article(portal):
    document = docx.Document(io.BytesIO(get(portal, "docx").content))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert words.count("第三十九条") == 1
    assert "第四十条" not in words


def test_the_akoma_ntoso_file_has_every_article(portal):
    root = etree.fromstring(get(portal, "akn").content)
    assert len(list(root.iter("{*}article"))) == 39


def test_the_json_file_has_every_article_with_its_place(portal):
    found = json.loads(get(portal, "json").text)
    articles = [one for one in found["provisions"] if one["kind"] == "article"]
    assert len(articles) == 39
    assert articles[0]["id"] == "art_1"
    assert articles[0]["path"] == ["第一章 总则"]


@pytest.mark.parametrize(
    ("form", "suffix"), [("docx", "docx"), ("akn", "xml"), ("json", "json"), ("md", "md")]
)
def test_a_file_is_named_for_its_title_and_day(portal, form, suffix):
    told = unquote(get(portal, form).headers["Content-Disposition"])
    assert told == f"attachment; filename*=UTF-8''{WATER}(2022-09-28).{suffix}"


def test_the_original_is_the_file_that_came_in(portal):
    text = Version.objects.get(work__key=WATER, label="2022-09-28").texts.get()
    answer = portal.get(f"{FOLDER}/original/{text.original_id}")
    assert answer.content == (DEMONSTRATION / text.path).read_bytes()
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_the_original_of_another_version_is_not_found(portal):
    other = Version.objects.get(work__key=WATER, label="2019-07-26").texts.get()
    assert portal.get(f"{FOLDER}/original/{other.original_id}").status_code == 404


def test_a_format_that_is_not_offered_is_not_found(portal):
    assert portal.get(f"{FOLDER}/download/exe", follow=True).status_code == 404


def test_the_page_links_to_every_file(portal):
    page = unquote(portal.get(f"{FOLDER}/").text)
    for form in ("docx", "akn", "json"):
        assert f'href="{FOLDER}/download/{form}"' in page
