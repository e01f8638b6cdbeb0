"""机关与人员 -- who may act: agencies in a dated tree, posts, officers, roles with their days.

An agency that is merged or split keeps its days and names its successor, so that what it did
stays its own. What a person may do on a day follows from the assignments of that day.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib.auth.models import AbstractUser
from django.db import models

KINDS: Final = (
    "government", "department", "dispatched_organ", "dispatched_office", "authorised_organisation",
    "entrusted_organisation", "brigade", "judicial_office",
)  # fmt: skip
"""Kinds of agencies: 政府、部门、派出机关、派出机构、授权组织、受委托组织、大队、司法所."""
LEVELS: Final = ("municipal", "district_county", "township_subdistrict")
"""Levels of government: 市、区县、乡镇（街道）."""


class Account(AbstractUser):
    """Somebody who signs in: an officer of an agency, or a citizen.

    Who was given a password by an administrator must change it before anything else. Notices go
    to the address by mail, in `language`, unless `wants_mail` says no.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    must_change_password = models.BooleanField(default=False)
    wants_mail = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    def get_full_name(self) -> str:
        """The name as it is written in Chinese: family name first, in one field."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """The same: a Chinese name is not cut."""
        return self.get_full_name()


class Agency(models.Model):
    """An organ or a unit of one. `code` never changes; names do.

    `word` stands for it in the numbers that it gives (机关代字). `tier` is one of the five kinds of
    units of the bureau's report, which is configuration; `division` the code of the place that it
    serves. Both days belong to its life: it exists from
    `from_on` until the day before `until_on`; None is unknown, or open.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100, blank=True)
    word = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, choices=[(kind, kind) for kind in KINDS])
    level = models.CharField(max_length=30, choices=[(level, level) for level in LEVELS])
    tier = models.CharField(max_length=40, blank=True)
    division = models.CharField(max_length=12, blank=True, db_index=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors",
        db_index=False,
    )  # fmt: skip

    class Meta:
        """Agencies are listed by code, which follows the divisions."""

        ordering = ("code",)
        indexes = (
            # Few have a successor. An index of all of them SQLite leaves aside once it has counted
            # that nearly every value is the same, and then each page reads through all agencies.
            models.Index(
                fields=["successor"],
                name="agencies_carried_on",
                condition=models.Q(successor__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Under which agency another stands, from a day until the day before another."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="places_below")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)


class Officer(models.Model):
    """A person who works for agencies; the account is None until one is given."""

    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    account = models.OneToOneField(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="officer"
    )

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """A certificate of an officer, such as 行政执法证, with its days."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="certificates")
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        """A number is given once for each kind."""

        constraints = (
            models.UniqueConstraint(fields=["kind", "number"], name="one_certificate_a_number"),
        )


class Assignment(models.Model):
    """A role of an officer in an agency, from a day until the day before another.

    `post` is the title as people say it. A deputy during absence has an assignment of the same
    role whose `stands_in_for` names the one of the absent officer.
    """

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="assignments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=60, db_index=True)
    post = models.CharField(max_length=100, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="deputies"
    )
