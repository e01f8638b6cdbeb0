"""What somebody is led to first: on the desk, on the page of a case, and in its papers."""

import re
import uuid
from contextlib import closing

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests import cast
from tests.web.test_case_pages import File, client
from tests.web.test_reconsideration import posted, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    made = File()
    made.do("accept", procedure="ordinary")
    made.do("draft_decision", draft="草案")
    return made


def test_only_what_the_clock_that_ends_first_presses_for_stands_out(file):
    page = file.page("handler").text
    assert re.findall(r'class="btn btn-primary" href="[^"]*/do/(\w+)/"', page) == ["send_copy"]
    offered = re.findall(r'class="btn(?: btn-primary)?" href="[^"]*/do/(\w+)/"', page)
    assert offered[0] == "send_copy"
    assert "terminate" in offered


def test_whoever_states_evidence_can_send_its_files(file):
    file.do("send_copy")
    file.do("receive_copy", f"respondent/{cast.ORGAN}", cast.ORGAN)
    for part, action in (("respondent", "reply"), ("applicant", "submit_evidence")):
        assert 'type="file"' in file.page(part, f"do/{action}/").text


@pytest.mark.parametrize("part", ["supervisor", "respondent"])
def test_whoever_handles_no_case_finds_theirs_on_the_desk(file, part):
    page = client(part).get("/desk/").text
    assert f"/cases/{file.case}/" in page.partition('id="s-open"')[2]
    assert 's-open"' not in client("handler").get("/desk/").text


def test_a_case_that_is_none_of_mine_is_answered_in_words_about_cases(file):
    file.case = uuid.uuid4()
    answer = file.page("handler")
    assert answer.status_code == 404
    assert "没有这个案件，或者它不由您查看" in answer.text
    assert "文件库" not in answer.text.partition("<main")[2].partition("</main")[0]


def test_the_cover_of_a_case_names_the_organ_at_its_head_and_not_among_the_parties(file):
    with closing(pypdfium2.PdfDocument(file.page("handler", "file.pdf").content)) as bound:
        cover = bound[0].get_textpage().get_text_range()
    assert "被申请人：" in cover
    assert "机关负责人" not in cover


@pytest.fixture
def decided(file):
    """The address of the decision in a case whose respondent replied."""
    done = file.decide("revoke", "facts_unclear")
    return f"/cases/{file.case}/papers/{done.id}/decision/"


def test_a_decision_does_not_say_that_a_respondent_who_replied_did_not(decided):
    page = client("handler").get(decided).text
    assert "没有在法定期限内提出书面答复" not in page
    assert "被申请人称" in page


def test_a_decision_wants_its_remedy_until_one_is_chosen(decided):
    page = client("handler").get(decided).text
    assert re.search("还有 .*救济途径", page)
    assert '<option value="lawsuit">' in page
    client("handler").post(decided, {"over": 0, "remedy": "lawsuit", "was_heard": "false"})
    page = client("handler").get(decided).text
    assert "提起行政诉讼" in page
    assert not re.search("还有 .*救济途径", page)
    assert "听取了当事人的意见" not in page
    wrong = client("handler").post(decided, {"over": 2, "remedy": "whatever"})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"act_on": "2199-01-05", "known_on": "2199-01-06"}, "日期不能在今天之后"),
        ({"known_on": "2026-01-04"}, "不能早于行政行为作出之日"),
    ],
)
def test_an_application_names_no_day_to_come_and_none_before_the_act(file, days, words):
    answer = posted(client("applicant"), **days)
    assert answer.status_code == 422
    assert words in text(answer)
