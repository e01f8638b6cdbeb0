"""文号 -- document numbers, well-formed and malformed in every known way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.text.docnumber import DOCUMENT_NUMBER_FAULTS, find_numbers, parse_number

CORRECT = [
    ("渝府发〔2023〕74号", "渝府发", 2023, 74, "document"),
    ("国办发〔2020〕5号", "国办发", 2020, 5, "document"),
    ("渝文旅规〔2024〕1号", "渝文旅规", 2024, 1, "document"),
    ("渝公（治）行罚决字〔2023〕5号", "渝公（治）行罚决字", 2023, 5, "document"),
    ("国务院令第752号", "国务院令", None, 752, "order"),
    ("中华人民共和国国务院令第752号", "中华人民共和国国务院令", None, 752, "order"),
    ("重庆市人民政府令第329号", "重庆市人民政府令", None, 329, "order"),
    ("中华人民共和国主席令第七十号", "中华人民共和国主席令", None, 70, "order"),
    ("国务院、中央军事委员会令第22号", "国务院、中央军事委员会令", None, 22, "order"),
    ("中国人民银行令〔2021〕第3号", "中国人民银行令", 2021, 3, "order"),
    ("渝府令〔2023〕361号", "渝府令", 2023, 361, "order"),
    ("公告〔2023〕第5号", "公告", 2023, 5, "announcement"),
    ("国家税务总局公告2023年第5号", "国家税务总局公告", 2023, 5, "announcement"),
    ("全国人民代表大会公告第八号", "全国人民代表大会公告", None, 8, "announcement"),
    ("（2023）渝0101行初123号", "渝0101行初", 2023, 123, "case"),
]  # fmt: skip

MALFORMED = [
    ("渝府发[2023]74号", "square_brackets"),
    ("渝府发［2023］74号", "square_brackets"),
    ("渝府发【2023】74号", "lenticular_brackets"),
    ("渝府发（2023）74号", "round_brackets"),
    ("渝府发(2023)74号", "round_brackets"),
    ("渝府发〈2023〉74号", "angle_brackets"),
    ("渝府发﹝2023﹞74号", "small_tortoise_brackets"),
    ("渝府发{2023}74号", "other_brackets"),
    ("渝府发〔2023]74号", "mixed_brackets"),
    ("渝府发〔2023 74号", "unclosed_brackets spaces_inside"),
    ("渝府发2023〕74号", "unclosed_brackets"),
    ("渝府发2023年74号", "missing_brackets"),
    ("渝府发2023-74号", "missing_brackets"),
    ("渝府发202374号", "missing_brackets"),
    ("渝府发〔2023〕074号", "leading_zero"),
    ("渝府发〔2023〕第74号", "superfluous_di"),
    ("渝府发〔23〕74号", "short_year"),
    ("渝府发〔2023〕74", "missing_hao"),
    ("渝府发74号", "missing_year"),
    ("渝府发〔2023〕 74号", "spaces_inside"),
    ("渝府发 〔2023〕74号", "spaces_inside"),
    ("渝府发〔２０２３〕74号", "fullwidth_digits"),
    ("渝府发〔2023〕７４号", "fullwidth_digits"),
    ("渝府发〔二〇二三〕74号", "chinese_year"),
    ("渝府发〔2023〕七十四号", "chinese_serial"),
    ("〔2023〕74号", "missing_agency_code"),
    ("渝府发〔2023年〕74号", "year_word_in_brackets"),
]  # fmt: skip


UNFINISHED = [
    ("渝府发〔20231〕74号", None, 74, "year_length"),
    ("渝府发〔202〕74号", None, 74, "year_length"),
    ("渝府发〔〕74号", None, 74, "missing_year"),
    ("渝府发〔2023〕号", 2023, 0, "missing_serial"),
    ("渝府发〔2023〕  号", 2023, 0, "missing_serial spaces_inside"),
    ("渝府发〔〕号", None, 0, "missing_year missing_serial"),
    ("渝府发〔2023〕№74", 2023, 74, "numero_sign missing_hao"),
    ("渝府发〔2023〕No.74号", 2023, 74, "numero_sign"),
    ("渝府发〔2023〕74-76号", 2023, 74, "serial_range"),
    ("渝府发〔2023〕74至76号", 2023, 74, "serial_range"),
    ("渝府发〔2023〕74-1号", 2023, 74, "sub_serial"),
    ("渝府发〔2O23〕74号", 2023, 74, "letter_for_digit"),
    ("渝府发〔2023〕l4号", 2023, 14, "letter_for_digit"),
]


@pytest.mark.parametrize(("written", "year", "serial", "codes"), UNFINISHED)
def test_a_number_that_is_not_finished_or_mistyped_is_told_apart(written, year, serial, codes):
    number = parse_number(written)
    assert number is not None
    assert (number.agency_code, number.year, number.serial) == ("渝府发", year, serial)
    assert " ".join(fault.code for fault in number.faults) == codes


@pytest.mark.parametrize(
    "words", ["见附件〔〕", "〔2023〕", "依照规定〔3〕", "注释〔2023〕号外", "渝府发〔2023〕"]
)
def test_brackets_alone_are_no_number(words):
    assert find_numbers(words) == []


@pytest.mark.parametrize(("written", "code", "year", "serial", "form"), CORRECT)
def test_a_correct_number_is_read_without_fault(written, code, year, serial, form):
    number = parse_number(written)
    assert number is not None
    assert (number.agency_code, number.year, number.serial) == (code, year, serial)
    assert (number.form, number.faults) == (form, ())
    assert number.printed() == written


@pytest.mark.parametrize(("written", "codes"), MALFORMED)
def test_each_malformed_variant_is_told_apart(written, codes):
    number = parse_number(written)
    assert number is not None
    assert " ".join(fault.code for fault in number.faults) == codes
    assert number.serial == 74


@pytest.mark.parametrize(("written", "codes"), MALFORMED)
def test_a_malformed_number_is_printed_as_it_was_meant(written, codes):
    number = parse_number(written)
    assert number is not None
    if codes not in ("missing_year", "missing_agency_code"):
        assert number.printed() == "渝府发〔2023〕74号"


@pytest.mark.parametrize(
    ("written", "printed", "codes"),
    [
        ("国务院第5号令", "国务院令第5号", "order_reversed"),
        ("海关总署2023年第5号公告", "海关总署公告2023年第5号", "order_reversed"),
        ("国务院令752号", "国务院令第752号", "missing_di"),
        ("国务院令（第7号）", "国务院令第7号", "round_serial"),
        ("国务院令第七号", "国务院令第7号", "chinese_serial"),
        ("主席令第70号", "主席令第七十号", ""),
        ("〔94〕财税字第089号", "财税字〔1994〕89号",
         "short_year year_first superfluous_di leading_zero"),
        ("渝府发〔2023〕0号", "渝府发〔2023〕0号", "zero_serial"),
        ("渝府发〔3023〕7号", "渝府发〔3023〕7号", "implausible_year"),
    ],
)  # fmt: skip
def test_old_and_careless_forms_lead_to_the_correct_one(written, printed, codes):
    number = parse_number(written)
    assert number is not None
    assert number.printed() == printed
    assert " ".join(fault.code for fault in number.faults) == codes


def test_the_term_of_a_standing_committee_stands_where_the_year_would():
    for written in ("公告〔五届〕第92号", "〔五届〕第92号", "公告 〔五届〕第92号"):
        number = parse_number(written)
        assert number is not None
        assert (number.session, number.year, number.serial, number.faults) == (5, None, 92, ())
        assert number.printed() == written.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("根据《通知》（渝府发〔2023〕74号）", "渝府发〔2023〕74号"),
        ("按照国办发(1985)49号文件规定", "国办发(1985)49号"),
        ("依照国发〔1993〕21号", "国发〔1993〕21号"),
        ("2000年5月1日国务院令第5号公布", "国务院令第5号"),
        ("（公安部令第104号）同时废止", "公安部令第104号"),
        ("执行国务院一九八○年275号文件精神", "国务院一九八○年275号"),
        ("2001年1月4日 财政部 国家税务总局令第50号", "财政部 国家税务总局令第50号"),
        ("农业部令第5号、国家体育运动委员会令第6号", "国家体育运动委员会令第6号"),
    ],
)
def test_a_number_is_found_in_prose_without_the_words_before_it(text, written):
    number = find_numbers(text)[-1]
    assert number.text == written
    assert text[number.start : number.end] == written


def test_each_serial_of_a_list_is_a_number_of_its_own():
    found = find_numbers("国发〔2023〕74、75号和国办发〔2020〕2号")
    assert [number.printed() for number in found] == [
        "国发〔2023〕74号",
        "国发〔2023〕75号",
        "国办发〔2020〕2号",
    ]
    assert all(number.faults == () for number in found)


@pytest.mark.parametrize(
    "text",
    [
        "第（一）项", "(10)不准", "（2023）3号楼", "责令第三人", "颁发5号", "（2021年修订）第三条",
        "（2020）5人", "见[12]3号", "政府副秘书长〔办公厅（室）副主任〕", "第5号", "2023年第5号",
        "", "法律、行政法规令第三人", "（2011年1月8日删除）",
    ],
)  # fmt: skip
def test_list_marks_notes_and_houses_are_no_document_numbers(text):
    assert find_numbers(text) == []
    assert parse_number(text) is None


def test_a_fault_stands_where_the_eye_finds_it():
    number = parse_number("渝府发[2023]第074号")
    assert number is not None
    assert [(fault.code, number.text[fault.start : fault.end]) for fault in number.faults] == [
        ("square_brackets", "[2023]"),
        ("superfluous_di", "第"),
        ("leading_zero", "074"),
    ]


@given(
    st.text(alphabet="渝府办建财教规发函文", min_size=2, max_size=6),
    st.integers(1949, 2099),
    st.integers(1, 9999),
)
def test_a_correct_number_is_read_back_and_printed_again(code, year, serial):
    written = f"{code}〔{year}〕{serial}号"
    number = parse_number(written)
    assert number is not None
    assert (number.agency_code, number.year, number.serial, number.faults) == (
        code, year, serial, (),
    )  # fmt: skip
    assert number.printed() == written


@given(
    st.text(alphabet="渝府发国务院令公告第号〔〕[]（）()【】2023年74七〇五届、 ０字文", max_size=40)
)
def test_numbers_are_found_in_order_without_overlap_and_where_they_say(text):
    found = find_numbers(text)
    assert all(text[number.start : number.end] == number.text for number in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for number in found:
        assert {fault.code for fault in number.faults} <= DOCUMENT_NUMBER_FAULTS.keys()
        assert all(0 <= fault.start <= fault.end <= len(text) for fault in number.faults)
        assert number.printed().endswith("号")


@given(st.text())
def test_finding_document_numbers_never_fails(text):
    find_numbers(text)
    parse_number(text)


def test_every_fault_of_the_table_can_occur():
    written = [one[0] for one in MALFORMED] + [one[0] for one in UNFINISHED] + [
        "国务院第5号令", "国务院令752号", "国务院令（第7号）", "〔94〕财税字第089号",
        "渝府发〔2023〕0号", "渝府发〔3023〕7号",
    ]  # fmt: skip
    found = {fault.code for text in written for n in find_numbers(text) for fault in n.faults}
    assert found == DOCUMENT_NUMBER_FAULTS.keys()
