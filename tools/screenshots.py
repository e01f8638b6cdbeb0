"""Draw the pictures of the README anew: pages of the demonstration library, in docs/screenshots.
Which pages, says screenshots.toml.

python tools/screenshots.py        needs Chromium and a font with Chinese characters
"""

import sys
import tempfile
import tomllib
from collections.abc import Iterator
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
WANTED: Final = Path(__file__).with_suffix(".toml")
MOST: Final = 2_000_000  # bytes of all pictures together
WIDE: Final = (1280, 800)
NARROW: Final = (390, 844)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page at a size, in a language, light or dark, and what is done on it before it is drawn.

    `sign_in` is one of the cast of the demonstration; `follow` a link to click; `point_at` an
    element to hover over; `check` a file of the demonstration to check.
    """

    name: str
    path: str
    narrow: bool = False
    locale: str = "zh-CN"
    dark: bool = False
    point_at: str = ""
    check: str = ""
    sign_in: str = ""
    follow: str = ""

    def enter(self, page: Page, address: str) -> None:
        """Sign in where the page is not for everybody, and open it."""
        if self.sign_in:
            page.goto(f"{address}/account/sign-in/")
            page.locator(f"[data-username={self.sign_in}]").click()
            page.press("#id_password", "Enter")
            page.wait_for_url(f"{address}/desk/")
        page.goto(address + self.path)

    def act(self, page: Page) -> None:
        """Do on the page what the picture shows."""
        if self.follow:
            page.locator(self.follow).first.click()
            page.wait_for_load_state()
        if self.point_at:
            page.locator(self.point_at).hover()
            page.locator(".card-pop").wait_for()
        if self.check:
            page.locator("#id_file").set_input_files(ROOT / self.check)
            page.locator(".btn-wide").click()
            page.locator(".checked").evaluate("one => one.scrollIntoView()")


def main() -> None:
    """Draw every picture; leave with a message when the machine cannot, or they are too large."""
    if chromium() is None or font() is None:
        sys.exit("Pictures need Chromium and a font with Chinese characters.")
    listed = tomllib.loads(WANTED.read_text(encoding="utf-8"))["picture"]
    pictures = [Picture(**one) for one in listed]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="plumbline-pictures-") as home,
        served(Path(home), "demo") as address,
        launched() as browser,
    ):
        for picture in pictures:
            draw(picture, browser, address)
    total = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(pictures)} pictures, {total / 1000:.0f} KB")
    if total > MOST:
        sys.exit(f"{FOLDER}: {total} bytes; at most {MOST} are kept in the checkout")


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])


def draw(picture: Picture, browser: Browser, address: str) -> None:
    """Open the page, act on it, and write docs/screenshots/<name>.png."""
    width, height = NARROW if picture.narrow else WIDE
    context = browser.new_context(
        locale=picture.locale,
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    picture.enter(page, address)
    picture.act(page)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    main()
