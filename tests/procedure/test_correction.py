"""更正 -- an event takes an earlier one out of account; what no longer holds is a finding."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from plumbline.procedure import VOID, Case, Event, Refusal, apply, broken, fold
from plumbline.procedure.event import voided
from plumbline.procedure.replay import findings
from tests.procedure.writing import CALENDAR, MONDAY, PERMIT, event, told


def void(named: str, on: int) -> Event:
    return event(VOID, on, event=named, reason="误录")


def test_a_case_is_folded_without_what_was_taken_out_of_account():
    applied, accepted, decided = event("apply", 0), event("accept", 2), event("decide", 4)
    case = told(applied, accepted, decided)
    corrected = told(*case.events, void(decided.id, 5))
    without = told(applied, accepted)
    assert (corrected.stage, corrected.facts) == (without.stage, without.facts)
    assert corrected.due() == without.due()
    assert [one.seq for one in corrected.events] == [1, 2, 3, 4]


def test_what_rested_on_it_becomes_a_finding_and_not_a_refusal():
    applied, accepted, decided = event("apply", 0), event("accept", 2), event("decide", 4)
    case = told(applied, accepted, decided)
    assert findings(case) == ()
    corrected = apply(case, void(accepted.id, 5))
    assert isinstance(corrected, Case)
    (finding,) = findings(corrected)
    assert (finding.event.id, finding.refusal.code) == (decided.id, "not_in_this_stage")


def test_a_correction_may_itself_be_corrected():
    applied, accepted = event("apply", 0), event("accept", 2)
    case = told(applied, accepted)
    wrong = void(accepted.id, 3)
    case = told(*case.events, wrong)
    assert case.stage == "received"
    assert told(*case.events, void(wrong.id, 4)).stage == "accepted"


def test_what_began_a_case_cannot_be_taken_out_of_it():
    applied = event("apply", 0)
    case = told(applied, event("accept", 2))
    found = apply(case, void(applied.id, 3))
    assert isinstance(found, Refusal)
    assert (found.code, bool(found.words)) == ("begins_the_case", True)


def test_what_began_a_case_can_be_taken_out_where_something_else_begins_it():
    applied, again = event("apply", 0), event("apply", 1)
    case = fold(PERMIT, [replace(applied, seq=1), replace(again, seq=2)], CALENDAR)
    after = apply(case, void(applied.id, 2))
    assert isinstance(after, Case)
    assert after.stage == "received"
    assert apply(after, void(again.id, 3)).code == "begins_the_case"


def test_a_case_whose_beginning_was_taken_out_once_can_have_it_back_or_begin_anew():
    applied = replace(event("apply", 0), seq=1)
    wrong = replace(void(applied.id, 1), seq=2)
    case = fold(PERMIT, [applied, wrong], CALENDAR)
    assert case.stage == ""
    assert apply(case, void(wrong.id, 2)).stage == "received"
    assert apply(case, event("apply", 2)).stage == "received"
    restored = apply(case, void(wrong.id, 2))
    assert apply(restored, void(restored.events[-1].id, 3)).code == "begins_the_case"


@pytest.mark.parametrize("named", ["", "nothing", 7, None])
def test_a_correction_names_an_event_that_stands(named):
    case = told(event("apply", 0))
    assert apply(case, event(VOID, 1, event=named, reason="误录")).code == "no_such_event"


def test_an_event_is_taken_out_of_account_once():
    accepted = event("accept", 1)
    case = told(event("apply", 0), accepted, void(accepted.id, 2))
    assert apply(case, void(accepted.id, 3)).code == "no_such_event"


def test_only_who_may_correct_corrects():
    applied = event("apply", 0)
    draft = event(VOID, 1, by="applicant", event=applied.id, reason="后悔")
    assert apply(told(applied), draft).code == "not_by_this_role"


def test_a_correction_never_reaches_forward():
    events = [
        replace(event(VOID, 0), id="a", seq=1, data={"event": "b"}),
        replace(event("apply", 0), id="b", seq=2),
        replace(event(VOID, 0), id="c", seq=3, data={"event": "c"}),
    ]
    assert voided(events) == frozenset()
    assert fold(PERMIT, events, CALENDAR).stage == "received"


def test_silence_that_was_recorded_too_early_comes_back_on_its_day():
    case = told(event("apply", 0))
    silence = case.at(MONDAY.replace(day=12)).silences[0]
    case = told(*case.events, replace(silence, id="job"), void("job", 9), event("accept", 5))
    assert (case.stage, case.silences, f"{case.entered_on}") == ("accepted", (), "2024-03-09")


def test_an_event_sent_again_is_the_same_case():
    draft = event("apply", 0)
    case = told(draft)
    assert apply(case, draft) is case
    again = replace(draft, at=datetime(2024, 3, 5, tzinfo=UTC))
    assert apply(case, again) is case
    assert apply(case, case.events[0]) is case


def test_an_id_that_says_something_else_is_refused():
    draft = event("apply", 0)
    other = replace(draft, on=MONDAY.replace(day=5))
    assert apply(told(draft), other).code == "already_recorded"


def test_a_sealed_event_fits_its_own_place_only():
    case = told(event("apply", 0), event("accept", 2))
    first, second = case.events
    assert told(first, second) == case
    assert apply(told(), replace(second, action="apply")).code != ""
    elsewhere = replace(second, prev_hash="0" * 64)
    assert apply(told(first), replace(elsewhere, hash="f" * 64)).code == "not_its_place"


def test_the_chain_holds_and_no_change_stays_unseen():
    case = told(event("apply", 0), event("accept", 2), event("decide", 4))
    first, second, third = case.events
    assert broken(case.events) == []
    assert broken(reversed(case.events)) == []
    for changed in (
        replace(second, on=MONDAY),
        replace(second, by="head"),
        replace(second, data={"kind": "quick"}),
        replace(second, agency="x"),
        replace(second, at=datetime(2024, 3, 6, tzinfo=UTC)),
        replace(second, revision=""),
    ):
        assert broken([first, changed, third]) != []
    assert "seq is 3; 2 was expected" in broken([first, third])[0]


def test_the_hash_does_not_depend_on_the_zone_in_which_a_time_is_kept():
    utc = datetime(2024, 3, 4, 1, 2, 3, 4, tzinfo=UTC)
    one = told(replace(event("apply", 0), id="a", at=utc))
    other = told(replace(event("apply", 0), id="a", at=utc.astimezone(None)))
    assert one.hash == other.hash


def test_an_event_says_under_which_definition_it_was_accepted():
    assert told(event("apply", 0)).events[0].revision == PERMIT.revision
