"""The commands of draws need no database, print what their schemas promise, and never overwrite."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.draws import draw_

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
SEED = "31526422613455126435"
FILES = {
    "plan.toml": """
name = "2026年第四季度随机抽查"
agency = "500103-sfj"
day = 2026-12-01
seed = { kind = "dice", length = 20, words = "公证处现场掷骰二十次" }
sizes = { "酒店" = 2, "学校" = "50%" }
weights = { A = 1, B = 4 }
""",
    "targets.csv": "编号,类别,风险等级\nH1,酒店,A\nH2,酒店,B\nH3,酒店,B\nS1,学校,A\nS2,学校,B\n",
    "inspectors.csv": "工号,执法证号,有效期至\nP1,渝-1,2028-06-30\nP2,渝-2,2028-06-30\n"
    "P3,渝-3,2028-06-30\n",
    "exclusions.csv": "编号,原因\nH9,已注销\n",
    "avoidances.csv": "对象编号,人员编号,回避原因\nS1,P1,近亲属任职\n",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, code=0):
    done = CliRunner().invoke(draw_, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.output


def checked(name, text):
    value = json.loads(text)
    jsonschema.validate(value, json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))
    return value


def announce(*more, out="announced.json", code=0):
    lists = [
        f"--{name}={name}.csv" for name in ("targets", "inspectors", "exclusions", "avoidances")
    ]
    return run("announce", "plan.toml", *lists, "--out", out, *more, code=code)


def drawn(*more, out="draw.json", code=0):
    given = ("run", "announced.json", "--seed", SEED, "--witness", "公证员")
    return run(*given, "--out", out, *more, code=code)


def test_a_draw_is_announced_run_verified_and_followed(folder):
    said = checked("draw_announce", announce("--format", "json"))
    assert (said["counts"]["targets"], said["drawn"]) == (5, 3)
    done = checked("draw_run", drawn("--format", "json"))
    assert done["announcement"] == said["announcement"]
    for name in ("announced.json", "draw.json"):
        checked("draw_record", (folder / name).read_text("utf-8"))
    judged = run("verify", "draw.json", "--announcement", said["announcement"], "--format", "json")
    assert checked("draw_verify", judged)["holds"]
    assert "It holds" in run("verify", "draw.json", "--announcement", said["announcement"])
    ids = {one["target"] for one in done["drawn"]}
    for id in ("H1", "H2", "H3", "S1", "S2"):
        path = checked("draw_follow", run("follow", "draw.json", id, "--format", "json"))
        assert path["drawn"] is (id in ids)
        assert len(path["tickets"]) == {"A": 1, "B": 4}[path["risk"]]


def test_people_read_what_is_fixed_and_who_was_drawn(folder):
    said = announce()
    assert "size\t酒店\t2" in said
    assert "publish the hash before the seed is known" in said
    assert "3 drawn" in drawn()
    assert "tickets" in run("follow", "draw.json", "H1")


def test_a_draw_that_was_changed_is_told_by_the_exit_code(folder):
    published = json.loads(announce("--format", "json"))["announcement"]
    drawn()
    given = ("verify", "draw.json", "--announcement")
    assert "It does not hold" in run(*given, "0" * 64, code=1)
    (folder / "draw.json").write_text("{", "utf-8")
    said = checked("draw_verify", run(*given, published, "--format", "json", code=2))
    assert (said["holds"], said["steps"]) == (False, [])
    assert "draw.json" in said["fault"]


def test_who_keeps_away_after_the_draw_is_replaced(folder):
    published = json.loads(announce("--format", "json"))["announcement"]
    first = json.loads(drawn("--format", "json"))["drawn"][0]
    gone = f"对象编号,人员编号,回避原因\n{first['target']},{first['inspectors'][0]},亲属\n"
    (folder / "recusals.csv").write_text(gone, "utf-8")
    if first["target"] == "S1":  # P1 keeps away already, and three are too few for one more
        assert "allowed: 2 or more" in drawn("--recusals", "recusals.csv", out="2.json", code=1)
        return
    (one,) = json.loads(drawn("--recusals", "recusals.csv", "--format", "json", out="2.json"))[
        "recusals"
    ]
    assert one["instead"] not in first["inspectors"]
    run("verify", "2.json", "--announcement", published)


def test_a_second_draw_names_the_first_and_takes_a_new_seed(folder):
    published = json.loads(announce("--format", "json"))["announcement"]
    drawn()
    text = FILES["plan.toml"] + f'previous = "{published}"\n'
    (folder / "plan.toml").write_text(text.replace("\nweights", "\nteam = 2\nweights"), "utf-8")
    (folder / "announced.json").rename(folder / "first.json")
    second = json.loads(announce("--format", "json"))["announcement"]
    assert "the earlier draw" in drawn(out="2.json", code=1)
    assert "a new one for each draw" in drawn("--earlier", "draw.json", out="2.json", code=1)
    given = (
        "run",
        "announced.json",
        "--seed",
        SEED[::-1],
        "--witness",
        "公证员",
        "--out",
        "2.json",
    )
    run(*given, "--earlier", "draw.json")
    run("verify", "2.json", "--announcement", second, "--earlier", "draw.json")
    run("verify", "2.json", "--announcement", second, code=1)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("targets.csv", "名称\n甲\n", "targets.csv, headings: found no column for id"),
        ("targets.csv", "", "targets.csv: whole file: found empty"),
        ("targets.csv", "编号,类别,风险等级\nH1,酒店,A\nH1,酒店,A\nS1,学校,A\n", "targets, line 2"),
        ("targets.csv", "编号,类别,风险等级\nH1,酒店,E\nH2,酒店,A\nS1,学校,A\n", "weight of 'E'"),
        (
            "targets.csv",
            "编号,类别,风险等级\nH 1,酒店,A\nH2,酒店,A\nS1,学校,A\n",
            "targets, line 1, id",
        ),
        ("plan.toml", "name = ", "plan.toml: found"),
        ("plan.toml", FILES["plan.toml"].replace("= 2,", "= 4,"), "size of 酒店: found 4"),
        ("avoidances.csv", "对象编号,人员编号,回避原因\nS7,P1,亲属\n", "avoidances, line 1"),
    ],
)
def test_hostile_lists_are_one_line_with_place_found_and_allowed(folder, file, text, said):
    (folder / file).write_text(text, "utf-8")
    told = announce(code=1)
    assert said in told
    assert "allowed: " in told
    assert not (folder / "announced.json").exists()


def test_a_record_is_never_written_over(folder):
    announce()
    assert "is there already" in announce(code=1)
    assert "is there already" in drawn(out="announced.json", code=1)


def test_a_target_that_is_not_on_the_list_cannot_be_followed(folder):
    announce()
    drawn()
    assert "an id of the list of targets" in run("follow", "draw.json", "H9", code=1)
