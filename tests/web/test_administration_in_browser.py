"""An organisation comes in from a spreadsheet in both languages, wide and telephone."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from plumbline.store import agencies
from plumbline.store.models import Account, Agency, Placement
from tests.browser import follow, violations, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "plum and line 42"
WIDE, TELEPHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TABLE = (
    "代码,名称,上级代码,类别,层级,电话\n"
    "9901-cg,示例市新城区城市管理局,9901,政府部门,区县,\n"
    "9901-sfj,示例市新城区司法局,,,,023-5678\n"
    "9902,示例市旧城区人民政府,,,,1\n"
    "9901-x,示例市新城区某局,7777,公司,,\n"
)
PEOPLE = "编号,姓名,机关代码,职责,职务,起\nN5,郑某,9901-sfj,行政复议机构,科员,2024-05-01\n"
SAID = {
    "zh-CN": {"good": "只导入正确的 2 行", "error": "不在你的管理范围", "send": "上传并预览"},
    "en-GB": {"good": "Take in the 2 good rows", "error": "not among those that you keep",
              "send": "Upload and look"},
}  # fmt: skip


@pytest.fixture
def district():
    """A district with its bureau, its administrator 王, and a neighbour."""
    cache.clear()
    top = Agency.objects.create(code="9901", name="示例市新城区人民政府", kind="government",
                                level="district_county")  # fmt: skip
    Agency.objects.create(code="9902", name="示例市旧城区人民政府", kind="government",
                          level="district_county")  # fmt: skip
    bureau = Agency.objects.create(code="9901-sfj", name="示例市新城区司法局", kind="department",
                                   level="district_county")  # fmt: skip
    Placement.objects.create(agency=bureau, parent=top)
    officer = agencies.appoint("A1", "王某", "9901", "administrator", date(2020, 1, 1)).officer
    officer.account = Account.objects.create(
        username="wang", full_name="王某", password=make_password(SECRET)
    )
    officer.save()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/sign-in/")
    page.fill("input[name=login]", "wang")
    page.fill("input[name=password]", SECRET)
    page.click("form[action='/account/sign-in/'] button[type=submit]")
    page.wait_for_url("**/desk/")


def pictured(page: Page, name: str) -> None:
    """Nothing wider than the page, nothing that axe objects to; a picture for whoever asks."""
    assert width(page) <= page.viewport_size["width"], name
    if folder := os.environ.get("PLUMBLINE_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
    assert violations(page) == [], name


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("size", [WIDE, TELEPHONE], ids=["wide", "telephone"])
def test_a_table_is_uploaded_looked_at_and_taken_in(
    live_server, district, chrome: Browser, tmp_path, language, size
):
    said, mark = SAID[language], f"{language[:2]}-{size['width']}"
    context = chrome.new_context(locale=language, viewport=size)
    page = context.new_page()
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/administration/")
    pictured(page, f"overview-{mark}")
    page.goto(f"{live_server.url}/administration/import/")
    pictured(page, f"import-{mark}")
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    page.set_input_files("input[type=file]", broken)
    follow(page.get_by_role("button", name=said["send"]))
    expect(page.get_by_role("alert")).to_be_visible()
    pictured(page, f"refused-{mark}")
    file = tmp_path / "agencies.csv"
    file.write_text(TABLE, "utf-8")
    page.set_input_files("input[type=file]", file)
    follow(page.get_by_role("button", name=said["send"]))
    expect(page.locator(".keep-rows")).to_contain_text(said["error"])
    pictured(page, f"preview-{mark}")
    follow(page.get_by_role("button", name=said["good"]))
    page.fill("input[name=password]", SECRET)  # who confirms says who they are first
    follow(page.locator("form[action='/account/confirm/'] button[type=submit]"))
    expect(page.locator(".notice").first).to_be_visible()
    assert Agency.objects.filter(code="9901-cg").exists()
    file.write_text(PEOPLE, "utf-8")
    page.goto(f"{live_server.url}/administration/import/")
    page.set_input_files("input[type=file]", file)
    follow(page.get_by_role("button", name=said["send"]))
    follow(page.locator(".keep-confirm .btn-primary"))
    keep_people(page, live_server.url, mark)
    context.close()


def keep_people(page: Page, address: str, mark: str) -> None:
    """Look at the agency and the officer who came in, and give the officer an account."""
    page.goto(f"{address}/administration/agency/9901-sfj/")
    expect(page.locator(".works")).to_contain_text("郑某")
    pictured(page, f"agency-{mark}")
    follow(page.get_by_role("link", name="郑某"))
    pictured(page, f"officer-{mark}")
    follow(page.locator("a[href$='/account/'].btn-primary"))
    page.fill("input[name=username]", "zheng")
    follow(page.locator(".keep-form button[type=submit]"))
    expect(page.locator(".keep-secret")).to_be_visible()
    pictured(page, f"password-{mark}")
    for path in ("end", "appoint", "facts"):
        page.goto(f"{address}/administration/agency/9901-sfj/{path}/")
        pictured(page, f"{path}-{mark}")
