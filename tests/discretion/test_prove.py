"""校验 -- every fault of a table is found, with a case that shows it, and nothing else."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.discretion import sound
from plumbline.discretion import (
    Circumstance,
    Decider,
    Interval,
    Penalty,
    Row,
    Table,
    prove,
)
from tests.discretion.writing import table


def kinds(found):
    return [(one.kind, one.rows) for one in found.findings]


def test_a_sound_table_has_no_fault():
    proof = prove(table())
    assert (proof.findings, proof.gaps, proof.holds) == ((), 0, True)


def test_a_gap_is_named_with_what_it_leaves_out_and_a_case():
    changed = table(('gap = "50以上"', 'gap = "超过50"'))
    (gap,) = prove(changed).findings
    assert gap.kind == "gap"
    assert gap.region is not None
    assert [str(one) for one in gap.region["gap"]] == ["[50..50]"]
    assert gap.facts == {"who": "person", "gap": Decimal(50), "times": 1, "mended": False}
    assert Decider(changed).held(gap.facts) == 0


def test_a_row_that_is_taken_out_leaves_one_gap():
    text = table(
        (
            'when = { who = "单位", times = "两次以上" }',
            'when = { who = "单位", gap = "不满1", times = "两次以上" }',
        )
    )
    (gap,) = prove(text).findings
    assert [str(one) for one in (gap.region or {})["gap"]] == ["[1..200]"]
    assert [str(one) for one in (gap.region or {})["times"]] == ["[2..)"]


def test_a_box_that_was_forgotten_is_one_gap_however_finely_others_cut_it():
    whole = sound(60)
    for place in (0, 7, 30):
        rows = [*whole.rows]
        gone = rows.pop(place)
        (gap,) = prove(replace(whole, rows=tuple(rows))).findings
        assert gap.region is not None
        assert gap.region.keys() <= gone.conditions.keys()
    assert prove(whole).findings == ()


def test_rows_that_meet_in_one_figure_share_a_bound_which_is_said_once():
    changed = table(('"不满50"', '"50以下"'))
    proof = prove(changed)
    (shared,) = proof.findings
    assert (shared.kind, shared.pairs) == ("shared_bound", (("二", "三"),))
    assert shared.facts is not None
    assert shared.facts["gap"] == 50
    assert proof.holds


def test_rows_that_say_different_things_of_one_case_contradict_each_other():
    (found,) = prove(table(('"不满50"', '"不满60"'))).findings
    assert (found.kind, found.rows) == ("contradiction", ("二", "三"))
    assert found.facts is not None
    assert 50 <= found.facts["gap"] < 60


def test_a_row_that_no_case_reaches_is_unreachable():
    assert ("unreachable", ("四",)) in kinds(
        prove(
            table(
                (
                    'who = "个人", times = "2次以上"',
                    'who = "个人", times = "2次以上", gap = "300以上"',
                )
            )
        )
    )


def test_where_the_first_counts_a_row_below_one_that_takes_all_is_unreachable():
    found = prove(table(
        ("field =", 'hit = "first"\nfield ='), ('times = "首次", mended = "是"', 'mended = "是"'),
        ('"两次以上" }', '"两次以上", mended = "是" }'),
    ))  # fmt: skip
    assert ("unreachable", ("六", "一", "二", "三", "四", "五")) in kinds(found)


def test_a_penalty_beyond_the_law_is_named_with_a_case_it_reaches():
    (found,) = prove(table(("不超过1000", "不超过1001"))).findings
    assert (found.kind, found.rows) == ("outside_range", ("四",))
    assert found.facts is not None
    assert found.facts["who"] == "person"


def test_below_the_law_only_a_mitigated_penalty_goes():
    low = ("100以上不满400", "50以上不满400")
    assert kinds(prove(table(low))) == [("outside_range", ("二",))]
    assert kinds(prove(table(low, ('"从轻"', '"减轻"')))) == []


def test_a_heavier_tier_with_a_lighter_penalty_is_named():
    found = kinds(prove(table(("超过700不超过1000", "100以上200以下"))))
    assert ("tier_order", ("三", "四")) in found


NUMBERS = st.sampled_from([Decimal(n) for n in range(4)])


@st.composite
def intervals(draw):
    ends = sorted(draw(st.tuples(NUMBERS, NUMBERS)))
    low = draw(st.sampled_from([None, ends[0]]))
    high = draw(st.sampled_from([None, ends[1]]))
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def tables(draw):
    """Small tables: a number, a count and a choice, of one to five rows."""
    asked = (
        Circumstance("a", "", "number", least=Decimal(0), most=Decimal(3)),
        Circumstance("b", "", "count", least=Decimal(0), most=Decimal(3)),
        Circumstance("c", "", "choice", options={"x": "", "y": ""}),
    )
    rows = []
    for place in range(draw(st.integers(1, 5))):
        conditions = {}
        for one in asked:
            if draw(st.booleans()):
                conditions[one.id] = (
                    draw(st.frozensets(st.sampled_from("xy"), min_size=1))
                    if one.kind == "choice"
                    else (draw(intervals()),)
                )
        penalty = Penalty("fine", "", Interval(Decimal(0), Decimal(draw(st.integers(0, 1)))))
        rows.append(Row(f"{place}", "ordinary", conditions, (penalty,)))
    return Table("t", "t", asked, tuple(rows), draw(st.sampled_from(["unique", "any", "first"])))


GRID = [Decimal(n) / 2 for n in range(7)]


def everything(found):
    """Every case of a grid that is fine enough, with the rows that hold."""
    decider = Decider(found)
    for a, b, c in product(GRID, range(4), "xy"):
        facts = {"a": a, "b": b, "c": c}
        mask = decider.held(facts)
        by_hand = [
            place
            for place, row in enumerate(found.rows)
            if all(
                facts[id] in one if isinstance(one, frozenset)
                else any(part.holds(Decimal(facts[id])) for part in one)
                for id, one in row.conditions.items()
            )
        ]  # fmt: skip
        assert [place for place in range(len(found.rows)) if mask >> place & 1] == by_hand
        yield facts, by_hand


@settings(max_examples=150, deadline=None)
@given(tables())
def test_a_grid_confirms_every_fault_and_knows_of_no_other(found):
    proof = prove(found)
    grid = [*everything(found)]
    decider = Decider(found)
    named = {kind: [one for one in proof.findings if one.kind == kind] for kind, _ in kinds(proof)}
    assert bool(named.get("gap")) == any(not held for _, held in grid) == bool(proof.gaps)
    for gap in named.get("gap", []):
        assert decider.held(gap.facts) == 0
    left_out = sum(not held for _, held in grid)
    assert left_out == sum(covered(gap, grid) for gap in named.get("gap", []))
    pairs = {
        (found.rows[i].id, found.rows[j].id)
        for _, held in grid
        for i in held
        for j in held
        if i < j and found.hit != "first"
        and (found.hit == "unique" or found.rows[i].outcome != found.rows[j].outcome)
    }  # fmt: skip
    told = {one.rows for kind in ("overlap", "contradiction") for one in named.get(kind, [])}
    shared = {pair for one in named.get("shared_bound", []) for pair in one.pairs}
    assert told | shared == pairs
    for one in (*named.get("overlap", []), *named.get("contradiction", [])):
        held = decider.decide(one.facts).held
        assert {*one.rows} <= {row.id for row in held}
    for place, row in enumerate(found.rows):
        reached = any(
            place in held and (found.hit != "first" or held[0] == place) for _, held in grid
        )
        assert reached != any(one.rows[0] == row.id for one in named.get("unreachable", []))


def covered(gap, grid):
    """How many cases of the grid a gap names."""

    def inside(id, value):
        parts = (gap.region or {}).get(id)
        return parts is None or any(
            part == value if isinstance(part, str) else part.holds(Decimal(value)) for part in parts
        )

    return sum(all(inside(id, value) for id, value in facts.items()) for facts, _ in grid)


@pytest.mark.parametrize("hit", ["strictest", "mildest", "all"])
def test_where_several_rows_may_hold_none_overlaps(hit):
    changed = table(("field =", f'hit = "{hit}"\nfield ='), ('"不满50"', '"不满60"'))
    assert prove(changed).findings == ()
