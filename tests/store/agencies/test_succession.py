"""What an agency did that has ended is carried on by its successor; without one it does not end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from plumbline.store import access, agencies, notices
from plumbline.store.administration import Keeper, structure
from plumbline.store.cases import content, reading
from plumbline.store.models import Account, Agency, CaseParty, CaseRecord, Officer
from tests.cast import BUREAU, NEIGHBOUR, ORGAN, SINCE
from tests.store.notices import conftest
from tests.store.notices.conftest import CastWriter, at, told

pytestmark = pytest.mark.django_db
case, people = conftest.case, conftest.people  # the fixtures of this page
END = date(2024, 3, 6)
AFTER = date(2024, 3, 8)  # when the examination of the case is reminded of
KEEPER = Keeper(None, "test")


def one(code):
    return Agency.objects.get(code=code)


def sight(account, record, on):
    definition = content.definition_of(record.procedure, record.revision)
    return access.sight_of(access.person(account, on), record, definition)


def seen(account, on):
    who = access.person(account, on)
    return (
        CaseRecord.objects.filter(access.visible(who)).count(),
        sum(CaseRecord.objects.filter(one).count() for one in access.handled_in(who).values()),
    )


@pytest.mark.parametrize("code", [BUREAU, ORGAN])
def test_an_agency_with_open_cases_does_not_end_without_a_successor(case, code):
    CaseParty.objects.get_or_create(case=case.record, role="respondent", agency=ORGAN)
    with pytest.raises(agencies.PeopleFault) as fault:
        structure.end_agency(KEEPER, one(code), END, None)
    assert (fault.value.code, fault.value.values["count"]) == ("has_open_cases", 1)
    assert one(code).until_on is None
    CaseRecord.objects.update(is_open=False)
    structure.end_agency(KEEPER, one(code), END, None)
    assert one(code).until_on == END


def test_a_successor_that_carries_open_cases_on_does_not_end_without_one(case):
    structure.end_agency(KEEPER, one(BUREAU), END, one(NEIGHBOUR))
    with pytest.raises(agencies.PeopleFault, match="1 open cases"):
        structure.end_agency(KEEPER, one(NEIGHBOUR), AFTER, None)


def test_the_successor_handles_the_open_cases_from_the_day_of_the_end(case, people):
    structure.end_agency(KEEPER, one(BUREAU), END, one(NEIGHBOUR))
    old, new = people["handler"], people["neighbour"]
    before, record = END - timedelta(days=1), case.record
    assert (seen(old, before), seen(new, before)) == ((1, 1), (0, 0))
    assert (seen(old, END), seen(new, END)) == ((0, 0), (1, 1))
    assert sight(new, record, END).handles
    assert not sight(new, record, before).may_see
    assert not sight(old, record, END).may_see
    assert seen(people["supervisor"], END) == (1, 0)
    there = reading.handlers_there(record, ["institution"], END)
    assert [officer.number for officer in there] == ["YZ001"]


def test_what_the_successor_does_is_recorded(case, people):
    structure.end_agency(KEEPER, one(BUREAU), END, one(NEIGHBOUR))
    actor = sight(people["neighbour"], case.record, AFTER).actor(["institution"])
    assert (actor.by, actor.agency) == ("institution/YZ001", BUREAU)
    case.act("accept", AFTER, by="YZ001")
    assert case.record.stage != "applied"


def test_the_successor_is_reminded(case, people):
    structure.end_agency(KEEPER, one(BUREAU), END, one(NEIGHBOUR))
    notices.look(AFTER, at(AFTER))
    assert told(people["handler"]) == []
    assert [kind for kind, *_ in told(people["neighbour"])] == ["due_near"]


def test_a_chain_of_successors_is_followed_and_a_loop_ends(case, people):
    for code in ("first", "second"):
        Agency.objects.create(code=code, name=code, kind="department", level="municipal")
    structure.end_agency(KEEPER, one(BUREAU), END, one("first"))
    structure.end_agency(KEEPER, one("first"), END, one("second"))
    assert agencies.carried_on(["second"], END) == {BUREAU: "second", "first": "second"}
    assert agencies.who_carries_on(BUREAU, END) == "second"
    assert agencies.who_carries_on(BUREAU, END - timedelta(days=1)) == BUREAU
    agencies.appoint("Z1", "孙某", "second", "institution", SINCE)
    account = Account.objects.create(username="sun")
    Officer.objects.filter(number="Z1").update(account=account)
    assert seen(account, END) == (1, 1)
    Agency.objects.filter(code="second").update(until_on=END, successor=one(BUREAU))
    assert agencies.carried_on(["second"], END).keys() == {BUREAU, "first"}
    assert agencies.who_carries_on(BUREAU, END) == BUREAU


def test_an_agency_that_has_ended_opens_no_case(people):
    structure.end_agency(KEEPER, one(BUREAU), END, one(NEIGHBOUR))
    made = CastWriter(people)
    actors = access.beginning(
        access.person(people["neighbour"], timezone.localdate()), made.definition
    ).actors
    assert {actor.agency for actor in actors} == {NEIGHBOUR}
