"""The command prints what its schema promises, needs no database, and says what it refuses."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.powers import powers_

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "powers.json"
TEXT = """某市灯笼管理条例

第一条 灯笼应当整洁。

第二条 违反本条例第一条规定的，由灯笼部门责令改正；逾期不改正的，处灯笼价款一倍以上二倍以下罚款。
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "灯笼.md"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments, code=0):
    done = CliRunner().invoke(powers_, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_json_follows_the_schema(file):
    value = json.loads(run(file, "--format", "json"))
    jsonschema.validate(value, json.loads(SCHEMA.read_text("utf-8")))
    (article,) = value["articles"]
    order, fine = article["powers"]
    assert (order["kind"], fine["fine"]["form"], fine["fine"]["low"]) == ("order", "multiple", "1")
    words = fine["fine"]["words"]
    assert article["text"][words["start"] : words["end"]] == words["text"]
    assert article["ranges"][0]["most"] == "2"


def test_text_names_article_penalty_and_condition(file):
    printed = run(file)
    assert "art 2 para_1" in printed
    assert "not_corrected" in printed
    assert "0 wait for a person" in printed


def test_one_article_is_shown_even_when_it_empowers_nobody(file):
    value = json.loads(run(file, "--article", "1", "--format", "json"))
    assert [(one["number"], one["powers"]) for one in value["articles"]] == [("1", [])]


def test_an_article_that_is_not_there_is_refused_by_name(file):
    assert "has no article '9'" in run(file, "--article", "9", code=1)
