"""What an official asks of real law, from the search field to the provision."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from plumbline.store.texts import deriving, importing, indexing
from tests.web.conftest import empty_tables, silent

pytestmark = [pytest.mark.texts, pytest.mark.django_db]

WANTED = ("民法典/*.md", "**/天然气管理条例*.md", "**/*天然气管理条例*.md", "**/行政处罚法*.md",
          "**/行政复议法(*.md")  # fmt: skip
ON = "2024-06-01"


@pytest.fixture(scope="module")
def library(texts: Path, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The Civil Code, two versions of the Reconsideration Act, and what else is asked for."""
    with (
        override_settings(PLUMBLINE_HOME=tmp_path_factory.mktemp("law")),
        django_db_blocker.unblock(),
    ):
        for pattern in WANTED:
            for path in sorted((texts / "laws").glob(pattern)):
                importing.take_in_bytes(
                    path.read_bytes(), path.relative_to(texts / "laws").as_posix()
                )
        deriving.derive(silent)
        indexing.catch_up(silent)
        yield
        empty_tables()


@pytest.fixture
def portal(library: None) -> Client:
    return Client(headers={"accept-language": "zh-CN"})


def test_a_question_in_plain_words_finds_the_article(portal):
    asked = {"q": "无正当理由拒绝入户安全检查", "on": ON}
    first = portal.get("/search/", asked).context["answer"].results.hits[0]
    assert (first.work, first.number) == ("重庆市天然气管理条例", "60")


def test_an_article_of_a_law_is_reached_by_short_title_and_number(portal):
    answer = portal.get("/search/", {"q": "行政处罚法 33", "on": ON})
    assert unquote(answer.headers["Location"]).endswith("#art_33")


def test_a_repealed_law_without_text_says_since_when_and_by_which_article(portal):
    page = unescape(portal.get("/law/合同法/", {"on": ON}).text)
    assert "自2021年1月1日起废止" in page
    assert "《中华人民共和国民法典》" in page
    assert "第一千二百六十条" in page


def test_the_same_law_was_not_repealed_the_day_before(portal):
    page = portal.get("/law/合同法/", {"on": "2020-12-31"})
    assert page.context["state"].state != "repealed"


def test_a_code_in_seven_files_is_one_page_with_all_its_articles(portal):
    page = portal.get("/law/民法典/", {"on": ON})
    assert page.context["version"].articles == 1260
    assert all(f'id="art_{number}"' in page.text for number in (1, 464, 1000, 1260))


def test_an_article_that_moved_is_shown_beside_its_new_place(portal):
    page = portal.get("/law/行政复议法/compare/", {"old": "2017-09-01", "new": "2023-09-01"})
    pairs = {
        (old.eid.split("__")[0], new.eid.split("__")[0])
        for line in page.context["lines"]
        for old in line.old.passages
        for new in line.new.passages
    }
    assert ("art_31", "art_62") in pairs


def test_a_text_that_cites_repealed_law_is_told_so(portal):
    draft = "# 通知\n\n依照《中华人民共和国合同法》第二百一十五条办理。\n"
    page = portal.post("/check/", {"text": draft, "on": ON})
    assert [one.resolved.status for one in page.context["explained"]] == ["repealed"]
    assert "自2021年1月1日起废止" in page.text


def test_a_citation_of_the_older_text_says_where_the_content_stands_now(portal):
    draft = "# 通知\n\n2019年6月10日\n\n依照《中华人民共和国行政复议法》第三十一条办理。\n"
    file = SimpleUploadedFile("通知.md", draft.encode())
    page = portal.post("/check/", {"file": file, "on": ON})
    [one] = page.context["explained"]
    assert one.resolved.status == "moved"
    assert one.targets[0].now.eid == "art_62"
    assert one.targets[0].now.lines
    assert "第六十二条" in page.text
