"""制发 -- an issued paper is fixed: its file by hash, its words by the event that states them."""

import uuid

import pytest
from django.utils import timezone

from plumbline.papers import write_pdf
from plumbline.procedure import Refusal, broken
from plumbline.store.access import Actor, Sight
from plumbline.store.cases import (
    Appended,
    Stale,
    attachments,
    erasing,
    issuing,
    papers,
    receipt_of,
    sequence,
    wordings,
)
from plumbline.store.cases.rows import case_of
from plumbline.store.cases.signing import signer
from plumbline.store.models import Account, CaseRecord, EventRecord
from tests.papers.writing import pages_of
from tests.store.cases.test_papers import kept

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.4\n%sealed"


@pytest.fixture
def record(writer, settings, tmp_path):
    """A case whose application was refused."""
    settings.PLUMBLINE_HOME = tmp_path
    return kept(writer)


def refusal(record):
    """The paper of the refusal as it stands."""
    case = case_of(record)
    event = next(one for one in case.events if one.action == "refuse")
    (form,) = papers.of_event(case, event)
    return papers.drafted(record, case, event, form, {})


def somebody():
    made, _ = Account.objects.get_or_create(username="li", full_name="李承办")
    return made


def issued(record, *, scan=SCAN, **more):
    """What becomes of the issue of the refusal, as a scan unless it is printed."""
    drafted = refusal(record)
    file = attachments.keep("不予受理决定书.pdf", scan) if scan else None
    wanted = issuing.Issuing(
        **{
            "id": uuid.uuid4(), "event": uuid.UUID(drafted.event.id), "paper": "refusal",
            "on": drafted.event.on, "file": file, "over": drafted.wording,
            "expected": len(case_of(record).events), **more,
        }
    )  # fmt: skip
    actor = Actor("institution", "institution/YB001", "9901-sfj")
    return issuing.issue(record, wanted, drafted.paper, (somebody(), actor), timezone.now())


def worded(record, text):
    drafted = refusal(record)
    paper = uuid.UUID(drafted.event.id), "refusal"
    return wordings.write(
        record, paper, {"facts": text}, somebody(), timezone.now(), over=drafted.wording
    )


def latest(record):
    return wordings.of_paper(refusal(record).event.id, "refusal").first()


def test_an_issue_names_the_file_by_hash_and_its_receipt_proves_it(record):
    assert worded(record, "甲")
    done = issued(record, number="〔2024〕1号")
    assert isinstance(done, Appended)
    said = done.event.data
    file = said["issued_file"]
    assert attachments.folder().fetch(file["sha256"]) == SCAN
    assert (said["wording"], said["number"], said["is_copy"]) == (1, "〔2024〕1号", True)
    assert broken(done.case.events) == []
    sequence(signer(), timezone.now())
    receipt = receipt_of(uuid.UUID(done.event.id), with_values=False)
    assert file["sha256"] in f"{receipt}"


@pytest.mark.pdf
@pytest.mark.font
def test_without_a_scan_the_paper_is_printed_as_it_stands(record):
    assert worded(record, "查明的甲")
    done = issued(record, scan=None)
    assert isinstance(done, Appended)
    sha256 = done.event.data["issued_file"]["sha256"]
    assert attachments.folder().fetch(sha256) == write_pdf(refusal(record).paper)
    assert "is_copy" not in done.event.data


def test_words_of_an_issued_paper_are_kept_no_more(record):
    assert worded(record, "甲")
    assert isinstance(issued(record), Appended)
    assert not worded(record, "乙")
    assert latest(record).values == {"facts": "甲"}


def test_a_paper_is_issued_again_with_its_reason_and_new_words_together(record):
    assert worded(record, "甲")
    first = issued(record)
    refused = issued(record, scan=b"%PDF-1.4\n%second", words={"facts": "乙"})
    assert isinstance(refused, Refusal)
    assert refused.code == "issued_already"
    assert latest(record).values == {"facts": "甲"}
    again = issued(record, scan=b"%PDF-1.4\n%second", words={"facts": "乙"}, reason="错字")
    assert isinstance(again, Appended)
    assert (latest(record).number, latest(record).values) == (2, {"facts": "乙"})
    assert again.event.data["wording"] == 2
    every = issuing.all_of(again.case, refusal(record).event, "refusal")
    assert [one.event.id for one in every] == [again.event.id, first.event.id]
    assert attachments.folder().fetch(every[1].sha256) == SCAN


def test_words_are_not_changed_by_an_issue_that_does_not_come_about(record):
    assert worded(record, "甲")
    assert isinstance(issued(record), Appended)
    stale = issued(record, words={"facts": "乙"}, reason="错字", expected=1)
    assert isinstance(stale, Stale)
    assert latest(record).values == {"facts": "甲"}


def test_whoever_has_not_seen_the_latest_words_issues_nothing(record):
    assert worded(record, "甲")
    length = len(case_of(record).events)
    assert issued(record, over=0) is None
    assert len(case_of(record).events) == length


def test_words_can_be_written_again_once_the_issue_was_taken_out_of_account(record, writer):
    assert worded(record, "甲")
    done = issued(record)
    writer.length = len(done.case.events)
    draft = writer.draft("refuse")
    void = {"event": done.event.id, "reason": "误制"}
    assert isinstance(
        writer.again(draft, action="void", by="institution/x", data=void, on=done.event.on),
        Appended,
    )
    assert worded(record, "乙")


PARTY = Sight(frozenset({"party"}))


@pytest.mark.pdf
@pytest.mark.font
def test_the_bound_file_holds_the_issued_file_and_for_parties_no_draft(record):
    title = refusal(record).paper.title
    drafts = pages_of(papers.bound(record, case_of(record), {}, "案件", PARTY))
    assert not any(title in page for page in drafts)
    assert isinstance(issued(record, scan=None), Appended)
    fresh = CaseRecord.objects.get(pk=record.pk)
    pages = pages_of(papers.bound(fresh, case_of(fresh), {}, "案件", PARTY))
    assert len([page for page in pages if title in page]) == 2  # the catalogue, and the paper


def test_erasing_what_an_issued_paper_rests_on_takes_its_file_and_leaves_its_hash(
    record, django_capture_on_commit_callbacks
):
    done = issued(record)
    applied = EventRecord.objects.get(case=record.pk, action="apply")
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(applied.pk, "个人信息保护法#47.1.1", timezone.now())
    sha256 = done.event.data["issued_file"]["sha256"]
    assert not attachments.folder().path_of(sha256).exists()
    (one,) = issuing.all_of(case_of(record), refusal(record).event, "refusal")
    assert one.sha256 == sha256
    assert not issuing.is_kept(one)
