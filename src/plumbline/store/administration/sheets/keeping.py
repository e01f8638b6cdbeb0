"""上传留存 -- how long a spreadsheet waits for its confirmation: a day, since it names people."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from plumbline.store.models import UploadedSheet

KEPT_FOR: Final = timedelta(days=1)


def drop_unconfirmed() -> str | None:
    """Drop the spreadsheets that nobody confirmed within KEPT_FOR; what was done, in a line."""
    old = UploadedSheet.objects.filter(at__lt=timezone.now() - KEPT_FOR)
    dropped, _ = old.delete()
    return f"{dropped} uploaded tables dropped" if dropped else None
