"""Akoma Ntoso: what the units of a Chinese text become, and that nothing is lost on the way."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from plumbline.documents.address import eids
from plumbline.documents.akn import read_akn, same, write_akn
from plumbline.documents.akn_schema import Schema
from plumbline.documents.model import Document, Metadata, Place, Source, Unit
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from tests.conftest import ROOT
from tests.documents.made_texts import documents

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
LIBRARY = sorted((ROOT / "demo" / "library").glob("示*.md"))
NOWHERE = Place(0, 0, 0)

REGULATION = """# 示例市供水条例

2016年5月27日 示例市第四届人民代表大会常务委员会第二十次会议通过
2019年7月26日 示例市人民代表大会常务委员会《关于修改〈示例市供水条例〉的决定》第一次修正

<!-- INFO END -->

## 第一章 总则

第一条 为了保障供水，制定本条例。

第二条 供水企业应当：

（一）公布水价；

（二）按照下列时间抢修：

1. 城区二小时；
2. 镇村四小时；

（三）接受监督。

有前款情形的，从其规定。

第二条之一 本条例所称用户，包括单位和个人。

## 第二章 附则

第三条 本条例自2016年7月1日起施行。
"""

DECISION = """# 示例市人民政府关于修改《示例市供水办法》的决定

示府规〔2024〕5号
2024年8月19日 公布

<!-- INFO END -->

市政府决定对《示例市供水办法》作如下修改：

一、将第六条修改为：“供水企业应当公布水价，并遵守下列规定：

“（一）每年公布一次；

“（二）调整前听证。

“违反前款规定的，由主管部门责令改正。”

二、将第九条中的“七日”修改为“五日”。

本决定自公布之日起施行。

示例市人民政府

2024年8月19日

附件1

| 序号 | 文件名称 |
| --- | --- |
| 1 | 关于水价的通知 |
"""


def document(text: str) -> Document:
    day = "2019-07-26" if "供水条例\n" in text else "2024-08-19"
    return parse(read(text.encode(), f"示例({day}).md"))


def tree(text: str) -> Any:
    return etree.fromstring(write_akn(document(text)))


def words(root: Any, path: str) -> list[str]:
    """The words of the elements that a path finds, without the white space of the file."""
    found: Any = root.xpath(path, namespaces=NS)
    return [re.sub(r"\s+", "", "".join(one.itertext())) for one in found]


def one_unit(**facts) -> Document:
    """A document of one unit."""
    bare = Unit("text", "", "", "", "", (), NOWHERE)
    return Document(Metadata("示例"), (), (bare._replace(**facts),), (), source())


def source() -> Source:
    return Source("示例.md", "md", "0" * 64, "", ())


def back(was: Document) -> Document:
    return read_akn(write_akn(was), "示例.xml")


@pytest.fixture(scope="module")
def schema(texts: Path) -> Schema:
    """The strict schema, which lies beside the real texts."""
    return Schema(texts / "schemas")


# -- the tree -----------------------------------------------------------------


def test_legislation_is_an_act_and_a_normative_document_a_doc():
    assert tree(REGULATION)[0].tag.endswith("}act")
    assert tree(REGULATION)[0].get("name") == "local_regulation"
    assert tree(DECISION)[0].tag.endswith("}doc")


def test_the_units_of_the_legislation_law_have_their_elements_and_ids():
    root = tree(REGULATION)
    found = {one.get("eId"): etree.QName(one).localname for one in root.iter("{*}*")}
    assert found["chp_1"] == "chapter"
    assert found["art_2"] == "article"
    assert found["art_2__para_1"] == "paragraph"
    assert found["art_2__para_1__item_2"] == "item"
    assert found["art_2__para_1__item_2__subitem_1"] == "item"
    assert found["art_2__para_2"] == "paragraph"
    assert found["art_2-1"] == "article"


def test_every_unit_has_the_id_by_which_it_is_addressed():
    parsed = document(REGULATION)
    written = [one.get("eId") for one in tree(REGULATION).iter("{*}*") if one.get("eId")]
    assert [eid for eid, _ in eids(parsed)] == [eid for eid in written if eid[:3] in ("chp", "art")]


def test_numbers_stand_as_they_were_printed():
    root = tree(REGULATION)
    assert words(root, "//a:article/a:num") == ["第一条", "第二条", "第二条之一", "第三条"]
    assert words(root, "//a:item[starts-with(@eId, 'art_2')]/a:num") == [
        "（一）", "（二）", "1.", "2.", "（三）",
    ]  # fmt: skip
    assert words(root, "//a:chapter/a:heading") == ["总则", "附则"]


def test_words_before_a_list_introduce_it():
    assert words(tree(REGULATION), "//a:listIntroduction") == [
        "供水企业应当：", "按照下列时间抢修：",
    ]  # fmt: skip


def test_title_number_and_history_stand_in_the_preface_and_the_signature_in_the_conclusions():
    root = tree(DECISION)
    assert words(root, "//a:preface//a:docTitle") == [
        "示例市人民政府关于修改《示例市供水办法》的决定"
    ]
    assert words(root, "//a:preface//a:docNumber") == ["示府规〔2024〕5号"]
    assert words(root, "//a:preface/a:block[@name='history']") == ["2024年8月19日公布"]
    assert words(root, "//a:conclusions//a:signature") == ["示例市人民政府", "2024年8月19日"]


def test_what_stands_before_the_provisions_is_the_preamble():
    assert words(tree(DECISION), "//a:preamble/a:p") == [
        "市政府决定对《示例市供水办法》作如下修改："
    ]


def test_new_wording_of_several_lines_is_a_quoted_structure_in_a_modification():
    root = tree(DECISION)
    structure = root.find(".//a:mod/a:quotedStructure", NS)
    assert structure is not None
    assert (structure.get("startQuote"), structure.get("endQuote")) == ("“", "”")
    assert words(structure, "./a:p") == [
        "供水企业应当公布水价，并遵守下列规定：", "“违反前款规定的，由主管部门责令改正。",
    ]  # fmt: skip
    assert words(structure, ".//a:item/a:num") == ["“（一）", "“（二）"]
    assert structure.getparent().text == "将第六条修改为："


def test_words_that_replace_others_are_quoted_text_in_a_modification():
    assert words(tree(DECISION), "//a:mod/a:quotedText") == ["七日", "五日"]


def test_an_appendix_is_an_attached_document_with_its_own_identity():
    root = tree(DECISION)
    attached = root.find(".//a:attachments/a:attachment", NS)
    assert words(attached, "./a:heading") == ["附件1"]
    this = attached.find(".//a:FRBRExpression/a:FRBRthis", NS).get("value")
    assert this.endswith("/zho@2024-08-19/!att_1")
    cells = words(attached, ".//a:td")
    assert cells == ["序号", "文件名称", "1", "关于水价的通知"]


# -- the metadata -------------------------------------------------------------


def test_work_expression_and_manifestation_have_the_addresses_of_the_naming_convention():
    uris = [one.get("value") for one in tree(REGULATION).iterfind(".//a:FRBRuri", NS)]
    work = "/akn/cn/act/local_regulation/2016-05-27/示例市供水条例"
    assert uris == [work, f"{work}/zho@2019-07-26", f"{work}/zho@2019-07-26.xml"]


def test_the_history_is_the_lifecycle():
    events = tree(REGULATION).findall(".//a:lifecycle/a:eventRef", NS)
    assert [(one.get("date"), one.get("type")) for one in events[:2]] == [
        ("2016-05-27", "generation"), ("2019-07-26", "amendment"),
    ]  # fmt: skip


def test_validity_is_a_temporal_group_between_two_events():
    root = tree(DECISION)
    interval = root.find(".//a:timeInterval", NS)
    event = root.find(f".//a:eventRef[@eId='{interval.get('start')[1:]}']", NS)
    assert event.get("date") == "2024-08-19"


def test_the_language_is_chinese_and_the_chinese_text_binds():
    root = tree(REGULATION)
    assert root.find(".//a:FRBRlanguage", NS).get("language") == "zho"
    assert root.find(".//a:FRBRExpression/a:FRBRauthoritative", NS).get("value") == "true"


def test_the_day_of_the_file_and_the_findings_are_noted_when_given():
    was = document(REGULATION.replace("第三条 本", "第五条 本"))
    assert was.findings
    data = write_akn(was, made_on=date(2026, 1, 2), findings=was.findings)
    root = etree.fromstring(data)
    assert root.find(".//a:FRBRManifestation/a:FRBRdate", NS).get("date") == "2026-01-02"
    noted = root.findall(".//a:proprietary/{*}finding", NS)
    assert len(noted) == len(was.findings)
    assert same(was, read_akn(data, "示例.xml"))


# -- there and back -----------------------------------------------------------


@pytest.mark.parametrize("text", [REGULATION, DECISION], ids=["regulation", "decision"])
def test_a_text_reads_back_as_the_same_document(text):
    was = document(text)
    assert same(was, back(was))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem[:24])
def test_every_text_of_the_demonstration_library_reads_back_as_the_same_document(path):
    was = parse(read(path.read_bytes(), path.name))
    assert same(was, back(was))


@settings(max_examples=150, deadline=None)
@given(documents())
def test_any_text_reads_back_as_the_same_document(was):
    assert same(was, back(was))


@given(st.text())
def test_every_character_survives_in_words_and_in_metadata(text):
    was = one_unit(kind="section_1", number="1", form="{c}、", text=text)
    was = replace(was, metadata=replace(was.metadata, title=text, doc_number=text, code_book=text))
    assert same(was, back(was))


@pytest.mark.parametrize(
    ("number", "form"),
    [
        ("9", "第{c}条"), ("17-1", "第{c}条"), ("128", "=第一百二十八 条"), ("54", "=笫五十四条"),
        ("3", "第{d}条"), ("3", ""), ("3", "="),
    ],
)  # fmt: skip
def test_the_print_form_of_a_number_survives_damaged_ones_included(number, form):
    paragraph = Unit("paragraph", "1", "", "", "供水。", (), NOWHERE)
    was = one_unit(kind="article", number=number, form=form, children=(paragraph,))
    assert same(was, back(was))


def test_documents_differ_when_a_word_a_number_a_row_or_a_fact_does():
    was = document(DECISION)
    assert same(was, was)
    assert not same(was, document(DECISION.replace("责令改正", "责令整改")))
    assert not same(was, document(DECISION.replace("“（二）调", "“（三）调")))
    assert not same(was, document(DECISION.replace("| 1 |", "| 2 |")))
    assert not same(was, replace(was, metadata=replace(was.metadata, is_trial=True)))
    assert not same(was, replace(was, tail=was.tail[:-1]))


def test_the_units_that_are_read_stand_in_the_text_that_is_made_of_them():
    again = back(document(REGULATION))
    text = again.source.text
    assert "第二条 供水企业应当：\n（一）公布水价；" in text
    for line in again.source.lines:
        assert text[line.start :].startswith(line.text)
    for unit in again.units():
        if unit.text:
            assert text[unit.place.start : unit.place.end] == unit.text
            assert text.count("\n", 0, unit.place.start) + 1 == unit.place.line


def test_what_was_read_can_be_parsed_again_to_the_same_articles():
    was = document(REGULATION)
    again = parse(back(was).source)
    assert [unit.number for unit in again.articles()] == [unit.number for unit in was.articles()]


# -- the schema ---------------------------------------------------------------


@pytest.mark.texts
@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem[:24])
def test_every_text_of_the_demonstration_library_is_valid(path, schema):
    assert schema.faults(write_akn(parse(read(path.read_bytes(), path.name)))) == ()


@pytest.mark.texts
@settings(max_examples=150, deadline=None)
@given(was=documents())
def test_any_text_is_valid(schema, was):
    assert schema.faults(write_akn(was)) == ()


@pytest.mark.texts
@given(text=st.text())
def test_any_character_is_valid_in_words_and_in_metadata(schema, text):
    was = one_unit(kind="appendix", text=text, children=(one_unit(text=text).body[0],))
    metadata = Metadata(text, issuers=(text,), doc_number=text, notice_title=text)
    was = replace(was, metadata=metadata, tail=was.body)
    assert schema.faults(write_akn(was)) == ()


@pytest.mark.texts
def test_real_texts_are_valid_and_read_back_as_the_same_documents(texts, schema):
    # Every ninth file; all of them are counted by bench/akn.py.
    for path in sorted((texts / "laws").rglob("*.md"))[::9]:
        was = parse(read(path.read_bytes(), path.name))
        data = write_akn(was)
        assert schema.faults(data) == ()
        assert same(was, read_akn(data, path.name))


@pytest.mark.texts
def test_the_schema_finds_faults(schema):
    data = write_akn(document(REGULATION)).replace(b"<article ", b"<artikel ", 1)
    assert schema.faults(data.replace(b"</article>", b"</artikel>", 1))[0].startswith("line ")
    assert schema.faults(b"<akomaNtoso") != ()
