"""A draw of hotels and schools with a recusal, as a bureau would hold it."""

from datetime import date

import pytest

from plumbline.draw import (
    Avoidance,
    Exclusion,
    Inspector,
    Lists,
    Plan,
    Source,
    Target,
    announce,
    draw,
    recorded,
)

SEED = "31526422613455126435"
WEIGHTS = {"A": 1, "B": 2, "C": 4, "D": 8}


def small_lists():
    targets = [Target(f"H{n:02}", "酒店", "ABCD"[n % 4], "消防") for n in range(1, 21)]
    targets += [Target(f"S{n:02}", "学校", "AB"[n % 2], "食品") for n in range(1, 11)]
    inspectors = [
        Inspector(f"P{n}", f"渝-{n:04}", date(2028, 6, 30), ("消防", "食品")) for n in range(1, 8)
    ]
    inspectors.append(Inspector("P8", "渝-0008", date(2026, 6, 30), ("消防", "食品")))
    return Lists(
        tuple(targets),
        tuple(inspectors),
        (Exclusion("H99", "已注销"),),
        (Avoidance("H01", "P1", "近亲属在该单位任职"),),
    )


def small_plan(**changes):
    given = {
        "name": "2026年第四季度随机抽查", "agency": "500103-sfj", "day": date(2026, 12, 1),
        "seed": Source("dice", 20, "公证处现场掷骰二十次"), "sizes": {"学校": 2, "酒店": 5},
        "weights": WEIGHTS,
    }  # fmt: skip
    return Plan(**given | changes)


@pytest.fixture(scope="session")
def announcement():
    return announce(small_plan(), small_lists())


@pytest.fixture(scope="session")
def result(announcement):
    first = draw(announcement, SEED)
    gone = Avoidance(first.drawn[0].target.id, first.staffing.teams[0][1], "本人申请回避")
    return draw(announcement, SEED, [gone], witnesses=("公证员",))


@pytest.fixture
def record(result):
    return recorded(result)
