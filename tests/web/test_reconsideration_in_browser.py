"""掌上复议 -- the way of a citizen in the browser: ask, register, apply, follow; on a desk and on a
telephone, in Chinese and in English."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import follow, violations, visiting, width
from tests.store.processes import ROOT
from tests.web.serving import served

pytestmark = pytest.mark.browser

SIZES = {"wide": (1280, 900), "phone": (390, 800), "narrow": (360, 740)}
WORDS = {
    "zh-CN": {
        "see": "看看我能不能申请", "next": "下一步", "answer": "看答案", "apply": "现在申请",
        "register": "群众注册", "send": "注册", "check": "检查后提交", "confirm": "确认提交",
        "received": "申请已经收到", "open": "查看案件", "now": "现在怎么办",
    },
    "en-GB": {
        "see": "See whether I may apply", "next": "Next", "answer": "See the answer",
        "apply": "Apply now", "register": "Register as a citizen", "send": "Register",
        "check": "Check, then send", "confirm": "Send",
        "received": "Your application was received", "open": "Open the case",
        "now": "What to do now",
    },
}  # fmt: skip
CAST = "from tests.cast import assemble; assemble()"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    home = tmp_path_factory.mktemp("reconsideration")
    os.environ["PLUMBLINE_SIGNUP"] = "1"
    try:
        with served(home, "serve") as found:
            environment = os.environ | {
                "PLUMBLINE_HOME": str(home), "DATABASE_URL": "",
                "DJANGO_SETTINGS_MODULE": "plumbline.web.settings",
            }  # fmt: skip
            command = [sys.executable, "-c", f"import django; django.setup(); {CAST}"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
            yield found
    finally:
        del os.environ["PLUMBLINE_SIGNUP"]


@pytest.fixture(params=SIZES)
def visitor(request, chrome, spoken):
    wide, high = SIZES[request.param]
    with visiting(chrome, spoken, wide, high) as page:
        page.name = f"{request.param}-{spoken}"  # type: ignore[attr-defined]  # names its pictures
        yield page


def seen(page, name):
    """Nothing sticks out, nothing is wrong for those who listen; a picture where one is wanted."""
    assert width(page) <= page.viewport_size["width"]
    assert violations(page) == []
    if folder := os.environ.get("PLUMBLINE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{page.name}-{name}.png", full_page=True)


def test_a_citizen_asks_registers_and_comes_back_applies_and_follows(visitor, spoken, address):
    words = WORDS[spoken]
    known = ask(visitor, words, address)
    register(visitor, words)
    fill_in(visitor, known)
    send_and_follow(visitor, words, address)


def ask(page, words, address):
    """Through the guide to its answer; the day on which the act was known."""
    page.goto(f"{address}/reconsideration/")
    seen(page, "1-landing")
    follow(page.get_by_role("link", name=words["see"]))
    seen(page, "2-kind")
    page.locator("[name=kind][value=penalty]").check()
    follow(page.get_by_role("button", name=words["next"]))
    page.locator("[name=on_the_spot][value=false]").check()
    seen(page, "3-what")
    follow(page.get_by_role("button", name=words["next"]))
    page.locator("[name=organ]").fill("重庆市渝北区市场监督管理局")
    seen(page, "4-organ")
    follow(page.get_by_role("button", name=words["next"]))
    today = page.evaluate("new Date(Date.now() - 864e5 * 20).toISOString().slice(0, 10)")
    page.locator("[name=act_on]").fill(today)
    page.locator("[name=known_on]").fill(today)
    page.locator("[name=was_told][value=true]").check()
    seen(page, "5-days")
    follow(page.get_by_role("button", name=words["answer"]))
    expect(page.get_by_role("heading", name="重庆市渝北区人民政府")).to_be_visible()
    seen(page, "6-answer")
    page.go_back()
    expect(page.locator("[name=known_on]")).to_have_value(today)
    page.go_forward()
    return today


def register(page, words):
    """From the answer to an account, and back to the form."""
    follow(page.get_by_role("link", name=words["apply"]))
    follow(page.get_by_role("link", name=words["register"]))
    page.locator("[name=full_name]").fill("赵某某")
    page.locator("[name=username]").fill(f"zhao-{page.name}")
    page.locator("[name=password1]").fill("plumb-line-2024")
    page.locator("[name=password2]").fill("plumb-line-2024")
    follow(page.get_by_role("button", name=words["send"], exact=True))


def fill_in(page, known):
    """The form holds what was said and what the account knows; the rest is typed."""
    expect(page.locator("[name=respondent-0]")).to_have_value("重庆市渝北区市场监督管理局")
    expect(page.locator("[name=known_on]")).to_have_value(known)
    expect(page.locator("[name='applicant-0_name']")).to_have_value("赵某某")
    page.locator("[name=act]").fill("渝北市监处〔2026〕9号")
    page.locator("[name=requests]").fill("撤销行政处罚决定")
    page.locator("[name='attachments-0']").set_input_files(
        {"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\nmade\n"}
    )
    seen(page, "7-form")


def send_and_follow(page, words, address):
    """Look through, send, see the receipt, the case and the own desk."""
    follow(page.get_by_role("button", name=words["check"]))
    expect(page.get_by_text("决定书.pdf")).to_be_visible()
    seen(page, "8-preview")
    follow(page.get_by_role("button", name=words["confirm"]))
    expect(page.get_by_role("heading", name=words["received"])).to_be_visible()
    seen(page, "9-done")
    follow(page.get_by_role("link", name=words["open"]))
    expect(page.get_by_role("heading", name=words["now"])).to_be_visible()
    seen(page, "10-case")
    page.goto(f"{address}/desk/")
    seen(page, "11-own")


def test_an_officer_prints_a_slip_and_a_citizen_types_it_in(chrome, address):
    page = chrome.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
    page.name = "officer"
    page.goto(f"{address}/reconsideration/institutions/")
    seen(page, "institutions")
    page.goto(f"{address}/account/sign-in/?next=/reconsideration/code/")
    page.locator("[name=login]").fill("stranger")
    page.locator("[name=password]").fill("plumb-line-2024")
    follow(page.locator("main").get_by_role("button", name="登录"))
    page.locator("[name=code]").fill("2222-2222-2222")
    follow(page.get_by_role("button", name="进入案件"))
    expect(page.get_by_role("alert")).to_be_visible()
    page.context.close()
