"""Single jobs are run by the worker: mails among them, again after a death or a failure."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plumbline.store.jobs.queue import PAUSES, drop_old, run_queue

# The worker of django-tasks drops a connection that it finds inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)
QUEUED = "plumbline.store.jobs.mail.Queued"
MEMORY = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def queued(settings):
    """Mails are queued, and end in memory."""
    settings.EMAIL_BACKEND, settings.PLUMBLINE_MAIL_BACKEND = QUEUED, MEMORY


def send(**changes):
    said = {"subject": "受理通知", "message": "已经受理。", "from_email": "a@example.cn",
            "recipient_list": ["b@example.cn"], "html_message": "<p>已经受理。</p>"}  # fmt: skip
    return mail.send_mail(**said | changes)


def test_an_empty_queue_has_nothing_to_tell(db):
    assert run_queue() is None


def test_a_mail_is_sent_by_the_worker_and_not_before(queued):
    assert send() == 1
    assert mail.outbox == []
    assert run_queue() == "1 tasks run, 0 failed"
    (sent,) = mail.outbox
    assert (sent.subject, sent.to, sent.body) == ("受理通知", ["b@example.cn"], "已经受理。")
    assert sent.alternatives[0].content == "<p>已经受理。</p>"
    assert sent.extra_headers["Message-ID"].endswith("@plumbline>")
    assert run_queue() is None


def test_a_mail_with_attachments_is_refused_where_it_is_written(queued):
    message = mail.EmailMessage("a", "b", "a@example.cn", ["b@example.cn"])
    message.attach("a.txt", "words")
    with pytest.raises(ValueError, match="found attachments"):
        message.send()


def test_a_task_whose_worker_died_is_run_again(queued):
    send()
    DBTaskResult.objects.get().claim("one that died")
    assert run_queue() == "1 tasks run, 0 failed"
    assert len(mail.outbox) == 1


def test_a_task_that_fails_is_tried_again_later_and_not_for_ever(queued):
    send()
    with override_settings(PLUMBLINE_MAIL_BACKEND="no.such.Backend"):
        for tried, pause in enumerate(PAUSES, 1):
            assert run_queue() == "1 tasks run, 1 failed"
            assert run_queue() is None
            row = DBTaskResult.objects.get()
            assert (row.status, len(row.worker_ids)) == ("FAILED", tried)
            DBTaskResult.objects.update(finished_at=timezone.now() - pause)
        assert run_queue() == "1 tasks run, 1 failed"
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=3))
    assert run_queue() is None
    assert mail.outbox == []


def test_what_is_long_done_is_dropped_with_what_it_carried(queued):
    send()
    run_queue()
    assert drop_old() is None
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=2))
    assert drop_old() == "1 tasks dropped"
    assert not DBTaskResult.objects.exists()


def test_without_a_mail_server_mails_lie_in_a_folder(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = QUEUED, tmp_path / "mail"
    send()
    run_queue()
    (file,) = (tmp_path / "mail").iterdir()
    assert b"b@example.cn" in file.read_bytes()
