"""Weighted draws follow the theory: whoever is left comes next in proportion to the weight."""

from collections import Counter
from itertools import permutations
from math import erfc, exp, fsum, lgamma, log, sqrt

import pytest

from plumbline.draw import Lists, Source, Target, announce, draw
from tests.draw.conftest import small_plan

SEEDS = range(1, 10_001)
EXPECTED = 5  # outcomes that are rarer than this are counted together
LEAST = 0.001

POPULATIONS = [
    ((1, 1), 2), ((1, 64), 2), ((1, 2, 3), 3), ((1, 1, 1, 1), 2), ((1, 2, 4, 8), 4),
    ((5, 5, 1, 1, 1), 3), ((1, 2, 3, 4, 5, 6), 2), ((1, 8, 1, 8, 1, 8, 1), 3),
    ((1, 1, 2, 2, 4, 4, 8, 8), 1), ((1, 1, 2, 2, 4, 4, 8, 8), 3), ((1,) * 8, 8),
    ((1, 2, 3, 4, 5, 6, 7, 64), 8),
]  # fmt: skip


def probability(order, weights):
    """That the targets come in this order, by successive sampling."""
    left, found = sum(weights), 1.0
    for one in order:
        found *= weights[one] / left
        left -= weights[one]
    return found


def beyond(square, freedom):
    """How probable a chi-square of so many degrees of freedom is beyond `square`, exactly."""
    half = square / 2
    powers = (i + freedom % 2 / 2 for i in range(freedom // 2))
    steps = fsum(exp(power * log(half) - half - lgamma(power + 1)) for power in powers)
    return steps + (erfc(sqrt(half)) if freedom % 2 else 0.0)


def cells(weights, size):
    """All ordered outcomes, the rare ones together: their orders, and how often they should be."""
    all_of_them = permutations(range(len(weights)), size)
    rated = sorted((probability(one, weights) * len(SEEDS), one) for one in all_of_them)
    found, orders, sum_of_them = [], [], 0.0
    for expected, order in rated:
        orders.append(order)
        sum_of_them += expected
        if sum_of_them >= EXPECTED:
            found.append((orders, sum_of_them))
            orders, sum_of_them = [], 0.0
    assert fsum(expected for expected, _order in rated) == pytest.approx(len(SEEDS))
    return [*found[:-1], (found[-1][0] + orders, found[-1][1] + sum_of_them)]


def outcomes(weights, size):
    """How often each order came out of the draws with the seeds 1 to 10,000."""
    lists = Lists(tuple(Target(f"T{n}", "-", f"R{n}") for n in range(len(weights))))
    plan = small_plan(
        seed=Source("digits", 20, "1, 2, 3"), sizes={"-": size}, team=0,
        weights={f"R{n}": weight for n, weight in enumerate(weights)},
    )  # fmt: skip
    announcement = announce(plan, lists)
    drawn = (draw(announcement, f"{seed:020}").drawn for seed in SEEDS)
    return Counter(tuple(int(one.target.id[1:]) for one in found) for found in drawn)


@pytest.mark.parametrize(("weights", "size"), POPULATIONS, ids=str)
def test_all_ordered_outcomes_are_as_probable_as_the_theory_says(weights, size):
    seen, wanted = outcomes(weights, size), cells(weights, size)
    counted = [(sum(seen[one] for one in orders), expected) for orders, expected in wanted]
    assert sum(count for count, _expected in counted) == len(SEEDS)
    square = fsum((count - expected) ** 2 / expected for count, expected in counted)
    assert beyond(square, len(counted) - 1) > LEAST


@pytest.mark.parametrize(
    ("square", "freedom", "known"),
    [
        (3.841, 1, 0.05),
        (5.991, 2, 0.05),
        (16.919, 9, 0.05),
        (29.588, 10, 0.001),
        (137.208, 93, 0.00196),
    ],
)
def test_the_yardstick_is_that_of_the_tables(square, freedom, known):
    assert beyond(square, freedom) == pytest.approx(known, rel=0.02)


def test_a_wrong_theory_is_told():
    weights = (1, 2, 3)
    seen, wanted = outcomes(weights, 1), cells((1, 2, 2), 1)
    square = sum((seen[one[0]] - n) ** 2 / n for one, n in wanted)
    assert beyond(square, 2) < LEAST
