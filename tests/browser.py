"""The system's Chromium, driven by Playwright; a test that uses it carries the marker `browser`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from plumbline.web.settings import VENDOR
from tests.capabilities import chromium

AXE = VENDOR / "axe" / "axe.min.js"
PATIENCE = 30_000  # milliseconds
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One running Chromium for the whole session."""
    # Playwright keeps an event loop on this thread, and Django refuses its database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A page of its own for each test, in Chinese; what the console calls an error fails it."""
    with visiting(chrome, "zh-CN", 1280, 900) as opened:
        yield opened


@pytest.fixture(params=["zh-CN", "en-GB"])
def spoken(request: pytest.FixtureRequest) -> str:
    """The language that a browser prefers."""
    return str(request.param)


@contextmanager
def visiting(chrome: Browser, language: str, wide: int, high: int) -> Iterator[Page]:
    """A page in a browser of its own; what the console calls an error fails the test."""
    context = chrome.new_context(locale=language, viewport={"width": wide, "height": high})
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    assert said == [], "the browser's console reports errors"


def follow(link: Locator) -> None:
    """Click what leads to another page, and wait until that page is there: a click does not."""
    with link.page.expect_navigation():
        link.click()


def violations(page: Page) -> list[str]:
    """What axe objects to on the page as it stands."""
    page.evaluate(f"() => {{ {AXE.read_text()} }}")  # evaluated by the browser's driver, not by CSP
    found = page.evaluate(
        "rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })", RULES
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def width(page: Page) -> int:
    """How wide the page is, with what sticks out of it, in CSS pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth"))
