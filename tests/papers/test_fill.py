"""填写 -- values are text, whatever they hold; what is missing is a gap, and listed."""

import io
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plumbline.papers import (
    Choice,
    Money,
    Person,
    Provision,
    Value,
    fill,
    value_of,
    write_docx,
    write_html,
)
from plumbline.papers.fill import NOT_XML
from plumbline.papers.paper import GAP, Paragraph, text_of
from tests.papers.writing import DAY, NOTICE, form, shown, words_of

FORM = form(NOTICE)
FULL: dict[str, Value | None] = {
    "organ": "示例市人民政府",
    "number": "示〔2024〕1号",
    "addressee": "赵某",
    "on": DAY,
    "said": "说明",
    "listed": "甲\n乙",
    "people": (Person("赵某", {"address": "一号"}), Person("钱某")),
}
HOSTILE = [
    "<script>alert(1)</script>",
    "</article><img src=x onerror=alert(1)>",
    "{organ} {x} {0} %s ${y}",
    "& &amp; &#60; \" '",
    "\u202e\u2067反\u2069",
    "\U0001f600\U0001f468\u200d\U0001f469",
    "]]>",
    "长" * 50_000,
]


def paragraphs(paper):
    return [text_of(one.line) for one in paper.blocks if isinstance(one, Paragraph)]


def test_a_full_paper_has_no_gap():
    paper = fill(FORM, FULL)
    assert paper.gaps == ()
    assert paragraphs(paper)[0] == "你于2024年3月8日提出的申请（说明）已经收到。"


def test_a_value_of_several_lines_makes_as_many_items():
    assert paragraphs(fill(FORM, FULL))[1:] == ["（一）甲", "（二）乙"]


def test_a_list_makes_an_item_of_each_of_its_values():
    assert paragraphs(fill(FORM, {**FULL, "listed": ("甲", "乙")}))[1:] == ["（一）甲", "（二）乙"]


def test_each_missing_field_is_a_gap_and_listed_once_in_order():
    paper = fill(FORM, {})
    assert paper.gaps == ("organ", "number", "addressee", "on", "said", "listed", "people")
    assert f"（{GAP}）" in paragraphs(paper)[0]
    assert paper.on is None
    assert 'class="paper-gap"' in write_html(paper)


@pytest.mark.parametrize("empty", [None, "", "  \n", "\x00", (), Person("")])
def test_an_empty_value_is_none(empty):
    assert "people" in fill(FORM, {**FULL, "people": empty}).gaps


def test_a_missing_day_leaves_room_for_year_month_and_day():
    assert "　　　　年　　月　　日" in shown(write_html(fill(FORM, {**FULL, "on": None})))


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_carried_as_text(value):
    paper = fill(FORM, {**FULL, "said": value, "people": Person(value, {"address": value})})
    fragment = write_html(paper)
    assert shown(fragment).count(value) >= 3
    assert words_of(write_docx(paper)).count(value) >= 3
    assert {one.tag for one in etree.fromstring(fragment, None).iter()} <= {
        "article", "h1", "h2", "p", "bdi", "span", "div", "table", "colgroup", "col", "tbody",
        "tr", "td", "th", "br", "hr",
    }  # fmt: skip


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_written_the_same_in_both_outputs(said, name):
    paper = fill(FORM, {**FULL, "said": said, "people": Person(name, {"address": said})})
    fragment = write_html(paper)
    etree.fromstring(fragment, etree.XMLParser(resolve_entities=False))
    kept = NOT_XML.sub("", said)
    if kept.strip() and "\n" not in kept and "\r" not in kept and "\t" not in kept:
        assert kept in shown(fragment)
        assert kept in words_of(write_docx(paper))
    assert not NOT_XML.search(fragment)


@given(st.text(min_size=1, max_size=20))
def test_no_value_is_read_as_a_field(value):
    braced = "{" + value + "}"
    paper = fill(FORM, {**FULL, "said": braced})
    assert "said" not in paper.gaps
    assert paper.gaps == ()


def test_characters_that_xml_cannot_hold_are_dropped():
    paper = fill(FORM, {**FULL, "said": "甲\x00\x08\x0b\x1f\ufffe\ud800乙"})
    assert "甲乙" in shown(write_html(paper))


def test_values_are_written_as_papers_write_them():
    said = FORM.style.written
    assert said(date(2024, 5, 6)) == "2024年5月6日"
    assert said(Money(300000)) == "3000元"
    assert said(Money(-1205)) == "-12.05元"
    assert said(Choice("mail", "邮寄")) == "邮寄"
    assert said((Person("赵某"), Person("钱某"))) == "赵某、钱某"
    assert said(Provision("行政复议法", 30, 0, 1, 4)) == "《行政复议法》第三十条第一款第（四）项"
    assert said(Provision("刑法", 17, 1)) == "《刑法》第十七条之一"
    assert (said(value=True), said(value=False)) == ("是", "否")


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("text", "甲", "甲"),
        ("day", "2024-03-04", date(2024, 3, 4)),
        ("day", "三月", "三月"),
        ("money", 100, Money(100)),
        ("number", 3, 3),
        ("yes_no", False, False),
        ("choice", "a", Choice("a", "甲")),
        ("choice", "z", Choice("z", "z")),
        ("person", "赵某", Person("赵某")),
        ("person", [{"name": "赵某", "age": 41}], (Person("赵某", {"age": "41"}),)),
        ("provision", "行政复议法#30.1", Provision("行政复议法", 30, 0, 1)),
        ("file", {"name": "证.pdf", "bytes": 1}, Person("证.pdf", {"bytes": "1"})),
        ("text", None, None),
        ("person", [], None),
    ],
)
def test_a_value_of_an_event_becomes_one_of_its_type(kind, value, found):
    assert value_of(kind, value, {"a": "甲"}) == found


CASES = """
head = "none"

[[block]]
when = { kind = ["a", "b"] }
text = "甲或者乙"

[[block]]
given = "note"
text = "注：{note}"

[[block]]
without = "note"
text = "无注"

[field.kind]
title = "种类"
type = "choice"
options = { a = "甲", b = "乙", c = "丙" }

[field.note]
title = "注"
type = "text"
"""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": Choice("a", "甲")}, ["甲或者乙", "无注"]),
        ({"kind": Choice("c", "丙"), "note": "有"}, ["注：有"]),
        ({"note": " "}, ["无注"]),
        ({"note": False}, ["无注"]),
    ],
)
def test_an_optional_block_is_shown_only_in_its_case(values, said):
    paper = fill(form(CASES), values)
    assert (paragraphs(paper), paper.gaps) == (said, ())


def test_the_same_paper_gives_the_same_file_dated_as_the_paper():
    first, second = (write_docx(fill(FORM, FULL)) for _ in range(2))
    assert first == second
    facts = docx.Document(io.BytesIO(first)).core_properties
    assert (facts.created.date(), facts.title, facts.author) == (DAY, "通知书", "示例市人民政府")


def test_a_paper_has_real_tables_named_styles_and_numbered_pages():
    document = docx.Document(io.BytesIO(write_docx(fill(FORM, FULL))))
    assert [len(table.columns) for table in document.tables] == [4, 4, 4]
    assert {"Paper Title", "Paper Flush", "Paper Indented", "Paper Signature"} <= {
        one.style.name for one in document.paragraphs
    }
    section = document.sections[0]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(one.mm) for one in margins] == [37, 26, 35, 28]
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" in etree.tostring(footer._element, encoding="unicode")
