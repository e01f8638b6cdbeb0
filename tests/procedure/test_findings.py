"""发现 -- what warns does not refuse, what asks for reasons waits, a clock tells of its end."""

from datetime import date, timedelta
from typing import Any

import pytest

from plumbline.procedure import Case, DefinitionFault, Refusal, apply, check
from plumbline.procedure.check import bases
from plumbline.procedure.findings import findings, first_found, standing
from plumbline.procedure.walks import read_walks, wrong
from tests.procedure.writing import CALENDAR, MONDAY, event, permit, told

WARNS = {"code": "odd", "words": "少见", "unless": "accept", "severity": "warn"}
ASKS = {"code": "early", "words": "过早", "guard": "is_plain", "severity": "reasons"}
REASON = {"title": "理由", "type": "text"}
CHANGES: dict[str, dict[str, Any]] = {
    "field": {"departure_reason": REASON},
    "action": {
        "decide": {"condition": [WARNS, ASKS], "allows": ["departure_reason"]},
    },
    "clock": {
        "examine": {
            "watch": [
                {"code": "examine_soon", "words": "将届满", "before": 1},
                {"code": "examine_today", "words": "今日届满", "before": 0},
            ]
        },
        "decide": {"watch": [{"code": "decide_late", "words": "已逾期"}]},
    },
}
TEXT = permit(CHANGES)


def codes(found) -> set[str]:
    return {one.code for one in found}


def accepted(kind: str) -> Case:
    return told(event("apply", 0), event("accept", 2, kind=kind), definition=TEXT)


def test_what_warns_lets_the_action_stand_and_is_found():
    case, draft = accepted("plain"), event("decide", 3)
    assert isinstance(apply(case, draft), Case)
    (found,) = findings(case, draft)
    assert (found.code, found.severity, found.words) == ("odd", "warn", "少见")
    assert found.basis == TEXT.actions["decide"].basis


def test_what_asks_for_reasons_is_refused_until_they_are_given_and_found_after():
    case = accepted("quick")
    refused = apply(case, event("decide", 3))
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.words) == ("early", "过早")
    reasoned = event("decide", 3, departure_reason="紧急")
    assert isinstance(apply(case, reasoned), Case)
    assert codes(findings(case, reasoned)) == {"odd", "early"}


def test_a_draft_that_gives_no_reasons_yet_is_among_the_lawful_actions():
    assert "decide" in accepted("quick").next_actions("head", MONDAY + timedelta(days=3))


def test_an_action_that_no_procedure_knows_is_found_nothing_about():
    assert findings(accepted("plain"), event("vanish", 3)) == ()


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2024-03-07", set()),
        ("2024-03-08", {"examine_soon"}),
        ("2024-03-10", {"examine_soon"}),
        ("2024-03-11", {"examine_soon", "examine_today"}),
        ("2024-03-12", set()),
    ],
)
def test_the_end_of_a_period_is_told_so_many_working_days_before(on, said):
    case = told(event("apply", 0), definition=TEXT)
    assert codes(standing(case, date.fromisoformat(on))) == said


def test_a_period_that_has_passed_is_found_from_the_day_after_and_not_while_suspended():
    case = accepted("plain")
    last = case.due()["decide"].day
    assert last is not None
    assert standing(case, last) == ()
    (found,) = standing(case, last + timedelta(days=1))
    assert (found.code, found.clock, found.severity) == ("decide_late", "decide", "warn")
    suspended = apply(case, event("suspend", 4))
    assert isinstance(suspended, Case)
    assert standing(suspended, last + timedelta(days=1)) == ()


def test_what_a_role_must_meet_is_asked_of_all_that_it_does():
    rule = {"code": "not_plain", "words": "非一般", "guard": "is_plain"}
    text = permit({"role": {"head": {"condition": [rule]}}})
    with_head = [one.id for one in text.actions.values() if "head" in one.by]
    held = [one for one in text.actions if rule["code"] in codes(text.actions[one].conditions)]
    assert held == with_head
    case = told(event("apply", 0), event("accept", 2, kind="quick"), definition=text)
    refused = apply(case, event("decide", 3))
    assert isinstance(refused, Refusal)
    assert refused.code == "not_plain"


def test_an_option_may_rest_on_an_article_of_its_own():
    options = {"plain": {"title": "一般", "basis": "行政许可法#99"}, "quick": "简易"}
    text = permit({"field": {"kind": {"options": options}}})
    field = text.fields["kind"]
    assert dict(field.options) == {"plain": "一般", "quick": "简易"}
    assert {id: str(one) for id, one in field.grounds.items()} == {"plain": "行政许可法#99"}
    assert "field 'kind': option 'plain'" in dict(bases(text))
    said = check(text, lambda provision, day: provision != "行政许可法#99")
    assert any("option 'plain': basis is '行政许可法#99'" in one for one in said)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"field": {"departure_reason": None}}, "a field 'departure_reason' of the type text"),
        ({"action": {"decide": {"allows": []}}}, "departure_reason among them"),
        (
            {"clock": {"decide": {"watch": [{"code": "odd", "words": "别的话"}]}}},
            "'少见', or another code",
        ),
        (
            {"clock": {"decide": {"watch": [{"code": "other_case", "words": "x"}]}}},
            "a code that is not one of the general refusals",
        ),
    ],
)
def test_a_finding_that_does_not_hold_together_is_a_fault(changes, says):
    joined = {key: {**CHANGES.get(key, {}), **changes.get(key, {})} for key in CHANGES}
    for key, ones in changes.items():
        for id, one in ones.items():
            before = CHANGES[key].get(id, {})
            joined[key][id] = None if one is None else {**before, **one}
    assert any(says in fault for fault in check(permit(joined)))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"action": {"decide": {"condition": [{**WARNS, "severity": "loud"}]}}}, "reasons, warn"),
        (
            {"clock": {"decide": {"watch": [{"code": "a", "words": "x", "before": -1}]}}},
            "a whole number from 0 on",
        ),
        ({"clock": {"examine": {"period": "permit_law/examine@soon"}}}, "after @ a day such as"),
        ({"field": {"kind": {"options": {"plain": {"title": "x"}}}}}, "basis is missing"),
    ],
)
def test_a_finding_that_cannot_be_read_is_a_fault(changes, says):
    with pytest.raises(DefinitionFault, match=says):
        permit(changes)


def test_a_table_with_findings_lists_all_of_them():
    page = """## 走查

| 日期 | 动作 | 内容 | 所处环节 | 期限 | 发现 |
|---|---|---|---|---|---|
| 2024-03-04 | apply | | received | examine 2024-03-11 | |
| 2024-03-08 | | | received | examine 2024-03-11 | examine_soon |
| 2024-03-08 | accept | kind=quick | accepted | decide 2024-03-22；supplement 2024-03-25 | |
| 2024-03-11 | decide | | 不予 early | | |
| 2024-03-11 | decide | departure_reason=紧急 | decided | | odd；early |
"""
    (walk,) = read_walks(page, "p.md")
    assert [one for one in wrong(TEXT, walk, CALENDAR) if "found" in one] == []
    (silent,) = read_walks(page.replace("odd；early", "odd"), "p.md")
    said = [one for one in wrong(TEXT, silent, CALENDAR) if "found" in one]
    assert said == ["p.md:9: found is early；odd; the page says otherwise"]


@pytest.mark.parametrize("steps", [("apply",), ("apply", "accept"), ("apply", "accept", "decide")])
def test_the_first_day_on_which_something_is_found_is_that_of_looking_every_day(steps):
    events = [event(name, number) for number, name in enumerate(steps)]
    case = told(*events, definition=TEXT)
    days = [MONDAY + timedelta(number) for number in range(len(steps) - 1, 120)]
    looked = next((day for day in days if standing(case, day)), None)
    first = first_found(case)
    assert looked == (None if first is None else max(first, days[0]))
