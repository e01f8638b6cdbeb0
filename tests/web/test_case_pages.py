"""What the pages of a case keep from whom, and what a form survives."""

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from plumbline.procedure import Event
from plumbline.store import cases
from plumbline.store.cases import access_codes, attachments, content, sent_files, unnamed
from plumbline.store.models import Account, CaseRecord, EventRecord, FormDraft, Handling, Officer
from plumbline.web.cases.page import LATEST, ClockShown
from tests import cast

pytestmark = pytest.mark.django_db
SECRET = "机密词句"


class File:
    """A case at work: the application accepted, a draft written, each event by its own actor."""

    draft: Event

    def __init__(self, *, online=True):
        self.accounts = cast.assemble()
        self.case, self.length = uuid.uuid4(), 0
        self.today = timezone.localdate()
        self.kept = attachments.keep("赵某某身份证.txt", "证件".encode())
        applicant = f"applicant/{self.accounts['applicant'].pk}" if online else "applicant/YB001"
        self.do("apply", applicant, "" if online else cast.BUREAU, **self.application())

    def decide(self, outcome, ground, **said):
        """Record what leads to a decision on a case whose respondent replied, and the decision."""
        respondent = f"respondent/{cast.ORGAN}", cast.ORGAN
        self.do("send_copy")
        self.do("receive_copy", *respondent)
        self.do("reply", *respondent, reasons="程序合法")
        self.do("hear_opinions", means="telephone")
        self.agreed()
        said |= {"outcome": outcome, "ground": ground, "approval": "collective"}
        return self.do("decide", **said)

    def application(self):
        day = f"{self.today - timedelta(9)}"
        return {
            "organ": cast.DISTRICT, "institution": cast.BUREAU, "respondent": cast.ORGAN,
            "applicant": [{"name": "赵某某"}], "act": "决定", "requests": "撤销", "act_on": day,
            "known_on": day, "was_told": True, "channel": "online", "attachments": [self.kept],
        }  # fmt: skip

    def do(self, action, by="institution/YB001", agency=cast.BUREAU, **data):
        """Record an event; it must be lawful."""
        draft = cases.Draft(
            uuid.uuid4(), self.case, "reconsideration", action, self.today, by, agency, data,
            self.length,
        )  # fmt: skip
        done = cases.append(draft, timezone.now())
        assert isinstance(done, cases.Appended), done
        self.length += 1
        return done.event

    def agreed(self):
        """What comes before a decision: which kind of case it is, a draft, and its approval."""
        self.do("classify", is_major=False, is_technical=False, own_act=False)
        self.do("draft_decision", draft="草案")
        self.do("approve_decision", "institution_head/YB002", approval="collective")

    def page(self, part, path="", **query):
        """A page of the case as one of the cast sees it."""
        return client(part).get(f"/cases/{self.case}/{path}", query)


def client(part):
    signed_in = Client(headers={"accept-language": "zh-CN"}, raise_request_exception=False)
    signed_in.force_login(Account.objects.get(username=part))
    return signed_in


@pytest.fixture
def file(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    made = File()
    made.do("accept", procedure="ordinary")
    made.draft = made.do("draft_decision", draft=SECRET)
    return made


@pytest.mark.parametrize("part", ["applicant", "respondent"])
def test_a_party_sees_nothing_internal_on_any_way(file, part):
    assert SECRET in file.page("handler").text
    page = file.page(part).text
    assert SECRET not in page
    assert "起草决定" not in page
    assert file.page(part, f"receipts/{file.draft.id}.json").status_code == 404


def test_a_stale_writer_is_told_only_of_what_they_may_see(file):
    sent = client("applicant").post(
        f"/cases/{file.case}/do/appoint_agent/",
        {
            "event": str(uuid.uuid4()),
            "expected": "1",
            "agents-0_name": "孙某某",
            "authority": "代为申请",
        },
    )
    assert sent.status_code == 409, sent.text[-3000:]
    assert "案件又有了进展" in sent.text
    assert "受理" in sent.text
    assert "起草决定" not in sent.text


def test_a_correction_of_something_internal_is_internal_too(file):
    file.do("void", event=file.draft.id, reason="处长不同意")
    assert "更正记录" in file.page("handler").text
    for part in ("applicant", "respondent"):
        assert "更正记录" not in file.page(part).text


def test_a_party_cannot_search_for_what_an_internal_event_says(file):
    for part in ("applicant", "respondent"):
        for word in (SECRET, "name", "u673a"):
            found = client(part).get("/cases/", {"q": word})
            assert found.context["rows"] == [], (part, word)
    assert client("handler").get("/cases/", {"q": "赵某"}).context["rows"]
    assert client("handler").get("/cases/", {"q": SECRET}).context["rows"] == []


def test_a_supervisor_gets_no_file_of_a_person(file):
    path = f"files/{file.kept['sha256']}"
    assert file.page("handler", path).status_code == 200
    assert file.page("supervisor", path).status_code == 404
    assert "身份证" not in file.page("supervisor").text


@pytest.mark.pdf
def test_a_supervisor_s_bound_file_holds_no_file_and_no_name(file):
    words = {}
    for part in ("handler", "supervisor"):
        bound = pypdfium2.PdfDocument(file.page(part, "file.pdf").content)
        words[part] = "".join(page.get_textpage().get_text_range() for page in bound)
    assert "赵某某" in words["handler"]
    assert "赵某某身份证.txt" in words["handler"]
    assert "赵某某" not in words["supervisor"]
    assert ".txt" not in words["supervisor"]


def test_an_id_that_is_computed_from_a_case_is_not_the_writer_s_to_choose(file):
    computed = uuid.uuid5(file.case, "accept_by_silence")
    sent = client("handler").post(
        f"/cases/{file.case}/do/hear_opinions/",
        {
            "event": str(computed), "expected": f"{file.length}", "means": "telephone",
            "on": f"{file.today}",
        },
    )  # fmt: skip
    assert sent.status_code == 302, sent.text[-3000:]
    assert not EventRecord.objects.filter(pk=computed).exists()
    assert EventRecord.objects.filter(action="hear_opinions").exists()


def test_a_form_that_is_shown_again_still_knows_what_its_writer_saw(file):
    writer, seen = client("handler"), file.length
    event = str(uuid.uuid4())
    file.do("note_unheard", reasons="联系不上。")
    path = f"/cases/{file.case}/do/hear_opinions/"
    bad = writer.post(path, {"event": event, "expected": f"{seen}", "on": f"{file.today}"})
    assert bad.status_code == 422
    assert bad.context["expected"] == seen
    sent = writer.post(
        path,
        {"event": event, "expected": f"{seen}", "means": "telephone", "on": f"{file.today}"},
    )
    assert sent.status_code == 409


def test_a_checklist_is_recorded_once_and_loses_nothing(file):
    officer = client("handler")
    path = f"/cases/{file.case}/standards/"
    shown = officer.get(path)
    standard = shown.context["standards"][0]
    answers = {f"item-{one.id}": "met" for one in standard.items}
    sent = {
        "standard": standard.name, "event": str(shown.context["event"]),
        "expected": str(shown.context["expected"]), "reasons": "全部符合。", **answers,
    }  # fmt: skip
    for _ in range(2):
        assert officer.post(path, sent).status_code == 302
    assert EventRecord.objects.filter(action="review_standard").count() == 1
    late = officer.post(path, sent | {"event": str(uuid.uuid4())})
    assert late.status_code == 409
    assert "全部符合。" in late.text
    assert late.text.count("checked") >= len(answers)


def test_whoever_handles_a_case_cannot_take_it_over_with_its_code(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    made = File(online=False)
    record = CaseRecord.objects.get(pk=made.case)
    (seat,) = access_codes.free_seats(cases.case_of(record))
    code = access_codes.give(record, seat, made.accounts["handler"], timezone.now())
    for part, expected in (("handler", "refused"), ("head", "refused"), ("stranger", record)):
        account = made.accounts[part]
        done = access_codes.take_over(code, account, made.today, timezone.now())
        assert done == expected, part


@pytest.mark.parametrize("path", ["-" * 36 + "/files/" + "0" * 64, "x/files/0", "-" * 36 + "/"])
def test_an_address_that_is_none_has_no_page(file, path):
    assert client("handler").get(f"/cases/{path}").status_code == 404


def test_a_right_that_was_not_used_in_its_time_has_lapsed_and_nobody_is_late(file):
    case = cases.case_of(CaseRecord.objects.get(pk=file.case))
    run = case.running["decide"]
    due = case.due_of(run)
    for consequence, state in (("breach", "late"), ("right_lapses", "lapsed")):
        clock = replace(run.clock, consequence=consequence)
        shown = ClockShown("x", "", replace(run, clock=clock), due, (), -1, at_least=False)
        assert shown.state == state


def form_of_application(file, part, **words):
    """The page of the paper of the application, on which one of the cast may write."""
    event = EventRecord.objects.get(case=file.case, action="apply").pk
    path = f"/cases/{file.case}/papers/{event}/application/"
    return client(part).post(path, words) if words else client(part).get(path)


def test_the_page_of_a_paper_shows_who_wrote_what_over_what(file):
    for number, words in enumerate((SECRET, "渝北区")):
        assert (
            form_of_application(file, "handler", taken_at=words, over=f"{2 * number}").status_code
            == 302
        )
    handler = form_of_application(file, "handler").text
    assert f"<del>{SECRET}</del><ins>渝北区</ins>" in handler
    assert handler.count("李承办") >= 2
    supervisor = form_of_application(file, "supervisor").text
    assert "第 2 稿" in supervisor
    for part in ("supervisor", "applicant", "respondent"):
        assert SECRET not in form_of_application(file, part).text
    assert "修改记录" not in form_of_application(file, "applicant").text


def test_whoever_writes_into_a_paper_second_is_told_and_loses_nothing(file):
    assert form_of_application(file, "handler", taken_at="甲地", over="0").status_code == 302
    late = form_of_application(file, "head", taken_at="乙地", over="0")
    assert late.status_code == 409
    assert "别人刚刚改写了这份文书" in late.text
    assert ">\n乙地</textarea>" in late.text
    assert "<ins>甲地</ins>" in late.text
    again = form_of_application(
        file, "head", taken_at="乙地", over=f"{late.context['drafted'].wording}"
    )
    assert again.status_code == 302


def sending(part, **typed):
    """The form of an application, one more file asked for, as one of the cast sends it."""
    said = {"event": str(uuid.uuid4()), "more": "attachments", **typed}
    values = {name: one for name, one in said.items() if one}
    return client(part).post("/cases/new/reconsideration/apply/", values)


def token_in(page):
    """The token under which a page would send its file again."""
    (token,) = re.findall(r'name="attachments-0__kept" value="([^"]+)"', page.text)
    return token


def test_a_form_that_is_shown_again_still_holds_the_file_that_came_with_it(file):
    upload = SimpleUploadedFile("证据.txt", "证据".encode())
    wrong = sending("applicant", more="", **{"attachments-0": upload, "on": "x"})
    again = sending("applicant", **{"attachments-0__kept": token_in(wrong)})
    assert token_in(again)


def test_a_file_that_one_account_sent_is_sent_again_by_no_other(file):
    upload = SimpleUploadedFile("证据.txt", "证据".encode())
    token = token_in(sending("applicant", **{"attachments-0": upload}))
    again = {"attachments-0__kept": token}
    assert "证据.txt" in sending("applicant", **again).text
    other = sending("stranger", **again)
    assert other.status_code == 200
    assert "证据.txt" not in other.text


def test_whoever_leaves_too_many_files_is_told_so_at_once(file, monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_FILES", 0)
    upload = SimpleUploadedFile("证据.txt", "证据".encode())
    page = sending("applicant", **{"attachments-0": upload})
    assert "没有收下" in page.text
    assert "最多 0 个" in page.text


def test_an_event_names_another_case_by_its_number(file):
    other = File()
    other.do("accept", procedure="ordinary")
    number = CaseRecord.objects.get(pk=other.case).number
    assert number
    file.do("refer_to_mediation", mediator="张某", mediation_case=f"{other.case}")
    page = file.page("handler").text
    assert page.count(number) == 2  # on the card of the event, and among the cases tied to it
    assert f">{other.case}<" not in page


def test_a_procedure_that_is_none_of_the_system_is_said_to_be_none_and_not_offered(
    file, monkeypatch
):
    there = {**content.procedures()}
    del there["referred_mediation"]
    monkeypatch.setattr(content, "procedures", lambda: there)
    file.do("refer_to_mediation", mediator="张某", mediation_case="渝北调〔2026〕7号")
    page = file.page("handler").text
    assert "/cases/new/referred_mediation/" not in page
    assert '委托调解</span><span class="soft">：本系统没有这个程序' in page
    assert '渝北调〔2026〕7号</span> <span class="soft small">（在本系统以外办理）' in page


def test_a_case_without_its_procedure_is_answered_in_words_to_whoever_may_see_it(file):
    CaseRecord.objects.filter(pk=file.case).update(procedure="lost", due_on=file.today)
    officer = Officer.objects.get(number="YB001")
    Handling.objects.create(case_id=file.case, officer=officer, from_on=file.today)
    lost = file.page("handler")
    assert lost.status_code == 503
    assert "程序“lost”，它的定义现在不在系统中" in lost.text
    assert file.page("stranger").status_code == 404
    assert client("handler").get("/cases/").status_code == 200
    desk = client("handler").get("/desk/")
    assert desk.status_code == 200
    assert str(file.case) in desk.text


def test_a_draft_of_a_procedure_that_is_gone_stands_under_its_codes(file):
    FormDraft.objects.create(
        account=file.accounts["handler"], procedure="lost", action="begin", saved_at=timezone.now()
    )
    desk = client("handler").get("/desk/")
    assert desk.status_code == 200
    assert "begin" in desk.text


def test_a_long_case_shows_its_last_events_and_the_earlier_ones_on_demand(file):
    for _ in range(LATEST):
        file.do("draft_decision", draft=SECRET)
    shown = file.page("handler").content.decode()
    first = EventRecord.objects.get(case=file.case, seq=1)
    hidden = file.length - LATEST
    assert shown.count('<li class="entry') == LATEST
    assert f"e-{first.pk}" not in shown
    assert f"更早的 {hidden} 项" in shown
    assert "赵某某" in shown  # whose case it is stands in the earliest of them
    whole = file.page("handler", whole="1").content.decode()
    assert whole.count('<li class="entry') == file.length
    assert f'id="e-{first.pk}"' in whole
    assert "更早的" not in whole
    party = file.page("applicant").content.decode()
    assert party.count('<li class="entry') <= LATEST


@pytest.mark.parametrize("way", ["form", "desk"])
def test_the_file_of_a_draft_that_is_discarded_goes_the_same_night(file, way):
    upload = SimpleUploadedFile("证据.txt", b"evidence of a draft")
    page = sending("applicant", **{"attachments-0": upload})
    path = attachments.folder().path_of(sha256(b"evidence of a draft").hexdigest())
    assert unnamed.drop_unnamed_files() is None
    assert path.exists(), page.status_code
    if way == "form":
        sending("applicant", more="", drop="1")
    else:
        draft = FormDraft.objects.get(account=file.accounts["applicant"])
        assert client("stranger").post(f"/desk/drafts/{draft.pk}/").status_code == 302
        assert FormDraft.objects.filter(pk=draft.pk).exists()
        client("applicant").post(f"/desk/drafts/{draft.pk}/")
    assert unnamed.drop_unnamed_files() == "1 files dropped"
    assert not path.exists()
