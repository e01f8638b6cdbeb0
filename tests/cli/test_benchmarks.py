"""The commands of benchmarks need no database, print what their schemas promise, and refuse."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.benchmarks import decide, recheck_, table_
from tests.discretion.writing import CASE, LANTERNS

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"


def run(command, *arguments, code=0):
    done = CliRunner().invoke(command, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.output


def as_json(schema, command, *arguments, code=0):
    value = json.loads(run(command, *arguments, "--format", "json", code=code))
    jsonschema.validate(value, json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8")))
    return value


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lanterns.toml"
    path.write_text(LANTERNS, "utf-8")
    return path


def written(path, said):
    path.write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")
    return path


def test_a_sound_table_holds(file):
    found = as_json("table_check", table_, "check", file)
    assert (found["holds"], found["findings"], found["gaps"]) == (True, [], "0")
    assert run(table_, "check", file).endswith("holds\n")


def test_a_gap_is_named_with_its_case_and_the_code_is_one(file):
    written(file, LANTERNS.replace('"50以上"', '"超过50"'))
    found = as_json("table_check", table_, "check", file, code=1)
    (gap,) = found["findings"]
    assert gap["facts"] == {"who": "person", "gap": 50, "times": 1, "mended": False}
    assert "gap where who person; gap [50..50]" in run(table_, "check", file, code=1)


def test_a_shared_bound_is_told_and_is_no_fault(file):
    written(file, LANTERNS.replace('"不满50"', '"50以下"'))
    assert "shared_bound 二, 三" in run(table_, "check", file)


def test_a_case_gets_its_row_neighbours_and_text(file, tmp_path):
    facts = written(tmp_path / "facts.json", CASE)
    found = as_json("decide", decide, file, "--facts", facts)
    assert [one["id"] for one in found["rows"]] == ["二"]
    assert found["neighbours"][0] == {"row": "一", "failing": ["mended"]}
    said = run(decide, file, "--facts", facts)
    assert "row 二 (lenient) fine [100..400) 元" in said
    assert found["text"] in said


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("[]", "is no JSON object"),
        ("{", "write a JSON object"),
        ('{"who": NaN}', "NaN is no number"),
        ({**CASE, "who": "ghost"}, "allowed is one of firm, person"),
        ({"who": "firm"}, "fact gap: found nothing"),
    ],
)
def test_facts_that_are_none_are_refused(file, tmp_path, facts, why):
    assert why in run(decide, file, "--facts", written(tmp_path / "f.json", facts), code=1)


def test_records_are_held_against_rows_and_law(file, tmp_path):
    imposed = [{"fine": 300}, {"fine": 450}, {"fine": "2,000"}, {}, {"fine": "much"}]
    lines = [
        json.dumps({"id": f"r{n}", "facts": CASE, "penalties": one})
        for n, one in enumerate(imposed)
    ]
    records = written(tmp_path / "r.jsonl", "\n".join([*lines, "{", "", '{"facts": []}']))
    found = as_json("recheck", recheck_, file, records, code=1)
    assert (found["records"], found["fit"]) == (7, 1)
    assert [(one["line"], one["wrong"]) for one in found["named"]] == [
        (2, ["outside_row"]), (3, ["outside_row", "outside_law"]), (4, ["outside_row"]),
        (5, ["unreadable"]), (6, ["unreadable"]), (8, ["unreadable"]),
    ]  # fmt: skip


def test_records_in_a_spreadsheet_are_held_too(file, tmp_path):
    head = "id,who,gap,times,mended,penalty:fine"
    rows = ["a,person,30,1,false,300", "b,person,30,1,true,", "c,firm,30.5,1,false,6000", "d,firm"]
    records = written(tmp_path / "r.csv", "\n".join([head, *rows]))
    found = as_json("recheck", recheck_, file, records, code=1)
    assert (found["records"], found["fit"]) == (4, 2)
    assert [(one["id"], one["wrong"]) for one in found["named"]] == [
        ("c", ["outside_row"]), ("", ["unreadable"]),
    ]  # fmt: skip


def test_records_that_all_fit_end_well(file, tmp_path):
    one = json.dumps({"id": "r", "facts": CASE, "penalties": {"fine": 100}})
    assert "1 records, 1 fit; wrong: nothing" in run(
        recheck_, file, written(tmp_path / "r.jsonl", one)
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('tier = "从轻"', 'tier = "很轻"', "row 2, tier"),
        ("gap = \"不满50\"", 'gap = "不少', "lanterns.toml: found"),
        ('"不满50"', '"不满五十公里"', "row 2, when.gap"),
        ('kind = "count"', 'kind = "often"', "circumstance.times, kind"),
        ('id = "二"', 'id = "一"', "一 twice"),
        ("template =", "tempo =", "lanterns.toml, tempo"),
        ('who = "单位", times = "首次"', 'whom = "单位", times = "首次"', "row 5, when"),
        ('range = "100以上1000以下"', 'range = 100', "limit 1, range"),
        ("[circumstance.gap]", "[circumstance.gap.x]", "circumstance.gap"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_says_where_and_what_is_allowed(file, old, new, place):
    assert old in LANTERNS
    written(file, LANTERNS.replace(old, new, 1))
    said = run(table_, "check", file, code=1)
    assert place in said
    assert "allowed is" in said
