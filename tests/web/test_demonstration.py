"""The demonstration says what it is on every page, and whom to sign in as; nothing else does."""

from __future__ import annotations

import os

import pytest
from django.test import Client
from pytest_django import Settings

from plumbline.cli import serving
from plumbline.law.papers import load_style
from plumbline.store import demonstration

MARK = "演示数据"
PAGES = ["/", "/search/", "/about/", "/account/sign-in/", "/reconsideration/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_demonstration_is_marked(
    client: Client, settings: Settings, page: str
) -> None:
    settings.PLUMBLINE_DEMO = True
    assert MARK in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_no_other_portal_is_marked(client: Client, page: str) -> None:
    assert MARK not in client.get(page).content.decode()


@pytest.mark.django_db
def test_the_sign_in_page_names_the_cast_and_the_password(
    client: Client, settings: Settings
) -> None:
    settings.PLUMBLINE_DEMO = True
    page = client.get("/account/sign-in/").content.decode()
    assert demonstration.PASSWORD in page
    for one in demonstration.cast(demonstration.FOLDER):
        assert f'data-username="{one.username}"' in page
        assert one.name in page


@pytest.mark.django_db
def test_no_other_sign_in_page_names_anybody(client: Client) -> None:
    page = client.get("/account/sign-in/").content.decode()
    assert demonstration.PASSWORD not in page
    assert "data-username" not in page


def test_the_papers_of_the_demonstration_say_that_they_are_none() -> None:
    overlay = demonstration.FOLDER.parent / "law"
    assert "演示" in load_style(added=[overlay]).mark
    assert load_style().mark == ""


@pytest.mark.parametrize(("said", "is_open"), [(None, "1"), ("0", "0")])
def test_citizens_register_in_the_demonstration_unless_told_otherwise(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, said: str | None, is_open: str
) -> None:
    settings.PLUMBLINE_DEMO = False
    for name in ("PLUMBLINE_DEMO", "PLUMBLINE_LAW", "PLUMBLINE_SIGNUP"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    if said is not None:
        monkeypatch.setenv("PLUMBLINE_SIGNUP", said)
    serving.mark_as_demonstration()
    assert os.environ["PLUMBLINE_SIGNUP"] == is_open
