"""Lines become 编、章、节、条、款、项、目 as a careful reader would take them."""

from plumbline.documents.parse import parse
from tests.documents.writing import article, codes, law, letter, outlines, paragraphs


def test_an_article_begins_with_its_first_paragraph_and_goes_on_with_the_lines_below():
    document = law("第一条 市政府主管供水。", "区政府管理本区供水。", "第二条 用水应当节约。")
    assert outlines(document) == [
        ["article 1", ["paragraph 1"], ["paragraph 2"]],
        ["article 2", ["paragraph 1"]],
    ]


def test_chapters_hold_sections_and_sections_hold_articles():
    document = law(
        "## 第一章 总则",
        "第一条 甲。",
        "## 第二章 供水",
        "### 第一节 一般规定",
        "第二条 乙。",
        "### 第二节 水价",
        "第三条 丙。",
        "## 第三章 附则",
        "第四条 丁。",
    )
    (first, second, third) = document.body
    assert [unit.heading for unit in second.children] == ["一般规定", "水价"]
    assert [unit.kind for unit in second.children] == ["section", "section"]
    assert [unit.kind for unit in (*first.children, *third.children)] == ["article", "article"]


def test_the_first_list_below_a_paragraph_is_items_whatever_its_sign():
    for sign in ("（{}）", "{}、", "{}."):
        one, two = (sign.format(n) for n in ("一二" if "." not in sign else "12"))
        document = law("第一条 供水企业应当：", f"{one}公布水价；", f"{two}公布水质。")
        assert outlines(document) == [["article 1", ["paragraph 1", ["item 1"], ["item 2"]]]]


def test_a_list_below_an_item_is_subitems():
    document = law("第一条 供水企业应当：", "（一）公布：", "1.水价；", "2.水质；", "（二）抄表。")
    assert outlines(document) == [
        ["article 1", ["paragraph 1", ["item 1", ["subitem 1"], ["subitem 2"]], ["item 2"]]]
    ]


def test_a_line_after_the_last_item_is_a_new_paragraph():
    document = law(
        "第一条 供水企业应当：", "（一）公布水价；", "（二）公布水质。", "其他单位参照执行。"
    )
    assert outlines(document) == [
        ["article 1", ["paragraph 1", ["item 1"], ["item 2"]], ["paragraph 2"]]
    ]


def test_a_line_between_two_items_belongs_to_the_item_before():
    document = law(
        "第一条 供水企业应当：",
        "（一）公布水价；",
        "水价每年公布一次。",
        "（二）公布水质。",
        "违者改正。",
    )
    assert outlines(document) == [
        ["article 1", ["paragraph 1", ["item 1", ["text"]], ["item 2"]], ["paragraph 2"]]
    ]


def test_a_second_list_in_an_article_belongs_to_the_second_paragraph():
    document = law("第一条 甲：", "（一）子；", "（二）丑。", "乙：", "（一）寅；", "（二）卯。")
    assert outlines(document) == [
        [
            "article 1",
            ["paragraph 1", ["item 1"], ["item 2"]],
            ["paragraph 2", ["item 1"], ["item 2"]],
        ]
    ]


def test_an_article_whose_number_stands_alone_has_the_next_line_as_its_first_paragraph():
    document = law("第一条", "供水应当安全。", "第二条", "用水应当节约。")
    assert paragraphs(document, "1") == ["供水应当安全。"]


def test_an_article_number_in_prose_at_the_head_of_a_line_opens_nothing():
    document = law("第一条 甲。", "第二条 乙。", "第一条规定的水价，由市政府制定。", "第三条 丙。")
    assert [unit.number for unit in document.articles()] == ["1", "2", "3"]
    assert len(paragraphs(document, "2")) == 2


def test_an_inserted_article_has_two_numbers():
    document = law("第一条 甲。", "第一条之一 乙。", "第二条 丙。")
    assert [unit.number for unit in document.articles()] == ["1", "1-1", "2"]
    assert codes(document)[:1] == ["article_inserted"]


def test_a_formula_belongs_to_the_paragraph_that_announces_it():
    document = law("第一条 水费按照公式计算：", "水费＝用水量×水价", "水价由市政府制定。")
    assert outlines(document) == [["article 1", ["paragraph 1", ["formula"]], ["paragraph 2"]]]


def test_a_table_belongs_to_the_paragraph_above_it():
    document = law("第一条 水价如下：", "| 用途 | 水价 |\n| --- | --- |\n| 居民 | 三元 |")
    (table,) = article(document, "1").children[0].children
    assert table.kind == "table"
    assert table.rows == (("用途", "水价"), ("居民", "三元"))


def test_words_before_the_first_article_are_a_preamble():
    document = law("为了保障供水，制定本条例。", "第一条 甲。")
    assert [unit.kind for unit in document.body] == ["preamble", "article"]


def test_words_of_a_text_without_any_number_are_no_preamble():
    document = law("供水应当安全。", "本决定自公布之日起施行。")
    assert [unit.kind for unit in document.body] == ["text", "text"]


def test_a_heading_without_number_is_kept_as_a_heading():
    document = law("## 序言", "本市缺水。", "## 第一章 总则", "第一条 甲。")
    assert [(unit.number, unit.heading) for unit in document.body] == [("", "序言"), ("1", "总则")]


def test_a_book_of_a_code_is_a_part_and_its_articles_keep_their_numbers():
    document = law(
        "## 第一章 一般规定", "第四百条 甲。", "第四百零一条 乙。", title="示例法典\n\n# 供水编"
    )
    assert [(unit.kind, unit.heading) for unit in document.body] == [("part", "供水编")]
    assert document.metadata.code_book == "供水编"
    assert "code_split" in codes(document)


def test_headings_of_a_plain_text_are_told_from_prose():
    document = letter(
        "示例市供水条例",
        "第一章 总则",
        "第一条 甲。",
        "第二章规定的水价，由市政府制定。",
        "第二章 供水",
        "第二条 乙。",
    )
    assert [unit.heading for unit in document.body] == ["总则", "供水"]
    assert len(paragraphs(document, "1")) == 2


def test_the_contents_of_a_text_are_not_its_headings():
    document = law(
        "目 录",
        "第一章 总则",
        "第二章 供水",
        "## 第一章 总则",
        "第一条 甲。",
        "## 第二章 供水",
        "第二条 乙。",
    )
    assert [unit.heading for unit in document.body] == ["总则", "供水"]
    assert [unit.kind for unit in document.head].count("contents") == 3


def test_an_automatic_number_counts_as_typed():
    document = letter("示例市供水条例", "第一条 甲：", "（一）子；")
    line = document.source.lines[2]._replace(text="子；", label="（一）", start=15)
    source = document.source
    numbered = type(source)(
        source.name, "docx", "", source.text, (*source.lines[:2], line), "utf-8", ()
    )
    assert outlines(parse(numbered)) == outlines(document)


def test_articles_are_told_without_a_blank_after_their_numbers():
    document = letter(
        "示例市供水条例",
        "第一条供水应当安全。",
        "第一条规定的水价，由市政府制定。",
        "第二条第三方机构可以检测水质。",
        "第三条规划应当公布。",
    )
    assert [unit.number for unit in document.articles()] == ["1", "2", "3"]
    assert len(paragraphs(document, "1")) == 2


def test_a_foreword_of_a_plain_text_is_a_heading():
    document = letter("示例市供水条例", "序　言", "本市缺水。", "第一章　总则", "第一条　甲。")
    assert [unit.heading for unit in document.body] == ["序　言", "总则"]


def test_a_text_whose_every_line_was_cut_has_whole_paragraphs():
    words = "供水企业应当按照国家和本市的有关规定定期向社会公布水质检测的结果并接受监督"
    document = letter(
        "示例市供水条例",
        f"第一条　{words}",
        f"同时由{words}",
        "并存档。",
        f"第二条　{words}",
        "存档。",
    )
    assert [len(unit.children) for unit in document.articles()] == [1, 1]
