"""Notices, orders and decisions that issue another text; signatures and appendices."""

from datetime import date

from tests.documents.writing import codes, law, letter, outlines

NOTICE = (
    "示例市水务局关于印发《示例市供水办法》的通知",
    "示水发〔2020〕3号",
    "各区水务局：",
    "现将《示例市供水办法》印发给你们，请遵照执行。",
    "示例市水务局",
    "2020年5月6日",
    "示例市供水办法",
    "第一条 供水应当安全。",
    "第二条 本办法自2020年7月1日起施行，有效期5年。",
)


def test_a_notice_that_issues_a_text_is_the_head_of_that_text():
    document = letter(*NOTICE)
    assert document.title == "示例市供水办法"
    assert document.metadata.notice_title == NOTICE[0]
    assert document.metadata.doc_number == "示水发〔2020〕3号"
    assert [unit.kind for unit in document.head] == [
        "title",
        "docnumber",
        "address",
        "text",
        "signature",
        "signature",
        "title",
    ]
    assert [unit.number for unit in document.articles()] == ["1", "2"]


def test_the_text_that_is_issued_says_from_when_it_binds_and_until_when():
    metadata = letter(*NOTICE).metadata
    assert metadata.adopted_on == date(2020, 5, 6)
    assert metadata.effective_on == date(2020, 7, 1)
    assert metadata.expires_on == date(2025, 6, 30)


def test_a_title_without_its_marks_is_found_too():
    document = letter("示例市水务局关于印发示例市供水办法的通知", *NOTICE[1:])
    assert document.title == "示例市供水办法"
    assert [unit.number for unit in document.articles()] == ["1", "2"]


def test_a_title_in_two_lines_is_found_too():
    lines = list(NOTICE)
    lines[6:7] = ["示例市", "供水办法"]
    document = letter(*lines)
    assert document.title == "示例市供水办法"
    assert [unit.number for unit in document.articles()] == ["1", "2"]


def test_an_order_that_publishes_a_rule_gives_it_its_number():
    document = letter(
        "示例市人民政府令",
        "第327号",
        "《示例市供水办法》已经2023年2月20日市人民政府第4次常务会议通过，现予公布，自2023年5月1日起施行。",
        "市长　陈某",
        "2023年3月6日",
        "示例市供水办法",
        "第一章　总则",
        "第一条　供水应当安全。",
        "第二条　用水应当节约。",
    )
    assert document.title == "示例市供水办法"
    assert document.metadata.doc_number == "示例市人民政府令第327号"
    assert document.metadata.kind == "local_government_rule"
    assert document.metadata.effective_on == date(2023, 5, 1)


def test_a_notice_with_provisions_of_its_own_keeps_them_when_it_issues_only_a_table():
    document = law(
        "各区水务局：",
        "现将清单印发给你们：",
        "一、清单每年公布。",
        "二、本通知自2020年6月1日起施行。",
        "示例市水务局",
        "2020年5月6日",
        "附件",
        "示例市供水清单",
        "| 序号 | 事项 |\n| --- | --- |\n| 1 | 水价 |",
        title="示例市水务局关于印发《示例市供水清单》的通知",
        head=["示水发〔2020〕4号"],
    )
    assert document.title == "示例市供水清单"
    assert [unit.kind for unit in document.body] == [
        "address",
        "preamble",
        "section_1",
        "section_1",
    ]
    assert [unit.kind for unit in document.tail] == ["signature", "signature", "appendix"]
    assert document.metadata.effective_on == date(2020, 6, 1)


def test_several_organs_sign_and_issue_together():
    document = letter(
        "示例市公安局 示例市司法局关于加强普法的通知",
        "示公发〔2020〕8号",
        "各区公安分局、司法局：",
        "一、加强普法。",
        "二、定期检查。",
        "示例市公安局",
        "示例市司法局",
        "2020年9月1日",
    )
    assert document.metadata.issuers == ("示例市公安局", "示例市司法局")
    assert [unit.text for unit in document.tail] == ["示例市公安局", "示例市司法局", "2020年9月1日"]


def test_organs_without_a_mark_between_them_are_told_apart_by_their_place():
    document = letter("示例市公安局示例市司法局关于加强普法的通知", "各区：", "一、加强普法。")
    assert document.metadata.issuers == ("示例市公安局", "示例市司法局")


def test_the_note_that_lists_appendices_is_no_appendix():
    document = law(
        "一、公布水价。",
        "二、公布水质。",
        "附件：1.水价表",
        "2.水质表",
        "示例市水务局",
        "2020年5月6日",
        "附件1",
        "水价表",
        "| 用途 | 水价 |\n| --- | --- |\n| 居民 | 三元 |",
        "附件2",
        "水质表",
        "水质应当达标。",
    )
    kinds = [unit.kind for unit in document.tail]
    assert kinds == ["text", "text", "signature", "signature", "appendix", "appendix"]
    assert [len(unit.children) for unit in document.tail[4:]] == [2, 2]


def test_articles_of_an_appendix_are_not_articles_of_the_text():
    document = law(
        "第一条 甲。",
        "第二条 本条例自公布之日起施行。",
        "附件：供水章程",
        "第一条 子。",
        "第二条 丑。",
    )
    assert [unit.number for unit in document.articles()] == ["1", "2"]
    (appendix,) = document.tail
    assert [unit.kind for unit in appendix.children] == ["article", "article"]
    assert "foreign_text" not in codes(document)


def test_a_table_named_below_the_last_article_is_an_appendix_without_the_word():
    document = law("第一条 甲。", "第二条 本条例自公布之日起施行。", "供水标志式样", "附图：")
    assert outlines(document)[1] == ["article 2", ["paragraph 1"]]
    assert [unit.kind for unit in document.tail] == ["appendix", "appendix"]


def test_a_decision_may_name_the_text_that_follows_it():
    document = law(
        "一、批准《示例市供水章程》（附后）。",
        "二、本决定自公布之日起施行。",
        "示例市供水章程",
        "供水应当安全。",
        title="示例市人民代表大会常务委员会关于批准《示例市供水章程》的决定",
    )
    assert [unit.kind for unit in document.body] == ["section_1", "section_1"]
    assert [unit.kind for unit in document.tail] == ["appendix"]
    assert "foreign_text" not in codes(document)


def test_a_signature_may_stand_in_one_line_and_have_printer_notes_below():
    document = law(
        "一、甲。",
        "二、乙。",
        "示例市水务局  2020年5月6日",
        "（此件公开发布）",
        "抄送：市政府办公厅。",
    )
    assert [unit.kind for unit in document.tail] == ["signature"] * 3
