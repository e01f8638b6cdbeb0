"""The passages of a document, as versions are compared by them."""

from plumbline.documents.passages import passages
from tests.documents.writing import law


def test_each_paragraph_is_a_passage_with_its_items_and_the_heading_above_it():
    document = law(
        "## 第一章 总则", "第一条 甲：", "（一）子；", "（二）丑。", "乙。", "第一条之一 丙。"
    )
    found = passages(document)
    assert [(one.address, one.text) for one in found] == [
        ("1.1", "甲：\n子；\n丑。"),
        ("1.2", "乙。"),
        ("1-1.1", "丙。"),
    ]
    assert {one.heading for one in found} == {"总则"}


def test_sections_are_passages_of_a_text_without_articles():
    document = law("一、甲：", "（一）子；", "（二）丑。", "寅。", "二、乙。")
    assert [(one.address, one.text) for one in passages(document)] == [
        ("1.0", "甲：\n寅。"),
        ("1.1", "子；"),
        ("1.2", "丑。"),
        ("2.0", "乙。"),
    ]


def test_an_article_that_comes_twice_has_two_addresses():
    document = law("第一条 甲。", "第二条 乙。", "第二条 丙。", "第三条 丁。")
    assert [one.address for one in passages(document)] == ["1.1", "2.1", "2~2.1", "3.1"]
