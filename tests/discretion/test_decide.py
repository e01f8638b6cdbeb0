"""适用 -- a benchmark answers a case with its row, and says why not the others."""

from decimal import Decimal

import pytest

from plumbline.discretion import BenchmarkFault, Decider
from tests.discretion.writing import CASE, table


def rows(table, **facts):
    return [one.id for one in Decider(table).decide(CASE | facts).rows]


@pytest.mark.parametrize(
    ("facts", "row"),
    [
        ({}, "二"),
        ({"gap": Decimal("49.99")}, "二"),
        ({"gap": 50}, "三"),
        ({"gap": 200}, "三"),
        ({"times": 2}, "四"),
        ({"mended": True}, "一"),
        ({"who": "firm"}, "五"),
        ({"who": "firm", "times": 9, "mended": True}, "六"),
    ],
)
def test_each_case_falls_into_its_row(facts, row):
    assert rows(table(), **facts) == [row]


def test_a_figure_at_a_bound_that_takes_it_in_by_departure():
    assert rows(table(("field =", 'departures = { "不满" = true }\nfield =')), gap=50) == [
        "二",
        "三",
    ]


def test_the_neighbours_that_fail_by_the_fewest_circumstances_come_first():
    near = Decider(table()).decide(CASE).neighbours()
    assert [(one.row.id, one.failing) for one in near] == [
        ("一", ("mended",)), ("三", ("gap",)), ("四", ("times",)),
    ]  # fmt: skip


def test_the_text_for_the_decision_names_facts_row_and_words():
    assert Decider(table()).decide(CASE).text() == (
        "个人悬挂的灯笼低于规定30厘米，适用《灯笼悬挂高度裁量基准》第二行，"
        "处一百元以上不满四百元罚款。"
    )


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"gap": -1}, "fact gap"),
        ({"gap": 201}, "fact gap"),
        ({"gap": "30"}, "fact gap"),
        ({"gap": True}, "fact gap"),
        ({"gap": Decimal("1e99")}, "fact gap"),
        ({"gap": Decimal("NaN")}, "fact gap"),
        ({"gap": 0.5}, "fact gap"),
        ({"times": 0}, "fact times"),
        ({"times": Decimal("1.5")}, "fact times"),
        ({"mended": "true"}, "fact mended"),
        ({"who": "ghost"}, "fact who"),
        ({"who": None}, "fact who"),
        ({"colour": "red"}, "facts"),
    ],
)
def test_a_fact_that_is_none_is_refused_and_says_what_is_allowed(facts, place):
    with pytest.raises(BenchmarkFault) as fault:
        Decider(table()).decide(CASE | facts)
    assert fault.value.place == place
    assert fault.value.allowed


def test_a_fact_that_is_missing_is_named():
    with pytest.raises(BenchmarkFault, match="fact times: found nothing"):
        Decider(table()).decide({name: said for name, said in CASE.items() if name != "times"})


@pytest.mark.parametrize(
    ("hit", "row"),
    [("first", ["三"]), ("strictest", ["四"]), ("mildest", ["三"]), ("all", ["三", "四"])],
)
def test_of_several_rows_those_count_that_the_table_says(hit, row):
    several = table(
        ("field =", f'hit = "{hit}"\nfield ='), ('"50以上", times = "首次"', '"50以上"')
    )
    assert rows(several, gap=60, times=2) == row


def test_where_one_row_is_allowed_two_are_shown_and_not_settled():
    two = table(('"50以上", times = "首次"', '"50以上"'))
    answer = Decider(two).decide(CASE | {"gap": 60, "times": 2})
    assert not answer.is_clear
    with pytest.raises(BenchmarkFault, match="2 rows"):
        answer.text()
