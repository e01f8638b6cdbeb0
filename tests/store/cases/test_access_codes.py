"""查询码 -- who applied at the counter comes to the case with a code, once, and by an event."""

from datetime import timedelta

import pytest

from plumbline.store import cases
from plumbline.store.cases import access_codes
from plumbline.store.models import AccessCode, Account, CaseParty, CaseRecord, EventRecord
from tests.store.cases.conftest import DAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(writer):
    writer.write("apply")
    return CaseRecord.objects.get(pk=writer.case)


@pytest.fixture
def people():
    return {
        name: Account.objects.create(username=name) for name in ("handler", "applicant", "other")
    }


@pytest.fixture
def code(record, people):
    return access_codes.give(record, "applicant", people["handler"], NOW)


def entered(code, account, at=NOW):
    return access_codes.take_over(code, account, DAY, at)


def test_the_code_lets_an_account_into_the_case_by_an_event(record, people, code):
    assert entered(code, people["applicant"]) == record
    party = CaseParty.objects.get(case=record, account=people["applicant"])
    assert party.role == "applicant"
    event = EventRecord.objects.get(case=record, seq=2)
    assert (event.action, event.by) == ("take_over", f"applicant/{people['applicant'].pk}")
    assert event.data == {"access_code": code[:4]}


def test_parties_that_came_with_a_code_are_the_same_when_rebuilt(record, people, code):
    entered(code, people["applicant"])
    assert cases.rebuild(lambda *_: None) == 0
    assert CaseParty.objects.filter(account=people["applicant"]).exists()


def test_a_code_is_typed_as_people_type(record, people, code):
    assert entered(f" {code.lower().replace('-', ' ')} ", people["applicant"]) == record


def test_a_code_is_good_for_one_account_once(record, people, code):
    entered(code, people["applicant"])
    assert entered(code, people["other"]) == "wrong"
    assert not CaseParty.objects.filter(account=people["other"]).exists()
    assert not access_codes.may_be_given(cases.case_of(record))


def test_the_secret_is_kept_only_as_a_hash(code):
    kept = AccessCode.objects.get()
    assert kept.handle == code[:4]
    assert code[5:].replace("-", "") not in kept.secret


def test_a_new_code_withdraws_the_one_before(record, people, code):
    later = access_codes.give(record, "applicant", people["handler"], NOW)
    assert entered(code, people["applicant"]) == "wrong"
    assert entered(later, people["applicant"]) == record


def test_a_code_expires(people, code):
    after = NOW + access_codes.GOOD_FOR
    assert entered(code, people["applicant"], after) == "wrong"


def test_five_wrong_attempts_lock_a_code_for_a_quarter_of_an_hour(record, people, code):
    for _ in range(access_codes.ATTEMPTS):
        assert entered(code[:4] + "22222222", people["other"]) == "wrong"
    assert entered(code, people["applicant"]) == "locked"
    assert entered(code, people["applicant"], NOW + timedelta(minutes=14)) == "locked"
    assert entered(code, people["applicant"], NOW + timedelta(minutes=15)) == record


@pytest.mark.parametrize("typed", ["", "K", "\0\0\0", "查询码", "-" * 500, "2222-2222-2222"])
def test_what_is_no_code_lets_nobody_in(code, people, typed):
    assert entered(typed, people["other"]) == "wrong"


def test_whoever_applied_with_an_account_needs_no_code(record, people):
    assert access_codes.may_be_given(cases.case_of(record))
