"""Where a database server runs out of room, nothing is half written and work goes on afterwards."""

import os
import random
import time
import uuid
from collections.abc import Iterator

import pytest

from tests.faults import small_cluster
from tests.faults.attacked import Attacked
from tests.store.processes import elsewhere

__all__ = ["elsewhere"]
pytestmark = [pytest.mark.db, pytest.mark.postgres]
SEED = 20_261_124
MOST = 120  # events that are written at most until there is no room
PATIENCE = 60  # seconds


@pytest.fixture
def cluster() -> Iterator[small_cluster.SmallCluster]:
    """A server with little room, with the tests that run on PostgreSQL."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("runs with the tests on PostgreSQL")
    if lacking := small_cluster.lacking():
        pytest.skip(lacking)
    with small_cluster.small_cluster() as made:
        yield made


def test_a_server_without_room_is_told_of_and_takes_everything_once_there_is_room(
    cluster, elsewhere
):
    elsewhere.environment["DATABASE_URL"] = cluster.address
    made = Attacked(elsewhere, random.Random(SEED), tricks=False)
    made.prepare(1)
    made.start()
    try:
        cluster.fill_tables()
        event, page = written_until_refused(made)
        assert "磁盘已满" in page
        assert "再提交一次" in page
        cluster.make_room()
        made.write(made.cases[0], event)
        cluster.fill_log()
        event, page = written_until_refused(made)
        assert "再提交一次" in page
        assert stopped(cluster)  # which no server does for want of room for tables
        assert made.post(made.cases[0], event, "2")[0] == "503"
        cluster.make_room()
        cluster.go_on()
        made.write(made.cases[0], event)
    finally:
        made.stop()
    made.check()


def stopped(cluster: small_cluster.SmallCluster) -> bool:
    """Whether the server ends, which it tries to prevent for a moment."""
    until = time.monotonic() + PATIENCE
    while cluster.runs and time.monotonic() < until:
        time.sleep(0.1)
    return not cluster.runs


def written_until_refused(made: Attacked) -> tuple[str, str]:
    """Write events until one is not taken: its id, and the page that says so."""
    for _ in range(MOST):
        event = f"{uuid.uuid4()}"
        status, page = made.post(made.cases[0], event, f"{len(made.recorded) + 2}")
        if status != "302":
            assert status == "503", page[:2000]
            return event, page
        made.recorded.append(event)
    raise AssertionError("there was room for everything")
