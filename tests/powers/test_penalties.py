"""What a sentence of law says about penalties is what is read from it."""

from decimal import Decimal

import pytest


def sums(power):
    return power.fine.form, power.fine.low, power.fine.high


@pytest.mark.parametrize(
    ("said", "penalty"),
    [
        ("给予警告", "warning"),
        ("予以通报批评", "criticism"),
        ("没收违法所得", "confiscate_gains"),
        ("没收灯笼", "confiscate_property"),
        ("暂扣灯笼许可证", "suspension"),
        ("降低资质等级", "downgrade"),
        ("吊销灯笼许可证", "revocation"),
        ("责令停产停业", "stop"),
        ("责令关闭", "close"),
        ("三年内不得从事灯笼业", "restrict_employment"),
        ("处五日以下拘留", "detention"),
        ("依照灯笼法的规定处罚", "referred"),
    ],
)
def test_each_kind_of_penalty_has_its_words(penalties, said, penalty):
    found = penalties(f"乱挂灯笼的，由灯笼部门{said}。")
    assert [one.penalty for one in found] == [penalty]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("五千元", ("fixed", Decimal(5000), Decimal(5000))),
        ("一万元以上十万元以下的", ("range", Decimal(10000), Decimal(100000))),
        ("3万元以下", ("range", None, Decimal(30000))),
        ("违法所得一倍以上三倍以下的", ("multiple", Decimal(1), Decimal(3))),
        ("灯笼价款百分之五以上百分之十以下的", ("percentage", Decimal("0.05"), Decimal("0.10"))),
        ("每盏一百元以上二百元以下的", ("per_unit", Decimal(100), Decimal(200))),
    ],
)
def test_a_fine_has_its_form_and_exact_bounds(penalties, said, expected):
    if said.startswith("每盏"):
        said = said.replace("每盏", "每个")
    (power,) = penalties(f"乱挂灯笼的，处{said}罚款。")
    assert sums(power) == expected


def test_a_multiple_says_what_it_is_taken_of(penalties):
    (power,) = penalties("乱卖灯笼的，处货值金额二倍以上五倍以下的罚款。")
    assert power.fine.of.text == "货值金额"


def test_a_fine_without_a_sum_is_unspecified(penalties):
    (power,) = penalties("乱挂灯笼的，由灯笼部门处以罚款。")
    assert sums(power) == ("unspecified", None, None)


def test_units_and_persons_are_told_apart_and_both_wait_for_a_correction(penalties):
    found = penalties(
        "违反本条例规定，乱挂灯笼的，由灯笼部门责令限期改正；逾期未改正的，"
        "对单位处一万元以上二万元以下罚款，对个人处一百元以上二百元以下罚款。"
    )
    assert [(one.whom, one.codes, one.order.text) for one in found] == [
        ("organisation", ("not_corrected",), "责令限期改正"),
        ("individual", ("not_corrected",), "责令限期改正"),
    ]


def test_responsible_persons_come_after_the_unit_and_keep_its_condition(penalties):
    found = penalties(
        "乱挂灯笼的，责令改正；拒不改正的，处三万元罚款；"
        "对直接负责的主管人员和其他直接责任人员处一千元罚款。"
    )
    assert [(one.whom, one.codes) for one in found] == [
        ("anyone", ("not_corrected",)),
        ("responsible", ("not_corrected",)),
    ]


def test_a_grade_stands_for_itself(penalties):
    found = penalties(
        "乱挂灯笼的，给予警告；逾期不改正的，处一千元罚款；情节严重的，吊销灯笼许可证。"
    )
    assert [one.codes for one in found] == [(), ("not_corrected",), ("serious",)]


def test_may_and_must_and_how_penalties_are_joined(penalties):
    found = penalties("乱挂灯笼的，由灯笼部门给予警告，可以并处五百元以下罚款。")
    assert [(one.modality, one.joined) for one in found] == [("must", ""), ("may", "and")]
    either = penalties("乱挂灯笼的，给予警告或者处五百元以下罚款。")
    assert [one.joined for one in either] == ["", "or"]


def test_confiscation_of_gains_and_things_is_two_penalties(penalties):
    found = penalties("乱卖灯笼的，没收违法所得和灯笼。")
    assert [one.penalty for one in found] == ["confiscate_gains", "confiscate_property"]


def test_items_are_grounds_of_what_stands_above_them(article):
    found = article(
        "违反本条例规定，有下列行为之一的，由灯笼部门处一千元罚款：\n\n"
        "（一）白天点灯笼的；\n\n（二）雨天挂灯笼的。"
    )
    (power,) = found.powers
    assert power.eid == "art_1__para_1"
    assert [one.eid for one in power.grounds[1:]] == [
        "art_1__para_1__item_1", "art_1__para_1__item_2",
    ]  # fmt: skip


def test_items_with_penalties_of_their_own_inherit_authority_and_order(penalties):
    found = penalties(
        "违反本条例规定的，由灯笼部门责令改正，按照下列规定处罚：\n\n"
        "（一）白天点灯笼的，处一千元罚款；\n\n（二）雨天挂灯笼的，处二千元罚款。"
    )
    assert [(one.eid[-6:], one.authority.text, one.order.text) for one in found] == [
        ("item_1", "灯笼部门", "责令改正"), ("item_2", "灯笼部门", "责令改正"),
    ]  # fmt: skip


def test_violated_articles_are_addresses(penalties):
    (power,) = penalties("违反本条例第十二条第一款、第二款，第十七条第三项规定的，处五百元罚款。")
    assert [one.short for one in power.violates] == ["12.1", "12.2", "17.1.3"]


def test_another_authority_revokes(penalties):
    found = penalties("乱挂灯笼的，由灯笼部门给予警告；情节严重的，由发证机关吊销灯笼许可证。")
    assert [one.authority.text for one in found] == ["灯笼部门", "发证机关"]


@pytest.mark.parametrize(
    "said",
    [
        "被吊销灯笼许可证的，三年内应当报告。",
        "灯笼应当附有警告标志。",
        "对罚款决定不服的，可以申请复议。",
        "被责令停产停业期间的灯笼由店主看管。",
        "不缴纳罚款的，每日按罚款数额的百分之三加处罚款。",
    ],
)
def test_a_mention_of_a_penalty_is_none(penalties, said):
    assert penalties(said) == []


def test_a_doubt_makes_a_power_wait_for_a_person(penalties):
    (power,) = penalties("乱挂灯笼的，依照有关法律的规定处罚。")
    assert not power.sure


def test_a_short_condition_after_a_full_stop_goes_on_with_the_same_conduct(penalties):
    (power,) = penalties("乱挂灯笼的，由灯笼部门责令摘除。不能摘除的，处一百元罚款。")
    assert power.codes == ("other",)
    assert power.authority.text == "灯笼部门"
    assert not power.sure


def test_after_criminal_liability_comes_a_condition_and_no_new_conduct(penalties):
    (power,) = penalties(
        "盗窃灯笼，构成犯罪的，依法追究刑事责任；尚未构成犯罪的，由公安机关处五日以下拘留。"
    )
    assert power.penalty == "detention"
    assert "not_crime" in power.codes


def test_a_second_condition_in_one_grade_takes_the_place_of_the_first(penalties):
    found = penalties(
        "乱卖灯笼的，由灯笼部门责令改正，没有违法所得的，处一千元罚款，情节严重的，处三千元罚款。"
    )
    assert [one.codes for one in found] == [("no_gains",), ("serious",)]


def test_who_decides_on_penalties_is_no_penalty(penalties):
    assert penalties("本条例规定的吊销灯笼许可证的行政处罚，由灯笼部门决定。") == []


def test_a_fine_on_things_that_suffered_is_no_mention(penalties):
    (power,) = penalties("毁坏灯笼的，处被毁坏灯笼价款一倍以上三倍以下罚款。")
    assert power.fine.of.text == "被毁坏灯笼价款"
