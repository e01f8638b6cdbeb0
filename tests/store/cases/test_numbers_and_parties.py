"""Numbers are given without gaps, and a case knows whose it is."""

from datetime import date

import pytest

from plumbline.store import cases
from plumbline.store.models import Account, Agency, CaseParty, CaseRecord, PersonalValue
from tests.store.cases.conftest import Writer

pytestmark = pytest.mark.django_db
MARCH = date(2024, 3, 8)


@pytest.fixture
def bureau():
    return Agency.objects.create(
        code="9901-sfj", name="示例区司法局", word="示府", kind="department",
        level="district_county",
    )  # fmt: skip


def opened(bureau, **stated):
    writer = Writer()
    writer.write("apply", institution=bureau.code, **stated)
    return writer


def number_of(writer):
    return CaseRecord.objects.get(pk=writer.case).number


def test_cases_are_numbered_one_after_another_by_agency_and_year(bureau):
    first, second, third = (opened(bureau) for _ in range(3))
    for writer in (first, second):
        writer.write("accept", MARCH)
    third.write("accept", MARCH)
    numbers = [number_of(one) for one in (first, second, third)]
    assert numbers == [f"示府复〔2024〕{serial}号" for serial in (1, 2, 3)]


def test_a_refused_event_takes_no_number(bureau):
    late, good = opened(bureau, known_on="2023-01-04", was_told=True), opened(bureau)
    assert not isinstance(late.again(late.draft("accept", MARCH)), cases.Appended)
    good.write("accept", MARCH)
    assert number_of(good) == "示府复〔2024〕1号"


def test_sending_again_gives_the_same_number(bureau):
    writer = opened(bureau)
    draft = writer.draft("accept", MARCH)
    first, second = writer.again(draft), writer.again(draft)
    assert second.again
    assert first.event.data["case_number"] == second.event.data["case_number"]


def test_nobody_types_a_number_in(bureau):
    writer = opened(bureau)
    draft = writer.draft("accept", MARCH, case_number="示府复〔2024〕99号")
    done = writer.again(draft)
    assert done.event.data["case_number"] == "示府复〔2024〕1号"


def test_a_case_is_that_of_its_agencies_and_of_the_person_who_applied(bureau):
    account = Account.objects.create(username="citizen")
    writer = Writer()
    draft = writer.draft("apply", institution=bureau.code, respondent="9901-gaj")
    writer.again(draft, by=f"applicant/{account.pk}", agency="")
    record = CaseRecord.objects.get(pk=writer.case)
    assert record.agency == bureau.code
    found: set[tuple[object, ...]] = set(
        CaseParty.objects.filter(case=record).values_list("role", "agency", "account")
    )
    assert ("applicant", "", account.pk) in found
    assert ("respondent", "9901-gaj", None) in found
    assert ("institution", bureau.code, None) in found


def test_a_rebuild_finds_parties_that_were_lost(bureau):
    opened(bureau)
    assert cases.rebuild(lambda *_: None) == 0
    CaseParty.objects.all().delete()
    assert cases.rebuild(lambda *_: None) == 1
    assert CaseParty.objects.filter(role="institution", agency=bureau.code).exists()


def test_what_an_officer_recorded_for_a_person_makes_no_account_a_party(bureau):
    writer = opened(bureau)
    assert not CaseParty.objects.filter(case=writer.case, role="applicant").exists()
    assert PersonalValue.objects.exists()
