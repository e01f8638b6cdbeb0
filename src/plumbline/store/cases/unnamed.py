"""无主文件 -- what was sent with a form that was never recorded is not kept for ever.

个人信息保护法#19: no longer than its purpose needs.
"""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from plumbline.store.cases import attachments
from plumbline.store.models import EventRecord, FormDraft, PersonalValue, SentFile

FILES_KEPT: Final = timedelta(days=30)
"""For how long a file is kept that no event and no draft names."""

DRAFTS_KEPT: Final = timedelta(days=90)
"""For how long a form is kept that nobody typed in."""

_HASH: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_STRING: Final = re.compile(r'"([^"\\:]{64,}):')
"""The payload of a signed token, in which a draft names a file that was sent with it."""


def drop_old_drafts() -> str | None:
    """Drop the forms that nobody typed in for long: what stands in them may concern persons."""
    count, _ = FormDraft.objects.filter(saved_at__lt=timezone.now() - DRAFTS_KEPT).delete()
    return f"{count} drafts dropped" if count else None


def drop_unnamed_files() -> str | None:
    """Drop the files that no event and no draft names, once they were kept for long."""
    old = {one for one in attachments.folder().all() if _is_old(one)}
    lost = old - named_among(old) if old else old
    attachments.remove(one for one in lost if _is_old(one))  # it may just have been sent again
    # What still stands after so long was stated by somebody else, or in another way.
    SentFile.objects.filter(at__lt=timezone.now() - DRAFTS_KEPT).delete()
    return f"{len(lost)} files dropped" if lost else None


def named_among(files: Collection[str], apart_from: Collection[uuid.UUID] = ()) -> set[str]:
    """Which of some files, by their hashes, an event or a draft names; some events left aside."""
    wanted, left_aside = {*files}, {*apart_from}
    found: set[str] = set()
    if not wanted:
        return found
    for text in _texts(left_aside):
        found |= wanted & {*hashes_in(text)}
    return found


def hashes_in(text: str) -> Iterator[str]:
    """The hashes that JSON names, in the open or in the payload of a signed token."""
    yield from _HASH.findall(text)
    for payload in _STRING.findall(text):
        try:
            said = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        except (binascii.Error, ValueError):
            continue
        yield from _HASH.findall(said.decode("utf-8", "replace"))


def _texts(left_aside: set[uuid.UUID]) -> Iterator[str]:
    """All JSON that may name a file."""
    events = EventRecord.objects.annotate(said=Cast("data", TextField()))
    values = PersonalValue.objects.annotate(said=Cast("value", TextField()))
    for rows in (
        events.filter(said__contains="sha256").values_list("pk", "said"),
        values.filter(said__contains="sha256").values_list("event", "said"),
    ):
        yield from (text for key, text in rows.iterator() if key not in left_aside)
    drafts = FormDraft.objects.annotate(said=Cast("values", TextField()))
    yield from drafts.values_list("said", flat=True).iterator()


def _is_old(sha256: str) -> bool:
    try:
        changed = attachments.folder().path_of(sha256).stat().st_mtime
    except FileNotFoundError:
        return False
    return datetime.fromtimestamp(changed, UTC) < timezone.now() - FILES_KEPT
