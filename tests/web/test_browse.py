"""The table of works."""

import csv
import io

import pytest

from tests.web.conftest import LIFTS, ON, RENTING


def rows(client, **fields):
    return client.get("/library/", {"on": ON, **fields}).context["listing"].rows


def test_every_work_is_listed(portal):
    assert portal.get("/library/", {"on": ON}).context["listing"].total == 34


def test_works_are_narrowed_by_kind(portal):
    assert {row.work.kind for row in rows(portal, kind="local_regulation")} == {"local_regulation"}


def test_works_are_narrowed_by_state_on_the_day_asked(portal):
    assert [row.work.title for row in rows(portal, state="not_yet_in_force")] == [LIFTS]


def test_a_work_changes_its_state_with_the_day_asked(portal):
    assert LIFTS in {row.work.title for row in rows(portal, state="in_force", on="2027-01-01")}


def test_works_are_found_by_a_part_of_the_title(portal):
    assert {row.work.key for row in rows(portal, q="房屋租赁")} == {RENTING}


def test_titles_sort_both_ways(portal):
    upward = [row.work.title for row in rows(portal, sort="title")]
    downward = [row.work.title for row in rows(portal, sort="-title")]
    assert upward == sorted(upward)
    assert downward == sorted(downward, reverse=True)


def test_the_column_that_sorts_says_so_to_a_screen_reader(portal):
    assert 'aria-sort="ascending"' in portal.get("/library/", {"sort": "title"}).text


def test_a_filter_without_works_says_so(portal):
    assert "没有符合的文件" in portal.get("/library/", {"q": "绝无此名"}).text


@pytest.mark.parametrize("page", ["0", "-1", "x", "٣", "999999999999"])
def test_a_page_that_is_none_is_no_error(portal, page):
    assert portal.get("/library/", {"page": page}, follow=True).status_code == 200


def test_the_export_holds_every_work_that_matches(portal):
    answer = portal.get("/library/works.csv", {"on": ON, "kind": "local_regulation"})
    table = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(table) == 1 + 6
    assert table[0][0] == "名称"


def test_the_export_is_known_as_utf_8_by_spreadsheets(portal):
    assert portal.get("/library/works.csv").text.startswith("\ufeff")


def test_an_english_reader_gets_english_heads(visitor):
    assert "Title,Kind,Level" in visitor.get("/library/works.csv").text


@pytest.mark.django_db
def test_an_empty_library_says_how_to_fill_it(empty):
    assert "plumbline import" in empty.get("/library/").text


@pytest.mark.parametrize("name", ["kind", "level", "issuer", "state", "year"])
def test_a_value_that_no_work_has_is_shown_as_chosen(portal, name):
    page = portal.get("/library/", {name: "nonsense"})
    assert [c.code for c in page.context["choices"][name] if c.chosen] == ["nonsense"]


@pytest.mark.parametrize(
    ("sort", "caret"), [("-latest_on", "chevron-down"), ("latest_on", "chevron-up"),
                        ("title", "chevron-up"), ("-title", "chevron-down")],
)  # fmt: skip
def test_the_caret_points_down_where_the_highest_comes_first(portal, sort, caret):
    head = portal.get("/library/", {"sort": sort}).text.partition("<tbody>")[0]
    assert head.partition("<thead>")[2].count(f"#{caret}") == 1
    assert head.partition("<thead>")[2].count("#chevron-") == 1
