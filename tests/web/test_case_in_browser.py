"""One application goes from the citizen to delivery, by five people of three agencies."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from os import environ

import pytest
from playwright.sync_api import Browser, Page, expect

from plumbline.procedure.event import CHINA
from tests.browser import follow, violations, width
from tests.cast import PASSWORD
from tests.web.serving import served

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SCREENS = [
    pytest.param("zh-CN", WIDE, id="zh wide"),
    pytest.param("zh-CN", PHONE, id="zh phone"),
    pytest.param("en-GB", WIDE, id="en wide"),
    pytest.param("en-GB", PHONE, id="en phone"),
]
SAYS = {
    "zh-CN": {
        "sent": "已经记录", "no": "不予办理", "meanwhile": "案件又有了进展", "kept": "没有填完",
    },
    "en-GB": {
        "sent": "Recorded", "no": "Refused", "meanwhile": "has moved on", "kept": "unfinished",
    },
}  # fmt: skip
TODAY = datetime.now(CHINA).date()
ACT = "渝北市监罚〔2026〕88号行政处罚决定"
NAME = "赵某某"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal with the cast and no library."""
    home = tmp_path_factory.mktemp("cases")
    with served(home, "serve") as found:
        environment = environ | {"PLUMBLINE_HOME": str(home), "DATABASE_URL": ""}
        environment |= {"DJANGO_SETTINGS_MODULE": "plumbline.web.settings"}
        subprocess.run([sys.executable, "-m", "tests.cast"], env=environment, check=True)
        yield found


class Somebody:
    """One of the cast in a browser of their own."""

    def __init__(self, page: Page, address: str, locale: str) -> None:
        self.page, self.address, self.says = page, address, SAYS[locale]
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "response",
            lambda one: self.faults.append(one.url) if one.status >= 500 else None,
        )

    def signs_in(self, part: str) -> "Somebody":
        """Sign in as one of the cast."""
        self.page.goto(f"{self.address}/account/sign-in/")
        self.page.fill("#id_login", part)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("main form button[type=submit]")
        self.page.wait_for_url("**/desk/")
        return self

    def fills(self, **stated: str) -> None:
        """Fill in fields by their names."""
        for name, value in stated.items():
            field = self.page.locator(f"[name='{name}']").first
            if field.get_attribute("type") == "radio":
                self.page.check(f"input[name='{name}'][value='{value}']")
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def sends(self) -> None:
        """Send the form of an action."""
        follow(self.page.locator(".form-foot button.btn-primary"))

    def does(self, case: str, action: str, **stated: str) -> None:
        """Do something in a case; it must be recorded."""
        self.page.goto(f"{case}do/{action}/")
        self.fills(**stated)
        self.sends()
        if self.page.locator("input[name=seen]").count():
            self.sends()  # what was shown as a warning was seen
        expect(self.page.locator(".notice-good")).to_contain_text(self.says["sent"])
        assert self.faults == []

    def applies(self, **stated: str) -> str:
        """Apply for reconsideration; returns the address of the case."""
        days = {"act_on": ago(20), "known_on": ago(18)}
        self.page.goto(f"{self.address}/cases/new/reconsideration/apply/")
        self.fills(
            **{
                "organ": "重庆市渝北区人民政府",
                "institution": "重庆市渝北区司法局",
                "respondent-0": "重庆市渝北区市场监督管理局",
                "applicant-0_name": NAME,
                "applicant-0_id_number": "99011219900101000X",
                "act": ACT,
                "requests": "请求撤销该决定。",
                "was_told": "true",
                "channel": "online",
                **days,
                **stated,
            }
        )
        self.sends()
        self.page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
        return self.page.url


def ago(days: int) -> str:
    """The day so many days before today, as a form has it."""
    return (TODAY - timedelta(days=days)).isoformat()


@contextmanager
def people(chrome: Browser, address: str, locale: str, screen: dict[str, int], *parts: str):
    """Some of the cast, each signed in with a browser of their own."""
    contexts = [chrome.new_context(locale=locale, viewport=screen) for _ in parts]
    try:
        yield [
            Somebody(context.new_page(), address, locale).signs_in(part)
            for context, part in zip(contexts, parts, strict=True)
        ]
    finally:
        for context in contexts:
            context.close()


def agree(handler: Somebody, head: Somebody, case: str) -> None:
    """What comes before a decision: which kind of case it is, a draft, and its approval."""
    handler.does(case, "classify", is_major="false", is_technical="false", own_act="false")
    handler.does(case, "draft_decision", draft="拟维持。")
    head.does(case, "approve_decision", approval="collective")


@pytest.mark.parametrize(("locale", "screen"), SCREENS)
def test_an_application_goes_from_the_citizen_to_delivery(chrome, address, locale, screen):
    cast = ("applicant", "handler", "head", "respondent", "supervisor")
    with people(chrome, address, locale, screen, *cast) as five:
        applicant, handler, head, respondent, supervisor = five
        case = applicant.applies()
        expect(applicant.page.locator(".clock").first).to_be_visible()
        handler.does(case, "accept", procedure="ordinary")
        expect(handler.page.locator("h1")).to_contain_text(f"渝北府复〔{TODAY.year}〕")
        for action in ("send_copy", "receive_copy"):
            handler.does(case, action)
        respondent.does(case, "reply")
        handler.does(case, "hear_opinions", means="telephone")
        head.does(case, "extend", extension_days="30")
        agree(handler, head, case)
        handler.does(
            case, "decide", outcome="uphold", ground="lawful_and_fitting", approval="collective"
        )
        handler.does(case, "deliver", delivered_by="direct", receipt_number="送达回证1号")
        for somebody in five:
            somebody.page.goto(case)
            expect(somebody.page.locator(".entry").first).to_be_visible()
            assert width(somebody.page) <= screen["width"]
            assert violations(somebody.page) == []
        assert NAME in applicant.page.content()
        assert NAME not in supervisor.page.locator("main").inner_text()


def test_a_paper_of_the_case_is_looked_at_completed_and_taken_out(chrome, address):
    with people(chrome, address, "zh-CN", WIDE, "applicant", "handler") as (applicant, handler):
        case = applicant.applies()
        handler.does(case, "accept", procedure="ordinary")
        handler.page.goto(case)
        follow(handler.page.get_by_role("link", name="行政复议申请受理通知书"))
        expect(handler.page.locator(".paper")).to_contain_text("重庆市渝北区人民政府")
        expect(handler.page.locator(".paper")).to_contain_text(NAME)
        for kind in ("docx", "pdf"):
            link = handler.page.locator(f"a[href$='.{kind}']").get_attribute("href")
            answer = handler.page.request.get(f"{address}{link}")
            assert answer.ok, answer.text()
            assert answer.body()[:2] in (b"PK", b"%P")
        whole = handler.page.request.get(f"{case}file.pdf")
        assert whole.ok
        assert whole.body().startswith(b"%PDF")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_second_of_two_is_told_what_happened_and_loses_nothing(chrome, address, locale):
    with people(chrome, address, locale, WIDE, "applicant", "handler", "handler") as three:
        applicant, first, second = three
        case = applicant.applies()
        second.page.goto(f"{case}do/refuse/")
        first.does(case, "request_correction", to_correct="请补充身份证明。")
        second.fills(refused_because="scope", reasons="不属于复议范围。")
        second.sends()
        expect(second.page.get_by_role("alert").first).to_contain_text(second.says["meanwhile"])
        assert second.page.input_value("[name=reasons]") == "不属于复议范围。"
        second.sends()
        expect(second.page.get_by_role("alert").first).to_contain_text(second.says["no"])
        assert second.page.input_value("[name=reasons]") == "不属于复议范围。"


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_half_filled_form_survives_a_crash_of_the_browser(chrome, address, locale):
    form = f"{address}/cases/new/reconsideration/apply/"
    with people(chrome, address, locale, PHONE, "applicant") as (before,):
        before.page.goto(form)
        with before.page.expect_response("**/cases/drafts/**"):
            before.fills(act=ACT, requests="请求")
    with people(chrome, address, locale, PHONE, "applicant") as (after,):
        after.page.goto(form)
        expect(after.page.locator("p.notice")).to_contain_text(after.says["kept"])
        assert after.page.input_value("[name=act]") == ACT
        follow(after.page.locator("button[name=drop]"))
        after.page.goto(form)
        assert after.page.input_value("[name=act]") == ""


def test_what_the_law_does_not_allow_is_refused_with_its_article(chrome, address):
    with people(chrome, address, "zh-CN", WIDE, "applicant", "handler") as (applicant, handler):
        case = applicant.applies(act_on=ago(120), known_on=ago(110))
        handler.page.goto(f"{case}do/accept/")
        handler.fills(procedure="ordinary")
        handler.sends()
        told = handler.page.get_by_role("alert").first
        expect(told).to_contain_text("超过法定申请期限")
        expect(told).to_contain_text("《行政复议法》第二十条")


def test_a_warning_is_shown_with_its_article_before_anything_is_recorded(chrome, address):
    with people(chrome, address, "zh-CN", WIDE, "applicant", "handler", "head") as three:
        applicant, handler, head = three
        case = applicant.applies()
        handler.does(case, "accept", procedure="ordinary")
        for action in ("send_copy", "receive_copy", "reply"):
            handler.does(case, action)
        handler.does(case, "hear_opinions", means="telephone")
        agree(handler, head, case)
        handler.does(
            case, "decide", outcome="uphold", ground="lawful_and_fitting", approval="collective"
        )
        handler.page.goto(f"{case}do/deliver/")
        handler.fills(delivered_by="electronic", consented="true")
        handler.sends()
        told = handler.page.get_by_role("alert").first
        expect(told).to_contain_text("《民事诉讼法》第九十条")
        handler.page.goto(case)
        expect(handler.page.locator(".entry h3").first).to_contain_text("作出决定")


def test_a_narrow_window_folds_what_a_press_opens_without_any_script(chrome, address):
    with people(chrome, address, "zh-CN", WIDE, "applicant", "handler") as (applicant, handler):
        case = applicant.applies()
        handler.does(case, "accept", procedure="ordinary")
        for action in ("send_copy", "receive_copy"):
            handler.does(case, action)
        handler.page.goto(case)
        expect(handler.page.locator(".entry:visible")).to_have_count(4)
        expect(handler.page.locator(".fold-more:visible, .fold-switch:visible")).to_have_count(0)
        expect(handler.page.locator("#comment")).to_be_visible()
    context = chrome.new_context(locale="zh-CN", viewport=PHONE, java_script_enabled=False)
    phone = Somebody(context.new_page(), address, "zh-CN").signs_in("handler").page
    phone.goto(case)
    expect(phone.locator(".entry:visible")).to_have_count(3)
    phone.locator("label[for=fold-entries]").click()
    expect(phone.locator(".entry:visible")).to_have_count(4)
    expect(phone.locator("#comment")).to_be_hidden()
    phone.locator("#fold-comments").focus()
    phone.keyboard.press("Space")
    expect(phone.locator("#comment")).to_be_visible()
    context.close()
