"""Whatever file is sent with a form, nothing of it runs, and what is refused is kept nowhere."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from plumbline.procedure import Event
from plumbline.store.cases import attachments, sent_files
from plumbline.store.cases.rows import events_of
from plumbline.store.models import Account, CaseRecord, EventRecord
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><script>alert(document.cookie)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PROGRAM = b"MZ\x90\x00" + bytes(60)
PNG, JPG, PDF, ZIP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"%PDF-1.7\n", b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

REFUSED = {
    "page.html": PAGE, "page.htm": PAGE, "page.xhtml": PAGE, "drawing.svg": DRAWING,
    "data.xml": DRAWING, "code.js": b"alert(1)", "code.php": b"<?php", "run.exe": PROGRAM,
    "run.sh": b"#!/bin/sh", "letter.docm": ZIP, "all.zip": ZIP, "all.jar": ZIP, "link.lnk": b"L",
    "letter": b"words", ".txt": b"words", "a.pdf.exe": PROGRAM, "a.exe.": PROGRAM,
    "\u202egpj.exe": PROGRAM, "a.pdf ": PAGE, "page.pdf": PAGE, "page.png": PAGE, "page.jpg": PAGE,
    "page.docx": PAGE, "page.doc": PAGE, "drawing.png": DRAWING, "run.pdf": PROGRAM,
    "run.docx": PROGRAM, "run.txt": PROGRAM, "image.pdf": PNG, "letter.jpg": PDF, "all.pdf": ZIP,
    "after.pdf": PAGE + PDF, "after.docx": PAGE + ZIP, "after.png": DRAWING + PNG, "none.pdf": b"",
    "none.txt": b"", "wide.txt": "ab".encode("utf-16"),
}  # fmt: skip
"""By name: what a browser or a desk computer would run, and what is not what its name says."""

MANY_FACED = {
    "a.pdf": PDF + PAGE, "a.png": PNG + PAGE, "a.jpg": JPG + PAGE + ZIP, "a.txt": PAGE,
    "b.txt": DRAWING, "a.docx": ZIP + PAGE, "a.doc": OLE + PAGE, "a.mp3": b"ID3" + PAGE,
    "c.txt": b"=HYPERLINK(1)", "d.txt": b"\xff\xfe\xfd words that are no UTF-8",
    "e.txt": "文字".encode("utf-16"),
}  # fmt: skip
"""By name: what is two things at once, or reads like another."""

NAMES = {
    "../../../etc/passwd.txt": "passwd.txt", "..\\..\\windows\\a.txt": "a.txt",
    "C:\\Users\\a.txt": "a.txt", "/abs/a.txt": "a.txt", "file:///a.txt": "a.txt",
    "a\u2028b.txt": "ab.txt", '"><script>alert(1)<.txt': '"><script>alert(1)<.txt',
    "a'; filename=b.html;.txt": "a'; filename=b.html;.txt", "%2e%2e%2fa.txt": "%2e%2e%2fa.txt",
    "证据（一）😀.TXT": "证据（一）😀.TXT", "CON.txt": "CON.txt", "a" * 300 + ".txt": "",
}  # fmt: skip
"""By name that is sent: the name that is stated; empty where it is made shorter."""


class Sender:
    """Somebody who applies, and sends files with the application."""

    def __init__(self) -> None:
        cast.assemble()
        self.account = Account.objects.get(username="applicant")
        self.browser = Client(headers={"accept-language": "zh-CN", "accept": "text/html"})
        self.browser.force_login(self.account)

    def send(self, *files, **changed):
        """Send the application as it should be, with files."""
        today = f"{timezone.localdate()}"
        form = {
            "organ": cast.DISTRICT, "institution": cast.BUREAU, "respondent": cast.ORGAN,
            "applicant-0_kind": "individual", "applicant-0_name": "赵某某", "act": "一个决定",
            "requests": "撤销这个决定", "act_on": today, "known_on": today, "was_told": "true",
            "channel": "online", "event": f"{uuid.uuid4()}", "expected": "0", "seen": "1",
            **{f"attachments-{number}": file for number, file in enumerate(files)},
        }  # fmt: skip
        return self.browser.post("/cases/new/reconsideration/apply/", form | changed)

    def applied(self, *files) -> Event:
        """The event of an application that is taken."""
        answer = self.send(*files)
        assert answer.status_code == 302, unescape(answer.text)[-3000:]
        return events_of(CaseRecord.objects.latest("opened_on").pk)[-1]


@pytest.fixture
def sender(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    return Sender()


def sent(name: str, data: bytes, kind: str = "text/html") -> SimpleUploadedFile:
    """A file as a browser sends it that lies about its kind, its whole path in front."""
    file = SimpleUploadedFile("x", data, kind)
    vars(file)["_name"] = name  # which Django would cut
    return file


def kept(tmp_path) -> list[str]:
    """The files that stand in the folder of attachments."""
    return sorted(one.name for one in tmp_path.glob("attachments/**/*") if one.is_file())


def test_what_runs_or_is_not_what_its_name_says_is_refused_and_kept_nowhere(sender, tmp_path):
    files = [sent(name, data, "application/pdf") for name, data in REFUSED.items()]
    for first in range(0, len(files), 20):
        some = files[first : first + 20]
        answer = sender.send(*some)
        assert answer.status_code == 422
        assert "撤销这个决定" in answer.text
        wrong = {f"attachments-{number}" for number in range(len(some))}
        assert {*answer.context["form"].errors} == wrong
    assert not kept(tmp_path)


def test_what_is_two_things_at_once_is_shown_as_the_one_that_its_name_says(sender):
    files = [sent(name, data) for name, data in MANY_FACED.items()]
    event = sender.applied(*files)
    stated = attachments.attachments_of(event)
    assert [one.name for one in stated] == [*MANY_FACED]
    for one in stated:
        for query in ("", "?download=1"):
            answer = sender.browser.get(f"/cases/{event.case}/files/{one.sha256}{query}")
            assert answer.status_code == 200
            assert inert(answer, one.name), (one.name, answer.headers)
            assert b"".join(answer) == MANY_FACED[one.name]


def inert(answer, name: str) -> bool:
    """Whether a browser shows it as what it is, guesses nothing, and runs nothing in it."""
    kind, shown = answer.headers["Content-Type"], answer.headers["Content-Disposition"]
    rule = answer.headers["Content-Security-Policy"]
    allowed = {
        "application/octet-stream", "application/pdf", "image/png", "image/jpeg",
        "text/plain; charset=utf-8",
    }  # fmt: skip
    return (
        kind in allowed
        and answer.headers["X-Content-Type-Options"] == "nosniff"
        and "default-src 'none'" in rule
        and "script-src" not in rule
        and (rule.startswith("sandbox") or name.endswith(".pdf"))
        and (shown.startswith("attachment") or kind != "application/octet-stream")
        and "no-store" in answer.headers["Cache-Control"]
    )


def test_a_name_leads_nowhere_and_says_nothing_to_the_browser(sender, tmp_path):
    files = [sent(name, name.encode()) for name in NAMES]
    event = sender.applied(*files)
    stated = attachments.attachments_of(event)
    names = dict(zip(NAMES, (one.name for one in stated), strict=True))
    long = max(NAMES, key=len)
    assert len(names[long]) <= attachments.LONGEST_NAME
    assert names | {long: ""} == NAMES
    assert all(re.fullmatch("[0-9a-f]+", one) for one in kept(tmp_path))
    page = sender.browser.get(f"/cases/{event.case}/").text
    assert "<script>alert(1)" not in page
    for one in stated:
        shown = sender.browser.get(f"/cases/{event.case}/files/{one.sha256}").headers
        said = shown["Content-Disposition"]
        assert re.fullmatch(r"inline; filename\*=UTF-8''[\w.~%-]+", said, re.ASCII), said


def bomb() -> bytes:
    """A .docx of 20 KB that holds 20 MB, and itself by name, and a path that leads out."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", bytes(20 * 2**20))
        made.writestr("../../../../tmp/out.txt", b"out")
    return into.getvalue()


@pytest.mark.pdf
def test_a_file_is_bound_whatever_is_attached_and_nothing_is_unpacked(sender, tmp_path):
    there = {
        "a.docx": bomb(), "b.xlsx": ZIP, "c.ofd": ZIP + PAGE, "a.pdf": PDF, "b.pdf": PDF + PAGE,
        "a.png": PNG + bytes(20), "a.jpg": JPG + PAGE,
    }  # fmt: skip
    event = sender.applied(*(sent(name, data) for name, data in there.items()))
    assert len(kept(tmp_path)) == len(there)
    bound = sender.browser.get(f"/cases/{event.case}/file.pdf")
    assert (bound.status_code, bound.content[:5]) == (200, b"%PDF-")
    assert sum(one.stat().st_size for one in tmp_path.rglob("*") if one.is_file()) < 2**20


def test_a_file_that_is_too_large_is_refused_by_its_size_and_the_form_kept(
    sender, tmp_path, monkeypatch
):
    monkeypatch.setattr(attachments, "MOST", 1000)
    answer = sender.send(sent("a.txt", b"x" * 1001))
    assert answer.status_code == 422
    assert "撤销这个决定" in answer.text
    assert not kept(tmp_path)
    assert sender.send(sent("a.txt", b"x" * 1000)).status_code == 302


def test_a_request_that_is_too_large_is_refused_before_it_is_read(sender, settings):
    settings.PLUMBLINE_UPLOAD_LIMIT = 1000
    assert sender.send(sent("a.txt", b"x" * 2000)).status_code == 413
    assert not EventRecord.objects.exists()


def test_files_without_end_are_not_kept(sender, tmp_path, monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_FILES", 3)
    statuses = [
        sender.send(sent("a.txt", f"{number}".encode()), requests="").status_code
        for number in range(5)
    ]
    assert statuses == [422] * 5
    assert len(kept(tmp_path)) == 3


def test_a_file_in_place_of_words_and_words_in_place_of_a_file_are_not_taken(sender):
    answer = sender.send(requests=sent("a.txt", b"words"))
    assert answer.status_code == 422
    event = sender.applied(sent("b.txt", b"words"))
    assert [one.name for one in attachments.attachments_of(event)] == ["b.txt"]
    named = {"name": "a.html", "bytes": 5, "sha256": "0" * 64}
    assert sender.send(**{"attachments-0__kept": f"{named}"}).status_code == 422
    assert sender.send(**{"attachments-0": f"{named}"}).status_code == 302
    events = EventRecord.objects.values_list("pk", flat=True)
    assert len(events) == 2
    rows = [one for row in CaseRecord.objects.all() for one in events_of(row.pk)]
    assert [len(attachments.attachments_of(one)) for one in rows if one.id != event.id] == [0]
