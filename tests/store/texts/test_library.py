"""What pages and commands ask of the library, as of a day."""

from datetime import UTC, date, datetime

import pytest

from plumbline.store import library
from plumbline.store.models import Change, Original, Version, Work
from plumbline.store.texts import checking, comparing
from tests.store.conftest import law, version

WATER = "示例市供水条例"
ENDED = {"from_day": "2025-01-01", "closing": "《示例市供水条例》同时废止。"}
FILES = {
    "供水2019.md": law(WATER, "2019-03-01", "供水企业应当保障水质。", "水压应当达到标准。"),
    "供水2023.md": law(
        WATER, "2023-06-01", "本条例所称供水，是指公共供水。", "供水企业应当保障水质。",
        "水压应当达到标准。",
    ),
    "城乡.md": law("示例市城乡供水条例", "2024-11-01", "供水应当连续。", **ENDED),
    "处罚.md": law(
        "示例市处罚规定", "2021-05-05", "违反《示例市供水条例》第一条、第二条的，罚款。",
        "依照前条和示例市供水条例第九条执行。",
    ),
}  # fmt: skip
IN_2021 = date(2021, 6, 1)
IN_2024 = date(2024, 6, 1)


@pytest.fixture
def stocked(shelf):
    for name, text in FILES.items():
        shelf.write(name, text)
    shelf.bring_in()
    return shelf


def the_work() -> Work:
    found = library.find_work(WATER)
    assert found is not None
    return found


def page(day: date, label: str | None = None) -> library.VersionPage:
    return library.version_page(the_work(), day, label)


@pytest.mark.parametrize(
    ("day", "label", "state"),
    [
        (date(2018, 1, 1), "2019-03-01", "not_yet_in_force"),
        (IN_2021, "2019-03-01", "in_force"),
        (IN_2024, "2023-06-01", "in_force"),
        (date(2025, 1, 1), "2023-06-01", "repealed"),
    ],
)
def test_the_version_that_governs_is_the_one_of_the_day(stocked, day, label, state):
    shown = page(day)
    assert shown.version is not None
    assert (shown.version.label, shown.state.state) == (label, state)


def test_a_version_is_shown_when_it_is_named_whatever_governs(stocked):
    assert page(IN_2024, "2019-03-01").version == version(WATER, "2019-03-01")
    with pytest.raises(LookupError, match="there are 2019-03-01, 2023-06-01"):
        page(IN_2024, "2020-01-01")


def test_the_days_of_change_are_those_of_texts_and_repeals(stocked):
    work = the_work()
    days = [day.isoformat() for day in library.change_days(work)]
    assert days == ["2019-03-01", "2023-06-01", "2025-01-01"]


@pytest.mark.parametrize("typed", [WATER, f"《{WATER}》", f" {WATER} ", f"{WATER}\0"])
def test_a_work_is_found_however_its_name_is_typed(stocked, typed):
    assert library.find_work(typed).key == WATER


def test_a_list_counts_what_it_narrows(stocked):
    listing = library.list_works(IN_2024, q="供水")
    assert listing.total == 2
    repealed = library.list_works(date(2025, 6, 1), state="repealed")
    assert [row.work.key for row in repealed.rows] == [WATER]
    assert repealed.rows[0].version.label == "2023-06-01"
    assert listing.facets["year"] == [("2024", 1), ("2023", 1)]


@pytest.mark.parametrize("year", ["²⁰²³", "99999", "0", "-1", "x", "٢٠٢٣"])
def test_a_year_that_is_none_narrows_nothing(stocked, year):
    assert library.list_works(IN_2024, year=year).total == 3


def test_what_rests_on_an_article_is_found_with_its_count(stocked):
    listing = library.citations_in(WATER, "2")
    assert [c.version.work.key for c in listing.rows] == ["示例市处罚规定"]
    assert library.resting_counts(WATER) == {"": 1, "1": 1, "2": 1, "9": 1}


def test_an_article_bears_the_citations_that_mean_it_and_those_of_older_texts_apart(stocked):
    older, newer = (library.rests_on(WATER, label) for label in ("2019-03-01", "2023-06-01"))
    assert (older.here, older.earlier) == ({"1": 1, "2": 1, "9": 1}, {})
    assert (newer.here, newer.earlier) == ({}, {"1": 1, "2": 1, "9": 1})
    rows = library.citations_in(WATER, "1").rows
    assert library.texts_meant(WATER, rows) == ["2019-03-01"]


def test_a_citation_of_an_edition_means_the_text_of_that_year(stocked):
    words = "依照《示例市供水条例（2019年修正）》第二条和《示例市供水条例》第三条执行。"
    stocked.write("新规定.md", law("示例市新规定", "2024-05-05", words))
    stocked.bring_in()
    newer = library.rests_on(WATER, "2023-06-01")
    assert (newer.here, newer.earlier["2"]) == ({"3": 1}, 2)


def test_a_card_shows_the_words_cited_and_where_they_stand_now(stocked):
    citing = version("示例市处罚规定", "2021-05-05")
    card = library.citation_card(citing, 0, IN_2024)
    assert card.resolved.status == "moved"
    first = card.named[0]
    assert "保障水质" in first.provision.text
    assert first.target.moved_to == "art_2"
    assert first.moved.version.label == "2023-06-01"
    assert "保障水质" in first.moved.text


def test_a_card_of_a_citation_that_is_not_there_is_an_error_that_says_so(stocked):
    with pytest.raises(LookupError, match="has no citation 99"):
        library.citation_card(version("示例市处罚规定", "2021-05-05"), 99)


def test_the_text_of_a_provision_is_its_article_and_of_a_chapter_all_of_it(shelf):
    head, _, _ = FILES["供水2019.md"].partition("第一条")
    chapters = "## 第一章 总则\n\n第一条 甲。\n\n第二条 乙。\n\n## 第二章 附则\n\n第三条 丙。\n"
    shelf.write("供水.md", head + chapters)
    shelf.bring_in()
    found = library.provision_text(WATER, "2019-03-01", "art_2__para_1")
    assert [block.eid for block in found] == ["art_2"]
    found = library.provision_text(WATER, "2019-03-01", "chp_1")
    assert [block.eid for block in found] == ["chp_1", "art_1", "art_2"]
    assert library.provision_text(WATER, "2019-03-01", "art_9") == []


def test_checking_a_text_keeps_nothing(stocked):
    before = stocked.digests()
    text = law("示例市新规定", "2024-05-05", "违反《示例市供水条例》第二条的，罚款。")
    checked = checking.check_text(text.encode(), "新.md", None, today=IN_2024)
    assert [one.status for one in checked.citations] == ["ok"]
    assert checked.written == date(2024, 5, 5)
    assert stocked.digests() == before
    assert Original.objects.count() == len(FILES)


def test_a_comparison_follows_a_text_that_was_replaced(stocked):
    work = the_work()
    counts = comparing.compare(work, "2019-03-01", "2023-06-01").counts
    assert counts == {"same": 2, "new": 1, "amended": 1} or counts.get("new") == 1
    stocked.write("供水2023.md", FILES["供水2023.md"].replace("水压应当达到标准。", "完全不同。"))
    stocked.bring_in()
    again = comparing.compare(work, "2019-03-01", "2023-06-01")
    assert "完全不同" in "".join(row.new_text for row in again.rows)


def test_where_content_has_moved_is_asked_anew_when_a_text_is_replaced(stocked):
    citing = version("示例市处罚规定", "2021-05-05")
    assert library.citation_card(citing, 0, IN_2024).resolved.status == "moved"
    stocked.write("供水2023.md", FILES["供水2019.md"].replace("2019年3月1日", "2023年6月1日"))
    stocked.bring_in()
    assert library.citation_card(citing, 0, IN_2024).resolved.status == "ok"


def test_counts_are_of_what_is_shown(stocked):
    found = library.stats()
    assert (found["works"], found["versions"], found["behind"]) == (3, 4, 0)
    Version.objects.filter(work__key="示例市处罚规定").update(lexicon="")
    assert library.stats()["works"] == 2


def test_the_newest_versions_come_first(stocked):
    labels = [one.label for one in library.recent(2)]
    assert labels == ["2024-11-01", "2023-06-01"]


def test_a_catalogue_is_not_built_for_every_batch_of_another_import(stocked, monkeypatch):
    first = library.catalogue()
    Change.objects.create(work="x", action="put", made_at=datetime.now(UTC))
    monkeypatch.setattr("plumbline.store.texts.catalogues.time.monotonic", lambda: 0.0)
    assert library.catalogue() is first
    monkeypatch.setattr("plumbline.store.texts.catalogues.time.monotonic", lambda: 1e9)
    assert library.catalogue() is not first


def test_whoever_imports_sees_at_once_what_came_in(stocked):
    before = library.catalogue()
    stocked.write("新.md", law("示例市新规定", "2024-01-01", "新的条文。"))
    stocked.bring_in()
    assert library.catalogue() is not before
    assert library.known_work("示例市新规定") is not None
