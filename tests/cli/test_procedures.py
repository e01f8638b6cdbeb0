"""`plumbline procedures` names, checks and draws; it compares a changed law before it is taken."""

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.main import _load_commands, cli
from plumbline.cli.procedures import procedures
from tests.store.cases.conftest import Writer
from tests.store.cases.test_replaying import amended, overlaid

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
WALK = """
## 走查

### 一步

| 日期 | 动作 | 所处环节 | 期限 |
|---|---|---|---|
| 2024-03-04 | apply | received | examine {day} |
"""


def run(*arguments, code=0):
    done = CliRunner().invoke(procedures, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.stdout if code < 2 else done.output


def value(schema, *arguments, code=0):
    found = json.loads(run(*arguments, "--format", "json", code=code))
    jsonschema.validate(found, json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8")))
    return found


def with_page(root, words):
    """A root whose page of reconsideration says more."""
    page = overlaid(root, "") / "cn" / "procedures" / "reconsideration" / "2024-01-01.md"
    page.write_text(page.read_text("utf-8") + words, "utf-8")
    return root


def test_the_commands_are_registered():
    _load_commands()
    assert {"procedures", "cases"} <= {*cli.commands}


def test_every_procedure_is_named_with_its_texts_and_marked_bases():
    found = {one["name"]: one for one in value("procedures_list", "list")}
    texts = found["reconsideration"]["texts"]
    assert [one["effective_on"] for one in texts] == sorted(one["effective_on"] for one in texts)
    assert "2024-01-01" in [one["effective_on"] for one in texts]
    assert all(sum(one["marked"].values()) < one["bases"] for one in texts)
    said = run("list")
    for name, one in found.items():
        assert f"{name}  {one['title']}" in said


def test_the_shipped_content_holds_together():
    found = value("procedures_check", "check")
    assert (found["whole"], found["faults"]) == (True, [])
    assert found["counts"]["walkthroughs"] > found["counts"]["texts"]


def test_an_overlay_does_not_make_the_examples_of_the_package_wrong(tmp_path):
    assert value("procedures_check", "check", "--law", amended(tmp_path, "2024-03-07"))["whole"]


def test_a_page_is_walked_under_the_content_of_its_own_root(tmp_path):
    root = with_page(amended(tmp_path, "2024-03-07"), WALK.format(day="2024-03-12"))
    assert value("procedures_check", "check", "--law", root)["whole"]
    other = with_page(tmp_path / "other", WALK.format(day="2024-03-12"))
    (fault,) = value("procedures_check", "check", "--law", other, code=1)["faults"]
    assert fault.startswith("reconsideration/2024-01-01.md:")
    assert "examine is 2024-03-11; the page says 2024-03-12" in fault


def test_faults_of_several_files_are_told_at_once_with_file_key_and_what_is_allowed(tmp_path):
    root = overlaid(tmp_path, '[action.accept]\nto = "nowhere"\n')
    folder = root / "cn" / "checks" / "reconsideration" / "own"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("")
    (root / "cn" / "notices").mkdir()
    (root / "cn" / "notices" / "reminding.toml").write_text('[near]\nshort = "x"\n')
    faults = value("procedures_check", "check", "--law", root, code=1)["faults"]
    for words in ("reminding.toml: near", "reconsideration/2024-01-01.toml: action 'accept': to"):
        assert [one for one in faults if words in one], faults
    assert "write one of" in run("check", "--law", root, code=1)


def test_an_article_that_is_not_in_force_is_a_fault(tmp_path):
    root = overlaid(tmp_path, '[action.accept]\nbasis = "行政复议法#999"\n')
    faults = value("procedures_check", "check", "--law", root, code=1)["faults"]
    assert "reconsideration/2024-01-01.toml: action 'accept'" in faults[0]
    assert all("行政复议法#999" in fault for fault in faults)


def test_a_folder_that_is_no_content_root_is_refused(tmp_path):
    assert "is no content root; it holds none of cn, cq" in run("check", "--law", tmp_path, code=2)


def test_a_procedure_is_drawn_as_of_a_day(tmp_path):
    file = tmp_path / "one.svg"
    said = run("draw", "reconsideration", "--on", "2024-06-01", "-o", file)
    assert "text of 2024-01-01, in one.svg" in said
    assert ElementTree.parse(file).getroot().tag.endswith("svg")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "no procedure 'nothing'; there are"),
        (
            ("reconsideration", "--on", "1990-01-01"),
            "no text is in force on 1990-01-01; they begin",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_line(tmp_path, arguments, said):
    done = CliRunner().invoke(procedures, ["draw", *arguments, "-o", str(tmp_path / "a.svg")])
    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert not (tmp_path / "a.svg").exists()


@pytest.mark.django_db
def test_what_a_changed_law_would_change_is_listed_and_counted(tmp_path):
    writer = Writer()
    writer.write("apply")
    root = amended(tmp_path, "2024-03-07")
    found = value("procedures_compare", "compare", "--law", root, "--on", "2024-03-08", code=1)
    assert (found["open"], found["counts"]) == (1, {"cases": 1, "due": 1})
    assert [one["id"] for one in found["cases"]] == [str(writer.case)]
    said = run("compare", "--law", root, "--on", "2024-03-08", code=1)
    assert "due day examine: 2024-03-11 → 2024-03-12 (行政复议法#30.1)" in said
    assert "1 open cases compared, 1 would change; 1 in due day" in said


@pytest.mark.django_db
def test_an_action_that_would_have_been_refused_is_named_with_its_day_and_article(tmp_path):
    writer = Writer()
    writer.write("apply")
    writer.write("accept")
    root = overlaid(tmp_path, '[action.accept]\nby = ["institution_head"]\n')
    found = value("procedures_compare", "compare", "--law", root, "--on", "2024-03-08", code=1)
    (one,) = [one for one in found["cases"][0]["differences"] if one["what"] == "finding"]
    assert (one["action"], one["on"], one["to"]) == ("accept", "2024-03-04", "not_by_this_role")
    said = run("compare", "--law", root, "--on", "2024-03-08", code=1)
    assert "on 2024-03-04: would have been refused as not_by_this_role" in said


@pytest.mark.django_db
def test_where_nothing_differs_the_exit_code_is_0(tmp_path):
    Writer().write("apply")
    assert value("procedures_compare", "compare")["cases"] == []
    assert "1 open cases compared, 0 would change" in run("compare", "--on", "2024-03-08")


@pytest.mark.django_db
def test_a_law_that_cannot_be_read_is_told_and_nothing_is_compared(tmp_path):
    root = overlaid(tmp_path, '[action.accept]\nto = "nowhere"\n')
    done = CliRunner().invoke(procedures, ["compare", "--law", str(root)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "action 'accept': to" in done.output
