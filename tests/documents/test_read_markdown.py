"""Laws kept as Markdown: which lines there are, and where their words begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.markdown import INFO_END, lines
from plumbline.documents.read import read

LAW = """# 示例市养犬管理办法

2020年1月1日 示例市人民政府令第1号公布

<!-- INFO END -->

## 第一章 总则

第一条 为了规范养犬行为，制定本办法。

\u3000\u3000第二条 本办法适用于本市。\u3000

### 第一节 登记
"""


def test_headings_carry_their_level_and_no_marks():
    found = [(line.heading, line.text) for line in lines(LAW)]
    assert found == [
        (1, "示例市养犬管理办法"),
        (0, "2020年1月1日 示例市人民政府令第1号公布"),
        (0, INFO_END),
        (2, "第一章 总则"),
        (0, "第一条 为了规范养犬行为，制定本办法。"),
        (0, "第二条 本办法适用于本市。"),
        (3, "第一节 登记"),
    ]


def test_lines_are_numbered_as_in_the_file():
    assert [line.number for line in lines(LAW)] == [1, 3, 5, 7, 9, 11, 13]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_words_begin_where_the_line_says(newline):
    text = LAW.replace("\n", newline)
    found = lines(text)
    assert [line.number for line in found] == [1, 3, 5, 7, 9, 11, 13]
    assert all(text.startswith(line.text, line.start) for line in found)


@pytest.mark.parametrize("written", ["<!--INFO END-->", "<!--  info end  -->", INFO_END])
def test_the_mark_that_ends_the_history_has_one_form(written):
    assert lines(f"# 标题\n{written}\n正文")[1].text == INFO_END


def test_other_comments_are_left_out():
    assert [line.text for line in lines("甲\n<!-- FORCE BREAK -->\n乙<!-- c -->")] == [
        "甲",
        "乙<!-- c -->",
    ]


@pytest.mark.parametrize(
    ("written", "heading", "words"),
    [
        ("##", 2, ""),
        ("##总则", 2, "总则"),
        ("## 总则 ##", 2, "总则"),
        ("## 总则", 2, "总则"),
        ("##\u3000总则", 2, "总则"),
        ("####### 七", 6, "# 七"),
        ("C# 语言", 0, "C# 语言"),
    ],
)
def test_marks_of_headings_are_read_as_people_write_them(written, heading, words):
    (line,) = lines(written)
    assert (line.heading, line.text) == (heading, words)
    assert written.startswith(words, line.start)


def test_a_table_is_one_line_with_rows():
    text = "甲\n| 序号 | 事项 |\n|---|:-:|\n| 1 | 登记\\|年审 |\n| 2 | |\n\n乙"
    found = lines(text)
    assert [line.text for line in found] == ["甲", text[2:-3], "乙"]
    assert found[1].rows == (("序号", "事项"), ("1", "登记|年审"), ("2", ""))
    assert [line.number for line in found] == [1, 2, 7]


def test_bars_without_a_row_of_dashes_are_no_table():
    found = lines("| 甲 |\n| 乙 |")
    assert [(line.text, line.rows) for line in found] == [("| 甲 |", ()), ("| 乙 |", ())]


@given(st.text(st.sampled_from("#<!->|\\ \u3000\t\r\n甲1INFOEND"), max_size=60))
def test_lines_stand_in_order_and_in_the_text(text):
    found = lines(text)
    starts = [line.start for line in found]
    assert starts == sorted(starts)
    assert all(text.startswith(line.text, line.start) for line in found if line.text != INFO_END)


@pytest.mark.texts
def test_real_laws_keep_every_character_but_blanks_and_marks(texts):
    for path in sorted((texts / "laws").rglob("*.md"))[::10]:
        source = read(path.read_bytes(), path.name)
        words = "".join("".join(line.text.split()) for line in source.lines)
        came_in = source.text.replace("<!-- FORCE BREAK -->", "").replace("#", "")
        assert words == "".join(came_in.split())
        assert (source.format, source.encoding, source.findings) == ("md", "utf-8", ())
