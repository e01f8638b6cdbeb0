"""A server that is killed, cut off from its database and hung up on loses nothing."""

import random
import uuid

import pytest

from tests.faults.attacked import Attacked, prepared, storm
from tests.store.processes import elsewhere

__all__ = ["elsewhere"]
pytestmark = pytest.mark.db
SEED = 20_261_123
ROOM = 300_000  # bytes of the largest file; the journal of SQLite grows by ten pages an event


def test_events_are_there_once_after_kills_lost_answers_and_doubled_requests(elsewhere):
    found = storm(prepared(elsewhere), SEED)
    assert found.is_whole, found
    assert found.told == found.said["302"] == 24


def test_a_full_disk_is_told_and_what_was_not_saved_can_be_sent_again(elsewhere):
    if elsewhere.environment["DATABASE_URL"]:
        pytest.skip("the disk of a database server cannot be filled from here")
    made = Attacked(elsewhere, random.Random(SEED), tricks=False)
    made.prepare(1)
    made.start(largest_file=ROOM)
    event, expected, page = "", 2, ""
    try:
        for _ in range(60):
            event = f"{uuid.uuid4()}"
            status, page = made.post(made.cases[0], event, f"{expected}")
            if status != "302":
                break
            made.recorded.append(event)
            expected += 1
        assert status == "503"
        assert "磁盘已满" in page
        assert "再提交一次" in page
    finally:
        made.stop()
    made.start()
    try:
        made.write(made.cases[0], event)
    finally:
        made.stop()
    made.check()
