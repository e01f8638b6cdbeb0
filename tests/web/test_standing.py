"""What a page claims of a law and what it leaves open: days not stated, acts that stand alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from plumbline.store.texts import catalogues, upkeep
from tests.store.conftest import impatient, law, silent

PASSED = "示例市第五届人民代表大会常务委员会第三次会议"
CHARTER = "示例市章程修正案"
UNSTATED = "施行日期未写明"


def text(title: str, head: str, *articles: str) -> str:
    """A text as the collection keeps it."""
    body = "\n\n".join(articles)
    return f"# {title}\n\n{head}\n\n<!-- INFO END -->\n\n{body}\n"


FILES = {
    "监督.md": text("示例市监督条例", f"2024年12月25日 {PASSED}通过", "第一条 甲。", "第二条 乙。"),
    "须知.md": text("示例市供水须知", "", "一、节约用水。"),
    "老.md": text(
        "示例市旧事条例",
        f"1999年4月29日 {PASSED}通过\n\n2017年9月1日 {PASSED}修正",
        "第一条 甲。",
        "第二条 本条例自1999年10月1日起施行。",
    ),
    "供水2015.md": law("示例市供水条例", "2015-03-01", "甲。"),
    "供水2023.md": law("示例市供水条例", "2023-06-01", "乙。"),
    "细则.md": law("示例市供水细则", "2018-05-05", "依照《示例市供水条例》第一条执行。"),
    **{
        f"修正{year}.md": text(
            f"{CHARTER}（{year}年）",
            f"{year}年4月12日示例市人民代表大会公告公布施行",
            f"第一条 章程第三条修改为：“{year}。”",
        )
        for year in ("1988", "2018")
    },
}


@pytest.fixture
def visitor(tmp_path: Path, settings: Settings, db: None) -> Client:
    """A visitor of a library of a few texts."""
    settings.PLUMBLINE_HOME = tmp_path / "home"
    settings.PLUMBLINE_HOME.mkdir()
    catalogues._kept.clear()
    for name, words in FILES.items():
        (tmp_path / name).write_text(words, "utf-8")
    paths = [tmp_path / name for name in FILES]
    upkeep.bring_in(paths, silent, impatient, processes=0)
    return Client(headers={"accept-language": "zh-CN"})


def read(client: Client, address: str, on: str) -> str:
    return client.get(address, {"on": on}).text


def test_a_state_that_rests_on_no_stated_day_is_marked_while_it_may_be_wrong(visitor):
    soon, later = (read(visitor, "/law/示例市监督条例/", on) for on in ("2025-02-01", "2027-02-01"))
    assert f'现行有效</span> <span class="soft small">{UNSTATED}</span>' in soon
    assert f'现行有效</span> <span class="soft small">{UNSTATED}</span>' not in later
    assert "文本未写明施行日期，以通过或者修改之日" in later
    assert UNSTATED not in read(visitor, "/law/示例市供水条例/", "2023-07-01")


def test_lists_and_their_exports_carry_the_mark_too(visitor):
    page = visitor.get("/library/", {"q": "监督", "on": "2025-02-01"}).text
    assert UNSTATED in page
    assert 'title="文本未写明施行日期，取通过或者修改之日"' in page
    rows = list(csv.DictReader(io.StringIO(read(visitor, "/library/works.csv", "2025-02-01"))))
    grounds = {row["\ufeff名称"]: row["施行日期依据"] for row in rows}
    assert grounds["示例市监督条例"] == "取通过之日，文本未写明"
    assert grounds["示例市供水细则"] == "文本写明施行日期"
    state = visitor.get("/api/v1/works/示例市监督条例", {"on": "2025-02-01"}).json()["state"]
    assert (state["state"], state["since_assumed"], state["doubtful"]) == ("in_force", True, True)


def test_a_document_without_any_day_is_not_verified(visitor):
    page = read(visitor, "/law/示例市供水须知/", "2025-02-01")
    assert "未能核实" in page
    assert "文本没有注明日期，不能断定是否施行。" in page
    assert "尚未施行" not in page


def test_before_a_law_was_made_its_page_names_the_day_of_making_and_no_later_text(visitor):
    page = read(visitor, "/law/示例市旧事条例/", "1980-01-01")
    assert "1999年4月29日才首次通过" in page
    assert "自2017年9月1日起施行" not in page
    assert "基准日时还没有制定" in page


def test_an_amending_act_is_not_said_to_be_out_of_force_for_a_later_one(visitor):
    page = read(visitor, f"/law/{CHARTER}/1988-04-12/", "2025-02-01")
    assert "现行有效" in page
    assert "不是2025年2月1日施行的文本" not in page
    assert "版本比对" not in page
    assert "同一名称的文件：" in page


def test_an_article_bears_the_citations_of_an_older_text_apart(visitor):
    older, newer = (
        read(visitor, f"/law/示例市供水条例/{label}/", "2025-02-01")
        for label in ("2015-03-01", "2023-06-01")
    )
    assert ">被引 1 次</a>" in older
    assert ">旧文本被引 1 次</a>" in newer
    assert ">被引 1 次</a>" not in newer
    listed = visitor.get("/law/示例市供水条例/cited-by/", {"article": "1", "on": "2025-02-01"}).text
    assert "引的是2015年3月1日的文本" in listed


def test_a_search_tells_a_text_that_is_missing_from_an_article_that_is(visitor):
    missing = visitor.get("/search/", {"q": "海警法 3"}).text
    assert "库中没有收录《中华人民共和国海警法》的文本" in missing
    beyond = visitor.get("/search/", {"q": "示例市供水条例 99"}).text
    assert "《示例市供水条例》在库中的文本里没有" in beyond
