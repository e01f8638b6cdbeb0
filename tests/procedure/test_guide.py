"""指引 -- may I, to whom, until when: against examples derived by hand from the articles."""

from datetime import date
from pathlib import Path

import pytest

from plumbline.clock import load_calendar, load_clocks
from plumbline.law.bases import resolver, shipped
from plumbline.law.guides import ROOT, load_guides
from plumbline.law.procedures import load_procedures
from plumbline.procedure import DefinitionFault
from plumbline.procedure.competence import Organ, Organs, Rule, Rules, competent
from plumbline.procedure.definition import Basis
from plumbline.procedure.guide import Guide, Said, answer

CALENDAR = load_calendar([ROOT / "cn" / "calendars"])
CLOCKS = load_clocks([ROOT / "cn" / "clocks"])
DEFINITION = load_procedures(CLOCKS)["reconsideration"].definitions[date(2024, 1, 1)]
GUIDE = load_guides("reconsideration")[date(2024, 1, 1)]
PAGE = ROOT / "cn" / "guides" / "reconsideration" / "2024-01-01.md"
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("| 甲")
]
MADE = (
    ("990000", "甲市人民政府", "government", "municipal", ""),
    ("990000-sfj", "甲市司法局", "department", "municipal", "990000"),
    ("990000-gzj", "甲市规划和自然资源局", "department", "municipal", "990000"),
    ("990001", "甲市乙区人民政府", "government", "district_county", "990000"),
    ("990001-sfj", "甲市乙区司法局", "department", "district_county", "990001"),
    ("990001-scj", "甲市乙区市场监督管理局", "department", "district_county", "990001"),
    ("990001-cgj", "甲市乙区城市管理局", "department", "district_county", "990001"),
    ("990001-cgd", "甲市乙区城市管理局执法大队", "brigade", "district_county", "990001-cgj"),
    ("990001-scs", "甲市乙区市场监督管理局丙镇市场监督管理所", "dispatched_office",
     "township_subdistrict", "990001-scj"),
    ("990001101", "甲市乙区丙镇人民政府", "government", "township_subdistrict", "990001"),
    ("990001102", "甲市乙区丁街道办事处", "dispatched_organ", "township_subdistrict", "990001"),
    ("990001101-sfs", "甲市乙区丙镇司法所", "judicial_office", "township_subdistrict",
     "990001-sfj"),
)  # fmt: skip
FOUND = [Organ(code, name, kind, level, "", parent) for code, name, kind, level, parent in MADE]
FOUND.append(
    Organ(
        "990000-gzj-1", "甲市规划和自然资源局乙区分局", "dispatched_office", "district_county",
        "990001", "990000-gzj",
    )
)  # fmt: skip
ORGANS = Organs({one.code: one for one in FOUND})
NAMED = {one.name: one for one in FOUND}
TODAY = date(2026, 11, 23)


def asked(on=TODAY, organs=ORGANS, **said):
    omission = CLOCKS.clock(GUIDE.omission, on)
    return answer(GUIDE, DEFINITION, Said(**said), organs, CALENDAR, omission, on)


def limits(found):
    return {one.clock: (f"{one.due.day}", one.is_over) for one in found.limits}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_competent_organ_is_the_one_on_the_page(row):
    acted, rule, respondent, organs = row
    found = competent(GUIDE.rules, NAMED[acted], ORGANS)
    assert (found.rule.code, found.respondent.name) == (rule, respondent)
    assert "、".join(one.organ.name for one in found.options) == organs


def test_the_page_has_an_example_of_every_rule_but_those_that_lead_to_another():
    shown = {row[1] for row in ROWS}
    assert {one.code for one in GUIDE.rules.rules if not one.instead} - shown == {"authorised"}


def test_the_institution_of_a_government_is_its_department_of_justice():
    found = competent(GUIDE.rules, NAMED["甲市乙区市场监督管理局"], ORGANS)
    assert found.options[0].institution.name == "甲市乙区司法局"


def test_against_a_bureau_of_justice_one_may_choose_the_bureau_above():
    """行政复议法#28."""
    found = competent(GUIDE.rules, NAMED["甲市乙区司法局"], ORGANS)
    assert [one.institution.name for one in found.options] == ["甲市乙区司法局", "甲市司法局"]


def test_whoever_set_up_a_brigade_is_the_respondent_in_its_stead():
    found = competent(GUIDE.rules, NAMED["甲市乙区城市管理局执法大队"], ORGANS)
    assert [one.code for one in found.instead] == ["brigade"]


def test_where_the_tree_ends_no_organ_is_named():
    alone = Organ("1", "某局", "department", "district_county")
    found = competent(GUIDE.rules, alone, Organs({"1": alone}))
    assert (found.rule.code, found.options) == ("department", ())
    assert competent(GUIDE.rules, alone, Organs()).options == ()


def test_an_office_without_parent_has_no_respondent_in_its_stead():
    alone = Organ("1", "某大队", "brigade", "district_county")
    found = competent(GUIDE.rules, alone, Organs({"1": alone}))
    assert (found.rule.code, found.respondent, found.options) == ("brigade", alone, ())


def test_a_kind_without_a_rule_has_no_competent_organ():
    assert competent(GUIDE.rules, Organ("1", "某", "court", "municipal"), ORGANS) is None


def test_a_loop_of_parents_ends():
    one = Organ("1", "甲", "brigade", "municipal", "", "2")
    two = Organ("2", "乙", "brigade", "municipal", "", "1")
    assert competent(GUIDE.rules, one, Organs({"1": one, "2": two})).options == ()


def test_who_was_told_has_sixty_days_and_the_last_moves_over_a_holiday():
    """行政复议法#20.1: known on 2025-08-03, the sixtieth day is 2025-10-02, a holiday."""
    found = asked(
        date(2025, 9, 1), kind="penalty", act_on=date(2025, 8, 1), known_on=date(2025, 8, 3),
        was_told=True,
    )  # fmt: skip
    assert limits(found)["application"] == ("2025-10-09", False)
    assert (found.may, f"{found.until}") == ("yes", "2025-10-09")


def test_on_the_last_day_one_may_and_on_the_day_after_no_longer():
    said = {"kind": "penalty", "act_on": date(2024, 3, 4), "known_on": date(2024, 3, 4)}
    assert asked(date(2024, 5, 6), **said, was_told=True).may == "yes"
    assert asked(date(2024, 5, 7), **said, was_told=True).may == "late"
    assert asked(date(2024, 5, 7), **said, was_told=True, is_excused=True).may == "depends"


def test_who_was_not_told_has_a_year_and_the_sixty_days_wait_until_they_learn_of_it():
    """行政复议法#20.3: known on 2023-06-01; a year ends on a Saturday and moves to 2024-06-03."""
    said = {"kind": "penalty", "act_on": date(2023, 6, 1), "known_on": date(2023, 6, 1)}
    found = asked(date(2024, 6, 3), **said, was_told=False)
    assert limits(found) == {
        "application_not_told": ("2024-06-03", False),
        "application_longest": ("2028-06-01", False),
    }
    assert found.may == "yes"
    told = asked(date(2024, 6, 3), **said, was_told=False, told_on=date(2024, 5, 20))
    assert limits(told)["application"] == ("2024-07-19", False)
    assert f"{told.until}" == "2024-06-03"
    late = asked(date(2024, 6, 4), **said, was_told=False, is_excused=True)
    assert late.may == "late"


def test_five_years_from_the_act_and_twenty_for_real_estate():
    """行政复议法#21: counted from the act, known of or not."""
    said = {"kind": "permit", "act_on": date(2019, 5, 31), "known_on": date(2024, 5, 20)}
    five = asked(date(2024, 6, 3), **said, was_told=True)
    assert limits(five)["application_longest"] == ("2024-05-31", True)
    assert five.may == "late"
    twenty = asked(date(2024, 6, 3), **said, was_told=True, is_real_estate=True)
    assert limits(twenty)["application_longest"] == ("2039-05-31", False)
    assert twenty.may == "yes"


def test_an_omission_without_a_stated_time_waits_for_sixty_days():
    """行政复议法实施条例#16.1.2: asked on 2026-09-01, the sixtieth day is Saturday
    2026-10-31 and moves to Monday."""
    said = {"kind": "omission", "omission": True, "asked_on": date(2026, 9, 1)}
    early = asked(date(2026, 10, 20), **said)
    assert early.may == "early"
    found = asked(**said)
    assert found.from_basis == Basis(("行政复议法实施条例#16.1.2",))
    assert f"{found.waits.day}" == "2026-11-02"
    assert found.may == "yes"
    assert found.first.basis == Basis(("行政复议法#23.1.3",))


def test_an_omission_with_a_stated_time_is_counted_from_its_end_and_an_urgent_one_at_once():
    stated = asked(kind="permit", omission=True, perform_by=date(2026, 11, 2))
    assert (stated.from_on, stated.waits) == (date(2026, 11, 2), None)
    urgent = asked(kind="omission", omission=True, urgent=True, asked_on=date(2026, 11, 20))
    assert (urgent.may, urgent.from_on) == ("yes", date(2026, 11, 20))


@pytest.mark.parametrize("code", GUIDE.excluded)
def test_what_is_excluded_is_told_with_its_article_and_the_other_way(code):
    found = asked(kind=code, act_on=date(2026, 11, 1))
    assert (found.may, found.basis.provisions[0][:8]) == ("no", "行政复议法#12")
    assert found.excluded.instead
    assert found.excluded.instead_basis.provisions


def test_reconsideration_comes_first_for_what_the_article_names():
    """行政复议法#23.1."""
    first = {
        "on_the_spot": asked(kind="penalty", on_the_spot=True),
        "resource": asked(kind="resource"),
        "omission": asked(kind="benefit", omission=True),
        "information_withheld": asked(kind="information", withheld=True),
    }
    assert {code: found.first.code for code, found in first.items()} == {one: one for one in first}
    assert asked(kind="penalty").first is None


def test_too_little_said_is_no_answer_and_no_crash():
    assert asked().may == "unsaid"
    assert asked(kind="penalty").may == "unsaid"
    assert asked(kind="no_such", act_on=date(2026, 1, 1)).may == "unsaid"
    assert asked(kind="omission", omission=True).may == "unsaid"


def test_every_kind_of_act_that_can_be_inaction_is_one_of_the_definition():
    kinds = DEFINITION.fields["act_kind"].options
    assert {*GUIDE.inaction} <= {*kinds}
    assert {kind for one in GUIDE.precedence for kind in one.kinds} <= {*kinds}
    assert not {*GUIDE.excluded} & {*kinds}


def test_every_basis_of_the_guide_is_in_force():
    resolves = resolver(shipped(ROOT))
    stated = [
        *(one.basis for one in GUIDE.excluded.values()),
        *(one.basis for one in GUIDE.outside.values()),
        *(one.instead_basis for one in GUIDE.excluded.values()),
        *(one.basis for one in GUIDE.precedence),
        *(one.basis for one in GUIDE.rules.rules),
        GUIDE.omission_basis, GUIDE.stated_basis, GUIDE.urgent_basis, GUIDE.inaction_basis,
        GUIDE.rules.institution_basis,
    ]  # fmt: skip
    wrong = [one for basis in stated for one in basis.provisions if not resolves(one, TODAY)]
    assert wrong == []


def test_a_guide_names_each_of_its_faults(tmp_path: Path):
    folder = tmp_path / "cn" / "guides" / "made"
    folder.mkdir(parents=True)
    (folder / "2024-01-01.md").write_text(
        "---\ncode = 'made'\ntitle = 't'\nbasis = '甲法#1'\n---\n"
    )
    (folder / "2024-01-01.toml").write_text("[[competence]]\ncode = 'a'\nways = ['up']\n")
    with pytest.raises(DefinitionFault) as fault:
        load_guides("made", added=[tmp_path])
    said = f"{fault.value}"
    assert "competence 1: ways is 'up'; write some of government" in said
    assert "competence 1: title is missing; write text" in said


def test_the_first_rule_that_fits_is_the_one():
    one = Rule("a", "甲", Basis(), ("own",), ("department",))
    two = Rule("b", "乙", Basis(), ("government",), ("department",))
    found = competent(Rules((one, two), (), Basis()), NAMED["甲市司法局"], ORGANS)
    assert found.rule is one


def test_the_guide_is_content_with_a_day():
    assert isinstance(GUIDE, Guide)
    assert load_guides("nothing") == {}
