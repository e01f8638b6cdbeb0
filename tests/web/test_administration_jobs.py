"""Administrators see how the jobs of the worker fare, and nothing of any case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plumbline.store.jobs import JOBS
from plumbline.store.models import JobRun
from plumbline.web.administration import job_views, job_words
from tests.web import administered
from tests.web.administered import signed_in

pytestmark = pytest.mark.django_db
city = administered.city
SECRET = "key (赵某某) is there already"
FAILURE = f'IntegrityError\nTraceback\n  File "x.py"\ndjango.db.utils.IntegrityError: {SECRET}\n'


@pytest.fixture
def runs(city):
    """A job that went well, one that failed, one that goes on; the worker was there just now."""
    now = timezone.now()
    then = now - timedelta(seconds=90)
    JobRun.objects.create(
        name="sequence-log", started_at=now - timedelta(seconds=3), ended_at=now, runs=7,
        result="5 leaves have their places",
    )  # fmt: skip
    JobRun.objects.create(
        name="queue-mails", started_at=then, ended_at=now, failed_at=now, failure=FAILURE, runs=9,
        failures=2,
    )  # fmt: skip
    JobRun.objects.create(name="look-at-cases", started_at=now)
    JobRun.objects.create(name="of-long-ago", started_at=then, ended_at=then, runs=1)


def page(name="wu", language="zh-CN", **query):
    answer = signed_in(name, language).get("/administration/jobs/", query)
    assert answer.status_code == 200
    return answer


def states(answer):
    return {one.name: one.state for one, _title, _state in answer.context["rows"]}


def test_each_job_is_shown_with_how_its_last_run_ended(runs):
    answer = page()
    found = states(answer)
    assert {*found} == {"of-long-ago", *(job.name for job in JOBS)}
    assert found["sequence-log"] == "fine"
    assert found["queue-mails"] == "failed"
    assert found["look-at-cases"] == "running"
    assert found["drop-old-tasks"] == "never"
    assert "3.0 秒" in answer.text
    assert "5 leaves have their places" in answer.text
    assert "已经不是系统的任务" in answer.text


@pytest.mark.parametrize("state", ["failed", "running", "fine", "never"])
def test_the_list_is_narrowed_to_a_state(runs, state):
    assert {*states(page(state=state)).values()} == {state}
    assert len(states(page(state="bogus"))) == len(JOBS) + 1


def test_there_are_so_many_jobs_to_a_page(runs, monkeypatch):
    monkeypatch.setattr(job_views, "SIZE", 5)
    assert len(states(page(page=1))) == 5
    assert len(states(page(page=3))) == len(JOBS) + 1 - 10
    assert signed_in("wu").get("/administration/jobs/", {"page": 99}).status_code == 302


def test_what_a_failure_said_is_for_the_administrator_above_all(runs):
    assert SECRET in page("wu").text
    below = page("wang").text
    assert SECRET not in below
    assert "IntegrityError" in below
    JobRun.objects.filter(name="queue-mails").update(failure=f"Traceback:\nValueError\n{SECRET}")
    assert SECRET not in page("wang").text


def test_it_is_said_when_no_worker_runs(runs):
    assert "plumbline work" not in page().text
    JobRun.objects.update(
        started_at=timezone.now() - timedelta(hours=1), ended_at=timezone.now() - timedelta(hours=1)
    )
    assert "plumbline work" in page().text
    JobRun.objects.all().delete()
    assert "后台服务还没有运行过" in page().text


def test_every_job_has_a_name_in_words():
    assert {*job_words.JOBS} == {job.name for job in JOBS}


def test_the_page_is_there_in_english(runs):
    assert "Jobs of the worker" in page(language="en").text
