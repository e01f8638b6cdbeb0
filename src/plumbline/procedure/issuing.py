"""制发 -- which papers of a case were issued: sealed, numbered, and from then on what they are.

An issue is an event of the case. It states the event whose paper it is (`event`), which paper
(`paper`), its `number`, which wording of its drafter it was (`wording`), and the file exactly as it
was issued (`issued_file`, with its SHA-256); `is_copy` where that is a scan of the sealed paper.
Who issues a paper again says why (`reason`); the earlier issue stays in the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plumbline.procedure.definition import Action, Paper
from plumbline.procedure.event import ISSUE, VOID, Event, voided
from plumbline.procedure.fields import DataFault, is_given

if TYPE_CHECKING:
    from plumbline.procedure.case import Case


@dataclass(frozen=True, slots=True)
class Issue:
    """A paper of the event `of` as it was issued by `event`; `stands` until that event is taken
    out of account. `file` is its name, its size in bytes and its SHA-256.
    """

    event: Event
    of: str
    paper: str
    number: str
    wording: int
    file: Mapping[str, Any]
    is_copy: bool
    reason: str
    stands: bool

    @property
    def sha256(self) -> str:
        """The hash of the file, in hexadecimal."""
        return f"{self.file.get('sha256', '')}"


def issues(events: Iterable[Event]) -> tuple[Issue, ...]:
    """Every issue among the events of a case, in their order."""
    listed = [one for one in events if one.action in (ISSUE, VOID)]
    gone = voided(listed)
    return tuple(_issue(one, stands=one.id not in gone) for one in listed if one.action == ISSUE)


def issue_of(events: Iterable[Event], of: str, paper: str) -> Issue | None:
    """The issue of a paper of an event that counts: the latest that stands; None where none was."""
    found = [one for one in issues(events) if (one.of, one.paper, one.stands) == (of, paper, True)]
    return found[-1] if found else None


def undelivered_issue(case: Case, action: Action) -> Paper | None:
    """The paper that an action delivers although it was not issued: of the last event that brought
    one of them forth; None where it was issued, or there is none.
    """
    found = _delivered(case, action)
    if found is None or issue_of(case.events, found[0].id, found[1]):
        return None
    return case.definition.papers.get(found[1])


def delivered_issue(case: Case, event: Event) -> Issue | None:
    """The issue of the paper that an event of the case delivered, as it stood then; None where it
    delivered none, or one that was not issued.
    """
    action = case.definition.actions.get(event.action)
    if action is None or not action.delivers:
        return None
    before = [one for one in case.events if one.seq < event.seq]
    found = _delivered(case, action, before=event.seq)
    return issue_of(before, found[0].id, found[1]) if found else None


def fault_of_issue(case: Case, event: Event) -> DataFault | None:
    """Why a paper cannot be issued so: its event does not stand, has no such paper or is later;
    or the paper was issued and no reason is given.
    """
    gone = voided(case.events)
    standing = (one for one in case.events if one.id not in gone)
    named = next((one for one in standing if one.id == event.data.get("event")), None)
    if named is None:
        return DataFault("no_event_of_paper", {})
    paper, action = event.data.get("paper"), case.definition.actions.get(named.action)
    if action is None or paper not in action.papers:
        return DataFault("no_such_paper", {"paper": f"{paper}"})
    title = case.definition.papers[f"{paper}"].title
    if event.on < named.on:
        return DataFault("issued_before_made", {"paper": title})
    if issue_of(case.events, named.id, f"{paper}") and not is_given(event.data, "reason"):
        return DataFault("issued_already", {"paper": title})
    return None


def _issue(event: Event, *, stands: bool) -> Issue:
    said = event.data
    file, wording = said.get("issued_file"), said.get("wording")
    return Issue(
        event, f"{said.get('event', '')}", f"{said.get('paper', '')}", f"{said.get('number', '')}",
        wording if isinstance(wording, int) else 0, file if isinstance(file, dict) else {},
        said.get("is_copy") is True, f"{said.get('reason', '')}", stands,
    )  # fmt: skip


def _delivered(case: Case, action: Action, before: int | None = None) -> tuple[Event, str] | None:
    """The last standing event that brought forth a paper which an action delivers, and the paper;
    looked for among the events `before` a number, or all.
    """
    gone = voided(case.events)
    for event in reversed(case.events):
        made = case.definition.actions.get(event.action)
        if made is None or event.id in gone or (before is not None and event.seq >= before):
            continue
        for paper in action.delivers:
            if paper in made.papers:
                return event, paper
    return None
