"""类案审理标准 -- each question has its article in force on its day, and an example of its want."""

import re
from datetime import date

import pytest

from plumbline.clock import ContentFault, load_clocks
from plumbline.law import standards
from plumbline.law.bases import resolver, shipped
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.law.standards import Standard, fitting, load_standards
from plumbline.procedure import DefinitionFault

SHIPPED = load_standards("reconsideration", resolves=resolver(shipped(ROOT)))
ALL = [
    pytest.param(one, id=one.name) for days in SHIPPED.values() for _, one in sorted(days.items())
]
ROW = re.compile(r"\| (?P<case>[^|]+) \| (?P<items>[a-z_、]+) \|")
DAY = date(2024, 1, 1)
PAGE = '---\ncode = "{code}"\ntitle = "要点"\nbasis = "行政复议法#11"\n{more}---\n'
BODY = (
    'applies = "permit"\n[item.power]\nquestion = "有权？"\n'
    'about = "决定"\nbasis = "行政许可法#24"\n'
)


@pytest.mark.parametrize("standard", ALL)
def test_every_question_has_an_example_of_what_does_not_meet_it(standard: Standard):
    text = standard.page.read_text("utf-8")
    shown = {one for row in ROW.finditer(text) for one in row["items"].split("、")}
    assert shown == {item.id for item in standard.items}


@pytest.mark.parametrize("standard", ALL)
def test_a_standard_is_for_kinds_of_act_that_a_case_can_state(standard: Standard):
    procedures = load_procedures(load_clocks([ROOT / "cn" / "clocks"]))
    text = procedures["reconsideration"].definitions[standard.from_day]
    assert {*standard.applies} <= {*text.fields["act_kind"].options}
    action = text.actions["review_standard"]
    assert action.internal
    assert {"standard", "met", "unmet"} <= {*action.requires, *action.allows}


def test_the_standards_of_a_case_are_those_of_its_kind_and_day():
    assert [one.code for one in fitting(SHIPPED, "penalty", DAY)] == ["penalty"]
    assert [one.code for one in fitting(SHIPPED, "benefit", date(2030, 1, 1))] == ["omission"]
    assert fitting(SHIPPED, "penalty", date(2023, 12, 31)) == ()
    assert fitting(SHIPPED, "resource", DAY) == ()


def test_a_standard_is_recorded_by_its_code_and_day():
    assert SHIPPED["penalty"][DAY].name == "penalty@2024-01-01"


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A package root without content."""
    monkeypatch.setattr(standards, "ROOT", tmp_path / "package")
    return tmp_path / "package"


def write(root, place="cn", body=BODY, more="", code="permit", day="2024-01-01"):
    folder = root / place / "checks" / "reconsideration" / "permit"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{day}.toml").write_text(body, "utf-8")
    (folder / f"{day}.md").write_text(PAGE.format(code=code, more=more), "utf-8")


def test_a_place_lays_its_own_questions_over_those_of_the_country(bare):
    write(bare)
    more = '[item.fee]\nquestion = "收费？"\nabout = "凭证"\nbasis = "行政许可法#58"\n'
    write(bare, "cq", more, 'because = "行政许可法#58"\n')
    (one,) = fitting(load_standards("reconsideration", places=("cn", "cq")), "permit", DAY)
    assert [item.id for item in one.items] == ["power", "fee"]


def test_the_latest_that_has_begun_is_the_one(bare):
    write(bare)
    write(bare, body=BODY.replace("power", "basis"), day="2025-06-01")
    found = load_standards("reconsideration")
    for day, id in ((date(2025, 5, 31), "power"), (date(2025, 6, 1), "basis")):
        (one,) = fitting(found, "permit", day)
        assert one.items[0].id == id


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (BODY.replace('applies = "permit"\n', ""), "applies is missing; write the kinds of act"),
        ('applies = "permit"\n', r"item is missing; write tables \[item.name\]"),
        (BODY.replace("about", "wherein"), "about is missing"),
        (BODY.replace('basis = "行政许可法#24"\n', ""), "basis is missing; write a provision"),
        (BODY + "[[", "cannot be read"),
    ],
)
def test_what_is_wrong_in_a_standard_is_told_with_file_and_key(bare, body, says):
    write(bare, body=body)
    with pytest.raises(DefinitionFault, match=says):
        load_standards("reconsideration")


def test_an_article_that_is_not_in_force_is_a_fault(bare):
    write(bare)
    with pytest.raises(DefinitionFault, match="item 'power': basis is '行政许可法#24'; write a"):
        load_standards("reconsideration", resolves=lambda provision, day: False)


def test_a_page_has_the_code_of_its_folder_and_an_overlay_says_because(bare):
    write(bare, code="licence")
    with pytest.raises(ContentFault, match="code is 'licence'"):
        load_standards("reconsideration")
    write(bare)
    write(bare, "cq")
    with pytest.raises(DefinitionFault, match="because is missing; write the article"):
        load_standards("reconsideration", places=("cn", "cq"))


def test_what_nobody_has_written_is_no_standard(bare):
    assert load_standards("reconsideration") == {}
