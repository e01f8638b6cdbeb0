"""删除 -- what is erased is gone wherever it stood; files and drafts are not kept for ever."""

import os
import uuid
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from plumbline.store.cases import attachments, erasing, unnamed
from plumbline.store.models import Account, CaseRecord, Erasure, EventRecord, FormDraft, PaperWords
from plumbline.web.cases.file_entry import KeptFile, token_of
from tests.store.cases.conftest import DAY, Writer

MARCH = date(2024, 3, 11)
BECAUSE = "个人信息保护法#47.1.1"


@pytest.fixture
def home(db, settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def account(home):
    return Account.objects.create_user("zhao")


def kept(words, days=0):
    """A file that was kept so many days ago, as an event states it."""
    stated = attachments.keep("证据.txt", words.encode())
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(attachments.folder().path_of(stated["sha256"]), (then, then))
    return stated


def opened(*files):
    """A case whose application states files."""
    writer = Writer()
    writer.write("apply", attachments=[*files])
    return writer


def is_kept(stated):
    return attachments.folder().path_of(stated["sha256"]).exists()


def events_of(*writers):
    rows = EventRecord.objects.filter(case__in=[one.case for one in writers])
    return list(rows.values_list("pk", flat=True))


@pytest.fixture
def erase(django_capture_on_commit_callbacks):
    def erased(events):
        with django_capture_on_commit_callbacks(execute=True):
            return erasing.erase_all(events, BECAUSE, timezone.now())

    return erased


def draft(account, case=None, event=None, days=0, **values):
    return FormDraft.objects.create(
        account=account, procedure="reconsideration", action=f"{uuid.uuid4()}", case_id=case,
        event=event or uuid.uuid4(), values=values, saved_at=timezone.now() - timedelta(days=days),
    )  # fmt: skip


def test_the_files_of_what_is_erased_go_with_it_unless_another_event_states_them(home, erase):
    own, shared = kept("甲"), kept("乙")
    one, other = opened(own, shared), opened(shared)
    assert erase(events_of(one)) > 0
    assert (is_kept(own), is_kept(shared)) == (False, True)
    erase(events_of(other))
    assert not is_kept(shared)


def test_a_file_goes_when_all_events_that_state_it_are_erased_at_once(home, erase):
    stated = kept("甲")
    erase(events_of(opened(stated), opened(stated)))
    assert not is_kept(stated)


def test_a_file_goes_with_the_last_event_that_states_it_though_none_concerns_a_person(home, erase):
    shared, writer = kept("甲"), opened()
    writer.write("accept", MARCH)
    for _ in range(2):
        said = {"attachments": [shared], "officers": ["李", "王"], "showed_credentials": True}
        writer.write("investigate", MARCH, **said)
    one, other = (row.pk for row in EventRecord.objects.filter(action="investigate"))
    assert erase([one]) == 0
    assert is_kept(shared)
    assert erase([other]) == 0
    assert not is_kept(shared)


def test_an_event_is_erased_for_the_reason_that_was_given_first(home, erase):
    (event,) = events_of(opened())
    erase([event])
    erasing.erase(event, "another", timezone.now())
    assert [(one.event_id, one.because) for one in Erasure.objects.all()] == [(event, BECAUSE)]


def test_the_migration_names_the_events_that_were_erased_before_it(home, erase):
    one, other = opened(), opened()
    erase(events_of(one))
    before = [*Erasure.objects.values_list("event", "at", "because")]
    Erasure.objects.all().delete()
    import_module("plumbline.store.migrations.0016_erasure").name_the_erased(apps, None)
    assert [*Erasure.objects.values_list("event", "at", "because")] == before
    assert not Erasure.objects.filter(event__in=events_of(other)).exists()


def test_a_file_stays_that_somebody_is_about_to_send(account, erase):
    stated = kept("甲")
    draft(account, attachments__kept=[token_of(KeptFile(stated), account)])
    erase(events_of(opened(stated)))
    assert is_kept(stated)


def test_nothing_is_removed_when_erasing_fails(home, erase):
    stated = kept("甲")
    writer = opened(stated)
    with pytest.raises(ValueError, match="write the reason"):
        erasing.erase_all(events_of(writer), " ", timezone.now())
    assert is_kept(stated)


def test_what_was_written_into_papers_and_forms_of_the_case_is_erased(account, erase):
    one, other = opened(), opened()
    (event,) = events_of(one)
    (left,) = events_of(other)
    for writer, key in ((one, event), (other, left)):
        record = CaseRecord.objects.get(pk=writer.case)
        PaperWords.objects.create(
            case=record, event=key, paper="decision", account=account, at=timezone.now(),
            values={"facts": "赵某"},
        )  # fmt: skip
        draft(account, case=record.pk)
    erase([event])
    words = {row.event: (row.values, row.erased_at is None) for row in PaperWords.objects.all()}
    assert words == {event: ({}, False), left: ({"facts": "赵某"}, True)}
    assert [row.case_id for row in FormDraft.objects.all()] == [other.case]


def test_of_a_case_of_which_one_event_is_erased_other_drafts_stay(account, erase):
    writer = opened()
    writer.write("accept", DAY + timedelta(days=1))
    first = EventRecord.objects.get(action="apply").pk
    draft(account, case=writer.case, event=first)
    draft(account, case=writer.case)
    erase([first])
    assert FormDraft.objects.count() == 1


def test_old_drafts_are_dropped(account):
    draft(account, days=91)
    young = draft(account, days=89)
    assert unnamed.drop_old_drafts() == "1 drafts dropped"
    assert list(FormDraft.objects.all()) == [young]
    assert unnamed.drop_old_drafts() is None


def test_files_that_nothing_names_are_dropped_after_a_month(account):
    old, young, stated, typed = kept("甲", 31), kept("乙", 29), kept("丙", 31), kept("丁", 31)
    opened(stated)
    draft(account, attachments__kept=[token_of(KeptFile(typed), account)])
    assert unnamed.drop_unnamed_files() == "1 files dropped"
    assert [is_kept(one) for one in (old, young, stated, typed)] == [False, True, True, True]
    assert unnamed.drop_unnamed_files() is None


def test_a_file_that_is_sent_again_is_kept_for_another_month(home):
    kept("甲", 31)
    again = attachments.keep("证据.txt", "甲".encode())
    assert unnamed.drop_unnamed_files() is None
    assert is_kept(again)
