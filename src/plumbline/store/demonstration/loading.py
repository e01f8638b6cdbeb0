"""演示带入 -- brings the demonstration in: people first, then case by case, then the log.

Each case is one transaction and its ids are made from its key, so whoever stops this half way
calls it again. What the year brought is told to nobody: it happened before anybody was there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from plumbline.procedure import latest
from plumbline.store import places
from plumbline.store.cases import content, numbering, sequence_all, signer
from plumbline.store.cases.bringing_in import Refused
from plumbline.store.cases.bringing_in import bring_in as bring_in_case
from plumbline.store.demonstration import printing
from plumbline.store.demonstration.people import bring_in_people
from plumbline.store.demonstration.records import NOTHING, Issued, Kept, Line, persons_in, read
from plumbline.store.models import (
    Account,
    CaseRecord,
    Follower,
    Handling,
    Leaf,
    Officer,
    PaperWords,
)
from plumbline.store.notices.following import NAME as NOTICES

HERE: Final = "demonstration"
"""The file of the home that says that its people all have a password that everybody knows."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many people and cases were made, and how many cases there are in all; why no papers were
    issued, where they could not be printed.
    """

    people: int
    cases: int
    of: int
    unissued: str = ""


def bring_in(folder: Path, progress: Progress) -> Loaded:
    """Bring in what a folder holds and the database does not. Without the extra `pdf` the cases
    come in without the issues of their papers.

    Raises DemonstrationFault for a line that cannot be taken in, and where there are agencies
    that are real; KeyFault when the log cannot be signed.
    """
    people = bring_in_people(folder)
    (places.home() / HERE).touch()
    cases = read(folder)
    ids = [one.id for one in cases]
    there = set(CaseRecord.objects.filter(pk__in=ids).values_list("pk", flat=True))
    new = [one for one in cases if one.id not in there]
    unissued = ""
    if new:
        _reserve(cases)
        unissued = printing.why_not()
        accounts = _accounts(persons_in(new))
        officers = {one.number: one for one in Officer.objects.select_related("account")}
        filled = {one.id: _filled(one, accounts, officers) for one in new if not unissued}
        issued = printing.printed(filled, progress)
        for number, one in enumerate(new, 1):
            with transaction.atomic():
                _keep(one, accounts, officers, issued.get(one.id, NOTHING))
            progress("cases", number, len(new))
    if new or Leaf.objects.filter(index=None).exists():
        sequence_all(signer())
        _pass_over_news(ids)
    return Loaded(people, len(new), len(cases), unissued)


def _filled(
    kept: Kept, accounts: Mapping[str, uuid.UUID], officers: Mapping[str, Officer]
) -> dict[int, printing.Filled]:
    """The papers that a case issues, filled from the case without its issues."""
    if not kept.issues:
        return {}
    with transaction.atomic():
        record = _keep(kept, accounts, officers, NOTHING)
        filled = printing.filled(kept, record) if record else {}
        transaction.set_rollback(True)
    return filled


def _keep(
    kept: Kept,
    accounts: Mapping[str, uuid.UUID],
    officers: Mapping[str, Officer],
    issued: Issued,
) -> CaseRecord | None:
    """The case as it is kept, with its handlers and drafts; None where it is there already."""
    answer = bring_in_case(kept.recorded(accounts, issued), timezone.now())
    lines = kept.lines_of(issued)
    if isinstance(answer, Refused):
        line, refusal = lines[answer.place], answer.refusal
        raise line.fault(
            f"{line.said['action']} on {line.said['on']}, refused as {refusal.code}: "
            f"{refusal.words}",
            ", ".join(refusal.lawful) or "nothing",
        )
    if answer is not None:
        _handlings(kept, answer, officers)
        _words(lines, answer, officers)
    return answer


def _handlings(kept: Kept, record: CaseRecord, officers: Mapping[str, Officer]) -> None:
    for number in kept.handlers:
        if number not in officers:
            raise kept.lines[0].fault(f"the handler {number}", "the number of an officer")
    Handling.objects.bulk_create(
        Handling(case=record, officer=officers[number], from_on=record.opened_on)
        for number in kept.handlers
    )


def _words(lines: Sequence[Line], record: CaseRecord, officers: Mapping[str, Officer]) -> None:
    """What the drafters wrote into papers."""
    events = list(record.events.order_by("seq"))
    for event, line in zip(events, lines, strict=True):
        for paper, values in line.said.get("words", {}).items():
            author = officers.get(event.by.partition("/")[2])
            if author is None or author.account is None:
                raise line.fault(f"words by {event.by}", "words of an officer's own event")
            PaperWords.objects.create(
                case=record, event=event.pk, paper=paper, values=values, account=author.account,
                at=event.at,
            )  # fmt: skip


def _accounts(names: set[str]) -> dict[str, uuid.UUID]:
    """The accounts of persons by the name they sign in with; officers act under their number."""
    rows = Account.objects.filter(username__in=names, officer=None)
    return dict(rows.values_list("username", "pk"))


def _reserve(cases: Iterable[Kept]) -> None:
    """Let numbers go on after those that the records state."""
    last: dict[tuple[str, str, int], int] = {}
    for agency, pattern, number in _numbers(cases):
        if (found := numbering.serial_in(pattern, number)) is not None:
            series = (agency, pattern, found[0])
            last[series] = max(last.get(series, 0), found[1])
    for (agency, pattern, year), serial in last.items():
        numbering.reserve(agency, pattern, year, serial)


def _numbers(cases: Iterable[Kept]) -> Iterator[tuple[str, str, str]]:
    """Each number that a record states, with the agency that gave it and the pattern."""
    for one in cases:
        try:
            texts = content.procedure(one.procedure).definitions
        except LookupError as error:
            raise one.lines[0].fault(f"{error}", "a procedure that there is") from error
        definition = latest(texts)
        seat = one.lines[0].said.get("data", {}).get(definition.seat, "")
        for line in one.lines:
            for name, value in line.said.get("data", {}).items():
                field = definition.fields.get(name)
                if field is not None and field.numbered:
                    yield seat, field.numbered, f"{value}"


def _pass_over_news(ids: Iterable[uuid.UUID]) -> None:
    """Let whoever follows the log begin behind the demonstration."""
    last = Leaf.objects.filter(event__case__in=list(ids)).order_by("-index").first()
    if last is None or last.index is None:
        return
    with transaction.atomic():
        row, _ = Follower.objects.select_for_update().get_or_create(pk=NOTICES)
        row.index = max(row.index, last.index + 1)
        row.save(update_fields=["index"])
