"""定时任务 -- what the worker did last of each of its jobs, and how it ended."""

from __future__ import annotations

from django.db import models


class JobRun(models.Model):
    """A job by name: its last run, its last result, its last failure, and how often.

    A run that is begun and not ended was cut off, or goes on.
    """

    name = models.CharField(max_length=60, primary_key=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    runs = models.PositiveBigIntegerField(default=0)
    failures = models.PositiveBigIntegerField(default=0)
