"""What is held of statutes: every page works, every article exists or carries its mark."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from plumbline.clock import Clock, ClockFault, Ground, Statute, Stretch, due_at
from plumbline.clock.statute import CONSEQUENCES
from plumbline.sources.register import load
from tests.clock.known import CALENDAR, CLOCKS, LAW, day, rows

GOLD = Path(__file__).resolve().parents[2] / "bench" / "gold" / "due.jsonl"
CASES = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
BODIES = sorted(LAW.glob("*/clocks/*/*.toml"))
STATUTES = CLOCKS.statutes
NO_PERIOD = {"A02", "A09", "A69", "A91", "A97", "A127", "A128"}
"""Of the list of statutory clocks: a sum, a rate, days of the year, and what has no length."""


def page_of(statute: Statute) -> Path:
    """The page beside the body; one of a place other than cn is found below it."""
    (page,) = LAW.glob(f"*/clocks/{statute.name}/{statute.effective_on}.md")
    return page


def examples(statute: Statute) -> list[tuple[str, ...]]:
    return rows(page_of(statute), 5)


def stretches(clock: Clock, text: str) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {"excluded": [], "suspended": []}
    for one in filter(None, text.split("；")):
        span, _, why = one.partition(" ")
        first, _, last = span.partition("..")
        cause = next(allowed.cause for allowed in clock.stretches if allowed.why == why)
        found[cause].append(clock.stretch(day(first), day(last) if last else None, why))
    return found


def answer(clock: Clock, start: str, left_out: str, times: str) -> str:
    if clock.period.unit == "hour":
        at = due_at(datetime.fromisoformat(start), clock.period, clock.rule).at
        return at.isoformat(timespec="minutes")
    length = clock.extension.period.length if clock.extension else 0
    more = clock.extensions(*[length] * int(times or 0))
    return str(clock.due(day(start), CALENDAR, extensions=more, **stretches(clock, left_out)).day)


@pytest.mark.parametrize("statute", STATUTES, ids=lambda one: f"{one.name} {one.effective_on}")
def test_each_page_ends_on_the_days_that_its_table_says(statute):
    by_id = {clock.id: clock for clock in statute.clocks}
    said = examples(statute)
    assert [(*row[:4], answer(by_id[row[0]], *row[1:4])) for row in said] == said


@pytest.mark.parametrize("statute", STATUTES, ids=lambda one: f"{one.name} {one.effective_on}")
def test_each_clock_has_an_example_on_its_page(statute):
    worked = {row[0] for row in examples(statute)}
    assert {clock.id for clock in statute.clocks} - worked == set()
    extended = {row[0] for row in examples(statute) if row[3]}
    assert {clock.id for clock in statute.clocks if clock.extension} - extended == set()


@pytest.mark.parametrize("case", CASES)
def test_each_case_worked_by_hand_has_its_day(case):
    start = case["start"]
    clock = CLOCKS.clock(case["clock"], day(start[:10]))
    assert (clock.period.length, clock.period.unit) == (case["length"], case["unit"])
    if clock.period.unit == "hour":
        assert answer(clock, start, "", "") == case["due"]
        return
    left_out = {
        key: [Stretch(day(first), day(last) if last else None) for first, last in case.get(key, [])]
        for key in ("excluded", "suspended")
    }
    length = clock.extension.period.length if clock.extension else 0
    more = clock.extensions(*[length] * case.get("extended", 0))
    found = clock.due(day(start), CALENDAR, extensions=more, **left_out)
    assert (str(found.day) if found.day else None) == case["due"]
    assert found.provisional is case.get("provisional", False)
    if found.stopped:
        assert (found.stopped.counted, found.stopped.left) == (case["counted"], case["left"])


def test_the_whole_list_of_statutory_clocks_is_held():
    held = {clock.appendix for clock in CLOCKS.all()}
    listed = {f"A{number:02}" for number in range(1, 129)}
    assert listed - held == NO_PERIOD
    assert held - listed == {""}


def test_a_name_is_one_clock_in_one_text():
    names = [(clock.name, clock.effective_on) for clock in CLOCKS.all()]
    assert len(set(names)) == len(names)


def test_every_kind_of_end_occurs():
    assert {clock.consequence for clock in CLOCKS.all()} == set(CONSEQUENCES)


def articles(statute: Statute):
    """Every article that a statute's body names, with its mark."""
    rule = statute.rule
    parts: tuple[Ground | None, ...] = (
        rule.first_day, rule.months, rule.working.ground, rule.last_day, rule.hours, rule.back,
    )  # fmt: skip
    for clock in statute.clocks:
        yield from ((one, clock.period.unverified) for one in clock.period.basis.split("；"))
        parts = (*parts, clock.consequence_ground, *(one.ground for one in clock.stretches))
        if clock.extension:
            yield clock.extension.period.basis, clock.extension.period.unverified
    for ground in filter(None, parts):
        yield from ((one, ground.unverified) for one in (ground.basis, ground.by) if one)


@pytest.fixture(scope="module")
def outlines():
    """The outlines of the register by title, with the day of adoption of each text."""
    found: dict[str, list[tuple[date | None, dict[str, tuple[int, ...]]]]] = {}
    for record in load(LAW / "cn" / "sources" / "register.jsonl").records:
        title = record.title.removeprefix("中华人民共和国")
        outline = record.version.outline
        text = (record.version.adopted_on, dict(outline.articles) if outline else {})
        found.setdefault(title, []).append(text)
    return found


def exists(address: str, outline: dict[str, tuple[int, ...]]) -> bool:
    article, *inner = address.split(".")
    paragraphs = outline.get(article)
    if paragraphs is None or not inner:
        return paragraphs is not None
    paragraph = int(inner[0])
    if not 1 <= paragraph <= len(paragraphs):
        return False
    return len(inner) == 1 or 1 <= int(inner[1]) <= paragraphs[paragraph - 1]


@pytest.mark.parametrize("statute", STATUTES, ids=lambda one: f"{one.name} {one.effective_on}")
def test_each_article_exists_in_the_text_that_counts_or_carries_its_mark(statute, outlines):
    for article, mark in articles(statute):
        title, _, address = article.partition("#")
        texts = outlines.get(title)
        if texts is None:
            assert mark, article
            continue
        assert address, article
        own = [outline for adopted, outline in texts if adopted == statute.adopted_on]
        wanted = own if title == statute.title else [outline for _, outline in texts]
        assert any(exists(address, outline) for outline in wanted), article


def test_a_text_whose_day_of_effect_is_not_in_the_register_carries_a_mark(outlines):
    for statute in STATUTES:
        assert statute.title in outlines or any(c.period.unverified for c in statute.clocks)


def test_the_marked_bases_are_counted(record_property):
    marked = [clock.name for clock in CLOCKS.all() if clock.period.unverified]
    record_property("marked clocks", len(marked))
    assert len(marked) < len(list(CLOCKS.all())) / 4


@pytest.mark.parametrize("body", BODIES, ids=lambda one: f"{one.parent.name} {one.stem}")
def test_no_body_holds_a_sentence_of_law(body):
    text = body.read_text("utf-8").replace("应当知道", "")
    assert "。" not in text
    assert not re.search(r"应当|不得|可以", text)


@pytest.mark.parametrize(
    ("name", "on", "found"),
    [
        ("reconsideration/decide", "2023-12-31", "A44"),
        ("reconsideration/decide", "2024-01-01", "A42"),
        ("A42", "2024-06-01", "A42"),
        ("A12", "2024-06-01", "A12"),
    ],
)
def test_a_clock_is_found_in_the_text_of_the_day(name, on, found):
    assert CLOCKS.clock(name, day(on)).appendix == found


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("reconsideration/decid", "2024-06-01", "near are reconsideration/decide"),
        ("A20", "2024-06-01", "is 3 clocks on 2024-06-01: write compulsion/court_accept"),
        ("A42", "2023-06-01", "is not known for 2023-06-01; it is in 行政复议法 2024-01-01 to now"),
        ("A125", "2026-03-01", "it is in 仲裁法 2018-01-01 to 2026-02-28"),
    ],
)
def test_a_clock_that_is_not_there_is_refused_with_what_is(name, on, said):
    with pytest.raises(ClockFault, match=re.escape(said)):
        CLOCKS.clock(name, day(on))


def test_a_statute_is_found_by_name_and_title_and_no_other():
    by_name, by_title = (
        CLOCKS.statute(one, day("2024-06-01")) for one in ("reconsideration", "行政复议法")
    )
    assert by_name is by_title
    with pytest.raises(ClockFault, match="write one of reconsideration"):
        CLOCKS.statute("reconsiderations", day("2024-06-01"))
    with pytest.raises(ClockFault, match="行政处罚法 2021-07-15 to now"):
        CLOCKS.statute("penalty", day("2020-01-01"))
    with pytest.raises(ClockFault, match="no text took effect on 2023-01-01"):
        CLOCKS.text("reconsideration", day("2023-01-01"))


def test_a_clock_is_extended_only_as_its_statute_allows():
    decide = CLOCKS.clock("A42", day("2024-06-01"))
    assert [one.by for one in decide.extensions(30)] == ["行政复议机构的负责人"]
    assert decide.extensions(10)[0].period.length == 10
    for lengths, said in (((31,), "at most 30 natural days"), ((5, 5), "allows 1"), ((0,), "by 0")):
        with pytest.raises(ClockFault, match=said):
            decide.extensions(*lengths)
    with pytest.raises(ClockFault, match="allows no extension"):
        CLOCKS.clock("A43", day("2024-06-01")).extensions(10)
    assert len(CLOCKS.clock("A119", day("2024-06-01")).extensions(3, 3, 3)) == 3


def test_a_period_counted_back_takes_no_extension_and_no_stretch():
    notice = CLOCKS.clock("A05", day("2024-06-01"))
    with pytest.raises(ClockFault, match="is counted back"):
        notice.due(day("2024-06-03"), CALENDAR, excluded=[Stretch(day("2024-06-01"))])


def test_a_ground_that_the_statute_does_not_know_is_refused():
    decide = CLOCKS.clock("A42", day("2024-06-01"))
    with pytest.raises(ClockFault, match="its statute knows 补正申请材料"):
        decide.stretch(day("2024-06-03"), None, "休假")
