"""What an amending document quotes is not its own."""

from plumbline.documents.model import Document
from tests.documents.writing import codes, law, outlines

TITLE = "示例市人民代表大会常务委员会关于修改《示例市供水条例》的决定"


def decision(*body: str) -> Document:
    """A decision that amends."""
    return law(*body, title=TITLE)


def test_quoted_paragraphs_are_units_of_nothing():
    document = decision(
        "一、将第五条修改为：“供水应当安全。",
        "“用水应当节约。”",
        "二、删去第六条。",
        "本决定自公布之日起施行。",
    )
    assert outlines(document) == [
        ["section_1 1", ["quoted"]],
        ["section_1 2", ["text"]],
    ]
    assert document.metadata.is_amendment


def test_quoted_articles_and_items_keep_their_numbers():
    document = decision(
        "一、增加一条，作为第七条：",
        "“第七条 供水企业应当：",
        "“（一）公布水价；",
        "“（二）公布水质。”",
        "二、删去第八条。",
    )
    assert outlines(document) == [
        ["section_1 1", ["quoted 7"], ["quoted 1"], ["quoted 2"]],
        ["section_1 2"],
    ]


def test_a_quotation_may_stand_wholly_on_the_line_after_its_colon():
    document = decision("一、将第五条修改为：", "“供水应当安全。”", "二、删去第六条。")
    assert outlines(document) == [["section_1 1", ["quoted"]], ["section_1 2"]]


def test_a_quotation_that_is_never_closed_ends_where_the_outer_numbers_go_on():
    document = decision("一、将第五条修改为：“供水应当安全。", "用水应当节约。", "二、删去第六条。")
    assert outlines(document) == [["section_1 1", ["quoted"]], ["section_1 2"]]
    assert codes(document) == ["quote_unbalanced"]


def test_new_articles_without_quotation_marks_are_told_by_their_numbers():
    document = law(
        "第三十一条 删去第九条。",
        "第三十二条 增加一节，两条，内容如下：",
        "第七节 供水委员会",
        "第一百二十条 甲。",
        "乙。",
        "第一百二十一条 丙。",
        "第七节相应改为第八节。",
        "第三十三条 删去第十条。",
        title="示例法修正案（二）",
    )
    assert [unit.number for unit in document.articles()] == ["31", "32", "33"]
    quoting = [*document.articles()][1]
    assert [unit.kind for unit in quoting.children] == ["paragraph", "paragraph"]
    assert [unit.kind for unit in quoting.children[0].children] == ["quoted"] * 4
    assert codes(document).count("quotation_unmarked") == 1


def test_numbers_of_amendments_may_run_on_from_earlier_ones():
    document = law("第三条 甲。", "第四条 乙。", title="示例法修正案（二）")
    assert codes(document) == ["amendment_numbering"]


def test_a_word_in_quotation_marks_opens_no_quotation_in_a_text_that_does_not_amend():
    document = law("第一条 本条例所称“供水”包括二次供水。", "第二条 “一户一表”由供水企业安装。")
    assert [len(unit.children) for unit in document.articles()] == [1, 1]
