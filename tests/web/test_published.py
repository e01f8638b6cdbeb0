"""What was published can be read by everybody, and tells of no person."""

import uuid
from dataclasses import replace

import pytest
from django.utils import timezone

from plumbline.procedure.event import VOID
from plumbline.store import cases
from plumbline.store.cases import attachments, published
from plumbline.store.cases.bringing_in import Recorded, bring_in
from plumbline.store.demonstration import FOLDER
from plumbline.store.demonstration.records import Kept, persons_in, read
from plumbline.store.models import CaseRecord, EventRecord, PersonalValue

pytestmark = pytest.mark.django_db
HOW_MANY = 4
ADDRESS = "/reconsideration/decisions/"


@pytest.fixture(scope="module")
def recorded() -> list[list[Recorded]]:
    """Cases of the demonstration that were published, and one that was not, last."""
    kept = [one for one in read(FOLDER) if one.procedure == "reconsideration"]
    persons = {one: uuid.UUID(int=n) for n, one in enumerate(persons_in(kept), 1)}
    published_ = [one for one in kept if was_published(one)]
    other = next(one for one in kept if one not in published_)
    return [one.recorded(persons) for one in (*published_[:HOW_MANY], other)]


def was_published(one: Kept) -> bool:
    return any(line.said["action"] == "publish" for line in one.lines)


@pytest.fixture
def records(recorded) -> list[CaseRecord]:
    found = [bring_in(one, timezone.now()) for one in recorded]
    there = [one for one in found if isinstance(one, CaseRecord)]
    assert len(there) == len(recorded)
    return there


def with_copy(recorded: list[Recorded], copy: dict[str, object]) -> list[Recorded]:
    """The events of a case whose publication states a copy."""
    return [
        one._replace(draft=replace(one.draft, data={**one.draft.data, "public_copy": copy}))
        if one.draft.action == published.PUBLISH
        else one
        for one in recorded
    ]


def test_every_published_decision_is_listed_and_no_other(records, client):
    page = client.get(ADDRESS)
    assert page.status_code == 200
    shown = {row["record"].pk for row in page.context["rows"]}
    assert shown == {one.pk for one in records[:-1]}
    days = [row["published_on"] for row in page.context["rows"]]
    assert days == sorted(days, reverse=True)
    assert len({*days}) > 1
    for row in page.context["rows"]:
        assert row["outcome"] in page.text
        day = row["published_on"]
        assert f"{day.year}年{day.month}月{day.day}日" in page.text


def test_no_name_or_number_of_a_person_stands_on_the_page(records, client):
    text = client.get(ADDRESS).text
    values = PersonalValue.objects.values_list("value", flat=True)
    telling = {
        word
        for value in values
        if isinstance(value, dict)
        for name, word in value.items()
        if name in ("name", "id_number", "phone", "address")
    }
    assert len(telling) > HOW_MANY
    assert [word for word in telling if word in text] == []


def test_the_list_is_narrowed_by_number_agency_and_year(records, client):
    first = records[0]
    rows = client.get(ADDRESS, {"q": first.number}).context["rows"]
    assert [row["record"].pk for row in rows] == [first.pk]
    rows = client.get(ADDRESS, {"agency": first.agency}).context["rows"]
    assert {row["record"].agency for row in rows} == {first.agency}
    assert client.get(ADDRESS, {"year": "1999"}).context["rows"] == []
    wrong = client.get(ADDRESS, {"year": "甲子"})
    assert "“甲子”不是年份" in wrong.text
    assert len(wrong.context["rows"]) == HOW_MANY


def test_a_publication_that_a_correction_voided_is_shown_no_more(recorded, records, client):
    record = records[0]
    event = EventRecord.objects.get(case=record, action="publish")
    done = cases.append(
        cases.Draft(
            uuid.uuid4(), record.pk, "reconsideration", VOID, event.on, event.by, event.agency,
            {"event": f"{event.pk}", "reason": "误公开"}, record.length,
        ),
        timezone.now(),
    )  # fmt: skip
    assert isinstance(done, cases.Appended), done
    shown = {row["record"].pk for row in client.get(ADDRESS).context["rows"]}
    assert shown == {one.pk for one in records[1:-1]}


def test_an_empty_portal_says_that_nothing_was_published(client):
    assert "还没有公开的决定" in client.get(ADDRESS).text


def test_a_copy_is_read_by_everybody_and_no_other_file_of_the_case_is(recorded, client):
    copy = attachments.keep("决定书.txt", "申请人某某".encode())
    other = attachments.keep("证据.txt", "证据".encode())
    record = bring_in(with_copy(recorded[0], copy), timezone.now())
    address = f"{ADDRESS}{record.pk}/{copy['sha256']}/"
    assert address in client.get(ADDRESS).text
    answer = client.get(address)
    assert answer.content.decode() == "申请人某某"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert client.get(f"{ADDRESS}{record.pk}/{other['sha256']}/").status_code == 404
    assert client.get(f"{ADDRESS}{uuid.uuid4()}/{copy['sha256']}/").status_code == 404
    attachments.remove([copy["sha256"]])
    assert client.get(address).status_code == 404


def test_a_copy_that_still_tells_of_a_person_is_found(records):
    case = EventRecord.objects.filter(action="publish").first().case_id
    values = PersonalValue.objects.filter(event__case=case, value__has_key="name")
    name = values.first().value["name"]
    telling = attachments.keep("一.txt", f"申请人{name}，住示例市".encode())
    masked = attachments.keep("二.txt", "申请人某某，住示例市".encode())
    assert name in published.unmasked(case, [masked, telling])
    assert published.unmasked(case, [masked]) == []
