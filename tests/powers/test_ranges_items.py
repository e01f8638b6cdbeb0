"""Ranges are what an article allows at least and at most; items take their names from conduct."""

from decimal import Decimal

import pytest

from plumbline.powers import propose_items, ranges_of
from plumbline.powers.items import name_of

TEXT = (
    "违反本条例第五条规定，有下列行为之一的，由灯笼部门责令改正，可以处五万元以下罚款；"
    "情节严重的，处违法所得二倍以上三倍以下罚款：\n\n（一）白天点灯笼的；\n\n（二）雨天挂灯笼的。"
)


def test_a_bound_that_is_not_stated_is_zero_below(article):
    first, second = ranges_of(article(TEXT))
    assert (first.least, first.most, first.modality) == (Decimal(0), Decimal(50000), "may")
    assert (second.base, second.conditions) == ("违法所得", ("serious",))


def test_each_item_of_conduct_is_an_item_of_the_list(article):
    found = propose_items(article(TEXT))
    assert [one.name for one in found] == ["对白天点灯笼的行政处罚", "对雨天挂灯笼的行政处罚"]
    assert found[0].bases == ("art_1__para_1", "art_1__para_1__item_1")
    assert found[0].violates == ("5",)
    assert found[0].authority == "灯笼部门"
    assert len(found[0].ranges) == 2


@pytest.mark.parametrize(
    ("conduct", "name"),
    [
        ("违反本条例第五条规定，乱挂灯笼的", "对乱挂灯笼的行政处罚"),
        ("违反本条例规定，有下列行为之一的", ""),
        ("违反本条例第五条规定的", "对违反本条例第五条规定的行政处罚"),
    ],
)
def test_a_name_is_conduct_without_what_only_refers(conduct, name):
    assert name_of(conduct) == name
