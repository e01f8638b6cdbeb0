"""送来文件 -- what one account may leave here without ever sending a form is bounded, and ends."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from plumbline.store.cases import attachments, sent_files, unnamed
from plumbline.store.models import Account, FormDraft, SentFile
from plumbline.web.cases.file_entry import KeptFile, token_of

NOW = timezone.now()


@pytest.fixture
def account(db, settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    return Account.objects.create_user("zhao")


def sent(account, words):
    return sent_files.keep(account, f"{words}.txt", words.encode(), NOW)


def is_kept(stated):
    return attachments.folder().path_of(stated["sha256"]).exists()


def test_an_account_leaves_no_more_files_than_so_many(account, monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_FILES", 2)
    for words in ("甲", "乙", "乙", "甲"):  # the same file counts once
        sent(account, words)
    with pytest.raises(attachments.NotTaken) as fault:
        sent(account, "丙")
    assert (fault.value.code, fault.value.found, fault.value.allowed) == ("count", "2", "2")
    assert len(list(attachments.folder().all())) == 2
    assert is_kept(sent(Account.objects.create_user("qian"), "丙"))


def test_an_account_leaves_no_more_bytes_than_so_many(account, monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_BYTES", 7)
    sent(account, "甲")
    sent(account, "乙")
    with pytest.raises(attachments.NotTaken) as fault:
        sent(account, "丙")
    assert (fault.value.code, fault.value.found, fault.value.allowed) == ("room", "6", "7")


def test_a_file_that_is_no_file_to_be_taken_counts_for_nothing(account):
    with pytest.raises(attachments.NotTaken):
        sent_files.keep(account, "a.exe", b"MZ", NOW)
    assert not SentFile.objects.exists()


def test_files_that_an_event_states_make_room(account, monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_FILES", 1)
    one = sent(account, "甲")
    sent_files.recorded(account, [one["sha256"]])
    sent(account, "乙")
    assert is_kept(one)


def test_the_files_of_a_draft_that_is_given_up_go_this_night(account, monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_FILES", 2)
    mine, elsewhere = sent(account, "甲"), sent(account, "乙")
    for action, files in (("apply", (mine, elsewhere)), ("reply", (elsewhere,))):
        FormDraft.objects.create(
            account=account, procedure="reconsideration", action=action, saved_at=NOW,
            values={"attachments": [token_of(KeptFile(one), account) for one in files]},
        )  # fmt: skip
    unwanted = FormDraft.objects.get(action="apply")
    sent_files.given_up(unwanted)
    unwanted.delete()
    assert unnamed.drop_unnamed_files() == "1 files dropped"
    assert [is_kept(one) for one in (mine, elsewhere)] == [False, True]
    sent(account, "丙")


def test_a_draft_leads_to_no_file_of_another_account(account):
    other = Account.objects.create_user("qian")
    theirs = sent(other, "甲")
    draft = FormDraft.objects.create(
        account=account, procedure="reconsideration", action="apply", saved_at=NOW,
        values={"requests": [theirs["sha256"]]},
    )  # fmt: skip
    sent_files.given_up(draft)
    assert unnamed.drop_unnamed_files() is None
    assert is_kept(theirs)


def test_what_was_sent_and_never_recorded_ends(account):
    stated = sent(account, "甲")
    then = (NOW - timedelta(days=31)).timestamp()
    os.utime(attachments.folder().path_of(stated["sha256"]), (then, then))
    assert unnamed.drop_unnamed_files() == "1 files dropped"
    assert not SentFile.objects.exists()


def test_nothing_is_counted_for_longer_than_drafts_live(account):
    young, old = sent(account, "甲"), sent(account, "乙")
    SentFile.objects.filter(sha256=old["sha256"]).update(at=NOW - timedelta(days=91))
    unnamed.drop_unnamed_files()
    assert [one.sha256 for one in SentFile.objects.all()] == [young["sha256"]]
