"""案件 -- what events make of a case, and what silence makes of it."""

from dataclasses import replace
from datetime import date

import pytest

from plumbline.procedure import LAW, VOID, Case, Event, apply, fold
from tests.procedure.writing import CALENDAR, MONDAY, PERMIT, calendar, event, told

TUESDAY_WEEK = date(2024, 3, 12)


def days(case: Case) -> dict[str, str]:
    return {clock: f"{due.day}" for clock, due in case.due().items()}


def test_a_case_stands_where_its_events_have_led_it():
    case = told(event("apply", 0), event("accept", 2), event("decide", 9), event("close", 10))
    assert (case.stage, case.number, case.facts["outcome"]) == (
        "closed",
        "许〔2024〕1号",
        "granted",
    )
    assert [one.seq for one in case.events] == [1, 2, 3, 4]


def test_a_case_without_events_stands_nowhere():
    case = fold(PERMIT, (), CALENDAR)
    assert (case.stage, case.events, case.due(), case.hash) == ("", (), {}, "")
    assert case.next_actions("applicant", MONDAY) == ("apply",)
    assert case.next_actions("clerk", MONDAY) == ()


def test_an_action_starts_and_stops_clocks():
    case = told(event("apply", 0))
    assert days(case) == {"examine": "2024-03-11"}
    case = told(*case.events, event("accept", 2))
    assert days(case) == {"decide": "2024-04-03", "supplement": "2024-03-21"}
    assert [(run.id, f"{run.stopped_on}") for run in case.over] == [("examine", "2024-03-06")]


def test_a_clock_starts_on_the_day_that_a_field_states():
    case = told(event("apply", 0, received_on="2024-03-06"))
    assert days(case) == {"examine": "2024-03-13"}


def test_a_due_day_comes_with_its_derivation():
    due = told(event("apply", 0)).due()["examine"]
    assert (due.period.basis, due.steps[0].day) == ("行政许可法#42", MONDAY)


def test_the_period_is_the_one_that_the_facts_choose_and_changes_with_them():
    case = told(event("apply", 0), event("accept", 2, kind="quick"))
    assert days(case)["decide"] == "2024-03-20"
    case = told(*case.events, event("make_plain", 4, by="head", kind="plain"))
    assert days(case)["decide"] == "2024-04-03"


def test_a_suspended_clock_has_no_due_day_and_goes_on_with_what_was_left():
    case = told(event("apply", 0), event("accept", 2), event("suspend", 4))
    assert days(case) == {"decide": "None", "supplement": "None"}
    assert case.late(date(2024, 12, 31)) == {}
    case = told(*case.events, event("resume", 14))
    assert days(case) == {"decide": "2024-04-11", "supplement": "2024-04-01"}


def test_a_suspension_that_ends_on_its_own_day_changes_nothing():
    case = told(event("apply", 0), event("accept", 2), event("suspend", 4), event("resume", 4))
    assert days(case) == {"decide": "2024-04-03", "supplement": "2024-03-21"}


def test_excluded_time_is_derived_with_its_ground():
    case = told(event("apply", 0), event("accept", 2))
    case = told(*case.events, event("send_for_test", 7), event("get_test", 14))
    due = case.due()["decide"]
    (left_out,) = (step for step in due.not_counted if step.cause == "excluded")
    assert (left_out.why, left_out.ground.basis) == ("检验", "行政许可法#45")
    assert (f"{left_out.first}", f"{left_out.last}") == ("2024-03-11", "2024-03-17")
    assert f"{due.day}" == "2024-04-10"


def test_an_extension_says_who_granted_it():
    case = told(event("apply", 0), event("accept", 2), event("extend", 3, days=4))
    (extension,) = case.running["decide"].extensions
    assert extension.by == "负责人"
    assert days(case)["decide"] == "2024-04-09"


def test_an_extension_until_a_day_ends_on_that_day_and_moves_off_a_day_of_rest():
    opened = told(event("apply", 0), event("accept", 2))
    case = told(*opened.events, event("grant_time", 3, until="2024-03-29"))
    assert days(case)["supplement"] == "2024-03-29"
    case = told(*opened.events, event("grant_time", 3, until="2024-03-30"))
    assert days(case)["supplement"] == "2024-04-01"
    case = told(*opened.events, event("grant_time", 3, until="2024-03-08"))
    assert days(case)["supplement"] == "2024-03-21"


def test_silence_has_not_taken_effect_while_the_last_day_lasts():
    case = told(event("apply", 0))
    assert case.at(date(2024, 3, 11)).stage == "received"
    then = case.at(TUESDAY_WEEK)
    assert then.stage == "accepted"
    assert [(one.action, f"{one.on}", one.by) for one in then.silences] == [
        ("accept_by_silence", "2024-03-11", LAW)
    ]
    assert days(then) == {"decide": "2024-04-08", "supplement": "2024-03-26"}


def test_silence_that_takes_effect_after_the_last_day_is_dated_so():
    then = told(event("apply", 0), event("accept", 2)).at(date(2024, 3, 22))
    assert [(one.action, f"{one.on}") for one in then.silences] == [("waive", "2024-03-22")]


def test_silence_follows_upon_silence():
    then = told(event("apply", 0)).at(date(2024, 6, 3))
    assert [f"{one.on}" for one in then.silences] == ["2024-03-11", "2024-03-27"]


def test_a_case_that_was_looked_at_is_recorded_as_it_was():
    case = told(event("apply", 0))
    assert case.at(date(2024, 6, 3)).recorded is case
    assert case.at(MONDAY) is case


def test_a_case_read_before_the_job_ran_is_the_same_as_one_read_after_it():
    case = told(event("apply", 0))
    silence = case.at(TUESDAY_WEEK).silences[0]
    after = apply(case, replace(silence, id="job"))
    assert isinstance(after, Case)
    one, other = case.at(TUESDAY_WEEK), after.at(TUESDAY_WEEK)
    assert (one.stage, days(one), {*one.happened}) == (other.stage, days(other), {*other.happened})
    assert other.silences == ()


def test_recording_silence_late_changes_nothing_about_its_day():
    case = told(event("apply", 0), event("supplement", 9), event("accept_by_silence", 7, by=LAW))
    assert days(case)["decide"] == "2024-04-08"
    assert (case.silences, len(case.happened["accept_by_silence"])) == ((), 1)
    assert case == replace(fold(PERMIT, case.events, CALENDAR))


@pytest.mark.parametrize(
    ("action", "on"), [("accept_by_silence", 6), ("accept_by_silence", 8), ("waive", 7)]
)
def test_silence_is_recorded_on_its_own_day_only(action, on):
    after = apply(told(event("apply", 0)), event(action, on, by=LAW))
    assert after.code == "not_its_day"


def test_an_event_of_an_earlier_day_that_comes_late_is_judged_as_of_its_day():
    case = told(event("apply", 0)).at(date(2024, 4, 30))
    after = apply(case, event("accept", 5))
    assert (after.stage, after.silences) == ("accepted", ())


def test_folding_without_a_calendar_knows_only_recorded_silence():
    events = told(event("apply", 0), event("supplement", 9)).events
    assert fold(PERMIT, events).stage == "received"
    assert fold(PERMIT, events, CALENDAR).stage == "accepted"


def test_a_question_that_needs_a_calendar_says_so_when_there_is_none():
    case = fold(PERMIT, told(event("apply", 0)).events)
    with pytest.raises(ValueError, match="no calendar"):
        case.due()
    with pytest.raises(ValueError, match="no calendar"):
        case.at(date(2024, 12, 31))
    assert case.at(date(2024, 3, 5)).stage == "received"
    assert case.at(date(2024, 12, 31), CALENDAR).stage == "accepted"


def test_an_amended_calendar_moves_the_day_of_silence():
    events = told(event("apply", 0)).events
    longer = calendar(date(2024, 3, 11))
    assert fold(PERMIT, events, longer).at(TUESDAY_WEEK).stage == "received"
    assert fold(PERMIT, events, CALENDAR).at(TUESDAY_WEEK, longer).stage == "received"


def test_what_is_late_is_told_with_its_due_day():
    case = told(event("apply", 0), event("accept", 2))
    assert {*case.late(date(2024, 4, 4))} == {"decide", "supplement"}
    assert {*case.late(date(2024, 4, 3))} == {"supplement"}


def test_a_clock_that_was_stopped_in_time_stays_so():
    case = told(event("apply", 0), event("accept", 2), event("decide", 40))
    assert case.in_time("examine", MONDAY)
    assert not case.in_time("decide", MONDAY)


def test_the_end_of_a_case_stops_every_clock():
    case = told(event("apply", 0), event("accept", 2), event("decide", 3))
    assert {*case.running} == {"supplement"}
    assert told(*case.events, event("close", 4)).running == {}


def test_an_event_binds_the_case_to_another():
    (bond,) = told(event("apply", 0, parent="许〔2023〕9号")).bonds
    assert (bond.kind, bond.procedure, bond.case) == ("returns_to", "permit", "许〔2023〕9号")


def test_folding_bears_whatever_was_recorded():
    odd: list[dict[str, object]] = [
        {"received_on": "2024-02-30"}, {"received_on": 7}, {"days": "many"}, {"until": None},
        {"received_on": "9999-12-31"}, {"kind": ["quick"]}, {"parent": 1},
    ]  # fmt: skip
    events = [
        Event(id=f"{n}", action=action, on=MONDAY, by="nobody", seq=n, data=odd[n % len(odd)])
        for n, action in enumerate([*PERMIT.actions, "dance", VOID] * 7, 1)
    ]
    assert fold(PERMIT, events, CALENDAR).at(date(2024, 12, 31)).stage in PERMIT.stages
