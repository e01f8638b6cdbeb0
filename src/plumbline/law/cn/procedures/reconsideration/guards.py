"""行政复议 -- the conditions of the statute that a table cannot say, one function each.

A value that an event does not state yet speaks neither for nor against; what must be stated is
asked for by the action's fields. The laws of 2023 and of 2017 share what they have in common.
"""

from datetime import date
from typing import Final

from plumbline.procedure import Case, Event

FOR_WANT_OF_EVIDENCE: Final = (
    "revoke", "partly_revoke", "confirm_unlawful", "confirm_void", "order_performance",
    "dismiss_application",
)  # fmt: skip

CORRECTIVE: Final = (
    "change", "revoke", "partly_revoke", "confirm_unlawful", "order_performance", "confirm_void",
    "agreement", "agreement_compensation",
)  # fmt: skip

SMALL_AMOUNT: Final = 300_000
"""行政复议法#53.1.3: three thousand yuan, in fen."""

MANY_APPLICANTS: Final = 5
"""行政复议法实施条例#8."""


def _stated(case: Case, event: Event, name: str) -> object:
    """What the event states in a field, else what the case has."""
    return event.data.get(name, case.facts.get(name))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _is_dismissed(event: Event) -> bool:
    return event.data.get("outcome") == "dismiss_application"


# 申请、受理


def within_time_limit(case: Case, event: Event) -> bool:
    """行政复议法#20: applied for in time, or late for a good reason."""
    facts = {**case.facts, **event.data}
    return facts.get("is_excused") is True or case.in_time("application", event.on)


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
    if because == "small_amount" and isinstance(amount, int):
        return amount <= SMALL_AMOUNT
    return because is not None and (because != "agreed" or event.data.get("agreed_by_all") is True)


def precedence_was_told(case: Case, event: Event) -> bool:
    """行政复议法#23.2: whoever must first apply for reconsideration has been told so."""
    is_first = _stated(case, event, "must_precede") is True
    return not is_first or _stated(case, event, "precede_told") is not False


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


# 决定


def opinions_heard_in_ordinary_procedure(case: Case, event: Event) -> bool:
    """行政复议法#49: opinions are heard, save where the application itself is dismissed (#33)."""
    is_without = case.facts.get("procedure") == "simple"
    heard = {"hear_opinions", "note_unheard", "hold_hearing"} & {*case.happened}
    return is_without or _is_dismissed(event) or bool(heard)


def major_case_heard(case: Case, event: Event) -> bool:
    """行政复议法#50.1: a major, difficult or complex case is heard."""
    is_major = case.facts.get("is_major") is True
    return not is_major or _is_dismissed(event) or "hold_hearing" in case.happened


def committee_consulted_where_required(case: Case, _: Event) -> bool:
    """行政复议法#52.2, #52.3: the committee's opinion is asked for and recorded."""
    asked = "consult_committee" in case.happened
    flags = (case.facts.get(name) for name in ("is_major", "is_technical", "own_act"))
    is_required = asked or any(flag is True for flag in flags)
    return not is_required or "record_committee_opinion" in case.happened


def follows_the_committee(case: Case, event: Event) -> bool:
    """行政复议法#61.3: the committee's opinion is an important reference."""
    advised = case.facts.get("advised")
    return advised is None or event.data.get("outcome", advised) == advised


def outcome_follows_want_of_evidence(case: Case, event: Event) -> bool:
    """行政复议法#70: without reply and evidence the act does not stand, save for a third party."""
    if "deem_no_evidence" not in case.happened or event.data.get("third_party_evidence") is True:
        return True
    return event.data.get("outcome", "revoke") in FOR_WANT_OF_EVIDENCE


def revoked_for_want_of_evidence(case: Case, event: Event) -> bool:
    """行政复议法#28.1.4: under the law of 2017 the act is then revoked."""
    allowed = ("revoke", "dismiss_application")
    return "deem_no_evidence" not in case.happened or event.data.get("outcome", "revoke") in allowed


def ground_fits_outcome(case: Case, event: Event) -> bool:
    """行政复议法#63-71: the ground stands in one of the articles of the decision."""
    fields = case.definition.fields
    ground = fields["ground"].grounds.get(f"{event.data.get('ground')}")
    outcome = fields["outcome"].grounds.get(f"{event.data.get('outcome')}")
    if ground is None or outcome is None:
        return True
    return any(
        f"{one}.".startswith(f"{of}.") for one in ground.provisions for of in outcome.provisions
    )


def change_is_no_less_favourable(_: Case, event: Event) -> bool:
    """行政复议法#63.2: no change to the applicant's disadvantage, unless a third party asks."""
    is_worse = event.data.get("less_favourable") is True
    return not is_worse or event.data.get("third_party_opposed") is True


def never_less_favourable(_: Case, event: Event) -> bool:
    """行政复议法实施条例#51: no decision to the applicant's disadvantage."""
    return event.data.get("less_favourable") is not True


def correction_time_is_over(case: Case, event: Event) -> bool:
    """行政复议法实施条例#29: whoever corrects nothing in the time set gives up the application."""
    until = case.day("correct_until")
    return until is None or event.on > until


def time_to_perform_is_set(_: Case, event: Event) -> bool:
    """行政复议法#66: performance is ordered within a certain time."""
    return event.data.get("outcome") != "order_performance" or "perform_until" in event.data


def redone_only_when_revoked(_: Case, event: Event) -> bool:
    """行政复议法#64.1: a new act is ordered only where the old one is revoked."""
    is_redone = event.data.get("redo_ordered") is True
    return not is_redone or event.data.get("outcome", "revoke") in ("revoke", "partly_revoke")


def redone_only_when_revoked_or_unlawful(_: Case, event: Event) -> bool:
    """行政复议法#28.1.3: under the law of 2017 also where it is found unlawful."""
    allowed = ("revoke", "partly_revoke", "confirm_unlawful")
    is_redone = event.data.get("redo_ordered") is True
    return not is_redone or event.data.get("outcome", "revoke") in allowed


def compensation_is_answered(case: Case, event: Event) -> bool:
    """行政复议法#72.1: who asks for compensation is answered in the same decision."""
    is_asked = case.facts.get("compensation_asked") is True
    is_silent = "outcome" in event.data and "compensation" not in event.data
    return not (is_asked and is_silent) or _is_dismissed(event)


def reasons_for_dismissal(_: Case, event: Event) -> bool:
    """行政复议法#33: the dismissal of an application has reasons."""
    return not _is_dismissed(event) or "reasons" in event.data


def norm_is_answered(case: Case, event: Event) -> bool:
    """行政复议法#39.1.9, #59: what was asked about a norm is answered before the decision."""
    is_asked = bool({"ask_norm_review", "doubt_norm"} & {*case.happened})
    return not is_asked or _is_dismissed(event) or "record_norm_result" in case.happened


def does_not_rest_on_unlawful_norm(case: Case, event: Event) -> bool:
    """行政复议法#59, #64.1.3: a norm found unlawful is not cited, and no act upheld upon it."""
    if case.facts.get("norm_result") != "unlawful":
        return True
    return event.data.get("outcome") != "uphold" and event.data.get("cites_norm") is not True


# 送达、履行


def not_by_announcement(_: Case, event: Event) -> bool:
    """民事诉讼法#95.1: an announcement delivers when its time has passed, by itself."""
    return event.data.get("delivered_by") != "announcement"


def left_delivery_recorded(_: Case, event: Event) -> bool:
    """民事诉讼法#89: what is left is witnessed or filmed."""
    return event.data.get("delivered_by") != "left" or "left_record" in event.data


def consented_to_electronic_delivery(_: Case, event: Event) -> bool:
    """民事诉讼法#90.1: electronic delivery needs consent."""
    is_electronic = event.data.get("delivered_by") == "electronic"
    return not is_electronic or event.data.get("consented") is True


def not_before_it_was_sent(_: Case, event: Event) -> bool:
    """民事诉讼法#87.2: it takes effect on the day of the receipt, after it was sent."""
    sent = _day(event.data.get("sent_on"))
    return sent is None or event.on >= sent


def respondent_has_it_not_yet(case: Case, _: Event) -> bool:
    """行政复议法#75.2: served once, and once more after each order to take it up again (#35)."""
    names = ("deliver_to_respondent", "accept_by_order")
    served, ordered = (len(case.happened.get(name, ())) for name in names)
    return served <= ordered


def time_to_perform_is_over(case: Case, event: Event) -> bool:
    """行政复议法#77.2: performance is ordered of whoever lets the time for it pass."""
    until, run = _day(case.facts.get("perform_until")), case.running.get("new_act")
    last = case.due_of(run).day if run else None
    return all(day is None or event.on > day for day in (until, last))


def enforced_by_whom_the_law_names(case: Case, event: Event) -> bool:
    """行政复议法#78: who enforces what; decisions of other kinds leave nothing to enforce."""
    if "make_mediation_agreement" in case.happened or case.facts.get("outcome") == "change":
        return event.data.get("enforced_by", "organ") in ("organ", "court")
    is_upheld = case.facts.get("outcome") == "uphold"
    return is_upheld and event.data.get("enforced_by", "court") in ("respondent", "court")


def time_to_sue_is_over(case: Case, event: Event) -> bool:
    """行政复议法#78: only what can no longer be sued about is enforced."""
    run = case.running.get("sue")
    last = case.due_of(run).day if run else None
    return "record_lawsuit" not in case.happened and (last is None or event.on > last)


# 结案


def no_announcement_runs(case: Case, _: Event) -> bool:
    """民事诉讼法#95.1: a case is not closed while somebody is being served."""
    return "announcement_third_party" not in case.running


def respondent_has_the_decision(case: Case, _: Event) -> bool:
    """行政复议法#75.2: the respondent too has been served."""
    return "outcome" not in case.facts or "deliver_to_respondent" in case.happened


def letter_follows_correction(case: Case, _: Event) -> bool:
    """行政复议法#76: an organ that was corrected is asked what it does about it."""
    return case.facts.get("outcome") not in CORRECTIVE or "issue_letter" in case.happened
