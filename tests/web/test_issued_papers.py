"""What becomes of a paper once it is issued: who sees it, and what nobody changes any more."""

import hashlib
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from plumbline.ledger.verify import check_receipt, read_key
from plumbline.store import cases
from plumbline.store.cases import signing, wordings
from plumbline.store.models import EventRecord
from tests.web.test_case_pages import client
from tests.web.test_case_papers import Papers

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.4\n%sealed decision"


@pytest.fixture
def paper(settings, tmp_path):
    """A case that was accepted, and the notice of it, which nobody has issued yet."""
    settings.PLUMBLINE_HOME = tmp_path
    return Notice()


class Notice(Papers):
    """The notice of acceptance."""

    @property
    def at(self):
        return self.path("acceptance_notice")

    def issue(self, part="handler", scan=SCAN, name="受理通知书.pdf", **more):
        page = self.shown("acceptance_notice").context
        sent = {
            "event": str(uuid.uuid4()), "over": page["drafted"].wording,
            "expected": EventRecord.objects.filter(case=self.case).count(),
            "issue-on": f"{self.today}", "issue-number": "渝北府复〔2026〕9号", **more,
        }  # fmt: skip
        if scan:
            sent["issue-file"] = SimpleUploadedFile(name, scan)
        return client(part).post(f"{self.at}issue/", sent)

    def issued(self):
        return EventRecord.objects.filter(case=self.case, action="issue_paper").order_by("seq")

    def file(self, part):
        sha256 = hashlib.sha256(SCAN).hexdigest()
        return client(part).get(f"/cases/{self.case}/files/{sha256}")


PARTIES = ["applicant", "respondent"]


@pytest.mark.parametrize("part", PARTIES)
def test_a_party_sees_no_draft_on_any_way(paper, part):
    assert client(part).get(paper.at).status_code == 404
    for kind in ("docx", "pdf"):
        assert client(part).get(f"{paper.at}".rstrip("/") + f".{kind}").status_code == 404
    assert "acceptance_notice" not in paper.page(part).text
    assert "acceptance_notice" in paper.page("handler").text
    assert "未制发" in paper.page("handler").text


@pytest.mark.parametrize("part", PARTIES)
def test_a_party_sees_takes_and_checks_what_was_issued(paper, part):
    assert paper.issue().status_code == 302
    cases.sequence(signing.signer(), timezone.now())
    page = client(part).get(paper.at).text
    assert hashlib.sha256(SCAN).hexdigest() in page
    assert "渝北府复〔2026〕9号" in page
    assert 'class="paper-sheet"' not in page
    assert "acceptance_notice" in paper.page(part).text
    assert paper.file(part).content == SCAN
    assert client(part).get(f"{paper.at}".rstrip("/") + ".pdf").content == SCAN
    issued = paper.issued().get()
    receipt = client(part).get(f"/cases/{paper.case}/receipts/{issued.pk}.json")
    assert hashlib.sha256(SCAN).hexdigest() in json.dumps(receipt.json())
    steps = check_receipt(receipt.json(), read_key(client(part).get("/ledger/key").text))
    assert [one[0] for one in steps if not one[1]] == []


def test_whom_persons_are_not_shown_to_sees_the_hash_and_takes_no_file(paper):
    paper.issue()
    page = client("supervisor").get(paper.at).text
    assert hashlib.sha256(SCAN).hexdigest() in page
    assert "下载制发的文件" not in page
    assert paper.file("supervisor").status_code == 404
    assert client("supervisor").get(f"{paper.at}".rstrip("/") + ".pdf").status_code == 404


@pytest.mark.parametrize("part", ["head", "applicant", "respondent", "supervisor", "stranger"])
def test_only_who_has_the_role_issues(paper, part):
    assert paper.issue(part).status_code in (403, 404)
    assert not paper.issued().exists()


def test_nobody_rewords_what_was_issued(paper):
    paper.issue()
    answer = client("handler").post(paper.at, {"over": 0, "remarks": "改写"})
    assert answer.status_code == 409
    assert "已经正式制发" in answer.text
    assert not wordings.of_paper(paper.event, "acceptance_notice").exists()
    docx = client("handler").get(f"{paper.at}".rstrip("/") + ".docx")
    assert docx.status_code == 409


def test_a_paper_is_issued_again_only_with_a_reason_and_the_first_stays(paper):
    paper.issue()
    assert paper.issue(scan=b"%PDF-1.4\n%second").status_code == 422
    said = {"issue-reason": "文号有误", "issue-number": "渝北府复〔2026〕10号"}
    assert paper.issue(scan=b"%PDF-1.4\n%second", **said).status_code == 302
    page = client("applicant").get(paper.at).text
    assert "渝北府复〔2026〕9号" in page
    assert "渝北府复〔2026〕10号" in page
    assert "文号有误" in page
    assert paper.file("applicant").content == SCAN


def test_the_same_issue_sent_twice_is_issued_once(paper):
    same = str(uuid.uuid4())
    assert [paper.issue(event=same).status_code for _ in range(2)] == [302, 302]
    assert paper.issued().count() == 1


@pytest.mark.parametrize(
    ("scan", "name", "more"),
    [
        (SCAN, "通知书.txt", {}),
        (b"no pdf", "通知书.pdf", {}),
        (SCAN, "通知书.pdf", {"issue-on": "2020-01-01"}),
        (SCAN, "通知书.pdf", {"issue-on": "2199-01-01"}),
        (SCAN, "通知书.pdf", {"issue-on": ""}),
    ],
)
def test_what_cannot_be_issued_is_said(paper, scan, name, more):
    assert paper.issue(scan=scan, name=name, **more).status_code == 422
    assert not paper.issued().exists()


def test_a_stale_page_issues_nothing(paper):
    assert paper.issue(expected=1).status_code == 409
    assert not paper.issued().exists()


def test_the_form_of_an_action_issues_no_paper(paper):
    assert paper.page("handler", "do/issue_paper/").status_code == 404
