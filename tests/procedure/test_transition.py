"""过渡 -- which law of reconsideration governs what was received about the turn of 2023."""

from datetime import date

import pytest

from plumbline.clock import load_calendar, load_clocks
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.procedure import Case, Event, apply, fold, governing, in_force, latest

CALENDAR = load_calendar([ROOT / "cn" / "calendars"])
TEXTS = load_procedures(load_clocks([ROOT / "cn" / "clocks"]))["reconsideration"].definitions
OLD, NEW = date(2018, 1, 1), date(2024, 1, 1)
PERSON = {"$commitment": "sha256:" + "A" * 43 + "="}
APPLICATION: dict[str, object] = {
    "organ": "甲市人民政府", "institution": "甲市司法局", "applicant": [PERSON],
    "respondent": "甲市乙局", "act": PERSON, "requests": PERSON, "act_on": "2023-12-01",
    "known_on": "2023-12-04", "was_told": True, "channel": "in_person",
}  # fmt: skip


def application(day: str, action: str = "apply", **data: object) -> Event:
    by, said = "applicant/zhao", {**APPLICATION, **data}
    return Event("1", action, date.fromisoformat(day), by, "案", data=said, seq=1)


def received(day: str) -> Case:
    """A case with its application, under the text that governs it."""
    event = application(day)
    text = governing(TEXTS, [event], event.on)
    assert text is not None
    case = apply(fold(text, (), CALENDAR), event)
    assert isinstance(case, Case)
    return case


@pytest.mark.parametrize(
    ("day", "text"),
    [("2023-12-29", OLD), ("2023-12-31", OLD), ("2024-01-01", NEW), ("2024-01-02", NEW)],
)
def test_the_text_of_the_day_of_application_governs_to_the_end(day, text):
    for asked in (date.fromisoformat(day), date(2024, 6, 1)):
        assert governing(TEXTS, [application(day)], asked) is TEXTS[text]


def test_what_was_received_in_2023_is_accepted_at_once_and_runs_sixty_days_from_receipt():
    case = received("2023-12-29")
    assert case.stage == "accepted"
    days = {clock: f"{due.day}" for clock, due in case.due().items()}
    assert days == {"examine": "2024-01-08", "copy": "2024-01-10", "decide": "2024-02-27"}


def test_what_was_received_in_2023_is_never_accepted_by_silence():
    case = received("2023-12-29").at(date(2024, 1, 9))
    assert [one.action for one in case.silences] == ["end_examination"]
    assert "accept_by_silence" not in case.definition.actions
    assert f"{case.due()['decide'].day}" == "2024-02-27"


def test_what_was_received_in_2024_waits_for_acceptance_and_is_accepted_by_silence():
    case = received("2024-01-02")
    assert (case.stage, [*case.due()]) == ("received", ["examine"])
    silent = case.at(date(2024, 1, 10))
    assert [one.action for one in silent.silences] == ["accept_by_silence"]
    days = {clock: f"{due.day}" for clock, due in silent.due().items()}
    assert days == {"copy": "2024-01-18", "decide": "2024-03-11"}


def test_an_application_by_way_of_the_county_government_keeps_the_law_of_its_day():
    event = application("2023-12-29", "apply_through_county", county="甲县人民政府")
    assert governing(TEXTS, [event], date(2024, 6, 1)) is TEXTS[OLD]


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda one: f"{one.from_day}")
def test_the_transitional_rule_is_marked_as_inferred(text):
    assert text.transition.pending == "stays"
    assert text.transition.basis.unverified == "I"


def test_the_latest_text_may_be_one_that_is_not_in_force_yet() -> None:
    texts = {**TEXTS, date(2030, 1, 1): TEXTS[OLD]}
    assert latest(texts) is texts[date(2030, 1, 1)]
    assert in_force(texts, date(2026, 1, 1)) is TEXTS[NEW]
    assert in_force(texts, date(2017, 12, 31)) is None
