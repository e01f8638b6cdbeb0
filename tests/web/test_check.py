"""A text is handed over, checked, and not kept."""

import csv
import io
import json
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plumbline.store.models import ImportRun, Original, Version
from plumbline.web.layout.refusal_words import refusal_message, refusal_words
from tests.web.conftest import ON, RENTING, WATER

DRAFT = f"""# 关于加强供水管理的通知

一、依照《{WATER}》第九条办理。<script>alert("x")</script>

二、依照《{WATER}》第九百条处理，参照《{RENTING}》。

三、凭《供水许可证》施工。
"""


def hand_over(client, text=DRAFT, **fields):
    return client.post("/check/", {"text": text, "on": ON, **fields})


def upload(client, data, name, **fields):
    file = SimpleUploadedFile(name, data)
    return client.post("/check/", {"file": file, "on": ON, **fields})


def statuses(answer):
    return [one.resolved.status for one in answer.context["explained"]]


def test_citations_are_marked_in_their_place_by_status(portal):
    page = hand_over(portal).text
    assert re.search(rf'class="cite status-ok"[^>]*>《{WATER}》第九条</a>办理', page)
    assert re.search(
        rf'class="cite status-no_such_provision"[^>]*>《{WATER}》第九百条</a>处理', page
    )


def test_each_citation_has_its_status(portal):
    assert statuses(hand_over(portal)) == [
        "ok", "no_such_provision", "repealed", "not_a_citation",
    ]  # fmt: skip


def test_the_day_asked_decides_what_is_in_force(portal):
    assert statuses(hand_over(portal, on="2018-01-01"))[2] == "ok"


def test_the_cited_text_stands_beside_the_text(portal):
    explained = hand_over(portal).context["explained"]
    assert explained[0].targets[0].quoted.lines


def test_a_citation_and_its_explanation_link_to_each_other(portal):
    page = hand_over(portal).text
    for number in re.findall(r'href="#cited-(\d+)"', page):
        assert f'id="cited-{number}"' in page
        assert f'id="c-{number}"' in page


def test_a_script_in_the_text_is_shown_and_does_not_run(portal):
    page = hand_over(portal).text
    assert '<script>alert("x")' not in page
    assert '<script>alert("x")</script>' in unescape(page)


def test_a_file_is_read_by_its_content(portal):
    answer = upload(portal, DRAFT.encode("gb18030"), "通知.txt")
    assert statuses(answer)[0] == "ok"


def test_a_table_keeps_its_citations(portal):
    table = f"| 事项 | 依据 |\n| --- | --- |\n| 罚款 | 《{WATER}》第九条 |\n"
    notice = f"# 关于公布清单的通知\n\n一、公布清单。\n\n{table}"
    page = upload(portal, notice.encode(), "清单.md").text
    assert re.search(rf"<td><a[^>]*>《{WATER}》第九条</a></td>", page)


def test_the_mark_that_ends_a_head_is_not_shown(portal):
    page = upload(portal, b"# A\n\n<!-- INFO END -->\n\nB\n", "notice.md").text
    assert "INFO END" not in page


def test_nothing_of_the_text_is_kept(portal):
    before = [model.objects.count() for model in (Original, Version, ImportRun)]
    hand_over(portal)
    assert [model.objects.count() for model in (Original, Version, ImportRun)] == before


def test_the_page_says_that_nothing_is_kept_and_no_cache_keeps_it(portal):
    answer = hand_over(portal)
    assert "文本没有保存" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_nothing_handed_over_is_said_in_words(portal):
    answer = portal.post("/check/", {"text": "  ", "on": ON})
    assert answer.status_code == 422
    assert "请粘贴文本，或者选择一个文件" in answer.text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.docx"),
        (b"PK\x03\x04 no archive", "broken.docx"),
        (b"%PDF-1.7 no document", "broken.pdf"),
        (b"\x00" * 4096, "zeros.txt"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(portal, data, name):
    answer = upload(portal, data, name)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_text_that_is_too_long_is_refused_with_what_was_found_and_what_is_allowed(portal):
    answer = hand_over(portal, "长" * 2_000_001)
    assert answer.status_code == 422
    assert "2,000,001 字" in answer.text
    assert "不超过 2,000,000 字" in answer.text


def test_a_title_without_end_is_cut(portal):
    page = hand_over(portal, f"{'长' * 5000}通知\n\n第一条 照办。\n")
    assert len(json.loads(report_of(page))["title"]) <= 200
    assert "长" * 201 not in page.text.partition("</section>")[0]


def report_of(page):
    fields = {"report": page.context["sealed"], "format": "json"}
    return Client().post("/check/report/", fields).text


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.docx", "空文件"),
        (b"PK\x03\x04 no archive", "broken.docx", "文件损坏或者不完整"),
        (b"\x00" * 4096, "zeros.txt", "应当是"),
    ],
)
def test_a_refusal_is_said_in_the_language_of_the_page(portal, data, name, said):
    assert said in upload(portal, data, name).text


def test_a_size_is_said_in_units_that_people_use():
    assert refusal_words("at most 67108864 bytes").endswith("64 MB")
    assert refusal_words("a reason never met") == "a reason never met"
    assert "64 MB" in refusal_message(
        "a.txt: whole file: found 70 bytes; allowed: at most 67108864 bytes"
    )


def test_a_day_that_is_none_is_refused(portal):
    assert hand_over(portal, on="2024-02-30").status_code == 422


def test_a_text_without_citations_says_so(portal):
    assert "没有找到对法规的引用" in hand_over(portal, "今天天气很好。").text


def report(client, form):
    sealed = hand_over(client).context["sealed"]
    return client.post("/check/report/", {"report": sealed, "format": form})


def test_the_report_as_json_tells_each_citation(portal):
    found = json.loads(report(portal, "json").text)
    assert [one["status"] for one in found["citations"]] == [
        "ok", "no_such_provision", "repealed", "not_a_citation",
    ]  # fmt: skip
    first = found["citations"][0]
    assert first["targets"][0]["id"] == "art_9"
    assert DRAFT[first["start"] : first["end"]] == first["text"]


def test_the_report_as_a_table_has_a_line_for_each_target(portal):
    table = list(csv.reader(io.StringIO(report(portal, "csv").text.removeprefix("\ufeff"))))
    assert len(table) == 1 + 4


def test_the_report_as_a_page_loads_nothing(portal):
    page = report(portal, "html").text
    assert "引用核对报告" in page
    assert not re.search(r"<(?:script|link|img)", page)


def test_a_report_is_saved_and_never_shown_as_a_page_of_ours(portal):
    assert report(portal, "html").headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("fields", [{"format": "exe"}, {"format": "json", "report": "forged"}])
def test_a_report_that_is_not_ours_is_refused(portal, fields):
    assert portal.post("/check/report/", fields).status_code == 400


def test_a_form_from_elsewhere_is_refused(demonstration, db):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/check/", {"text": DRAFT}).status_code == 403
