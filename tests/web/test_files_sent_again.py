"""附件 -- a file that is not there any more is stated by no event, and whoever sent it is told."""

import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from plumbline.store.cases import attachments, sent_files, unnamed
from plumbline.store.models import EventRecord, FormDraft
from plumbline.web.cases.file_entry import KeptFile, token_of
from tests import cast
from tests.web.test_case_pages import client, file, sending, token_in

__all__ = ["file"]
pytestmark = pytest.mark.django_db
FORM = "/cases/new/reconsideration/apply/"
OLD_SALT = "plumbline.attachment"  # of tokens that were not of one account yet
SENT_AGAIN = "没有保留下来，请重新选择文件"


def uploaded():
    """The page with a file that was sent with it."""
    upload = SimpleUploadedFile("证据.txt", "证据".encode())
    return sending("applicant", **{"attachments-0": upload})


def whole(file, **typed):
    """All that the application asks for, to be recorded at once."""
    day = f"{file.today - timedelta(9)}"
    return {
        "more": "", "send": "1", "seen": "1", "organ": cast.DISTRICT, "institution": cast.BUREAU,
        "respondent": cast.ORGAN, "applicant-0_name": "赵某某", "act": "决定", "requests": "撤销",
        "act_on": day, "known_on": day, "was_told": "true", "channel": "online", **typed,
    }  # fmt: skip


def drafted(file, token):
    """A draft of the applicant that holds a token."""
    return FormDraft.objects.create(
        account=file.accounts["applicant"], procedure="reconsideration", action="apply",
        event=uuid.uuid4(), values={"attachments-0__kept": [token]}, saved_at=timezone.now(),
    )  # fmt: skip


def signed(stated, salt, ago, monkeypatch):
    """The token of a file, signed some time ago."""
    then = (timezone.now() - ago).timestamp()
    with monkeypatch.context() as patched:
        patched.setattr("django.core.signing.time.time", lambda: then)
        return signing.dumps(dict(stated), salt=salt)


def applications():
    return EventRecord.objects.filter(action="apply").count()


def test_no_event_states_a_file_that_went_with_a_draft_that_another_tab_discarded(file):
    token, before = token_in(uploaded()), applications()
    sending("applicant", more="", drop="1")
    assert unnamed.drop_unnamed_files() == "1 files dropped"
    page = sending("applicant", **whole(file), **{"attachments-0__kept": token})
    assert page.status_code == 422
    assert f"“证据.txt”{SENT_AGAIN}" in page.text
    assert applications() == before
    assert "attachments-0__kept" not in page.text  # whoever wants no file sends the form without


def test_a_file_that_is_stated_before_the_night_outlives_the_draft_that_another_tab_discarded(file):
    token = token_in(uploaded())
    sending("applicant", more="", drop="1")
    sent = sending("applicant", **whole(file), **{"attachments-0__kept": token})
    assert sent.status_code == 302
    assert unnamed.drop_unnamed_files() is None


def test_a_file_that_the_nightly_job_has_just_dropped_is_written_again(file, monkeypatch):
    one = attachments.keep("证据.txt", "证据".encode())
    path, really = attachments.folder().path_of(one["sha256"]), attachments.keep_on
    dropped: list[str] = []

    def keep_on(sha256):
        if not dropped:
            path.unlink()
            dropped.append(sha256)
        return really(sha256)

    monkeypatch.setattr(attachments, "keep_on", keep_on)
    assert attachments.keep("证据.txt", "证据".encode()) == one
    assert path.read_bytes() == "证据".encode()


def test_a_form_that_was_open_for_longer_than_a_week_is_told_which_file_to_send_again(
    file, monkeypatch
):
    account = file.accounts["applicant"]
    stated = sent_files.keep(account, "证据.txt", "证据".encode(), timezone.now())
    for salt in (f"{OLD_SALT}/{account.pk}", OLD_SALT):
        token = signed(stated, salt, timedelta(days=8), monkeypatch)
        page = sending("applicant", **{"attachments-0__kept": token})
        assert f"“证据.txt”{SENT_AGAIN}" in page.text


def test_a_token_that_nobody_signed_is_said_to_be_no_file(file):
    page = sending("applicant", **{"attachments-0__kept": "x:y:z"})
    assert f"先前送来的文件{SENT_AGAIN}" in page.text


@pytest.mark.parametrize("ago", [timedelta(), timedelta(days=89)], ids=["now", "89 days ago"])
@pytest.mark.parametrize("is_old", [False, True], ids=["own salt", "old salt"])
def test_a_draft_of_ones_own_opens_with_its_file_and_sends_it(file, monkeypatch, ago, is_old):
    account = file.accounts["applicant"]
    stated = attachments.keep("证据.txt", "证据".encode())
    salt = OLD_SALT if is_old else f"{OLD_SALT}/{account.pk}"
    drafted(file, signed(stated, salt, ago, monkeypatch))
    page = client("applicant").get(FORM)
    assert "证据.txt" in page.text
    assert SENT_AGAIN not in page.text
    again = sending("applicant", **whole(file), **{"attachments-0__kept": token_in(page)})
    assert again.status_code == 302


def test_a_draft_whose_file_is_gone_opens_with_a_word_about_it(file):
    account = file.accounts["applicant"]
    stated = attachments.keep("证据.txt", "证据".encode())
    drafted(file, token_of(KeptFile(stated), account))
    attachments.remove([stated["sha256"]])
    page = client("applicant").get(FORM)
    assert page.status_code == 200
    assert f"“证据.txt”{SENT_AGAIN}" in page.text


def test_a_draft_that_holds_the_token_of_another_account_opens_without_its_file(file):
    stated = attachments.keep("证据.txt", "证据".encode())
    drafted(file, token_of(KeptFile(stated), file.accounts["stranger"]))
    page = client("applicant").get(FORM)
    assert "证据.txt" not in page.text
    assert SENT_AGAIN in page.text
