"""The number at the head of a line is read, printed again, and told from prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.marks import list_style, print_label, read_mark
from plumbline.text.numerals import to_chinese


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("第一条 供水", "article", "1"),
        ("第十七条之一 供水", "article", "17-1"),
        ("第一百〇一条 供水", "article", "101"),
        ("第12条　供水", "article", "12"),
        ("第三编 供水", "part", "3"),
        ("第二分编 供水", "subpart", "2"),
        ("第四章 供水", "chapter", "4"),
        ("第四章供水", "chapter", "4"),
        ("第五节", "section", "5"),
        ("（三）供水", "list", "3"),
        ("(十二) 供水", "list", "12"),
        ("三、供水", "list", "3"),
        ("3.供水", "list", "3"),
        ("１０．供水", "list", "10"),
        ("（3）供水", "list", "3"),
        ("3）供水", "list", "3"),
        ("③供水", "list", "3"),
        ("⑶供水", "list", "3"),
        ("⒊供水", "list", "3"),
        ("㈢供水", "list", "3"),
    ],
)
def test_a_number_says_which_unit_it_opens(line, kind, number):
    mark = read_mark(line)
    assert mark is not None
    assert (mark.kind, mark.number) == (kind, number)
    assert line[mark.rest :].strip() in ("供水", "")


@pytest.mark.parametrize(
    "line",
    [
        "供水",
        "3.5倍",
        "（2020年修订）",
        "（2020）",
        "二〇二〇年",
        "第三方",
        "第三届会议",
        "百、",
        "",
        "1,000元",
    ],
)
def test_prose_that_looks_like_a_number_is_none(line):
    assert read_mark(line) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("笫五条 供水", "5"),
        ("第三十－条 供水", "31"),
        ("第十五 条 供水", "15"),
        ("第 六条 供水", "6"),
    ],
)
def test_a_damaged_article_number_keeps_its_value_and_its_letters(line, number):
    mark = read_mark(line)
    assert mark is not None
    assert mark.is_damaged
    assert mark.number == number
    assert print_label(mark.form, mark.number) == line.removesuffix("供水").rstrip()


@pytest.mark.parametrize("line", ["第一百〇一条 供水", "（一)供水", "( 二）供水", "第一章 总 则"])
def test_a_variant_of_a_number_is_no_damage(line):
    mark = read_mark(line)
    assert mark is not None
    assert not mark.is_damaged


@given(
    st.sampled_from(
        ["第{c}条", "（{c}）", "({c})", "{c}、", "{d}.", "{f}．", "（{d}）", "第{c}章"]
    ),
    st.integers(1, 999),
)
def test_what_was_read_is_printed_again(form, number):
    label = print_label(form, str(number))
    mark = read_mark(f"{label} 供水")
    assert mark is not None
    assert (mark.number, mark.form) == (str(number), form)
    assert print_label(mark.form, mark.number) == label


@given(st.integers(1, 400), st.integers(1, 20))
def test_an_inserted_article_is_printed_with_its_second_number(number, sub):
    label = f"第{to_chinese(number)}条之{to_chinese(sub)}"
    mark = read_mark(f"{label} 供水")
    assert mark is not None
    assert mark.number == f"{number}-{sub}"
    assert print_label(mark.form, mark.number) == label


@pytest.mark.parametrize(
    ("forms", "style"),
    [
        (("{c}、", "{c}．"), "c"),
        (("（{c}）", "({c})", "=（ 一)", "{k}"), "(c)"),
        (("{d}.", "{f}．", "{d}、", "{s}"), "d"),
        (("（{d}）", "{d}）", "{p}"), "(d)"),
        (("{o}",), "o"),
        (("“（{c}）",), "(c)"),
    ],
)
def test_lists_of_one_style_are_one_list_however_they_are_printed(forms, style):
    assert {list_style(form) for form in forms} == {style}
