"""文书文字 -- what drafters wrote into the papers of a case, each wording kept beside the next.

A paper of a case file says what it says because somebody wrote it: who wrote what and when stays
to be seen. The words themselves may name anybody, and are erased with the values of their event
(个人信息保护法#47); that there was a wording, by whom and when, stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from plumbline.procedure import ISSUE, VOID
from plumbline.procedure.issuing import issue_of
from plumbline.store.cases.rows import event_of
from plumbline.store.models import Account, CaseRecord, EventRecord, PaperWords

LONGEST: Final = 50_000  # characters of a wording


@dataclass(frozen=True, slots=True)
class Change:
    """A place of a paper by its id, before and after."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a paper: which it is, by whom and when, and what it changed. `is_erased` where
    its words were erased, or those before it.
    """

    number: int
    by: str
    at: datetime
    changes: tuple[Change, ...]
    is_erased: bool


def of_paper(event: uuid.UUID | str, paper: str) -> QuerySet[PaperWords]:
    """The wordings of a paper of an event, the latest first."""
    return PaperWords.objects.filter(event=event, paper=paper).order_by("-number")


def write(
    record: CaseRecord, paper: tuple[uuid.UUID, str], values: Mapping[str, str], by: Account,
    at: datetime, *, over: int,
) -> bool:  # fmt: skip
    """Keep a wording of a paper, (event, form), over what its writer saw, as `seen` has it. False
    when somebody wrote another meanwhile, what they saw was erased, or the paper was issued:
    nothing is kept then. What is worded as it was leaves no second wording.
    """
    event, form = paper
    said = _kept(values)
    try:
        with transaction.atomic():
            # Erasing, issuing and writing wait for each other.
            CaseRecord.objects.select_for_update().get(pk=record.pk)
            if is_issued(record, event, form):
                return False
            last = of_paper(event, form).first()
            if last is not None and not last.erased_at and last.values == said:
                return True
            if seen(last) != over:
                return False
            _create(record, paper, said, last, by, at)
    except IntegrityError:  # two at once, and the other was first
        return False
    return True


def reword(
    record: CaseRecord, paper: tuple[uuid.UUID, str], values: Mapping[str, str], by: Account,
    at: datetime,
) -> PaperWords | None:  # fmt: skip
    """Keep a wording of a paper that is being issued again, and return the latest; the caller holds
    the case, and records the issue with its reason in the same transaction.
    """
    last, said = of_paper(*paper).first(), _kept(values)
    if (last is None and not said) or (last and not last.erased_at and last.values == said):
        return last
    return _create(record, paper, said, last, by, at)


def is_issued(record: CaseRecord, event: uuid.UUID | str, paper: str) -> bool:
    """Whether a paper of an event was issued, and that counts."""
    rows = EventRecord.objects.filter(case=record, action__in=[ISSUE, VOID]).order_by("seq")
    return issue_of([event_of(row) for row in rows], f"{event}", paper) is not None


def _kept(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text[:LONGEST] for name, text in values.items() if text.strip()}


def _create(
    record: CaseRecord, paper: tuple[uuid.UUID, str], said: Mapping[str, str],
    last: PaperWords | None, by: Account, at: datetime,
) -> PaperWords:  # fmt: skip
    event, form = paper
    return PaperWords.objects.create(
        case=record, event=event, paper=form, number=(last.number if last else 0) + 1,
        values=dict(said), account=by, at=at,
    )  # fmt: skip


def seen(last: PaperWords | None) -> int:
    """What a writer sees of a paper as a number that grows with every wording, and when the latest
    is erased; 0 where there is none.
    """
    return 2 * last.number + bool(last.erased_at) if last else 0


def history(event: uuid.UUID | str, paper: str, start: int, count: int) -> list[Wording]:
    """So many wordings of a paper from the `start`th latest on, each with what it changed."""
    rows = list(of_paper(event, paper).select_related("account")[start : start + count + 1])
    earlier = [*rows[1:], None]
    return [_wording(row, before) for row, before in zip(rows, earlier, strict=True)][:count]


def _wording(row: PaperWords, before: PaperWords | None) -> Wording:
    old = before.values if before else {}
    names = [*row.values, *(name for name in old if name not in row.values)]
    changes = (Change(one, old.get(one, ""), row.values.get(one, "")) for one in names)
    gone = row.erased_at or (before.erased_at if before else None)
    return Wording(
        row.number, row.account.get_full_name(), row.at,
        tuple(one for one in changes if one.before != one.after), bool(gone),
    )  # fmt: skip
