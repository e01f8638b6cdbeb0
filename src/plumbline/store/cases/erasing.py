"""删除 -- personal values are erased with their salts; events, hashes and proofs stay as they are.

个人信息保护法#47 names the cases in which personal data must be erased; the reason is kept. What
was typed beside the events goes with them, and so do their files, unless another event states one.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Min, Q

from plumbline.procedure import ISSUE
from plumbline.store.cases import attachments, unnamed, words
from plumbline.store.cases.rows import event_of
from plumbline.store.models import (
    CaseRecord,
    Erasure,
    EventRecord,
    FormDraft,
    PaperWords,
    PersonalValue,
)


def erase(event: uuid.UUID, because: str, at: datetime) -> int:
    """Erase the personal values of one event for good, as `erase_all` does."""
    return erase_all([event], because, at)


def erase_all(events: Collection[uuid.UUID], because: str, at: datetime) -> int:
    """Erase the personal values of events for good, all or none, with what was written into their
    papers, the forms that are half typed, their files and those of papers that were issued after
    them; returns how many values there were.

    Raises ValueError without a reason.
    """
    if not because.strip():
        raise ValueError("because: found nothing; write the reason, with its article")
    said = because.strip()[:300]
    with transaction.atomic():
        records = _locked(events)
        events = {*events, *_issues_after(events)}
        there = EventRecord.objects.filter(pk__in=events)
        Erasure.objects.bulk_create(
            (Erasure(event=one, at=at, because=said) for one in there), ignore_conflicts=True
        )
        PaperWords.objects.filter(event__in=events, erased_at=None).update(values={}, erased_at=at)
        FormDraft.objects.filter(Q(event__in=events) | Q(case__in=_whole(events))).delete()
        kept = PersonalValue.objects.filter(event_id__in=events, erased_at=None)
        files = _files(events)
        count = kept.update(value=None, salt=None, erased_at=at, erased_because=said)
        words.keep_all(records)
        transaction.on_commit(partial(attachments.remove, files))
    return count


def _locked(events: Collection[uuid.UUID]) -> list[CaseRecord]:
    """The records of the cases of some events: until all is erased nobody appends to them, who
    might write again what they have just read.
    """
    cases = EventRecord.objects.filter(pk__in=events).values("case")
    return list(CaseRecord.objects.select_for_update().filter(pk__in=cases).order_by("pk"))


def _issues_after(events: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The issues of papers that came after one of some events, in whose files its values stand."""
    first = EventRecord.objects.filter(pk__in=events).values("case").annotate(since=Min("seq"))
    since = {row["case"]: row["since"] for row in first}
    issued = EventRecord.objects.filter(case__in=since, action=ISSUE)
    return {key for key, case, seq in issued.values_list("pk", "case", "seq") if seq > since[case]}


def _whole(events: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The cases of which every event is among those."""
    rows = EventRecord.objects.filter(pk__in=events).values_list("case", flat=True)
    others = EventRecord.objects.filter(case__in=set(rows)).exclude(pk__in=events)
    return set(rows) - set(others.values_list("case", flat=True))


def _files(events: Collection[uuid.UUID]) -> set[str]:
    """The files that these events, which are erased, state and nothing else names any more."""
    rows = EventRecord.objects.filter(pk__in=events)
    stated = {one.sha256 for row in rows for one in attachments.attachments_of(event_of(row))}
    return stated - still_named(stated)


def erased_among(files: Collection[str]) -> set[str]:
    """Which of some files, by their hashes, events name that were erased, and nothing else does."""
    return unnamed.named_among(files) - still_named(files)


def still_named(files: Collection[str]) -> set[str]:
    """Which of some files, by their hashes, something names that was not erased."""
    return unnamed.named_among(files, _erased())


def _erased() -> set[uuid.UUID]:
    """The events that were erased."""
    return {*Erasure.objects.values_list("event", flat=True)}
