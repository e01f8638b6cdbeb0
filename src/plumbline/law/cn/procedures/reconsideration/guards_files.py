"""行政复议 -- the conditions on which files are withheld from those who read the case."""

from plumbline.procedure import Case, Event, stating, withheld


def _named(event: Event, field: str) -> list[str] | None:
    named = event.data.get(field)
    return [f"{one}" for one in named] if isinstance(named, list) else None


def files_are_on_file(case: Case, event: Event) -> bool:
    """行政复议法#47: what is withheld is a file of the case."""
    return all(stating(case, one) for one in _named(event, "withheld_files") or ())


def files_are_withheld(case: Case, event: Event) -> bool:
    """行政复议法#47: what is opened again was withheld."""
    named, kept = _named(event, "disclosed_files"), withheld(case)
    return bool(kept) if named is None else all(one in kept for one in named)


def disclosed_were_withheld(case: Case, event: Event) -> bool:
    """行政复议法#47: a grant that names files names such as were withheld."""
    return all(one in withheld(case) for one in _named(event, "disclosed_files") or ())
