"""Mails say which case, what and until when, and nothing else; each goes out once."""

import asyncio
import email
import threading
from email import policy

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from plumbline.store import notices
from plumbline.store.jobs.queue import run_queue
from plumbline.store.models import CaseRecord, Notice
from tests.store.notices.conftest import at
from tests.store.notices.test_telling import DUE, NEAR

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("赵", "李承办", "陈应诉")


@pytest.fixture
def mailed(settings, people, case):
    """A handler with an address, on a server that sends mails; mails end in memory."""
    settings.EMAIL_HOST, settings.PLUMBLINE_ADDRESS = "mail.example.cn", "https://zs.example.cn"
    settings.EMAIL_BACKEND = "plumbline.store.jobs.mail.Queued"
    settings.PLUMBLINE_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    people["handler"].email = "li@example.cn"
    people["handler"].save()
    return people["handler"]


def remind():
    notices.look(NEAR, at(NEAR))


def sent():
    notices.send_waiting()
    run_queue()
    return mail.outbox


def test_a_mail_names_the_case_the_matter_and_the_day_and_no_person(mailed):
    remind()
    (one,) = sent()
    notice = Notice.objects.get()
    assert one.to == ["li@example.cn"]
    assert f"“审查期限”将于 {DUE} 届满" in one.subject
    assert f"https://zs.example.cn/desk/notices/{notice.pk}/" in one.body
    assert not [name for name in NAMES if name in one.subject + one.body]
    assert one.extra_headers["Message-ID"] == f"<notice.{notice.pk}@zs.example.cn>"


def test_a_mail_is_in_the_language_of_its_account(mailed):
    mailed.language = "en"
    mailed.save()
    remind()
    (one,) = sent()
    assert f"ends on {DUE}" in one.subject
    assert "Sign in to read and confirm it" in one.body


def test_a_mail_is_queued_once(mailed):
    remind()
    assert notices.send_waiting() == "1 mails queued, 0 no longer wanted"
    assert notices.send_waiting() is None
    assert len(sent()) == 1
    assert DBTaskResult.objects.count() == 1


def test_what_was_confirmed_meanwhile_is_not_mailed(mailed):
    remind()
    notices.acknowledge(mailed, at(NEAR, 10))
    assert notices.send_waiting() == "0 mails queued, 1 no longer wanted"
    assert sent() == []


@pytest.mark.parametrize("without", ["address", "wish", "server"])
def test_nothing_is_mailed_without(without, mailed, settings):
    if without == "server":
        settings.EMAIL_HOST = ""
    mailed.email = "" if without == "address" else mailed.email
    mailed.wants_mail = without != "wish"
    mailed.save()
    remind()
    assert Notice.objects.get().mail == ""
    assert sent() == []


def test_a_batch_that_fails_queues_none_of_its_mails(mailed, monkeypatch):
    remind()

    def dies(*_, **__):
        raise SystemExit

    monkeypatch.setattr("django.db.models.query.QuerySet.bulk_update", dies)
    with pytest.raises(SystemExit):
        notices.send_waiting()
    monkeypatch.undo()
    assert (DBTaskResult.objects.count(), Notice.objects.get().mail) == (0, "waiting")


def test_a_case_of_a_procedure_that_is_gone_is_mailed_of_like_any_other(mailed, case, another):
    another().act("apply")
    remind()
    CaseRecord.objects.filter(pk=case.case).update(procedure="none")
    assert notices.send_waiting() == "2 mails queued, 0 no longer wanted"
    assert notices.send_waiting() is None


class Server(threading.Thread):
    """A mail server that takes what it is given, on a port of its own."""

    def __init__(self):
        super().__init__(daemon=True)
        self.taken, self.loop, self.ready = [], asyncio.new_event_loop(), threading.Event()

    def run(self):
        """Listen until the loop is stopped."""
        listening = asyncio.start_server(self.serve, "127.0.0.1", 0)
        server = self.loop.run_until_complete(listening)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    async def serve(self, reader, writer):
        """Speak as much SMTP as one mail needs."""
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                self.taken.append(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                break
        writer.close()


def test_a_mail_goes_over_a_real_socket(mailed, settings):
    server = Server()
    server.start()
    assert server.ready.wait(10)
    settings.PLUMBLINE_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    remind()
    notices.send_waiting()
    assert run_queue() == "1 tasks run, 0 failed"
    (raw,) = server.taken
    read = email.message_from_bytes(raw, policy=policy.default)
    assert read["To"] == "li@example.cn"
    assert read["Auto-Submitted"] == "auto-generated"
    assert "审查期限" in read["Subject"]
    assert "审查期限" in read.get_content()
    server.loop.call_soon_threadsafe(server.loop.stop)


def test_a_server_that_is_away_is_tried_again(mailed, settings):
    settings.PLUMBLINE_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    remind()
    notices.send_waiting()
    assert run_queue() == "1 tasks run, 1 failed"
    assert DBTaskResult.objects.failed().count() == 1
    assert Notice.objects.get().mail == "queued"
