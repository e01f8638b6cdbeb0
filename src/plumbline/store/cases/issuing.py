"""制发 -- a paper is issued once its words stand: from then on it is a thing of the history.

The event of the issue names the file by its hash; the file is kept with the attachments. Afterwards
nobody rewords the paper but by issuing it again, with a reason; every earlier issue stays readable.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from plumbline.papers import Paper, write_pdf
from plumbline.papers.paper import text_of
from plumbline.procedure import ISSUE, Case, Event, Refusal
from plumbline.procedure.issuing import Issue, issues
from plumbline.store.access import Actor
from plumbline.store.cases import attachments, wordings
from plumbline.store.cases.appending import Appended, Draft, Stale, append
from plumbline.store.models import Account, CaseRecord

LONGEST_NUMBER: Final = 100


@dataclass(frozen=True, slots=True)
class Issuing:
    """What somebody wants to issue: which paper of which event, for which day, under which number.

    `file` is what an event states of a scan of the sealed paper, if there is one; else the paper
    itself is printed. `words` are what it is to say from now on, where it was issued before and is
    reworded; `over` is what the writer saw of its wordings, `expected` how long the case was.
    """

    id: uuid.UUID
    event: uuid.UUID
    paper: str
    on: date
    number: str = ""
    reason: str = ""
    file: Mapping[str, Any] | None = None
    words: Mapping[str, str] | None = None
    over: int = 0
    expected: int = 0


def issue(
    record: CaseRecord, wanted: Issuing, printed: Paper, who: tuple[Account, Actor], at: datetime
) -> Appended | Refusal | Stale | None:
    """Issue a paper as `printed`, or the scan of it: its file kept, its event recorded, together.

    None when somebody worded the paper anew meanwhile. Raises PapersNeed where the extra `pdf` is
    not installed and there is no scan.
    """
    file = wanted.file or attachments.keep(name_of(printed, wanted.number), write_pdf(printed))
    account, actor = who
    paper = (wanted.event, wanted.paper)
    with transaction.atomic():
        # Whoever rewords the paper waits for this, and finds it issued.
        CaseRecord.objects.select_for_update().get(pk=record.pk)
        last = wordings.of_paper(*paper).first()
        if wordings.seen(last) != wanted.over:
            return None
        if wanted.words is not None and wanted.reason:
            last = wordings.reword(record, paper, wanted.words, account, at)
        said = {
            "event": str(wanted.event), "paper": wanted.paper, "issued_file": dict(file),
            "wording": last.number if last else 0,
        }  # fmt: skip
        said |= {"number": wanted.number} if wanted.number else {}
        said |= {"reason": wanted.reason} if wanted.reason else {}
        said |= {"is_copy": True} if wanted.file else {}
        draft = Draft(
            id=wanted.id, case=record.pk, procedure=record.procedure, action=ISSUE, on=wanted.on,
            by=actor.by, agency=actor.agency, data=said, expected=wanted.expected,
        )  # fmt: skip
        done = append(draft, at)
        if not isinstance(done, Appended):
            transaction.set_rollback(True)
        return done


def name_of(printed: Paper, number: str) -> str:
    """What the file of a paper is called that is issued under a number, or under its own."""
    return f"{printed.title}{number or text_of(printed.number).strip()}.pdf"


def standing(case: Case) -> dict[tuple[str, str], Issue]:
    """The issues of a case that count, each the latest of its paper, by event and paper."""
    return {(one.of, one.paper): one for one in issues(case.recorded.events) if one.stands}


def all_of(case: Case, event: Event, paper: str) -> list[Issue]:
    """Every issue of a paper of an event, the last first, with those that do not count any more."""
    found = (
        one for one in issues(case.recorded.events) if (one.of, one.paper) == (event.id, paper)
    )
    return [*found][::-1]


def is_own(case: Case, event: Event) -> bool:
    """Whether the paper of an event is that of a party, which nobody issues: it is theirs as they
    sent it.
    """
    role = case.definition.roles.get(event.role)
    return role is not None and bool(role.recorded_by)


def titled(case: Case, event: Event) -> tuple[str, str]:
    """What the paper is called that an event issued, and its number; empty for other events."""
    found = next(iter(issues([event])), None)
    if found is None:
        return "", ""
    paper = case.definition.papers.get(found.paper)
    return (paper.title if paper else found.paper), found.number


def attachment_of(issue: Issue) -> attachments.Attachment:
    """The file of an issue."""
    return attachments.Attachment(
        f"{issue.file.get('name', '')}", int(issue.file.get("bytes", 0)), issue.sha256
    )


def is_kept(issue: Issue) -> bool:
    """Whether the file of an issue is still there, and was not erased."""
    return attachments.folder().path_of(issue.sha256).exists()
