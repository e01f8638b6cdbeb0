"""行政复议 -- the conditions of the statute that a table cannot say, one function each.

A value that an event does not state yet speaks neither for nor against; what must be stated is
asked for by the action's fields. The laws of 2023 and of 2017 share what they have in common.
"""

from datetime import date, timedelta
from typing import Final

from plumbline.clock import Ground, Period, Stretch, due
from plumbline.procedure import Case, Event, Run

SMALL_AMOUNT: Final = 300_000
"""行政复议法#53.1.3: three thousand yuan, in fen."""

AT_WORK: Final = ("accepted", "suspended")
LONGEST: Final = "application_longest"
MANY_APPLICANTS: Final = 5
"""行政复议法实施条例#8."""


def _stated(case: Case, event: Event, name: str) -> object:
    """What the event states in a field, else what the case has."""
    return event.data.get(name, case.facts.get(name))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


# 申请、受理


def within_time_limit(case: Case, event: Event) -> bool:
    """行政复议法#20.1, #20.2: applied for within sixty days, or the longer time of another law;
    it stands still while an obstacle lasts.
    """
    return not event.data or _is_in_time(case, event)


def late_as_recorded(case: Case, event: Event) -> bool:
    """行政复议法#20, #21: what is refused as late is late by the days that the record has."""
    longest = all(case.in_time(one, event.on) for one in ("application_not_told", LONGEST))
    is_in_time = longest and _is_in_time(case, event)
    return event.data.get("refused_because") != "late" or not is_in_time


def obstacle_is_stated(case: Case, event: Event) -> bool:
    """行政复议法#20.2: who was kept from applying says from when, and when that ended."""
    is_claimed = _stated(case, event, "is_excused") is True
    return not event.data or not is_claimed or _obstacle(case, event) is not None


def longer_period_has_its_article(case: Case, event: Event) -> bool:
    """行政复议法#20.1: only a law gives more than sixty days, and it is named."""
    is_longer, is_named = (
        _stated(case, event, name) is not None for name in ("longer_days", "longer_basis")
    )
    return is_longer == is_named


def _is_in_time(case: Case, event: Event) -> bool:
    ends = ((_last_day(case, event, one), one.stopped_on) for one in case.runs("application"))
    return all(last is None or (stopped or event.on) <= last for last, stopped in ends)


def _last_day(case: Case, event: Event, run: Run) -> date | None:
    """The last day of an application, with the obstacle left out, or of the longer period."""
    if case.calendar is None:
        return None
    longer, basis = (_stated(case, event, name) for name in ("longer_days", "longer_basis"))
    period, known = run.clock.period, [one.ground for one in run.clock.stretches]
    if isinstance(longer, int) and isinstance(basis, str) and longer > period.length:
        period = Period(longer, "natural_day", basis)
    kept = _obstacle(case, event)
    ground = known[0] if known else Ground("")
    left_out = [Stretch(kept[0], kept[1] - timedelta(days=1), "", ground)] if kept else []
    return due(run.start, period, case.calendar, run.clock.rule, suspended=left_out).day


def _obstacle(case: Case, event: Event) -> tuple[date, date] | None:
    """From when something kept the applicant, and the day on which that had ended."""
    if _stated(case, event, "is_excused") is not True:
        return None
    first, ended = (_day(_stated(case, event, f"obstacle_{one}")) for one in ("from", "until"))
    return (first, ended) if first and ended and first < ended else None


def within_a_year_when_not_told(case: Case, event: Event) -> bool:
    """行政复议法#20.3: whoever was not told has at the longest a year."""
    return case.in_time("application_not_told", event.on)


def within_longest_time_limit(case: Case, event: Event) -> bool:
    """行政复议法#21: twenty years for real estate, five otherwise, from the act itself."""
    return case.in_time("application_longest", event.on)


def not_withdrawn_before(case: Case, event: Event) -> bool:
    """行政复议法#74.2: not again on the same facts, unless withdrawn against one's will."""
    is_again = _stated(case, event, "withdrawn_before") is True
    return not is_again or _stated(case, event, "withdrawn_against_will") is True


def ground_for_simple_procedure(case: Case, event: Event) -> bool:
    """行政复议法#53: the simple procedure has a ground, and the ground is so."""
    if event.data.get("procedure") != "simple":
        return True
    because = event.data.get("simple_because")
    amount = _stated(case, event, "amount")
    if because == "small_amount":
        return isinstance(amount, int) and amount <= SMALL_AMOUNT
    return because is not None and (because != "agreed" or event.data.get("agreed_by_all") is True)


def precedence_was_told(case: Case, event: Event) -> bool:
    """行政复议法#23.2: that whoever must first apply was told so stands in the record."""
    is_first = _stated(case, event, "must_precede") is True
    return not is_first or _stated(case, event, "precede_told") is True


def superior_may_act(case: Case, event: Event) -> bool:
    """行政复议法#35: an application was refused or dismissed, or the time for a decision over."""
    return _is_turned_away(case) or _is_unanswered(case, event.on)


def was_turned_away(case: Case, _: Event) -> bool:
    """行政复议法#20, 行政复议法实施条例#48.2: an application was refused or dismissed."""
    return _is_turned_away(case)


def was_not_accepted(case: Case, _: Event) -> bool:
    """行政复议法#20: an application was refused."""
    return _is_turned_away(case) and case.facts.get("outcome") is None


def may_sue_now(case: Case, _: Event) -> bool:
    """行政诉讼法#45: one sues over a decision, or once the time for it has passed without one."""
    return case.stage not in AT_WORK or "sue_unanswered" in case.running


def _is_turned_away(case: Case) -> bool:
    """Whether the last that the organ decided was not to accept, or to dismiss the application."""
    if case.stage in AT_WORK:
        return False
    answers = [*case.happened.get("refuse", ()), *case.happened.get("decide", ())]
    last = max(answers, key=lambda one: one.seq, default=None)
    return last is not None and (
        last.action == "refuse" or last.data.get("outcome") == "dismiss_application"
    )


def _is_unanswered(case: Case, on: date) -> bool:
    run = case.running.get("decide") if case.stage in AT_WORK else None
    last = case.due_of(run).day if run else None
    return last is not None and on > last


def represented_when_many(case: Case, _: Event) -> bool:
    """行政复议法实施条例#8: more than five applicants elect representatives."""
    named = case.facts.get("applicant")
    is_many = isinstance(named, list) and len(named) > MANY_APPLICANTS
    return not is_many or "elect_representatives" in case.happened


def competent_organ_told(_: Case, event: Event) -> bool:
    """行政复议法#30.2: who has no jurisdiction says who has."""
    return event.data.get("refused_because") != "jurisdiction" or "competent_organ" in event.data


def within_examination(case: Case, event: Event) -> bool:
    """行政复议法#17: under the law of 2017 an application is refused within five days only."""
    run = case.running.get("examine")
    day = case.due_of(run).day if run else None
    return day is not None and event.on <= day


def access_code_shown(_: Case, event: Event) -> bool:
    """Who applied at the counter comes to the case with the code that they were given there."""
    return "access_code" in event.data


# 审理


def notified_five_days_before_hearing(case: Case, event: Event) -> bool:
    """行政复议法#51.1: the notice comes five working days before the hearing."""
    hearing = _day(event.data.get("hearing_on"))
    if hearing is None or case.calendar is None:
        return True
    last = case.definition.clocks["hearing_notice"].chosen({}).due(hearing, case.calendar).day
    return last is not None and event.on <= last


def leader_attends(_: Case, event: Event) -> bool:
    """行政复议法#51.3: a leader of the respondent takes part in the hearing."""
    return event.data.get("leader_attended") is not False


def applicant_attends(_: Case, event: Event) -> bool:
    """行政复议法#51.2: the applicant takes part in the hearing."""
    return event.data.get("applicant_attended") is not False


def from_simple_to_ordinary(case: Case, event: Event) -> bool:
    """行政复议法#55: the simple procedure turns into the ordinary one, never the other way."""
    asked = event.data.get("procedure", "ordinary")
    return case.facts.get("procedure") == "simple" and asked == "ordinary"


def all_agree_to_suspend_for_mediation(_: Case, event: Event) -> bool:
    """行政复议法#39.1.6: both parties agree to the suspension."""
    return event.data.get("agreed_by_all") is True


def suspended_for_sixty_days(case: Case, event: Event) -> bool:
    """行政复议法#41.1.5: sixty days are full when the last of them has passed."""
    run = case.running.get("suspended")
    day = case.due_of(run).day if run else None
    return day is not None and event.on > day


# 调解、和解、撤回


def signed_by_all(_: Case, event: Event) -> bool:
    """行政复议法#73.1: what was agreed has effect once all parties have signed."""
    return event.data.get("signed_by_all") is not False


def agreement_harms_nobody(_: Case, event: Event) -> bool:
    """行政复议法#5.2, #74.1: no agreement to the harm of the state or of others."""
    return event.data.get("harms_others") is not True


def represented_agree(case: Case, event: Event) -> bool:
    """行政复议法#15.2: representatives withdraw only with those whom they represent."""
    is_represented = "elect_representatives" in case.happened
    return not is_represented or event.data.get("represented_agree") is not False


def correction_time_is_over(case: Case, event: Event) -> bool:
    """行政复议法实施条例#29: whoever corrects nothing in the time set gives up the application."""
    until = case.day("correct_until")
    return until is None or event.on > until


# 法律援助


def legal_aid_is_asked_for(case: Case, _: Event) -> bool:
    """行政复议法#18: each request for legal aid is answered once."""
    asked, answered = (
        len(case.happened.get(one, ())) for one in ("ask_for_legal_aid", "record_legal_aid")
    )
    return asked > answered
