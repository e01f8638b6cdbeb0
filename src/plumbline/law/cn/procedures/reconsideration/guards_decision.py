"""行政复议 -- what a decision rests on: hearing and opinion, approval, answers to what was asked.

As in `guards`, a value that an event does not state yet speaks neither for nor against, save where
the statute wants it stated.
"""

from typing import Final

from plumbline.procedure import Case, Event
from plumbline.procedure.each import done, several

FOR_WANT_OF_EVIDENCE: Final = (
    "revoke", "partly_revoke", "confirm_unlawful", "confirm_void", "order_performance",
    "dismiss_application",
)  # fmt: skip


def _is_dismissed(event: Event) -> bool:
    return event.data.get("outcome") == "dismiss_application"


def _is_merits(event: Event) -> bool:
    """Whether the event decides what the applicant asked for, rather than dismiss the asking."""
    return "outcome" in event.data and not _is_dismissed(event)


def _wants_evidence(case: Case) -> bool:
    """Whether no respondent has replied in its time. Of several who acted together the reply of one
    is evidence for the act of all (our inference: 行政复议法#70 speaks of one).
    """
    named = several(case.facts.get("respondent"))
    return "deem_no_evidence" in case.happened and done(case, "reply").isdisjoint(named)


def _unlawful_norm(case: Case) -> bool:
    results = case.happened.get("record_norm_result", ())
    return any(one.data.get("norm_result") == "unlawful" for one in results)


# 审理


def opinions_heard_in_ordinary_procedure(case: Case, event: Event) -> bool:
    """行政复议法#49: opinions are heard, save where the application itself is dismissed (#33)."""
    is_without = case.facts.get("procedure") == "simple"
    heard = {"hear_opinions", "note_unheard", "hold_hearing"} & {*case.happened}
    return is_without or _is_dismissed(event) or bool(heard)


def case_is_classified(case: Case, event: Event) -> bool:
    """行政复议法#50.1, #52.2: it is on record whether a hearing and the committee are needed."""
    is_simple = case.facts.get("procedure") == "simple"
    return is_simple or not _is_merits(event) or "classify" in case.happened


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


def hearing_request_is_answered(case: Case, event: Event) -> bool:
    """行政复议法#50.2: who asks for a hearing is called to one, or told why there is none."""
    asked = case.happened.get("request_hearing", ())
    answers = [*case.happened.get("call_hearing", ()), *case.happened.get("refuse_hearing", ())]
    last = max((one.seq for one in answers), default=0)
    return not _is_merits(event) or all(one.seq < last for one in asked)


def hearing_was_asked_for(case: Case, event: Event) -> bool:
    """行政复议法#50.2: a request is refused once; another may follow."""
    asked, refused = (len(case.happened.get(f"{one}_hearing", ())) for one in ("request", "refuse"))
    return asked > refused


# 同意


def approved_by_the_organ(_: Case, event: Event) -> bool:
    """行政复议法#61.1: the head of the organ agrees, or it is discussed together; the head of the
    institution only writes down the latter.
    """
    return event.role == "organ_head" or event.data.get("approval") in (None, "collective")


def approval_is_on_file(case: Case, event: Event) -> bool:
    """行政复议法#61.1: what was drafted last was agreed to, in the way that the decision states."""
    before = [*case.happened.get("draft_decision", ()), *case.happened.get("accept_by_order", ())]
    drafted = max((one.seq for one in before), default=0)
    stated = event.data.get("approval")
    return any(
        one.seq > drafted
        and approved_by_the_organ(case, one)
        and stated in (None, one.data.get("approval"))
        for one in case.happened.get("approve_decision", ())
    )


# 决定


def outcome_follows_want_of_evidence(case: Case, event: Event) -> bool:
    """行政复议法#70: without reply and evidence the act does not stand, save for a third party."""
    is_saved = event.data.get("third_party_evidence") is True and "add_third_party" in case.happened
    if is_saved or not _wants_evidence(case):
        return True
    return event.data.get("outcome", "revoke") in FOR_WANT_OF_EVIDENCE


def disadvantage_is_stated(_: Case, event: Event) -> bool:
    """行政复议法#63.2: a change says whether it is to the applicant's disadvantage."""
    return event.data.get("outcome") != "change" or "less_favourable" in event.data


def change_is_no_less_favourable(case: Case, event: Event) -> bool:
    """行政复议法#63.2: no change to the applicant's disadvantage, unless a third party asks."""
    is_asked = event.data.get("third_party_opposed") is True and "add_third_party" in case.happened
    return event.data.get("less_favourable") is not True or is_asked


def revoked_for_want_of_evidence(case: Case, event: Event) -> bool:
    """行政复议法#28.1.4: under the law of 2017 the act is then revoked."""
    allowed = ("revoke", "dismiss_application")
    return not _wants_evidence(case) or event.data.get("outcome", "revoke") in allowed


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


def never_less_favourable(_: Case, event: Event) -> bool:
    """行政复议法实施条例#51: no decision to the applicant's disadvantage."""
    return event.data.get("less_favourable") is not True


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


def norm_citation_is_stated(case: Case, event: Event) -> bool:
    """行政复议法#59: once a norm was found unlawful, a decision says whether it cites it."""
    return not (_unlawful_norm(case) and _is_merits(event)) or "cites_norm" in event.data


def does_not_rest_on_unlawful_norm(case: Case, event: Event) -> bool:
    """行政复议法#59, #64.1.3: a norm found unlawful is not cited, and no act upheld upon it."""
    if not _unlawful_norm(case):
        return True
    return event.data.get("outcome") != "uphold" and event.data.get("cites_norm") is not True
