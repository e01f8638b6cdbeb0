"""What a citation points to, and what has become of it."""

from __future__ import annotations

from datetime import date

import pytest

from plumbline.documents.model import Document
from plumbline.sources.catalogue import catalogue_of, names_in, record_of
from plumbline.sources.find import find_citations
from plumbline.sources.names import Names
from plumbline.sources.resolve import Citing, Moves, Resolved, Resolver
from plumbline.sources.work import Catalogue
from tests.sources.writing import document

LAW = document(
    "示例市供水条例",
    "第一条 甲。\n\n乙。\n\n第二条 应当：\n\n（一）丙；\n\n（二）丁。\n\n"
    "第三条 本条例自2015年5月1日起施行。",
    "2015年3月1日 示例市第四届人民代表大会常务委员会第三次会议通过",
)
NEWER = document(
    "示例市供水条例",
    "第一条 甲。\n\n乙。\n\n第二条 新增。\n\n第三条 应当：\n\n（一）丙；\n\n（二）丁。\n\n"
    "第四条 本条例自2022年5月1日起施行。",
    "2015年3月1日 示例市第四届人民代表大会常务委员会第三次会议通过\n\n"
    "2022年3月1日 示例市第五届人民代表大会常务委员会第三次会议修订",
)
END = document(
    "示例市用水条例",
    "第一条 甲。\n\n第二条 本条例自2024年1月1日起施行。"
    "《示例市供水条例》、《示例市节水办法》同时废止。",
    "2023年10月1日 示例市第五届人民代表大会常务委员会第九次会议通过",
)


def resolved(
    words: str,
    catalogue: Catalogue,
    written: str = "2018-06-01",
    on: str | None = None,
    moves: Moves | None = None,
) -> Resolved:
    citing = document("示例市水务局办法", f"第一条 {words}")
    (citation,) = find_citations(citing, Names.of(names_in(catalogue)))
    day = date.fromisoformat(written)
    outline = record_of(citing).version.outline
    assert outline is not None
    about = Citing("示例市水务局办法", "示例市水务局办法", written, outline, True, day)
    asked = date.fromisoformat(on) if on else day
    return Resolver(catalogue, about, asked, moves).resolve(citation)


@pytest.fixture(scope="module")
def library() -> Catalogue:
    return catalogue_of([LAW, NEWER, END])


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("依照《示例市供水条例》第二条第（二）项。", "ok"),
        ("依照《示例市供水条例》第一条第二款。", "ok"),
        ("依照《示例市供水条例》第九条。", "no_such_provision"),
        ("依照《示例市供水条例》第一条第三款。", "no_such_provision"),
        ("依照《示例市供水条例》第二条第（三）项。", "no_such_provision"),
        ("依照《示例市不存在条例》第二条。", "unknown_document"),
        ("依照《示例市用水条例》第一条。", "not_yet_in_force"),
        ("出示《供水许可证》。", "not_a_citation"),
    ],
)
def test_a_citation_has_one_status_on_its_own_day(
    words: str, status: str, library: Catalogue
) -> None:
    assert resolved(words, library).status == status


def test_the_target_is_the_text_of_the_day_on_which_it_was_cited(library: Catalogue) -> None:
    assert resolved("依照《示例市供水条例》第二条。", library).targets[0].version == "2015-03-01"
    later = resolved("依照《示例市供水条例》第二条。", library, "2022-06-01")
    assert later.targets[0].version == "2022-03-01"


def test_content_that_stands_elsewhere_today_is_moved(library: Catalogue) -> None:
    one = resolved(
        "依照《示例市供水条例》第二条。", library, on="2023-01-01",
        moves=lambda work, old, new, article: (("3", 0.9),),
    )  # fmt: skip
    assert one.status == "moved"
    assert one.targets[0].moved_to == "art_3"


def test_without_both_texts_a_change_is_not_verified(library: Catalogue) -> None:
    assert (
        resolved("依照《示例市供水条例》第二条。", library, on="2023-01-01").status
        == "changed_unverified"
    )


def test_a_repealed_work_says_by_which_article(library: Catalogue) -> None:
    one = resolved("依照《示例市供水条例》第二条。", library, on="2024-06-01")
    assert one.status == "repealed"
    assert one.because is not None
    assert one.because.provenance.provision == "art_2"


def test_a_work_without_any_text_may_be_known_to_be_repealed(library: Catalogue) -> None:
    assert resolved("依照《示例市节水办法》第二条。", library, on="2024-06-01").status == "repealed"
    assert resolved("依照《示例市节水办法》第二条。", library).status == "unverifiable"


def test_a_damaged_text_proves_nothing_by_what_it_lacks() -> None:
    damaged = document(
        "示例市供水条例",
        "第一条 甲。\n\n第三条 本条例自2015年5月1日起施行。",
        "2015年3月1日 示例市第四届人民代表大会常务委员会第三次会议通过",
    )
    assert any(finding.code == "article_gap" for finding in damaged.findings)
    one = resolved("依照《示例市供水条例》第二条。", catalogue_of([damaged]))
    assert one.status == "unverifiable"


def test_an_answer_after_the_register_ends_carries_its_limit() -> None:
    catalogue = catalogue_of([LAW])
    catalogue.known_until = date(2019, 1, 1)
    assert (
        resolved("依照《示例市供水条例》第二条。", catalogue, on="2018-12-31").known_until is None
    )
    limited = resolved("依照《示例市供水条例》第二条。", catalogue, on="2024-01-01")
    assert limited.known_until == date(2019, 1, 1)


def test_a_citation_of_this_text_is_checked_against_itself() -> None:
    text: Document = document("示例市用水办法", "第一条 甲。\n\n第二条 违反本办法第五条的，警告。")
    (citation,) = find_citations(text, Names.of([]))
    outline = record_of(text).version.outline
    assert outline is not None
    citing = Citing(text.title, "示例市用水办法", "", outline, True, None)
    one = Resolver(catalogue_of([]), citing, date(2024, 1, 1)).resolve(citation)
    assert one.status == "no_such_provision"


@pytest.mark.parametrize(
    ("words", "on", "status"),
    [
        ("依照《示例市排水条例》第一条办理。", "2021-06-01", "not_yet_in_force"),
        ("依照《示例市排水条例》第二条第二款办理。", "2021-06-01", "not_yet_in_force"),
        ("依照《示例市排水条例》第二条第一款办理。", "2021-06-01", "ok"),
        ("依照《示例市排水条例》第一条办理。", "2022-01-01", "ok"),
        ("依照《示例市排水条例》办理。", "2021-06-01", "ok"),
    ],
)
def test_provisions_that_begin_later_do_not_bind_before_their_day(
    words: str, on: str, status: str
) -> None:
    staggered = document(
        "示例市排水条例",
        "第一条 甲。\n\n第二条 乙。\n\n丙。\n\n"
        "第三条 第一条、第二条第二款自2022年1月1日起施行，其他条款自2021年5月1日起施行。",
        "2021年3月1日 示例市第五届人民代表大会常务委员会第三次会议通过",
    )
    one = resolved(words, catalogue_of([staggered]), "2021-06-01", on)
    late = on < "2022-01-01"
    assert one.status == status
    assert one.state is not None
    assert one.state.state == ("partly_in_force" if late else "in_force")
    assert (one.because is not None) == (status == "not_yet_in_force")


ACTS = [
    document(
        f"示例市章程修正案（{day[:4]}年）",
        "第一条 章程第三条修改为：“甲。”" + more,
        f"{day}示例市人民代表大会公告公布施行",
    )
    for day, more in (("1988年4月12日", "\n\n第二条 章程第四条删去。"), ("2018年3月11日", ""))
]


@pytest.mark.parametrize(
    ("words", "version", "status"),
    [
        ("依照《示例市章程修正案（1988年）》第二条。", "1988-04-12", "ok"),
        ("依照《示例市章程修正案（1988年）》第一条。", "1988-04-12", "ok"),
        ("依照《示例市章程修正案（2018年）》第一条。", "2018-03-11", "ok"),
        ("依照《示例市章程修正案（2018年）》第二条。", "2018-03-11", "no_such_provision"),
        ("依照《示例市章程修正案》第一条。", "2018-03-11", "ok"),
    ],
)
def test_of_acts_of_one_title_the_year_says_which_is_meant_and_each_stands(
    words: str, version: str, status: str
) -> None:
    (target,) = resolved(words, catalogue_of(ACTS), "2020-01-01", "2024-01-01").targets
    assert (target.version, target.status) == (version, status)


def test_what_a_document_without_any_day_says_cannot_be_verified_to_bind() -> None:
    undated = catalogue_of([document("示例市供水规定", "第一条 甲。\n\n第二条 乙。")])
    assert resolved("依照《示例市供水规定》第二条。", undated).status == "unverifiable"
    assert resolved("依照《示例市供水规定》第九条。", undated).status == "no_such_provision"
