"""A citizen checks a receipt in the browser: what was recorded in the test, by the worker of the
server, in Chinese and in English, on a desk and on a telephone."""

import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import violations, visiting, width
from tests.store.processes import ROOT
from tests.web.serving import PROGRAM, served

pytestmark = pytest.mark.browser

PATIENCE = 60  # seconds until the worker beside the server has given a place
EVENT = uuid.uuid5(uuid.NAMESPACE_OID, "a 1 apply")  # of those that `working` records
SIZES = {"wide": (1280, 900), "phone": (360, 740)}


def environment(home):
    return os.environ | {
        "PLUMBLINE_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "plumbline.web.settings",
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def address(home):
    with served(home, "serve") as found:
        command = [sys.executable, "-m", "tests.store.cases.working", "3", "a"]
        subprocess.run(command, cwd=ROOT, env=environment(home), check=True, capture_output=True)
        yield found


@pytest.fixture(scope="module")
def receipt(address, home):
    """The receipt that the command prints, once the server's worker has given the place."""
    command = [PROGRAM, "ledger", "receipt", str(EVENT), "--with-values"]
    for _ in range(PATIENCE):
        done = subprocess.run(command, env=environment(home), capture_output=True, text=True)
        if done.returncode == 0 and json.loads(done.stdout)["plumbline"] == "receipt":
            return json.loads(done.stdout)
        time.sleep(1)
    raise AssertionError(done.stderr)


@pytest.fixture(params=SIZES)
def visitor(request, chrome, spoken):
    wide, high = SIZES[request.param]
    with visiting(chrome, spoken, wide, high) as page:
        page.name = f"{request.param}-{spoken}"  # type: ignore[attr-defined]  # names its pictures
        yield page


def seen(page, name):
    """Keep a picture of the page where PLUMBLINE_PICTURES names a folder for it."""
    if folder := os.environ.get("PLUMBLINE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{page.name}.png", full_page=True)


def checked(page, text):
    page.locator("#receipt").fill(text)
    page.locator("form[data-receipt] button.btn-primary").click()
    expect(page.locator("#result section")).to_be_visible()
    return page.locator("#result section").get_attribute("data-code")


def test_the_page_of_the_log_is_whole_on_every_screen(visitor, address, receipt):
    visitor.goto(f"{address}/ledger/")
    expect(visitor.locator("pre.ledger-note")).to_contain_text("localhost/log")
    assert (
        visitor.evaluate("document.documentElement.scrollWidth") == visitor.viewport_size["width"]
    )
    assert violations(visitor) == []
    seen(visitor, "ledger")


def test_a_receipt_is_checked_in_the_browser_and_not_sent(visitor, address, receipt, spoken):
    visitor.goto(f"{address}/ledger/check/")
    sent = []
    visitor.on("request", lambda one: sent.append(one.method))
    assert checked(visitor, json.dumps(receipt)) == "0"
    assert set(sent) <= {"GET"}
    verdict = "回执成立" if spoken == "zh-CN" else "The receipt holds"
    expect(visitor.locator(".verdict")).to_contain_text(verdict)
    assert visitor.locator(".check-no").count() == 0
    assert width(visitor) == visitor.viewport_size["width"]
    assert violations(visitor) == []
    seen(visitor, "holds")


def test_a_changed_receipt_is_told_with_the_step_that_fails(visitor, address, receipt):
    visitor.goto(f"{address}/ledger/check/")
    entry = receipt["entry"].replace('"apply"', '"refuse"')
    assert checked(visitor, json.dumps(receipt | {"entry": entry})) == "1"
    assert visitor.locator(".check-no").count() == 1
    assert width(visitor) == visitor.viewport_size["width"]
    assert violations(visitor) == []
    seen(visitor, "fails")


def test_a_file_that_is_chosen_is_checked_at_once(page, address, receipt, tmp_path):
    (tmp_path / "receipt.json").write_text(json.dumps(receipt), "utf-8-sig")
    page.goto(f"{address}/ledger/check/")
    page.locator("#file").set_input_files(tmp_path / "receipt.json")
    expect(page.locator("#result section")).to_have_attribute("data-code", "0")
    (tmp_path / "large.json").write_bytes(b" " * 30_000_000)
    page.locator("#file").set_input_files(tmp_path / "large.json")
    expect(page.locator("#result")).to_contain_text("内容太大")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请粘贴回执"),
        ("回执", "不是 JSON"),
        ("{}", "不是本产品的回执"),
        ("null", "不是本产品的回执"),
    ],
)
def test_what_is_no_receipt_is_refused_in_words(page, address, receipt, text, said):
    page.goto(f"{address}/ledger/check/")
    assert checked(page, text) == "2"
    expect(page.locator("#result")).to_contain_text(said)


def test_a_receipt_of_another_log_and_a_key_that_is_none_are_told(page, address, receipt):
    page.goto(f"{address}/ledger/check/")
    assert checked(page, json.dumps(receipt | {"origin": "elsewhere/log"})) == "1"
    expect(page.locator("#result")).to_contain_text("出自另一个日志")
    page.locator("#key").fill("no key")
    assert checked(page, json.dumps(receipt)) == "2"
    expect(page.locator("#result")).to_contain_text("公钥的写法不对")


def test_without_scripts_the_server_checks(chrome, address, receipt):
    context = chrome.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ledger/check/")
    assert checked(page, json.dumps(receipt)) == "0"
    context.close()
