"""邮件 -- notices by mail, where the environment names a mail server: what, which case, until when.

A mail holds no personal value. It is handed to the queue in the transaction that notes so, once;
the queue sends it, tries again when the server is away, and if its worker is killed between sending
and noting sends that one again, under the same Message-ID, which is made from the notice.
"""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from plumbline.store.models import Notice
from plumbline.store.notices.looking import FAULTS
from plumbline.store.notices.saying import said
from plumbline.store.notices.telling import is_mailed

log = logging.getLogger(__name__)

BATCH: Final = 200


def send_waiting() -> str | None:
    """Queue the mails of notices that wait; what was done, in a line.

    A notice that was confirmed or has settled meanwhile needs no mail.
    """
    queued = dropped = 0
    while found := _batch():
        queued, dropped = queued + found.count("queued"), dropped + found.count("dropped")
    if not (queued or dropped):
        return None
    return f"{queued} mails queued, {dropped} no longer wanted"


def _batch() -> list[str]:
    """What became of the next that wait."""
    with transaction.atomic():
        rows = Notice.objects.filter(mail="waiting").order_by("made_at", "pk")
        found = list(rows.select_related("account", "case", "escalates__account")[:BATCH])
        for one in found:
            one.mail = "queued" if _is_sent(one) else "dropped"
        Notice.objects.bulk_update(found, ["mail"])
    return [one.mail for one in found]


def _is_sent(notice: Notice) -> bool:
    """Queue the mail of a notice, if it is still wanted and its case can be read."""
    is_open = notice.acknowledged_at is None and notice.settled_at is None
    if not (is_open and is_mailed(notice.account)):
        return False
    try:
        message = message_of(notice)
    except FAULTS:  # one case that cannot be read keeps no other waiting
        log.exception("a notice cannot be worded", extra={"case": str(notice.case_id)})
        return False
    message.send()
    return True


def message_of(notice: Notice) -> EmailMessage:
    """The mail of a notice, in the language of its account."""
    (words,) = said([notice])
    context = {
        "one": words,
        "notice": notice,
        "link": settings.PLUMBLINE_ADDRESS + reverse("notice", args=[notice.pk]),
        "account_link": settings.PLUMBLINE_ADDRESS + reverse("account"),
    }
    with translation.override(notice.account.language or settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string("notices/subject.txt", context).split())
        body = render_to_string("notices/mail.txt", context)
    host = urlsplit(settings.PLUMBLINE_ADDRESS).hostname or "localhost"
    return EmailMessage(
        subject=subject,
        body=body,
        to=[notice.account.email],
        headers={
            "Message-ID": f"<notice.{notice.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
