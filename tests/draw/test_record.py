"""A record that is no record is refused with its place; nothing in it is believed."""

import copy
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.draw import DrawFault, announced, announcement_in, draw, read, recorded, seed_in
from plumbline.draw.faults import LONGEST_SHOWN
from tests.draw.chance import ATTACKS, LINES, random_result


@given(st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_a_draw_made_again_from_its_record_is_the_same(number):
    result = random_result(random.Random(number))
    record = recorded(result)
    gone = [one.recusal for one in result.staffing.replacements]
    again = draw(announcement_in(record), seed_in(record), gone, witnesses=result.witnesses)
    assert again == result


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", "f, line 1"),
        (b"[1", "f, line 1"),
        (b"\xff", "f, byte 0"),
        (b"[" * 100_000, "f"),
        (b"1" * 10_000, "f"),
        (b"[]", "f, form"),
        (b'{"form": "plumbline/draw/2"}', "f, form"),
    ],
)
def test_a_file_that_is_no_record_is_refused_with_its_place(data, place):
    with pytest.raises(DrawFault) as caught:
        read(data, "f")
    assert caught.value.place == place


@given(st.integers(0, 2**32), st.sampled_from(ATTACKS))
@settings(max_examples=200, deadline=None)
def test_whatever_a_record_holds_it_is_read_or_refused_in_a_short_line(number, attack):
    rng = random.Random(number)
    record = announced(random_result(rng).announcement) | {"seed": "1" * 20}
    attack(rng, record, rng.choice([one for one in LINES if record.get(one)]))
    said = []
    try:
        announcement_in(record)
        seed_in(record)
    except DrawFault as fault:
        said = [str(fault)]
    assert all("\n" not in one and len(one) < 8 * LONGEST_SHOWN for one in said)


def test_an_announcement_that_does_not_fit_its_lists_is_refused_with_its_line(record):
    changed = copy.deepcopy(record)
    changed["targets"].pop()
    with pytest.raises(DrawFault, match="announcement, line 14"):
        announcement_in(changed)


def test_a_record_is_json_with_a_line_for_each_entry(record, result):
    assert (
        json.dumps(record).count("H01\\t")
        == 1 + sum(one.target.id == "H01" for one in result.drawn) + 1
    )
