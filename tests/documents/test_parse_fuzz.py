"""Whatever comes in is parsed: without an error, without a loss, and the same way each time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.documents import markdown, plain
from plumbline.documents.model import Document, Line, Source
from plumbline.documents.parse import parse
from plumbline.documents.rebuild import canonical, rebuild, source_words
from plumbline.text.numerals import to_chinese

FRAGMENTS = (
    *"第条章节编一二三十百①⑴“”《》（）。；：， 　＝×l0笫－",
    *(
        "分编",
        "（一）",
        "（二）",
        "(3)",
        "1.",
        "2．",
        "一、",
        "二、",
        "\u200b",
        "\ufeff",
        "\ue000",
        "𠮷",
    ),
    *(
        "附件",
        "附：",
        "附则",
        "目录",
        "总则",
        "# ",
        "## ",
        "### ",
        "<!-- INFO END -->",
        "之一",
        "项",
        "令",
    ),
    *(
        "2020年1月2日",
        "通过",
        "公布",
        "施行",
        "根据",
        "修正",
        "示例市人民政府",
        "关于",
        "印发",
        "的通知",
    ),
    *("决定", "修改为", "| a | b |", "| --- | --- |", "为了管理", "应当办理", "示府发〔2020〕1号"),
    *("&nbsp;", "续表", "税率表", "各区人民政府：", "abc", "\t"),
)

fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=9).map("".join)
numbers = st.integers(1, 12)
formed = st.one_of(
    st.builds(lambda n, s: f"第{to_chinese(n)}条 {s}", numbers, fragments),
    st.builds(lambda n, s: f"第{to_chinese(n)}条之一 {s}", numbers, fragments),
    st.builds(lambda n, s: f"## 第{to_chinese(n)}章 {s}", numbers, fragments),
    st.builds(lambda n, s: f"（{to_chinese(n)}）{s}", numbers, fragments),
    st.builds(lambda n, s: f"{to_chinese(n)}、{s}", numbers, fragments),
    st.builds(lambda n, s: f"{n}. {s}", numbers, fragments),
    st.builds(lambda s: f"“{s}”", fragments),
)
anything = st.text(max_size=30)
text_lines = st.lists(st.one_of(formed, formed, fragments, anything), max_size=40)
texts = st.builds(lambda lines, gap: gap.join(lines), text_lines, st.sampled_from(["\n", "\n\n"]))
formats = st.sampled_from(["md", "txt", "docx", "html"])


def source_of(text: str, form: str = "md", name: str = "示例(2020-01-02).md") -> Source:
    """A source of a text; `docx` and `html` lines come as their readers make them."""
    lines = (markdown if form == "md" else plain).lines(text)
    return Source(name, form, "", text, lines)


def is_whole(document: Document) -> bool:
    """Whether numbers and leaves give back what came in."""
    return canonical(rebuild(document)) == canonical(source_words(document.source))


@given(texts, formats)
@settings(max_examples=300, deadline=None)
def test_any_text_is_parsed_and_rebuilt(text: str, form: str) -> None:
    source = source_of(text, form)
    document = parse(source)
    assert is_whole(document)
    assert parse(source) == document


@given(
    st.lists(
        st.builds(
            lambda text, heading, label, centred: (text, heading, label, centred),
            st.one_of(formed, fragments),
            st.integers(0, 3),
            st.sampled_from(["", "", "", "第一条　", "一、", "（二）", "1."]),
            st.booleans(),
        ),
        max_size=25,
    )
)
@settings(max_examples=200, deadline=None)
def test_lines_with_marks_of_a_format_are_parsed_and_rebuilt(
    rows: list[tuple[str, int, str, bool]],
) -> None:
    lines, start, whole = [], 0, ""
    for number, (text, heading, label, centred) in enumerate(rows, 1):
        words = " ".join(text.split())
        whole += label + words + "\n"
        lines.append(Line(words, start + len(label), number, heading, label, "", (), centred))
        start = len(whole)
    document = parse(Source("示例.docx", "docx", "", whole, tuple(lines)))
    assert is_whole(document)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_the_words_of_a_unit_stand_at_its_place(text: str) -> None:
    document = parse(source_of(text))
    for unit in document.units():
        # A title in two lines begins at the first of them.
        if unit.text and unit.kind != "appendix":
            start = unit.place.start
            assert document.source.text[start : start + len(unit.text)] == unit.text


def within(seconds: float, text: str, form: str = "txt") -> Document:
    """Parse a text and require that it takes no longer than this on a slow machine."""
    source = source_of(text, form)
    start = time.process_time()
    document = parse(source)
    assert time.process_time() - start < seconds
    return document


def test_five_thousand_articles_are_parsed_in_a_moment() -> None:
    body = [f"第{to_chinese(n)}条 供水企业应当公布第{n}号水质报告。" for n in range(1, 5001)]
    document = within(3, "\n".join(["示例市供水条例", *body]))
    assert sum(1 for _ in document.articles()) == 5000
    assert is_whole(document)


ENDLESS = (
    "供水",
    "第一条 ",
    "（一）",
    "。 ",
    "。第二条 供",
    "“",
    "《",
    "；（二）",
    "2020年1月2日 ",
    "＝",
    "附",
)


@pytest.mark.parametrize("words", ENDLESS)
def test_two_megabytes_in_one_line_take_bounded_time(words: str) -> None:
    line = words * (2_000_000 // len(words.encode()))
    text = f"示例市供水条例\n第一条 为了供水，制定本条例：\n{line}"
    assert is_whole(within(6, text))


REPEATED = (
    *(
        "供水",
        "第一条 供水。",
        "第二条",
        "## 第一章 总则",
        "（一）供水；",
        "（二）供水",
        "一、供水",
    ),
    *("1. 供水", "“供水", "供水：", "附件", "附件：供水", "2020年1月2日", "# 供水", "《供水》"),
    *("续表", "<!-- INFO END -->", "供水，"),
)


@pytest.mark.parametrize("line", REPEATED)
def test_the_same_line_twenty_thousand_times_takes_time_in_proportion(line: str) -> None:
    text = "\n".join(["# 示例市供水条例", "<!-- INFO END -->", *[line] * 20_000])
    assert is_whole(within(6, text, "md"))


def test_deeply_nested_lists_and_quotations_do_not_exhaust_the_stack() -> None:
    marks = ["一、供水：", "（一）供水：", "1. 供水：", "（1）供水：", "①供水：", "“供水"]
    body = [mark for _ in range(2000) for mark in marks] + ["“" * 5000, "”" * 5000]
    assert is_whole(within(10, "\n".join(["关于修改供水规定的决定", *body])))
