"""送来文件 -- files that somebody sent with forms and that no event states yet: so many at most.

A file is kept as soon as it is sent, so that a fault elsewhere in the form loses nothing. How much
of that one account may leave here is bounded, and it ends: with the event that states the file, or
with the night in which nothing names it any more (个人信息保护法#19).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Sum

from plumbline.store.cases import attachments, unnamed
from plumbline.store.models import Account, FormDraft, SentFile

MOST_FILES: Final = 100
"""Files of an account that wait for their forms."""

MOST_BYTES: Final = 500 * 2**20
"""Bytes of them together."""


def keep(account: Account, name: str, data: bytes, at: datetime) -> dict[str, Any]:
    """Keep a file that somebody sent, and return what an event states of it.

    Raises NotTaken, with `count` or `room` when more of theirs wait than may.
    """
    attachments.checked(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)  # two at once are counted in turn
        mine = SentFile.objects.filter(account=account)
        if not mine.filter(sha256=sha256).update(at=at):
            _check_room(account, name, len(data))
            SentFile.objects.create(account=account, sha256=sha256, size=len(data), at=at)
    return attachments.keep(name, data)


def _check_room(account: Account, name: str, size: int) -> None:
    waiting = SentFile.objects.filter(account=account).aggregate(n=Count("pk"), size=Sum("size"))
    if waiting["n"] >= MOST_FILES:
        raise attachments.NotTaken("count", name, f"{waiting['n']}", f"{MOST_FILES}")
    if (found := waiting["size"] or 0) + size > MOST_BYTES:
        raise attachments.NotTaken("room", name, f"{found}", f"{MOST_BYTES}")


def recorded(account: Account, files: Iterable[str]) -> None:
    """An event states these files, by their hashes: they wait no more."""
    SentFile.objects.filter(account=account, sha256__in=set(files)).delete()


def given_up(draft: FormDraft) -> None:
    """A draft is not wanted: the files sent with it go this night, unless something else names
    them.
    """
    named = {*unnamed.hashes_in(json.dumps(draft.values))}
    mine = SentFile.objects.filter(account=draft.account_id, sha256__in=named)
    for sha256 in mine.values_list("sha256", flat=True):
        path = attachments.folder().path_of(sha256)
        if path.exists():
            os.utime(path, (0, 0))
