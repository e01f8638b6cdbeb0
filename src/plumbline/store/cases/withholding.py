"""不予查阅 -- the files of a case that are withheld, and from whom: parties who did not send them.

Who handles, supervises or decides the case reads the whole file (行政复议法#47).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from plumbline.procedure import ISSUE, Case, Event, stating, withheld
from plumbline.procedure.each import several
from plumbline.procedure.withholding import WITHHELD, Withheld
from plumbline.store.access import Actor, Sight
from plumbline.store.cases import attachments
from plumbline.store.cases.internal import seen


@dataclass(frozen=True, slots=True)
class Marks:
    """The withheld files of a case, and those of them that the reader may not open, by SHA-256."""

    withheld: Mapping[str, Withheld] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


NO_MARKS: Final = Marks()
"""Nothing is withheld."""


def marks_for(case: Case, sight: Sight) -> Marks:
    """Which files of a case are withheld, and which from somebody."""
    marked = withheld(case)
    closed = (one for one in marked if not _reads_all(case, sight) and not _sent(case, sight, one))
    return Marks(marked, frozenset(closed))


def offered(case: Case, field_id: str) -> dict[str, str]:
    """The files that a field of an action may name, by SHA-256, each with its name: to withhold
    any that parties see, to disclose those that are withheld.
    """
    known = {one.sha256: one.name for one in _files(case)}
    marked = withheld(case)
    is_new = field_id == WITHHELD
    return {sha256: name for sha256, name in known.items() if (sha256 in marked) != is_new}


def _files(case: Case) -> Iterator[attachments.Attachment]:
    for event in seen(case, internal=False):
        yield from attachments.attachments_of(event)


def _reads_all(case: Case, sight: Sight) -> bool:
    """Whether somebody handles or supervises the case, or acts for an organ that decides it, whose
    doings nobody else records.
    """
    roles = case.definition.roles
    return sight.sees_internal or any(not roles[one.role].recorded_by for one in sight.actors)


def _sent(case: Case, sight: Sight, sha256: str) -> bool:
    """Whether somebody sent a file themselves, their agency did, or it was recorded as theirs."""
    events = [one for one in stating(case, sha256) if one.action != ISSUE]
    return any(_is_theirs(case, event, actor) for event in events for actor in sight.actors)


def _is_theirs(case: Case, event: Event, actor: Actor) -> bool:
    if actor.role != event.role:
        return False
    if event.by == actor.by:
        return True
    named = case.facts.get(case.definition.roles[actor.role].of)
    if actor.agency:
        by_another = event.agency not in several(named)
        theirs = case.concerns.get(event.id) or several(named)
        return actor.agency == event.agency or (by_another and actor.agency in theirs)
    # Written down at the counter: whose it was is known where the role is of one person only.
    is_alone = isinstance(named, list) and len(named) == 1
    return is_alone and bool(event.agency)
