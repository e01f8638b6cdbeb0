"""结算 -- what one version owes to all others: until when it binds, and how often it is cited.

Both are found from the whole library after texts came in. Where either has changed, the change
is numbered, so that the index follows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Count

from plumbline.sources.work import Catalogue
from plumbline.store import catalogues, changes
from plumbline.store.models import CitationTarget, Version, Work

Place = tuple[str, str]
"""Key of the work and label."""


def settle() -> int:
    """Bring ends and counts up to date; returns how many versions they changed for."""
    ends, counts = _ends(catalogues.for_names()), _counts()
    with transaction.atomic():
        late, miscounted = _late(ends), _miscounted(counts)
        days = [(ends.get(place), pk) for pk, place in late.items()]
        _update(Version, "ends_on", [(day.isoformat() if day else None, pk) for day, pk in days])
        cited = [(json.dumps(counts.get(key, {})), pk) for pk, key in miscounted.items()]
        _update(Work, "cited", cited)
        changed = {*late.values(), *_versions_of(miscounted)}
        changes.number(sorted(changed))
    return len(changed)


def unsettled() -> set[Place]:
    """The versions whose end, or whose work's counts, are not what they should be."""
    ends, counts = _ends(catalogues.for_names()), _counts()
    return {*_late(ends).values(), *_versions_of(_miscounted(counts))}


def _late(ends: dict[Place, date | None]) -> dict[int, Place]:
    rows = Version.objects.values_list("pk", "work__key", "label", "ends_on")
    return {pk: (key, label) for pk, key, label, end in rows if ends.get((key, label)) != end}


def _miscounted(counts: dict[str, dict[str, int]]) -> dict[int, str]:
    rows = Work.objects.values_list("pk", "key", "cited")
    return {pk: key for pk, key, cited in rows if cited != counts.get(key, {})}


def _versions_of(works: Container[int]) -> list[Place]:
    rows = Version.objects.values_list("work_id", "work__key", "label")
    return [(key, label) for work, key, label in rows if work in works]


def _update(
    model: type[Version] | type[Work], column: str, values: Sequence[tuple[str | None, int]]
) -> None:
    """Set a column of many rows, each to its own value, as the column keeps it."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    statement = f"UPDATE {table} SET {quote(column)} = %s WHERE id = %s"  # noqa: S608 -- our names
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _counts() -> dict[str, dict[str, int]]:
    """How many citations name each article of each work."""
    rows = (
        CitationTarget.objects.exclude(article="")
        .values("work", "article")
        .annotate(times=Count("pk"))
        .order_by("work", "article")
        .values_list("work", "article", "times")
    )
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for work, article, times in rows.iterator(chunk_size=2000):
        counts[work][article] = times
    return counts


def _ends(catalogue: Catalogue) -> dict[Place, date | None]:
    return {
        (key, label): end
        for key in catalogue.works
        for label, end in version_ends(key, catalogue).items()
    }


def version_ends(key: str, catalogue: Catalogue) -> dict[str, date | None]:
    """The first day on which each version of a work no longer binds; None while it does."""
    work = catalogue.works[key]
    versions = sorted(
        (v for v in work.versions if v.effective_on), key=lambda v: (v.effective_on, v.name)
    )
    repeals = [e for e in catalogue.effects.get(key, ()) if e.kind == "repeal" and e.effective_on]
    ends: dict[str, date | None] = {}
    for index, version in enumerate(versions):
        days = [v.effective_on for v in versions[index + 1 :] if v.effective_on]
        days += [
            e.effective_on
            for e in repeals
            if e.effective_on and (e.before is None or (version.adopted_on or date.min) < e.before)
        ]
        if version.expires_on:
            days.append(version.expires_on + timedelta(days=1))
        ends[version.name] = min(days, default=None)
    return ends
