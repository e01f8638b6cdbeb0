"""检查规则 -- the table of REC-01 to REC-12 names what the definitions hold and do."""

import re

import pytest

from plumbline.clock import load_clocks
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.procedure import Definition
from plumbline.procedure.check import coded
from plumbline.procedure.definition import Watch

PROCEDURES = load_procedures(load_clocks([ROOT / "cn" / "clocks"]))
DEFINITION, (PAGE,) = next(
    (one, PROCEDURES["reconsideration"].pages[day])
    for day, one in PROCEDURES["reconsideration"].definitions.items()
    if day.year == 2024
)
LETTER = PROCEDURES["opinion_letter"].definitions[DEFINITION.from_day]
ROWS = {
    row["code"]: row
    for row in re.finditer(
        r"^\| (?P<code>REC-\d\d) \| (?P<where>.*?) \| (?P<does>.*?) \|$",
        PAGE.read_text("utf-8"),
        re.MULTILINE,
    )
}
SEVERITIES = {
    "REC-03": ("two_officers_wanted", ""),
    "REC-04": ("less_favourable_change", ""),
    "REC-05": ("precedence_not_told", "warn"),
    "REC-07": ("rests_on_unlawful_norm", ""),
    "REC-10": ("officer_recused", ""),
    "REC-11": ("no_ground_for_simple_procedure", ""),
    "REC-12": ("agreement_harms_others", ""),
}


def known(definition: Definition) -> set[str]:
    ids = {one.code for _, one in coded(definition)}
    clocks = {f"clock.{one}" for one in definition.clocks}
    return ids | clocks | {*definition.actions}


def test_the_twelve_rules_stand_on_the_page():
    assert [*ROWS] == [f"REC-{number:02}" for number in range(1, 13)]


@pytest.mark.parametrize("code", ROWS)
def test_what_a_rule_names_is_in_the_definition(code):
    named = set(re.findall(r"`([^`]+)`", ROWS[code]["where"]))
    definition = LETTER if code == "REC-09" else DEFINITION
    assert named - known(definition) - {LETTER.name} == set()


@pytest.mark.parametrize(("code", "says"), SEVERITIES.items())
def test_a_rule_blocks_or_warns_as_the_page_says(code, says):
    id, severity = says
    found = [one for _, one in coded(DEFINITION) if one.code == id]
    assert found
    assert all(not isinstance(one, Watch) and one.severity == severity for one in found)
    assert ROWS[code]["does"].startswith("warns" if severity else "blocks")


@pytest.mark.parametrize(
    ("definition", "clock", "code"),
    [
        (DEFINITION, "examine", "examine_nearly_over"),
        (DEFINITION, "reply", "reply_nearly_over"),
        (DEFINITION, "suspended", "suspension_full"),
        (DEFINITION, "long_suspension", "suspension_long"),
        (LETTER, "feedback", "feedback_late"),
    ],
)
def test_a_rule_about_time_is_a_watch_of_its_clock(definition, clock, code):
    assert code in {one.code for one in definition.clocks[clock].watches}


def test_whoever_recuses_is_kept_from_everything_that_officers_do():
    officers = {"institution", "institution_head", "assistant"}
    bare = [
        id
        for id, action in DEFINITION.actions.items()
        if officers & {*action.by}
        and "officer_recused" not in {one.code for one in action.conditions}
    ]
    assert bare == []


def test_an_assistant_decides_nothing():
    outward = {"accept", "refuse", "suspend", "resume", "extend", "terminate", "decide", "deliver"}
    done = {id for id, action in DEFINITION.actions.items() if "assistant" in action.by}
    assert done & outward == set()
    assert all(not DEFINITION.actions[id].to for id in done)
