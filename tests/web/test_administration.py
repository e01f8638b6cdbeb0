"""Administrators keep their agencies and people; for everybody else there are no such pages."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from plumbline.store import agencies
from plumbline.store.models import (
    Account,
    Agency,
    Assignment,
    Certificate,
    ChangeNote,
    Officer,
    Placement,
)
from tests.web import administered
from tests.web.administered import SECRET, START, person, signed_in

pytestmark = pytest.mark.django_db
city, wang = administered.city, administered.wang  # the fixtures of this page


def at(path=""):
    return f"/administration/agency/9901-sfj/{path}"


def officer_at(path="", number="N1"):
    return at(f"people/{Officer.objects.get(number=number).pk}/{path}")


ADDRESSES = [
    "/administration/", "/administration/jobs/", "/administration/import/",
    "/administration/template.xlsx",
    "/administration/export/all.xlsx", "/administration/export/people.csv",
    "/administration/import/00000000-0000-4000-8000-000000000000/",
    *(at(path) for path in ("", "history/", "add/", "rename/", "facts/", "move/", "end/",
                            "appoint/")),
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_led_to_the_door_and_officers_and_citizens_find_nothing(city, address):
    for send in (Client().get, Client().post):
        assert send(address).headers.get("Location", "").startswith("/account/sign-in/") or (
            send(address).status_code == 405
        )
    for name in ("chen", "qian"):
        assert signed_in(name).get(address).status_code == 404
        assert signed_in(name).post(address, {}).status_code in {404, 405}


@pytest.mark.parametrize(
    "path", ["", "history/", "add/", "rename/", "facts/", "move/", "end/", "appoint/"]
)
def test_an_administrator_of_one_district_finds_nothing_of_another(city, path):
    zhou = signed_in("zhou")
    assert zhou.get(at(path)).status_code == 404
    assert zhou.post(at(path), {"name": "别名", "on": "2024-01-01"}).status_code in {404, 405}
    assert Agency.objects.get(code="9901-sfj").name == "示例市新城区司法局"


@pytest.mark.parametrize(
    "path", ["", "name/", "hand-over/", "certificate/", "account/", "account/lock/",
             "account/password/", "account/second-factor/"]
)  # fmt: skip
def test_nor_of_the_people_of_another(city, path):
    zhou = signed_in("zhou")
    zhou.post("/account/confirm/", {"password": SECRET})
    assert zhou.get(officer_at(path)).status_code == 404
    assert zhou.post(officer_at(path)).status_code in {404, 405}
    other = f"/administration/agency/9902-sfj/people/{Officer.objects.get(number='N1').pk}/"
    assert zhou.get(other).status_code == 404
    assert zhou.post(f"{other}account/lock/").status_code == 404
    assert Account.objects.get(username="chen").is_active


def test_a_role_of_another_agency_cannot_be_ended_through_ones_own(city):
    zhou = signed_in("zhou")
    role = Assignment.objects.get(officer__number="N1")
    address = f"/administration/agency/9902-sfj/role/{role.pk}/end/"
    assert zhou.post(address, {"on": "2024-01-01"}).status_code == 404
    role.refresh_from_db()
    assert role.until_on is None


def test_a_form_from_elsewhere_changes_nothing(city):
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="wang"))
    assert client.post(at("facts/"), {"phone": "1"}).status_code == 403


def test_the_overview_counts_what_is_kept_and_warns_of_certificates(wang):
    chen = Officer.objects.get(number="N1")
    soon = timezone.localdate() + timedelta(days=59)
    Certificate.objects.create(officer=chen, kind="行政执法证", number="C1", until_on=soon)
    later = soon + timedelta(days=30)
    Certificate.objects.create(officer=chen, kind="律师证", number="C2", until_on=later)
    page = wang.get("/administration/")
    assert page.context["agencies"] == 2
    assert [one.certificate.number for one in page.context["certificates"]] == ["C1"]
    Certificate.objects.create(officer=chen, kind="行政执法证", number="C3", until_on=later)
    assert wang.get("/administration/").context["certificates"] == []


def test_an_agency_is_added_below_and_taken_away_again(wang):
    fields = {"code": "9901-cg", "name": "示例市新城区城管局", "kind": "department",
              "level": "district_county", "from_on": "2024-01-01"}  # fmt: skip
    answer = wang.post("/administration/agency/9901/add/", fields)
    assert answer.headers["Location"] == "/administration/agency/9901-cg/"
    again = wang.post("/administration/agency/9901/add/", fields)
    assert again.status_code == 422
    assert "代码 9901-cg 已经属于示例市新城区城管局" in again.text
    wang.post("/administration/agency/9901-cg/undo/add/")
    assert not Agency.objects.filter(code="9901-cg").exists()
    notes = [note.what for note in ChangeNote.objects.order_by("pk")]
    assert notes == ["added", "taken_away"]


def test_an_agency_with_people_cannot_be_taken_away(wang):
    wang.post(at("undo/add/"))
    assert "不能删除" in wang.get(at()).text
    assert Agency.objects.filter(code="9901-sfj").exists()


def test_a_former_name_stays_and_the_change_is_on_the_page_with_who_made_it(wang):
    wang.post(at("rename/"), {"name": "示例市新城区司法行政局", "on": "2025-03-01"})
    page = wang.get(at()).text
    assert "示例市新城区司法行政局" in page
    assert "曾用名" in page
    assert re.search(r"<del>示例市新城区司法局</del>", page)
    assert "王某" in page
    assert "曾用名" in Client().get("/agencies/9901-sfj/").text


def test_facts_are_corrected_and_what_is_the_same_leaves_no_note(wang):
    fields = {"kind": "department", "level": "district_county", "phone": "023-1234"}
    wang.post(at("facts/"), fields)
    wang.post(at("facts/"), fields)
    (note,) = ChangeNote.objects.all()
    assert (note.before, note.after) == ({"phone": ""}, {"phone": "023-1234"})


def test_only_an_administrator_above_moves_an_agency(city, wang):
    assert wang.get("/administration/agency/9901/move/").status_code == 404
    wu = signed_in("wu")
    answer = wu.post(at("move/"), {"parent": "9902", "on": "2099-01-01"})
    assert answer.status_code == 302
    assert "自 2099-01-01 起隶属示例市旧城区人民政府" in wu.get(at()).text
    wu.post(at("undo/move/"))
    assert Placement.objects.filter(agency__code="9901-sfj").count() == 1
    refused = wang.post(at("move/"), {"parent": "9902", "on": "2099-01-01"})
    assert "没有找到" in refused.text


def test_an_agency_ends_on_a_day_and_the_end_can_be_undone_before_it(wang):
    below = wang.post("/administration/agency/9901/end/", {"on": "2099-01-01"})
    assert below.status_code == 404  # the city decides
    wang.post(at("end/"), {"on": "2099-01-01", "successor": "9902-sfj"})
    assert "定于 2099-01-01 撤销" in wang.get(at()).text
    wang.post(at("undo/end/"))
    one = Agency.objects.get(code="9901-sfj")
    assert (one.until_on, one.successor) == (None, None)


def test_people_are_appointed_found_and_ended(wang):
    fields = {"number": "N5", "name": "郑某", "role": "institution_head", "post": "主任",
              "from_on": "2024-05-01"}  # fmt: skip
    assert wang.post(at("appoint/"), fields).status_code == 302
    assert [row.officer.number for row in wang.get(at("?q=郑某")).context["rows"]] == ["N5"]
    assert [row.officer.number for row in wang.get(at("?q=负责人")).context["rows"]] == ["N5"]
    assert "没有符合的人员" in wang.get(at("?q=没有")).text
    role = Assignment.objects.get(officer__number="N5")
    before = wang.post(at(f"role/{role.pk}/end/"), {"on": "2020-01-01"})
    assert "结束日期应在 2024-05-01 与 — 之间" in before.text
    wang.post(at(f"role/{role.pk}/end/"), {"on": "2024-06-01"})
    assert [row.officer.number for row in wang.get(at("?ended=1")).context["rows"]] == ["N5"]


def test_what_cannot_be_is_said_in_english_too(city):
    wang = signed_in("wang", "en")
    fields = {"number": "N1", "name": "别人", "role": "institution", "from_on": "2024-05-01"}
    said = wang.post(at("appoint/"), fields)
    assert said.status_code == 422
    assert "belongs to somebody else" in said.text
    assert not re.search(r'role="alert"><p>[^<]*[一-鿿]{3,}', said.text.replace("别人", ""))


@pytest.mark.parametrize("role", ["applicant", "law", "nobody"])
def test_a_role_held_outside_agencies_is_not_given(wang, role):
    fields = {"number": "N6", "name": "郑某", "role": role, "from_on": "2024-05-01"}
    assert wang.post(at("appoint/"), fields).status_code == 422
    assert not Officer.objects.filter(number="N6").exists()


def test_making_an_administrator_needs_a_fresh_sign_in_and_goes_on_after_it(city):
    client = signed_in("wang")
    fields = {"number": "N7", "name": "孙某", "role": "administrator", "from_on": "2024-05-01"}
    answer = client.post(at("appoint/"), fields)
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert not Officer.objects.filter(number="N7").exists()
    client.post(answer.headers["Location"], {"password": SECRET, "next": at("appoint/")})
    assert Assignment.objects.filter(officer__number="N7", role="administrator").exists()


def test_a_deputy_is_set_and_shown(wang):
    person("N5", "郑某", "9901-sfj", "institution_head")
    role = Assignment.objects.get(officer__number="N1")
    days = {"from_on": "2024-07-01", "until_on": "2024-07-08"}
    wang.post(at(f"role/{role.pk}/stand-in/"), {"deputy": "郑某", **days})
    made = Assignment.objects.get(stands_in_for=role)
    assert made.officer.number == "N5"
    assert "代 陈某" in wang.get(at("?ended=1")).text


def test_a_desk_is_looked_at_before_it_is_handed_over(wang):
    person("N5", "郑某", "9901-sfj", "institution_head")
    fields = {"taker": "N5", "on": "2024-07-01"}
    looked = wang.post(officer_at("hand-over/"), fields)
    assert "确认移交" in looked.text
    assert Assignment.objects.filter(officer__number="N5").count() == 1
    seen = looked.context["seen"]
    agencies.appoint("N1", "陈某", "9901-sfj", "respondent", START)
    again = wang.post(officer_at("hand-over/"), fields | {"seen": seen})
    assert "确认移交" in again.text  # the desk is another one than was looked at
    wang.post(officer_at("hand-over/"), fields | {"seen": again.context["seen"]})
    held = Assignment.objects.filter(officer__number="N5", from_on=date(2024, 7, 1))
    assert sorted(held.values_list("role", flat=True)) == ["institution", "respondent"]


def test_certificates_are_entered_corrected_and_taken_away(wang):
    fields = {"kind": "行政执法证", "number": "渝-1", "from_on": "2024-01-01",
              "until_on": "2029-01-01"}  # fmt: skip
    wang.post(officer_at("certificate/"), fields)
    wang.post(officer_at("certificate/"), fields | {"until_on": "2030-01-01"})
    one = Certificate.objects.get()
    assert one.until_on == date(2030, 1, 1)
    turned = wang.post(officer_at("certificate/"), fields | {"until_on": "2023-01-01"})
    assert "应晚于起日" in turned.text
    wang.post(officer_at(f"certificate/{one.pk}/remove/"))
    assert not Certificate.objects.exists()


def test_an_account_is_given_with_a_password_shown_once_that_must_be_changed(wang):
    person("N5", "郑某", "9901-sfj", "institution_head")
    page = wang.post(officer_at("account/", "N5"), {"username": "zheng"})
    password = page.context["password"]
    assert password in page.text
    assert password not in wang.get(officer_at("", "N5")).text
    client = Client(headers={"accept-language": "zh-CN"})
    client.post("/account/sign-in/", {"login": "zheng", "password": password})
    for address in ("/account/", "/", "/agencies/", "/account/second-factor/"):
        assert client.get(address).headers["Location"] == "/account/password/"
    assert client.get("/api/health").status_code in {403, 404}
    same = {"oldpassword": password, "password1": password, "password2": password}
    assert "不能与原密码相同" in client.post("/account/password/", same).text
    mine = {"oldpassword": password, "password1": "line and plum 7", "password2": "line and plum 7"}
    client.post("/account/password/", mine)
    assert client.get("/account/").status_code == 200
    assert not Account.objects.get(username="zheng").must_change_password


def test_giving_an_account_needs_a_fresh_sign_in(city):
    person("N5", "郑某", "9901-sfj", "institution_head")
    answer = signed_in("wang").post(officer_at("account/", "N5"), {"username": "zheng"})
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert not Account.objects.filter(username="zheng").exists()


def test_a_locked_account_is_out_at_once_and_can_come_back(wang):
    chen = signed_in("chen")
    assert chen.get("/account/").status_code == 200
    wang.post(officer_at("account/lock/"))
    assert chen.get("/account/").status_code == 302
    wang.post(officer_at("account/unlock/"))
    assert signed_in("chen").get("/account/").status_code == 200


def test_a_new_initial_password_ends_open_sessions(wang):
    chen = signed_in("chen")
    assert "初始密码" in wang.post(officer_at("account/password/")).text
    assert chen.get("/account/").status_code == 302


def test_a_lost_second_factor_is_taken_away(wang):
    chen = Account.objects.get(username="chen")
    Authenticator.objects.create(user=chen, type="totp", data={"secret": "x"})
    assert "清除动态口令" in wang.get(officer_at()).text
    wang.post(officer_at("account/second-factor/"))
    assert not Authenticator.objects.filter(user=chen).exists()


def test_one_does_not_lock_oneself_out(wang):
    own = Officer.objects.get(number="A1").pk
    wang.post(f"/administration/agency/9901/people/{own}/account/lock/")
    assert Account.objects.get(username="wang").is_active


def test_the_account_of_an_officer_of_two_districts_is_for_whoever_keeps_both(wang):
    agencies.appoint("N2", "李某", "9901-sfj", "institution", START)
    li = Officer.objects.get(number="N2")
    page = wang.get(at(f"people/{li.pk}/"))
    assert page.status_code == 200
    assert "由共同的上级管理员办理" in page.text
    for path in ("account/", "account/unlock/", "account/password/", "account/second-factor/",
                 "certificate/", "name/"):  # fmt: skip
        assert wang.post(at(f"people/{li.pk}/{path}")).status_code == 404


def test_a_role_given_elsewhere_leaves_an_officer_in_reach_of_their_own_administrator(city):
    person("N2", "李某", "9902-sfj", "institution", "li")
    agencies.appoint("N2", "李某", "9901-sfj", "institution", START)
    zhou = signed_in("zhou")
    zhou.post("/account/confirm/", {"password": SECRET})
    page = f"/administration/agency/9902-sfj/people/{Officer.objects.get(number='N2').pk}/"
    assert "锁定" in zhou.get(page).text
    assert zhou.post(f"{page}account/lock/").status_code == 302
    assert not Account.objects.get(username="li").is_active
    assert "锁定</button>" not in zhou.get(page).text
    assert zhou.post(f"{page}account/unlock/").status_code == 404


def test_who_has_had_a_role_only_once_is_not_locked_by_its_administrator(city, wang):
    person("N2", "李某", "9902-sfj", "institution", "li")
    agencies.end(agencies.appoint("N2", "李某", "9901-sfj", "institution", START), date(2021, 1, 1))
    page = at(f"people/{Officer.objects.get(number='N2').pk}/account/lock/")
    assert wang.post(page).status_code == 404


def test_whose_a_number_is_is_not_told(city):
    with pytest.raises(agencies.PeopleFault) as fault:
        agencies.appoint("N2", "张某", "9901-sfj", "institution", START)
    assert fault.value.code == "other_name"
    assert "李某" not in f"{fault.value} {fault.value.values}"


def test_a_name_is_corrected_in_the_account_too(wang):
    wang.post(officer_at("name/"), {"name": "陈志"})
    assert Account.objects.get(username="chen").full_name == "陈志"


def test_a_name_that_is_markup_stays_text(wang):
    name = "<script>alert(1)</script>"
    wang.post(at("rename/"), {"name": name, "on": "2025-03-01"})
    assert name not in wang.get(at()).text


def test_an_account_leads_to_administration_only_where_there_is_any(wang, city):
    assert "/administration/" in wang.get("/account/").text
    assert "/administration/" not in signed_in("chen").get("/account/").text


def test_the_page_of_an_officer_without_an_account_offers_one(wang):
    person("N5", "郑某", "9901-sfj", "institution_head")
    page = wang.get(officer_at("", "N5")).text
    assert "开设账户" in page
    assert "没有登记证件" in page
