"""Automatic numbers: what Word shows before a paragraph though nobody typed it."""

import pytest

from plumbline.documents.docx_numbers import shown_number
from plumbline.documents.read import read
from tests.documents.word_files import (
    level,
    numbered,
    numbering,
    paragraph,
    style,
    styles,
    word_file,
)

CHINESE = "chineseCountingThousand"


def labels_of(*blocks, **parts):
    return [line.label for line in read(word_file(*blocks, **parts), "a.docx").lines]


@pytest.mark.parametrize(
    ("form", "numbers", "shown"),
    [
        ("decimal", (1, 10, 205), ("1", "10", "205")),
        ("decimalZero", (1, 10), ("01", "10")),
        ("decimalFullWidth", (1, 12), ("１", "１２")),
        (CHINESE, (1, 10, 12, 20), ("一", "十", "十二", "二十")),
        (CHINESE, (101, 110, 203), ("一百零一", "一百一十", "二百零三")),
        ("chineseCounting", (9, 21, 101), ("九", "二十一", "一○一")),
        ("taiwaneseCountingThousand", (33,), ("三十三",)),
        ("japaneseCounting", (15,), ("十五",)),
        ("ideographDigital", (1, 10, 23), ("一", "一〇", "二三")),
        ("chineseLegalSimplified", (3, 12), ("叁", "拾贰")),
        ("ideographTraditional", (1, 10, 11), ("甲", "癸", "11")),
        ("ideographZodiac", (1, 12), ("子", "亥")),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "21")),
        ("decimalEnclosedParen", (2,), ("⑵",)),
        ("decimalEnclosedFullstop", (3,), ("⒊",)),
        ("upperRoman", (4, 1990), ("IV", "MCMXC")),
        ("lowerRoman", (9,), ("ix",)),
        ("upperLetter", (1, 26, 27), ("A", "Z", "AA")),
        ("lowerLetter", (3,), ("c",)),
        ("none", (1,), ("",)),
        ("hebrew1", (7,), ("7",)),
    ],
)  # fmt: skip
def test_numbers_are_written_in_the_form_that_is_asked(form, numbers, shown):
    assert tuple(shown_number(number, form) for number in numbers) == shown


def test_articles_that_word_counts_are_labelled_and_a_blank_parts_them_from_words():
    source = read(
        word_file(
            numbered("为了规范养犬行为，制定本办法。"),
            numbered("本办法适用于本市。"),
            numbering=numbering(level(0, "第%1条", CHINESE)),
        ),
        "a.docx",
    )
    first, second = source.lines
    assert (first.label, first.text) == ("第一条\u3000", "为了规范养犬行为，制定本办法。")
    assert source.text.split("\n")[1] == "第二条\u3000本办法适用于本市。"
    assert source.text[second.start :] == second.text


@pytest.mark.parametrize(
    ("text", "follows", "label"),
    [
        ("（%1）", "", "（一）"),
        ("%1、", "", "一、"),
        ("第%1章", '<w:suff w:val="space"/>', "第一章\u3000"),
        ("第%1章", '<w:suff w:val="nothing"/>', "第一章"),
        ("第%1章 ", "", "第一章 "),
    ],
)
def test_a_blank_follows_a_number_only_where_it_parts_words(text, follows, label):
    listed = numbering(level(0, text, CHINESE, follows))
    assert labels_of(numbered("总则"), numbering=listed) == [label]


def test_deeper_levels_begin_again_after_a_higher_one():
    listed = numbering(
        level(0, "%1、", CHINESE), level(1, "（%2）", CHINESE), level(2, "%3.", "decimal")
    )
    depths = (0, 1, 2, 2, 1, 2, 0, 1)
    found = labels_of(*[numbered("文", depth=depth) for depth in depths], numbering=listed)
    assert found == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"]


def test_a_level_that_never_begins_again_counts_on():
    never = '<w:lvlRestart w:val="0"/>'
    listed = numbering(level(0, "第%1章", CHINESE), level(1, "第%2条", CHINESE, never))
    found = labels_of(*[numbered("文", depth=depth) for depth in (0, 1, 1, 0, 1)], numbering=listed)
    assert [label.strip() for label in found] == ["第一章", "第一条", "第二条", "第二章", "第三条"]


def test_a_label_may_show_the_numbers_above_it():
    legal = "<w:isLgl/>"
    listed = numbering(level(0, "%1", CHINESE), level(1, "%1.%2", "decimal", legal))
    found = labels_of(numbered("甲"), numbered("乙", depth=1), numbering=listed)
    assert [label.strip() for label in found] == ["一", "1.1"]


def test_a_level_starts_where_it_is_told():
    listed = numbering(level(0, "第%1条", CHINESE, start=9))
    assert labels_of(numbered("文"), numbered("文"), numbering=listed) == [
        "第九条\u3000",
        "第十条\u3000",
    ]


def test_lists_of_one_definition_count_together_unless_one_restarts():
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    listed = numbering(level(0, "%1."), more=more)
    found = labels_of(*[numbered("文", number) for number in (1, 2, 3, 3)], numbering=listed)
    assert found == ["1.", "2.", "1.", "2."]


def test_a_list_may_bring_its_own_level():
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, '（%1）', CHINESE)}</w:lvlOverride></w:num>"
    )
    listed = numbering(level(0, "%1."), more=more)
    assert labels_of(numbered("文", 2), numbering=listed) == ["（一）"]


def test_a_style_brings_its_list_and_the_list_names_the_level_of_the_style():
    listed = numbering(
        level(0, "第%1章", CHINESE, '<w:pStyle w:val="chapter"/>'),
        level(1, "第%2条", CHINESE, '<w:pStyle w:val="article"/><w:lvlRestart w:val="0"/>'),
    )
    brings = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    named = styles(style("chapter", inner=brings), style("article", inner=brings))
    found = labels_of(
        *[
            paragraph("文", f'<w:pStyle w:val="{key}"/>')
            for key in ("chapter", "article", "chapter", "article")
        ],
        styles=named,
        numbering=listed,
    )
    assert [label.strip() for label in found] == ["第一章", "第一条", "第二章", "第二条"]


def test_a_paragraph_may_leave_the_list_of_its_style():
    brings = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    none = '<w:pStyle w:val="s"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    found = labels_of(
        paragraph("文", none),
        paragraph("文", '<w:pStyle w:val="s"/>'),
        styles=styles(style("s", inner=brings)),
        numbering=numbering(level(0, "%1.")),
    )
    assert found == ["", "1."]


def test_a_linked_definition_is_followed():
    more = '<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    linked = (
        '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:styleLink w:val="S"/>'
        f"{level(0, '%1)')}</w:abstractNum>"
    )
    listed = numbering(level(0, "%1."), more=linked + more)
    assert labels_of(numbered("文", 2), numbering=listed) == ["1)"]


@pytest.mark.parametrize(
    "block",
    [numbered("文", 7), numbered("文", depth=11), numbered("文", depth=5), numbered("文", "x")],
)
def test_a_list_that_is_not_defined_shows_nothing(block):
    assert labels_of(block, numbering=numbering(level(0, "%1."))) == [""]


def test_bullets_are_no_numbers():
    assert labels_of(numbered("文"), numbering=numbering(level(0, "●", "bullet"))) == [""]


def test_an_empty_paragraph_counts_and_keeps_its_number():
    source = read(
        word_file(
            numbered("甲"), numbered(""), numbered("乙"), numbering=numbering(level(0, "%1."))
        ),
        "a.docx",
    )
    assert source.text == "1.甲\n2.\n3.乙"
