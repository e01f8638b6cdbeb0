"""Jobs run when they are due, once, alone, and leave a trace of how they ended."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection

from plumbline.store.jobs import JOBS, Job, run_once
from plumbline.store.jobs.looking import seen
from plumbline.store.models import JobRun

MINUTE = timedelta(minutes=1)
NOON = datetime(2024, 3, 4, 4, tzinfo=UTC)  # twelve o'clock in China


@pytest.fixture
def home(db, settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    return tmp_path


def row(started, ended=None, failed=None):
    return JobRun(name="a", started_at=started, ended_at=ended, failed_at=failed)


def test_a_job_is_due_every_so_often_or_daily_and_not_both():
    for wrong in ({}, {"every": MINUTE, "at": time(3)}):
        with pytest.raises(ValueError, match="write one"):
            Job("a", lambda: None, **wrong)


def test_a_job_that_never_ran_is_due():
    assert Job("a", lambda: None, every=MINUTE).is_due(None, NOON)
    assert Job("a", lambda: None, at=time(3)).is_due(None, NOON)


def test_a_job_is_due_again_when_its_time_is_over():
    job = Job("a", lambda: None, every=MINUTE)
    ran = row(NOON, NOON + timedelta(seconds=1))
    assert not job.is_due(ran, NOON + timedelta(seconds=59))
    assert job.is_due(ran, NOON + MINUTE)


def test_a_daily_job_is_due_once_after_its_time_in_china():
    job = Job("a", lambda: None, at=time(12, 30))
    yesterday = row(NOON - timedelta(hours=23), NOON - timedelta(hours=22))
    assert not job.is_due(yesterday, NOON + timedelta(minutes=29))
    assert job.is_due(yesterday, NOON + timedelta(minutes=30))
    today = row(NOON + timedelta(minutes=31), NOON + timedelta(minutes=32))
    assert not job.is_due(today, NOON + timedelta(hours=24, minutes=29))
    assert job.is_due(today, NOON + timedelta(hours=24, minutes=30))


def test_a_job_that_was_cut_off_is_due_at_once():
    job = Job("a", lambda: None, at=time(3))
    assert job.is_due(row(NOON), NOON)
    assert job.is_due(row(NOON, ended=NOON - timedelta(days=1)), NOON)


def test_a_job_that_failed_is_tried_again_before_its_next_turn():
    job = Job("a", lambda: None, at=time(3))
    failed = row(NOON, NOON, failed=NOON)
    assert not job.is_due(failed, NOON + timedelta(minutes=9))
    assert job.is_due(failed, NOON + timedelta(minutes=10))


def test_a_clock_that_was_put_back_does_not_stop_a_job():
    job = Job("a", lambda: None, every=MINUTE)
    ahead = NOON + timedelta(days=300)
    assert job.is_due(row(ahead, ahead), NOON)


def test_a_run_is_recorded_with_its_result(home):
    assert run_once(Job("a", lambda: "two things", every=MINUTE))
    found = JobRun.objects.get()
    assert (found.result, found.runs, found.failures, found.failure) == ("two things", 1, 0, "")
    assert found.started_at <= found.ended_at


def test_a_failure_is_recorded_and_the_result_before_it_stays(home):
    def fails():
        raise LookupError("there is\nno such thing")

    always = timedelta(0)
    assert run_once(Job("a", lambda: "done", every=always))
    assert not run_once(Job("a", fails, every=always))
    found = JobRun.objects.get()
    assert found.failure.endswith("LookupError: there is\nno such thing\n")
    (one,) = (one for one in seen() if one.name == "a")
    assert one.fault == "LookupError"
    assert (found.result, found.runs, found.failures) == ("done", 2, 1)
    assert run_once(Job("a", lambda: None, every=always))
    found.refresh_from_db()
    assert found.failed_at < found.ended_at


def test_what_finds_nothing_to_do_is_recorded_once_a_minute(home):
    for _ in range(5):
        assert run_once(Job("a", lambda: None, every=timedelta(0)))
    assert JobRun.objects.get().runs == 1


def test_a_job_that_is_not_due_does_not_run(home):
    for expected in (True, False):
        assert run_once(Job("a", lambda: "done", every=MINUTE)) is expected


@pytest.mark.django_db(transaction=True)
def test_a_job_at_which_somebody_is_does_not_run(home):
    job, seen = Job("a", lambda: "done", every=timedelta(0)), []

    def looks():
        seen.append(in_another_session(job))

    inner = Job("a", looks, every=timedelta(0))
    assert run_once(inner)
    assert seen == [False]


def in_another_session(job):
    """Run a job as another process would: with a connection of its own."""
    kept = {name: getattr(connection, name) for name in ("connection", "in_atomic_block")}
    if connection.vendor == "sqlite":
        return run_once(job)
    connection.connection = None
    try:
        return run_once(job)
    finally:
        connection.close()
        for name, value in kept.items():
            setattr(connection, name, value)


def test_every_job_of_the_product_has_a_name_of_its_own():
    assert len({job.name for job in JOBS}) == len(JOBS)


def test_the_log_is_sequenced_by_a_job(home):
    (job,) = [one for one in JOBS if one.name == "sequence-log"]
    assert run_once(job)
    assert (home / "ledger_key").stat().st_mode & 0o777 == 0o600
