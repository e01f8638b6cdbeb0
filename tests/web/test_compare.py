"""Two versions side by side."""

from html import unescape

import pytest

from tests.web.conftest import RENTING, WATER


def compare(client, **fields):
    return client.get(
        f"/law/{WATER}/compare/", {"old": "2019-07-26", "new": "2022-09-28", **fields}
    )


def test_without_a_choice_the_last_two_versions_are_compared(portal):
    context = portal.get(f"/law/{WATER}/compare/").context
    assert (context["old"].label, context["new"].label) == ("2019-07-26", "2022-09-28")


def test_what_did_not_change_is_left_out_unless_asked_for(portal):
    assert "same" not in {line.kind for line in compare(portal).context["lines"]}
    assert "same" in {line.kind for line in compare(portal, all="1").context["lines"]}


def test_rows_are_narrowed_by_kind(portal):
    assert {line.kind for line in compare(portal, kind="deleted").context["lines"]} == {"deleted"}


def test_words_that_differ_are_marked_on_both_sides(portal):
    page = compare(portal, kind="amended").text
    assert "<del>" in page
    assert "<ins>" in page


def test_each_side_reads_as_its_version_does(portal):
    for line, row in zip(
        compare(portal, all="1").context["lines"],
        compare(portal).context["comparison"].rows,
        strict=True,
    ):
        for side, passages in ((line.old, row.old), (line.new, row.new)):
            shown = [plain(one.html) for one in side.passages]
            assert shown == [passage.text for passage in passages]


def plain(html):
    for tag in ("<ins>", "</ins>", "<del>", "</del>"):
        html = html.replace(tag, "")
    return unescape(html.replace("<br>", "\n"))


def test_each_side_links_to_its_place(portal):
    page = compare(portal).text
    assert "/2019-07-26/#art_" in page
    assert "/2022-09-28/#art_" in page


def test_a_version_compared_with_itself_has_no_change(portal):
    assert not compare(portal, old="2022-09-28").context["lines"]


def test_a_work_with_one_version_says_that_there_is_nothing_to_compare(portal):
    assert "只有一个版本" in portal.get(f"/law/{RENTING}/compare/").text


@pytest.mark.parametrize("label", ["1999-01-01", "undated", "x"])
def test_a_version_that_does_not_exist_is_not_found(portal, label):
    assert compare(portal, old=label).status_code == 404
