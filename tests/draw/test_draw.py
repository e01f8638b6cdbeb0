"""What a draw promises, whoever is on the lists and whatever the seed is."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.draw import (
    Avoidance,
    DrawFault,
    Inspector,
    Lists,
    Source,
    Target,
    announce,
    announced,
    draw,
    follow,
    recorded,
)
from plumbline.draw.drawing import all_tickets, least_places, seed_key, ticket_heads
from tests.draw.chance import by_id, random_lists, random_plan, random_result
from tests.draw.conftest import SEED, small_lists, small_plan

numbers = st.integers(0, 2**32)


def seeded(number):
    return "".join(random.Random(number).choices("123456", k=20))


@given(numbers)
@settings(max_examples=60, deadline=None)
def test_each_stratum_gives_exactly_its_size_and_nobody_twice(number):
    result = random_result(random.Random(number))
    counts = Counter(one.target.stratum for one in result.drawn)
    wanted = {name: size for name, size in result.announcement.plan.sizes.items() if size}
    assert counts == wanted
    assert len({one.target.id for one in result.drawn}) == len(result.drawn)


@given(numbers)
@settings(max_examples=60, deadline=None)
def test_who_is_sent_may_go_and_no_pair_holds_the_same_person_twice(number):
    result = random_result(random.Random(number))
    plan, lists = result.announcement.plan, result.announcement.lists
    people = {one.id: one for one in lists.inspectors}
    away = {(one.target, one.inspector) for one in lists.avoidances}
    away |= {(r.recusal.target, r.recusal.inspector) for r in result.staffing.replacements}
    for one, team in zip(result.drawn, result.staffing.teams, strict=True):
        assert len({*team}) == plan.team
        for id in team:
            assert people[id].valid_until >= plan.day
            assert not one.target.field or one.target.field in people[id].fields
            assert (one.target.id, id) not in away


@given(numbers)
@settings(max_examples=40, deadline=None)
def test_nobody_goes_twice_before_the_others_went_once_where_all_may_go_anywhere(number):
    rng = random.Random(number)
    people = tuple(Inspector(f"P{n}", "-", date(2030, 1, 1)) for n in range(1, rng.randint(3, 8)))
    targets = tuple(Target(f"T{n:02}") for n in range(30))
    plan = small_plan(sizes={"-": rng.randint(1, 30)}, weights={"-": 1})
    result = draw(announce(plan, Lists(targets, people)), seeded(number))
    counts = Counter(id for team in result.staffing.teams for id in team)
    times = [counts[one.id] for one in people]
    assert max(times) - min(times) <= 1


@given(numbers)
@settings(max_examples=40, deadline=None)
def test_a_list_in_another_order_is_refused(number):
    rng = random.Random(number)
    weights = {"A": 1}
    lists = random_lists(rng, weights)
    shuffled = tuple(rng.sample(lists.targets, len(lists.targets)))
    changed = replace(lists, targets=shuffled)
    plan = random_plan(rng, lists, weights)
    if shuffled == lists.targets:
        assert announce(plan, changed) == announce(plan, lists)
    else:
        with pytest.raises(DrawFault, match="ascending order, each once"):
            announce(plan, changed)


@given(numbers, st.integers(1, 63), st.integers(1, 64))
@settings(max_examples=60, deadline=None)
def test_more_weight_never_makes_anybody_come_later(number, weight, more):
    # Weights are in the announcement, and so in the key; with the key held, only tickets are added.
    key = seed_key("0" * 64, seeded(number))
    heads = ticket_heads(key, {"light": weight, "heavy": min(64, weight + more)})
    one = Target("甲")
    assert min(all_tickets(heads["heavy"], one)) <= min(all_tickets(heads["light"], one))
    light = all_tickets(heads["light"], one)
    assert all_tickets(heads["heavy"], one)[:weight] == light


@given(st.lists(st.binary(min_size=2, max_size=2), max_size=60), st.data())
def test_the_least_are_found_without_sorting_all(tickets, data):
    size = data.draw(st.integers(0, len(tickets)))
    in_order = sorted(range(len(tickets)), key=lambda place: (tickets[place], place))
    assert least_places(tickets, size) == in_order[:size]


@given(numbers)
@settings(max_examples=30, deadline=None)
def test_who_is_followed_has_the_place_that_the_draw_gave(number):
    result = random_result(random.Random(number))
    drawn = [one.target.id for one in result.drawn]
    for target in result.announcement.lists.targets:
        path = follow(result.announcement, result.seed, target.id)
        assert (path.place <= path.size) is (target.id in drawn)


def test_the_same_announcement_and_seed_give_the_same_and_another_seed_another(announcement):
    first = recorded(draw(announcement, SEED))
    assert recorded(draw(announcement, SEED)) == first
    assert recorded(draw(announcement, SEED[::-1]))["result"] != first["result"]


def test_the_names_of_witnesses_decide_nothing(announcement):
    with_them = recorded(draw(announcement, SEED, witnesses=("公证员", "群众代表")))
    assert with_them["witnesses"] == ["公证员", "群众代表"]
    assert with_them["result"] == recorded(draw(announcement, SEED))["result"]


def test_a_certificate_that_ends_before_the_day_sends_nobody(announcement):
    for number in range(20):
        teams = draw(announcement, seeded(number)).staffing.teams
        assert all("P8" not in team for team in teams)


def test_who_declares_after_the_draw_that_they_keep_away_is_replaced_with_the_reason(result):
    (one,) = result.staffing.replacements
    place = [drawn.target.id for drawn in result.drawn].index(one.recusal.target)
    team = result.staffing.teams[place]
    assert one.recusal.reason == "本人申请回避"
    assert one.recusal.inspector not in team
    assert one.instead in team


def test_a_second_draw_needs_the_first_and_a_new_seed(announcement):
    again = announce(small_plan(previous=announcement.hash), small_lists())
    with pytest.raises(DrawFault, match="previous: found no record"):
        draw(again, SEED[::-1])
    with pytest.raises(DrawFault, match="a new one for each draw"):
        draw(again, SEED, earlier={announcement.hash: SEED})
    assert draw(again, SEED[::-1], earlier={announcement.hash: SEED}).drawn


@pytest.mark.parametrize(
    ("seed", "found"),
    [
        ("123", "3 characters"),
        (SEED + "1", "21 characters"),
        ("7" * 20, "'7777"),
        ("１" * 20, "１"),
    ],
)
def test_a_seed_other_than_announced_is_refused(announcement, seed, found):
    with pytest.raises(DrawFault) as caught:
        draw(announcement, seed)
    assert found in caught.value.found
    assert caught.value.allowed == "20 of 1-6, as announced"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": " 抽查"}, "name"),
        ({"name": "抽\n查"}, "name"),
        ({"agency": "a b"}, "agency"),
        ({"team": 1}, "team"),
        ({"team": 21}, "team"),
        ({"previous": "f"}, "previous"),
        ({"seed": Source("coins", 20, "掷币")}, "seed, kind"),
        ({"seed": Source("dice", 19, "掷骰")}, "seed, length"),
        ({"seed": Source("dice", 20, "")}, "seed, words"),
        ({"weights": {"A": 1, "B": 2, "C": 4}}, "weight of 'D'"),
        ({"weights": {"A": 0, "B": 2, "C": 4, "D": 8}}, "weight of A"),
        ({"weights": {"A": 65, "B": 2, "C": 4, "D": 8}}, "weight of A"),
        ({"weights": {"A": 1.0, "B": 2, "C": 4, "D": 8}}, "weight of A"),
        ({"sizes": {"酒店": 5}}, "size of '学校'"),
        ({"sizes": {"酒店": 21, "学校": 1}}, "size of 酒店"),
        ({"sizes": {"酒店": True, "学校": 1}}, "size of 酒店"),
        ({"sizes": {"酒店": 0, "学校": 0}}, "sizes"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_its_place(changes, place):
    with pytest.raises(DrawFault) as caught:
        announce(small_plan(**changes), small_lists())
    assert caught.value.place == place


def those(**changes):
    return replace(small_lists(), **{name: by_id(entries) for name, entries in changes.items()})


@pytest.mark.parametrize(
    ("lists", "place"),
    [
        (those(targets=[*small_lists().targets, Target("H01", "酒店", "A")]), "targets, line 2"),
        (those(targets=[Target("H 1", "酒店", "A")]), "targets, line 1, id"),
        (those(targets=[Target("H1", "", "A")]), "targets, line 1, stratum"),
        (those(targets=[Target("\ud800", "酒店", "A")]), "targets, line 1, id"),
        (those(targets=[Target("H1\t酒店", "酒店", "A")]), "targets, line 1"),
        (
            those(inspectors=[Inspector("P1", "", date(2030, 1, 1))]),
            "inspectors, line 1, certificate",
        ),
        (those(inspectors=[]), "avoidances, line 1"),
        (those(avoidances=[Avoidance("H01", "P1", "")]), "avoidances, line 1, reason"),
        (those(avoidances=[Avoidance("H77", "P1", "亲属")]), "avoidances, line 1"),
        (those(exclusions=[replace(small_lists().exclusions[0], id="H02")]), "exclusions, line 1"),
    ],
)  # fmt: skip
def test_lists_that_cannot_be_are_refused_with_their_place(lists, place):
    with pytest.raises(DrawFault) as caught:
        announce(small_plan(), lists)
    assert caught.value.place == place


def test_too_few_who_may_go_to_a_target_stop_the_draw(announcement):
    targets = (Target("H01", "酒店", "A", "锅炉"),)
    lists = Lists(targets, small_lists().inspectors)
    plan = small_plan(sizes={"酒店": 1})
    with pytest.raises(DrawFault, match="inspectors for H01: found 0 who may go; allowed: 2"):
        draw(announce(plan, lists), SEED)


def test_a_recusal_of_somebody_who_was_not_to_go_is_refused(announcement):
    with pytest.raises(DrawFault, match="an inspector who was to go there"):
        draw(announcement, SEED, [Avoidance("H01", "P8", "回避")])


def test_a_draw_without_inspectors_sends_nobody():
    lists = Lists(tuple(Target(f"{n}") for n in range(5)))
    result = draw(announce(small_plan(sizes={"-": 2}, weights={"-": 1}, team=0), lists), SEED)
    assert result.staffing.teams == ((), ())


def test_what_is_published_of_an_announcement_holds_no_seed(announcement):
    assert announced(announcement).keys().isdisjoint({"seed", "result", "witnesses"})
