"""A number that stands behind the name of a norm is never a number of this text."""

from __future__ import annotations

import pytest

from plumbline.sources.names import Names
from tests.sources.writing import found, places

OPENING = "第一条 甲。\n\n第二条 乙。\n\n第三条 丙。\n\n第四条 "
KNOWN = Names.of(["中华人民共和国行政处罚法", "中华人民共和国刑法", "中华人民共和国民法典"])


@pytest.mark.parametrize(
    ("words", "work", "place"),
    [
        ("依照民诉法第三条办理。", "民诉法", "3"),
        ("依照税收征管法第六十三条办理。", "税收征管法", "63"),
        ("依照行政处罚法实施条例第三条办理。", "行政处罚法实施条例", "3"),
        ("依照刑法修正案（十一）第一条办理。", "刑法修正案（十一）", "1"),
        ("依照旧刑法第三条办理。", "旧刑法", "3"),
        ("依照示府发〔2023〕74号第三条办理。", "示府发〔2023〕74号", "3"),
        ("依照《行政诉讼法》司法解释第三条办理。", "司法解释", "3"),
    ],
)
def test_an_unknown_name_is_kept_as_it_stands(words: str, work: str, place: str) -> None:
    last = found(OPENING + words, names=KNOWN)[-1]
    assert (last.work, places(last)) == (work, [place])


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("依照“行政处罚法”第三条办理。", "3"),
        ("依照行政处罚法（2017年修正）第三十一条办理。", "31"),
        ("依照《行政处罚法》规定的第三十三条办理。", "33"),
        ("依照《行政处罚法》第三十二条（从轻）、第三十三条（不予）办理。", "33"),
        ("依照《行政处罚法》第九条办理，同法第五条除外。", "5"),
        ("依照《行政处罚法》第九条办理。该条第二款除外。", "9.2"),
    ],
)
def test_a_number_goes_on_from_the_work_just_named(words: str, place: str) -> None:
    last = found(OPENING + words, names=KNOWN)[-1]
    assert (last.work, places(last)) == ("行政处罚法", [place])


def test_the_rules_that_implement_a_law_are_another_work() -> None:
    last = found(OPENING + "依照行政处罚法及其实施条例第三条办理。", names=KNOWN)[-1]
    assert last.work == "行政处罚法实施条例"


@pytest.mark.parametrize("words", ["本办法第三条", "前条", "第三条"])
def test_a_number_of_this_text_stays_one(words: str) -> None:
    (one,) = found(OPENING + f"依照{words}的规定办理。", names=KNOWN)
    assert (one.work, places(one)) == ("", ["3"])


@pytest.mark.parametrize("character", ["笫", "第\u200b"])
def test_a_character_that_looks_like_another_is_read_and_kept(character: str) -> None:
    (one,) = found(OPENING + f"依照刑法{character}五条办理。", names=KNOWN)
    assert places(one) == ["5"]
    assert one.text == f"刑法{character}五条"


def test_a_paragraph_before_the_first_is_cited_nowhere() -> None:
    (one,) = found("第一条 依照前款办理。", names=KNOWN)
    assert (one.kind, one.pins) == ("relative", ())


def test_many_definitions_cost_no_more_than_their_number() -> None:
    words = "《中华人民共和国行政处罚法》（以下简称处罚法）" * 3000
    assert len(found(OPENING + words + "。", names=KNOWN)) == 3000
