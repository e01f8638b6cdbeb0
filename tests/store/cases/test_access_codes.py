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
    return given(record, people)


def given(record, people, place=0):
    """A code for one of those for whom there may be one."""
    seat = access_codes.free_seats(cases.case_of(record))[place]
    return access_codes.give(record, seat, people["handler"], NOW)


def entered(code, account, at=NOW):
    return access_codes.take_over(code, account, DAY, at)


def test_the_code_lets_an_account_into_the_case_by_an_event(record, people, code):
    assert entered(code, people["applicant"]) == record
    party = CaseParty.objects.get(case=record, account=people["applicant"])
    assert party.role == "applicant"
    event = EventRecord.objects.get(case=record, seq=2)
    assert (event.action, event.by) == ("take_over", f"applicant/{people['applicant'].pk}")
    assert event.data == {"access_code": code[:4], "took_over_as": "self"}


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
    assert access_codes.free_seats(cases.case_of(record)) == []


def test_the_secret_is_kept_only_as_a_hash(code):
    kept = AccessCode.objects.get()
    assert kept.handle == code[:4]
    assert code[5:].replace("-", "") not in kept.secret


def test_a_new_code_withdraws_the_one_before(record, people, code):
    later = given(record, people)
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


def names(record):
    return [(one.role, one.coming_as, one.name) for one in found(record)]


def found(record):
    return access_codes.free_seats(cases.case_of(record))


PEOPLE = [{"name": "赵某"}, {"name": "钱某"}]


@pytest.fixture
def many(writer):
    """A case of two applicants, with a third party, a representative and an agent."""
    writer.write("apply", applicant=PEOPLE)
    writer.write("accept")
    writer.write("elect_representatives", representatives=PEOPLE[:1])
    writer.write("add_third_party", third_party=[{"name": "孙某"}])
    writer.write("appoint_agent", agents=[{"name": "李律师"}], authority="一般代理")
    return CaseRecord.objects.get(pk=writer.case)


def test_codes_are_for_each_party_and_each_agent_and_once_for_who_represents_the_others(many):
    assert names(many) == [
        ("applicant", "self", "赵某"),
        ("applicant", "self", "钱某"),
        ("third_party", "self", "孙某"),
        ("applicant", "agent", "李律师"),
    ]
    assert found(many)[3].scope == "一般代理"


def test_each_comes_into_their_own_role_and_no_code_works_twice(many, people):
    codes = [given(many, people, place) for place in range(4)]
    for number, (code, role, coming_as) in enumerate(
        zip(
            codes,
            ["applicant", "applicant", "third_party", "applicant"],
            ["self", "self", "self", "agent"],
            strict=True,
        )
    ):
        account = Account.objects.create(username=f"party{number}")
        assert entered(code, account) == many
        assert entered(code, people["other"]) == "wrong"
        assert CaseParty.objects.get(case=many, account=account).role == role
        event = EventRecord.objects.filter(case=many).latest("seq")
        assert (event.by, event.data["took_over_as"]) == (f"{role}/{account.pk}", coming_as)
    assert found(many) == []
    assert cases.rebuild(lambda *_: None) == 0


def test_a_new_code_for_one_leaves_those_of_the_others(many, people):
    first, other = given(many, people, 0), given(many, people, 1)
    assert entered(given(many, people, 0), people["applicant"]) == many
    assert entered(first, people["other"]) == "wrong"
    assert entered(other, people["other"]) == many


def test_nobody_comes_for_two_sides(many, people):
    applicant, third_party = given(many, people, 0), given(many, people, 2)
    assert entered(applicant, people["applicant"]) == many
    assert entered(third_party, people["applicant"]) == "refused"
    assert entered(third_party, people["other"]) == many


def test_who_came_by_an_event_that_was_corrected_is_given_another_code(many, people, writer):
    done = given(many, people, 2)
    entered(done, people["other"])
    event = EventRecord.objects.get(case=many, action="take_over")
    draft = writer.draft("accept")
    void = {"event": str(event.pk), "reason": "误交"}
    length = CaseRecord.objects.get(pk=many.pk).length
    writer.again(draft, action="void", by="institution/x", data=void, expected=length)
    assert ("third_party", "self", "孙某") in names(many)
    assert not CaseParty.objects.filter(account=people["other"]).exists()


def test_a_code_from_before_there_were_several_still_works_and_counts_for_the_first(many, people):
    code = given(many, people, 0)
    AccessCode.objects.update(seat="", coming_as="")
    assert entered(code, people["applicant"]) == many
    assert EventRecord.objects.get(case=many, action="take_over").data == {"access_code": code[:4]}
    assert names(many)[0] == ("applicant", "self", "钱某")
