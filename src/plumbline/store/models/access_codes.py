"""查询码 -- with which a party, a representative or an agent comes to the case with an account."""

from __future__ import annotations

from django.db import models

from plumbline.store.models.agencies import Account
from plumbline.store.models.cases import CaseRecord


class AccessCode(models.Model):
    """A code that was handed over on paper: its `handle` in the open, the secret hashed.

    It is good for one account, once, until it expires or another is given. Failed attempts are
    counted; after a few of them it is locked for a while. `seat` says where the case names whom it
    is for, empty in codes from before there were several; `coming_as` whether that is the party.
    """

    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="access_codes")
    role = models.CharField(max_length=60)
    seat = models.CharField(max_length=120, blank=True)
    coming_as = models.CharField(max_length=20, blank=True)
    handle = models.CharField(max_length=8, unique=True)
    secret = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="codes_given")
    expires_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
