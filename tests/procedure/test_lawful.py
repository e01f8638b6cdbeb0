"""不予 -- every no has its code, its words, its article, and says what would be lawful."""

from datetime import UTC, date, datetime

import pytest

from plumbline.procedure import LAW, Case, Refusal, apply
from tests.procedure.writing import BODY, DATA, MONDAY, PERSON, event, merged, permit, told

OPENED = told(event("apply", 0), event("accept", 2))
QUICK = told(event("apply", 0), event("accept", 2, kind="quick"))
EXTENDED = told(*OPENED.events, event("extend", 3))
WAIVED = told(*OPENED.events, event("waive", 18, by=LAW))


def refusal(case: Case, *args: object, **data: object) -> Refusal:
    after = apply(case, event(*args, **data))
    assert isinstance(after, Refusal)
    return after


@pytest.mark.parametrize(
    ("case", "action", "on", "by", "code"),
    [
        (OPENED, "dance", 3, "clerk", "no_such_action"),
        (told(), "accept", 3, "clerk", "not_yet_begun"),
        (OPENED, "apply", 3, "applicant", "already_begun"),
        (OPENED, "decide", 3, "clerk", "not_by_this_role"),
        (OPENED, "accept_by_silence", 3, "clerk", "not_by_this_role"),
        (OPENED, "accept", 3, "clerk", "not_in_this_stage"),
        (OPENED, "suspend", 1, "clerk", "before_the_stage"),
        (OPENED, "get_test", 3, "clerk", "not_sent"),
        (WAIVED, "supplement", 19, "applicant", "waived"),
        (QUICK, "extend", 3, "head", "extension_not_allowed"),
        (OPENED, "extend", 31, "head", "clock_is_over"),
        (EXTENDED, "extend", 4, "head", "extended_already"),
        (WAIVED, "grant_time", 19, "clerk", "clock_not_running"),
    ],
)
def test_an_unlawful_action_is_refused(case, action, on, by, code):
    found = refusal(case, action, on, by, **({"until": "2024-05-06"} if "grant" in action else {}))
    assert found.code == code
    assert found.words


def test_a_refusal_gives_the_words_and_the_article_and_what_would_be_lawful():
    found = refusal(OPENED, "decide", 3, by="clerk")
    assert found.words == "决定由负责人进行，不由经办人进行"
    assert f"{found.basis}" == "行政许可法#38"
    assert found.lawful == ("grant_time", "suspend", "send_for_test")


def test_a_declared_condition_refuses_with_its_own_words_and_basis():
    found = refusal(WAIVED, "supplement", 19)
    assert (found.words, f"{found.basis}") == ("逾期未补充的，不再接收", "行政许可法#31")


def test_a_guard_refuses_with_its_own_words():
    statute = {"clock": {"decide": {"choice": None, "period": "permit_law/decide"}}}
    quick = told(event("apply", 0), event("accept", 2, kind="quick"), definition=permit(statute))
    assert refusal(quick, "extend", 3).code == "quick_not_extended"


def test_an_extension_longer_than_the_statute_allows_is_refused_with_its_article():
    definition = permit({"field": {"days": {"most": None}}})
    case = told(event("apply", 0), event("accept", 2), definition=definition)
    found = refusal(case, "extend", 3, days=11)
    assert (found.code, f"{found.basis}") == ("extension_too_long", "行政许可法#42")


@pytest.mark.parametrize(
    ("action", "data", "words"),
    [
        ("accept", {"kind": None}, "须载明类别"),
        ("accept", {"kind": "slow"}, "类别应为一般, 简易"),
        ("accept", {"kind": ["plain"]}, "类别应为一般, 简易"),
        ("accept", {"kind": "plain", "note": "x"}, "field_not_asked"),
        ("extend", {"days": 0}, "延长天数应为1-10"),
        ("extend", {"days": True}, "延长天数应为1-10"),
        ("extend", {"days": 2.5}, "延长天数应为1-10"),
        ("grant_time", {"until": "2024-2-1"}, "延至应为2024-03-04"),
        ("grant_time", {"until": "2024-02-30"}, "延至应为2024-03-04"),
    ],
)
def test_what_an_event_states_must_be_what_is_asked_for(action, data, words):
    case = told(event("apply", 0)) if action == "accept" else OPENED
    assert words in refusal(case, action, 3, **data).words


def test_a_personal_value_in_the_open_is_refused_and_not_repeated():
    found = refusal(told(), "apply", 0, holder={"name": "赵某"})
    assert (found.code, "赵某" in found.words) == ("field_wrong", False)
    after = apply(told(), event("apply", 0, holder=PERSON))
    assert isinstance(after, Case)


def test_what_has_not_happened_yet_is_not_recorded_and_days_are_those_of_china():
    evening = datetime(2024, 3, 4, 16, 30, tzinfo=UTC)  # half past midnight on the fifth
    draft = event("apply", 1)
    fields = {name: getattr(draft, name) for name in ("id", "action", "by", "case", "data")}
    assert isinstance(apply(told(), type(draft)(**fields, on=draft.on, at=evening)), Case)
    late = apply(told(), type(draft)(**fields, on=date(2024, 3, 6), at=evening))
    assert late.code == "in_the_future"


def test_a_time_without_a_zone_is_no_time():
    draft = event("apply", 0)
    with pytest.raises(ValueError, match="zone"):
        type(draft)(id="a", action="apply", on=MONDAY, by="x", at=datetime(2024, 3, 4))  # noqa: DTZ001


def test_an_event_of_another_case_is_refused():
    draft = event("extend", 3)
    other = type(draft)(id="a", action="extend", on=draft.on, by="head", case="许〔2024〕2号")
    assert apply(OPENED, other).code == "other_case"


def test_a_refused_event_leaves_the_case_as_it_was():
    before = (OPENED.stage, OPENED.events, OPENED.due())
    refusal(OPENED, "close", 4)
    assert (OPENED.stage, OPENED.events, OPENED.due()) == before


def test_the_actions_offered_are_those_that_are_lawful_when_fully_stated():
    for role in ("applicant", "clerk", "head"):
        for action in OPENED.next_actions(role, MONDAY.replace(day=8)):
            data = {
                **DATA.get(action, {}),
                **({"until": "2024-03-29"} if "grant" in action else {}),
            }
            stated = {"kind": "plain"} if action == "make_plain" else data
            assert isinstance(apply(OPENED, event(action, 4, by=role, **stated)), Case), action


def test_a_refusal_of_a_condition_is_asked_only_when_it_applies():
    only_quick = [
        {"code": "no_quick", "words": "简易的不收", "unless": "accept", "when": {"kind": "quick"}}
    ]
    body = merged(BODY, {"action": {"supplement": {"condition": only_quick}}})
    definition = permit({"action": body["action"]})
    for kind, wanted in (("plain", "accepted"), ("quick", "no_quick")):
        case = told(event("apply", 0), event("accept", 2, kind=kind), definition=definition)
        after = apply(case, event("supplement", 3))
        assert wanted == (after.stage if isinstance(after, Case) else after.code)


def test_law_does_nothing_by_request():
    assert LAW not in OPENED.definition.roles
    assert OPENED.next_actions(LAW, MONDAY) == ()
