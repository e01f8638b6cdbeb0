"""案件 -- what happened: events that are only ever appended, and what lists show of a case.

An event is the one truth about its case. A `CaseRecord` is a projection of its events, written in
the transaction of each and made again by `plumbline reindex`; rules never read it. Personal values
stand apart, so that they can be erased: the event holds commitments only (个人信息保护法#47).
"""

from __future__ import annotations

import uuid

from django.db import models


class CaseRecord(models.Model):
    """A case as lists show it: where it stands, and which day comes next.

    `agency` is the code of the one that handles it, `number` the first that it was given,
    `due_role` the role that stops the clock which ends next, `found_on` the first day on which
    something is found in an open case that a named officer should answer. `length` is how many
    events it has; a writer who expected another number is stale. `counted_under` says which
    calendars, clocks and definitions the days were computed with; `look_on` is the next day on
    which something comes by itself, silence or a notice, which the worker looks at.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.CharField(max_length=60)
    revision = models.CharField(max_length=80)
    agency = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=120, blank=True, db_index=True)
    stage = models.CharField(max_length=60)
    is_open = models.BooleanField(default=True)
    opened_on = models.DateField()
    last_on = models.DateField()
    due_on = models.DateField(null=True)
    due_clock = models.CharField(max_length=60, blank=True)
    due_role = models.CharField(max_length=60, blank=True)
    found_on = models.DateField(null=True)
    length = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=80, blank=True)
    counted_under = models.CharField(max_length=40, blank=True)
    look_on = models.DateField(null=True)

    class Meta:
        """The orders of lists, for one agency and for all: the first rows of a list are found
        without looking at the rest of it, and without looking at the cases of others."""

        indexes = (
            models.Index(fields=["agency", "-is_open", "due_on", "id"], name="cases_of_agency"),
            models.Index(fields=["agency", "-last_on", "id"], name="cases_of_agency_by_last"),
            models.Index(fields=["agency", "-opened_on", "id"], name="cases_of_agency_by_opened"),
            models.Index(fields=["procedure", "stage", "due_on"], name="cases_of_procedure"),
            models.Index(fields=["look_on"], name="cases_to_look_at"),
            models.Index(fields=["is_open", "counted_under"], name="cases_counted"),
            models.Index(fields=["-is_open", "due_on", "id"], name="cases_by_due"),
            models.Index(
                fields=["agency", "found_on", "id"],
                condition=models.Q(found_on__isnull=False),
                name="cases_found_of_agency",
            ),
            models.Index(
                fields=["found_on", "id"],
                condition=models.Q(found_on__isnull=False),
                name="cases_found",
            ),
            models.Index(fields=["-last_on", "id"], name="cases_by_last"),
            models.Index(fields=["-opened_on", "id"], name="cases_by_opened"),
        )


class CaseParty(models.Model):
    """Whose role in a case it is: an agency by its code, or a person by the account that acted.

    A projection of the case, as its record is. An agency that is no party any more, since the
    case moved to another, is none here. `handles` says that it is a role of the agency that
    handles the case.
    """

    case = models.ForeignKey(
        CaseRecord, on_delete=models.CASCADE, related_name="parties", db_index=False
    )
    role = models.CharField(max_length=60)
    agency = models.CharField(max_length=40, blank=True)
    account = models.ForeignKey(
        "store.Account", on_delete=models.PROTECT, null=True, related_name="cases"
    )
    handles = models.BooleanField(default=False)

    class Meta:
        """A list asks for the cases of others in which an agency has a role, or of an account."""

        constraints = (
            models.UniqueConstraint(
                fields=["case", "role", "agency"],
                condition=models.Q(account=None),
                name="one_agency_a_role",
            ),
            models.UniqueConstraint(fields=["case", "role", "account"], name="one_person_a_role"),
        )
        indexes = (models.Index(fields=["agency", "handles", "role"], name="parties_of_agency"),)


class CaseWord(models.Model):
    """What a case is found by in the agency that handles it: an end of its number, or of the name
    of a person in it (`is_name`), in UTF-8, which both databases sort alike.

    A projection of the case and of its personal values; what is erased is not in it.
    """

    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="words")
    agency = models.CharField(max_length=40)
    is_name = models.BooleanField()
    ending = models.BinaryField()

    class Meta:
        """A search reads one stretch of one agency, however many cases others have."""

        constraints = (
            models.UniqueConstraint(
                fields=["agency", "is_name", "ending", "case"], name="one_word_a_case"
            ),
        )


class Serial(models.Model):
    """The last number of a series that an agency gave in a year."""

    agency = models.CharField(max_length=40)
    series = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """An agency counts a series from one each year."""

        constraints = (
            models.UniqueConstraint(fields=["agency", "series", "year"], name="one_series_a_year"),
        )


class EventRecord(models.Model):
    """One event of a case as it was sealed. Rows are never changed and never removed: a trigger
    forbids both on PostgreSQL, and the first on SQLite."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(
        CaseRecord, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    agency = models.CharField(max_length=40, blank=True)
    revision = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=80, blank=True)
    hash = models.CharField(max_length=80, unique=True)

    class Meta:
        """Two writers cannot both have been the next; the same index finds the events of a case."""

        constraints = (models.UniqueConstraint(fields=["case", "seq"], name="one_event_a_place"),)
        indexes = (
            # What everybody may see is few among all that happened.
            models.Index(
                fields=["-on"], name="published_events", condition=models.Q(action="publish")
            ),
        )


class PersonalValue(models.Model):
    """A personal value that an event commits to, with its salt, until both are erased."""

    event = models.ForeignKey(
        EventRecord, on_delete=models.PROTECT, related_name="personal", db_index=False
    )
    pointer = models.CharField(max_length=200)
    value = models.JSONField(null=True)
    salt = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)
    erased_because = models.CharField(max_length=300, blank=True)

    class Meta:
        """A place of an event has one value."""

        constraints = (
            models.UniqueConstraint(fields=["event", "pointer"], name="one_value_a_place"),
        )


class Erasure(models.Model):
    """An event that was erased, with its reason: its personal values, if it has any, and the files
    that it states, unless another event states them."""

    event = models.OneToOneField(
        EventRecord, on_delete=models.PROTECT, primary_key=True, related_name="erasure"
    )
    at = models.DateTimeField()
    because = models.CharField(max_length=300)
