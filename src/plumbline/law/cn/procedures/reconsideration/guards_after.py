"""行政复议 -- what follows a decision: delivery and its proof, performance, the end of the file."""

from datetime import date
from typing import Final

from plumbline.procedure import Case, Event
from plumbline.procedure.each import concerned, is_for_all

CORRECTIVE: Final = (
    "change", "revoke", "partly_revoke", "confirm_unlawful", "order_performance", "confirm_void",
    "agreement", "agreement_compensation",
)  # fmt: skip

ON_PAPER: Final = ("direct", "left", "entrusted", "mail", "forwarded")
"""民事诉讼法#87-94: ways of delivery that have a receipt."""


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _last_day(case: Case, clock: str) -> date | None:
    """The last day of the newest run of a clock, whether or not it was stopped; the last of all
    where it runs for each of several."""
    newest = {run.of: run for run in case.runs(clock)}
    return max(filter(None, (case.due_of(run).day for run in newest.values())), default=None)


def _still_runs(case: Case, clock: str, on: date) -> bool:
    ends = (case.due_of(run).day for run in case.running_of(clock))
    return any(last is not None and on <= last for last in ends)


# 送达


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


def receipt_is_on_file(_: Case, event: Event) -> bool:
    """民事诉讼法#87.1, #91: a delivery has its receipt, by mail the one of the post."""
    is_proved = bool({"receipt", "receipt_number"} & {*event.data})
    return event.data.get("delivered_by") not in ON_PAPER or is_proved


def arrival_is_proved(_: Case, event: Event) -> bool:
    """民事诉讼法#90.2: the day of arrival in the recipient's system is shown by something."""
    is_proved = bool({"receipt", "receipt_number"} & {*event.data})
    return event.data.get("delivered_by") != "electronic" or is_proved


def not_before_it_was_sent(_: Case, event: Event) -> bool:
    """民事诉讼法#87.2: it takes effect on the day of the receipt, after it was sent."""
    sent = _day(event.data.get("sent_on"))
    return sent is None or event.on >= sent


def respondent_has_it_not_yet(case: Case, event: Event) -> bool:
    """行政复议法#75.2: each is served once, and once more after each order by #35."""
    action = case.definition.actions["deliver_to_respondent"]
    whom = {*concerned(case, event, action, case.facts)}
    served = [
        one
        for one in case.happened.get(action.id, ())
        if not whom or not whom.isdisjoint(case.concerns.get(one.id, ()))
    ]
    return len(served) <= len(case.happened.get("accept_by_order", ()))


# 履行


def time_to_perform_is_over(case: Case, event: Event) -> bool:
    """行政复议法#77.2: performance is ordered of whoever lets the time for it pass."""
    until = _day(case.facts.get("perform_until"))
    return all(day is None or event.on > day for day in (until, _last_day(case, "new_act")))


def enforced_by_whom_the_law_names(case: Case, event: Event) -> bool:
    """行政复议法#78: who enforces what; decisions of other kinds leave nothing to enforce."""
    if "make_mediation_agreement" in case.happened or case.facts.get("outcome") == "change":
        return event.data.get("enforced_by", "organ") in ("organ", "court")
    is_upheld = case.facts.get("outcome") == "uphold"
    return is_upheld and event.data.get("enforced_by", "court") in ("respondent", "court")


def time_to_sue_is_over(case: Case, event: Event) -> bool:
    """行政复议法#78: only what can no longer be sued about is enforced."""
    last = _last_day(case, "sue")
    return "record_lawsuit" not in case.happened and (last is None or event.on > last)


# 结案


def no_announcement_runs(case: Case, _: Event) -> bool:
    """民事诉讼法#95.1: a case is not closed while somebody is being served."""
    return not case.running_of("announcement_third_party")


def respondent_has_the_decision(case: Case, _: Event) -> bool:
    """行政复议法#75.2: the respondent too has been served, and each where there are several."""
    return "outcome" not in case.facts or is_for_all(case, "respondent", "deliver_to_respondent")


def nothing_to_perform_yet(case: Case, event: Event) -> bool:
    """行政复议法#77.1: a file is not closed while the time to perform what was decided runs."""
    until = _day(case.facts.get("perform_until"))
    is_set = until is not None and event.on <= until and not _is_performed(case)
    return not is_set and not _still_runs(case, "new_act", event.on)


def performance_is_recorded(case: Case, _: Event) -> bool:
    """行政复议法#77.1: what the respondent had to do stands in the record as done."""
    is_due = case.facts.get("redo_ordered") is True or "perform_until" in case.facts
    return not is_due or _is_performed(case)


def nobody_can_sue_any_more(case: Case, event: Event) -> bool:
    """行政诉讼法#45: the time to sue has passed for the applicant and for third parties."""
    return not any(_still_runs(case, one, event.on) for one in ("sue", "sue_third_party"))


def mediation_has_returned(case: Case, _: Event) -> bool:
    """行政复议法#5.1: what was sent to mediation has come back."""
    names = ("refer_to_mediation", "return_from_mediation")
    sent, back = (len(case.happened.get(name, ())) for name in names)
    return sent <= back


def _is_performed(case: Case) -> bool:
    return is_for_all(case, "respondent", "record_performance")


def letter_follows_correction(case: Case, _: Event) -> bool:
    """行政复议法#76: an organ that was corrected is asked what it does about it."""
    return case.facts.get("outcome") not in CORRECTIVE or "issue_letter" in case.happened
