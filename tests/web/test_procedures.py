"""The pages of procedures say what their definitions say."""

from html import unescape

import pytest
from django.test import Client

from plumbline.store.cases import content

pytestmark = pytest.mark.django_db
TEXTS = [
    (name, day) for name, one in content.procedures().items() for day in sorted(one.definitions)
]


@pytest.fixture
def client():
    return Client(headers={"accept-language": "zh-CN"})


@pytest.mark.parametrize(("name", "day"), TEXTS)
def test_a_page_names_every_action_clock_and_refusal(client, name, day):
    page = unescape(client.get(f"/procedures/{name}/{day}/").text)
    definition = content.procedure(name).definitions[day]
    assert all(one.title in page for one in definition.actions.values())
    assert all(one.title in page for one in definition.clocks.values())
    conditions = [one for action in definition.actions.values() for one in action.conditions]
    assert all(one.words in page for one in conditions)
    assert page.count("<svg") > 1  # the picture, beside the icons


def test_the_text_is_that_of_the_day_asked(client):
    old = client.get("/procedures/reconsideration/?on=2023-06-01").context["on"]
    new = client.get("/procedures/reconsideration/?on=2024-06-01").context["on"]
    assert (old.isoformat(), new.isoformat()) == ("2018-01-01", "2024-01-01")


def test_a_refusal_in_an_example_gives_its_words_and_not_its_code(client):
    page = client.get("/procedures/reconsideration/2024-01-01/")
    refused = [step for one in page.context["examples"] for step in one.steps if step.basis]
    assert refused
    assert all(" " not in step.refused or "，" in step.refused for step in refused)


@pytest.mark.parametrize(
    "path", ["none/", "reconsideration/2011-11-11/", "reconsideration/2024-13-45/"]
)
def test_what_is_no_procedure_has_no_page(client, path):
    assert client.get(f"/procedures/{path}").status_code == 404


def test_the_list_leads_to_every_text(client):
    page = client.get("/procedures/").text
    assert all(f"/procedures/{name}/{day}/" in page for name, day in TEXTS)
