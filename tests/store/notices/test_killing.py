"""A worker that is killed while it records silence leaves nothing half, and nothing twice."""

import json
import signal

import pytest

pytestmark = pytest.mark.db
CASES = 6
SILENCES = 2 * CASES
"""Each is accepted by silence, and then the time for the decision passes."""

DIE = """
import os
import signal
import django
django.setup()
from plumbline.store import notices
from plumbline.store.notices import looking
real, seen = getattr(looking, "{at}"), []
def dies(*arguments):
    seen.append(1)
    if len(seen) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)
setattr(looking, "{at}", dies)
notices.look()
"""
LOOK = """
import json
import django
django.setup()
from collections import Counter
from plumbline.store.models import CaseRecord, EventRecord
laws = Counter(f"{row.case_id} {row.action}" for row in EventRecord.objects.filter(by="law"))
print(json.dumps({
    "law": sorted(laws.values()),
    "stages": sorted(set(CaseRecord.objects.values_list("stage", flat=True))),
    "waiting": CaseRecord.objects.filter(look_on__lte="2024-06-01").count(),
}))
"""


@pytest.fixture
def tables(elsewhere):
    made = elsewhere.plumbline("agencies", "set-up")
    assert made.returncode == 0, made.stderr
    opened = elsewhere.python("-m", "tests.store.notices.opening", str(CASES))
    assert opened.returncode == 0, opened.stderr
    return elsewhere


def looked(tables):
    found = tables.python("-c", LOOK)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.mark.parametrize("place", ["_settle", "_concerned", "look_at"])
def test_a_worker_killed_anywhere_records_each_silence_once(tables, place):
    died = tables.python("-c", DIE.format(at=place))
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert max(looked(tables)["law"], default=0) <= 1
    again = tables.plumbline("work", "--once", "--only", "look-at-cases")
    assert again.returncode == 0, again.stderr
    assert looked(tables) == {"law": [1] * SILENCES, "stages": ["accepted"], "waiting": 0}
    assert tables.plumbline("work", "--once", "--only", "sequence-log").returncode == 0
    walked = tables.plumbline("ledger", "verify", "--format", "json")
    assert json.loads(walked.stdout)["counts"]["leaves"] == CASES + SILENCES


def test_two_workers_at_once_record_each_silence_once(tables):
    both = [tables.start("work", "--once", "--only", "look-at-cases") for _ in range(2)]
    assert [one.wait(300) for one in both] == [0, 0]
    assert looked(tables)["law"] == [1] * SILENCES
