"""并案 -- a case goes on in another: in both or in neither, and so with what takes it back."""

from dataclasses import replace
from datetime import date

import pytest

from plumbline.procedure import Refusal
from plumbline.store import cases
from plumbline.store.cases import merging
from plumbline.store.models import CaseRecord, EventRecord
from tests.store.cases.conftest import Writer, look

FRIDAY = date(2024, 3, 8)
SECOND_DAY = date(2024, 3, 5)


def folded(writer):
    return look(writer.case, FRIDAY).case


def two_applications(**stated):
    """An application, and one that was brought the day after."""
    first, second = Writer(), Writer()
    first.write("apply", respondent="9901-gaj", institution="9901-sfj")
    stated = {"respondent": "9901-gaj", "institution": "9901-sfj", **stated}
    second.write("apply", SECOND_DAY, **stated)
    return first, second


@pytest.mark.django_db
def test_a_case_that_is_brought_again_ends_and_goes_on_in_the_first():
    first, second = two_applications()
    event = second.write("merge", FRIDAY, merged_into=f" {first.case} ", reasons="重复提出").event
    gone = CaseRecord.objects.get(pk=second.case)
    assert (gone.is_open, gone.stage, gone.due_on) == (False, "merged", None)
    assert event.data["merged_into"] == f"{first.case}"
    kept = cases.case_of(CaseRecord.objects.get(pk=first.case))
    assert kept.facts["merged_case"] == f"{second.case}"
    assert [one.id for one in kept.bonds] == ["merged_case"]
    assert kept.stage == "received"
    assert "examine" in kept.running


@pytest.mark.django_db
def test_merged_again_it_doubles_nothing_although_the_other_has_ended_meanwhile():
    first, second = two_applications()
    draft = second.draft("merge", FRIDAY, merged_into=f"{first.case}")
    assert isinstance(second.again(draft), cases.Appended)
    CaseRecord.objects.filter(pk=first.case).update(is_open=False)
    assert second.again(draft).again
    assert EventRecord.objects.filter(action="take_in").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"respondent": "9901-cgj"}, "merges_with_unlike"),
        ({"institution": "99-sfj"}, "merges_into_none"),
    ],
)
def test_a_case_goes_on_in_no_other_matter_and_at_no_other_institution(stated, code):
    first, second = two_applications(**stated)
    done = second.again(second.draft("merge", FRIDAY, merged_into=f"{first.case}"))
    assert isinstance(done, Refusal)
    assert done.code == code
    assert EventRecord.objects.filter(case=second.case).count() == 1


@pytest.mark.django_db
def test_the_first_case_is_never_merged_into_the_second_nor_into_itself_or_into_none():
    first, second = two_applications()
    for named, code in (
        (f"{second.case}", "merges_into_later"),
        (f"{first.case}", "merges_into_none"),
        ("渝府复〔2024〕99号", "merges_into_none"),
    ):
        done = first.again(first.draft("merge", FRIDAY, merged_into=named))
        assert isinstance(done, Refusal)
        assert done.code == code
    assert not EventRecord.objects.filter(action__in=("merge", "take_in")).exists()


@pytest.mark.django_db
def test_what_has_been_decided_takes_in_no_case():
    first, second = two_applications()
    first.write("refuse", FRIDAY)
    done = second.again(second.draft("merge", FRIDAY, merged_into=f"{first.case}"))
    assert isinstance(done, Refusal)
    assert CaseRecord.objects.get(pk=second.case).stage == "received"


def merged(**stated):
    first, second = two_applications(**stated)
    event = second.write("merge", FRIDAY, merged_into=f"{first.case}", reasons="重复提出").event
    (half,) = EventRecord.objects.filter(case=first.case, action="take_in")
    return first, second, event.id, f"{half.pk}"


def stage_of(writer):
    return folded(writer).stage


@pytest.mark.django_db
def test_a_case_is_not_taken_in_by_hand():
    first, second = two_applications()
    done = first.again(first.draft("take_in", FRIDAY, merged_case=f"{second.case}"))
    assert isinstance(done, Refusal)
    assert done.code == "only_with_the_other"
    assert not EventRecord.objects.filter(action="take_in").exists()


@pytest.mark.django_db
def test_a_merging_that_was_a_mistake_is_taken_out_of_account_in_both_cases():
    first, second, event, half = merged()
    second.write("void", FRIDAY, event=event, reason="不是同一行政行为")
    assert stage_of(second) == "received"
    assert "take_in" not in folded(first).happened
    gone = EventRecord.objects.get(case=first.case, action="void")
    assert gone.data == {"event": half, "reason": "不是同一行政行为"}


@pytest.mark.django_db
def test_taken_out_of_account_in_the_first_case_it_is_so_in_the_other_too():
    first, second, event, half = merged()
    first.again(first.draft("void", FRIDAY, event=half, reason="误并"), expected=2)
    assert "take_in" not in folded(first).happened
    assert stage_of(second) == "received"
    assert EventRecord.objects.get(case=second.case, action="void").data["event"] == event


@pytest.mark.django_db
def test_the_same_correction_sent_again_corrects_once():
    first, second, event, _half = merged()
    draft = second.draft("void", FRIDAY, event=event, reason="误并")
    assert isinstance(second.again(draft), cases.Appended)
    assert second.again(draft).again
    assert EventRecord.objects.filter(action="void").count() == 2
    assert first.case != second.case


@pytest.mark.django_db
def test_a_correction_that_the_other_case_refuses_corrects_nothing(monkeypatch):
    first, second, event, _half = merged()
    real = merging.undoing

    def garbled(case, draft):
        undone = real(case, draft)
        assert undone is not None
        return replace(undone, data={"event": "none"})

    monkeypatch.setattr(merging, "undoing", garbled)
    done = second.again(second.draft("void", FRIDAY, event=event, reason="误并"))
    assert isinstance(done, Refusal)
    assert stage_of(second) == "merged"
    assert "take_in" in folded(first).happened


@pytest.mark.django_db
def test_what_was_taken_out_of_account_is_merged_anew_and_not_taken_back():
    first, second, event, _half = merged()
    gone = second.write("void", FRIDAY, event=event, reason="误并").event.id
    done = second.again(second.draft("void", FRIDAY, event=gone, reason="确属同一事项"))
    assert isinstance(done, Refusal)
    assert done.code == "stays_undone"
    first_gone = EventRecord.objects.get(case=first.case, action="void")
    done = first.again(
        first.draft("void", FRIDAY, event=f"{first_gone.pk}", reason="x"), expected=3
    )
    assert isinstance(done, Refusal)
    assert done.code == "stays_undone"
    again = second.draft("merge", FRIDAY, merged_into=f"{first.case}", reasons="同一事项")
    assert isinstance(second.again(again), cases.Appended)
    assert stage_of(second) == "merged"


@pytest.mark.django_db
def test_a_case_whose_referral_is_out_is_not_merged_before_that_has_ended():
    first, second = two_applications()
    second.write("accept", FRIDAY, procedure="ordinary")
    second.write("refer_to_mediation", FRIDAY, mediation_body="9901-tjw", mediation_matter="纠纷")
    draft = second.draft("merge", FRIDAY, merged_into=f"{first.case}", reasons="重复")
    assert CaseRecord.objects.filter(procedure="referred_mediation", is_open=True).exists()
    done = second.again(draft)
    assert isinstance(done, Refusal)
    assert done.code == "merges_while_open"
    CaseRecord.objects.filter(procedure="referred_mediation").update(is_open=False)
    assert isinstance(second.again(draft), cases.Appended)
