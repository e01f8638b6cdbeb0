"""行政复议 -- the conditions of the statute that a table cannot say, one function each.

A value that an event does not state yet speaks neither for nor against; what must be stated is
asked for by the action's fields.
"""

from typing import Final

from plumbline.procedure import Case, Event

FOR_WANT_OF_EVIDENCE: Final = (
    "revoke", "partly_revoke", "confirm_unlawful", "confirm_void", "order_performance",
    "dismiss_application",
)  # fmt: skip


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


def ground_for_simple_procedure(_: Case, event: Event) -> bool:
    """行政复议法#53: the simple procedure has a ground."""
    return event.data.get("procedure") != "simple" or "simple_because" in event.data


def competent_organ_told(_: Case, event: Event) -> bool:
    """行政复议法#30.2: who has no jurisdiction says who has."""
    return event.data.get("refused_because") != "jurisdiction" or "competent_organ" in event.data


def from_simple_to_ordinary(case: Case, event: Event) -> bool:
    """行政复议法#55: the simple procedure turns into the ordinary one, never the other way."""
    asked = event.data.get("procedure", "ordinary")
    return case.facts.get("procedure") == "simple" and asked == "ordinary"


def opinions_heard_in_ordinary_procedure(case: Case, event: Event) -> bool:
    """行政复议法#49: opinions are heard, save where the application itself is dismissed (#33)."""
    is_without = case.facts.get("procedure") == "simple"
    is_dismissed = event.data.get("outcome") == "dismiss_application"
    return is_without or is_dismissed or bool({"hear_opinions", "note_unheard"} & {*case.happened})


def outcome_follows_want_of_evidence(case: Case, event: Event) -> bool:
    """行政复议法#70: without reply and evidence the act does not stand, save for a third party."""
    if "deem_no_evidence" not in case.happened or event.data.get("third_party_evidence") is True:
        return True
    return event.data.get("outcome", "revoke") in FOR_WANT_OF_EVIDENCE


def suspended_for_sixty_days(case: Case, event: Event) -> bool:
    """行政复议法#41.1.5: sixty days are full when the last of them has passed."""
    run = case.running.get("suspended")
    day = case.due_of(run).day if run else None
    return day is not None and event.on > day
