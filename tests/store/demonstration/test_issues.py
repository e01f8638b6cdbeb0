"""The records issue every paper that goes out, where somebody may look for it as a party."""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from plumbline.procedure import ISSUE, LAW, Case, fold
from plumbline.procedure.event import voided
from plumbline.procedure.findings import UNISSUED, findings
from plumbline.procedure.issuing import issues
from plumbline.store import demonstration
from plumbline.store.cases import attachments, case_of, content, issuing, papers
from plumbline.store.demonstration import FOLDER, DemonstrationFault
from plumbline.store.demonstration.records import Kept
from plumbline.store.models import CaseRecord, EventRecord, PaperWords
from tests.papers.writing import pages_of, squeezed

SIGNED = ("record_of_opinions", "record_of_hearing", "record_of_investigation", "delivery_receipt")
LETTERS = {"opinion_letter": "opinion", "suggestion_letter": "suggestion"}
PARTIES = ("applicant", "third_party", "respondent")


@pytest.fixture
def a_month(tmp_path: Path) -> Path:
    """The people, and the cases of one month of one district."""
    folder = tmp_path / "records"
    (folder / "events").mkdir(parents=True)
    shutil.copy(FOLDER / "people.toml", folder)
    shutil.copy(FOLDER / "events" / "xincheng" / "2026-09.jsonl", folder / "events")
    return folder


def outgoing(case: Case) -> Iterator[tuple[str, str]]:
    gone = voided(case.events)
    for event in case.events:
        if event.id in gone or event.by == LAW or issuing.is_own(case, event):
            continue
        for form in papers.of_event(case, event):
            of_letter = LETTERS.get(form.id)
            if form.id not in SIGNED and of_letter in (None, event.data.get("letter_kind")):
                yield event.id, form.id


def is_looked_at(one: Kept, case: Case) -> bool:
    people = tomllib.loads((FOLDER / "people.toml").read_text("utf-8"))
    shown = {each["username"] for each in people["citizen"] if each.get("shown")}
    shown |= {each["number"] for each in people["officer"] if each.get("shown")}
    named = (line.said["by"].partition("/") for line in one.lines)
    is_party = any(role in PARTIES and name in shown for role, _, name in named)
    is_open = not case.definition.stages[case.stage].ends
    return case.definition.name == "reconsideration" and (is_open or is_party)


def test_in_open_cases_and_those_of_people_one_can_be_every_outgoing_paper_is_issued(
    cases: dict[str, Case], kept: list[Kept]
) -> None:
    looked_at = [(one, cases[one.key]) for one in kept if is_looked_at(one, cases[one.key])]
    for one, case in looked_at:
        assert {(each.of, each.paper) for each in issues(case.events)} == {*outgoing(case)}, one.key
    keys = {one.key for one, _ in looked_at}
    assert {one.key for one in kept if one.issues} <= keys
    assert sum(len(one.issues) for one in kept) > 300


def test_a_paper_is_issued_on_its_day_before_anything_else_happens(cases: dict[str, Case]) -> None:
    for key, case in cases.items():
        made = {event.id: event for event in case.events}
        for one in issues(case.events):
            assert (one.event.on, one.event.seq) == (made[one.of].on, made[one.of].seq + 1), key


def test_no_paper_is_delivered_unissued_where_papers_are_issued(
    cases: dict[str, Case], kept: list[Kept]
) -> None:
    seen = 0
    for one in kept:
        case = cases[one.key]
        for event in case.events if one.issues else ():
            if case.definition.actions.get(event.action, case.definition.void).delivers:
                then = fold(case.definition, case.events[: event.seq - 1], content.calendar())
                assert UNISSUED not in {each.code for each in findings(then, event)}, one.key
                seen += 1
    assert seen > 50


@pytest.mark.django_db
def test_what_is_issued_is_a_pdf_with_the_words_of_the_paper(a_month: Path) -> None:
    assert demonstration.bring_in(a_month, silent).unissued == ""
    wordings = 0
    for record in CaseRecord.objects.all():
        case = case_of(record)
        made = {event.id: event for event in case.recorded.events}
        for one in issues(case.recorded.events):
            data = attachments.folder().fetch(one.sha256)
            assert (sha256(data).hexdigest(), len(data)) == (one.sha256, one.file["bytes"])
            text = "".join(pages_of(data))
            form = {form.id: form for form in papers.of_event(case, made[one.of])}[one.paper]
            assert form.title in text
            assert squeezed(one.number) in text
            drafts = [*PaperWords.objects.filter(event=one.of, paper=one.paper)]
            assert len(drafts) == one.wording
            assert all(squeezed(draft.values.get("reasoning", "")) in text for draft in drafts)
            wordings += one.wording
    assert wordings


@pytest.mark.django_db
def test_where_nothing_can_be_printed_the_cases_come_in_without_issues_and_it_is_said(
    a_month: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = demonstration.bring_in(a_month, silent)
    assert "plumbline[pdf]" in done.unissued
    assert done.cases == done.of == CaseRecord.objects.count()
    assert EventRecord.objects.exists()
    assert not EventRecord.objects.filter(action=ISSUE).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"event": 99, "paper": "decision"}, "99 in event"),
        ({"event": 1, "paper": "decision"}, "the paper 'decision'"),
    ],
)
def test_an_issue_of_what_no_event_brought_forth_is_named_by_file_and_line(
    a_month: Path, said: dict[str, object], found: str
) -> None:
    path = next((a_month / "events").rglob("*.jsonl"))
    lines = path.read_text("utf-8").splitlines()
    place = next(n for n, one in enumerate(lines) if json.loads(one)["action"] == ISSUE)
    lines[place] = json.dumps(json.loads(lines[place]) | {"data": said})
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(DemonstrationFault, match=f"line {place + 1}: found {found}"):
        demonstration.bring_in(a_month, silent)


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
