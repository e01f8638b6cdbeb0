"""What came in: the runs of import, and what became of each file."""

from html import unescape
from urllib.parse import unquote

import pytest

from plumbline.store.models import ImportRun
from tests.web.conftest import WATER


def test_a_file_that_was_taken_in_leads_to_its_text(portal):
    run = ImportRun.objects.order_by("pk").first()
    page = unquote(unescape(portal.get(f"/imports/{run.pk}/").text))
    assert f'<a href="/law/{WATER}/2022-09-28/">' in page


def test_a_run_of_many_paths_names_a_few_and_counts_the_others(portal, db):
    run = ImportRun.objects.order_by("-pk").first()
    run.paths = [f"/somewhere/file-{number}.md" for number in range(40)]
    run.save()
    page = portal.get("/imports/").text
    assert "file-4.md" in page
    assert "file-5.md" not in page
    assert "另有 35 个" in page


@pytest.mark.parametrize("on", ["2023-02-30", "yesterday"])
def test_a_day_that_is_none_is_told_like_every_other_notice(portal, on):
    page = portal.get("/about/", {"on": on}).text
    assert "alert-warning" not in page
    assert f"“{on}”不是日期" in unescape(page)
