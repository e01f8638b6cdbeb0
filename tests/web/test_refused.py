"""A request that is refused is answered by a page of the portal, in the visitor's language."""

import pytest
from django.test import Client

BROWSER = {"accept": "text/html,*/*", "accept-language": "zh-CN"}


@pytest.fixture
def browser(db):
    return Client(headers=BROWSER)


def assert_a_page(answer, status, words):
    assert answer.status_code == status
    assert words in answer.text
    assert 'class="masthead' in answer.text


def test_a_request_that_is_too_large_says_how_large_it_is_and_may_be(browser, settings):
    settings.PLUMBLINE_UPLOAD_LIMIT = 2048
    answer = browser.post("/check/", b"x" * 3072, content_type="text/plain")
    assert_a_page(answer, 413, "提交的内容有 3 KB，最多 2 KB")


def test_it_says_so_in_english_to_whoever_reads_english(db, settings):
    settings.PLUMBLINE_UPLOAD_LIMIT = 2048
    client = Client(headers=BROWSER | {"accept-language": "en"})
    answer = client.post("/check/", b"x" * 3072, content_type="text/plain")
    assert_a_page(answer, 413, "3 KB")
    assert "提交的内容" not in answer.text


def test_a_form_from_elsewhere_is_refused_in_words(db):
    client = Client(enforce_csrf_checks=True, headers=BROWSER)
    assert_a_page(client.post("/check/", {"text": "x"}), 403, "表单已经过期")


def test_a_report_that_is_not_ours_is_refused_in_words(browser):
    assert_a_page(browser.post("/check/report/", {"format": "exe"}), 400, "请回到上一页再试")


def test_a_program_gets_a_line_of_text(db):
    answer = Client(headers={"accept": "application/json"}).post("/check/report/", {})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_a_form_without_its_cookie_is_refused_by_a_page_to_whoever_takes_any_answer(db):
    client = Client(enforce_csrf_checks=True, headers={"accept": "*/*", "accept-language": "en"})
    answer = client.post("/check/", {"text": "x"})
    assert_a_page(answer, 403, "form")
    assert "CSRF" not in answer.text
