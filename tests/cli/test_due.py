"""`plumbline due` prints what its schema promises, draws the period, and says what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from plumbline.cli.due import due_
from plumbline.cli.main import _load_commands, cli

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"

LENGTH = ("--from", "2024-03-04", "--length", "60", "--unit", "natural_day")


def run(*asked: str) -> Result:
    return CliRunner().invoke(due_, asked)


def value(*asked: str, schema: str = "due") -> Any:
    result = run(*asked, "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    jsonschema.validate(found, json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8")))
    return found


def steps(found: Any, name: str) -> list[Any]:
    return [step for step in found["steps"] if step["step"] == name]


def test_the_command_is_registered() -> None:
    _load_commands()
    assert "due" in cli.commands


def test_a_clock_of_a_statute_gives_its_day_and_its_articles() -> None:
    found = value("--clock", "reconsideration/decide", "--from", "2024-03-04")
    assert found["due"] == "2024-05-06"
    assert (found["clock"]["appendix"], found["period"]["basis"]) == ("A42", "行政复议法#62.1")
    (moved,) = steps(found, "moved")
    assert moved["from"] == "2024-05-03"
    assert moved["ground"] == {"basis": "民事诉讼法#85", "by": "行政复议法#88.1", "unverified": ""}
    assert moved["passed"][0]["why"] == "劳动节"
    assert [month["month"] for month in found["calendar"]] == ["2024-03", "2024-04", "2024-05"]


def test_the_number_in_the_list_names_the_same_clock() -> None:
    by_number = value("--clock", "A42", "--from", "2024-03-04")
    assert by_number == value("--clock", "reconsideration/decide", "--from", "2024-03-04")


def test_a_clock_is_that_of_the_text_in_force_on_the_day_or_of_the_one_named() -> None:
    asked = ("--clock", "reconsideration/reply", "--from")
    old, new = value(*asked, "2023-12-25"), value(*asked, "2024-01-02")
    assert (old["period"]["unit"], new["period"]["unit"]) == ("natural_day", "working_day")
    pending = value(*asked, "2024-01-02", "--text", "2018-01-01")
    assert pending["clock"]["effective_on"] == "2018-01-01"
    assert pending["due"] == "2024-01-12"


def test_grounds_extensions_and_a_suspension_without_end_are_told() -> None:
    found = value(
        "--clock", "A42", "--from", "2024-03-08", "--exclude", "2024-03-18..2024-03-27=鉴定",
        "--suspend", "2024-04-10..=调解、和解", "--extend", "30",
    )  # fmt: skip
    assert (found["due"], found["stopped"], found["unverified"]) == (None, True, ["I"])
    assert steps(found, "not_counted")[0]["ground"]["basis"] == "行政复议法实施条例#37"
    (stopped,) = steps(found, "stopped")
    assert (stopped["counted"], stopped["left"]) == (22, 38)
    assert stopped["to_come"][0]["length"] == 30


def test_an_exclusion_of_one_day_needs_no_end() -> None:
    found = value("--clock", "A42", "--from", "2024-03-08", "--exclude", "2024-03-18")
    assert steps(found, "not_counted")[0]["days"] == 1


def test_a_bare_length_is_counted_by_the_statute_of_its_basis() -> None:
    moves = value(*LENGTH, "--basis", "行政复议法#62.1")
    silent = value(*LENGTH, "--basis", "行政处罚法#60")
    unknown = value(*LENGTH, "--basis", "示例法#1")
    assert [one["due"] for one in (moves, silent, unknown)] == [
        "2024-05-06",
        "2024-05-03",
        "2024-05-03",
    ]
    assert (moves["statute"], unknown["statute"]) == ("行政复议法", "")
    assert steps(silent, "stays")[0] == {
        "step": "stays",
        "day": "2024-05-03",
        "cause": "law_is_silent",
        "day_of_rest": "劳动节",
        "ground": {"basis": "", "by": "", "unverified": ""},
    }


def test_the_rule_of_another_statute_may_be_named() -> None:
    by_name = value(*LENGTH, "--basis", "示例法#1", "--rule", "litigation")
    by_title = value(*LENGTH, "--basis", "示例法#1", "--rule", "行政诉讼法")
    assert by_name == by_title
    assert by_name["due"] == "2024-05-06"


def test_a_plain_day_is_what_the_statute_makes_of_it() -> None:
    asked = ("--from", "2024-02-07", "--basis", "行政处罚法#85", "--length")
    assert value(*asked, "5")["period"]["unit"] == "working_day"
    assert value(*asked, "15")["period"]["unit"] == "natural_day"
    found = value(*asked, "5", "--extend", "15")
    assert steps(found, "extended")[0]["period"]["unit"] == "natural_day"


def test_a_length_may_be_counted_back() -> None:
    asked = ("--from", "2026-10-12", "--length", "7", "--unit", "working_day", "--before")
    found = value(*asked, "--basis", "行政处罚法#64")
    assert (found["direction"], found["due"]) == ("back", "2026-09-24")
    assert value("--clock", "A05", "--from", "2026-10-12")["due"] == "2026-09-24"


def test_hours_are_counted_from_a_time() -> None:
    found = value("--clock", "A12", "--from", "2024-02-09T16:30")
    assert found["due"] == "2024-02-10T16:30:00"
    asked = ("--from", "2024-02-09T16:30", "--length", "48", "--unit", "hour", "--basis")
    assert value(*asked, "民事诉讼法#85")["counted_from"] == "2024-02-09T17:00:00"


def test_a_day_beyond_the_notices_is_provisional() -> None:
    found = value("--clock", "A27", "--from", "2027-02-01")
    assert found["provisional"]
    assert any(step["provisional"] for step in steps(found, "not_counted"))


def test_the_text_tells_the_derivation_and_draws_the_months() -> None:
    said = run("--clock", "A42", "--from", "2024-03-04", "--exclude", "2024-03-18..2024-03-20=鉴定")
    for part in (
        "due 2024-05-06 Monday (60 natural days, 行政复议法#62.1",
        "2024-03-04  the event, not counted (民事诉讼法#85 by 行政复议法#88.1)",
        "2024-03-18 to 2024-03-20  3 days excluded: 鉴定 (行政复议法实施条例#37)",
        "2024-05-06  last day of 60 natural days",
        "stays: it is a working day",
        "2024-03                        2024-04",
        "-18 -19 -20",
        "[6]",
    ):
        assert part in said.output
    assert max(map(len, said.output.splitlines())) < 120


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--clock", "A60", "--from", "2024-05-08"), "act by 2024-05-05 Sunday"),
        (("--clock", "A60", "--from", "2024-05-08"), "not verified: I inferred, W seen on a page"),
        (("--clock", "A12", "--from", "2024-02-09T16:30"), "due 2024-02-10 16:30 (24 hours"),
        (("--clock", "A27", "--from", "2027-01-04"), "provisional: a notice of the State Council"),
        (("--clock", "A13", "--from", "2024-01-20"), "the statute is silent about a last day"),
        (("--clock", "A42", "--from", "2024-03-08", "--suspend", "2024-04-01.."), "23 counted, 37"),
        (("--clock", "A27", "--from", "2024-03-08", "--extend", "10"), "10 working days more"),
        (("--clock", "A01", "--from", "2024-02-29"), "is 2 clocks"),
        (("--clock", "penalty/limitation", "--from", "2024-02-29"), "months between"),
    ],
)
def test_the_text_says(asked: tuple[str, ...], said: str) -> None:
    assert said in run(*asked).output


def test_every_clock_is_listed() -> None:
    listed = value("--list", schema="due_list")
    assert len(listed) > 190
    output = run("--list").output
    assert output.endswith(f"{len(listed)} clocks of 41 texts\n")
    assert "reconsideration/decide" in output


def test_content_of_a_bureau_is_laid_over_that_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cq" / "clocks" / "local"
    folder.mkdir(parents=True)
    (folder / "2024-01-01.md").write_text(
        '---\ncode = "local"\ntitle = "示例办法"\nbasis = "示例办法#1"\n---\n', "utf-8"
    )
    (folder / "2024-01-01.toml").write_text(
        '[[clock]]\nid = "reply"\ntitle = "答复"\nstarts = "收到"\nlength = 4\n'
        'unit = "working_day"\narticle = "示例办法#2"\nconsequence = { kind = "breach" }\n',
        "utf-8",
    )
    monkeypatch.setenv("PLUMBLINE_LAW", str(tmp_path))
    assert value("--clock", "local/reply", "--from", "2024-03-04")["due"] == "2024-03-08"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--from", "2024-02-30"), "'2024-02-30' is no day; write 2024-01-31"),
        (("--from", "2024-02-20"), "give a --clock, or a --length"),
        (("--clock", "A42"), "give the day of the event"),
        (
            ("--clock", "A42", "--length", "5", "--from", "2024-03-01"),
            "give a --clock, or a --length",
        ),
        (("--clock", "A42", "--from", "2024-03-01", "--exclude", "x"), "is no stretch of days"),
        (("--clock", "A42", "--from", "2024-03-01", "--basis", "a"), "--basis is the statute's"),
        (("--clock", "A42", "--from", "2024-03-01", "--before"), "--before is the statute's"),
        ((*LENGTH, "--basis", "a#1", "--before", "--extend", "3"), "nothing is left out"),
        (
            ("--clock", "A12", "--from", "2024-03-01T09:00", "--extend", "3"),
            "hours are not counted",
        ),
    ],
)
def test_a_wrong_call_ends_with_code_2_and_says_what_to_write(
    asked: tuple[str, ...], said: str
) -> None:
    result = run(*asked)
    assert (result.exit_code, said in result.output) == (2, True), result.output


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--clock", "A42", "--from", "2023-05-05"), "is not known for 2023-05-05; it is in"),
        (("--clock", "nothing", "--from", "2024-05-05"), "`plumbline due --list` names them"),
        (("--clock", "A06", "--from", "2024-05-05", "--extend", "5"), "allows no extension"),
        (("--clock", "A42", "--from", "2024-05-05", "--extend", "31"), "at most 30 natural days"),
        (("--clock", "A42", "--from", "2024-03-01T09:00"), "no plain day"),
        (("--clock", "A12", "--from", "2024-03-01"), "no time of a day"),
        (("--clock", "A42", "--from", "2024-05-05", "--text", "2020-01-01"), "no text took effect"),
        (
            (*LENGTH[:2], "--length", "0", "--basis", "a#1"),
            "length is 0 natural_day; write a whole",
        ),
        ((*LENGTH[:2], "--length", "5"), "a period needs its article"),
        ((*LENGTH, "--basis", "a#1", "--rule", "penalti"), "write one of penalty"),
        (("--from", "9999-12-20", "--length", "30", "--basis", "a#1"), "years 1 to 9999"),
        ((*LENGTH, "--basis", "a#1", "--exclude", "2024-03-09..2024-03-08"), "may not lie before"),
    ],
)
def test_a_question_without_answer_ends_with_code_1_and_one_line(
    asked: tuple[str, ...], said: str
) -> None:
    result = run(*asked)
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert result.output.count("\n") == 1


def test_content_that_cannot_be_read_ends_with_one_line_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cn" / "clocks" / "bad"
    folder.mkdir(parents=True)
    (folder / "2024-01-01.toml").write_text("[rule", "utf-8")
    monkeypatch.setenv("PLUMBLINE_LAW", str(tmp_path))
    result = run("--list")
    assert result.exit_code == 1
    assert "bad/2024-01-01.toml: has no page" in result.output
