"""Officers sign in at the provider once somebody who may has bound them, and only then."""

import http.client
import time
from urllib.parse import urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from plumbline.store.models import Account, ChangeNote, Officer
from plumbline.web.settings import oidc
from tests.web import administered
from tests.web import provider as providers
from tests.web.administered import SECRET, signed_in

pytestmark = pytest.mark.django_db

city = administered.city  # the fixture of this page
BEGIN, LINK = "/account/oidc/oidc/login/", "/account/single-sign-on/"


@pytest.fixture(scope="module")
def server():
    with providers.running() as found:
        yield found


@pytest.fixture(autouse=True)
def provider(server, settings, monkeypatch):
    """The provider as it is at first, named by this installation."""
    for name, value in providers.settings_for(server.address).items():
        monkeypatch.setenv(name, value)
    settings.PLUMBLINE_OIDC_SERVER = server.address
    settings.SOCIALACCOUNT_PROVIDERS = oidc()
    server.subject, server.claims, server.refuses = "9f3c-0001", {}, False
    server.signs_with, server.makes = server.key, server.signed
    server.asked.clear()
    return server


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "zh-CN"})


def at_provider(answer):
    """Where the provider sends whoever was sent to it."""
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer["Location"])
    link = http.client.HTTPConnection(parts.netloc)
    link.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(link.getresponse().headers["Location"])
    link.close()
    return f"{back.path}?{back.query}"


def came_back(client, **more):
    """The answer to whoever signed in at the provider."""
    return client.get(at_provider(client.post(BEGIN, more)))


def who(client):
    key = client.session.get("_auth_user_id")
    return Account.objects.get(pk=key).username if key else ""


def officer(number):
    return Officer.objects.get(number=number)


def address(number):
    return f"/administration/agency/9901-sfj/people/{officer(number).pk}/"


def confirmed(name):
    """Somebody who has just said their password."""
    client = signed_in(name)
    client.post("/account/confirm/", {"password": SECRET})
    return client


def linked(name="chen"):
    client = confirmed(name)
    done = client.get(at_provider(client.post(LINK, {"what": "link"})), follow=True)
    assert "已经关联" in done.text
    return client


def test_an_administrator_binds_an_officer_who_then_signs_in(city, visitor, provider):
    wang = confirmed("wang")
    done = wang.post(f"{address('N1')}single-sign-on/", {"subject": "9f3c-0001"}, follow=True)
    assert "9f3c-0001" in done.text
    assert came_back(visitor)["Location"] == "/desk/"
    assert who(visitor) == "chen"
    note = ChangeNote.objects.get(what="account_bound")
    assert (note.officer, note.by_name, note.after["subject"]) == ("N1", "王某", "9f3c-0001")
    assert "关联统一身份认证" in wang.get(address("N1")).text


def test_an_officer_links_the_own_account_from_the_account_page_and_takes_it_away(city, visitor):
    chen = confirmed("chen")
    assert LINK in chen.get("/account/").text
    chen = linked()
    assert "9f3c-0001" in chen.get(LINK).text
    came_back(visitor)
    assert who(visitor) == "chen"
    assert "已取消关联" in chen.post(LINK, {"what": "unlink"}, follow=True).text
    again = Client()
    assert came_back(again).status_code == 403
    assert who(again) == ""


def test_whoever_links_says_the_password_first(city):
    chen = signed_in("chen")  # of whom it is not known since when
    for answer in (chen.get(LINK), chen.post(LINK, {"what": "link"})):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/confirm/")
    assert chen.post(f"{BEGIN}?process=connect").status_code == 404
    assert chen.post(BEGIN, {"process": "connect"}).status_code == 404
    assert not SocialAccount.objects.exists()


def test_who_is_bound_to_no_account_is_told_whom_to_ask(city, visitor):
    page = came_back(visitor)
    assert page.status_code == 403
    assert "管理员" in page.text
    assert "9f3c-0001" in page.text
    assert 'class="entrance' in page.text  # in our own layout
    english = Client(headers={"accept-language": "en"})
    assert "administrator" in came_back(english).text
    assert (who(visitor), SocialAccount.objects.count()) == ("", 0)
    assert Account.objects.count() == 5


@pytest.mark.parametrize("claim", ["email", "preferred_username", "employee_number", "name"])
def test_nothing_that_the_provider_tells_takes_an_account_over(city, visitor, provider, claim):
    chen = Account.objects.get(username="chen")
    chen.email = "chen@example.cn"
    chen.save()
    EmailAddress.objects.create(user=chen, email=chen.email, verified=True, primary=True)
    same = {"email": chen.email, "preferred_username": "chen", "employee_number": "N1",
            "name": "陈某"}  # fmt: skip
    provider.claims = {claim: same[claim], "email_verified": True}
    for subject in ("9f3c-0001", "chen", "N1", chen.email, str(chen.pk)):
        provider.subject = subject
        assert came_back(visitor).status_code == 403
        assert who(visitor) == ""
    assert not SocialAccount.objects.exists()


def test_a_binding_to_one_server_is_none_to_another(city, visitor, provider):
    SocialAccount.objects.create(
        user=Account.objects.get(username="chen"), provider="https://old.example", uid="9f3c-0001"
    )
    assert came_back(visitor).status_code == 403


def test_a_subject_of_one_account_is_not_bound_to_another(city, visitor):
    linked()
    wang = confirmed("wang")
    done = wang.get(at_provider(wang.post(LINK, {"what": "link"})), follow=True)
    assert "另一个账户" in done.text
    assert SocialAccount.objects.get().user.username == "chen"
    wu = confirmed("wu")
    held = Officer.objects.get(number="A1")
    path = f"/administration/agency/9901/people/{held.pk}/single-sign-on/"
    refused = wu.post(path, {"subject": "9f3c-0001"})
    assert refused.status_code == 422
    assert "已经关联另一个账户" in refused.text
    assert SocialAccount.objects.get().user.username == "chen"


def test_an_account_has_one_subject_and_an_administrator_exchanges_or_takes_it_away(
    city, visitor, provider
):
    linked()
    assert confirmed("chen").post(LINK, {"what": "link"}).status_code == 200
    wang = confirmed("wang")
    wang.post(f"{address('N1')}single-sign-on/", {"subject": "9f3c-0002"})
    assert SocialAccount.objects.get().uid == "9f3c-0002"
    assert came_back(visitor).status_code == 403
    provider.subject = "9f3c-0002"
    came_back(visitor)
    assert who(visitor) == "chen"
    wang.post(f"{address('N1')}account/unbind/")
    assert not SocialAccount.objects.exists()
    assert [one.what for one in ChangeNote.objects.order_by("at")] == [
        "account_bound", "account_unbound",
    ]  # fmt: skip


def test_administrators_bind_neither_themselves_nor_officers_of_others(city):
    wang = confirmed("wang")
    own = f"/administration/agency/9901/people/{officer('A1').pk}/single-sign-on/"
    assert "自己的账户" in wang.post(own, {"subject": "x"}).text
    other = f"/administration/agency/9902-sfj/people/{officer('N2').pk}/single-sign-on/"
    assert wang.post(other, {"subject": "x"}).status_code == 404
    assert confirmed("zhou").post(f"{address('N1')}single-sign-on/").status_code == 404
    assert not SocialAccount.objects.exists()


def test_a_citizen_links_no_account(city):
    qian = confirmed("qian")
    assert LINK not in qian.get("/account/").text
    assert "不是工作人员" in qian.post(LINK, {"what": "link"}).text


def test_a_locked_account_stays_locked(city, visitor):
    linked()
    Account.objects.filter(username="chen").update(is_active=False)
    assert came_back(visitor)["Location"] == "/account/inactive/"
    assert who(visitor) == ""


def test_who_came_through_the_provider_need_not_know_the_initial_password(city, visitor):
    linked()
    Account.objects.filter(username="chen").update(must_change_password=True)
    came_back(visitor)
    assert visitor.get("/desk/").status_code == 200
    assert signed_in("chen").get("/desk/")["Location"] == "/account/password/"


def unsigned(provider):
    return jwt.encode(provider.said(), None, "none", headers={"kid": providers.KID})


def by_secret(provider):
    return jwt.encode(provider.said(), "x" * 32, "HS256", headers={"kid": providers.KID})


def by_another_key(provider):
    key = providers.new_key()
    return jwt.encode(provider.said(), key, "RS256", headers={"kid": providers.KID})


def by_an_unknown_key(provider):
    return jwt.encode(provider.said(), provider.key, "RS256", headers={"kid": "other"})


def without_key_id(provider):
    return jwt.encode(provider.said(), provider.key, "RS256")


def claiming(**claims):
    def made(provider):
        provider.claims = claims
        return provider.signed()

    made.__name__ = "_".join(claims)
    return made


FORGED = (
    unsigned, by_secret, by_another_key, by_an_unknown_key, without_key_id,
    claiming(iss="https://other.example"), claiming(aud="another"), claiming(exp=1),
    lambda _: "", lambda _: "no.token", lambda _: 7,
)  # fmt: skip


@pytest.mark.parametrize("make", FORGED)
def test_a_token_that_the_provider_did_not_sign_for_us_lets_nobody_in(
    city, visitor, provider, make
):
    linked()
    provider.makes = lambda: make(provider)
    answer = came_back(visitor)
    assert answer.status_code == 401
    assert "统一身份认证没有成功" in answer.text
    assert who(visitor) == ""


def test_a_code_is_of_use_only_to_the_browser_that_asked_for_it(city, visitor):
    linked()
    path = at_provider(visitor.post(BEGIN))
    assert Client().get(path).status_code == 401
    assert visitor.get(path)["Location"] == "/desk/"
    assert visitor.get(path).status_code == 401


def test_who_cancels_is_told_so(city, visitor, provider):
    provider.refuses = True
    answer = visitor.get(at_provider(visitor.post(BEGIN)), follow=True)
    assert (answer.status_code, "取消了登录" in answer.text) == (200, True)


def test_a_provider_that_does_not_answer_is_told_plainly(city, visitor, settings, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_OIDC_SERVER", "http://127.0.0.1:9")
    settings.PLUMBLINE_OIDC_SERVER = "http://127.0.0.1:9"
    settings.SOCIALACCOUNT_PROVIDERS = oidc()
    started = time.monotonic()
    assert "统一身份认证没有成功" in visitor.post(BEGIN).text
    assert "统一身份认证没有成功" in confirmed("chen").post(LINK, {"what": "link"}).text
    assert time.monotonic() - started < 30


def test_the_way_to_the_provider_is_on_the_sign_in_page_and_begins_with_a_click(city, visitor):
    assert f'action="{BEGIN}' in visitor.get("/account/sign-in/").text
    asked = visitor.get(BEGIN)
    assert (asked.status_code, "渝快政" in asked.text) == (200, True)


def test_without_a_provider_there_is_no_such_page(city, visitor, settings):
    settings.PLUMBLINE_OIDC_SERVER, settings.SOCIALACCOUNT_PROVIDERS = "", {}
    assert visitor.post(BEGIN).status_code == visitor.get(f"{BEGIN}callback/").status_code == 404
    assert confirmed("chen").get(LINK).status_code == 404
    assert LINK not in confirmed("chen").get("/account/").text
    wang = confirmed("wang")
    assert wang.get(f"{address('N1')}single-sign-on/").status_code == 404
    assert "统一身份认证" not in wang.get(address("N1")).text
    assert BEGIN not in visitor.get("/account/sign-in/").text
