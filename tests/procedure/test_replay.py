"""重演 -- what a changed definition or calendar would change, told before it is approved."""

from datetime import date

from plumbline.procedure import fold, governing, in_force
from plumbline.procedure.replay import Difference, compare, compare_calendars
from tests.procedure.writing import CALENDAR, PERMIT, calendar, event, permit, told

ON = date(2024, 3, 8)
OPEN = [told(event("apply", 0)).events, told(event("apply", 0), event("accept", 2)).events]


def test_a_definition_that_says_the_same_changes_nothing():
    assert compare(PERMIT, permit(), OPEN, CALENDAR, ON) == ()
    assert PERMIT.revision == permit().revision


def test_a_changed_definition_shows_stages_days_actions_and_findings():
    shorter = permit(
        {
            "clock": {"decide": {"choice": None, "period": "permit_law/decide_quick"}},
            "action": {"accept": {"by": "head"}},
        }
    )
    assert shorter.revision != PERMIT.revision
    number = OPEN[0][0].case
    assert compare(PERMIT, shorter, OPEN, CALENDAR, ON) == (
        Difference(number, "actions", "clerk", "accept", ""),
        Difference(number, "actions", "head", "", "accept"),
        Difference(number, "due", "decide", "2024-04-03", "2024-03-20", "行政许可法#42"),
        Difference(number, "actions", "head", "make_plain, extend, decide", "make_plain, decide"),
        Difference(number, "finding", OPEN[1][1].id, "", "not_by_this_role", "行政许可法#32"),
    )


def test_an_amended_calendar_moves_open_due_days_and_shows_it():
    longer = calendar(date(2024, 3, 7))
    found = compare_calendars(PERMIT, OPEN, CALENDAR, longer, ON)
    assert [(one.what, one.name, one.before, one.after) for one in found] == [
        ("due", "examine", "2024-03-11", "2024-03-12"),
        ("due", "decide", "2024-04-03", "2024-04-04"),
    ]


def test_an_amended_calendar_may_undo_a_silence():
    found = compare_calendars(
        PERMIT, OPEN[:1], CALENDAR, calendar(date(2024, 3, 11)), date(2024, 3, 12)
    )
    seen = [(one.what, one.name, one.before, one.after) for one in found]
    assert ("stage", "", "accepted", "received") in seen
    assert ("silence", "accept_by_silence", "2024-03-11", "") in seen


def test_a_suspended_clock_is_compared_as_suspended():
    suspended = [told(event("apply", 0), event("accept", 2), event("suspend", 4)).events]
    changed = permit({"action": {"suspend": {"suspends": "decide"}}})
    found = compare(PERMIT, changed, suspended, CALENDAR, ON)
    assert ("supplement", "suspended", "2024-03-21") in [
        (one.name, one.before, one.after) for one in found
    ]


def test_comparing_leaves_the_cases_alone():
    before = fold(PERMIT, OPEN[1], CALENDAR)
    compare(PERMIT, permit({"action": {"accept": {"to": "decided"}}}), OPEN, CALENDAR, ON)
    assert fold(PERMIT, OPEN[1], CALENDAR) == before


def test_the_text_of_the_day_is_the_latest_begun():
    texts = {date(2018, 1, 1): PERMIT, date(2024, 1, 1): permit(day=date(2024, 1, 1))}
    assert in_force(texts, date(2017, 12, 31)) is None
    assert in_force(texts, date(2023, 12, 31)) is PERMIT
    assert in_force(texts, date(2024, 1, 1)) is texts[date(2024, 1, 1)]


def test_a_pending_case_stays_with_its_text_unless_the_new_one_takes_it_over():
    old = permit(day=date(2018, 1, 1))
    stays = permit(day=date(2024, 1, 1))
    moves = permit({"transition": {"pending": "moves"}}, day=date(2024, 1, 1))
    opened = told(event("apply", date(2023, 12, 4))).events
    on = date(2024, 3, 4)
    assert governing({one.from_day: one for one in (old, stays)}, opened, on) is old
    both = {one.from_day: one for one in (old, moves)}
    assert governing(both, opened, on) is moves
    assert governing(both, opened, date(2023, 12, 31)) is old
    assert governing(both, told(event("apply", on)).events, on) is moves
    assert governing({}, opened, on) is None
