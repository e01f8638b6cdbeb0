"""案件史 -- what holds for every history, lawful or not: found by trying many."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from plumbline.procedure import LAW, VOID, Case, Event, Refusal, apply, broken, fold
from plumbline.procedure.event import voided
from plumbline.procedure.replay import compare_calendars, findings
from tests.procedure.writing import CALENDAR, MONDAY, PERMIT, PERSON, calendar, event, told

ACTIONS = [*PERMIT.actions, "dance"]
DAYS = st.integers(0, 70)
DATA: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from(["plain", "quick", "odd", 3]),
    "outcome": st.sampled_from(["granted", "refused"]),
    "holder": st.just(PERSON),
    "days": st.integers(0, 12),
    "received_on": st.sampled_from(["2024-03-01", "2024-03-08", "2024-02-30", 5]),
    "until": st.sampled_from(["2024-03-29", "2024-05-01", ""]),
    "parent": st.just("许〔2023〕1号"),
}
BY = st.sampled_from(["applicant", "clerk", "head", LAW])


@st.composite
def drafts(draw: st.DrawFn, *, fitting: bool = True):
    """An event; mostly what its action asks for, by who may do it, now and then anything."""
    action = draw(st.sampled_from(ACTIONS))
    known = PERMIT.actions.get(action)
    names = [*known.requires, *known.allows] if known else ["kind"]
    wanted = (
        names if fitting and draw(st.integers(0, 4)) else draw(st.sets(st.sampled_from(list(DATA))))
    )
    stated = {name: draw(DATA[name]) for name in wanted}
    by = known.by[0] if known and draw(st.integers(0, 5)) else draw(BY)
    return event(action, draw(DAYS), by=by, **stated)


def stands(one: Event, events: tuple[Event, ...]) -> bool:
    """An event stands when no later correction that itself stands names it."""
    later = events[events.index(one) + 1 :]
    return not any(other.names == one.id and stands(other, events) for other in later)


class History(RuleBasedStateMachine):
    """A case to which things happen; beside it, the list of what was recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.case = fold(PERMIT, (), CALENDAR)
        self.day = 0

    @rule(draft=drafts(), step=st.integers(0, 4))
    def something_happens(self, draft, step):
        self.day += step
        self._try(replace(draft, on=MONDAY + timedelta(days=self.day)))

    @rule(draft=drafts(fitting=False))
    def something_comes_late(self, draft):
        self._try(draft)

    @precondition(lambda self: self.case.events)
    @rule(pick=st.randoms(use_true_random=False))
    def something_is_sent_again(self, pick: random.Random):
        assert apply(self.case, pick.choice(self.case.events)) is self.case

    @precondition(lambda self: self.case.events)
    @rule(pick=st.randoms(use_true_random=False))
    def something_is_corrected(self, pick: random.Random):
        named = pick.choice(self.case.events)
        gone = voided(self.case.events)
        draft = event(VOID, self.day, event=named.id, reason="误录")
        after = apply(self.case, draft)
        if named.id in gone:
            assert isinstance(after, Refusal)
            return
        if isinstance(after, Refusal):
            assert after.code == "begins_the_case"
            then = (*self.case.events, draft)
            assert not any(stands(one, then) for one in then if one.action == "apply")
            return
        assert isinstance(after, Case)
        assert voided(after.events) == {
            one.id for one in after.events if not stands(one, after.events)
        }
        assert not stands(named, after.events)
        self.case = after

    @rule(day=DAYS)
    def the_job_runs(self, day):
        seen = self.case.at(MONDAY + timedelta(days=day))
        for silence in seen.silences:
            after = apply(self.case, replace(silence, id=f"job {len(self.case.events)}"))
            assert isinstance(after, Case), after
            self.case = after
        then = self.case.at(MONDAY + timedelta(days=day))
        assert (then.stage, then.due(), then.silences) == (seen.stage, seen.due(), ())

    def _try(self, draft):
        before = self.case
        after = apply(before, draft)
        if isinstance(after, Refusal):
            assert (after.code, after.words) != ("", "")
            assert self.case is before
            assert fold(PERMIT, before.events, CALENDAR) == before
        else:
            assert len(after.events) == len(before.events) + 1
            self.case = after

    @invariant()
    def folding_gives_the_case_again(self):
        events = list(self.case.events)
        random.Random(len(events)).shuffle(events)
        assert fold(PERMIT, events + events, CALENDAR) == self.case

    @invariant()
    def the_chain_holds(self):
        assert broken(self.case.events) == []

    @invariant()
    def what_ran_is_known(self):
        assert {*self.case.running} <= {*PERMIT.clocks}
        assert all(due.day is None or due.day > due.start for due in self.case.due().values())


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=60, stateful_step_count=14, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(drafts(fitting=False), max_size=12), st.sets(st.integers(0, 10)))
def test_whatever_was_recorded_can_be_folded_and_what_is_unlawful_in_it_is_found(found, out):
    events = [replace(one, seq=number) for number, one in enumerate(found, 1)]
    events += [
        replace(event(VOID, 80, event=events[at].id), seq=100 + at)
        for at in out
        if at < len(events)
    ]
    case = fold(PERMIT, events, CALENDAR)
    unlawful = {one.event.id for one in findings(case)}
    assert unlawful <= {one.id for one in events} - voided(events)
    standing = [one for one in events if one.id not in voided(events) and one.action != VOID]
    lawful = fold(PERMIT, (), CALENDAR)
    for one in standing:
        after = apply(lawful, replace(one, seq=0))
        if isinstance(after, Refusal):
            assert one.id in unlawful
            break
        lawful = after


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 20), st.dates(MONDAY, date(2024, 4, 30)))
def test_an_amended_calendar_never_moves_a_due_day_unseen(opened, off):
    case = told(event("apply", opened), event("accept", opened + 1))
    longer = calendar(off)
    on = MONDAY + timedelta(days=opened + 1)
    moved = {
        clock: (f"{due.day}", f"{case.due(longer)[clock].day}") for clock, due in case.due().items()
    }
    shown = {
        one.name: (one.before, one.after)
        for one in compare_calendars(PERMIT, [case.events], CALENDAR, longer, on)
        if one.what == "due"
    }
    assert shown == {clock: days for clock, days in moved.items() if days[0] != days[1]}
