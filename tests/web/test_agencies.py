"""The pages of agencies: found, filtered, as of a day, and people only for whom they concern."""

from datetime import date

import pytest
from django.utils.html import escape

from plumbline.store import agencies
from plumbline.store.models import Agency, Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    """A district, its bureau, and sixty towns."""
    top = Agency.objects.create(code="9901", name="示例市新城区人民政府", kind="government",
                                level="district_county")  # fmt: skip
    bureau = Agency.objects.create(code="9901-sfj", name="示例市新城区司法局", kind="department",
                                   level="district_county")  # fmt: skip
    Placement.objects.create(agency=bureau, parent=top)
    for number in range(60):
        town = Agency.objects.create(
            code=f"9901{number:02}", name=f"示例市新城区第{number}镇人民政府", kind="government",
            level="township_subdistrict",
        )  # fmt: skip
        Placement.objects.create(agency=town, parent=top)
    return top


def test_without_agencies_the_page_says_how_to_set_them_up(client):
    assert "plumbline agencies set-up" in client.get("/agencies/").text


def test_agencies_come_fifty_to_a_page(client, district):
    page = client.get("/agencies/")
    assert len(page.context["rows"]) == 50
    assert len(client.get("/agencies/?page=2").context["rows"]) == 12
    assert client.get("/agencies/?page=9").headers["Location"].endswith("page=2")


def test_agencies_are_narrowed_by_name_kind_and_level(client, district):
    rows = client.get("/agencies/?q=司法局&kind=department&level=district_county").context["rows"]
    assert [row.code for row in rows] == ["9901-sfj"]
    assert "没有符合的机关" in client.get("/agencies/?q=不存在").text


def test_the_page_of_an_agency_shows_those_above_and_below(client, district):
    assert "示例市新城区第7镇人民政府" in client.get("/agencies/9901/").text
    below = client.get("/agencies/9901-sfj/").text
    assert 'href="/agencies/9901/"' in below


def test_an_agency_that_has_ended_says_so_and_names_its_successor(client, district):
    Agency.objects.filter(code="9901-sfj").update(until_on=date(2024, 1, 1), successor=district)
    page = client.get("/agencies/9901-sfj/?on=2024-01-01").text
    assert "2024-01-01 没有这个机关" in page
    assert "职责由这个机关承接" in page
    assert "没有这个机关" not in client.get("/agencies/9901-sfj/?on=2023-12-31").text


def test_people_are_shown_to_their_own_and_not_to_strangers(client, district):
    one = agencies.appoint("N1", "陈某", "9901-sfj", agencies.ADMINISTRATOR, date(2020, 1, 1))
    account = agencies.give_account(one.officer, "chen", "plum and line 42")
    assert "陈某" not in client.get("/agencies/9901-sfj/").text
    client.force_login(account)
    page = client.get("/agencies/9901-sfj/").text
    assert '<h2 id="people">' in page
    assert '<h2 id="people">' not in client.get("/agencies/9901/").text


def test_an_unknown_agency_is_not_found(client):
    assert client.get("/agencies/nowhere/").status_code == 404


def test_a_name_is_never_markup(client, district):
    name = "<script>alert(1)</script>"
    Agency.objects.filter(code="9901-sfj").update(name=name)
    page = client.get("/agencies/9901-sfj/").text
    assert name not in page
    assert escape(name) in page
