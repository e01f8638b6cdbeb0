"""`plumbline cases` shows, names, erases and writes out, and never prints a personal value."""

import hashlib
import json
import uuid
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.cases import cases_
from plumbline.cli.ledger import ledger
from plumbline.ledger.verify import ENTRY_FORM
from plumbline.store import cases
from plumbline.store.models import Agency, CaseRecord, EventRecord, Leaf, PersonalValue
from tests.store.cases.conftest import DAY, NAME, Writer

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
BECAUSE = ("--because", "个人信息保护法#47.1.1")


@pytest.fixture
def writer(db, settings, tmp_path):
    """A case that was applied for and accepted, with both events in the log."""
    settings.PLUMBLINE_HOME = tmp_path
    made = Writer()
    made.write("apply")
    made.write("accept", DAY + timedelta(days=1))
    cases.sequence_all(cases.signer())
    return made


def run(*arguments, code=0, said=None):
    done = CliRunner().invoke(cases_, [str(one) for one in arguments], input=said)
    assert done.exit_code == code, done.output
    assert NAME not in done.output
    return done.stdout if code == 0 else done.output


def value(schema, *arguments):
    found = json.loads(run(*arguments, "--format", "json"))
    jsonschema.validate(found, json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8")))
    return found


def receipts(folder):
    """What every event's receipt says when it is checked, with what is left of its values."""
    runner, found, file = CliRunner(), [], folder / "receipt.json"
    for event in EventRecord.objects.values_list("pk", flat=True):
        made = runner.invoke(ledger, ["receipt", str(event), "--with-values"])
        file.write_text(made.stdout, "utf-8")
        found.append(runner.invoke(ledger, ["check", str(file)]).exit_code)
    return found


def test_a_case_is_shown_as_of_a_day_with_its_clocks_and_events(writer):
    found = value("cases_show", "show", writer.case, "--on", "2024-03-08")
    assert [one["action"] for one in found["events"]] == ["apply", "accept"]
    assert "decide" in {one["clock"] for one in found["clocks"]}
    said = run("show", writer.case, "--on", "2024-03-08")
    assert "due 2024-05-06 Monday (60 natural days, 行政复议法#62.1" in said
    assert "the event, not counted" in said
    assert "(accept) by institution" in said


def test_a_case_as_of_an_earlier_day_has_only_what_had_happened_by_then(writer):
    found = value("cases_show", "show", writer.case, "--on", "2024-03-04")
    assert [one["action"] for one in found["events"]] == ["apply"]
    assert [one["clock"] for one in found["clocks"]] == ["examine"]
    assert "it is not there yet on 2024-03-01" in run(
        "show", writer.case, "--on", "2024-03-01", code=1
    )


def test_what_silence_has_brought_is_shown_before_it_is_recorded(writer):
    waiting = Writer()
    waiting.write("apply")
    found = value("cases_show", "show", waiting.case, "--on", "2024-03-12")
    assert [one["on"] for one in found["silences"]] == ["2024-03-11"]
    assert len(found["events"]) == 1
    assert "by silence on 2024-03-11, not recorded" in run(
        "show", waiting.case, "--on", "2024-03-12"
    )


def test_a_case_is_found_by_its_number_where_only_one_has_it(writer):
    CaseRecord.objects.update(number="9901复〔2024〕1号")
    found = value("cases_show", "show", "9901复〔2024〕1号")
    assert found["id"] == str(writer.case)
    Writer().write("apply")
    CaseRecord.objects.update(number="9901复〔2024〕1号")
    assert "several cases have the number" in run("show", "9901复〔2024〕1号", code=1)
    for name in ("", "nothing", uuid.UUID(int=0)):
        assert "no case" in run("show", name, code=1)


def test_late_cases_are_named_with_the_days_that_have_passed(writer):
    found = value("cases_late", "late")
    assert (found["count"], found["cases"][0]["id"]) == (1, str(writer.case))
    assert {one["clock"] for one in found["cases"][0]["clocks"]} >= {"decide"}
    assert "was due 2024-05-06" in run("late")


def test_late_cases_of_one_agency_are_those_that_it_handles(writer):
    assert "no agency 'nobody'" in run("late", "--agency", "nobody", code=1)
    code = CaseRecord.objects.get().agency
    for one in (code, "9902-sfj"):
        Agency.objects.create(code=one, name=one, kind="department", level="district_county")
    assert value("cases_late", "late", "--agency", code)["count"] == 1
    assert value("cases_late", "late", "--agency", "9902-sfj")["count"] == 0


def test_erasing_a_case_leaves_every_receipt_and_the_log_whole(writer, tmp_path):
    count = PersonalValue.objects.count()
    assert count
    assert receipts(tmp_path) == [0, 0]
    said = run("erase", writer.case, *BECAUSE, "--yes")
    assert f"{count} personal values erased of 2 events" in said
    assert not PersonalValue.objects.exclude(value=None, salt=None).exists()
    assert {*PersonalValue.objects.values_list("erased_because", flat=True)} == {BECAUSE[1]}
    assert receipts(tmp_path) == [0, 0]
    done = CliRunner().invoke(ledger, ["verify"])
    assert (done.exit_code, "the log is whole" in done.output) == (0, True)
    assert "0 personal values erased" in run("erase", writer.case, *BECAUSE, "--yes")


def test_erasing_an_event_leaves_the_values_of_the_others(writer):
    event = EventRecord.objects.get(action="apply")
    kept = PersonalValue.objects.exclude(event=event).count()
    run("erase", event.pk, *BECAUSE, "--yes")
    assert PersonalValue.objects.filter(erased_at=None).count() == kept


def test_nothing_is_erased_unless_it_is_confirmed_and_has_a_reason(writer):
    before = PersonalValue.objects.filter(erased_at=None).count()
    assert "for good?" in run("erase", writer.case, *BECAUSE, said="n\n", code=1)
    assert "write the reason" in run("erase", writer.case, "--because", " ", code=2)
    assert "write the reason" in run("erase", writer.case, "--because", "x" * 301, code=2)
    assert "no case" in run("erase", uuid.UUID(int=0), *BECAUSE, code=1)
    assert PersonalValue.objects.filter(erased_at=None).count() == before
    run("erase", writer.case, *BECAUSE, said="y\n")
    assert not PersonalValue.objects.filter(erased_at=None).exists()


def test_a_third_party_recomputes_every_hash_of_an_exported_case(writer, tmp_path):
    file = tmp_path / "case.json"
    assert "2 events in case.json" in run("export", writer.case, file)
    assert NAME not in file.read_text("utf-8")
    before = ""
    leaves = list(Leaf.objects.order_by("index").values_list("hash", flat=True))
    schema = json.loads((SCHEMAS / "cases_export.json").read_text("utf-8"))
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        event = json.loads(line)
        jsonschema.validate(event, schema)
        leaf = hashlib.sha256(b"\0" + (ENTRY_FORM + line).encode()).digest()
        assert leaf == bytes(leaves[number])
        said = event.pop("hash")
        plain = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(plain.encode()).hexdigest() == said
        assert (event["prev_hash"], event["seq"]) == (before, number + 1)
        before = said


def test_a_file_that_cannot_be_written_is_told_in_a_line(writer, tmp_path):
    assert "No such file" in run("export", writer.case, tmp_path / "none" / "a.json", code=1)
