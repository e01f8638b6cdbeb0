"""Plain text: indents, titles in the middle, and lines that a program cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.plain import lines, place_in, run_on

FIRST = (
    "第一条　为了规范养犬行为，保障公众健康和人身安全，维护市容环境和社会公共秩序，根据有关法律、"
    "法规，结合本市实际，制定本办法。"
)
SECOND = (
    "第二条　本市行政区域内犬只的饲养、经营以及相关管理活动适用本办法。军用、警用犬只和动物园、"
    "科研机构的特种犬只的管理，按照有关规定执行。"
)
THIRD = (
    "第三条　养犬管理实行政府监管、养犬人自律、基层组织参与、社会公众监督相结合的原则，各区县人民"
    "政府应当建立养犬管理工作协调机制。"
)


def wrapped(paragraphs, width, indent):
    """Paragraphs cut after every `width` characters, as a mail program does."""
    cut = []
    for paragraph in paragraphs:
        words = indent + paragraph
        cut += [words[at : at + width] for at in range(0, len(words), width)]
    return "\n".join(cut)


def test_indents_are_dropped_and_marks_are_words():
    found = lines("\u3000\u3000第一条　略。\n# 不是标题")
    assert [(line.text, line.start, line.heading) for line in found] == [
        ("第一条　略。", 2, 0),
        ("# 不是标题", 9, 0),
    ]


@pytest.mark.parametrize("indent", [" " * 8, "\u3000" * 4, "\t", "  \u3000\u3000\u3000"])
def test_a_line_indented_by_eight_columns_is_centred(indent):
    (line,) = lines(indent + "示例市养犬管理办法")
    assert line.centred
    assert line.start == len(indent)


@pytest.mark.parametrize("indent", ["", "\u3000\u3000", " " * 7, "\u3000" * 3])
def test_a_line_indented_by_less_is_not(indent):
    assert not lines(indent + "第一条　略。")[0].centred


@pytest.mark.parametrize("width", [22, 30, 38])
def test_hard_wrapped_paragraphs_with_indents_are_joined_again(width):
    paragraphs = [FIRST, SECOND, THIRD] * 4
    text = wrapped(paragraphs, width, "\u3000\u3000")
    assert [line.text for line in lines(text)] == paragraphs


def test_hard_wrapped_lines_without_indents_are_joined_where_that_is_certain():
    text = wrapped([FIRST, SECOND, THIRD] * 4, 31, "")
    found = [line.text for line in lines(text)]
    assert found[:3] == [FIRST, SECOND, THIRD]


def test_a_joined_line_says_which_lines_it_holds():
    text = wrapped([FIRST, SECOND, THIRD] * 4, 30, "\u3000\u3000")
    first, second, *_ = lines(text)
    assert (first.start, first.number, first.origin) == (2, 1, "lines 1-3")
    assert (second.number, second.origin) == (4, "lines 4-6")


@pytest.mark.parametrize("newline", ["\n", "\r\n", " \n"])
def test_a_place_in_a_joined_line_is_found_in_the_file(newline):
    text = wrapped([FIRST, SECOND, THIRD] * 4, 30, "\u3000\u3000").replace("\n", newline)
    for line in lines(text):
        for index, character in enumerate(line.text):
            assert text[place_in(text, line, index)] == character


def test_ordinary_paragraphs_are_never_joined():
    text = "\n".join([FIRST, SECOND, THIRD, "（一）登记；", "（二）年审。"] * 5)
    assert len(lines(text)) == 25
    assert not any(line.origin for line in lines(text))


def test_a_list_of_short_lines_is_never_joined():
    text = "\n".join(f"（{number}）示例市第{number}人民医院" for number in range(40))
    assert len(lines(text)) == 40


def test_few_lines_are_never_joined():
    assert len(lines(wrapped([FIRST, SECOND], 30, ""))) == 6


def test_latin_words_that_were_parted_get_their_space():
    assert run_on(["the first", "article of", "本办法", "rests"]) == (
        "the first article of本办法rests"
    )


def test_places_are_found_behind_a_space_that_was_added():
    english = "The owner of a dog shall register it within thirty days of taking it in, and"
    text = wrapped([english.replace(" ", "_") + "犬" * 5] * 8, 40, "").replace("_", " ")
    words = [(line, line.text) for line in lines(text)]
    assert any("犬" in joined for _, joined in words)
    for line, joined in words:
        index = joined.find("犬")
        assert index < 0 or text[place_in(text, line, index)] == "犬"


@given(st.text(st.sampled_from("第一条，。规范 \u3000\t\r\na"), max_size=200))
def test_lines_stand_in_order_and_begin_in_the_text(text):
    found = lines(text)
    assert [line.start for line in found] == sorted(line.start for line in found)
    for line in found:
        for index, character in enumerate(line.text):
            there = text[place_in(text, line, index)]
            assert there == character or (character == " " and line.origin)
