"""The tree of agencies as it stands on a day."""

from datetime import date

from plumbline.store import agencies
from plumbline.store.models import Placement

DAY = date(2024, 6, 1)


def names(nodes):
    return [node.code for node in nodes]


def test_the_path_of_an_agency_leads_to_the_top(city):
    tree = agencies.tree_at(DAY)
    assert names(tree.above(city["9901-sfj"].pk)) == ["9901-sfj", "9901", "99"]


def test_an_agency_is_within_itself_and_all_above_it_and_no_other(city):
    tree = agencies.tree_at(DAY)
    town = city["990101"].pk
    within = [code for code, one in city.items() if tree.is_within(town, one.pk)]
    assert sorted(within) == ["99", "9901", "990101"]


def test_everything_is_below_the_top(city):
    tree = agencies.tree_at(DAY)
    assert sorted(names(tree.below(city["99"].pk))) == sorted(city)


def test_an_agency_is_there_from_its_first_day_until_the_day_before_its_end(city):
    one = city["990101"]
    one.until_on = DAY
    one.save()
    there = [one.pk in agencies.tree_at(day).nodes for day in (
        date(2019, 12, 31), date(2020, 1, 1), date(2024, 5, 31), DAY
    )]  # fmt: skip
    assert there == [False, True, True, False]


def test_an_agency_stands_where_it_stood_on_the_day_asked(city):
    moved = city["990101"]
    Placement.objects.filter(agency=moved).update(until_on=DAY)
    Placement.objects.create(agency=moved, parent=city["99"], from_on=DAY)
    before, after = agencies.tree_at(date(2024, 5, 31)), agencies.tree_at(DAY)
    assert names(before.above(moved.pk)) == ["990101", "9901", "99"]
    assert names(after.above(moved.pk)) == ["990101", "99"]


def test_a_loop_of_placements_ends(city):
    Placement.objects.create(agency=city["99"], parent=city["990101"])
    tree = agencies.tree_at(DAY)
    assert len(list(tree.above(city["99"].pk))) == 3
    assert len(list(tree.below(city["99"].pk))) == len(city)


def test_agencies_are_found_by_words_of_their_name_in_any_order(city):
    assert names(agencies.find(DAY, "司法局 新城")) == ["9901-sfj"]
    assert names(agencies.find(DAY, kind="department")) == ["99-sfj", "9901-sfj"]
    assert names(agencies.find(DAY, level="township_subdistrict")) == ["990101"]


def test_the_page_of_an_agency_that_ended_names_its_successor(city):
    one = city["990101"]
    one.until_on, one.successor = DAY, city["9901"]
    one.save()
    page = agencies.page_of("990101", DAY, agencies.NOBODY, DAY)
    assert page.node is None
    assert page.agency.successor.code == "9901"
    assert names(agencies.page_of("9901", DAY, agencies.NOBODY, DAY).predecessors) == ["990101"]


def test_above_an_agency_stand_those_of_the_day_and_a_loop_ends(city):
    town = city["990101"]
    assert agencies.codes_above([town.pk], DAY) == {"9901", "99"}
    assert agencies.codes_above([city["99"].pk], DAY) == set()
    Placement.objects.create(agency=city["99"], parent=town)
    assert agencies.codes_above([town.pk], DAY) == {"990101", "9901", "99"}
