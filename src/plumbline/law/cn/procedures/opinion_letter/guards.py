"""行政复议意见书 -- the conditions that a table cannot say."""

from plumbline.procedure import Case, Event


def feedback_is_overdue(case: Case, event: Event) -> bool:
    """行政复议法#77.2: an order follows sixty days without a report, or one that was sent back."""
    run = case.running.get("feedback")
    last = case.due_of(run).day if run else None
    return "return_answer" in case.happened or (last is not None and event.on > last)


def problem_is_stated(_: Case, event: Event) -> bool:
    """行政复议法#76: a letter says what was wrong; a bare ticket follows a decision that does."""
    return event.data.get("letter_kind") == "correction" or "problem" in event.data
