"""Signing in and out, the lock after failures, and one-time passwords."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from plumbline.store import agencies
from plumbline.store.models import Account, Agency

SECRET = "plum and line 42"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_failures_yet():
    cache.clear()


@pytest.fixture
def chen():
    """陈, an officer of a district's bureau, with an account."""
    Agency.objects.create(code="9901-sfj", name="示例市新城区司法局", kind="department",
                          level="district_county")  # fmt: skip
    one = agencies.appoint("N1", "陈某", "9901-sfj", agencies.ADMINISTRATOR, date(2020, 1, 1))
    return agencies.give_account(one.officer, "chen", SECRET)


def sign_in(client, password=SECRET, name="chen", **more):
    return client.post("/account/sign-in/", {"login": name, "password": password}, **more)


def code_of(secret):
    """The six digits that an authenticator app shows now."""
    at = int(timezone.now().timestamp()) // 30
    return format_hotp_value(hotp_value(secret, at))


def test_an_officer_signs_in_and_sees_name_and_roles(client, chen):
    assert sign_in(client).status_code == 302
    page = client.get("/account/").text
    assert "陈某" in page
    assert "示例市新城区司法局" in page
    assert "管理员" in page


def test_the_account_page_leads_a_stranger_to_the_door_and_back(client, chen):
    answer = client.get("/account/")
    assert answer.headers["Location"] == "/account/sign-in/?next=/account/"
    back = client.post(
        "/account/sign-in/", {"login": "chen", "password": SECRET, "next": "/agencies/"}
    )
    assert back.headers["Location"] == "/agencies/"


def test_nobody_is_led_to_another_site_after_signing_in(client, chen):
    where = client.post(
        "/account/sign-in/", {"login": "chen", "password": SECRET, "next": "https://evil.example/"}
    ).headers["Location"]
    assert where == "/desk/"


def test_a_wrong_password_and_a_wrong_name_are_refused_in_the_same_words(client, chen):
    wrong, unknown = sign_in(client, "another word 7"), sign_in(client, name="nobody")
    said = [list(answer.context["form"].non_field_errors()) for answer in (wrong, unknown)]
    assert said[0]
    assert said[0] == said[1]


def test_five_failures_lock_the_name_even_for_the_right_password(client, chen):
    for _ in range(5):
        assert sign_in(client, "another word 7").status_code == 200
    assert sign_in(client).status_code == 200
    assert client.get("/account/").status_code == 302


def test_the_lock_holds_under_every_spelling_of_the_name_and_the_host(client, chen):
    for name in ("chen", "CHEN", "Chen", "chen", "ｃhen"):
        sign_in(client, "another word 7", name)
    for port in ("81", "8080"):
        assert sign_in(client, HTTP_HOST=f"testserver:{port}").status_code == 200
    assert client.get("/account/").status_code == 302


def test_ten_failures_in_a_minute_lock_the_address_they_come_from(client, chen):
    for number in range(10):
        sign_in(client, "another word 7", f"nobody{number}")
    assert sign_in(client).status_code in (200, 429)
    assert client.get("/account/").status_code == 302


def test_behind_a_proxy_each_visitor_is_counted_alone(client, chen, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        sign_in(
            client, "another word 7", f"nobody{number}", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"
        )
    assert sign_in(client, HTTP_X_FORWARDED_FOR="10.0.1.1").status_code == 302


def test_many_names_do_not_wash_a_lock_away(client, chen):
    for _ in range(5):
        sign_in(client, "another word 7")
    for number in range(1200):
        cache.set(f"other-{number}", 1, 900)
    assert sign_in(client).status_code == 200


def test_signing_out_ends_the_session(client, chen):
    sign_in(client)
    assert "退出登录" in client.get("/account/sign-out/").text
    client.post("/account/sign-out/")
    assert client.get("/account/").status_code == 302


def test_a_password_is_changed_and_the_old_one_is_refused(client, chen):
    sign_in(client)
    new = "another good word 8"
    fields = {"oldpassword": SECRET, "password1": new, "password2": new}
    assert client.post("/account/password/", fields).status_code == 302
    client.post("/account/sign-out/")
    assert sign_in(client).status_code == 200
    assert sign_in(client, new).status_code == 302


def test_a_second_factor_is_asked_for_once_it_is_turned_on(client, chen):
    sign_in(client)
    asked = client.get("/account/second-factor/totp/activate/")
    assert asked.headers["Location"].startswith("/account/confirm/?next=")
    client.post(asked.headers["Location"], {"password": SECRET})
    form = client.get("/account/second-factor/totp/activate/").context["form"]
    done = client.post("/account/second-factor/totp/activate/", {"code": code_of(form.secret)})
    assert done.status_code == 302
    assert "备用码" in client.get(done.headers["Location"]).text
    client.post("/account/sign-out/")
    cache.clear()  # a code counts once within its half minute
    assert sign_in(client).headers["Location"] == "/account/second-factor/authenticate/"
    assert client.get("/account/").status_code == 302
    assert "六位数字" in client.get("/account/second-factor/authenticate/").text
    answer = client.post("/account/second-factor/authenticate/", {"code": code_of(form.secret)})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200


def test_the_secret_of_an_authenticator_does_not_stand_in_the_database(chen):
    TOTP.activate(chen, "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get()
    assert "JBSWY3DPEHPK3PXP" not in str(kept.data)
    assert TOTP(kept).validate_code(code_of("JBSWY3DPEHPK3PXP"))


def test_citizens_register_only_where_the_server_allows_it(client, settings):
    fields = {"full_name": "赵某", "username": "zhao", "password1": SECRET, "password2": SECRET}
    assert "注册未开放" in client.post("/account/register/", fields).text
    closed = client.get("/account/sign-in/").text
    assert "群众注册" not in closed
    assert 'href="/reconsideration/institutions/"' in closed
    settings.PLUMBLINE_SIGNUP = True
    assert "群众注册" in client.get("/account/sign-in/").text
    assert client.post("/account/register/", fields).status_code == 302
    assert Account.objects.get().full_name == "赵某"
    assert "没有机关职责" in client.get("/account/").text


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_logout", "account_change_password", "account_reauthenticate",
     "mfa_index", "mfa_activate_totp", "account_inactive"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_the_account_stands_in_the_portal(client, chen, name, language):
    if name not in ("account_login", "account_inactive"):
        client.force_login(chen)
    client.cookies["django_language"] = language
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert "masthead" in page.text
    assert ("Skip to content" in page.text) == (language == "en")
