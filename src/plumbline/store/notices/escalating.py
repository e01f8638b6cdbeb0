"""逐级提醒 -- what no officer has confirmed within a working day goes to the head, who is told so.

It is enough that one of those who were told confirms. A notice whose clock has stopped is settled
and goes nowhere.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from plumbline.clock import Calendar
from plumbline.store.cases import content
from plumbline.store.models import CaseRecord, Notice
from plumbline.store.models.notices import OPEN
from plumbline.store.notices import recipients
from plumbline.store.notices.looking import FAULTS, look_at
from plumbline.store.notices.telling import DUE, Told, tell

log = logging.getLogger(__name__)

ONE_DAY: Final = timedelta(days=1)


def answer_by(made_at: datetime, days: int, calendar: Calendar) -> datetime:
    """Until when a notice is to be confirmed: the same hour so many working days later. One made
    on a day of rest counts as made when the next working day begins.
    """
    moment = timezone.localtime(made_at)
    if not calendar.is_working_day(moment.date()):
        day = _next(moment.date(), calendar)
        moment = timezone.make_aware(datetime.combine(day, time.min))
    for _ in range(days):
        day = _next(moment.date(), calendar)
        moment = datetime.combine(day, moment.time(), tzinfo=moment.tzinfo)
    return moment


def _next(day: date, calendar: Calendar) -> date:
    day += ONE_DAY
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def escalate(at: datetime | None = None) -> str | None:
    """Pass on every notice of a due day that nobody has confirmed in time; what was done."""
    at = at or timezone.now()
    passed = sum(_passed_on(one, at) for one in list(_unanswered(at)))
    return f"{passed} notices passed on" if passed else None


def _unanswered(at: datetime) -> Iterator[Notice]:
    after, calendar = content.reminding().escalate_after, content.calendar()
    rows = Notice.objects.filter(
        OPEN, escalated_at=None, kind__in=DUE, relation="handler", made_at__lte=at - ONE_DAY
    )
    for one in rows.order_by("made_at"):
        if answer_by(one.made_at, after, calendar) <= at:
            yield one


def _passed_on(notice: Notice, at: datetime) -> int:
    """How many were told; none where the case cannot be read, so that the next are."""
    try:
        return _pass_on(notice, at)
    except FAULTS:
        log.exception("a notice cannot be passed on", extra={"case": str(notice.case_id)})
        return 0


def _pass_on(notice: Notice, at: datetime) -> int:
    """Tell the head, unless there is nothing left to tell; returns how many were told."""
    on = timezone.localdate(at)
    look_at(notice.case_id, on, at)  # which settles what is settled
    with transaction.atomic():
        record = CaseRecord.objects.select_for_update().get(pk=notice.case_id)
        same = Notice.objects.filter(
            case=record, kind=notice.kind, about=notice.about, day=notice.day, relation="handler"
        )
        if not same.filter(OPEN, escalated_at=None, pk=notice.pk).exists():
            return 0
        told = 0
        if not same.exclude(acknowledged_at=None).exists():
            definition = content.definition_of(record.procedure, record.revision)
            known = set(same.values_list("account", flat=True))
            to = recipients.without(recipients.heads(record, definition, on), known)
            what = Told("escalated", notice.about, notice.day)
            told = tell(record, what, to, at, escalates=notice)
        same.update(escalated_at=at)
    return told
