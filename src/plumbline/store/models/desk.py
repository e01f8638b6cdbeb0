"""工作台 -- what people keep about cases beside their events: who handles one, what is half typed.

Nothing here is read by a rule. Who has read personal values is kept for the person whom they
concern (个人信息保护法#51.1).
"""

from __future__ import annotations

import uuid

from django.db import models

from plumbline.store.models.agencies import Account, Officer
from plumbline.store.models.cases import CaseRecord


class Handling(models.Model):
    """An officer handles a case, from a day until the day before another (承办人)."""

    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="handlings")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="handlings")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="handlings_given"
    )

    class Meta:
        """An officer has a case once at a time; the desk asks for those that run."""

        constraints = (
            models.UniqueConstraint(
                fields=["case", "officer"],
                condition=models.Q(until_on=None),
                name="one_handling_at_a_time",
            ),
        )


class FormDraft(models.Model):
    """What somebody has typed into the form of an action and not sent yet.

    `case` is None for the form that opens a case. `event` is the id under which it will be sent,
    so that sending twice records once. Personal values stand here until it is sent or dropped.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    procedure = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, null=True, related_name="drafts")
    event = models.UUIDField(default=uuid.uuid4)
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        """One draft for each form of each person."""

        constraints = (
            models.UniqueConstraint(
                fields=["account", "procedure", "action"],
                condition=models.Q(case=None),
                name="one_draft_a_beginning",
            ),
            models.UniqueConstraint(
                fields=["account", "case", "action"], name="one_draft_an_action"
            ),
        )


class SentFile(models.Model):
    """A file that somebody sent with a form, until an event of theirs states it or it is dropped.

    What it counts for is how much somebody may leave here without ever sending a form.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sent_files")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """The same file counts once for each person."""

        constraints = (
            models.UniqueConstraint(fields=["account", "sha256"], name="one_sent_file_a_hash"),
        )
        indexes = (models.Index(fields=["sha256"], name="sent_files_by_hash"),)


class Reading(models.Model):
    """Somebody looked at a case; `personal` when values that concern a person were shown."""

    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="readings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    personal = models.BooleanField(default=False)
    what = models.CharField(max_length=60, blank=True)

    class Meta:
        """Asked for by case, the last first."""

        indexes = (models.Index(fields=["case", "-at"], name="readings_of_case"),)


class ListReading(models.Model):
    """Somebody looked at a list on which persons of these cases were named: the ids of the cases,
    sorted, 16 bytes each. A line for each page, where a line for each case would be fifty.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="list_readings")
    at = models.DateTimeField()
    cases = models.BinaryField()

    class Meta:
        """Asked for by account, the last first."""

        indexes = (models.Index(fields=["account", "-at"], name="readings_of_lists"),)


class Comment(models.Model):
    """A note among those who handle a case; never shown to its parties."""

    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="comments")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField()
    text = models.TextField(max_length=4000)
    removed_at = models.DateTimeField(null=True, blank=True)


class SavedView(models.Model):
    """A search over cases that somebody comes back to."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        """A name once for each person."""

        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["account", "name"], name="one_view_a_name"),)


class PaperWords(models.Model):
    """What a drafter wrote into a paper of a case that its events do not state.

    Each wording is a row of its own, the latest has the highest number; none is written over.
    Whoever writes the next says by its number which one they saw, so that of two at once one is
    told of the other. Erased words leave the row.
    """

    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="paper_words")
    event = models.UUIDField()
    paper = models.CharField(max_length=60)
    number = models.PositiveIntegerField(default=1)
    values = models.JSONField(default=dict)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="paper_words")
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The wordings of a paper of an event are numbered from 1."""

        constraints = (
            models.UniqueConstraint(
                fields=["event", "paper", "number"], name="one_wording_a_number"
            ),
        )
