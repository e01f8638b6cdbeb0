"""Content that cannot be read says where, what was found and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from plumbline.clock import ContentFault, load_calendar, load_clocks
from tests.clock.known import CALENDARS, day

PAGE = """---
code = "example"
title = "示例法"
basis = "示例法#1"
---

# 示例法
"""
BODY = """[rule]
working = { kind = "listed", lengths = [5], basis = "示例法#9" }
last_day = { basis = "民事诉讼法#85", by = "示例法#9" }

[[clock]]
id = "decide"
title = "决定"
starts = "受理"
length = 5
unit = "day"
article = ["示例法#2", "示例法#3"]
consequence = { kind = "breach" }

[clock.extension]
length = 5
unit = "day"
article = "示例法#2"

[[clock.not_counted]]
cause = "excluded"
why = "鉴定"
article = "示例法#4"
"""


def written(root: Path, body: str = BODY, page: str | None = PAGE, name: str = "2024-01-01"):
    folder = root / "example"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(body, "utf-8")
    if page is not None:
        (folder / f"{name}.md").write_text(page, "utf-8")
    return root


def test_a_body_gives_what_it_says(tmp_path):
    (statute,) = load_clocks([written(tmp_path)]).statutes
    (clock,) = statute.clocks
    assert (clock.name, clock.period.basis) == ("example/decide", "示例法#2；示例法#3")
    assert clock.period.unit == clock.extension.period.unit == "working_day"
    assert (clock.counts, clock.extension.times) == ("within", 1)
    assert clock.stretches[0].ground.basis == "示例法#4"
    assert statute.rule.last_day.by == "示例法#9"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('unit = "day"', 'unit = "days"', "clock 'decide': unit is 'days'; write one of day, work"),
        ("length = 5\nunit", "length = 0\nunit", "length is 0; write a whole number from 1 on"),
        ("length = 5\nunit", "length = 99999\nunit", "length: length is 99999 natural_day; write"),
        ("length = 5\nunit", 'length = "5"\nunit', "length is '5'; write a whole number"),
        ('id = "decide"', 'id = "Decide"', "id is 'Decide'; write small letters"),
        ('id = "decide"\n', "", "clock 1: id is missing; write a text"),
        ('title = "决定"\n', "", "clock 'decide': title is missing; write a text"),
        ('article = ["示例法#2", "示例法#3"]\n', "", "article: a period needs its article"),
        ('"breach"', '"fine"', "consequence: kind is 'fine'; write one of deemed_accepted"),
        ('"excluded"', '"rest"', "cause is 'rest'; write one of excluded, suspended"),
        ('starts = "受理"', 'starts = "受理"\ncounts = "back"', "counts is 'back'; write one of"),
        ('starts = "受理"', 'starts = "受理"\nmark = "I"', "mark is not known here; known are"),
        ('starts = "受理"', 'starts = "受理"\nunverified = "X"', "unverified is 'X'; write one of"),
        ('kind = "listed"', 'kind = "all"', "rule: working: lengths is not known here"),
        ("lengths = [5]", "lengths = 5", "lengths is 5; write a list of whole numbers"),
        (
            'last_day = { basis = "民事诉讼法#85", by = "示例法#9" }',
            "last_day = {}",
            "last_day is {}",
        ),
        (
            "[rule]",
            "[rule]\nhours = { from = 'noon' }",
            "hours: from is 'noon'; write one of momen",
        ),
        ("[[clock]]", "[clock]", "write tables [[clock]]"),
        ("[rule]", "[rule", "no TOML"),
        ('starts = "受理"', 'starts = "受理"\ncounts = "before"', "nothing is added to a period"),
    ],
)
def test_a_body_that_is_wrong_names_file_key_found_and_allowed(tmp_path, old, new, said):
    assert old in BODY
    with pytest.raises(ContentFault) as refused:
        load_clocks([written(tmp_path, BODY.replace(old, new, 1))])
    assert str(refused.value).startswith("example/2024-01-01.toml: ")
    assert said in str(refused.value)


def test_hours_that_are_extended_are_refused(tmp_path):
    body = BODY.replace('length = 5\nunit = "day"', 'length = 24\nunit = "hour"', 1)
    with pytest.raises(ContentFault, match="hours are not extended"):
        load_clocks([written(tmp_path, body)])


def test_an_id_that_is_there_twice_is_refused(tmp_path):
    double = BODY + BODY[BODY.index("[[clock]]") :]
    with pytest.raises(ContentFault, match="clock 'decide' is there twice"):
        load_clocks([written(tmp_path, double)])


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (None, "has no page; write example/2024-01-01.md"),
        ("# 示例法\n", "opens without identity"),
        (PAGE.replace("example", "sample"), "code is 'sample'; write one of example"),
        (PAGE.replace('title = "示例法"\n', ""), "title is missing"),
        (PAGE.replace('basis = "示例法#1"\n', ""), "basis is missing"),
        (PAGE.replace("code", 'until = "2025"\ncode'), "until is '2025'; write a day"),
        (PAGE.replace("code", 'valid = "2025"\ncode'), "valid is not known here"),
    ],
)
def test_a_page_that_is_wrong_is_refused(tmp_path, page, said):
    with pytest.raises(ContentFault) as refused:
        load_clocks([written(tmp_path, page=page)])
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["2024", "2024-13-01", "20240101"])
def test_a_body_that_is_named_for_no_day_is_refused(tmp_path, name):
    with pytest.raises(ContentFault, match=r"is no day; name it such as 2024-01-01\.toml"):
        load_clocks([written(tmp_path, name=name)])


def test_a_text_in_an_added_folder_replaces_one_only_with_its_reason(tmp_path):
    first, second = written(tmp_path / "a"), written(tmp_path / "b", BODY.replace("[5]", "[7]"))
    with pytest.raises(ContentFault, match="is there already; write because"):
        load_clocks([first, second])
    reason = PAGE.replace("code", 'because = "立法法#106"\ncode')
    written(tmp_path / "b", BODY.replace("[5]", "[7]"), reason)
    (statute,) = load_clocks([first, second]).statutes
    assert statute.clocks[0].period.unit == "natural_day"


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert load_clocks([tmp_path / "none"]).statutes == ()


def test_a_body_that_is_not_utf_8_is_refused(tmp_path):
    written(tmp_path)
    (tmp_path / "example" / "2024-01-01.toml").write_bytes(b"\xd0\xd0\xd5\xfe")
    with pytest.raises(ContentFault, match="byte 0 is not UTF-8"):
        load_clocks([tmp_path])


# --- Calendars --------------------------------------------------------------------------------


def a_year(root: Path, change=lambda text: text, page=lambda text: text, year: int = 2025):
    root.mkdir(exist_ok=True)
    for name, alter in ((f"{year}.toml", change), (f"{year}.md", page)):
        (root / name).write_text(alter((CALENDARS / name).read_text("utf-8")), "utf-8")
    holidays = (CALENDARS / "holidays.toml").read_text("utf-8")
    (root / "holidays.toml").write_text(holidays, "utf-8")
    return root


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "last = 2025-02-04",
            "last = 2025-01-04",
            "last is datetime.date(2025, 1, 4); write a day",
        ),
        (
            "last = 2025-02-04",
            "last = 2025-02-03",
            "days_off is 28; write 27, as the body has them",
        ),
        ("first = 2025-01-28", "first = 2022-01-28", "at most a month"),
        ("2025-01-26", "2025-01-27", "Saturdays and Sundays only"),
        ("2025-01-26", "2023-01-28", "write days of 2025 or of the weeks around it"),
        (
            "make_up = [2025-01-26, 2025-02-08]",
            'make_up = "x"',
            "make_up is 'x'; write a list of d",
        ),
        ('name = "春节"', 'name = "春节"\nnotice = 3', "notice is 3; write the number of a notice"),
        ('name = "春节"', 'name = "春节"\ndays = 3', "days is not known here"),
    ],
)
def test_a_year_that_is_wrong_names_file_key_found_and_allowed(tmp_path, old, new, said):
    with pytest.raises(ContentFault) as refused:
        load_calendar([a_year(tmp_path, lambda text: text.replace(old, new, 1))])
    assert "/2025." in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("make_up_days = 5", "make_up_days = 6", "make_up_days is 6; write 5"),
        ("[[notice]]", "[[paper]]", "notice is missing; write [[notice]] with title and address"),
        ("address", "adress", "address is missing"),
    ],
)
def test_a_page_of_a_year_that_is_wrong_is_refused(tmp_path, old, new, said):
    with pytest.raises(ContentFault) as refused:
        load_calendar([a_year(tmp_path, page=lambda text: text.replace(old, new, 1))])
    assert said in str(refused.value)


def test_a_year_in_an_added_folder_replaces_the_one_before_it(tmp_path):
    taken = "first = 2025-04-04\nlast = 2025-04-06"
    given = "first = 2025-04-05\nlast = 2025-04-07"
    added = a_year(tmp_path, lambda text: text.replace(taken, given))
    calendar = load_calendar([CALENDARS, added])
    assert calendar.is_working_day(day("2025-04-04"))
    assert calendar.is_day_of_rest(day("2025-04-07"))


def test_a_year_that_is_missing_between_others_is_refused(tmp_path):
    a_year(tmp_path, year=2023)
    with pytest.raises(ContentFault, match="one for each year, without a gap"):
        load_calendar([a_year(tmp_path, year=2025)])


def test_calendars_without_the_rules_on_holidays_are_refused(tmp_path):
    (a_year(tmp_path) / "holidays.toml").unlink()
    with pytest.raises(ContentFault, match=r"holidays\.toml is missing"):
        load_calendar([tmp_path])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["05-01"]', '["05-32"]', 'write days such as ["05-01"]'),
        ('lunar = "mid_autumn" }', "days = 1 }", "fixed is missing"),
        ("offset = -1", "offset = 0.5", "offset is 0.5"),
        ("effective_on = 2025-01-01", "effective_on = 2001-01-01", "oldest first"),
        ("[lunar.mid_autumn]", "[lunar.autumn]", "autumn is not known here"),
    ],
)
def test_rules_on_holidays_that_are_wrong_are_refused(tmp_path, old, new, said):
    a_year(tmp_path)
    path = tmp_path / "holidays.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentFault) as refused:
        load_calendar([tmp_path])
    assert "holidays.toml" in str(refused.value)
    assert said in str(refused.value)
