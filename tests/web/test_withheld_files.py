"""What becomes of a file of a case that its parties may not read, on which way whoever asks."""

import hashlib
import io
import json
import re
import uuid

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.utils import timezone

from plumbline.store import cases
from plumbline.store.cases import attachments
from plumbline.store.models import EventRecord
from tests import cast
from tests.web.test_case_pages import File, client

pytestmark = pytest.mark.django_db
WORDS = b"secret words"
SHA256 = hashlib.sha256(WORDS).hexdigest()
RESPONDENT = f"respondent/{cast.OFFICERS['respondent'].number}"


@pytest.fixture
def file(settings, tmp_path):
    """A case to which the respondent sent a file."""
    settings.PLUMBLINE_HOME = tmp_path
    made = Withheld()
    made.do("accept", procedure="ordinary")
    made.do("send_copy")
    made.do("receive_copy", RESPONDENT, cast.ORGAN)
    kept = attachments.keep("举报人名单.txt", WORDS)
    made.do("reply", RESPONDENT, cast.ORGAN, reasons="程序合法", attachments=[kept])
    return made


class Withheld(File):
    """Of such a case, its file."""

    def withhold(self, sha256=SHA256):
        said = {"withheld_because": "privacy", "reasons": "举报人信息"}
        return self.do("withhold_file", withheld_files=[sha256], **said)

    def taken(self, part, sha256=SHA256):
        return self.page(part, f"files/{sha256}").status_code

    def link(self, part):
        return f"/files/{SHA256}" in self.page(part).text


def test_a_party_sees_that_a_file_is_there_and_why_it_is_withheld_and_takes_it_on_no_way(file):
    assert file.taken("applicant") == 200
    file.withhold()
    assert file.taken("applicant") == 404
    assert file.page("applicant", f"files/{SHA256}", download=1).status_code == 404
    page = file.page("applicant").text
    for said in ("举报人名单.txt", "不予查阅", "个人隐私", "第四十七条"):
        assert said in page
    assert not file.link("applicant")


@pytest.mark.parametrize("part", ["handler", "head"])
def test_whoever_handles_the_case_reads_it_and_sees_that_it_is_marked(file, part):
    file.withhold()
    assert file.taken(part) == 200
    assert file.link(part)
    assert "已标注不予当事人查阅" in file.page(part).text


def test_whoever_supervises_sees_the_mark_and_no_file(file):
    file.withhold()
    assert "标注不予查阅的材料" in file.page("supervisor").text
    assert file.taken("supervisor") == 404


def test_who_sent_a_file_keeps_it(file):
    file.withhold()
    assert file.taken("respondent") == 200
    assert file.link("respondent")
    own = file.kept["sha256"]
    file.withhold(own)
    assert (file.taken("applicant", own), file.taken("respondent", own)) == (200, 404)


def test_the_mark_is_taken_back_by_a_correction_by_opening_or_by_a_grant(file):
    mark = file.withhold()
    file.do("void", event=mark.id, reason="误标")
    assert file.taken("applicant") == 200
    file.withhold()
    file.do("disclose_file", disclosed_files=[SHA256], reasons="已经遮盖")
    assert file.taken("applicant") == 200
    file.withhold()
    file.do("ask_to_inspect_file", f"applicant/{file.accounts['applicant'].pk}", "")
    file.do("grant_inspection", disclosed_files=[SHA256])
    assert file.taken("applicant") == 200


def test_the_handler_chooses_the_file_in_a_form_and_no_party_can(file):
    address = f"/cases/{file.case}/do/withhold_file/"
    assert client("applicant").get(address).status_code == 404
    page = client("handler").get(address).text
    assert f'<option value="{SHA256}">举报人名单.txt</option>' in page
    sent = {
        "event": str(uuid.uuid4()), "expected": file.length, "on": f"{file.today}",
        "withheld_files-0": SHA256, "withheld_because": "privacy", "reasons": "举报人信息",
        "send": "1",
    }  # fmt: skip
    assert client("handler").post(address, sent | {"withheld_files-0": "f" * 64}).status_code == 422
    assert client("handler").post(address, sent).status_code == 302
    said = EventRecord.objects.get(case=file.case, action="withhold_file")
    assert said.data["withheld_files"] == [SHA256]
    assert "举报人信息" not in json.dumps(said.data, ensure_ascii=False)
    assert file.taken("applicant") == 404
    page = client("handler").get(f"/cases/{file.case}/do/disclose_file/").text
    assert re.findall(r'<option value="([0-9a-f]{64})"', page) == [SHA256]


def test_nobody_withholds_a_file_of_another_case(file):
    draft = cases.Draft(
        uuid.uuid4(), file.case, "reconsideration", "withhold_file", file.today,
        "institution/YB001", cast.BUREAU,
        {"withheld_files": ["e" * 64], "withheld_because": "privacy", "reasons": "无"}, file.length,
    )  # fmt: skip
    done = cases.append(draft, timezone.now())
    assert done.code == "file_not_in_the_case"


def test_a_paper_that_was_issued_and_is_withheld_is_given_to_no_party(file):
    paper = EventRecord.objects.get(case=file.case, action="accept")
    kept = attachments.keep("受理通知书.pdf", b"%PDF-1.4 sealed")
    said = {"event": str(paper.pk), "paper": "acceptance_notice", "issued_file": kept}
    file.do("issue_paper", wording=0, is_copy=True, **said)
    path = f"papers/{paper.pk}/acceptance_notice"
    assert file.page("applicant", f"{path}.pdf").status_code == 200
    file.withhold(kept["sha256"])
    assert file.page("applicant", f"{path}.pdf").status_code == 404
    assert file.taken("applicant", kept["sha256"]) == 404
    page = file.page("applicant", f"{path}/").text
    assert "不予查阅" in page
    assert "下载制发的文件" not in page
    assert file.page("handler", f"{path}.pdf").status_code == 200


@pytest.mark.pdf
def test_the_bound_file_of_a_party_has_a_sheet_in_the_place_of_what_is_withheld(file):
    kept = attachments.keep("名单.pdf", blank(5))
    sent = {"evidence": ["名单"], "attachments": [kept]}
    file.do("submit_evidence", "applicant/YB001", **sent)
    before, _ = bound(file, "respondent")
    file.withhold(kept["sha256"])
    after, said = bound(file, "respondent")
    assert before - after == 4
    assert "不予查阅：个人隐私" in said
    assert "第四十七条" in said
    pages, said = bound(file, "handler")
    assert "不予查阅" not in said
    assert pages >= before


def blank(pages):
    """A PDF of empty pages."""
    book, kept = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        book.new_page(200, 200)
    book.save(kept)
    return kept.getvalue()


def bound(file, part):
    """How many pages the bound file of somebody has, and its words."""
    book = pypdfium2.PdfDocument(file.page(part, "file.pdf").content)
    said = "".join(page.get_textpage().get_text_range() for page in book)
    return len(book), re.sub(r"\s", "", said)
