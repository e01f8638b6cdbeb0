"""The pages in a browser: nothing refused by the policy, nothing that axe objects to, every key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import follow, violations, width
from tests.web.conftest import CONTRACTS, LODGINGS, ON, RENTING, WATER
from tests.web.serving import served

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "search": "/search/?q=罚款",
    "nothing found": "/search/?q=“绝无此句”",
    "browse": "/library/",
    "law": f"/law/{WATER}/?on={ON}",
    "damaged law": f"/law/{LODGINGS}/",
    "lapsed law": f"/law/{RENTING}/",
    "known law": f"/law/{CONTRACTS}/",
    "citations": f"/law/{LODGINGS}/2023-03-27/citations/",
    "cited by": f"/law/{WATER}/cited-by/",
    "comparison": f"/law/{WATER}/compare/?old=2019-07-26&new=2022-09-28",
    "check": "/check/",
    "about": "/about/",
    "imports": "/imports/",
    "import run": "/imports/1/",
    "agencies": "/agencies/",
    "sign in": "/account/sign-in/",
}
DRAFT = (
    f"关于供水的通知\n\n依照《{WATER}》第九条办理，按照《{WATER}》第九百条处理，参照《{RENTING}》。"
)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration as `plumbline demo` serves it."""
    with served(tmp_path_factory.mktemp("browser"), "demo") as found:
        yield found


@pytest.fixture
def english(chrome: Browser) -> Iterator[Page]:
    """A page in a browser that prefers English."""
    context = chrome.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_objects_to_nothing_on_any_page(page, address, name):
    page.goto(address + PAGES[name])
    assert violations(page) == []


@pytest.mark.parametrize("name", ["home", "law", "search", "comparison", "citations", "check"])
def test_axe_objects_to_nothing_in_the_dark(page, address, name):
    page.emulate_media(color_scheme="dark")
    page.goto(address + PAGES[name])
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_on_a_telephone(page, address, name):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + PAGES[name])
    assert width(page) == 360


@pytest.mark.parametrize("name", ["browse", "law", "comparison", "imports"])
@pytest.mark.parametrize("size", [820, 1024])
def test_no_page_scrolls_sideways_on_a_tablet_in_english(english, address, name, size):
    english.set_viewport_size({"width": size, "height": 740})
    english.goto(address + PAGES[name])
    assert width(english) == size


@pytest.mark.parametrize("name", ["home", "law", "search", "check", "sign in"])
def test_axe_objects_to_nothing_on_a_telephone_in_english(english, address, name):
    english.set_viewport_size({"width": 360, "height": 740})
    english.goto(address + PAGES[name])
    assert width(english) == 360
    assert violations(english) == []


def test_the_language_can_be_switched_and_stays(page, address):
    page.goto(address + PAGES["law"])
    follow(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="What it cites")).to_be_visible()
    page.goto(address + "/")
    expect(page.get_by_role("button", name="Search")).to_be_visible()


def test_a_slash_leads_to_the_search_field(page, address):
    page.goto(address + "/")
    page.keyboard.press("/")
    page.keyboard.type("供水")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("供水")


def test_a_question_mark_shows_the_keys_and_they_can_be_switched_off(page, address):
    page.goto(address + PAGES["law"])
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "masthead-q"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page, address):
    page.goto(address + PAGES["browse"])
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_j_and_k_go_from_article_to_article(page, address):
    page.goto(address + PAGES["law"] + "#art_9")
    page.keyboard.press("j")
    focused = "document.activeElement.id"
    first = page.evaluate(focused)
    page.keyboard.press("j")
    second = page.evaluate(focused)
    page.keyboard.press("k")
    assert [first, second, page.evaluate(focused)] == ["art_10", "art_11", "art_10"]


def test_n_goes_to_the_next_change(page, address):
    page.goto(address + PAGES["comparison"])
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator("[data-step=change]").nth(1)).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("[data-step=change]").nth(0)).to_be_focused()


def test_an_article_is_in_view_when_its_permalink_is_opened(page, address):
    page.goto(address + PAGES["law"] + "#art_30")
    expect(page.locator("#art_30")).to_be_in_viewport()


def test_the_cited_text_is_shown_on_focus_and_escape_closes_it(page, address):
    page.goto(address + PAGES["damaged law"])
    link = page.locator("a.cite").first
    link.focus()
    card = page.locator(".card-pop")
    expect(card).to_be_visible()
    expect(card).to_contain_text("《中华人民共和国合同法》")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()


def test_the_cited_text_is_shown_on_hover_and_the_pointer_may_enter_it(page, address):
    page.goto(address + PAGES["damaged law"])
    page.locator("a.cite").first.hover()
    card = page.locator(".card-pop")
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)


def test_the_keyboard_enters_the_card_and_comes_back(page, address):
    page.goto(address + PAGES["damaged law"])
    link = page.locator("a.cite").nth(1)
    link.focus()
    expect(page.locator(".card-pop")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.card-pop')")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_a_pasted_text_is_checked_and_its_statuses_can_be_filtered(page, address):
    page.goto(address + "/check/")
    page.get_by_label("粘贴文本").fill(DRAFT)
    follow(page.get_by_role("button", name="核对", exact=True))
    items = page.locator(".cited-item")
    expect(items).to_have_count(3)
    assert violations(page) == []
    page.locator("[data-status-switch=ok]").uncheck()
    expect(items.locator("visible=true")).to_have_count(2)


def test_a_file_can_be_dropped_on_the_form(page, address):
    page.goto(address + "/check/")
    page.evaluate(
        """draft => {
            const carried = new DataTransfer();
            carried.items.add(new File([draft], "draft.txt", { type: "text/plain" }));
            document.querySelector("[data-drop-area]").dispatchEvent(
                new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        DRAFT,
    )
    follow(page.get_by_role("button", name="核对", exact=True))
    expect(page.locator(".cited-item")).to_have_count(3)


def test_the_report_is_saved_under_a_name_with_its_day(page, address, tmp_path: Path):
    page.goto(address + "/check/")
    page.get_by_label("粘贴文本").fill(DRAFT)
    page.get_by_label("基准日").fill(ON)
    follow(page.get_by_role("button", name="核对", exact=True))
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON").click()
    assert saved.value.suggested_filename == f"check-{ON}.json"


def test_the_portal_works_without_scripts(chrome, address):
    context = chrome.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(address + PAGES["damaged law"])
    follow(page.locator("a.cite").first)
    page.goto(address + "/check/")
    page.get_by_label("粘贴文本").fill(DRAFT)
    follow(page.get_by_role("button", name="核对", exact=True))
    expect(page.locator(".cited-item")).to_have_count(3)
    context.close()


def test_the_theme_that_is_chosen_stays(page, address):
    page.goto(address + "/")
    page.get_by_role("button", name="切换深浅色").click()
    page.goto(address + "/about/")
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_a_printed_law_leaves_out_what_only_a_screen_needs(page, address):
    page.goto(address + PAGES["law"])
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator("#art_1")).to_be_visible()


def test_answers_stand_at_the_top_of_a_telephone_and_facets_open_when_asked(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/search/?q=罚款")
    assert page.locator(".hit").first.bounding_box()["y"] < 700
    expect(page.locator(".facet").first).not_to_be_visible()
    page.locator(".facets summary").click()
    expect(page.locator(".facet").first).to_be_visible()


def test_the_facets_stand_open_beside_answers_on_a_wide_page(page, address):
    page.goto(f"{address}/search/?q=罚款")
    facet, hit = page.locator(".facet").first, page.locator(".hit").first
    expect(facet).to_be_visible()
    assert facet.bounding_box()["x"] < hit.bounding_box()["x"]
    assert facet.bounding_box()["height"] > 30


def test_escape_leaves_the_search_box_and_keeps_what_was_typed(page, address):
    page.goto(f"{address}/search/?q=罚款")
    page.locator("#q").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).not_to_be_focused()
    expect(page.locator("#q")).to_have_value("罚款")


def test_what_is_printed_is_dark_on_white_whatever_the_theme(page, address):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(address + PAGES["law"])
    words, sheet = page.locator("article.law p").first, page.locator("article.law")
    assert words.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    white = "rgb(255, 255, 255)"
    assert sheet.evaluate("one => getComputedStyle(one).backgroundColor") == white


def test_contents_mark_the_last_chapter_when_its_last_article_is_named(page, address):
    page.goto(f"{address}/law/{WATER}/?on={ON}")
    articles = page.locator("article.law section.article")
    page.goto(f"{address}/law/{WATER}/?on={ON}#{articles.last.get_attribute('id')}")
    page.reload()
    last = page.locator(".contents nav a").last
    expect(last).to_have_attribute("aria-current", "location")


def test_the_button_shows_a_sun_at_night_and_a_moon_by_day(page, address):
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    expect(page.locator(".by-night")).to_be_visible()
    expect(page.locator(".by-day")).not_to_be_visible()
    page.locator("[data-theme-switch]").click()
    expect(page.locator(".by-night")).not_to_be_visible()
    expect(page.locator(".by-day")).to_be_visible()


def test_on_a_telephone_a_permalink_alone_takes_no_row(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + PAGES["law"])
    alone = page.locator(".article:not(:has(.rests))").last
    words = alone.locator("p").last.bounding_box()
    link = alone.locator(".permalink").bounding_box()
    assert link["y"] + link["height"] <= words["y"] + words["height"] + 8
    assert link["height"] >= 24  # WCAG 2.2, target size


def test_on_a_telephone_the_example_in_the_search_box_is_whole(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    fits = """box => {
        const drawing = document.createElement("canvas").getContext("2d");
        const style = getComputedStyle(box);
        drawing.font = style.font;
        const sides = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
        return drawing.measureText(box.placeholder).width <= box.clientWidth - sides;
    }"""
    assert page.locator("#home-q").evaluate(fits)
