"""申请书表单 -- what is wrong is led to, numbers can be theirs, questions say what they ask."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client

from plumbline.store.cases import content
from plumbline.store.models import EventRecord, PersonalValue
from plumbline.web.reconsideration.applying import APPLY
from plumbline.web.reconsideration.hints import HINTS
from tests.cast import assemble
from tests.web.test_case_pages import File, client
from tests.web.test_reconsideration import FORM, posted, signed_in

pytestmark = pytest.mark.django_db
PERSON, COMPANY = "99011219900101000X", "9199010100000000XJ"


@pytest.fixture
def people(db):
    cache.clear()
    return assemble()


@pytest.fixture
def citizen(people):
    return signed_in(people["applicant"])


@pytest.fixture
def officer(people):
    return signed_in(people["handler"])


def links(page):
    """What the summary of mistakes leads to."""
    return re.findall(r'<a href="#([^"]+)"><span lang="zh-Hans">', page)


# --- What is wrong ------------------------------------------------------------------------------


def test_each_mistake_leads_to_the_place_where_it_is_mended(citizen):
    nothing = dict.fromkeys(FORM, "")
    page = posted(citizen, **nothing).text
    places = links(page)
    assert places[0] == "id_applicant-0_1"  # in the order of the page
    assert {"id_applicant-0_1", "id_organ", "id_act_on", "id_was_told_0"} <= {*places}
    for place in places:
        assert re.search(rf'<(?:input|select|textarea)[^>]* id="{place}"', page), place
    assert f"{len(places)}" == f"{page.count('field-error')}"


def test_what_is_described_by_its_mistake_or_its_hint_names_something_on_the_page(citizen):
    page = posted(citizen, act_on="", was_told="").text
    named = {
        one for many in re.findall(r'aria-describedby="([^"]+)"', page) for one in many.split()
    }
    assert {"id_act_on_error", "id_act_on_helptext", "id_was_told_error"} <= named
    assert named <= {*re.findall(r' id="([^"]+)"', page)}


def test_a_mistake_in_the_second_row_of_many_is_led_to_there(citizen):
    page = posted(citizen, **{"applicant-1_name": "孙某某", "applicant-1_phone": "12"}).text
    assert links(page) == ["id_applicant-1_4"]
    assert "申请人 2" in page


def test_the_form_of_any_action_leads_to_its_mistakes(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    file = File()
    page = client("handler").post(f"/cases/{file.case}/do/accept/", {"on": "昨天"}).text
    assert "id_on" in links(page)


# --- Numbers ------------------------------------------------------------------------------------

WRONG = [
    ({"applicant-0_id_number": "x"}, "id_applicant-0_3", "填的是“X”，1 位"),
    ({"applicant-0_id_number": "990112199013010003"}, "id_applicant-0_3", "“19901301”不是日期"),
    ({"applicant-0_id_number": f"{PERSON[:17]}1"}, "id_applicant-0_3", "末位与前 17 位不符"),
    (
        {"applicant-0_id_number": PERSON, "applicant-0_kind": "organisation"},
        "id_applicant-0_3",
        "统一社会信用代码“99011219900101000X”的末位",
    ),
    ({"applicant-0_phone": "123"}, "id_applicant-0_4", "至少 7 位数字；填的是“123”"),
    ({"applicant-0_phone": "打给我 13800000000"}, "id_applicant-0_4", "只能有数字"),
]


@pytest.mark.parametrize(("typed", "place", "words"), WRONG)
def test_a_number_that_cannot_be_is_told_with_what_was_found_and_is_allowed(
    citizen, typed, place, words
):
    answer = posted(citizen, send="1", **typed)
    assert answer.status_code == 422
    assert links(answer.text) == [place]
    assert words in answer.text
    assert not EventRecord.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"id_number": "99011219900101000x"}, {"id_number": PERSON}),
        ({"id_number": "９９０１１２ 19900101 000Ｘ"}, {"id_number": PERSON}),
        ({"kind": "organisation", "id_number": COMPANY}, {"credit_code": COMPANY}),
        ({"id_kind": "other", "id_number": "e 1234567"}, {"id_number": "E1234567"}),
        ({"phone": "+86 23-6700 0000"}, {"phone": "+86 23-6700 0000"}),
        ({"phone": ""}, {}),
    ],
)
def test_a_number_that_can_be_is_kept_as_its_standard_writes_it(citizen, typed, kept):
    answer = posted(citizen, send="1", **{f"applicant-0_{key}": one for key, one in typed.items()})
    assert answer.status_code == 302, links(answer.text)
    stated = PersonalValue.objects.get(pointer="/data/applicant/0").value
    assert kept.items() <= stated.items()
    assert ("phone" in stated) is (typed.get("phone") != "")


def test_at_the_counter_a_wrong_number_is_warned_of_and_then_recorded_as_the_paper_has_it(officer):
    typed = {"applicant-0_id_number": "123", "applicant-0_phone": "9", "channel": "in_person"}
    path, form = "/cases/new/reconsideration/apply/", FORM | typed | {"on": FORM["known_on"]}
    form |= {"event": f"{uuid.uuid4()}", "expected": "0"}
    warned = officer.post(path, form)
    assert warned.status_code == 200
    assert links(warned.text) == ["id_applicant-0_3", "id_applicant-0_4"]
    assert "field-error" not in warned.text
    assert not EventRecord.objects.exists()
    assert officer.post(path, form | {"seen": "1"}).status_code == 302
    stated = PersonalValue.objects.get(pointer="/data/applicant/0").value
    assert (stated["id_number"], stated["phone"]) == ("123", "9")


def test_an_application_without_any_number_is_taken(citizen):
    assert posted(citizen, send="1", **{"applicant-0_phone": ""}).status_code == 302


# --- Hints --------------------------------------------------------------------------------------


def test_every_question_of_the_application_says_in_plain_words_what_it_asks():
    definition = max(content.procedure("reconsideration").definitions.items())[1]
    action = definition.actions[APPLY]
    assert HINTS.keys() == {*action.requires, *action.allows}


def test_a_citizen_reads_the_hints_and_an_officer_only_the_words_of_the_statute(citizen, officer):
    hint = str(HINTS["known_on"])
    page = citizen.get("/reconsideration/apply/").text
    assert page.count('class="form-hint"') == len(HINTS)
    assert "第二十条第一款" in page
    assert hint in page
    assert hint not in officer.get("/reconsideration/apply/").text


def test_the_hints_are_english_where_the_page_is(people):
    english = Client(headers={"accept-language": "en"})
    english.force_login(people["applicant"])
    page = english.get("/reconsideration/apply/").text
    hints = re.findall(r'class="form-hint"[^>]*>([^<]+)<', page)
    assert len(hints) == len(HINTS)
    assert not [one for one in hints if re.search(r"[一-鿿]", one)]
