"""The commands of the log print what their schema promises, and tell faults by their exit code."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.ledger import ledger
from plumbline.ledger import Signer, published
from plumbline.store import cases
from plumbline.store.models import SignedCheckpoint, Tile
from tests.store.cases.conftest import Writer

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "ledger_verify.json"
pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db, settings, tmp_path):
    """An event with a place in a log of one."""
    settings.PLUMBLINE_HOME = tmp_path
    made = Writer().write("apply").event
    cases.sequence_all(cases.signer())
    return made.id


def run(*arguments, code=0):
    done = CliRunner().invoke(ledger, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def walked(*arguments, code=0):
    value = json.loads(run("verify", "--format", "json", *arguments, code=code))
    jsonschema.validate(value, json.loads(SCHEMA.read_text("utf-8")))
    return value


def test_a_sound_log_is_whole_and_measured(event):
    value = walked()
    assert (value["whole"], value["faults"], value["counts"]["events"]) == (True, [], 1)
    assert value["delay"]["median"] == value["delay"]["longest"] > 0
    assert "the log is whole" in run("verify")


def test_a_fault_is_told_with_place_found_and_expected_and_ends_in_exit_code_1(event):
    Tile.objects.update(hashes=bytes(32))
    value = walked(code=1)
    assert value["fault_counts"] == {"entry_changed": 1, "checkpoint_not_met": 1}
    said = run("verify", code=1)
    for one in value["faults"]:
        for words in (one["code"], one["meaning"]):
            assert words in " ".join(said.split())


def test_a_checkpoint_that_somebody_kept_is_held_against_the_log(event, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text(run("checkpoint"), "utf-8")
    assert walked("--checkpoint", kept)["whole"]
    SignedCheckpoint.objects.all().delete()
    Tile.objects.all().delete()
    found = walked("--checkpoint", kept, code=1)["fault_counts"]
    assert found == {"checkpoint_beyond": 1, "entry_inserted": 1}


def test_another_key_than_the_one_given_is_told(event):
    key = published(Signer.generate("localhost/log").key)
    assert walked("--key", key, code=1)["fault_counts"] == {"key_unknown": 1}
    assert walked("--key", run("key").strip())["whole"]
    run("verify", "--key", "a+b+c", code=1)


def test_a_receipt_is_printed_and_checked(event, tmp_path):
    file = tmp_path / "receipt.json"
    file.write_text(run("receipt", event, "--with-values"), "utf-8")
    assert "Verdict: it holds." in run("check", file)
    assert "Verdict: it holds." in run("check", file, "--key", run("key").strip())
    file.write_text(file.read_text("utf-8").replace('\\"apply\\"', '\\"refuse\\"'), "utf-8")
    assert "Verdict: it does not hold." in run("check", file, code=1)
    file.write_text("{", "utf-8")
    assert "Verdict: it cannot be checked." in run("check", file, code=2)


def test_while_an_event_waits_its_promise_is_printed(event, tmp_path):
    waits = Writer().write("apply").event.id
    file = tmp_path / "promise.json"
    file.write_text(run("receipt", waits), "utf-8")
    assert "Verdict: the promise holds" in run("check", file, code=3)


def test_an_event_that_is_none_and_a_log_that_is_empty_are_told(db, settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    done = CliRunner().invoke(ledger, ["receipt", "00000000-0000-0000-0000-000000000000"])
    assert (done.exit_code, "no event" in done.output) == (1, True)
    done = CliRunner().invoke(ledger, ["checkpoint"])
    assert (done.exit_code, "the log is empty" in done.output) == (1, True)
