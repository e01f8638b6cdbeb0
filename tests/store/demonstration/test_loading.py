"""Bringing the demonstration in: whole, once, after a kill too, and never beside what is real."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from plumbline.store import demonstration
from plumbline.store.cases import numbering, rebuild, verify_all
from plumbline.store.cases.verifying import Walk
from plumbline.store.demonstration import FOLDER, PASSWORD, DemonstrationFault
from plumbline.store.demonstration.loading import Loaded
from plumbline.store.demonstration.records import Kept
from plumbline.store.models import (
    Account,
    Agency,
    CaseRecord,
    EventRecord,
    Handling,
    Leaf,
    Notice,
    Serial,
)
from plumbline.store.notices import follow

LOADER = """
import django; django.setup()
from django.core.management import call_command
from plumbline.store import demonstration
call_command("migrate", verbosity=0, interactive=False)
import os, signal
def report(stage, done, total):
    if (stage, done) == {die!r}: os.kill(os.getpid(), signal.SIGKILL)
from pathlib import Path
print(demonstration.bring_in(Path({folder!r}), report).cases)
from plumbline.store.models import CaseRecord, EventRecord, Leaf
rows = EventRecord.objects.order_by("case_id", "seq").values_list("id", flat=True)
import hashlib
said = hashlib.sha256(" ".join(map(str, rows)).encode()).hexdigest()
print(CaseRecord.objects.count(), Leaf.objects.filter(index=None).count(), said)
"""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def a_few(tmp_path: Path) -> Path:
    """The people, and the cases of one month of one district."""
    folder = tmp_path / "records"
    (folder / "events").mkdir(parents=True)
    shutil.copy(FOLDER / "people.toml", folder)
    shutil.copy(FOLDER / "events" / "xincheng" / "2026-02.jsonl", folder / "events")
    return folder


@pytest.mark.django_db
def test_all_of_it_comes_in_once_and_holds(kept: list[Kept]) -> None:
    first = demonstration.bring_in(FOLDER, silent)
    assert (first.cases, first.of) == (len(kept), len(kept))
    assert EventRecord.objects.count() == sum(len(one.lines) for one in kept)
    assert rebuild(silent) == 0
    assert not Leaf.objects.filter(index=None).exists()
    assert list(verify_all(Walk(), silent)) == []
    newest = Leaf.objects.latest("promised_at")
    assert (timezone.now() - newest.promised_at).total_seconds() < 300
    assert Handling.objects.exists()
    follow()
    assert not Notice.objects.exists(), "what happened before anybody was there is news to nobody"
    leaves = Leaf.objects.count()
    assert demonstration.bring_in(FOLDER, silent) == Loaded(0, 0, len(kept))
    assert Leaf.objects.count() == leaves


@pytest.mark.django_db
def test_everybody_signs_in_with_the_one_password_and_need_not_change_it(a_few: Path) -> None:
    demonstration.bring_in(a_few, silent)
    for one in demonstration.cast(a_few):
        account = Account.objects.get(username=one.username)
        assert account.check_password(PASSWORD)
        assert not account.must_change_password


@pytest.mark.django_db
def test_numbers_go_on_behind_those_that_the_records_state(a_few: Path) -> None:
    demonstration.bring_in(a_few, silent)
    stated = CaseRecord.objects.filter(procedure="reconsideration").exclude(number="")
    series = Serial.objects.get(agency="990101-sfj", year=2026, series__contains="复〔")
    serials = [numbering.serial_in(series.series, one.number) for one in stated]
    assert series.last == max(one[1] for one in serials if one and one[0] == series.year)


@pytest.mark.django_db
def test_what_somebody_has_done_since_stays(a_few: Path) -> None:
    demonstration.bring_in(a_few, silent)
    Account.objects.filter(username="citizen01").update(full_name="changed")
    CaseRecord.objects.first()
    demonstration.bring_in(a_few, silent)
    assert Account.objects.get(username="citizen01").full_name == "changed"


@pytest.mark.django_db
def test_a_line_that_is_refused_is_named_with_what_would_be_lawful(a_few: Path) -> None:
    path = a_few / "events" / "2026-02.jsonl"
    lines = path.read_text("utf-8").splitlines()
    place = next(n for n, one in enumerate(lines) if json.loads(one)["action"] == "accept")
    said = json.loads(lines[place]) | {"action": "close", "data": {}}
    lines[place] = json.dumps(said, ensure_ascii=False)
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(DemonstrationFault) as raised:
        demonstration.bring_in(a_few, silent)
    message = f"{raised.value}"
    assert f"events/2026-02.jsonl, line {place + 1}: found close" in message
    assert "not_in_this_stage" in message
    assert "accept" in message
    assert not CaseRecord.objects.filter(length=0).exists()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("{", "line 1: found"),
        ('{"case": "a", "action": "apply", "on": "2026-02-02"}', "nothing in by"),
        ('{"case": "a", "action": "apply", "on": "2026-02-02", "by": "x"}', "begun without one"),
        ('{"kase": 1}', "['kase']"),
        ("[]", "found []"),
    ],
)
def test_a_line_that_says_what_no_line_may_say_is_named(a_few: Path, line: str, found: str) -> None:
    (a_few / "events" / "0.jsonl").write_text(line, "utf-8")
    with pytest.raises(DemonstrationFault, match="line 1") as raised:
        list(demonstration.records.read(a_few))
    assert found in f"{raised.value}"


@pytest.mark.django_db
def test_it_is_never_brought_in_beside_agencies_that_are_real(a_few: Path) -> None:
    Agency.objects.create(code="500112", name="real", kind="government", level="district_county")
    with pytest.raises(DemonstrationFault, match="PLUMBLINE_HOME"):
        demonstration.bring_in(a_few, silent)
    assert not Account.objects.exists()


def test_a_load_that_was_killed_half_way_goes_on(home: Path, a_few: Path) -> None:
    assert loading(a_few, die=("papers", 2)).returncode == -signal.SIGKILL
    assert loading(a_few, die=("cases", 4)).returncode == -signal.SIGKILL
    cases, total, waiting, digest = loading(a_few).stdout.split()
    assert (int(cases), waiting) == (int(total) - 4, "0")
    assert loading(a_few).stdout.split() == ["0", total, "0", digest]


def loading(folder: Path, die: tuple[str, int] | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "plumbline.web.settings", "DATABASE_URL": ""
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", LOADER.format(die=die, folder=f"{folder}")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
