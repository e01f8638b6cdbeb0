"""委托调解 -- the conditions that a table cannot say."""

from plumbline.procedure import Case, Event


def result_is_agreed(_: Case, event: Event) -> bool:
    """行政复议法#73.1: an agreement was reached, and nothing else is reported."""
    return event.data.get("result", "agreed") == "agreed"


def result_is_failed(_: Case, event: Event) -> bool:
    """行政复议法#73.2: no agreement was reached, and nothing else is reported."""
    return event.data.get("result", "failed") == "failed"


def agreement_harms_nobody(_: Case, event: Event) -> bool:
    """行政复议法#5.2: no agreement to the harm of the state or of others."""
    return event.data.get("harms_others") is not True
