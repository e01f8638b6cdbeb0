"""The interface gives the values of the library, and says in one way what went wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from plumbline.store.texts import deriving, importing, indexing

pytestmark = pytest.mark.django_db

LAW = """# 示例市供水条例

2020年3月1日 示例市第五届人民代表大会常务委员会第三次会议通过

<!-- INFO END -->

第一条 为了保障供水，制定本条例。

第二条 供水企业应当做到：

（一）水质合格；

（二）水压达标。

第三条 违反本条例第二条第二项的，责令改正。

第四条 本条例自2020年5月1日起施行。
"""

NOTICE = """# 示例市水务局关于执行供水条例的通知

示水发〔2021〕3号

2021年2月1日 示例市水务局发布

<!-- INFO END -->

一、依照《示例市供水条例》第三条处理。

二、依照《示例市供水条例》第九条处理。
"""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def library(settings: object, tmp_path: Path) -> Client:
    """A library of two documents, in a home of its own."""
    settings.PLUMBLINE_HOME = tmp_path  # type: ignore[attr-defined]
    importing.take_in_bytes(LAW.encode(), "供水条例(2020-03-01).md")
    importing.take_in_bytes(NOTICE.encode(), "通知(2021-02-01).md")
    deriving.derive(silent)
    indexing.catch_up(silent)
    return Client(HTTP_HOST="localhost")


def test_works_are_listed_with_their_state_on_the_day(library: Client) -> None:
    answer = library.get("/api/v1/works", {"on": "2020-04-01", "q": "供水条例"}).json()
    states = {row["title"]: row["state"] for row in answer["items"]}
    assert states["示例市供水条例"] == "not_yet_in_force"
    assert answer["next"] is None


def test_a_provision_is_found_by_its_id(library: Client) -> None:
    address = "/api/v1/works/示例市供水条例/versions/2020-03-01/provisions"
    answer = library.get(address, {"id": "art_2"}).json()
    assert [row["label"] for row in answer["items"]] == ["第二条"]
    assert answer["items"][0]["text"].count("\n") == 2


def test_what_rests_on_an_article_names_the_citing_text(library: Client) -> None:
    answer = library.get("/api/v1/citing", {"work": "示例市供水条例", "article": "3"}).json()
    assert [row["version"] for row in answer["items"]] == ["2021-02-01"]


def test_a_checked_file_is_answered_and_not_kept(library: Client) -> None:
    file = SimpleUploadedFile("草案.md", NOTICE.replace("2021年2月1日", "2021年2月2日").encode())
    answer = library.post("/api/v1/check", {"file": file}).json()
    statuses = [one["status"] for one in answer["citations"]]
    assert statuses == ["ok", "no_such_provision"]
    assert library.get("/api/v1/works").json()["total"] == 2


def test_search_finds_an_article(library: Client) -> None:
    answer = library.get("/api/v1/search", {"q": "水压达标"}).json()
    assert answer["items"][0]["id"] == "art_2"
    assert answer["behind"] == 0


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/works/没有这个法", 404, "not_found"),
        ("/api/v1/works?page=0", 422, "invalid"),
        ("/api/v1/works?on=2020-13-01", 422, "invalid"),
        ("/api/v1/works/示例市供水条例/versions/1999-01-01/provisions", 404, "not_found"),
    ],
)
def test_every_failure_has_the_one_shape(
    library: Client, address: str, status: int, code: str
) -> None:
    answer = library.get(address)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert answer.json()["error"]["message"]


def test_a_wrong_method_and_a_wrong_address_have_it_too(library: Client) -> None:
    wrong = library.delete("/api/v1/works")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (405, "method_not_allowed")
    for address in ("/api/v1/nothing", "/api/"):
        none = library.get(address)
        assert (none.status_code, none.json()["error"]["code"]) == (404, "not_found")


def test_a_request_that_is_too_large_has_it_too(library: Client, settings: object) -> None:
    settings.PLUMBLINE_UPLOAD_LIMIT = 100  # type: ignore[attr-defined]
    answer = library.post("/api/v1/check", {"file": SimpleUploadedFile("a.md", bytes(200))})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize("fault", [OperationalError("gone"), RuntimeError("a fault of ours")])
def test_a_fault_behind_the_interface_has_it_too(
    library: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("plumbline.api.endpoints.library.list_works", fails)
    library.raise_request_exception = False
    answer = library.get("/api/v1/works", HTTP_ACCEPT_ENCODING="gzip")
    expected = (503, "unavailable") if isinstance(fault, OperationalError) else (500, "failed")
    assert (answer.status_code, answer.json()["error"]["code"]) == expected
    assert "fault of ours" not in answer.text


def test_an_article_that_is_named_comes_first(library: Client) -> None:
    answer = library.get("/api/v1/search", {"q": "示例市供水条例 3", "on": "2026-01-01"}).json()
    assert answer["items"][0]["id"] == "art_3"
    assert [row["rank"] for row in answer["items"]] == list(range(1, len(answer["items"]) + 1))


def test_pages_below_a_named_article_lose_and_repeat_nothing(library: Client) -> None:
    asked = {"q": "示例市供水条例 3", "on": "2026-01-01"}
    whole = library.get("/api/v1/search", asked).json()["items"]
    pages = [
        library.get("/api/v1/search", asked | {"size": "2", "page": str(page)}).json()["items"]
        for page in (1, 2, 3, 4)
    ]
    ids = [(row["work"], row["id"]) for rows in pages for row in rows]
    assert ids == [(row["work"], row["id"]) for row in whole]


@pytest.mark.parametrize("state", ["zzz", "现行"])
def test_a_state_that_does_not_exist_is_refused(library: Client, state: str) -> None:
    answer = library.get("/api/v1/works", {"state": state})
    assert answer.status_code == 422
    assert "in_force" in answer.json()["error"]["message"]


@pytest.mark.parametrize("kind", ["zzz", "law'; drop table"])
def test_a_kind_that_does_not_exist_is_refused(library: Client, kind: str) -> None:
    answer = library.get("/api/v1/works", {"kind": kind})
    assert answer.status_code == 422
    assert "constitution" in answer.json()["error"]["message"]


def test_an_unchanged_answer_is_not_sent_twice(library: Client) -> None:
    first = library.get("/api/v1/works")
    again = library.get("/api/v1/works", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
    assert not again.content


def test_the_description_covers_every_endpoint_and_is_a_page_too(library: Client) -> None:
    described = json.loads(library.get("/api/v1/openapi.json").content)
    page = library.get("/api/v1/docs").content.decode()
    assert len(described["paths"]) >= 7
    for path in described["paths"]:
        assert path in page
