"""What looks wrong is found at its place, and data damage is told from drafting errors."""

import pytest

from tests.documents.writing import article, codes, finding, law, letter, outlines, paragraphs

END = "本条例自2020年7月1日起施行。"


def whole(*body: str):
    """A text that ends as texts do, with nothing wrong but what its body shows."""
    number = {0: "一", 1: "二", 2: "三", 3: "四", 4: "五", 5: "六", 6: "七", 7: "八"}
    own = sum(line.startswith("第") and "条 " in line[:6] for line in body)
    return law(*body, f"第{number[own]}条 {END}")


def classes(document):
    """Code and class of each finding."""
    return [(one.code, one.kind) for one in document.findings]


def test_a_sound_text_has_no_finding():
    document = law(
        "## 第一章 总则",
        "第一条 供水企业应当：",
        "（一）公布水价；",
        "（二）公布水质。",
        "## 第二章 附则",
        f"第二条 {END}",
    )
    assert codes(document) == []


# -- numbers -------------------------------------------------------------------


def test_articles_that_are_missing_are_damage():
    document = law("第一条 甲。", "第二条 乙。", "第五条 丙。", f"第六条 {END}")
    assert classes(document) == [("article_gap", "damage")]
    assert finding(document, "article_gap").place == "art_5"
    assert "2 missing" in finding(document, "article_gap").message


def test_a_first_article_that_is_not_the_first_is_damage():
    assert classes(law("第三条 甲。", f"第四条 {END}")) == [("article_gap", "damage")]


def test_an_article_that_comes_twice_is_damage_and_one_out_of_order_a_drafting_error():
    assert classes(law("第一条 甲。", "第二条 乙。", "第二条 丙。", f"第三条 {END}")) == [
        ("article_repeated", "damage")
    ]
    document = law("第一条 甲。", "第三条 乙。", "第二条 丙。", f"第四条 {END}")
    assert ("article_order", "drafting") in classes(document)


@pytest.mark.parametrize("number", ["笫二条 ", "第二 条 ", "第 二条 "])
def test_a_damaged_number_is_found_and_the_article_keeps_its_place(number):
    document = law("第一条 甲。", f"{number}乙。", f"第三条 {END}")
    assert classes(document) == [("number_damaged", "damage")]
    assert paragraphs(document, "2") == ["乙。"]


def test_a_list_that_begins_at_its_second_item_has_lost_its_head():
    document = law("第一条 供水企业应当：", "（二）公布水价；", "（三）公布水质。", f"第二条 {END}")
    assert classes(document) == [("list_head_lost", "damage")]
    assert finding(document, "list_head_lost").place == "art_1"


def test_items_that_skip_or_repeat_a_number_are_drafting_errors():
    skipped = law("第一条 甲：", "（一）子；", "（二）丑；", "（四）寅。", f"第二条 {END}")
    assert classes(skipped) == [("item_number_skipped", "drafting")]
    repeated = law("第一条 甲：", "（一）子；", "（一）丑。", f"第二条 {END}")
    assert classes(repeated) == []  # a second list begins at one
    twice = law("第一条 甲：", "（一）子；", "（二）丑；", "（二）寅。", f"第二条 {END}")
    assert classes(twice) == [("item_number_repeated", "drafting")]


def test_a_list_of_a_later_paragraph_may_go_on_with_its_numbers():
    document = law("第一条 甲：", "（一）子；", "（二）丑。", "乙：", "（三）寅。", f"第二条 {END}")
    assert codes(document) == []


def test_a_list_below_another_stop_than_a_colon_is_a_drafting_error():
    document = law("第一条 供水企业应当；", "（一）公布水价；", "（二）公布水质。", f"第二条 {END}")
    assert classes(document) == [("list_without_colon", "drafting")]


# -- headings ------------------------------------------------------------------


def chaptered(*middle: str):
    """Three chapters, of which the middle one is given."""
    return law("## 第一章 总则", "第一条 甲。", *middle, "## 第三章 附则", f"第三条 {END}")


def test_a_chapter_that_is_not_there_is_damage():
    document = chaptered("第二条 乙。")
    assert classes(document) == [("heading_lost", "damage")]
    first = law("第一条 甲。", "## 第二章 附则", f"第二条 {END}")
    assert (finding(first, "heading_lost").line, codes(first)) == (7, ["heading_lost"])


def test_a_chapter_that_the_contents_skip_too_was_skipped_by_its_author():
    document = law(
        "目录",
        "第一章 总则",
        "第三章 附则",
        "## 第一章 总则",
        "第一条 甲。",
        "## 第三章 附则",
        f"第二条 {END}",
    )
    assert ("chapter_skipped", "drafting") in classes(document)


def test_a_heading_that_lost_its_mark_fills_the_gap_in_the_numbers():
    for heading in ("供水", "第二章 供水"):
        document = chaptered(heading, "第二条 乙。")
        assert classes(document) == [("heading_demoted", "damage")]
        assert [(unit.number, unit.heading) for unit in document.body][1] == ("2", "供水")


def test_a_heading_may_have_lost_its_mark_and_stand_in_two_lines():
    document = chaptered("供水、节水、", "用水", "第二条 乙。")
    assert [unit.heading for unit in document.body] == ["总则", "供水、节水、用水", "附则"]
    assert codes(document) == ["heading_demoted"]


def test_a_short_line_where_no_heading_is_missing_is_a_paragraph():
    document = law(
        "## 第一章 总则", "第一条 甲。", "供水", "第二条 乙。", "## 第二章 附则", f"第三条 {END}"
    )
    assert len(paragraphs(document, "1")) == 2


def test_a_heading_that_goes_on_in_the_next_line_is_one_heading():
    document = chaptered("## 第二章 供水企业和", "用水单位的职责", "第二条 乙。")
    assert classes(document) == [("heading_split", "damage")]
    assert document.body[1].heading == "供水企业和用水单位的职责"


def test_a_heading_at_the_end_of_an_article_is_taken_from_it():
    document = chaptered("第二条 乙。第三章 附则", f"第三条 {END}")
    assert "heading_glued" in codes(document)
    assert paragraphs(document, "2") == ["乙。"]


def test_a_heading_without_words_is_damage():
    assert "heading_empty" in codes(law("##", "第一条 甲。", f"第二条 {END}"))


# -- lines ---------------------------------------------------------------------


def test_articles_in_one_line_are_taken_apart():
    document = law(f"第一条 甲。第二条 乙。 第三条 丙。 丁。 第四条 {END}")
    assert [len(unit.children) for unit in document.articles()] == [1, 1, 2, 1]
    assert classes(document) == [("text_glued", "damage")]


def test_items_in_one_line_are_taken_apart():
    document = law("第一条 甲：", "（一）子；（二）丑；", "（三）寅。", f"第二条 {END}")
    assert outlines(document)[0] == [
        "article 1",
        ["paragraph 1", ["item 1"], ["item 2"], ["item 3"]],
    ]
    assert codes(document) == ["text_glued"]


def test_an_enumeration_within_a_sentence_is_left_alone():
    document = law("第一条 供水企业应当：（一）公布水价；（二）公布水质。", f"第二条 {END}")
    assert len(article(document, "1").children[0].children) == 0
    assert codes(document) == []


def test_a_sentence_that_was_broken_into_two_lines_is_one_paragraph():
    document = law(
        "第一条 供水企业应当在每年一月底以前向社会公布上一年度的供水",
        "水质检测报告。",
        f"第二条 {END}",
    )
    assert outlines(document)[0] == ["article 1", ["paragraph 1", ["text"]]]
    assert classes(document) == [("line_broken", "damage")]


def test_a_line_that_begins_with_a_stop_belongs_to_the_line_before():
    document = law("第一条 供水应当安全", "。用水应当节约。", f"第二条 {END}")
    assert [len(unit.children) for unit in document.articles()] == [1, 1]
    assert codes(document) == ["line_broken"]


def test_short_entries_without_stops_are_no_broken_lines():
    document = law(
        "第一条 供水委员会由下列人员组成：",
        "主任，",
        "副主任若干人，",
        "委员若干人。",
        f"第二条 {END}",
    )
    assert len(paragraphs(document, "1")) == 4
    assert codes(document) == []


def test_a_blank_inside_a_sentence_is_found_once_a_line():
    document = whole("第一条 供水企业 应当公布水价、 水质，不得 拖延。")
    assert classes(document) == [("space_stray", "damage")]


def test_words_on_a_sign_may_stand_apart():
    assert codes(whole("第一条 供水设施旁应当设置“水源保护区 禁止入内”字样的标识。")) == []


# -- characters ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("供水\ue123应当安全。", "character_damaged"),
        ("供水应当每年l月公布。", "character_damaged"),
        ("供水自一九九0年起收费。", "character_damaged"),
        ("供水企业己经公布的水价。", "character_damaged"),
        ("供水企业釆取措施。", "character_damaged"),
        ("供水企业諮询专家。", "character_damaged"),
        ("供水\u200b应当安全。", "character_invisible"),
        ("供水&nbsp;应当安全。", "markup_left_in"),
        ("供水<br/>应当安全。", "markup_left_in"),
        ("依照第三条>的规定供水。", "markup_left_in"),
    ],
)
def test_a_wrong_character_is_damage(words, code):
    document = whole(f"第一条 {words}")
    assert classes(document) == [(code, "damage")]
    found = finding(document, code)
    assert document.source.text[found.start : found.end].strip("供水") != ""


@pytest.mark.parametrize(
    "words",
    [
        "自己经营供水。",
        "期末满额供水。",
        "供水PM2.5、α、®。",
        "供水二○二○年。",
        "供水20l/s。",
        "言论自由。",
    ],
)
def test_a_rare_character_in_its_place_is_no_damage(words):
    assert codes(whole(f"第一条 {words}")) == []


def test_a_quotation_mark_without_its_partner_is_a_drafting_error():
    assert classes(whole("第一条 供水应当安全。”")) == [("quote_unbalanced", "drafting")]


# -- the whole text ------------------------------------------------------------


@pytest.mark.parametrize(
    "last",
    ["用水应当节约。", "用水应当节", "用水应当节约，", "用水单位应当："],
)
def test_a_text_that_breaks_off_is_truncated(last):
    document = law("第一条 甲。", "第二条 乙。", f"第三条 {last}")
    assert ("text_truncated", "damage") in classes(document)


def test_a_text_that_ends_with_a_heading_is_truncated():
    assert "text_truncated" in codes(law("## 第一章 总则", "第一条 甲。", "## 第二章 附则"))


def test_a_text_that_lacks_only_its_last_stop_is_not_truncated():
    assert classes(law("第一条 甲。", "第二条 本条例自公布之日起施行")) == [
        ("stop_missing", "damage")
    ]


def test_a_head_without_a_text_has_lost_its_body():
    assert classes(law()) == [("body_lost", "damage")]


def test_contents_left_in_a_copy_are_damage():
    headings = ["第一章 总则", "第二章 供水", "第三章 附则"]
    body = [
        f"## {headings[0]}",
        "第一条 甲。",
        f"## {headings[1]}",
        "第二条 乙。",
        f"## {headings[2]}",
        f"第三条 {END}",
    ]
    tables = (
        ["目 录", *headings],
        [f"## {one}" for one in headings],
        ["## " + " ".join(headings)],
    )
    for table in tables:
        document = law(*table, *body)
        assert [one for one in codes(document) if one != "heading_lost"] == ["contents_left_in"]
        assert len(document.body) == 3


@pytest.mark.parametrize(
    "other",
    [
        [
            "# 示例市节水条例",
            "2019年1月2日 公布",
            "<!-- INFO END -->",
            "第一条 节水。",
            "第二条 甲。",
        ],
        ["示例市节水条例", "第一条 节水。", "第二条 甲。"],
        ["示例市节水条例", "## 第一章 总则", "第一条 节水。", "第二条 甲。"],
        ["第一条 节水。", "第二条 甲。"],
        ["第三条 节水。", "第四条 甲。"],
        ["示例市节水决定", "节水是大事。", "一、甲。", "二、乙。"],
    ],
)
def test_text_of_another_document_is_damage_and_not_part_of_this_one(other):
    body = [f"第{one}条 供水。" for one in "一二三四"]
    document = law(*body, f"第五条 {END}", *other)
    assert classes(document) == [("foreign_text", "damage")]
    assert [unit.number for unit in document.articles()] == ["1", "2", "3", "4", "5"]


def test_a_table_that_is_named_and_not_there_is_lost():
    document = law("第一条 甲。", f"第二条 {END}", "附：", "水价税率表", "续表", "续表")
    assert classes(document) == [("table_lost", "damage")]
    kept = law(
        "第一条 甲。",
        f"第二条 {END}",
        "附：",
        "水价税率表",
        "| 用途 | 率 |\n| --- | --- |\n| 甲 | 一 |",
    )
    assert codes(kept) == []


def test_a_repealed_article_left_in_its_place_is_expected():
    document = law("第一条 甲。", "第二条 （删去）", f"第三条 {END}")
    assert classes(document) == [("article_repealed", "expected")]


def test_findings_stand_in_the_order_of_the_lines():
    document = law("第一条 供水 企业应当公布水价\ue000水质。", "第三条 乙。", f"第四条 {END}")
    lines = [one.line for one in document.findings]
    assert lines == sorted(lines)


def test_damage_of_a_plain_text_is_found_too():
    document = letter("示例市供水条例", "第一条 甲。", "第三条 乙\ue000。", f"第四条 {END}")
    assert codes(document) == ["article_gap", "character_damaged"]
