"""工作台 -- what the rows of lists say to whom, and what narrow windows fold of them."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from plumbline.store.models import Account, ListReading
from plumbline.web.cases import page
from plumbline.web.desk import views
from tests.web.test_case_pages import File, client

pytestmark = pytest.mark.django_db
NAME = "赵某某"


@pytest.fixture
def file(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    return File()


def cell(answer, name):
    """The words of the first cell of that kind."""
    found = re.search(rf'<td class="row-{name}[^>]*>(.*?)</td>', answer.text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def test_an_english_list_counts_cases_and_not_documents(file):
    english = Client(headers={"accept-language": "en"})
    english.force_login(Account.objects.get(username="handler"))
    main = english.get("/cases/").text.partition("<main")[2]
    assert re.search(r'<p class="found">(.*?)</p>', main)[1] == "1 case"


@pytest.mark.parametrize(
    ("part", "others"),
    [
        ("handler", "重庆市渝北区市场监督管理局"),
        ("respondent", "重庆市渝北区司法局"),
        ("applicant", "重庆市渝北区人民政府、重庆市渝北区市场监督管理局"),
        ("supervisor", "重庆市渝北区人民政府、重庆市渝北区市场监督管理局"),
    ],
)
def test_no_row_names_the_reader_s_own_agency_or_one_above_it(file, part, others):
    assert cell(client(part).get("/cases/"), "against") == others


@pytest.mark.parametrize("path", ["/desk/", "/cases/"])
def test_a_row_names_the_applicant_to_whom_the_case_does_and_to_nobody_else(file, path):
    for part in ("handler", "head", "respondent"):
        shown = client(part).get(path)
        assert f'lang="zh-Hans">{NAME}</span>' in shown.text, part
    for part in ("supervisor", "neighbour"):
        assert NAME not in client(part).get(path).text


def test_whoever_is_shown_a_name_on_a_list_leaves_one_line_and_others_none(file):
    for part in ("supervisor", "neighbour"):
        client(part).get("/cases/")
    assert not ListReading.objects.exists()
    for path in ("/cases/", "/desk/", "/cases/"):
        client("handler").get(path)
    line = ListReading.objects.get()
    assert (line.account.username, bytes(line.cases)) == ("handler", file.case.bytes)


def test_a_table_that_is_taken_out_names_no_person(file):
    table = b"".join(client("handler").get("/cases/export.csv").streaming_content).decode()
    assert "重庆市渝北区市场监督管理局" in table
    assert "重庆市渝北区人民政府" not in table
    assert NAME not in table
    assert not ListReading.objects.exists()


@pytest.mark.parametrize("name", ["from", "until"])
@pytest.mark.parametrize("typed", ["2026-13-45", "昨天", "<b>"])
def test_a_day_that_is_none_is_said_to_be_none_and_filters_nothing(file, name, typed):
    answer = client("handler").get("/cases/", {name: typed})
    assert len(answer.context["rows"]) == 1
    said = re.search(rf'<p class="field-error" id="f-{name}_error"[^>]*>(.*?)</p>', answer.text)[1]
    assert "不是日期，应写成 2024-01-31 的样子" in said
    assert "<b>" not in said
    assert f'aria-describedby="f-{name}_error"' in answer.text
    good = client("handler").get("/cases/", {name: f"{file.today + timedelta(9)}"})
    assert "field-error" not in good.text


def test_what_was_found_stands_in_a_section_of_its_own_until_it_is_answered(file):
    def listed():
        section = client("handler").get("/desk/").context["sections"]["found"]
        asked = client("handler").get("/cases/", {"state": "found"})
        assert [row.record.pk for row in section.rows] == [
            r.record.pk for r in asked.context["rows"]
        ]
        return [one.code for row in section.rows for one in row.findings]

    file.do("accept", procedure="ordinary")
    assert listed() == []
    file.decide("revoke", "facts_unclear")
    assert listed() == ["letter_case_wanted"]
    file.do("issue_letter", letter_kind="correction", letter_case="渝北复意〔2024〕1号")
    assert listed() == []


def test_the_form_of_the_application_is_a_page_of_reconsideration_and_not_of_the_desk(file):
    shown = client("applicant").get("/reconsideration/apply/").text
    current = re.findall(r'<a href="([^"]+)" aria-current="page"', shown)
    assert current == ["/reconsideration/"]


def test_the_style_sheet_folds_what_the_pages_count_as_folded():
    rules = Path(finders.find("layout/fold.css")).read_text("utf-8")
    counted = {
        kind: int(number) - 1
        for kind, number in re.findall(r"(tr|entry):nth-child\(n \+ (\d+)\)", rules)
    }
    assert counted == {"tr": views.FEW, "entry": page.FEW}


def test_a_link_to_an_event_meets_a_page_that_folds_none(file):
    file.do("accept", procedure="ordinary")
    for _ in range(page.FEW):
        file.do("hear_opinions", means="telephone")
    assert 'id="fold-entries"' in file.page("handler").text
    assert 'id="fold-entries"' not in file.page("handler", whole="1").text
