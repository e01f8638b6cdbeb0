"""Who may do what on a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from plumbline.store import agencies
from plumbline.store.models import Account, Agency, Assignment, Officer

DAY = date(2024, 6, 1)
SECRET = "plum and line 42"


@pytest.fixture
def chen(city):
    """陈, who handles cases in the district's bureau since 2024-01-01, and signs in."""
    one = agencies.appoint("N1", "陈某", "9901-sfj", "handler", date(2024, 1, 1), post="科员")
    agencies.give_account(one.officer, "chen", SECRET)
    return one


@pytest.fixture
def li(city):
    return agencies.appoint("N2", "李某", "9901-sfj", "body_head", date(2024, 1, 1)).officer


def roles(officer, on=DAY):
    account = Account.objects.get(officer=officer)
    return [(one.agency.code, one.role) for one in agencies.assignments_of(account, on)]


def test_a_role_holds_from_its_first_day_until_the_day_before_its_end(chen):
    agencies.end(chen, DAY)
    held = [bool(roles(chen.officer, day)) for day in (
        date(2023, 12, 31), date(2024, 1, 1), date(2024, 5, 31), DAY
    )]  # fmt: skip
    assert held == [False, True, True, False]


def test_access_is_decided_on_the_roles_that_are_shown_on_every_day(chen, li):
    agencies.end(chen, DAY)
    Agency.objects.filter(code="9901-sfj").update(
        from_on=date(2023, 12, 31), until_on=date(2024, 5, 1)
    )
    account = Account.objects.get(officer=chen.officer)
    for number in range(400):
        day = date(2023, 12, 1) + timedelta(days=number)
        shown = agencies.assignments_of(account, day)
        held = agencies.held_by(account, day)
        assert [(one.agency, one.code, one.role, one.number) for one in held] == [
            (one.agency_id, one.agency.code, one.role, one.officer.number) for one in shown
        ]


def test_appointing_twice_keeps_the_role_that_runs(chen):
    assert agencies.appoint("N1", "陈某", "9901-sfj", "handler", DAY) == chen
    assert Assignment.objects.count() == 1


def test_a_number_belongs_to_one_person(chen):
    with pytest.raises(agencies.PeopleFault, match="somebody else"):
        agencies.appoint("N1", "赵某", "9901-sfj", "handler", DAY)


def test_nobody_is_appointed_where_there_is_no_agency(city):
    with pytest.raises(agencies.PeopleFault, match="9999"):
        agencies.appoint("N1", "陈某", "9999", "handler", DAY)
    with pytest.raises(agencies.PeopleFault):
        agencies.appoint("N1", "陈某", "9901-sfj", "handler", date(2019, 12, 31))
    assert not Officer.objects.exists()


def test_an_account_is_given_once_under_a_name_of_its_own(chen, li):
    with pytest.raises(agencies.PeopleFault, match="already"):
        agencies.give_account(chen.officer, "chen2", SECRET)
    with pytest.raises(agencies.PeopleFault, match="taken"):
        agencies.give_account(li, "chen", SECRET)


@pytest.mark.parametrize("weak", ["short", "1234567890", "password123", "chenchenchen"])
def test_a_weak_password_is_refused_and_gives_no_account(li, weak):
    with pytest.raises(ValidationError):
        agencies.give_account(li, "chenchenchen", weak)
    assert not Account.objects.exists()


def test_a_deputy_has_the_role_during_the_absence_only(chen, li):
    agencies.give_account(li, "li", SECRET)
    agencies.stand_in(li, chen, DAY, DAY + timedelta(days=3))
    during, after = roles(li), roles(li, DAY + timedelta(days=3))
    assert ("9901-sfj", "handler") in during
    assert ("9901-sfj", "handler") not in after


def test_a_deputy_acts_no_longer_than_the_officer_whose_role_it_is(chen, li):
    with pytest.raises(agencies.PeopleFault):
        agencies.stand_in(li, chen, date(2023, 1, 1), DAY)
    with pytest.raises(agencies.PeopleFault):
        agencies.stand_in(chen.officer, chen, DAY, DAY + timedelta(days=1))
    deputy = agencies.stand_in(li, chen, DAY, DAY + timedelta(days=30))
    agencies.end(chen, DAY + timedelta(days=2))
    deputy.refresh_from_db()
    assert deputy.until_on == DAY + timedelta(days=2)


def test_a_desk_is_handed_over_whole(chen, li, city):
    agencies.appoint("N1", "陈某", "9901-sfj", "clerk", date(2024, 2, 1))
    agencies.give_account(li, "li", SECRET)
    given = agencies.hand_over(chen.officer, li, city["9901-sfj"], DAY)
    assert sorted(one.role for one in given) == ["clerk", "handler"]
    assert roles(chen.officer) == []
    assert ("9901-sfj", "clerk") in roles(li)
    assert roles(chen.officer, DAY - timedelta(days=1))


def test_an_administrator_keeps_the_agency_and_all_under_it_and_no_other(city):
    one = agencies.appoint("N9", "王某", "9901", agencies.ADMINISTRATOR, date(2024, 1, 1))
    account = agencies.give_account(one.officer, "wang", SECRET)
    kept = [code for code, a in city.items() if agencies.may_administer(account, a.pk, DAY)]
    assert sorted(kept) == ["9901", "9901-sfj", "990101"]


def test_people_are_shown_to_officers_of_the_agency_and_above_and_to_nobody_else(chen, city):
    boss = agencies.appoint("N3", "周某", "99-sfj", "organ_head", date(2024, 1, 1))
    above = agencies.appoint("N4", "吴某", "9901", "organ_head", date(2024, 1, 1))
    readers = [
        agencies.give_account(boss.officer, "zhou", SECRET),
        agencies.give_account(above.officer, "wu", SECRET),
        chen.officer.account,
        agencies.NOBODY,
    ]
    shown = [agencies.page_of("9901-sfj", DAY, reader, DAY).people for reader in readers]
    assert [people is not None for people in shown] == [False, True, True, False]


def test_names_that_differ_in_case_only_are_one_name(chen, li):
    with pytest.raises(agencies.PeopleFault, match="taken"):
        agencies.give_account(li, "CHEN", SECRET)


def test_a_role_that_has_an_end_is_not_prolonged_by_ending_it(chen):
    agencies.end(chen, DAY)
    with pytest.raises(agencies.PeopleFault):
        agencies.end(chen, DAY + timedelta(days=1))
    agencies.end(chen, DAY - timedelta(days=1))
    assert chen.until_on == DAY - timedelta(days=1)


def test_a_deputy_has_no_deputy(chen, li):
    deputy = agencies.stand_in(li, chen, DAY, DAY + timedelta(days=9))
    other = agencies.appoint("N5", "郑某", "9901-sfj", "clerk", DAY).officer
    with pytest.raises(agencies.PeopleFault, match="deputy"):
        agencies.stand_in(other, deputy, DAY, DAY + timedelta(days=3))


def test_a_role_is_not_held_twice_on_one_day(chen):
    with pytest.raises(agencies.PeopleFault, match="held from"):
        agencies.appoint("N1", "陈某", "9901-sfj", "handler", date(2023, 6, 1))
    assert Assignment.objects.count() == 1


def test_a_desk_that_is_handed_over_keeps_its_terms_and_what_begins_later(chen, li, city):
    later = agencies.appoint("N1", "陈某", "9901-sfj", "clerk", DAY + timedelta(days=30))
    agencies.end(later, DAY + timedelta(days=60))
    given = agencies.hand_over(chen.officer, li, city["9901-sfj"], DAY)
    terms = {one.role: (one.from_on, one.until_on) for one in given}
    assert terms == {
        "handler": (DAY, None),
        "clerk": (DAY + timedelta(days=30), DAY + timedelta(days=60)),
    }


def test_a_desk_is_not_handed_to_whoever_holds_part_of_it_for_a_while(chen, li, city):
    short = agencies.appoint("N2", "李某", "9901-sfj", "handler", DAY)
    agencies.end(short, DAY + timedelta(days=4))
    with pytest.raises(agencies.PeopleFault, match="held from"):
        agencies.hand_over(chen.officer, li, city["9901-sfj"], DAY)
    chen.refresh_from_db()
    assert chen.until_on is None


def test_whoever_was_an_officer_once_does_not_see_the_people_of_those_days(chen, city):
    agencies.end(chen, DAY)
    reader = Account.objects.get(username="chen")
    before = DAY - timedelta(days=30)
    assert agencies.page_of("9901-sfj", before, reader, before).people is not None
    assert agencies.page_of("9901-sfj", before, reader, DAY).people is None
