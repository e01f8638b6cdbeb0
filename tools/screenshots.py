"""Draw the pictures of the README anew: pages of the demonstration library, in docs/screenshots.

python tools/screenshots.py        needs Chromium and a font with Chinese characters
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bootstrap import ROOT
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(ROOT))

from tests.capabilities import chromium, font
from tests.web.serving import served

FOLDER: Final = ROOT / "docs" / "screenshots"
MOST: Final = 2_000_000  # bytes of all pictures together
WIDE: Final = (1280, 800)
NARROW: Final = (390, 844)
ON: Final = "2026-11-01"  # a fixed day, so that a picture changes only when a page does

WATER: Final = "/law/示例市城市供水管理条例/"
LODGINGS: Final = "/law/示例市新城区人民政府关于加强出租房屋安全管理的通告/"
DEMONSTRATION: Final = ROOT / "demo" / "library"


def nothing(page: Page) -> None:
    """Leave the page as it opens."""


def open_card(page: Page) -> None:
    """Point at a citation of what has ended."""
    page.locator("a.cite").nth(1).hover()
    page.locator(".card-pop").wait_for()


def check_notice(page: Page) -> None:
    """Hand over a notice whose citations are wrong in several ways."""
    notice = next(path for path in DEMONSTRATION.iterdir() if "夜市摊点" in path.name)
    page.locator("#id_file").set_input_files(notice)
    page.locator("#id_on").fill(ON)
    page.locator(".btn-wide").click()
    page.locator(".checked").wait_for()
    page.locator(".checked").evaluate("one => one.scrollIntoView()")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page at a size, in a language, light or dark, and what is done on it before it is drawn."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    locale: str = "zh-CN"
    dark: bool = False
    act: Callable[[Page], None] = nothing


PICTURES: Final = (
    Picture("home", "/"),
    Picture("search", f"/search/?q=违反规定的罚款&on={ON}"),
    Picture("law", f"{WATER}?on={ON}"),
    Picture("law-in-2018", f"{WATER}?on=2018-05-01"),
    Picture("citation", f"{LODGINGS}?on={ON}", act=open_card),
    Picture("comparison", f"{WATER}compare/?old=2019-07-26&new=2022-09-28"),
    Picture("check", "/check/", act=check_notice),
    Picture("browse", f"/library/?on={ON}"),
    Picture("english", f"{WATER}?on={ON}", locale="en-GB"),
    Picture("dark", f"{WATER}?on={ON}", dark=True),
    Picture("telephone", f"{LODGINGS}?on={ON}", NARROW),
)


def main() -> None:
    """Draw every picture; leave with a message when the machine cannot, or they are too large."""
    if chromium() is None or font() is None:
        sys.exit("Pictures need Chromium and a font with Chinese characters.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="plumbline-pictures-") as home,
        served(Path(home), "demo") as address,
        launched() as browser,
    ):
        for picture in PICTURES:
            draw(picture, browser, address)
    total = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(PICTURES)} pictures, {total / 1000:.0f} KB")
    if total > MOST:
        sys.exit(f"{FOLDER}: {total} bytes; at most {MOST} are kept in the checkout")


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])


def draw(picture: Picture, browser: Browser, address: str) -> None:
    """Open the page, act on it, and write docs/screenshots/<name>.png."""
    width, height = picture.size
    context = browser.new_context(
        locale=picture.locale,
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + picture.path)
    picture.act(page)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    main()
