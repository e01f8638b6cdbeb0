"""提醒 -- what somebody is to know about a case, who has confirmed it, and what was mailed.

A notice holds no personal value: which clock or action, which day, nothing else. Its id is made
from what it says, so that none is made twice. Nothing here is read by a rule.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models

from plumbline.store.models.agencies import Account
from plumbline.store.models.cases import CaseRecord

OPEN: Final = models.Q(acknowledged_at=None, settled_at=None)
"""Nobody has confirmed it, and what it is about has not settled itself."""


class Notice(models.Model):
    """Something about a case that one account is to know.

    `about` is the clock or the action, `event` what was recorded, `day` the due day or the day of
    the event; `was` the due day before it moved and `because` what had changed. `relation` is how
    the account stands to the case: handler, party, or head, to whom `escalates` was passed on;
    from `escalated_at` on it was passed on, or was found answered by another handler.
    `mail` is waiting, queued or dropped; empty where none is wanted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=60, blank=True)
    event = models.UUIDField(null=True)
    day = models.DateField()
    was = models.DateField(null=True)
    because = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=12)
    escalates = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="escalated_to"
    )
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, blank=True)

    class Meta:
        """Counted for the masthead; listed by account; mailed and escalated in turn."""

        indexes = (
            models.Index(fields=["account"], condition=OPEN, name="notices_open"),
            models.Index(fields=["account", "-made_at"], name="notices_of_account"),
            models.Index(fields=["case", "kind", "day"], name="notices_of_case"),
            models.Index(
                fields=["made_at"], condition=models.Q(mail="waiting"), name="notices_to_mail"
            ),
            models.Index(
                fields=["made_at"],
                condition=OPEN & models.Q(escalated_at=None),
                name="notices_to_escalate",
            ),
        )


class Follower(models.Model):
    """How far a job that follows the log has read: every leaf below `index`."""

    name = models.CharField(max_length=60, primary_key=True)
    index = models.BigIntegerField(default=0)
