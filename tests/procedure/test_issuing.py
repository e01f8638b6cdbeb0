"""制发 -- an issued paper is an event: of a paper that there is, once, and again with a reason."""

from dataclasses import replace

import pytest

from plumbline.procedure import ISSUE, VOID, Case, Refusal, apply, broken, fold, read
from plumbline.procedure.findings import findings
from plumbline.procedure.issuing import delivered_issue, issue_of, issues
from plumbline.procedure.read import Identity
from tests.procedure.writing import BODY, CALENDAR, FIRST, SOURCES, event, merged, permit, told

FILE = {"name": "决定书.pdf", "bytes": 9, "sha256": "a" * 64}
PAPER = next(iter(BODY["paper"]))
TEXT = permit({"action": {"decide": {"papers": [PAPER]}, "supplement": {"delivers": [PAPER]}}})


def decided(*more):
    made = event("decide", 4)
    start = told(event("apply", 0), event("accept", 2), made, definition=TEXT)
    return told(*start.events, *more, definition=TEXT), made


def issue(of, on=5, **said):
    return event(ISSUE, on, event=of.id, paper=PAPER, issued_file=FILE, **said)


def code(case, draft):
    found = apply(case, draft)
    assert isinstance(found, Refusal), found
    assert found.words
    return found.code


def test_an_issue_changes_neither_stage_nor_facts_nor_clocks():
    case, made = decided()
    after = apply(case, issue(made, number="〔2026〕1号", wording=2))
    assert isinstance(after, Case)
    assert (after.stage, after.facts, after.running) == (case.stage, case.facts, case.running)
    assert broken(after.events) == []
    (one,) = issues(after.events)
    assert (one.of, one.paper, one.number, one.wording) == (made.id, PAPER, "〔2026〕1号", 2)
    assert (one.sha256, one.stands) == ("a" * 64, True)


def test_a_second_issue_needs_a_reason_and_the_first_stays():
    case, made = decided()
    case = apply(case, issue(made))
    assert code(case, issue(made, 6)) == "issued_already"
    assert code(case, issue(made, 6, reason=" ")) in ("issued_already", "field_wrong")
    after = apply(case, issue(made, 6, reason="错字"))
    assert [one.stands for one in issues(after.events)] == [True, True]
    assert issue_of(after.events, made.id, PAPER).reason == "错字"


def test_an_issue_that_was_taken_out_of_account_no_longer_counts():
    case, made = decided()
    first = issue(made)
    case = apply(apply(case, first), event(VOID, 6, event=first.id, reason="误制"))
    assert issue_of(case.events, made.id, PAPER) is None
    assert [one.stands for one in issues(case.events)] == [False]
    assert isinstance(apply(case, issue(made, 6)), Case)


def test_only_a_paper_of_a_standing_event_is_issued_and_not_before_it():
    case, made = decided()
    assert code(case, event(ISSUE, 5, event="x", paper=PAPER, issued_file=FILE)) == (
        "no_event_of_paper"
    )
    assert code(case, event(ISSUE, 5, event=made.id, paper="x", issued_file=FILE)) == (
        "no_such_paper"
    )
    assert code(case, issue(made, 3)) == "issued_before_made"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"issued_file": {"name": "a"}}, "field_wrong"),
        ({"wording": -1}, "field_wrong"),
        ({"wording": True}, "field_wrong"),
        ({"is_copy": "yes"}, "field_wrong"),
        ({"more": "x"}, "field_not_asked"),
    ],
)
def test_an_issue_states_what_it_is_asked_for(said, expected):
    case, made = decided()
    data = {"event": made.id, "paper": PAPER, "issued_file": FILE} | said
    assert code(case, event(ISSUE, 5, **data)) == expected


def test_an_issue_without_its_file_is_refused():
    case, made = decided()
    assert code(case, event(ISSUE, 5, event=made.id, paper=PAPER)) == "field_missing"


def test_who_may_issue_is_who_may_correct_unless_the_text_says_so():
    assert TEXT.issue.by == TEXT.void.by
    case, made = decided()
    data = {"event": made.id, "paper": PAPER, "issued_file": FILE}
    assert code(case, event(ISSUE, 5, by="applicant", **data)) == "not_by_this_role"
    said = {"issue_paper": {"by": ["applicant"], "basis": BODY["stage"]["received"]["basis"]}}
    text = read(Identity("permit", "许可", FIRST, "x.toml"), merged(BODY, said), SOURCES)
    assert text.issue.by == ("applicant",)
    assert text.revision != permit({}).revision


def test_delivering_what_was_not_issued_is_found_and_stands():
    case, made = decided()
    draft = event("supplement", 6)
    assert "delivers_unissued" in {one.code for one in findings(case, draft)}
    after = apply(case, issue(made))
    assert "delivers_unissued" not in {one.code for one in findings(after, draft)}
    later = fold(TEXT, (*after.events, replace(draft, seq=len(after.events) + 1)), CALENDAR)
    assert delivered_issue(later, later.events[-1]).sha256 == "a" * 64
