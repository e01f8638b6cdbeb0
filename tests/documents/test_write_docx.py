"""A document as .docx: official form, the same bytes each time, readable again."""

import io
import re

import docx
import pytest
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.model import Document, Metadata, Place, Source, Unit
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.documents.rebuild import rebuild
from plumbline.documents.write_docx import write_docx

LAW = """# 示例市养犬管理办法

2020年1月1日 示例市人民政府令第1号公布

<!-- INFO END -->

## 第一章 总则

第一条 为了规范养犬行为，制定本办法。

第二条 养犬人应当遵守下列规定：

（一）按期免疫；

（二）出户束链。

违反前款规定的，由公安机关责令改正。

## 第二章 附则

第三条 本办法自2020年3月1日起施行。
"""


def document(text=LAW, name="a.md"):
    return parse(read(text.encode(), name))


def opened(law):
    return docx.Document(io.BytesIO(write_docx(law)))


def test_the_same_document_gives_the_same_bytes():
    assert write_docx(document()) == write_docx(document())


def test_an_office_program_opens_it_with_the_styles_of_an_official_document():
    found = [(one.style.name, one.text) for one in opened(document()).paragraphs]
    assert found == [
        ("Title", "示例市养犬管理办法"),
        ("History", "2020年1月1日 示例市人民政府令第1号公布"),
        ("Heading 1", "第一章\u3000总则"),
        ("Article", "第一条\u3000为了规范养犬行为，制定本办法。"),
        ("Article", "第二条\u3000养犬人应当遵守下列规定："),
        ("Body", "（一）按期免疫；"),
        ("Body", "（二）出户束链。"),
        ("Body", "违反前款规定的，由公安机关责令改正。"),
        ("Heading 1", "第二章\u3000附则"),
        ("Article", "第三条\u3000本办法自2020年3月1日起施行。"),
    ]


def test_sizes_and_margins_are_those_of_official_documents():
    found = opened(document())
    assert found.styles["Title"].font.size == Pt(22)
    assert found.styles["Body"].font.size == Pt(16)
    section = found.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert "PAGE" in section.footer._element.xml
    assert found.core_properties.title == "示例市养犬管理办法"


def test_reading_it_back_gives_the_same_document():
    law = document()
    again = parse(read(write_docx(law), "a.docx"))
    assert rebuild(again) == rebuild(law)
    assert again.title == law.title
    assert [unit.number for unit in again.articles()] == ["1", "2", "3"]


def unit(kind, text, rows=(), start=0):
    return Unit(kind, "", "", "", text, (), Place(start, start + len(text), 1), rows)


def of_units(*units):
    return Document(Metadata("标题"), (), units, (), Source("a", "txt", "", "", ()))


def test_tables_keep_their_rows():
    rows = (("序号", "事项"), ("1", "登记\n年审"))
    (table,) = opened(of_units(unit("table", "", rows))).tables
    assert tuple(tuple(cell.text for cell in row.cells) for row in table.rows) == rows


def test_rows_of_different_length_are_filled_up():
    (table,) = opened(of_units(unit("table", "", (("甲",), ("乙", "丙"))))).tables
    assert [len(row.cells) for row in table.rows] == [2, 2]


def test_units_stand_in_the_order_of_the_text():
    found = opened(of_units(unit("text", "乙", start=5), unit("text", "甲", start=1)))
    assert [one.text for one in found.paragraphs] == ["甲", "乙"]


@pytest.mark.parametrize("kind", ["signature", "address", "appendix", "docnumber", "preamble"])
def test_every_kind_of_unit_has_a_style_that_exists(kind):
    (found,) = opened(of_units(unit(kind, "文"))).paragraphs
    assert found.style.name


@given(st.text(st.characters(codec="utf-8")))
def test_any_words_make_a_file_that_opens(text):
    (found,) = opened(of_units(unit("text", f"文{text}"))).paragraphs
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", f"文{text}")
    assert found.text == kept.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.texts
def test_real_laws_come_back_whole(texts):
    for path in sorted((texts / "laws").rglob("*.md"))[::40]:
        law = parse(read(path.read_bytes(), path.name))
        again = parse(read(write_docx(law), f"{path.stem}.docx"))
        assert "".join(rebuild(again).split()) == "".join(rebuild(law).split()), path.name
