"""邮件 -- a mail is handed to the worker, so that no page waits for a mail server.

Whatever sends a mail by Django's own functions comes here; the worker sends it on through the
server that PLUMBLINE_MAIL names, or else puts it into the folder `mail` of the home.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import task


class Queued(BaseEmailBackend):
    """Queues each mail as a task, in the transaction of whoever sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue them; how many. Raises ValueError for a mail with attachments."""
        for message in email_messages:
            send.enqueue(_as_json(message))
        return len(email_messages)


def _as_json(message: EmailMessage) -> dict[str, Any]:
    if message.attachments:
        raise ValueError("mail: found attachments; write the address of the page instead")
    # A mail that is sent twice, because the worker died just after, is known by its id.
    headers = {"Message-ID": make_msgid(domain="plumbline")} | dict(message.extra_headers)
    alternatives = getattr(message, "alternatives", None) or []
    return {
        "subject": str(message.subject), "body": str(message.body),
        "from_email": message.from_email, "to": list(message.to), "cc": list(message.cc),
        "bcc": list(message.bcc), "reply_to": list(message.reply_to),
        "headers": {name: str(value) for name, value in headers.items()},
        "alternatives": [[str(content), str(kind)] for content, kind in alternatives],
    }  # fmt: skip


@task()
def send(mail: dict[str, Any]) -> None:
    """Send a queued mail."""
    connection = get_connection(settings.PLUMBLINE_MAIL_BACKEND)
    alternatives = [(content, kind) for content, kind in mail["alternatives"]]
    EmailMultiAlternatives(**mail | {"alternatives": alternatives, "connection": connection}).send()
