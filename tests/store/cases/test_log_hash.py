"""A log under SM3 is whole from the first event to a receipt checked offline, and stays SM3."""

import json
import subprocess
import sys
import tarfile
import uuid
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.utils import timezone

from plumbline.cli.ledger import ledger
from plumbline.ledger import Signer, check_receipt, published, verify
from plumbline.procedure.fields import COMMITMENT
from plumbline.store import cases
from plumbline.store.cases import signing
from plumbline.store.models import EventRecord, Leaf, LogHash, LogKey, PersonalValue, Tile
from tests.ledger.javascript import Script
from tests.store.cases.conftest import Writer
from tests.store.processes import libraries

pytestmark = pytest.mark.django_db
STEPS = (
    ("apply", date(2024, 3, 4)),
    ("accept", date(2024, 3, 8)),
    ("send_copy", date(2024, 3, 11)),
    ("receive_copy", date(2024, 3, 12)),
    ("reply", date(2024, 3, 26)),
    ("hear_opinions", date(2024, 4, 10)),
    ("classify", date(2024, 4, 11)),
    ("draft_decision", date(2024, 4, 15)),
    ("approve_decision", date(2024, 4, 22)),
    ("decide", date(2024, 5, 6)),
    ("deliver", date(2024, 5, 9)),
)


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    """An installation that has not begun its log; each test asks anew what the log has."""
    settings.PLUMBLINE_HOME = tmp_path
    settings.PLUMBLINE_LEDGER_HASH = ""
    monkeypatch.setattr(signing, "_agreed", {})
    return tmp_path


@pytest.fixture
def sm3(settings):
    settings.PLUMBLINE_LEDGER_HASH = "sm3"
    return settings


@pytest.fixture
def whole(sm3):
    """A case from application to delivery in a log under SM3; its events."""
    writer, events = Writer(looks=True), []
    for action, on in STEPS:
        events.append(writer.write(action, on).event)
    assert cases.sequence_all(cases.signer()) == len(STEPS)
    return events


def faults():
    return {one.code for one in cases.verify_all(cases.Walk(), lambda *_: None)}


def command(*arguments, code=0):
    done = CliRunner().invoke(ledger, [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done.output


def put(folder, value):
    file = folder / "receipt.json"
    file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return str(file)


def test_every_leaf_root_and_commitment_of_a_whole_case_is_that_of_sm3(whole):
    assert LogHash.objects.get().name == "sm3"
    for leaf in Leaf.objects.select_related("event"):
        made = cases.receipt_of(leaf.event_id, with_values=True)
        assert made["hash"] == "sm3"
        assert verify.sm3(b"\0" + made["entry"].encode()) == bytes(leaf.hash)
        steps = list(check_receipt(made, cases.signer().key))
        assert all(holds for _, holds, _ in steps)
    assert "\nhash sm3\n" in cases.current_checkpoint().note
    kept = [one for row in EventRecord.objects.all() for one in commitments(row.data)]
    assert len(kept) == PersonalValue.objects.count() > 0
    assert all(one.startswith("sm3:") for one in kept)


def commitments(data):
    values = [
        one for value in data.values() for one in (value if isinstance(value, list) else [value])
    ]
    return [one[COMMITMENT] for one in values if isinstance(one, dict) and COMMITMENT in one]


def test_a_receipt_is_checked_offline_by_the_file_that_stands_alone(whole, home):
    key = published(cases.signer().key)
    file = put(home, cases.receipt_of(whole[0].id, with_values=True))
    run = [sys.executable, "-I", verify.__file__, file, "--key", key]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 0
    changed = cases.receipt_of(whole[0].id, with_values=False)
    changed["entry"] = changed["entry"].replace('"apply"', '"refuse"')
    put(home, changed)
    assert subprocess.run(run, capture_output=True, check=False).returncode == 1


@pytest.mark.node
def test_a_receipt_is_checked_by_the_script_that_stands_alone(whole, home):
    script, key = Script(home), published(cases.signer().key)
    made = cases.receipt_of(whole[0].id, with_values=True)
    assert script.run(put(home, made), "--key", key)[0] == 0
    pointer = next(iter(made["openings"]))
    made["openings"][pointer]["value"] = "钱某"
    assert script.run(put(home, made), "--key", key)[0] == 1


def test_a_promise_and_a_proof_of_growth_name_the_hash_and_hold(whole):
    waiting = Writer().write("apply").event
    signer = cases.signer()
    promised = cases.promise_of(waiting.id, signer, with_values=True)
    assert promised["hash"] == "sm3"
    assert all(holds for _, holds, _ in check_receipt(promised, signer.key))
    earlier = cases.current_checkpoint().note
    cases.sequence_all(signer)
    proof = cases.consistency_of(len(STEPS))
    assert proof["hash"] == "sm3"
    made = cases.receipt_of(waiting.id, with_values=False)
    steps = check_receipt(made, signer.key, earlier, proof)
    assert [holds for code, holds, _ in steps if code == "growth"] == [True]


def test_ledger_verify_finds_the_log_whole_and_whatever_is_changed(whole):
    assert "the log is whole" in command("verify")
    Tile.objects.filter(row=0).update(hashes=bytes(32 * len(STEPS)))
    assert "checkpoint_not_met" in command("verify", code=1)


def test_a_leaf_of_the_other_hash_is_found(whole):
    leaf = Leaf.objects.get(event_id=whole[3].id)
    entry = cases.receipt_of(leaf.event_id, with_values=False)["entry"].encode()
    Leaf.objects.filter(pk=leaf.pk).update(hash=verify.HASHES["sha256"](b"\0" + entry))
    assert faults() == {"leaf_differs", "entry_changed"}


def test_another_hash_written_beside_the_log_is_found(whole, settings):
    LogHash.objects.update(name="sha256")
    settings.PLUMBLINE_LEDGER_HASH = ""
    assert {"leaf_differs", "checkpoint_of_another_log"} <= faults()


def test_a_log_that_runs_refuses_another_hash_wherever_it_is_asked(whole, settings, monkeypatch):
    settings.PLUMBLINE_LEDGER_HASH = "sha256"
    said = r"PLUMBLINE_LEDGER_HASH: found sha256; the log began with sm3 and keeps it; set sm3"
    for act in (cases.signer, signing.check_hash, lambda: Writer().write("apply")):
        with pytest.raises(cases.KeyFault, match=said):
            act()
    assert "the log began with sm3" in command("verify", code=1)
    assert EventRecord.objects.count() == len(STEPS)
    settings.PLUMBLINE_LEDGER_HASH = "sm3"
    Writer().write("apply")


def test_a_log_keeps_its_hash_where_none_is_set(whole, settings):
    settings.PLUMBLINE_LEDGER_HASH = ""
    Writer().write("apply")
    cases.sequence_all(cases.signer())
    assert cases.description().hash == "sm3"
    assert faults() == set()


def test_a_new_log_is_of_sha256_unless_it_is_told_otherwise(db):
    Writer().write("apply")
    cases.sequence_all(cases.signer())
    assert LogHash.objects.get().name == cases.description().hash == "sha256"
    assert faults() == set()


def test_the_first_event_settles_the_hash_before_there_is_a_key(settings, sm3):
    Writer().write("apply")
    assert not LogKey.objects.exists()
    settings.PLUMBLINE_LEDGER_HASH = "sha256"
    with pytest.raises(cases.KeyFault, match="the log began with sm3"):
        cases.sequence(Signer.generate("other/log"), timezone.now())


def test_an_event_that_is_undone_settles_nothing(sm3):
    sent = transaction.savepoint()
    Writer().write("apply")
    transaction.savepoint_rollback(sent)
    assert not LogHash.objects.exists()
    Writer().write("apply")
    assert LogHash.objects.get().name == "sm3"


def test_a_hash_that_there_is_not_is_refused_with_those_there_are(settings):
    settings.PLUMBLINE_LEDGER_HASH = "md5"
    with pytest.raises(cases.KeyFault, match=r"PLUMBLINE_LEDGER_HASH: .*'md5'.* sha256 or sm3"):
        signing.check_hash()


def test_the_pages_and_the_interface_name_the_hash(whole, client):
    page = client.get("/ledger/", headers={"accept-language": "zh-CN"}).text
    assert "总指纹（SM3）" in page
    assert "SHA-256" not in page
    assert client.get("/api/v1/ledger/checkpoint").json()["hash"] == "sm3"
    made = json.dumps(cases.receipt_of(whole[0].id, with_values=True), ensure_ascii=False)
    answer = client.post("/ledger/check/", {"receipt": made})
    assert 'data-code="0"' in answer.text
    tile = client.get(f"/ledger/tile/0/000.p/{len(STEPS)}").content
    assert tile == bytes(Tile.objects.get(row=0).hashes)


def test_a_backup_of_it_comes_back_whole_and_says_which_hash_to_set(tmp_path):
    for one in libraries(made(tmp_path / "full")):
        one.environment["PLUMBLINE_LEDGER_HASH"] = "sm3"
        assert one.plumbline("work", "--once").returncode == 0  # which makes the tables
        assert one.python("-m", "tests.store.cases.working", "2", "a").returncode == 0
        assert one.plumbline("work", "--once").returncode == 0
        assert one.plumbline("backup", str(tmp_path / "kept.tar")).returncode == 0
        with tarfile.open(tmp_path / "kept.tar") as archive:
            manifest = archive.extractfile(archive.getmembers()[-1])
            assert "\nhash sm3\n" in json.loads(manifest.read())["checkpoint"]
        for place in libraries(made(tmp_path / uuid.uuid4().hex)):
            place.environment["PLUMBLINE_LEDGER_HASH"] = "sha256"
            done = place.plumbline("restore", str(tmp_path / "kept.tar"))
            assert "the log is whole" in done.stdout
            assert (done.returncode, "the log began with sm3" in done.stderr) == (1, True)
            started = place.plumbline("work", "--once")
            assert (started.returncode, "the log began with sm3" in started.stderr) == (1, True)


def made(folder):
    folder.mkdir()
    return folder
