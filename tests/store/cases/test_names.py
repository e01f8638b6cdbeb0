"""申请人姓名 -- lists name who began a case to whom the case does, and keep that they did."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.store import access, cases
from plumbline.store.cases import content, erasing, names
from plumbline.store.models import CaseParty, CaseRecord, ListReading
from tests import cast
from tests.store.cases.conftest import NOW, Writer
from tests.store.cases.test_words import MARCH, opened, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return cast.assemble()


def named(*writers):
    """The names in the cases of these writers."""
    found = names.of_beginners(CaseRecord.objects.all())
    return [found.get(one.case, ()) for one in writers]


def test_a_case_is_named_by_all_who_began_it_in_their_order(people):
    many = [{"name": f"赵{number}"} for number in range(12)]
    writer = Writer()
    writer.write("apply", applicant=many)
    assert named(writer) == [tuple(one["name"] for one in many)]


def test_who_took_the_place_of_an_applicant_is_named_until_that_is_corrected(people):
    writer, other = opened("欧阳伟明"), opened("上官某")
    writer.write("accept", MARCH, procedure="ordinary")
    done = writer.write("substitute_applicant", MARCH, applicant=[{"name": "欧阳小明"}])
    assert named(writer, other) == [("欧阳小明",), ("上官某",)]
    correction = writer.draft("accept", MARCH)
    said = {"event": done.event.id, "reason": "记错了"}
    assert writer.again(correction, action="void", by="institution/somebody", data=said).event
    assert named(writer, other) == [("欧阳伟明",), ("上官某",)]


def test_an_erased_name_is_not_replaced_by_the_one_before_it(people):
    writer = opened("欧阳伟明")
    done = writer.write("substitute_applicant", MARCH, applicant=[{"name": "欧阳小明"}])
    erasing.erase(uuid.UUID(done.event.id), "个人信息保护法#47", NOW)
    assert named(writer) == [()]


def test_the_names_of_fifty_cases_are_one_question(people):
    for number in range(names.AT_ONCE):
        opened(f"赵{number}")
    records = list(CaseRecord.objects.all())
    names.of_beginners(records)  # the first time it is written out
    with CaptureQueriesContext(connection) as asked:
        assert len(names.of_beginners(records)) == names.AT_ONCE
    assert len(asked) == 1


@pytest.mark.parametrize("part", [*cast.OFFICERS, *cast.CITIZENS])
def test_a_list_opens_persons_to_whom_the_page_of_the_case_does(people, part):
    writer = Writer()
    draft = writer.draft(
        "apply", organ=cast.DISTRICT, institution=cast.BUREAU, respondent=cast.ORGAN
    )
    cases.append(replace(draft, by=f"applicant/{people['applicant'].pk}", agency=""), NOW)
    record = CaseRecord.objects.get()
    definition = content.definition_of(record.procedure, record.revision)
    who = person(part)
    sight = access.sight_of(who, record, definition)
    parties = CaseParty.objects.filter(case=record)
    assert access.opens_persons(who, parties) is sight.sees_persons


def test_the_same_cases_shown_again_at_once_are_one_reading_and_others_another(people):
    one, two = uuid.uuid4(), uuid.uuid4()
    reader = people["handler"]
    names.note(reader, [one, two], NOW)
    names.note(reader, [two, one], NOW + timedelta(minutes=9))
    assert ListReading.objects.count() == 1
    names.note(reader, [one], NOW + timedelta(minutes=9))
    names.note(people["head"], [one, two], NOW + timedelta(minutes=9))
    names.note(reader, [one, two], NOW + timedelta(minutes=11))
    assert ListReading.objects.count() == 4
    names.note(reader, [], NOW)
    assert ListReading.objects.count() == 4
    first = ListReading.objects.order_by("at", "pk")[0]
    assert {bytes(first.cases)[:16], bytes(first.cases)[16:]} == {one.bytes, two.bytes}
