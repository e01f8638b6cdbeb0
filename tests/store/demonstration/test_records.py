"""The records of the demonstration show everything that can happen, and nobody who exists."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date, timedelta

import pytest

from plumbline.papers import fill, gather
from plumbline.procedure import Case, fold
from plumbline.procedure.definition import LAW
from plumbline.store.cases import content, papers
from plumbline.store.demonstration import FOLDER
from plumbline.store.demonstration.records import Kept
from plumbline.text import fault_in_citizen_number, fault_in_credit_code

PROCEDURES = ("reconsideration", "norm_review", "opinion_letter")
TEXTS = [(name, day) for name in PROCEDURES for day in (date(2018, 1, 1), date(2024, 1, 1))]
TURN = date(2024, 1, 1)
FIRST, LAST = date(2025, 11, 1), date(2026, 11, 20)
MIB = 2**20


def of_text(cases: dict[str, Case], name: str, day: date) -> list[Case]:
    definition = content.procedure(name).definitions[day]
    return [one for one in cases.values() if one.definition is definition]


def of_the_year(cases: dict[str, Case]) -> list[Case]:
    return [
        one for one in cases.values()
        if one.definition.name == "reconsideration" and one.events[0].on >= FIRST
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "day"), TEXTS)
def test_every_action_happens(cases: dict[str, Case], name: str, day: date) -> None:
    definition = content.procedure(name).definitions[day]
    happened = {event.action for one in of_text(cases, name, day) for event in one.events}
    assert happened >= definition.actions.keys()


@pytest.mark.parametrize(("name", "day"), TEXTS)
def test_every_stage_is_reached(cases: dict[str, Case], name: str, day: date) -> None:
    definition = content.procedure(name).definitions[day]
    reached = {
        definition.actions[event.action].to
        for one in of_text(cases, name, day)
        for event in one.events
        if event.action in definition.actions
    }
    assert reached >= definition.stages.keys()


@pytest.mark.parametrize(("name", "day"), TEXTS)
def test_every_clock_runs(cases: dict[str, Case], name: str, day: date) -> None:
    definition = content.procedure(name).definitions[day]
    ran = {
        run.id for one in of_text(cases, name, day) for run in (*one.running.values(), *one.over)
    }
    assert ran >= definition.clocks.keys()


@pytest.mark.parametrize(
    "field",
    [
        "outcome", "refused_because", "suspended_because", "terminated_because", "channel",
        "act_kind", "delivered_by",
    ],
)  # fmt: skip
def test_choices_that_make_a_difference_are_all_made(cases: dict[str, Case], field: str) -> None:
    found = of_text(cases, "reconsideration", TURN)
    said = {event.data.get(field) for one in found for event in one.events}
    wanted = set(content.procedure("reconsideration").definitions[TURN].fields[field].options)
    # Delivery by announcement is an action of its own; some kinds of acts are rare.
    rare = {"announcement", "competition", "compensation", "expropriation", "other"}
    assert said >= wanted - rare | ({"other"} if field == "suspended_because" else set())


def test_several_hundred_cases_of_a_year_and_some_of_the_turn(cases: dict[str, Case]) -> None:
    assert 300 <= len(of_the_year(cases)) <= 400
    old = of_text(cases, "reconsideration", date(2018, 1, 1))
    assert 12 <= len(old) <= 30
    assert all(one.events[0].on.year == 2023 for one in old)
    assert any(event.on >= TURN for one in old for event in one.events)
    assert {len(one.facts["applicant"]) for one in cases.values() if "applicant" in one.facts} > {1}


def test_how_cases_end_is_plausible(cases: dict[str, Case]) -> None:
    ends = Counter(ended(one) for one in of_the_year(cases))
    concluded = ends.total() - ends[""]
    assert 0.08 < ends["corrected"] / concluded < 0.14
    assert 0.33 < ends["agreed"] / concluded < 0.45
    online = [one.facts["channel"] == "online" for one in of_the_year(cases)]
    assert 0.8 < sum(online) / len(online) < 0.9


def ended(case: Case) -> str:
    if "make_mediation_agreement" in case.happened or (
        case.facts.get("terminated_because") == "withdrawn"
    ):
        return "agreed"
    if "terminate" in case.happened:
        return "terminated"
    outcome = case.facts.get("outcome")
    if outcome is None:
        return ""
    return "kept" if outcome in ("uphold", "dismiss_requests", "dismiss_application") else (
        "corrected"
    )  # fmt: skip


def test_nothing_happens_after_the_last_day_and_some_cases_wait(cases: dict[str, Case]) -> None:
    assert max(event.on for one in cases.values() for event in one.events) <= LAST
    waiting = [one for one in of_the_year(cases) if not one.definition.stages[one.stage].ends]
    assert len(waiting) > 30
    due = [found.day for one in waiting for found in one.due().values() if found.day]
    assert sum(LAST < day < LAST + timedelta(60) for day in due) > 20


def test_events_are_recorded_in_their_order(cases: dict[str, Case]) -> None:
    for key, one in cases.items():
        times = [event.at for event in one.events if event.at]
        assert times == sorted(times), key
        assert all(event.by == LAW or event.recorded_on == event.on for event in one.events), key


def test_links_lead_to_cases_that_are_there(kept: list[Kept]) -> None:
    keys = {one.key for one in kept}
    named = {
        line.said["data"][name]
        for one in kept
        for line in one.lines
        for name in ("norm_case", "letter_case", "source_case")
        if name in line.said.get("data", {})
    }
    assert named
    assert named <= keys


def test_nobody_in_it_exists(kept: list[Kept]) -> None:
    """Codes that begin with 99 are no place's; numbers that begin with 1000 are nobody's."""
    text = "".join(path.read_text("utf-8") for path in FOLDER.rglob("*.jsonl"))
    assert all(one.startswith("99") for one in re.findall(r'"id_number": "(\d+)', text))
    assert all(one.startswith("1000") for one in re.findall(r'"telephone": "(\d+)', text))
    assert not any(map(fault_in_citizen_number, re.findall(r'"id_number": "([^"]*)', text)))
    assert not any(map(fault_in_credit_code, re.findall(r'"credit_code": "([^"]*)', text)))
    people = tomllib.loads((FOLDER / "people.toml").read_text("utf-8"))
    assert all(one["name"][1] == "演" for one in people["officer"])
    assert all(one["name"][1] == "示" for one in people["citizen"])
    assert all(one["code"].startswith("99") for one in people["agency"])


def test_nothing_is_left_empty_on_what_is_given_out_whole_only(
    cases: dict[str, Case], kept: list[Kept]
) -> None:
    found: list[object] = []
    for one in kept:
        said: dict[str, object] = {}
        for line, event in zip(one.lines, cases[one.key].events, strict=False):
            said |= line.said.get("data", {}) | {"on": event.on, "case_number": one.key}
            for form in papers.of_event(cases[one.key], event):
                if form.whole:
                    then = fold(cases[one.key].definition, cases[one.key].events[: event.seq],
                                content.calendar())  # fmt: skip
                    number = {"number": said.get("decision_number", "")}
                    words = line.said.get("words", {}).get(form.id, {})
                    filled = fill(form, gather(form, then, said | number | words))
                    found += [(one.key, form.id, filled.gaps)] if filled.gaps else []
    assert found == []


def test_the_records_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.jsonl")) < 3 * MIB
