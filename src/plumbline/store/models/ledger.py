"""存证 -- the Merkle log as the database keeps it: leaves, rows of hashes, signed checkpoints."""

from __future__ import annotations

from django.db import models

from plumbline.store.models.cases import EventRecord


class Leaf(models.Model):
    """An event's place in the log. It is written with the event and has no index until the
    sequencer gives it one; between `promised_at` and `placed_at` lies what the promise is of."""

    event = models.OneToOneField(EventRecord, on_delete=models.PROTECT, primary_key=True)
    hash = models.BinaryField()
    promised_at = models.DateTimeField()
    index = models.BigIntegerField(null=True, unique=True)
    placed_at = models.DateTimeField(null=True)


class Tile(models.Model):
    """Up to 256 hashes of a row of the log, one after another."""

    row = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        """A tile of a row is one row of the table."""

        constraints = (models.UniqueConstraint(fields=["row", "number"], name="one_tile_a_place"),)


class SignedCheckpoint(models.Model):
    """A signed root of the log at a size, as it was published."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()


class LogHash(models.Model):
    """The hash that the log has taken when it began, for good: `sha256` or `sm3`. There is one
    row, of number 1, so that of two who begin a log at once one fails."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    name = models.CharField(max_length=10)


class LogKey(models.Model):
    """A key that the log publishes, `name+id+key`, for the checkpoints from a size on. The first
    has the number 1, so that of two who begin a log at once one fails."""

    number = models.PositiveIntegerField(primary_key=True)
    text = models.CharField(max_length=400, unique=True)
    from_size = models.BigIntegerField()
