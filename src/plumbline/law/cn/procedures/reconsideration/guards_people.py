"""行政复议 -- the conditions on who acts in a case, and on how many of them."""

from typing import Final

from plumbline.procedure import Case, Event
from plumbline.procedure.each import several

HEADS: Final = ("institution_head", "organ_head")
ANSWERING: Final = ("receive_copy", "reply", "reply_late", "supplement_evidence")
"""What an officer of the respondent does in a case."""


def _number(event: Event, name: str) -> int | None:
    """How many the event names in a field; None when it does not say."""
    named = event.data.get(name)
    return len(named) if isinstance(named, list) else None


def _different(event: Event, *names: str) -> set[str] | None:
    """The different persons whom the event names in fields; None when it does not say."""
    if any(name not in event.data for name in names):
        return None
    said = (event.data[name] for name in names)
    listed = (each if isinstance(each, list) else [each] for each in said)
    return {f"{one}".strip() for each in listed for one in each}


def officer_not_recused(case: Case, event: Event) -> bool:
    """公务员法#76: an officer who has withdrawn does nothing more in the case."""
    person = event.by.partition("/")[2]
    recused = (one.data.get("recused") for one in case.happened.get("recuse", ()))
    return not person or person not in recused


def officer_of_no_other_side(case: Case, event: Event) -> bool:
    """公务员法#76.1.3: whoever answered in the case for the respondent does not handle it."""
    role, _, person = event.by.partition("/")
    if role == "respondent" or not person:
        return True
    acted, organs = f"respondent/{person}", ("", *several(case.facts.get("respondent")))
    return not any(
        one.by == acted and one.agency in organs
        for name in ANSWERING
        for one in case.happened.get(name, ())
    )


def recusals_are_decided(case: Case, _: Event) -> bool:
    """公务员法#77: who asked that somebody stand aside is answered before the case is decided."""
    answers = [*case.happened.get("recuse", ()), *case.happened.get("refuse_recusal", ())]
    return all(
        any(
            one.seq > asked.seq
            and asked.data.get("recused", one.data.get("recused")) == one.data.get("recused")
            for one in answers
        )
        for asked in case.happened.get("request_recusal", ())
    )


def decides_on_another(_: Case, event: Event) -> bool:
    """公务员法#76.1.1: nobody decides whether they themselves stand aside."""
    person = event.by.partition("/")[2]
    return not person or event.data.get("recused") != person


def heads_decided_by_organ_head(case: Case, event: Event) -> bool:
    """公务员法#77: whether a head stands aside is for the head of the organ, whoever is called a
    head or has acted in the case as one.
    """
    person = event.data.get("recused")
    acted = (one.by for events in case.happened.values() for one in events)
    is_head = event.data.get("recused_role") in HEADS or any(
        by in [f"{role}/{person}" for role in HEADS] for by in acted
    )
    return not is_head or event.role == "organ_head"


def two_handlers_assigned(_: Case, event: Event) -> bool:
    """行政复议法实施条例#32: two different officers or more take part."""
    named = _different(event, "handlers")
    return named is None or len(named) >= 2


def one_to_five_representatives(_: Case, event: Event) -> bool:
    """行政复议法实施条例#8: one to five representatives."""
    number = _number(event, "representatives")
    return number is None or 1 <= number <= 5


def one_or_two_agents(_: Case, event: Event) -> bool:
    """行政复议法#17.1: one or two agents."""
    number = _number(event, "agents")
    return number is None or 1 <= number <= 2


def two_officers_with_credentials(_: Case, event: Event) -> bool:
    """行政复议法#45.2: two different officers or more, and they show who they are."""
    named = _different(event, "officers")
    is_shown = event.data.get("showed_credentials") is not False
    return (named is None or len(named) >= 2) and is_shown


def hearing_bench_complete(_: Case, event: Event) -> bool:
    """行政复议法#50.3: two hearing officers or more beside whoever presides and whoever records."""
    officers, named = (
        _different(event, *names)
        for names in (("hearing_officers",), ("hearing_officers", "presider", "recorder"))
    )
    return officers is None or named is None or len(named) == len(officers) + 2 >= 4
