"""Writers at the same cases at once, and writers that are killed: nothing is lost or doubled."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.store.processes import ROOT

pytestmark = pytest.mark.db
CASES = 12

LOOK = """
import json
import django
django.setup()
from plumbline.procedure import broken
from plumbline.store import cases
from plumbline.store.cases.rows import events_of
from plumbline.store.models import CaseRecord, EventRecord, Leaf, PersonalValue
records = list(CaseRecord.objects.all())
print(json.dumps({
    "cases": len(records),
    "events": EventRecord.objects.count(),
    "leaves": Leaf.objects.count(),
    "values": PersonalValue.objects.values("event").distinct().count(),
    "broken": sum(bool(broken(events_of(one.pk))) for one in records),
    "lengths": sum(one.length for one in records),
    "differ": cases.rebuild(lambda *_: None),
}))
"""


@pytest.fixture
def tables(elsewhere):
    """An empty library with its tables."""
    made = elsewhere.plumbline("agencies", "set-up")
    assert made.returncode == 0, made.stderr
    return elsewhere


def start(elsewhere, word):
    command = [sys.executable, "-m", "tests.store.cases.working", str(CASES), word]
    return subprocess.Popen(
        command, cwd=ROOT, env=elsewhere.environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def looked(elsewhere):
    found = elsewhere.python("-c", LOOK)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


def test_of_writers_at_the_same_case_one_is_the_next_and_the_others_are_stale(tables):
    writers = [start(tables, word) for word in ("a", "b", "c")]
    said = [one.communicate(timeout=300) for one in writers]
    assert [one.returncode for one in writers] == [0, 0, 0], said
    outcomes = [json.loads(out) for out, _ in said]
    for action in ("apply", "accept"):
        told = {kind: sum(one.get(f"{action} {kind}", 0) for one in outcomes)
                for kind in ("Appended", "again", "Stale", "refused")}  # fmt: skip
        assert told["Appended"] == CASES
        assert told["again"] == CASES
        assert sum(told.values()) == 3 * 2 * CASES
        assert told["refused"] == 0
    assert looked(tables) == {
        "cases": CASES, "events": 2 * CASES, "leaves": 2 * CASES, "values": CASES, "broken": 0,
        "lengths": 2 * CASES, "differ": 0,
    }  # fmt: skip


@pytest.mark.parametrize("seconds", [1.2, 1.6, 2.0])
def test_a_writer_that_is_killed_leaves_only_what_is_whole(tables, seconds):
    killed = start(tables, "a")
    time.sleep(seconds)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    found = looked(tables)
    assert found["events"] == found["leaves"] == found["lengths"]
    assert (found["broken"], found["differ"]) == (0, 0)
    done = start(tables, "a")
    out, err = done.communicate(timeout=300)
    assert done.returncode == 0, err
    assert "refused" not in out
    assert looked(tables)["events"] == 2 * CASES
