"""各方 -- an action for each of several concerns the one that acts, and runs a clock for each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.procedure import LAW, Case, Definition, Event, Refusal, apply, check, fold
from plumbline.procedure.each import several
from tests.procedure.writing import CALENDAR, MONDAY, PERSON, event, permit, told

FIRST, SECOND, THIRD = "甲局", "乙局", "丙局"
ORGANS = (FIRST, SECOND, THIRD)
JOINT = {
    "role": {"organ": {"title": "会办单位", "unverified": "I", "of": "organs"}},
    "field": {
        "organs": {"title": "会办单位", "type": "agency", "many": True},
        "which": {"title": "所涉单位", "type": "agency", "many": True, "among": "organs"},
    },
    "clock": {
        "answer": {
            "title": "会办期限", "period": "permit_law/supplement", "silence": "agree",
            "takes_effect": "next_day",
        },
    },
    "action": {
        "apply": {"requires": ["holder", "organs"]},
        "name": {
            "title": "改定会办单位", "by": ["clerk"], "unverified": "I", "stages": ["accepted"],
            "requires": ["organs"],
        },
        "hand": {
            "title": "收到会办函", "by": ["organ", "clerk"], "unverified": "I", "each": "organs",
            "stages": ["accepted"], "allows": ["which"], "starts": "answer",
            "condition": [{"code": "handed", "words": "已经收到", "once": True}],
        },
        "answer": {
            "title": "会办意见", "by": ["organ", "clerk"], "unverified": "I", "each": "organs",
            "stages": ["accepted"], "allows": ["which"], "stops": "answer",
            "condition": [
                {"code": "not_handed", "words": "尚未收到", "after": "hand"},
                {"code": "agreed", "words": "视为同意", "unless": "agree"},
            ],
        },
        "agree": {
            "title": "视为同意", "by": "law", "unverified": "I", "each": "organs",
            "stages": ["accepted"],
        },
        "decide": {
            "condition": [{"code": "open", "words": "意见未齐", "after": ["answer", "agree"]}],
        },
    },
}  # fmt: skip
DEFINITION = permit(JOINT)


def begun(*organs: str, definition: Definition = DEFINITION) -> Case:
    """A case that was accepted, in which these take part."""
    return told(
        event("apply", 0, holder=PERSON, organs=[*organs]), event("accept", 2),
        definition=definition,
    )  # fmt: skip


def by(organ: str, action: str, on: int, **data: object) -> Event:
    return replace(event(action, on, by="organ", **data), agency=organ)


def after(case: Case, *events: Event) -> Case:
    for one in events:
        done = apply(case, one)
        assert isinstance(done, Case), done
        case = done
    return case


def refused(case: Case, one: Event) -> str:
    done = apply(case, one)
    assert isinstance(done, Refusal), done
    return done.code


def due(case: Case) -> dict[str, str]:
    return {key: f"{one.day}" for key, one in case.due().items() if key.startswith("answer")}


def test_each_has_its_own_time_from_its_own_receipt():
    case = after(begun(FIRST, SECOND), by(FIRST, "hand", 3), by(SECOND, "hand", 7))
    assert due(case) == {"answer/甲局": "2024-03-22", "answer/乙局": "2024-03-26"}
    assert due(after(case, by(FIRST, "answer", 8))) == {"answer/乙局": "2024-03-26"}


def test_what_is_done_once_is_done_once_for_each():
    case = after(begun(FIRST, SECOND), by(FIRST, "hand", 3))
    assert refused(case, by(FIRST, "hand", 4)) == "handed"
    assert refused(case, by(SECOND, "answer", 4)) == "not_handed"
    assert due(after(case, by(SECOND, "hand", 4)))


def test_who_records_without_saying_for_whom_records_for_all_that_are_left():
    case = after(begun(*ORGANS), by(SECOND, "hand", 3), event("hand", 5))
    assert due(case) == {
        "answer/乙局": "2024-03-22", "answer/甲局": "2024-03-25", "answer/丙局": "2024-03-25",
    }  # fmt: skip
    assert refused(case, event("hand", 6)) == "handed"


def test_who_records_for_one_records_for_that_one():
    case = after(begun(*ORGANS), event("hand", 3, which=[THIRD]))
    assert [*due(case)] == ["answer/丙局"]
    case = after(case, event("hand", 3), event("answer", 4, which=[FIRST, THIRD]))
    assert [*due(case)] == ["answer/乙局"]


def test_an_agency_that_is_not_named_stands_for_nobody():
    case = after(begun(FIRST, SECOND), event("hand", 3, which=["丁局"]))
    assert [*due(case)] == ["answer/甲局", "answer/乙局"]


def test_something_waits_until_all_have_answered_or_kept_silent():
    case = after(begun(FIRST, SECOND), event("hand", 3), by(FIRST, "answer", 4))
    assert refused(case, event("decide", 5)) == "open"
    assert after(case, by(SECOND, "answer", 5), event("decide", 5)).stage == "decided"
    assert after(case, event("decide", 22)).stage == "decided"


def test_silence_is_that_of_whoever_kept_silent():
    case = after(begun(FIRST, SECOND), event("hand", 3), by(FIRST, "answer", 4))
    assert [one.agency for one in silences(case, 30)] == [SECOND]
    assert refused(case, by(SECOND, "answer", 30)) == "agreed"


def test_two_who_keep_silent_on_one_day_are_two_silences_each_recorded_for_itself():
    case = after(begun(FIRST, SECOND), event("hand", 3))
    silent = silences(case, 30)
    assert {one.agency for one in silent} == {FIRST, SECOND}
    assert len({one.id for one in silent}) == len(silent)
    recorded = after(case, replace(silent[0], id="recorded"))
    left = silences(recorded, 30)
    assert [one.agency for one in left] == [silent[1].agency]
    assert not due(after(recorded, replace(left[0], id="too")))


def test_silence_of_somebody_else_is_not_recorded():
    case = after(begun(FIRST, SECOND), event("hand", 3))
    silent = silences(case, 30)[0]
    assert refused(case, replace(silent, id="x", agency=THIRD)) == "not_its_day"


def test_of_one_alone_silence_names_nobody_as_it_was_before_there_could_be_several():
    case = after(begun(FIRST), event("hand", 3))
    (silent,) = silences(case, 30)
    assert (silent.agency, silent.id.partition(":")[2]) == ("", "answer")


def test_the_time_of_whoever_is_named_no_more_ends():
    case = after(begun(FIRST, SECOND), event("hand", 3), event("name", 5, organs=[SECOND, THIRD]))
    assert [*due(case)] == ["answer/乙局"]
    assert [one.of for one in case.over if one.id == "answer"] == [FIRST]
    assert [*due(after(case, event("hand", 6)))] == ["answer/乙局", "answer/丙局"]


def test_one_agency_may_stand_without_a_list():
    case = told(
        event("apply", 0, holder=PERSON, organs=FIRST), event("accept", 2), definition=DEFINITION
    )
    assert due(after(case, event("hand", 3))) == {"answer/甲局": "2024-03-22"}
    assert several(FIRST) == several([FIRST]) == (FIRST,)
    assert several(None) == several("") == several(3) == ()


PLANS = st.dictionaries(
    st.sampled_from(ORGANS),
    st.tuples(st.integers(3, 20), st.none() | st.integers(0, 30)),
    min_size=2,
)


@given(PLANS)
def test_together_each_stands_as_it_would_alone(plan):
    """Days, stops and silences of one do not depend on what the others do."""
    day = MONDAY + timedelta(days=60)
    together = played(begun(*plan), plan).at(day)
    for organ in plan:
        alone = played(begun(organ), {organ: plan[organ]}).at(day)
        assert outcome(together, organ) == outcome(alone, organ)


def played(case: Case, plan: dict[str, tuple[int, int | None]]) -> Case:
    """What is lawful of a plan: each receives on a day and answers so many days after, or not."""
    events = [by(organ, "hand", on) for organ, (on, _later) in plan.items()]
    events += [by(organ, "answer", on + n) for organ, (on, n) in plan.items() if n is not None]
    for one in sorted(events, key=lambda one: (one.on, one.action != "hand")):
        done = apply(case, one)
        case = done if isinstance(done, Case) else case
    return case


def silences(case: Case, on: int) -> list[Event]:
    """What their silence has brought by a day."""
    return [one for one in case.at(MONDAY + timedelta(days=on)).silences if one.action == "agree"]


def outcome(case: Case, organ: str) -> list[object]:
    runs = [one for one in case.runs("answer") if one.of == organ]
    quiet = [one for one in case.silences if one.action == "agree"]
    silent = [one.on for one in quiet if one.agency in ("", organ)]
    return [[(one.start, one.stopped_on, case.due_of(one).day) for one in runs], silent]


@given(PLANS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_named_makes_no_difference(plan, pick):
    names = [*plan]
    pick.shuffle(names)
    one, other = played(begun(*plan), plan), played(begun(*names), plan)
    assert {**one.due()}.keys() == {**other.due()}.keys()
    assert {key: run.start for key, run in one.running.items()} == {
        key: run.start for key, run in other.running.items()
    }


def test_folding_again_gives_the_same_case():
    case = after(
        begun(FIRST, SECOND), by(FIRST, "hand", 3), event("hand", 4), by(SECOND, "answer", 5)
    )
    again = fold(DEFINITION, case.events, CALENDAR)
    assert (again.running, again.over, again.concerns) == (case.running, case.over, case.concerns)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"action": {"hand": {"each": "holder"}}}, "action 'hand': each is 'holder'"),
        ({"field": {"which": {"among": "nobody"}}}, "field 'which': among is 'nobody'"),
        ({"field": {"which": {"among": "which"}}}, "field 'which': among is 'which'"),
        ({"field": {"which": {"type": "text"}}}, "field 'which': type is 'text'"),
    ],
)
def test_a_definition_says_for_whom(changes, says):
    def laid(body, more):
        return {
            key: laid(body.get(key, {}), more[key]) if isinstance(more.get(key), dict)
            else more.get(key, body.get(key))
            for key in {**body, **more}
        }  # fmt: skip

    faults = check(permit(laid(JOINT, changes)))
    assert any(says in one for one in faults), faults
    assert not [one for one in check(DEFINITION) if "each" in one or "among" in one]


def test_the_law_alone_does_not_speak_for_somebody_named_by_an_officer():
    case = after(begun(FIRST, SECOND), event("hand", 3))
    assert refused(case, event("agree", 22, by=LAW)) == "not_its_day"
