"""行政复议 -- the conditions on who acts in a case, and on how many of them."""

from typing import Final

from plumbline.procedure import Case, Event

HEADS: Final = ("institution_head", "organ_head")


def _number(event: Event, name: str) -> int | None:
    """How many the event names in a field; None when it does not say."""
    named = event.data.get(name)
    return len(named) if isinstance(named, list) else None


def officer_not_recused(case: Case, event: Event) -> bool:
    """公务员法#76: an officer who has withdrawn does nothing more in the case."""
    person = event.by.partition("/")[2]
    recused = (one.data.get("recused") for one in case.happened.get("recuse", ()))
    return not person or person not in recused


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
    """行政复议法实施条例#32: two officers or more take part."""
    number = _number(event, "handlers")
    return number is None or number >= 2


def one_to_five_representatives(_: Case, event: Event) -> bool:
    """行政复议法实施条例#8: one to five representatives."""
    number = _number(event, "representatives")
    return number is None or 1 <= number <= 5


def one_or_two_agents(_: Case, event: Event) -> bool:
    """行政复议法#17.1: one or two agents."""
    number = _number(event, "agents")
    return number is None or 1 <= number <= 2


def two_officers_with_credentials(_: Case, event: Event) -> bool:
    """行政复议法#45.2: two officers or more, and they show who they are."""
    number = _number(event, "officers")
    is_shown = event.data.get("showed_credentials") is not False
    return (number is None or number >= 2) and is_shown


def hearing_bench_complete(_: Case, event: Event) -> bool:
    """行政复议法#50.3: two hearing officers or more beside whoever presides and records."""
    number = _number(event, "hearing_officers")
    return number is None or number >= 2
