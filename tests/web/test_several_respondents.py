"""各方 -- two respondents: each receives, answers, falls silent and reads for itself."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from plumbline.store import agencies
from plumbline.store.cases import papers, silence
from plumbline.store.cases.rows import case_of
from plumbline.store.models import CaseParty, CaseRecord
from tests import cast
from tests.web.test_case_pages import File, client

pytestmark = pytest.mark.django_db
FIRST, SECOND = cast.ORGAN, cast.NEIGHBOUR
NAMES = {FIRST: "重庆市渝北区市场监督管理局", SECOND: "重庆市渝中区司法局"}


class Joint(File):
    """A case about an act of two organs, accepted, of which both have been sent the copy."""

    def application(self):
        return super().application() | {"respondent": [FIRST, SECOND]}


@pytest.fixture
def file(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    made = Joint()
    agencies.appoint("YZ001", "周邻区", SECOND, "respondent", made.today - timedelta(30))
    made.do("accept", procedure="ordinary")
    made.do("send_copy")
    return made


def folded(file, later=0):
    record = CaseRecord.objects.get(pk=file.case)
    return case_of(record, file.today + timedelta(later))


def runs(file, later=0):
    return sorted(run.of for run in folded(file, later).running.values() if run.id == "reply")


def press(part, file, action, **sent):
    return client(part).post(
        f"/cases/{file.case}/do/{action}/",
        {
            "event": f"{uuid.uuid4()}", "expected": f"{file.length}", "on": f"{file.today}",
            "confirm": "yes", **sent,
        },
    )  # fmt: skip


def test_both_are_parties(file):
    rows = CaseParty.objects.filter(case=file.case, role="respondent")
    assert {one.agency for one in rows} == {FIRST, SECOND}
    assert file.page("respondent").status_code == file.page("neighbour").status_code == 200


def test_the_handler_chooses_whose_receipt_it_is_and_a_respondent_does_not(file):
    form = file.page("handler", "do/receive_copy/").text
    assert all(f'<option value="{code}">{name}' in form for code, name in NAMES.items())
    assert "which_respondent" not in file.page("respondent", "do/receive_copy/").text


def test_a_receipt_that_is_recorded_for_one_starts_the_time_of_that_one(file):
    answer = press("handler", file, "receive_copy", **{"which_respondent-0": SECOND})
    assert answer.status_code == 302
    assert runs(file) == [SECOND]
    page = file.page("handler").text
    assert f"答复期限（{NAMES[SECOND]}）" in page
    assert f"答复期限（{NAMES[FIRST]}）" not in page


def test_an_agency_that_is_no_respondent_cannot_be_chosen(file):
    answer = press("handler", file, "receive_copy", **{"which_respondent-0": cast.BUREAU})
    assert answer.status_code == 422
    assert runs(file) == []


def test_each_respondent_records_for_itself(file):
    assert press("respondent", file, "receive_copy").status_code == 302
    assert runs(file) == [FIRST]
    file.length += 1
    assert press("neighbour", file, "receive_copy").status_code == 302
    assert runs(file) == sorted(NAMES)
    file.length += 1
    assert press("neighbour", file, "reply", reasons="程序合法").status_code == 302
    assert runs(file) == [FIRST]


def test_what_is_awaited_of_one_is_not_asked_of_the_other(file):
    file.do("receive_copy", "respondent/YB101", FIRST)
    assert "do/reply/" in file.page("respondent").text
    page = file.page("neighbour").text
    assert f"答复期限（{NAMES[FIRST]}）" in page
    assert f"/cases/{file.case}/do/reply/" not in page


def test_a_reply_is_a_paper_of_the_one_who_replied(file):
    file.do("receive_copy")
    event = file.do("reply", "respondent/YZ001", SECOND, reasons="程序合法")
    case = folded(file)
    (form,) = papers.of_event(case, event)
    paper = papers.drafted(CaseRecord.objects.get(pk=file.case), case, event, form, {}).paper
    said = f"{paper}"
    assert NAMES[SECOND] in said
    assert NAMES[FIRST] not in said


def test_the_silence_of_both_is_recorded_once_for_each(file):
    file.do("receive_copy")
    day = file.today + timedelta(40)
    assert folded(file, 40).stage == "accepted"
    assert silence.record(file.case, day, timezone.now() + timedelta(40)) == 2
    assert silence.record(file.case, day, timezone.now() + timedelta(40)) == 0
    silent = [one for one in folded(file, 40).events if one.action == "deem_no_evidence"]
    assert {one.agency for one in silent} == {FIRST, SECOND}


def test_a_file_that_is_withheld_from_one_respondent_is_open_to_the_one_who_sent_it(file):
    file.do("receive_copy")
    file.do("reply", "respondent/YB101", FIRST, reasons="程序合法", attachments=[file.kept])
    digest = file.kept["sha256"]
    file.do(
        "withhold_file", withheld_files=[digest], withheld_because="privacy", reasons="第三人信息"
    )
    shown = [
        client(part).get(f"/cases/{file.case}/files/{digest}").status_code
        for part in ("respondent", "neighbour")
    ]
    assert shown[0] == 200
    assert shown[1] != 200
