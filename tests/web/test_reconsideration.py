"""行政复议 -- a citizen asks, applies, follows; somebody from the counter comes with a code."""

import re
import uuid
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from plumbline.store import cases
from plumbline.store.models import AccessCode, Agency, CaseParty, CaseRecord, EventRecord
from tests.cast import BUREAU, CITY, DISTRICT, ORGAN, assemble

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%made for a test\n"


@pytest.fixture
def people():
    cache.clear()
    return assemble()


@pytest.fixture
def visitor(people):
    return Client(headers={"accept-language": "zh-CN"})


def signed_in(account):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(account)
    return client


@pytest.fixture
def citizen(people):
    return signed_in(people["applicant"])


@pytest.fixture
def officer(people):
    return signed_in(people["handler"])


def today():
    return timezone.localdate()


def asked(client, step="answer", **said):
    """The guide with some answers; those that are not given are those of a plain penalty."""
    known = f"{today() - timedelta(days=10)}"
    plain = {
        "kind": "penalty", "is_real_estate": "false", "on_the_spot": "false", "organ": ORGAN,
        "act_on": known, "known_on": known, "was_told": "true", "is_excused": "false",
    }  # fmt: skip
    query = {name: one for name, one in (plain | said).items() if one is not None}
    return client.get(f"/reconsideration/guide/?{urlencode({'step': step} | query)}")


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


FORM = {
    "applicant-0_kind": "individual", "applicant-0_name": "赵某某",
    "applicant-0_phone": "138 0000 0000",
    "organ": DISTRICT, "institution": BUREAU, "respondent": ORGAN,
    "act": "渝北市监处〔2026〕9号", "requests": "撤销处罚决定", "reasons": "没有听取陈述",
    "act_on": "2026-01-05", "known_on": "2026-01-06", "was_told": "true", "channel": "online",
}  # fmt: skip


def posted(client, **more):
    event = f"{uuid.uuid4()}"
    return client.post("/reconsideration/apply/", FORM | {"event": event, "expected": "0"} | more)


# --- The first page -----------------------------------------------------------------------------


def test_the_first_page_shows_the_way_with_its_periods_and_every_way_to_apply(visitor):
    Agency.objects.filter(code=BUREAU).update(phone="023-00000000", address="某路1号")
    said = text(visitor.get("/reconsideration/"))
    for words in (
        "60 日",
        "5 个工作日",
        "10 个工作日",
        "30 日",
        "15 日",
        "023-00000000",
        "窗口",
        "邮寄",
    ):
        assert words in said


def test_the_first_page_and_the_guide_work_without_any_agency(db):
    client = Client(headers={"accept-language": "zh-CN"})
    assert client.get("/reconsideration/").status_code == 200
    assert "机关名录还是空的" in text(client.get("/reconsideration/institutions/"))
    found = asked(client, organ="某局")
    assert found.status_code == 200
    assert "没有叫" in text(found)


def test_institutions_are_listed_with_address_and_telephone(visitor):
    Agency.objects.filter(code=BUREAU).update(phone="023-00000000", address="某路1号")
    said = text(visitor.get("/reconsideration/institutions/?q=渝北"))
    assert "重庆市渝北区人民政府" in said
    assert "023-00000000" in said
    assert "渝中区" not in said


# --- The guide ----------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["kind", "what", "organ", "days"])
def test_each_step_asks_and_carries_what_was_answered(visitor, step):
    page = asked(visitor, step).content.decode()
    assert 'name="step"' in page
    assert ('type="hidden" name="kind" value="penalty"' in page) is (step != "kind")


def test_an_answer_leads_to_the_form_with_all_that_was_said(visitor):
    page = asked(visitor)
    said = text(page)
    assert "按您说的，可以申请" in said
    assert "重庆市渝北区人民政府" in said
    assert "重庆市渝北区司法局" in said
    address = re.search(r'href="(/reconsideration/apply/[^"]+)"', page.content.decode())[1]
    assert f"institution={BUREAU}" in address
    assert "act_kind=penalty" in address
    assert "was_told=true" in address


@pytest.mark.parametrize(
    ("organ", "named"),
    [
        (ORGAN, ["重庆市渝北区人民政府"]),
        (DISTRICT, ["重庆市人民政府"]),
        (CITY, ["重庆市人民政府"]),
        (BUREAU, ["重庆市渝北区人民政府", "重庆市司法局"]),
    ],
)
def test_the_competent_organ_is_found_in_the_tree(visitor, organ, named):
    page = asked(visitor, organ=organ).content.decode()
    assert re.findall(r'<h3 lang="zh-Hans">([^<]+)</h3>', page) == named


def test_a_name_does_as_well_as_a_code(visitor):
    assert "按您说的，可以申请" in text(asked(visitor, organ="重庆市渝北区市场监督管理局"))


def test_an_organ_outside_the_tree_is_told_its_article(visitor):
    said = text(asked(visitor, organ=None, outside="vertical"))
    assert "上一级主管部门" in said
    assert "第二十七条" in said


def test_what_is_too_late_says_so_and_still_lets_one_apply(visitor):
    old = f"{today() - timedelta(days=100)}"
    said = text(asked(visitor, act_on=old, known_on=old))
    assert "申请期限已经过了" in said
    assert "仍然申请" in said


def test_who_was_not_told_has_a_year(visitor):
    old = f"{today() - timedelta(days=100)}"
    said = text(asked(visitor, act_on=old, known_on=old, was_told="false"))
    assert "按您说的，可以申请" in said
    assert "未告知时的最长申请期限" in said


def test_an_omission_asks_for_other_days_and_waits(visitor):
    recent = f"{today() - timedelta(days=10)}"
    found = asked(visitor, kind="omission", omission="true", asked_on=recent, urgent="false")
    assert "还要等一等" in text(found)
    urgent = asked(visitor, kind="omission", omission="true", asked_on=recent, urgent="true")
    assert "按您说的，可以申请" in text(urgent)


def test_what_is_excluded_is_told_at_once_with_the_other_way(visitor):
    said = text(asked(visitor, "what", kind="personnel"))
    assert "这件事不能申请行政复议" in said
    assert "第十二条" in said
    assert "第九十五条" in said


@pytest.mark.parametrize(
    "bad",
    [
        {"known_on": "2199-01-01"},
        {"known_on": "31.12.2025"},
        {"act_on": "2026-03-02", "known_on": "2026-03-01"},
        {"was_told": "perhaps"},
        {"organ": "没有这个机关"},
        {"organ": None},
        {"organ": None, "outside": "moon"},
        {"kind": "nothing"},
        {"known_on": "0001-01-01"},
    ],
)
def test_bad_answers_are_asked_again_and_break_nothing(visitor, bad):
    found = asked(visitor, **bad)
    assert found.status_code == 200
    assert (
        "可以申请" in found.content.decode()
    ) is False or "field-error" in found.content.decode()


@pytest.mark.parametrize("step", ["", "answer", "moon"])
def test_an_address_with_nothing_said_starts_with_the_first_question(visitor, step):
    found = visitor.get("/reconsideration/guide/", {"step": step})
    assert "您对什么不服？" in text(found)
    assert "field-error" not in found.content.decode()


# --- The application ----------------------------------------------------------------------------


def test_applying_needs_an_account_and_comes_back_with_everything(visitor):
    found = visitor.get("/reconsideration/apply/?organ=500112&act_kind=penalty")
    assert found.status_code == 302
    assert "next=/reconsideration/apply/%3Forgan%3D500112%26act_kind%3Dpenalty" in found["Location"]


def test_the_form_is_filled_with_what_the_guide_found(citizen):
    found = citizen.get(
        f"/reconsideration/apply/?organ={DISTRICT}&institution={BUREAU}&act_kind=penalty"
    )
    page = found.content.decode()
    assert 'value="重庆市渝北区人民政府"' in page
    assert 'value="赵某某"' in page
    assert re.search(r'value="penalty" selected', page)


def test_an_application_is_looked_through_and_then_recorded_once(citizen, people):
    first = posted(citizen)
    assert "还没有提交" in text(first)
    assert EventRecord.objects.count() == 0
    sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', first.content.decode()))
    sent.pop("csrfmiddlewaretoken", None)
    done = citizen.post("/reconsideration/apply/", sent | {"send": "1"})
    record = CaseRecord.objects.get()
    assert done["Location"] == f"/reconsideration/done/{record.pk}/"
    again = citizen.post("/reconsideration/apply/", sent | {"send": "1"})
    assert again["Location"] == done["Location"]
    assert EventRecord.objects.count() == 1
    said = text(citizen.get(done["Location"]))
    assert "申请已经收到" in said
    assert "重庆市渝北区司法局" in said
    assert "现在不用您做什么" in said
    assert "视为受理" in said
    assert CaseParty.objects.filter(case=record, account=people["applicant"]).exists()


def test_going_back_from_the_preview_loses_nothing(citizen):
    page = posted(citizen, edit="1").content.decode()
    assert "渝北市监处〔2026〕9号" in page
    assert EventRecord.objects.count() == 0


def test_what_is_missing_is_asked_for_and_nothing_is_lost(citizen):
    found = posted(citizen, act="")
    assert found.status_code == 422
    assert "撤销处罚决定" in found.content.decode()


def test_files_go_through_the_preview_and_are_kept(citizen, tmp_path, settings):
    settings.PLUMBLINE_HOME = tmp_path
    from_disk = ("决定书.pdf", PDF)
    files = {
        "attachments-0": _upload(*from_disk),
        "attachments-1": _upload("照片.pdf", PDF + b"2"),
    }
    first = posted(citizen, **files)
    page = first.content.decode()
    assert "决定书.pdf" in page
    assert "照片.pdf" in page
    sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    citizen.post("/reconsideration/apply/", sent | {"send": "1"})
    event = EventRecord.objects.get()
    assert [one["name"] for one in event.data["attachments"]] == ["决定书.pdf", "照片.pdf"]


def _upload(name, data):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    return SimpleUploadedFile(name, data)


def test_what_was_said_in_the_guide_since_stands_over_an_older_draft(citizen):
    posted(citizen, act="", act_kind="permit")
    page = citizen.get("/reconsideration/apply/?act_kind=penalty").content.decode()
    assert re.search(r'value="penalty" selected', page)
    assert "撤销处罚决定" in page


# --- The counter, and the code ------------------------------------------------------------------


@pytest.fixture
def from_counter(officer):
    """An application that an officer wrote down at the counter."""
    sent = {"on": f"{today()}", "event": f"{uuid.uuid4()}", "expected": "0", "send": "1"}
    officer.post("/reconsideration/apply/", FORM | {"channel": "oral"} | sent)
    return CaseRecord.objects.get()


@pytest.fixture
def code(officer, from_counter):
    page = officer.post(f"/reconsideration/{from_counter.pk}/code/").content.decode()
    return re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)[0]


def test_at_the_counter_the_same_record_is_made(from_counter):
    event = EventRecord.objects.get()
    assert (event.action, event.by, event.data["channel"]) == ("apply", "applicant/YB001", "oral")


def test_with_the_code_a_citizen_comes_to_the_case_and_reads_it(code, citizen, from_counter):
    assert citizen.get(f"/cases/{from_counter.pk}/").status_code == 404
    found = citizen.post("/reconsideration/code/", {"code": code.lower()})
    assert found["Location"] == f"/cases/{from_counter.pk}/"
    said = text(citizen.get(found["Location"]))
    assert "现在怎么办" in said
    assert "赵某某" in said
    assert cases.rebuild(lambda *_: None) == 0


def test_only_whoever_handles_the_case_gives_a_code(people, from_counter):
    for part in ("stranger", "neighbour", "respondent"):
        client = signed_in(people[part])
        assert client.post(f"/reconsideration/{from_counter.pk}/code/").status_code in (403, 404)
    assert AccessCode.objects.count() == 0


def test_no_code_is_given_once_the_applicant_is_there(officer, code, citizen, from_counter):
    assert "生成并打印查询码" in officer.get(f"/cases/{from_counter.pk}/").content.decode()
    citizen.post("/reconsideration/code/", {"code": code})
    assert officer.post(f"/reconsideration/{from_counter.pk}/code/").status_code == 404
    assert "生成并打印查询码" not in officer.get(f"/cases/{from_counter.pk}/").content.decode()


def test_wrong_codes_are_refused_and_after_ten_of_them_the_account_must_wait(code, people):
    stranger = signed_in(people["stranger"])
    for _ in range(10):
        assert (
            stranger.post("/reconsideration/code/", {"code": "2222-2222-2222"}).status_code == 422
        )
    assert stranger.post("/reconsideration/code/", {"code": code}).status_code == 429
    assert not CaseParty.objects.filter(account=people["stranger"]).exists()


def test_the_code_cannot_be_typed_into_the_form_of_the_action(citizen, from_counter):
    found = citizen.post(f"/cases/{from_counter.pk}/do/take_over/", {"access_code": "AAAA"})
    assert found.status_code == 404


# --- What to do now -----------------------------------------------------------------------------


def recorded(record, action, by, **data):
    record.refresh_from_db()
    draft = cases.Draft(
        id=uuid.uuid4(), case=record.pk, procedure=record.procedure, action=action, on=today(),
        by=by, agency=BUREAU, data=data, expected=record.length,
    )  # fmt: skip
    done = cases.append(draft, timezone.now())
    assert isinstance(done, cases.Appended), done


def test_who_must_correct_the_application_is_told_until_when(citizen, people):
    sent = {"event": f"{uuid.uuid4()}", "expected": "0", "send": "1"}
    citizen.post("/reconsideration/apply/", FORM | sent)
    record = CaseRecord.objects.get()
    by = f"applicant/{people['applicant'].pk}"
    recorded(record, "request_correction", "institution/YB001", to_correct="证件复印件")
    recorded(record, "receive_correction_notice", by)
    said = text(citizen.get(f"/cases/{record.pk}/"))
    assert re.search(r"请在 .{8,20} 以前： 补正", said)
    assert "视为放弃申请" in said
    assert "现在不用您做什么" not in said


def test_the_english_pages_speak_english(people):
    client = Client(headers={"accept-language": "en"})
    said = text(client.get("/reconsideration/"))
    assert "reconsideration" in said.lower()
    assert asked(client).status_code == 200


def test_the_day_of_the_counter_is_no_day_of_the_future(officer):
    sent = {"on": f"{today() + timedelta(days=1)}", "event": f"{uuid.uuid4()}", "send": "1"}
    assert officer.post("/reconsideration/apply/", FORM | sent).status_code == 422
