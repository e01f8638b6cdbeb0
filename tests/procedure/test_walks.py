"""走查 -- tables on a page are read as they stand, and a wrong one is told by its line."""

import pytest

from plumbline.procedure import DefinitionFault
from plumbline.procedure.walks import read_walks, wrong
from tests.procedure.writing import CALENDAR, PERMIT

PAGE = """
# 许可

| 日期 | 别的表 |
|---|---|

## 走查

### 一般

| 日期 | 动作 | 内容 | 所处环节 | 期限 |
|---|---|---|---|---|
| 2024-03-04 | apply | | received | examine 2024-03-11 |
| 2024-03-06 | accept | kind=quick | accepted | decide 2024-03-20；supplement 2024-03-21 |
| 2024-03-07 | extend | days=1 | 不予 extension_not_allowed | |
| 2024-03-08 | suspend | | suspended | decide 中止；supplement 中止 |
| 2024-03-11 | void | event=4；reason=误录 | accepted | decide 2024-03-20；supplement 2024-03-21 |
| 2024-03-22 | | | accepted | decide 2024-03-20 |

### 视为受理

| 日期 | 动作 | 由 | 所处环节 | 期限 |
|---|---|---|---|---|
| 2025-12-22 | apply | applicant | received | examine 2025-12-29 暂定 |
| 2025-12-30 | | | accepted | decide 2026-01-26 暂定；supplement 2026-01-13 暂定 |
| 2025-12-30 | accept | head | 不予 not_by_this_role | |

## 其他

| 日期 | 又一张表 |
|---|---|
"""


def faults(page: str) -> list[str]:
    return [fault for walk in read_walks(page, "p.md") for fault in wrong(PERMIT, walk, CALENDAR)]


def test_only_the_tables_below_the_heading_are_walked():
    assert [(walk.title, len(walk.rows)) for walk in read_walks(PAGE, "p.md")] == [
        ("一般", 6),
        ("视为受理", 3),
    ]


def test_a_page_that_says_what_is_so_has_no_fault():
    assert faults(PAGE) == []


@pytest.mark.parametrize(
    ("said", "instead", "fault"),
    [
        ("examine 2024-03-11", "examine 2024-03-12", "13: examine is 2024-03-11; the page says 2"),
        ("| examine 2024-03-11", "| ", "13: examine is 2024-03-11; the page says nothing"),
        ("| received | ex", "| accepted | ex", "13: the stage is received; the page says acc"),
        ("supplement 中止", "supplement 2024-03-21", "16: supplement is 中止; the page says"),
        ("2025-12-29 暂定", "2025-12-29", "24: examine is 2025-12-29 暂定; the page says"),
        ("不予 extension_not_allowed", "accepted", "15: extend is refused: extension_not_a"),
        ("不予 extension_not_allowed", "不予 late", "延长在受理); the page says 不予 late"),
        ("| suspended | decide 中止；supplement 中止", "| 不予 late | ", "16: suspend is lawful"),
        ("| 2024-03-22 | |", "| 2024-03-21 | |", "18: supplement is 2024-03-21; the page"),
        ("ine 2024-03-11", "ine 2024-03-11；decide 2024-03-11", "13: decide is not running; the"),
    ],
)
def test_whatever_else_a_page_says_is_a_fault_with_its_line(said, instead, fault):
    assert said in PAGE
    found = faults(PAGE.replace(said, instead, 1))
    assert any(fault in one for one in found), found
    assert all(one.startswith("p.md:") for one in found)


@pytest.mark.parametrize(
    ("said", "instead", "fault"),
    [
        ("| 2024-03-04 | apply", "| 4.3.2024 | apply", "p.md:13: 日期 is '4.3.2024'; write"),
        ("| 日期 | 动作 | 内容", "| 日期 | 动作 | 备注", "p.md:11: columns are 日期、动作、备注"),
        ("| 日期 | 动作 | 由 |", "| 日期 | 由 |", "p.md:22: columns are"),
        ("kind=quick |", "kind quick |", "p.md:14: 内容 or 期限 cannot be read"),
        ("examine 2024-03-11 |", "2024-03-11 |", "p.md:13: 内容 or 期限 cannot be read"),
        ("| examine 2024-03-11 |", "|", "p.md:13: has 4 cells; write 5"),
        ("apply | |", "aply | |", "line 13: action is 'aply'; write one of apply"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_what_is_allowed(said, instead, fault):
    assert said in PAGE
    with pytest.raises(DefinitionFault) as raised:
        faults(PAGE.replace(said, instead, 1))
    assert fault in str(raised.value)
