"""管理留痕 -- what administrators changed, and the spreadsheets that they are looking at."""

from __future__ import annotations

import uuid

from django.db import models

from plumbline.store.models.agencies import Account, Agency


class FormerName(models.Model):
    """A name that an agency had until the day before another."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    until_on = models.DateField()

    class Meta:
        """The latest comes first."""

        ordering = ("-until_on", "-pk")


class ChangeNote(models.Model):
    """Who changed what of an agency or its people, and when: the values before and after.

    Agency and officer are named by code and number, so that a note outlives both; `by_name` is
    that of the command line where nobody was signed in. Notes are only ever added.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=100)
    agency = models.CharField(max_length=40, db_index=True)
    officer = models.CharField(max_length=40, blank=True, db_index=True)
    what = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        """The latest comes first."""

        ordering = ("-at", "-pk")


class UploadedSheet(models.Model):
    """A spreadsheet between its preview and its confirmation; gone after either,
    or in the night after it was a day old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    at = models.DateTimeField()
