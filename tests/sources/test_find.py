"""Citations found in sentences that we wrote for each class."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.sources.find import find_citations
from tests.sources.writing import KNOWN, document, found, places

OPENING = "第一条 为了节约用水，制定本办法。\n\n"


def test_a_title_with_a_number_is_explicit() -> None:
    (one,) = found("第一条 依照《中华人民共和国行政处罚法》第三十三条第一款办理。")
    assert (one.kind, one.work, places(one)) == ("explicit", "行政处罚法", ["33.1"])
    assert one.text == "《中华人民共和国行政处罚法》第三十三条第一款"


def test_this_very_text_is_named_by_its_kind() -> None:
    (one,) = found(OPENING + "第二条 违反本办法第一条、第三条的，责令改正。")
    assert (one.kind, one.work, places(one)) == ("self", "", ["1", "3"])


def test_a_law_without_title_marks_is_found_when_it_is_known() -> None:
    bare, whole = found("第一条 有行政处罚法第五条情形的，依照刑法处理。")
    assert (bare.kind, bare.work, places(bare)) == ("short_name", "行政处罚法", ["5"])
    assert (whole.work, whole.pins) == ("刑法", ())


def test_a_known_name_inside_a_longer_unknown_one_is_not_taken() -> None:
    assert found("第一条 依照海上行政处罚法的规定办理。") == []


def test_a_defined_name_stands_for_its_full_title() -> None:
    first, second = found(
        "第一条 依照《示例市供水条例》（以下简称供水条例）制定本办法。\n\n"
        "第二条 适用供水条例第四条。"
    )
    assert (first.kind, first.end - first.start) == ("title_only", len("《示例市供水条例》"))
    assert (second.kind, second.work, places(second)) == ("abbreviation", "示例市供水条例", ["4"])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("第一条 甲。\n\n乙。\n\n前款适用。", ["1.2"]),
        ("第一条 甲。\n\n乙。\n\n前两款适用。", ["1.1", "1.2"]),
        ("第一条 甲。\n\n第二条 前条适用。", ["1"]),
        ("第一条 甲。\n\n依照本条第一款办理。", ["1.1"]),
        ("第一条 有下列情形：\n\n（一）甲；\n\n（二）有前项情形。", ["1.1.1"]),
        (
            "第一条 有下列情形：\n\n（一）甲；\n\n（二）乙。\n\n有前款第（二）项情形的，丙。",
            ["1.1.2"],
        ),
    ],
)
def test_a_relative_citation_is_counted_from_where_it_stands(
    body: str, expected: list[str]
) -> None:
    (one,) = found(body)
    assert (one.kind, places(one)) == ("relative", expected)


def test_a_paragraph_alone_goes_on_from_the_article_before_it() -> None:
    first, second = found(
        OPENING + "第二条 违反本办法第五条第一款的，警告；违反第二款的，通报批评。"
    )
    assert places(first) == ["5.1"]
    assert (second.kind, places(second)) == ("anaphora", ["5.2"])


def test_a_certificate_is_no_citation() -> None:
    (one,) = found("第一条 经营者应当悬挂《营业执照》。")
    assert not one.norm


def test_an_article_label_and_a_heading_are_no_citations() -> None:
    assert found("## 第一章 总则\n\n第一条 甲。\n\n第二条 乙。") == []


def test_a_chapter_is_a_class_of_its_own() -> None:
    (one,) = found(OPENING + "第二条 适用本办法第三章。")
    assert one.kind == "chapter"
    assert one.pins[0].chapter == 3


def test_a_number_in_a_decision_means_the_text_that_it_amends() -> None:
    one, two = find_citations(
        document(
            "示例市人民代表大会常务委员会关于修改《示例市供水条例》的决定",
            "一、第七条修改为：“供水企业应当公开水价。\n\n“违反前款的，责令改正。”\n\n"
            "二、本决定自公布之日起施行。",
        ),
        KNOWN,
    )
    assert (one.work, places(one)) == ("示例市供水条例", ["7"])
    assert (two.kind, two.work, places(two)) == ("relative", "示例市供水条例", ["7.1"])


def test_offsets_count_code_points_of_the_source() -> None:
    text = document("示例市用水办法", "第一条 𠮷地依照《刑法》第三条。")
    (one,) = find_citations(text, KNOWN)
    assert text.source.text[one.start : one.end] == "《刑法》第三条"


def test_the_general_part_of_a_code_is_a_norm() -> None:
    (one,) = found("第一条 《中华人民共和国民法总则》同时废止。")
    assert one.norm


FRAGMENTS = st.sampled_from(
    ["《", "》", "刑法", "第三条", "前款", "本办法", "第", "条", "（以下简称", "）", "、", "\n\n",
     "第二条 ", "“", "”", "该条例", "至", "之一", "同条", "本章第二节", "（一）", "上一款", "。"]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=60))
def test_no_text_raises_and_citations_never_overlap(pieces: list[str]) -> None:
    for title in ("示例市用水办法", "关于修改《刑法》的决定"):
        text = document(title, "第一条 " + "".join(pieces))
        reached = 0
        for one in find_citations(text, KNOWN):
            assert reached <= one.start < one.end <= len(text.source.text)
            assert text.source.text[one.start : one.end] == one.text
            reached = one.end
