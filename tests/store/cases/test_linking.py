"""联动 -- what opens another case is kept together with it, or not at all."""

from datetime import date

import pytest

from plumbline.procedure import Refusal
from plumbline.procedure.findings import standing
from plumbline.store import cases
from plumbline.store.cases import appending, linking
from plumbline.store.models import CaseParty, CaseRecord, EventRecord
from tests.store.cases.conftest import Writer

FRIDAY = date(2024, 3, 8)
SECOND_DAY = date(2024, 3, 5)


def at_work(**stated):
    """A case that was accepted."""
    made = Writer()
    made.write("apply", respondent="9901-gaj", institution="9901-sfj", **stated)
    made.write("accept", FRIDAY, procedure="ordinary")
    return made


@pytest.mark.django_db
def test_a_letter_opens_its_ticket_at_the_respondent_with_the_way_back():
    case = at_work()
    event = case.write("issue_letter", FRIDAY, letter_kind="opinion", problem="程序违法").event
    (ticket,) = CaseRecord.objects.filter(procedure="opinion_letter")
    assert event.data["letter_case"] == f"{ticket.pk}"
    assert (ticket.agency, ticket.stage) == ("9901-gaj", "issued")
    then = cases.case_of(ticket)
    assert then.facts["source_case"] == f"{case.case}"
    assert then.facts["letter_kind"] == "opinion"
    assert [one.case for one in cases.case_of(CaseRecord.objects.get(pk=case.case)).bonds] == [
        f"{ticket.pk}"
    ]
    assert CaseParty.objects.filter(case=ticket, role="institution", agency="9901-sfj").exists()


@pytest.mark.django_db
def test_a_letter_goes_to_the_organ_that_it_names_rather_than_to_the_respondent():
    case = at_work()
    case.write(
        "issue_letter", FRIDAY, letter_kind="suggestion", problem="同类", addressee="9901-cgj"
    )
    case.write("issue_letter", FRIDAY, letter_kind="correction")
    found = CaseRecord.objects.filter(procedure="opinion_letter")
    assert {one.agency for one in found} == {"9901-cgj", "9901-gaj"}


@pytest.mark.django_db
def test_sent_again_it_doubles_nothing():
    case = at_work()
    draft = case.draft("issue_letter", FRIDAY, letter_kind="correction")
    first, second = case.again(draft), case.again(draft)
    assert isinstance(first, cases.Appended)
    assert isinstance(second, cases.Appended)
    assert second.again
    case.length += 1
    case.write("hear_opinions", FRIDAY)
    assert case.again(draft).again  # although the case went on meanwhile
    assert CaseRecord.objects.filter(procedure="opinion_letter").count() == 1
    assert EventRecord.objects.filter(action="issue").count() == 1


@pytest.mark.django_db
def test_what_the_other_case_refuses_leaves_nothing_behind():
    case = at_work()
    done = case.again(case.draft("issue_letter", FRIDAY, letter_kind="opinion"))
    assert isinstance(done, Refusal)
    assert done.code == "problem_not_stated"
    assert EventRecord.objects.filter(case=case.case).count() == case.length
    assert not CaseRecord.objects.filter(procedure="opinion_letter").exists()


@pytest.mark.django_db
def test_killed_between_the_two_it_leaves_neither(monkeypatch):
    case, whole = at_work(), appending.append

    def dies_in_the_second(draft, at, seen=None):
        if draft.action == "issue":
            raise KeyboardInterrupt
        return whole(draft, at, seen)

    draft = case.draft("issue_letter", FRIDAY, letter_kind="correction")
    monkeypatch.setattr(appending, "append", dies_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        case.again(draft)
    assert EventRecord.objects.filter(case=case.case).count() == case.length
    monkeypatch.undo()
    assert isinstance(case.again(draft), cases.Appended)
    assert CaseRecord.objects.filter(procedure="opinion_letter").count() == 1


@pytest.mark.django_db
def test_an_event_that_names_a_case_itself_opens_none():
    case = at_work()
    case.write("issue_letter", FRIDAY, letter_kind="opinion", letter_case="渝北复意〔2024〕1号")
    assert not CaseRecord.objects.filter(procedure="opinion_letter").exists()


@pytest.mark.django_db
def test_a_decision_that_corrects_is_found_until_its_ticket_is_there():
    case = at_work()
    for action in ("send_copy", "receive_copy", "reply", "hear_opinions"):
        case.write(action, FRIDAY)
    case.write("classify", FRIDAY, is_major=False, is_technical=False, own_act=False)
    case.write("draft_decision", FRIDAY)
    case.write("approve_decision", FRIDAY, approval="collective")
    case.write(
        "decide", FRIDAY, outcome="revoke", ground="facts_unclear", approval="collective",
    )  # fmt: skip
    record = CaseRecord.objects.get(pk=case.case)
    found = [one.code for one in standing(cases.case_of(record), FRIDAY)]
    assert "letter_case_wanted" in found
    case.write("issue_letter", FRIDAY, letter_kind="correction")
    assert "letter_case_wanted" not in [
        one.code for one in standing(cases.case_of(CaseRecord.objects.get(pk=case.case)), FRIDAY)
    ]


@pytest.mark.django_db
def test_a_referral_goes_to_the_mediation_body_and_waits_for_its_answer():
    case = at_work()
    case.write(
        "refer_to_mediation", FRIDAY, mediation_body="9901-tjw", mediation_matter="罚款数额",
    )  # fmt: skip
    (referred,) = CaseRecord.objects.filter(procedure="referred_mediation")
    assert (referred.agency, referred.due_on) == ("9901-tjw", date(2024, 4, 7))
    there = cases.case_of(CaseRecord.objects.get(pk=case.case))
    assert linking.came_back(there, referred) is None  # it has not ended
    at = case.draft("hear_opinions", FRIDAY)
    steps: tuple[tuple[str, dict[str, object]], ...] = (
        ("take_up", {}),
        ("agree", {"result": "agreed", "terms": "减半", "harms_others": False}),
    )
    for expected, (action, data) in enumerate([*steps, ("return_case", {})], 1):
        done = case.again(
            at, id=linking.opened_case(at.id, action), case=referred.pk, action=action,
            procedure="referred_mediation", by="mediator/wu", agency="9901-tjw", data=data,
            expected=expected,
        )  # fmt: skip
        assert isinstance(done, cases.Appended), done
    referred.refresh_from_db()
    link = linking.came_back(there, referred)
    assert link is not None
    said = linking.brought(link, referred, cases.case_of(referred), with_persons=True)
    assert said.data == {
        "mediation_case": f"{referred.pk}", "mediation_result": "agreed", "terms": "减半",
    }  # fmt: skip
    plain = linking.brought(link, referred, cases.case_of(referred), with_persons=False)
    assert "terms" not in plain.data
    case.write("return_from_mediation", FRIDAY, **said.data)
    there = cases.case_of(CaseRecord.objects.get(pk=case.case))
    assert linking.came_back(there, referred) is None


@pytest.mark.django_db
def test_a_referral_to_nobody_of_the_system_opens_nothing():
    case = at_work()
    case.write("refer_to_mediation", FRIDAY, mediator="张某")
    assert not CaseRecord.objects.filter(procedure="referred_mediation").exists()
