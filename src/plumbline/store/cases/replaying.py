"""重演 -- what a changed law would change in the open cases, told before it is taken.

A law is what cases run under: procedures with their clocks, and the calendar. Nothing is written;
cases are read in batches, so that the memory needed does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plumbline.clock.calendar import Calendar
from plumbline.law import clocks
from plumbline.law.procedures import Procedure, load_procedures
from plumbline.procedure import Case, Event, fold, governing
from plumbline.procedure.replay import Difference, differences
from plumbline.store.cases import content
from plumbline.store.cases.many import by_agency, events_by_case
from plumbline.store.models import CaseRecord

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Law:
    """What cases run under: every procedure by name, and the calendar."""

    procedures: Mapping[str, Procedure]
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Changed:
    """A case that a changed law would change: its record, its events, and what differs.

    `fault` says why the case cannot be read under the changed law; then nothing else is known.
    """

    record: CaseRecord
    events: Mapping[str, Event]
    differences: tuple[Difference, ...] = ()
    fault: str = ""


def law_now() -> Law:
    """The law that cases run under now. Raises DefinitionFault or ContentFault for its faults."""
    return Law(content.procedures(), content.calendar())


def law_with(added: Sequence[Path]) -> Law:
    """The law with these content roots after the package's own, in place of those that
    PLUMBLINE_LAW names. Raises DefinitionFault or ContentFault for its faults."""
    loaded = load_procedures(clocks.clocks(added), added=added)
    return Law(loaded, clocks.calendar(added))


def open_cases() -> int:
    """How many cases are open."""
    return CaseRecord.objects.filter(is_open=True).count()


def compare_open(
    old: Law, new: Law, on: date, progress: Report = lambda *_: None
) -> Iterator[Changed]:
    """The open cases that differ between two laws as of a day, by agency; each with what differs.

    A case of a procedure that both laws have word for word, under one calendar, is not opened.
    """
    done, total = 0, open_cases()
    for records in by_agency(CaseRecord.objects.filter(is_open=True)):
        touched = [one for one in records if not _same(old, new, one.procedure)]
        events = events_by_case(touched)
        for record in touched:
            changed = _changed(record, events[record.pk], (old, new), on)
            if changed.differences or changed.fault:
                yield changed
        done += len(records)
        progress("cases", done, max(done, total))


def _same(old: Law, new: Law, procedure: str) -> bool:
    """Whether two laws say the same about a procedure; a revision covers its clocks."""
    texts = [
        {day: text.revision for day, text in law.procedures[procedure].definitions.items()}
        if procedure in law.procedures
        else {}
        for law in (old, new)
    ]
    return texts[0] == texts[1] and old.calendar == new.calendar


def _changed(
    record: CaseRecord, events: Sequence[Event], laws: tuple[Law, Law], on: date
) -> Changed:
    """What differs in one case."""
    by_id = {event.id: event for event in events}
    try:
        before, after = (_under(law, record.procedure, events, on) for law in laws)
        return Changed(record, by_id, tuple(differences(before, after, on)))
    except (LookupError, ValueError) as fault:
        return Changed(record, by_id, fault=f"{fault}")


def _under(law: Law, procedure: str, events: Sequence[Event], on: date) -> Case:
    """A case under a law. Raises LookupError when that has no text for it."""
    known = law.procedures.get(procedure)
    definition = governing(known.definitions, events, on) if known else None
    if definition is None:
        raise LookupError(f"{procedure}: no text governs a case of {events[0].on}")
    return fold(definition, events, law.calendar)
