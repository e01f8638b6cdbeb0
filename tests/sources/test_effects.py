"""What closing words end, and what they only mention."""

from __future__ import annotations

import pytest

from plumbline.sources.effects import read_effects
from tests.sources.writing import document

HEAD = "2015年3月1日 示例市第四届人民代表大会常务委员会第三次会议通过"


def ended(closing: str) -> list[tuple[str, str, tuple[str, ...]]]:
    text = document(
        "示例市用水条例", f"第一条 甲。\n\n第二条 本条例自2015年5月1日起施行。{closing}", HEAD
    )
    return [
        (e.kind, str(e.effective_on), e.provisions)
        for e in read_effects(text)
        if e.target == "示例市供水条例"
    ]


def test_a_title_before_the_words_ends_with_the_new_text() -> None:
    assert ended("《示例市供水条例》同时废止。") == [("repeal", "2015-05-01", ())]


def test_a_title_behind_the_word_ends_too() -> None:
    assert ended("同时，废止《示例市供水条例》。") == [("repeal", "2015-05-01", ())]


def test_a_day_of_its_own_is_the_day_of_the_end() -> None:
    assert ended("《示例市供水条例》自2016年1月1日起废止。") == [("repeal", "2016-01-01", ())]


def test_parts_are_named_by_their_ids() -> None:
    found = ended("《示例市供水条例》第三条、第五条第二款同时废止。")
    assert found == [("partial_repeal", "2015-05-01", ("art_3", "art_5__para_2"))]


@pytest.mark.parametrize(
    "closing",
    [
        "《示例市供水条例》不废止。",
        "违反《示例市供水条例》取得的许可证予以废止。",
        "《示例市供水条例》与本条例相抵触的，以本条例为准。",
    ],
)
def test_words_that_only_mention_a_text_do_not_end_it(closing: str) -> None:
    assert ended(closing) == []


def test_an_amended_text_ends_others_on_its_first_day() -> None:
    amended = document(
        "示例市用水条例",
        "第一条 甲。\n\n第二条 本条例自2015年5月1日起施行。《示例市供水条例》同时废止。",
        HEAD + "\n\n2020年6月1日 示例市第五届人民代表大会常务委员会第三次会议修正",
    )
    (effect,) = [e for e in read_effects(amended) if e.kind == "repeal"]
    assert str(effect.effective_on) == "2015-05-01"
    assert str(effect.before) == "2015-03-01"


STAGGERED = [
    "本条例自2015年 5月 1日起施行。第一条、第三条第二款自2016年 1月 1日起施行。",
    "第一条、第三条第二款规定的标准自2016年1月1日起施行，其他自2015年5月1日起施行。",
    "本条例自2015年5月1日起施行，第一条和第三条第二款自2016年1月1日起施行。",
    "第一条、第三条第二款自2016年1月1日起施行，其他条款自2015年5月1日起施行。",
    "本条例第一条、第三条第二款的规定，自二〇一六年一月一日起施行；其余条款自2015年5月1日起施行。",
]


@pytest.mark.parametrize("closing", STAGGERED)
def test_parts_that_begin_later_than_the_rest_are_told(closing: str) -> None:
    text = document("示例市用水条例", f"第一条 甲。\n\n第二条 {closing}", HEAD)
    (effect,) = read_effects(text)
    assert str(text.metadata.effective_on) == "2015-05-01"
    assert (effect.kind, str(effect.effective_on)) == ("late_start", "2016-01-01")
    assert effect.provisions == ("art_1", "art_3__para_2")
    assert effect.provenance.provision == "art_2"


def test_a_chapter_that_begins_later_stands_for_its_articles() -> None:
    closing = "第四条 本条例自2015年5月1日起施行，第二章自2016年1月1日起施行。"
    body = f"第一章 总则\n\n第一条 甲。\n\n第二章 用水\n\n第二条 乙。\n\n第三条 丙。\n\n{closing}"
    (effect,) = read_effects(document("示例市用水条例", body, HEAD))
    assert effect.provisions == ("art_2", "art_3", "art_4")


@pytest.mark.parametrize(
    "closing",
    [
        "本条例自2015年5月1日起施行。《示例市供水条例》第三条自2016年1月1日起施行。",
        "本条例自2015年5月1日起施行，第一条自2015年5月1日起施行。",
    ],
)
def test_other_starts_are_no_late_starts(closing: str) -> None:
    text = document("示例市用水条例", f"第一条 甲。\n\n第二条 {closing}", HEAD)
    assert read_effects(text) == ()


@pytest.mark.parametrize(
    ("closing", "rule"),
    [
        ("本条例自公布之日起施行，其中第一条自2016年1月1日起施行。", "publication"),
        ("第一条自2016年1月1日起施行，其他条款自公布之日起施行。", "publication"),
        ("本条例自公布之日起30日后施行，第一条自2016年1月1日起施行。", "days_after_publication"),
    ],
)
def test_a_part_that_begins_later_is_not_taken_for_the_whole(closing: str, rule: str) -> None:
    text = document("示例市用水条例", f"第一条 甲。\n\n第二条 {closing}", HEAD)
    assert text.metadata.effective_rule == rule
    assert text.metadata.effective_on is not None
    assert text.metadata.effective_on.year == 2015
    (effect,) = read_effects(text)
    assert (effect.kind, effect.provisions) == ("late_start", ("art_1",))


def test_the_first_day_of_an_old_text_is_not_that_of_the_one_that_ends_it() -> None:
    closing = "自2010年1月1日起施行的《示例市供水条例》同时废止，本条例自2015年5月1日起施行。"
    text = document("示例市用水条例", f"第一条 甲。\n\n第二条 {closing}", HEAD)
    (effect,) = read_effects(text)
    assert [str(text.metadata.effective_on), str(effect.effective_on)] == ["2015-05-01"] * 2


@pytest.mark.parametrize("other", ["原条例", "附件", "《示例市供水条例》（示府发〔2010〕3号）"])
def test_a_provision_of_another_text_does_not_begin_later_in_this_one(other: str) -> None:
    closing = f"本条例自2015年5月1日起施行。{other}第一条自2016年1月1日起施行。"
    text = document("示例市用水条例", f"第一条 甲。\n\n第二条 {closing}", HEAD)
    assert [effect.kind for effect in read_effects(text)] == []


def test_a_closing_article_that_lists_thousands_of_articles_is_read_at_once() -> None:
    listed = "、".join(["第一条"] * 4000)
    text = document("示例市用水条例", f"第一条 甲。\n\n第二条 {listed}", HEAD)
    assert read_effects(text) == ()
