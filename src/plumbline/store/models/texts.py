"""存储 -- the tables of the library. Everything here can be built again from the originals.

An original is kept as it came, under its hash. A work has versions; a version is made
of one text or, for a code that came in books, of several. What is derived from texts
(provisions, citations, effects) is replaced as a whole, never edited.
"""

from __future__ import annotations

from typing import Final

from django.db import models

UNDERIVED: Final = ""
"""The lexicon of a version of which nothing is derived yet, so that nobody is shown it."""
STALE: Final = "stale"
"""The lexicon of a version that is shown as it was, until it is derived anew."""


class Original(models.Model):
    """A file as it came in: its bytes lie in the folder of originals under this hash."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=500)
    format = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20, blank=True)
    size = models.BigIntegerField()
    imported_at = models.DateTimeField()


class Work(models.Model):
    """A law under all its versions. `key` is its title as people say it.

    `cited` counts, by article, the citations in the library that name it.
    """

    key = models.CharField(max_length=300, unique=True)
    title = models.CharField(max_length=400)
    kind = models.CharField(max_length=40, db_index=True)
    level = models.CharField(max_length=20, db_index=True)
    issuers = models.JSONField(default=list)
    issuer = models.CharField(max_length=200, blank=True, db_index=True)
    latest_on = models.DateField(null=True, db_index=True)
    cited = models.JSONField(default=dict)


class Version(models.Model):
    """One dated text of a work. `label` is its day of adoption (ISO), or empty when unknown.

    `effective_on` is what the text says of itself; `begins_on` and `ends_on` are the first days on
    which it binds and no longer binds, as the whole library has it: another text may say so.
    `lexicon` is the digest of what it was derived by (`lexicons`), `UNDERIVED` or `STALE`.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="versions")
    label = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=400)
    notice_title = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    issuers = models.JSONField(default=list)
    doc_number = models.CharField(max_length=200, blank=True, db_index=True)
    adopted_on = models.DateField(null=True)
    first_adopted_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    effective_rule = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_trial = models.BooleanField(default=False)
    is_amendment = models.BooleanField(default=False)
    amends = models.CharField(max_length=300, blank=True)
    history = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    articles = models.IntegerField(default=0)
    characters = models.IntegerField(default=0)
    complete = models.BooleanField(default=True)
    lexicon = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "label"], name="one_version_a_day"),
        ]
        ordering = ["work_id", "label"]


class ImportRun(models.Model):
    """One call of import, and what became of each file."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    paths = models.JSONField(default=list)
    counts = models.JSONField(default=dict)


class Text(models.Model):
    """One original read as (a book of) a version; `place` orders the books.

    Only what is `shown` makes up the version; what it replaced stays as it was taken in.
    `run` is the import that brought it, by which two texts of one day are told from a correction.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="texts")
    original = models.OneToOneField(Original, on_delete=models.PROTECT, related_name="text")
    path = models.CharField(max_length=500)
    book = models.CharField(max_length=100, blank=True)
    place = models.IntegerField(default=0)
    shown = models.BooleanField(default=True)
    complete = models.BooleanField(default=True)
    characters = models.IntegerField(default=0)
    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="texts")


class Provision(models.Model):
    """A block of a version in reading order: a heading, an article, a numbered section, a table.

    `html` is the block as it is shown, its citations marked; `text` its words for search.
    The key is made of version and place (`rows.id_of`).
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="provisions", db_index=False
    )
    place = models.IntegerField()
    kind = models.CharField(max_length=20)
    eid = models.CharField(max_length=120)
    number = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    path = models.JSONField(default=list)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    outline = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="one_block_a_place"),
        ]
        indexes = [models.Index(fields=["version", "eid"], name="provision_by_eid")]
        ordering = ["version_id", "place"]


class Citation(models.Model):
    """A place in a version that cites law. Offsets count code points of the original's text.

    The key is made of version and place (`rows.id_of`).
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="citations", db_index=False
    )
    provision = models.CharField(max_length=120, blank=True)
    place = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    text = models.CharField(max_length=2000)
    kind = models.CharField(max_length=20)
    work = models.CharField(max_length=300, blank=True, db_index=True)
    name = models.CharField(max_length=400, blank=True)
    pins = models.JSONField(default=list)
    norm = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="one_citation_a_place"),
        ]
        ordering = ["version_id", "place"]


class CitationTarget(models.Model):
    """An article that a citation names, for the question what rests on it."""

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="targets")
    work = models.CharField(max_length=300)
    article = models.CharField(max_length=20, blank=True)
    eid = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["work", "article"], name="resting_on")]


class Effect(models.Model):
    """What a version does to another work, in its own words: repeal, rename, partial repeal."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=20)
    target = models.CharField(max_length=300, db_index=True)
    name = models.CharField(max_length=400)
    effective_on = models.DateField(null=True)
    before = models.DateField(null=True)
    provision = models.CharField(max_length=120, blank=True)
    provisions = models.JSONField(default=list)
    new_name = models.CharField(max_length=400, blank=True)


class Lexicon(models.Model):
    """What versions were derived by: the digest of the program and of the names of works, and
    those names, by which works are known without 书名号."""

    digest = models.CharField(max_length=64)
    names = models.JSONField(default=list)


class Change(models.Model):
    """A change of the library, numbered in the transaction that makes it; indexes follow these."""

    work = models.CharField(max_length=300)
    label = models.CharField(max_length=10, blank=True)
    action = models.CharField(max_length=10)
    made_at = models.DateTimeField()


class ImportItem(models.Model):
    """A file of a run: `new`, `same`, `new_version`, `replaced` or `refused`, and why."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    path = models.CharField(max_length=1000)
    sha256 = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=20)
    message = models.TextField(blank=True)
