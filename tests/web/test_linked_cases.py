"""联动 -- both case pages show the other case, and what came back is one press away."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from plumbline.procedure import Refusal
from plumbline.store import agencies, cases
from plumbline.store.models import CaseRecord, Officer
from tests import cast
from tests.web.test_case_pages import File, client

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    made = File()
    made.do("accept", procedure="ordinary")
    return made


def record(case, action, by, agency, **data):
    """Record an event in the case that another opened; it must be lawful."""
    done = cases.append(
        cases.Draft(
            uuid.uuid4(), case.pk, case.procedure, action, timezone.localdate(), by, agency, data,
            CaseRecord.objects.get(pk=case.pk).length,
        ),
        timezone.now(),
    )  # fmt: skip
    assert not isinstance(done, Refusal), done
    case.refresh_from_db()


def test_both_pages_of_a_ticket_show_where_the_other_stands(file):
    officer = Officer.objects.get(account__username="respondent")
    agencies.appoint(officer.number, officer.name, cast.ORGAN, "addressee", file.today)
    file.do("issue_letter", letter_kind="opinion", problem="程序违法")
    ticket = CaseRecord.objects.get(procedure="opinion_letter")
    assert f'/cases/{ticket.pk}/">' in file.page("handler").text
    assert "已制发" in file.page("handler").text
    there = client("respondent").get(f"/cases/{ticket.pk}/").text
    assert f"/cases/{file.case}/" in there
    assert CaseRecord.objects.get(pk=file.case).number in there
    record(ticket, "receive", f"addressee/{officer.number}", cast.ORGAN)
    CaseRecord.objects.filter(pk=ticket.pk).update(due_on=file.today - timedelta(1))
    assert "（已逾期）" in file.page("handler").text
    record(ticket, "answer", f"addressee/{officer.number}", cast.ORGAN, measures="已经纠正")
    page = file.page("handler").text
    assert "已报送纠正情况" in page
    assert "（已逾期）" not in page


def test_an_opinion_letter_without_its_problem_is_refused_in_the_same_form(file):
    page = client("handler").post(
        f"/cases/{file.case}/do/issue_letter/",
        {"on": f"{file.today}", "letter_kind": "opinion", "expected": f"{file.length}",
         "event": f"{uuid.uuid4()}"},
    )  # fmt: skip
    assert page.status_code == 422
    assert "应当写明违法或者不当的问题" in page.text
    assert not CaseRecord.objects.filter(procedure="opinion_letter").exists()


def test_what_mediation_brought_is_recorded_by_a_form_that_knows_it(file):
    file.do(
        "refer_to_mediation", mediator="调解室", mediation_body=cast.BUREAU, mediation_matter="数额"
    )
    referred = CaseRecord.objects.get(procedure="referred_mediation")
    by = "mediator/YB001"
    assert "已经返回，记录：" not in file.page("handler").text
    record(referred, "take_up", by, cast.BUREAU)
    record(
        referred, "agree", by, cast.BUREAU, result="agreed", terms="减半缴纳", harms_others=False
    )
    record(referred, "return_case", by, cast.BUREAU)
    assert "已经返回，记录：" in file.page("handler").text
    path = f"do/return_from_mediation/?returned={referred.pk}"
    form = client("handler").get(f"/cases/{file.case}/{path}").text
    assert "减半缴纳" in form
    assert f"{referred.pk}" in form
    assert client("stranger").get(f"/cases/{file.case}/{path}").status_code == 404
    file.do("return_from_mediation", mediation_result="agreed", mediation_case=f"{referred.pk}")
    assert "已经返回，记录：" not in file.page("handler").text


def test_a_ticket_that_is_wanted_is_one_press_away(file):
    organ = f"respondent/{Officer.objects.get(account__username='respondent').number}"
    for action in ("send_copy", "receive_copy"):
        file.do(action)
    file.do("reply", organ, cast.ORGAN, reasons="合法")
    file.do("hear_opinions", means="in_person")
    file.agreed()
    file.do("decide", outcome="revoke", ground="facts_unclear", approval="collective")
    page = file.page("handler").text
    assert "决定纠正了行政行为，整改工单尚未开立" in page
    address = f"/cases/{file.case}/do/issue_letter/"
    assert f'{address}?letter_kind=correction"' in page
    assert file.page("respondent").text.count("letter_kind=correction") == 0
    form = client("handler").get(f"{address}?letter_kind=correction").text
    assert 'value="correction" selected' in form or 'value="correction" checked' in form
    sent = {"on": f"{file.today}", "letter_kind": "correction", "expected": f"{file.length}",
            "event": f"{uuid.uuid4()}"}  # fmt: skip
    for _ in range(2):
        assert client("handler").post(address, sent).status_code == 302
    assert CaseRecord.objects.filter(procedure="opinion_letter").count() == 1
    assert "整改工单尚未开立" not in file.page("handler").text


def test_an_application_that_was_brought_again_is_merged_into_the_first_from_its_form(file):
    again = File()
    choices = again.page("handler", "do/merge/").text
    assert f'value="{file.case}"' in choices
    page = client("handler").post(
        f"/cases/{again.case}/do/merge/",
        {"on": f"{again.today}", "merged_into": f"{file.case}", "reasons": "重复提出",
         "expected": f"{again.length}", "event": f"{uuid.uuid4()}"},
    )  # fmt: skip
    assert page.status_code == 302, page.text
    gone = again.page("handler").text
    assert f"/cases/{file.case}/" in gone
    assert "已并案" in gone
    assert f"/cases/{again.case}/" in file.page("handler").text


def test_where_the_first_was_brought_to_nobody_here_the_form_says_so_and_keeps_what_was_typed(file):
    page = client("handler").post(
        f"/cases/{file.case}/do/merge/",
        {"on": f"{file.today}", "merged_into": "渝府复〔2024〕99号", "reasons": "重复提出",
         "expected": f"{file.length}", "event": f"{uuid.uuid4()}"},
    )  # fmt: skip
    assert page.status_code == 422
    assert "没有找到可以并入的案件" in page.text
    assert "渝府复〔2024〕99号" in page.text
