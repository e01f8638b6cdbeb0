"""提醒用语 -- what a notice is about, in the words of its definition; nothing of any person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plumbline.procedure import Definition
from plumbline.store.cases import content
from plumbline.store.models import Notice
from plumbline.store.notices.telling import DUE


@dataclass(frozen=True, slots=True)
class Said:
    """A notice with the words for what it holds as codes.

    `name` is what the case is called, `about` the title of the clock or the action, `because` the
    kinds of content that have changed, `unanswered` who had not confirmed it. Codes stand in the
    place of titles where the procedure is not known any more.
    """

    notice: Notice
    name: str
    procedure: str
    about: str
    because: Sequence[str] = ()
    unanswered: str = ""
    is_known: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it waits to be confirmed."""
        return self.notice.acknowledged_at is None and self.notice.settled_at is None

    @property
    def is_due(self) -> bool:
        """Whether it is about a due day."""
        return self.notice.kind in (*DUE, "escalated", "due_moved")


def said(notices: Iterable[Notice]) -> list[Said]:
    """Notices in words; their cases are to be loaded with them."""
    return [_said(one) for one in notices]


def _said(notice: Notice) -> Said:
    record = notice.case
    definition = _definition(notice)
    procedure = definition.title if definition else record.procedure
    first = notice.escalates.account.get_full_name() if notice.escalates else ""
    return Said(
        notice=notice,
        name=record.number or f"{procedure} {str(record.pk)[:8]}",
        procedure=procedure,
        about=_title(definition, notice),
        because=tuple(notice.because.split(",")) if notice.because else (),
        unanswered=first,
        is_known=definition is not None,
    )


def _definition(notice: Notice) -> Definition | None:
    try:
        return content.definition_of(notice.case.procedure, notice.case.revision)
    except content.UnknownProcedure:
        return None


def _title(definition: Definition | None, notice: Notice) -> str:
    if notice.kind in ("given", "mention"):
        return ""
    if definition is None:
        return notice.about
    if notice.kind in ("event", "silence"):
        action = definition.action(notice.about)
        return action.title if action else notice.about
    clock = definition.clocks.get(notice.about.partition("/")[0])
    return clock.title if clock else notice.about
