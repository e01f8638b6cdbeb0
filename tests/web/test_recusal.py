"""Who stands aside is named by their number, whoever asks for it, and nobody judges themselves."""

import re
import uuid

import pytest

from plumbline.store import agencies
from plumbline.store.models import EventRecord
from tests import cast
from tests.web.test_case_pages import File, client

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    made = File()
    made.do("accept", procedure="ordinary")
    return made


def offered(file, part, action):
    """The numbers of the officers whom a form offers."""
    page = file.page(part, f"do/{action}/").text
    (listed,) = re.findall(r'<select name="recused".*?</select>', page, re.S)
    return set(re.findall(r'value="([^"]+)"', listed))


def sent(file, part, action, **typed):
    """What is answered to the form of an action."""
    said = {"event": f"{uuid.uuid4()}", "on": f"{file.today}", "seen": "1", **typed}
    return client(part).post(f"/cases/{file.case}/do/{action}/", said)


def test_the_head_chooses_among_the_officers_of_the_agency_that_handles_the_case(file):
    assert offered(file, "head", "recuse") == {"YB001", "YB002"}


def test_the_head_of_the_organ_is_offered_and_an_officer_who_has_left_is_not(file):
    agencies.appoint("YB010", "冯区长", cast.DISTRICT, "organ_head", cast.SINCE)
    gone = agencies.appoint("YB011", "褚某", cast.BUREAU, "institution", cast.SINCE)
    agencies.end(gone, file.today)
    assert offered(file, "head", "recuse") == {"YB001", "YB002", "YB010"}


def test_a_party_is_offered_only_who_has_acted_before_them(file):
    file.do("draft_decision", draft="草案")
    file.do("approve_decision", "institution_head/YB002", approval="collective")
    assert offered(file, "applicant", "request_recusal") == {"YB001"}


def test_a_name_is_not_taken_for_an_officer(file):
    said = {"recused_because": "took_part", "recused_role": "member"}
    for words in ("李承办", "YB101", "YZ001"):
        answer = sent(file, "head", "recuse", recused=words, **said)
        assert answer.status_code == 422
        assert f"{words} 不是办理本案的机关的人员" in answer.text
    assert not EventRecord.objects.filter(action="recuse").exists()


def test_whoever_stands_aside_is_named_on_the_page_and_in_the_paper_and_does_nothing_more(file):
    said = {"recused_because": "took_part", "recused_role": "member", "recused": "YB001"}
    assert sent(file, "head", "recuse", **said).status_code == 302
    event = EventRecord.objects.get(action="recuse")
    assert event.data["recused"] == "YB001"
    for path in ("", f"papers/{event.pk}/recusal_decision/"):
        assert "李承办" in file.page("head", path).text
    refused = sent(file, "handler", "send_copy")
    assert refused.status_code == 422
    assert "已经回避" in refused.text


def test_a_head_is_not_passed_off_as_another_officer(file):
    agencies.appoint("YB012", "冯副局长", cast.BUREAU, "institution_head", cast.SINCE)
    said = {"recused_because": "interest", "recused": "YB012", "recused_role": "member"}
    answer = sent(file, "head", "recuse", **said)
    assert answer.status_code == 422
    assert "职务是：行政复议机构负责人" in answer.text
    assert not EventRecord.objects.filter(action="recuse").exists()


def test_nobody_decides_on_themselves_and_no_head_of_the_institution_on_a_head(file):
    said = {"recused_because": "interest", "recused": "YB002"}
    answer = sent(file, "head", "recuse", recused_role="institution_head", **said)
    assert (answer.status_code, "本人是否回避" in answer.text) == (422, True)
    answer = sent(file, "head", "recuse", **said | {"recused": "YB001"}, recused_role="organ_head")
    assert "由行政复议机关负责人决定" in answer.text
