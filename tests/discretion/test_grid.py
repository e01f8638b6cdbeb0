"""裁量基准 -- tables as bureaus keep them, in a spreadsheet or in Word, are read and proved."""

import io

import openpyxl
import pytest

from plumbline.discretion import BenchmarkFault, Decider, prove, read_spreadsheet, read_word
from tests.documents.test_read_docx import cell, row, table
from tests.documents.word_files import word_file

HEAD = [
    "序号",
    "违法行为",
    "裁量阶次",
    "重量（吨）",
    "次数（次）",
    "是否改正",
    "场所",
    "处罚幅度",
    "依据",
    "备注",
]
ROWS = [
    [
        "1",
        "倾倒灯油",
        "不予处罚",
        "不满1",
        "首次",
        "是",
        "",
        "不予处罚",
        "某市灯笼管理条例第三条",
        "",
    ],
    [
        "2",
        "倾倒灯油",
        "从轻",
        "不满1",
        "首次",
        "否",
        "河边、路边",
        "处一百元以上不满五百元罚款",
        "",
        "甲",
    ],
    ["3", "倾倒灯油", "一般", "1以上", "首次", "", "", "处五百元以上不满一千元罚款", "", ""],
    ["4", "倾倒灯油", "从重", "", "2次以上", "", "", "处货值金额一倍以上三倍以下罚款", "", ""],
]
CASE = {"重量": 0, "次数": 1, "是否改正": False, "场所": "河边"}


def spreadsheet(*lines, before=(), merge=""):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (*before, *lines):
        sheet.append(line)
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(*lines, **options):
    return read_spreadsheet(spreadsheet(*lines, **options), "灯油.xlsx")


def answer(found, **facts):
    return [one.id for one in Decider(found).decide(CASE | facts).rows]


def test_columns_are_what_their_cells_say():
    found = read(HEAD, *ROWS)
    assert [(one.id, one.kind, one.unit) for one in found.circumstances] == [
        ("重量", "number", "吨"), ("次数", "count", "次"), ("是否改正", "yes_no", ""),
        ("场所", "choice", ""),
    ]  # fmt: skip
    assert (found.id, found.title) == ("灯油", "倾倒灯油")


def test_its_rows_have_tier_fine_and_basis():
    rows = read(HEAD, *ROWS).rows
    assert [one.tier for one in rows] == ["none", "lenient", "ordinary", "severe"]
    assert [[f"{p.range} {p.unit}" for p in one.penalties] for one in rows] == [
        [], ["[100..500) 元"], ["[500..1000) 元"], ["[1..3] 倍"],
    ]  # fmt: skip
    assert rows[0].basis == ("某市灯笼管理条例第三条",)


def test_a_case_is_answered_and_the_table_proved():
    found = read(HEAD, *ROWS)
    assert answer(found) == ["2"]
    assert answer(found, 重量=1) == ["3"]
    assert answer(found, 次数=3) == ["4"]
    assert prove(found).findings == ()


def test_the_head_may_stand_below_a_title_and_a_merged_cell_goes_on():
    rows = [list(one) for one in ROWS]
    rows[1][3] = ""
    found = read(HEAD, *rows, before=[["灯油裁量基准"]], merge="D3:D4")
    assert answer(found, 重量=2) == ["3"]
    assert answer(found) == ["2"]


def test_a_word_table_is_read_like_a_spreadsheet():
    rows = [row(*map(cell, one)) for one in (HEAD, *ROWS)]
    found = read_word(word_file(table(*rows)), "灯油.docx")
    assert found.rows == read(HEAD, *ROWS).rows


def test_a_text_file_of_cells_is_read_too():
    said = "\n".join(",".join(one) for one in (HEAD, *ROWS)).encode()
    assert read_spreadsheet(said, "灯油.csv").rows == read(HEAD, *ROWS).rows


@pytest.mark.parametrize(
    ("at", "said", "place", "allowed"),
    [
        ((1, 2), "很轻", "row 3, 裁量阶次", "a tier"),
        ((1, 1), "偷灯笼", "conduct", "a table for each conduct"),
        ((1, 0), "1", "灯油.xlsx", "a number for each row"),
        ((1, 3), "=1+1", "row 3, column 4", "a plain cell"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(at, said, place, allowed):
    rows = [list(one) for one in ROWS]
    rows[at[0]][at[1]] = said
    with pytest.raises(BenchmarkFault) as fault:
        read(HEAD, *rows)
    assert place in fault.value.place
    assert fault.value.allowed == allowed


def test_a_file_without_such_a_table_says_what_its_head_must_name():
    with pytest.raises(BenchmarkFault, match="no table of a benchmark; allowed is a head with"):
        read(["甲", "乙"], ["1", "2"])
    with pytest.raises(BenchmarkFault, match=r"灯油\.docx"):
        read_word(b"not a document", "灯油.docx")
    with pytest.raises(BenchmarkFault, match="empty"):
        read_spreadsheet(b"", "灯油.xlsx")
