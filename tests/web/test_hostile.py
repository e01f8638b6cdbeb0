"""Whatever a document holds, a page shows it as words."""

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client

from plumbline.store.models import Work
from plumbline.store.texts import deriving, importing, indexing
from tests.web.conftest import silent

EVIL = '<script>alert("供水")</script><img src=x onerror=alert(1)>'
LAW = f"""# 示例市供水条例{EVIL}

2020年3月1日 示例市第五届人民代表大会常务委员会第三次会议通过{EVIL}

<!-- INFO END -->

## 第一章 总则{EVIL}

第一条 供水企业应当保障水质。{EVIL}

第二条 违反《示例市{EVIL}条例》第一条、本条例第一条的，责令改正。

| 事项 | 依据 |
| --- | --- |
| {EVIL} | 本条例第一条 |

第三条 本条例自2020年5月1日起施行。
"""
KEY = "示例市供水条例"


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def visitor(tmp_path, settings, db):
    """A visitor of a library that holds one hostile document."""
    settings.PLUMBLINE_HOME = tmp_path
    importing.take_in_bytes(LAW.encode(), f'{KEY}"><script>.md')
    deriving.derive(silent)
    indexing.catch_up(silent)
    return Client(headers={"accept-language": "zh-CN"})


@pytest.fixture
def key(visitor):
    return Work.objects.get().key


def assert_inert(page):
    """No script but ours, no handler, nothing loaded from elsewhere."""
    for tag, attributes in Tags(page).found:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert "style" not in attributes
        if tag in ("script", "img", "link", "iframe"):
            source = attributes.get("src") or attributes.get("href") or ""
            assert source.startswith("/static/"), (tag, attributes)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/library/",
        "/imports/",
        "/search/?q=供水",
        "/law/{key}/",
        "/law/{key}/cited-by/",
        "/law/{key}/compare/",
    ],
)
def test_a_script_in_a_document_runs_on_no_page(visitor, key, path):
    answer = visitor.get(path.format(key=key))
    assert answer.status_code == 200
    assert_inert(answer.text)


def test_a_script_in_the_text_of_a_citation_does_not_run(visitor, key):
    work = Work.objects.get()
    version = work.versions.get()
    for row in version.citations.all():
        for form in ("", "card"):
            answer = visitor.get(f"/law/{key}/{version.label}/cite/{row.place}/{form}")
            if answer.status_code == 200:
                assert_inert(answer.text)


def test_the_words_of_the_document_are_shown_all_the_same(visitor, key):
    page = unescape(visitor.get(f"/law/{key}/").text)
    assert 'alert("供水")' in page


def test_a_script_in_the_address_comes_back_inert(visitor):
    answer = visitor.get("/law/<script>alert(1)</script>/")
    assert answer.status_code == 404
    assert_inert(answer.text)


def test_a_script_in_what_led_here_comes_back_inert(visitor, key):
    assert_inert(visitor.get(f"/law/{key}/", {"jump": EVIL, "on": EVIL}).text)


def test_a_formula_in_a_title_is_no_formula_in_the_export(visitor):
    Work.objects.update(title='=HYPERLINK("http://elsewhere.example")')
    rows = visitor.get("/library/works.csv").text.splitlines()
    assert not re.search(r'(?:^|,)"?=', rows[1])


def test_the_page_of_a_text_of_one_enormous_line_is_shown(tmp_path, settings, db):
    settings.PLUMBLINE_HOME = tmp_path
    line = "供水企业应当保障水质，" * 20_000
    importing.take_in_bytes(f"# 示例市长行规定\n\n第一条 {line}\n".encode(), "长行.md")
    deriving.derive(silent)
    answer = Client().get("/law/示例市长行规定/", {"on": date(2026, 1, 1).isoformat()})
    assert answer.status_code == 200
