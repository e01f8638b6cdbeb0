"""走查 -- every page of a procedure is its test, on the calendars and clocks that are shipped."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from plumbline.clock import load_calendar, load_clocks
from plumbline.law.bases import resolver, shipped
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.procedure import Definition, Event, Refusal, apply, fold
from plumbline.procedure.check import bases, check, coded
from plumbline.procedure.definition import Watch
from plumbline.procedure.walks import Walk, read_walks, wrong

CALENDAR = load_calendar([ROOT / "cn" / "calendars"])
PROCEDURES = load_procedures(load_clocks([ROOT / "cn" / "clocks"]))
TEXTS = [
    pytest.param(definition, procedure.pages[day], id=f"{name} {day}")
    for name, procedure in PROCEDURES.items()
    for day, definition in procedure.definitions.items()
]
WALKS = [
    pytest.param(definition, walk, id=f"{name} {day} {walk.title}")
    for name, procedure in PROCEDURES.items()
    for day, definition in procedure.definitions.items()
    for page in procedure.pages[day]
    for walk in read_walks(page.read_text("utf-8"), page.name)
]
DUE = re.compile(r"(?<=[a-z] )\d{4}-\d{2}-\d{2}")


@pytest.mark.parametrize(("definition", "walk"), WALKS)
def test_a_case_runs_as_its_page_says(definition: Definition, walk: Walk):
    assert wrong(definition, walk, CALENDAR) == []


@pytest.mark.parametrize(("definition", "pages"), TEXTS)
def test_every_changed_due_day_makes_the_page_fail(definition: Definition, pages: tuple[Path, ...]):
    for page in pages:
        text = page.read_text("utf-8")
        at = text.index("## 走查")
        days = list(DUE.finditer(text, at))
        assert days
        for found in days[:: max(1, len(days) // 12)]:
            moved = date.fromisoformat(found[0]) + timedelta(days=1)
            changed = f"{text[: found.start()]}{moved}{text[found.end() :]}"
            walks = read_walks(changed, page.name)
            assert [fault for walk in walks for fault in wrong(definition, walk, CALENDAR)]


@pytest.mark.parametrize(("definition", "pages"), TEXTS)
def test_a_page_walks_through_every_stage_action_and_refusal(definition, pages):
    walks = [walk for page in pages for walk in read_walks(page.read_text("utf-8"), page.name)]
    rows = [row for walk in walks for row in walk.rows]
    done = {row.action for row in rows if not row.refused}
    silent = {clock.silence for clock in definition.clocks.values()}
    assert {*definition.actions} - done - silent == set()
    assert {*definition.stages} - {row.stage for row in rows} == set()
    refused, found = {row.refused for row in rows}, {one for row in rows for one in row.found or ()}
    for _, one in coded(definition):
        kind = "warn" if isinstance(one, Watch) else one.severity
        assert one.code in refused or kind == "warn", one.code
        assert one.code in found or kind == "", one.code


@pytest.mark.parametrize(("definition", "pages"), TEXTS)
def test_every_basis_is_of_a_text_in_force_or_carries_its_mark(definition, pages):
    assert check(definition, resolver(shipped(ROOT))) == []


@pytest.mark.parametrize(("definition", "pages"), TEXTS)
def test_few_bases_are_marked(definition, pages, record_property):
    stated = [basis for _, basis in bases(definition)]
    marked = [basis for basis in stated if basis.unverified]
    record_property("marked", f"{len(marked)} of {len(stated)}")
    assert len(marked) < len(stated) / 10


def test_a_resolver_knows_versions_articles_paragraphs_and_items():
    resolves = resolver(shipped(ROOT))
    day = date(2024, 1, 1)
    assert resolves("行政复议法#39.1.10", day)
    assert resolves("行政复议法#90@2023-09-01", day)
    for wrong_one in (
        "行政复议法#39.1.11", "行政复议法#62.3", "行政复议法#91", "无此法#1", "行政复议法",
        "行政复议法#40@2017-09-01",
    ):  # fmt: skip
        assert not resolves(wrong_one, day)
    assert resolves("行政复议法#40.2", date(2023, 12, 31))
    assert not resolves("行政复议法#62.2", date(2023, 12, 31))


@pytest.mark.parametrize(("definition", "pages"), TEXTS)
def test_a_guard_bears_an_event_that_states_nothing(definition: Definition, pages):
    for name, guard in definition.guards.items():
        case = fold(definition, (), CALENDAR)
        draft = Event(id="1", action="apply", on=date(2024, 3, 4), by="applicant")
        assert guard(case, draft) in (True, False), name


@pytest.mark.parametrize(("definition", "pages"), TEXTS)
def test_what_is_personal_is_never_asked_for_in_the_open(definition: Definition, pages):
    opening = next(one for one in definition.actions.values() if one.begins)
    personal = [one for one in definition.fields.values() if one.personal]
    for field in personal:
        data = {field.id: "赵某，住某处"}
        draft = Event(id="1", action=opening.id, on=date(2024, 3, 4), by=opening.by[0], data=data)
        after = apply(fold(definition, (), CALENDAR), draft)
        assert isinstance(after, Refusal)
        assert "赵某" not in after.words


def test_guards_know_nothing_but_cases_and_days():
    found = {
        name
        for path in ROOT.rglob("guards*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [node.names[0].name])
    }
    assert found <= {
        "typing", "datetime", "plumbline.procedure", "plumbline.procedure.each", "plumbline.clock",
    }  # fmt: skip
