"""The worker as a process: it gives places while events come in, and dying leaves nothing half."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.store.processes import ROOT

pytestmark = pytest.mark.db
CASES = 30
KILLS = 3
SPREAD = 0.6  # seconds within which a worker is killed after it has begun

DIE = """
import os
import signal
import django
django.setup()
from plumbline.store.cases import sequencing, signing
sequencing.sign_checkpoint = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
sequencing.sequence_all(signing.signer())
"""


@pytest.fixture
def tables(elsewhere):
    made = elsewhere.plumbline("agencies", "set-up")
    assert made.returncode == 0, made.stderr
    return elsewhere


def writer(tables, word):
    command = [sys.executable, "-m", "tests.store.cases.working", str(CASES), word]
    return subprocess.Popen(
        command, cwd=ROOT, env=tables.environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def begun(worker):
    """Wait until a worker works, as its log says."""
    for line in worker.stderr:
        if "the worker works" in line:
            return
    raise AssertionError("the worker did not begin")


def walked(tables):
    done = tables.plumbline("ledger", "verify", "--format", "json")
    return done.returncode, json.loads(done.stdout)


def test_a_worker_killed_under_load_leaves_nothing_half_done(tables):
    writers = [writer(tables, word) for word in ("a", "b")]
    chance = random.Random(7)
    for _ in range(KILLS):
        worker = tables.start("work", "--only", "sequence-log")
        begun(worker)
        time.sleep(chance.random() * SPREAD)
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate()
        code, found = walked(tables)
        assert (code, found["faults"]) == (0, [])
    said = [one.communicate(timeout=300) for one in writers]
    assert [one.returncode for one in writers] == [0, 0], said
    assert tables.plumbline("work", "--once", "--only", "sequence-log").returncode == 0
    code, found = walked(tables)
    assert (code, found["whole"], found["faults"]) == (0, True, [])
    assert found["counts"]["leaves"] == found["counts"]["events"] == 2 * CASES
    assert found["counts"]["waiting"] == 0


def test_a_worker_that_dies_between_tree_and_signature_has_given_no_place(tables):
    done = writer(tables, "a")
    assert done.wait(300) == 0
    died = tables.python("-c", DIE)
    assert died.returncode == -signal.SIGKILL
    code, found = walked(tables)
    assert (code, found["counts"]["leaves"], found["counts"]["waiting"]) == (0, 0, 2 * CASES)
    assert tables.plumbline("work", "--once", "--only", "sequence-log").returncode == 0
    code, found = walked(tables)
    assert (code, found["counts"]["leaves"], found["counts"]["waiting"]) == (0, 2 * CASES, 0)


def test_two_workers_at_once_give_each_leaf_one_place(tables):
    workers = [tables.start("work", "--only", "sequence-log") for _ in range(2)]
    for one in workers:
        begun(one)
    done = writer(tables, "a")
    _, err = done.communicate(timeout=300)
    assert done.returncode == 0, err
    wait_until(lambda: walked(tables)[1]["counts"]["waiting"] == 0)
    for one in workers:
        one.terminate()
    assert [one.wait(30) for one in workers] == [0, 0]
    code, found = walked(tables)
    assert (code, found["counts"]["leaves"]) == (0, 2 * CASES)


def test_a_worker_ends_when_its_server_is_gone(tables):
    worker = tables.start("work", "--parent", "1" if os.getpid() != 1 else "2")
    assert worker.wait(60) == 0
    assert "the server is gone" in worker.stderr.read()


def wait_until(holds):
    for _ in range(60):
        if holds():
            return
        time.sleep(0.5)
    raise AssertionError("not in time")
