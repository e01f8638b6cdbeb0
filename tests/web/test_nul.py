"""The character NUL is refused wherever a request holds it, and asks nothing of the database."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web import administered

pytestmark = pytest.mark.django_db
city, wang = administered.city, administered.wang  # the fixtures of this page
PAGE = {"accept": "text/html", "accept-language": "zh-CN"}


@pytest.mark.parametrize(
    "address",
    [
        "/agencies/?q=a%00",
        "/agencies/%00/",
        "/search/?q=%00",
        "/law/?%00=a",
        "/reconsideration/guide/?kind=%00",
        "/law/%00/",
        "/%00",
    ],
)
def test_an_address_with_nul_is_no_address_of_ours(address):
    answer = Client(headers=PAGE).get(address)
    assert answer.status_code == 400
    assert "这个请求不能回答" in answer.text


def test_a_program_is_told_in_the_shape_of_every_failure():
    answer = Client().get("/api/v1/works?q=%00", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "The request cannot be read."


@pytest.mark.parametrize("fields", [{"name": "a\0", "on": "2025-03-01"}, {"a\0": "b"}])
def test_a_form_with_nul_changes_nothing(wang, fields):
    assert wang.post("/administration/agency/9901-sfj/rename/", fields).status_code == 400


def test_signing_in_with_nul_is_refused(db):
    answer = Client().post("/account/sign-in/", {"login": "a\0", "password": "b"})
    assert answer.status_code == 400


def test_a_cookie_with_nul_is_refused(city):
    client = Client()
    client.cookies["sessionid"] = "a\0"
    assert client.get("/account/").status_code == 400


def test_what_a_file_holds_may_be_anything(wang):
    file = SimpleUploadedFile("a.csv", b"a\0b")
    assert wang.post("/administration/import/", {"file": file}).status_code == 422
