"""The head says what a text is called, who made it, when, and under which number."""

from datetime import date

import pytest

from plumbline.documents.parse import parse
from plumbline.documents.read import read
from tests.documents.writing import codes, finding, law, letter


def test_each_line_of_the_history_is_an_event():
    document = law(
        "第一条 甲。",
        "第二条 本条例自公布之日起施行。",
        head=[
            "2010年3月5日 示例市第三届人民代表大会常务委员会第八次会议通过",
            "2016年5月6日 示例市第四届人大常委会《关于修改〈示例市供水条例〉的决定》第一次修正",
            "2020年7月8日 示例市第五届人民代表大会常务委员会第九次会议修订",
        ],
    )
    events = [(one.day.year, one.action, one.ordinal) for one in document.metadata.history]
    assert events == [(2010, "adopted", 0), (2016, "amended", 1), (2020, "revised", 0)]
    assert document.metadata.history[1].instrument == "关于修改〈示例市供水条例〉的决定"
    assert [one.organ for one in document.metadata.history] == [
        "示例市人民代表大会常务委员会",
        "示例市人大常委会",
        "示例市人民代表大会常务委员会",
    ]
    assert document.metadata.adopted_on == date(2020, 7, 8)
    assert document.metadata.first_adopted_on == date(2010, 3, 5)
    assert codes(document) == []


def test_several_events_in_one_line_are_told_apart_and_marked():
    document = law(
        "第一条 甲。",
        "第二条 本条例自公布之日起施行。",
        head=["2010年3月5日 市政府公布 2016年5月6日 市政府第一次修订2020年7月8日 市政府第二次修订"],
    )
    assert [one.day.year for one in document.metadata.history] == [2010, 2016, 2020]
    assert codes(document) == ["head_glued"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2016年5月6日 市政府第一次修订  根据", "head_glued"),
        ("2016年5月6日 市政府修订）", "head_residue"),
        ("2016年5月6日 市政府修订，", "head_residue"),
    ],
)
def test_leftovers_of_the_next_entry_are_damage(line, code):
    document = law("第一条 甲。", "第二条 本条例自公布之日起施行。", head=[line])
    assert codes(document) == [code]


def test_an_entry_that_goes_on_in_the_next_line_is_one_event():
    document = law(
        "第一条 甲。",
        "第二条 本条例自公布之日起施行。",
        head=[
            "2016年5月6日 市政府《关于修改〈示例市供水条例〉、",
            "〈示例市节水条例〉的决定》修正",
        ],
    )
    assert len(document.metadata.history) == 1
    assert codes(document) == ["head_split"]


def test_a_head_without_any_event_is_lost():
    document = law("第一条 甲。", "第二条 本条例自2020年1月1日起施行。", head=[])
    assert codes(document) == ["head_lost"]
    assert finding(document, "head_lost").line == 1


def named(name: str, *head: str):
    """A text of which the file's name says a day."""
    body = ["# 示例市供水条例", *head, "<!-- INFO END -->", "第一条 本条例自公布之日起施行。"]
    return parse(read("\n\n".join(body).encode(), name))


def test_a_name_long_after_the_last_event_shows_that_an_amendment_is_missing():
    document = named("示例市供水条例(2020-07-08).md", "2010年3月5日 市政府公布")
    assert codes(document) == ["head_incomplete"]
    assert document.metadata.adopted_on == date(2020, 7, 8)


def test_a_name_a_few_days_after_adoption_is_the_day_of_publication():
    document = named("示例市供水条例(2020-07-08).md", "2020年7月1日 市人大常委会通过")
    assert codes(document) == []
    assert document.metadata.adopted_on == date(2020, 7, 1)
    assert document.metadata.published_on == date(2020, 7, 8)
    assert document.metadata.named_on == date(2020, 7, 8)


def test_a_name_long_before_the_last_event_contradicts_it():
    document = named("示例市供水条例(1972-07-08).md", "1979年7月8日 市政府公布")
    assert codes(document) == ["head_date_conflict"]


def test_a_title_that_stands_again_is_damage_and_no_preamble():
    document = law(
        "示例市供水条例",
        "第一条 甲。",
        "第二条 本条例自公布之日起施行。",
        head=["2020年1月2日 公布"],
    )
    assert codes(document) == ["title_repeated"]


def test_a_covering_notice_in_the_head_is_expected():
    document = law(
        "第一条 甲。",
        "第二条 本规定自1995年1月1日起执行。",
        title="工资示例规定",
        head=[
            "关于印发《工资示例规定》的通知",
            "劳示发〔1994〕9号",
            "各省：",
            "现印发给你们。",
            "示例部",
            "一九九四年十二月六日",
            "1995年1月1日 执行",
        ],
    )
    assert "notice_in_head" in codes(document)
    assert document.metadata.doc_number == "劳示发〔1994〕9号"


def test_a_letterhead_is_not_the_title():
    document = letter(
        "示例市人民政府文件",
        "示府发〔2020〕3号",
        "示例市人民政府",
        "关于公布水价的通知",
        "各区：",
        "一、甲。",
    )
    assert document.title == "示例市人民政府关于公布水价的通知"
    assert document.metadata.issuers == ("示例市人民政府",)


@pytest.mark.parametrize(
    ("title", "head", "kind", "level"),
    [
        (
            "中华人民共和国示例法",
            "2020年1月2日 第十三届全国人民代表大会常务委员会第一次会议通过",
            "law",
            "national",
        ),
        ("示例条例", "2020年1月2日 国务院令第700号公布", "administrative_regulation", "national"),
        ("示例办法", "2020年1月2日 示例部令第7号公布", "departmental_rule", "national"),
        (
            "示例市条例",
            "2020年1月2日 示例市第一届人民代表大会常务委员会第一次会议通过",
            "local_regulation",
            "province",
        ),
        (
            "示例市办法",
            "2020年1月2日 示例市人民政府令第3号公布",
            "local_government_rule",
            "province",
        ),
        (
            "示例市江岸区人民政府关于供水的通知",
            "江岸府发〔2020〕3号",
            "normative_document",
            "district",
        ),
        (
            "示例市江岸区云溪镇人民政府关于供水的通知",
            "云溪府发〔2020〕3号",
            "normative_document",
            "township",
        ),
        ("最高人民法院关于示例的解释", "法释〔2020〕3号", "judicial_interpretation", "national"),
    ],
)
def test_the_head_tells_kind_and_level(title, head, kind, level):
    metadata = law("第一条 甲。", title=title, head=[head]).metadata
    assert (metadata.kind, metadata.level) == (kind, level)


def test_a_number_that_amended_the_text_is_not_its_own():
    document = law(
        "第一条 甲。",
        title="示例市供水规定",
        head=[
            "2022年5月23日 示例市人民政府 示府规〔2022〕6号印发",
            "2024年8月19日 《关于修改部分文件的决定》（示府规〔2024〕5号）修正",
        ],
    )
    assert document.metadata.doc_number == "示府规〔2022〕6号"
    assert document.metadata.issuers == ("示例市人民政府",)


def test_a_trial_rule_says_so_in_its_title():
    assert law("第一条 甲。", title="示例市供水办法（试行）").metadata.is_trial
    assert not law("第一条 甲。", title="示例市供水办法").metadata.is_trial
