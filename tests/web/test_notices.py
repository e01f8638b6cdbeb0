"""Notices in the browser: counted in the masthead, listed, confirmed, and mailed as one likes."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from plumbline.store import notices
from plumbline.store.cases import reading
from plumbline.store.models import Account, CaseRecord, Notice
from plumbline.store.notices.recipients import Recipient
from plumbline.store.notices.telling import Told, tell
from tests.cast import assemble
from tests.store.notices.conftest import CastWriter, at

DUE = date(2024, 3, 11)
NEAR = date(2024, 3, 8)


@pytest.fixture
def people(db):
    return assemble()


@pytest.fixture
def case(people):
    made = CastWriter(people)
    made.act("apply")
    return made


@pytest.fixture
def reminded(case):
    """The handler is reminded that the examination ends."""
    notices.look(NEAR, at(NEAR))
    return Notice.objects.get(account=case.accounts["handler"])


def signed_in(account, language="zh-hans"):
    client = Client(headers={"accept-language": language})
    client.force_login(account)
    return client


def page(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_has_not_signed_in_has_no_bell_and_is_not_counted(db, django_assert_num_queries):
    client = Client(headers={"accept-language": "zh-CN"})
    assert "tool-bell" not in page(client, "/about/")
    assert client.get("/desk/notices/").status_code == 302


def test_the_bell_counts_what_is_not_confirmed(reminded, people):
    handler = signed_in(people["handler"])
    assert '<span class="bell-count" aria-hidden="true">1</span>' in page(handler, "/desk/")
    assert "bell-count" not in page(signed_in(people["stranger"]), "/desk/")


def test_the_bell_asks_the_database_once(reminded, people, django_assert_num_queries):
    account = people["handler"]
    with django_assert_num_queries(1):
        assert notices.counted_open(account) == 1


def test_the_desk_shows_what_is_not_confirmed(reminded, people):
    shown = page(signed_in(people["handler"]), "/desk/")
    assert "未确认的提醒" in shown
    assert "“审查期限”将于 2024-03-11 届满" in shown


def test_an_empty_list_says_what_would_stand_there(people):
    assert "还没有提醒。" in page(signed_in(people["handler"]), "/desk/notices/")


def test_a_notice_is_confirmed_and_stays_in_the_list(reminded, people):
    client = signed_in(people["handler"])
    answer = client.post("/desk/notices/confirm/", {"one": str(reminded.pk), "next": "/desk/"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    reminded.refresh_from_db()
    assert reminded.acknowledged_at is not None
    assert "“审查期限”将于" in page(client, "/desk/notices/", state="done")
    assert "没有符合的提醒" in page(client, "/desk/notices/", state="open")


def test_all_are_confirmed_at_once_and_those_of_others_are_not(case, people):
    for part in ("handler", "head"):
        for number in range(3):
            what = Told("given", f"{number}", DUE)
            tell(case.record, what, [Recipient(people[part].pk, "handler")], timezone.now())
    client = signed_in(people["handler"])
    answer = client.post("/desk/notices/confirm/", {"all": "1"}, follow=True)
    assert "已经确认 3 条提醒。" in answer.content.decode()
    assert notices.counted_open(people["handler"]) == 0
    assert notices.counted_open(people["head"]) == 3


def test_a_notice_of_another_can_neither_be_confirmed_nor_opened(reminded, people):
    client = signed_in(people["neighbour"])
    client.post("/desk/notices/confirm/", {"one": str(reminded.pk)})
    reminded.refresh_from_db()
    assert reminded.acknowledged_at is None
    assert client.get(f"/desk/notices/{reminded.pk}/").status_code == 404


@pytest.mark.parametrize("typed", ["", "x", "1" * 400, "0" * 36])
def test_a_notice_that_is_none_is_not_confirmed(people, typed):
    answer = signed_in(people["handler"]).post("/desk/notices/confirm/", {"one": typed})
    assert answer.status_code in (302, 404)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "x", "\\\\e.org"])
def test_confirming_leads_nowhere_but_to_our_own_pages(reminded, people, elsewhere):
    answer = signed_in(people["handler"]).post(
        "/desk/notices/confirm/", {"one": str(reminded.pk), "next": elsewhere}
    )
    assert answer["Location"] == "/desk/notices/"


def test_a_notice_leads_to_its_case_and_is_seen_then(reminded, people):
    answer = signed_in(people["handler"]).get(f"/desk/notices/{reminded.pk}/")
    assert answer["Location"] == f"/cases/{reminded.case_id}/"
    reminded.refresh_from_db()
    assert reminded.seen_at is not None


def test_the_list_is_narrowed_by_kind_and_turned_by_page(case, people):
    for number in range(31):
        what = Told("event", f"a{number}", DUE)
        tell(case.record, what, [Recipient(people["handler"].pk, "handler")], timezone.now())
    client = signed_in(people["handler"])
    assert page(client, "/desk/notices/").count("notice-row") == 30
    assert page(client, "/desk/notices/", page="2").count("notice-row") == 1
    assert client.get("/desk/notices/?page=9").status_code == 302
    assert "notice-row" not in page(client, "/desk/notices/", kind="due_near")
    assert page(client, "/desk/notices/", kind="nonsense").count("notice-row") == 30


def test_whoever_reads_no_chinese_reads_the_list_in_english(reminded, people):
    shown = page(signed_in(people["handler"], "en"), "/desk/notices/")
    assert "ends on 2024-03-11" in shown
    assert "Due soon" in shown


def test_whoever_is_given_a_case_is_told(case, people):
    client = signed_in(people["head"])
    client.post(f"/cases/{case.case}/handlers/", {"give": "YB001"})
    shown = page(signed_in(people["handler"]), "/desk/notices/")
    assert "案件交由您承办" in shown
    reading.give(case.record, "YB002", people["head"], DUE)
    assert notices.counted_open(people["head"]) == 0


def test_whoever_is_named_in_a_note_is_told(case, people):
    client = signed_in(people["handler"])
    client.post(f"/cases/{case.case}/comments/", {"text": "请 @王处长 看一下，@钱某某 也看。"})
    assert [one.kind for one in Notice.objects.filter(account=people["head"])] == ["mention"]
    assert not Notice.objects.filter(account=people["stranger"]).exists()


def test_an_address_is_kept_and_a_wrong_one_is_not(people):
    client = signed_in(people["applicant"])
    said = {"mail-email": "zhao@example.cn", "mail-wants_mail": "on", "mail-language": "en"}
    assert client.post("/account/mails/", said)["Location"] == "/account/#mails"
    kept = Account.objects.get(username="applicant")
    assert (kept.email, kept.wants_mail, kept.language) == ("zhao@example.cn", True, "en")
    wrong = client.post("/account/mails/", said | {"mail-email": "no address"})
    assert wrong.status_code == 422
    assert Account.objects.get(username="applicant").email == "zhao@example.cn"
    shown = page(client, "/account/")
    assert 'value="zhao@example.cn"' in shown
    client.post("/account/mails/", {"mail-email": "", "mail-language": "zh-hans"})
    assert Account.objects.get(username="applicant").wants_mail is False


def test_a_notice_of_a_procedure_that_is_gone_says_so(reminded, people):
    CaseRecord.objects.update(procedure="lost", number="")
    answer = page(signed_in(people["handler"]), "/desk/notices/")
    assert f"lost {str(reminded.case_id)[:8]}" in answer
    assert "这个程序的定义现在不在系统中" in answer
