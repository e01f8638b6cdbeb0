"""Lists and plans as bureaus keep them come in, or are refused with file, place and reason."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from plumbline.documents.unreadable import Unreadable
from plumbline.draw import Avoidance, DrawFault, Inspector, Source, Target, sheets
from plumbline.draw.plan_file import read_plan_file

TARGETS = [
    ["2026年检查对象名录"],
    ["名称", "统一社会信用代码", "对象类别", "信用风险等级", "检查领域"],
    ["甲酒店", "91500103B", "酒店", "B", "消防"],
    ["乙酒店", "91500103A", "酒店", "A", None],
]
PLAN = """
name = "抽查"
agency = "500103-sfj"
day = 2026-12-01
seed = { kind = "dice", length = 20, words = "掷骰" }
sizes = { "酒店" = "5%", "*" = 1 }
"""


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def table(text):
    return text.encode("gb18030")


def test_a_workbook_with_a_title_above_and_other_columns_is_read():
    assert sheets.read_targets(workbook(TARGETS), "t.xlsx") == (
        Target("91500103A", "酒店", "A", ""),
        Target("91500103B", "酒店", "B", "消防"),
    )


def test_a_table_of_ids_alone_is_one_stratum_and_one_class():
    assert sheets.read_targets(table("编号\n乙\n甲\n"), "t.csv") == (Target("乙"), Target("甲"))


@given(st.permutations(["甲,A\n", "乙,B\n", "丙,A\n", "丁,C\n"]))
def test_the_order_of_a_spreadsheet_does_not_matter(rows):
    read = sheets.read_targets(table("编号,风险等级\n" + "".join(rows)), "t.csv")
    assert [one.id for one in read] == sorted("甲乙丙丁")


def test_inspectors_have_days_and_fields_as_people_write_them():
    text = "工号,执法证号,有效期至,执法领域\nP2,渝-2,2028年6月30日,消防、食品\nP1,渝-1,20280630,\n"
    assert sheets.read_inspectors(table(text), "i.csv") == (
        Inspector("P1", "渝-1", date(2028, 6, 30)),
        Inspector("P2", "渝-2", date(2028, 6, 30), ("消防", "食品")),
    )


def test_recusals_keep_their_order_and_avoidances_do_not():
    text = table("对象编号,人员编号,回避原因\n乙,P1,亲属\n甲,P1,任职\n")
    first, second = Avoidance("乙", "P1", "亲属"), Avoidance("甲", "P1", "任职")
    assert sheets.read_recusals(text, "r.csv") == (first, second)
    assert sheets.read_avoidances(text, "r.csv") == tuple(
        sorted((first, second), key=lambda x: x.target)
    )


@pytest.mark.parametrize(
    ("reader", "data", "place"),
    [
        (sheets.read_targets, table("名称\n甲\n"), "f, headings"),
        (sheets.read_exclusions, table("编号\n甲\n"), "f, headings"),
        (
            sheets.read_inspectors,
            table("工号,证号,有效期至\nP1,渝,明年\n"),
            "f, row 2, valid_until",
        ),
        (sheets.read_targets, workbook([["编号"], ["=1+1"]]), "f, row 2, id"),
        (sheets.read_targets, workbook([["编号"], [915001030000000000]]), "f, row 2, id"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_file_and_place(reader, data, place):
    with pytest.raises(DrawFault) as caught:
        reader(data, "f")
    assert caught.value.place == place


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04zip", b"\x00\xff", b'a,"b\n'])
def test_what_is_no_spreadsheet_is_refused(data):
    with pytest.raises(Unreadable):
        sheets.read_targets(data, "f")


def test_a_plan_gives_shares_rounded_up_and_names_the_rest_by_a_star():
    targets = (*(Target(f"{n}", "酒店") for n in range(21)), Target("99", "学校"))
    plan = read_plan_file(PLAN, "plan.toml", targets)
    assert plan.sizes == {"酒店": 2, "学校": 1}
    assert (plan.team, plan.previous, plan.weights) == (2, "", {"-": 1})
    assert plan.seed == Source("dice", 20, "掷骰")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("name = ", "title = ", "p, title"),
        ('name = "抽查"', "", "p, name"),
        ("2026-12-01", '"2026-12-01"', "p, day"),
        ("2026-12-01", "2026-12-01T00:00:00", "p, day"),
        ("length = 20", "length = true", "p, seed, length"),
        ("length", "size", "p, seed.size"),
        ('"5%"', '"101%"', "p, sizes.酒店"),
        ('"5%"', "0.05", "p, sizes.酒店"),
        (', "*" = 1', "", "p, sizes.学校"),
        ('"*"', '"旅馆"', "p, sizes.旅馆"),
        ("sizes", "sizes = {", "p"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_file_and_key(old, new, place):
    targets = (Target("1", "酒店"), Target("2", "学校"))
    with pytest.raises(DrawFault) as caught:
        read_plan_file(PLAN.replace(old, new, 1), "p", targets)
    assert caught.value.place == place
