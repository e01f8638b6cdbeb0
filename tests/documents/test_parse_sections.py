"""Documents without articles: notices, opinions and circulars numbered 一、（一）1.（1）."""

from tests.documents.writing import law, letter, outlines


def test_the_ladder_of_a_notice_has_four_rungs():
    document = law(
        "一、总体要求",
        "（一）基本原则",
        "1.安全供水。",
        "（1）水源安全；",
        "（2）水质安全。",
        "2.节约用水。",
        "（二）工作目标",
        "二、组织实施",
    )
    assert outlines(document) == [
        [
            "section_1 1",
            [
                "section_2 1",
                ["section_3 1", ["section_4 1"], ["section_4 2"]],
                ["section_3 2"],
            ],
            ["section_2 2"],
        ],
        ["section_1 2"],
    ]


def test_words_below_a_heading_belong_to_it():
    document = law(
        "一、总体要求", "（一）指导思想", "坚持安全第一。", "（二）工作目标", "水质达标。"
    )
    assert outlines(document) == [
        ["section_1 1", ["section_2 1", ["text"]], ["section_2 2", ["text"]]]
    ]


def test_words_after_the_last_item_belong_to_the_section_above_the_list():
    document = law(
        "一、供水企业应当：", "（一）公布水价；", "（二）公布水质。", "用户可以查询。", "二、附则"
    )
    assert outlines(document) == [
        ["section_1 1", ["section_2 1"], ["section_2 2"], ["text"]],
        ["section_1 2"],
    ]


def test_words_between_two_items_belong_to_the_item_before():
    document = law("一、供水企业应当：", "（一）公布水价。", "水价每年公布。", "（二）公布水质。")
    assert outlines(document) == [["section_1 1", ["section_2 1", ["text"]], ["section_2 2"]]]


def test_those_to_whom_a_notice_is_sent_stand_before_its_preamble():
    document = law("各区人民政府，市政府各部门：", "为了保障供水，现通知如下：", "一、公布水价。")
    assert [unit.kind for unit in document.body] == ["address", "preamble", "section_1"]


def test_a_notice_in_plain_text_has_title_number_address_and_signature():
    document = letter(
        "示例市水务局关于公布水价的通知",
        "示水发〔2020〕3号",
        "各供水企业：",
        "一、公布水价。",
        "二、公布水质。",
        "示例市水务局",
        "2020年5月6日",
    )
    assert [unit.kind for unit in document.head] == ["title", "docnumber"]
    assert [unit.kind for unit in document.body] == ["address", "section_1", "section_1"]
    assert [unit.text for unit in document.tail] == ["示例市水务局", "2020年5月6日"]


def test_sections_may_stand_below_chapters():
    document = law("## 第一章 总则", "一、甲。", "二、乙。", "## 第二章 附则", "三、丙。")
    assert outlines(document) == [
        ["chapter 1", ["section_1 1"], ["section_1 2"]],
        ["chapter 2", ["section_1 3"]],
    ]
