"""结算 -- what one version owes to all others: when it binds, and how often it is cited.

Both are found from the whole library after texts came in. Where either has changed, the change
is numbered, so that the index follows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import date, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Count

from plumbline.sources.work import Catalogue
from plumbline.store.models import CitationTarget, Version, Work
from plumbline.store.texts import catalogues, changes

Place = tuple[str, str]
"""Key of the work and label."""
Span = tuple[date | None, date | None]
_NEVER: Final[Span] = (None, None)


def settle() -> int:
    """Bring ends and counts up to date; returns how many versions they changed for."""
    spans, counts = _spans(catalogues.for_names()), _counts()
    with transaction.atomic():
        late, miscounted = _late(spans), _miscounted(counts)
        for column, side in (("begins_on", 0), ("ends_on", 1)):
            days = [(spans.get(place, _NEVER)[side], pk) for pk, place in late.items()]
            _update(Version, column, [(day.isoformat() if day else None, pk) for day, pk in days])
        cited = [(json.dumps(counts.get(key, {})), pk) for pk, key in miscounted.items()]
        _update(Work, "cited", cited)
        changed = {*late.values(), *_versions_of(miscounted)}
        changes.number(sorted(changed))
    catalogues.refresh()
    return len(changed)


def unsettled() -> set[Place]:
    """The versions whose end, or whose work's counts, are not what they should be."""
    spans, counts = _spans(catalogues.for_names()), _counts()
    return {*_late(spans).values(), *_versions_of(_miscounted(counts))}


def _late(spans: dict[Place, Span]) -> dict[int, Place]:
    rows = Version.objects.values_list("pk", "work__key", "label", "begins_on", "ends_on")
    return {
        pk: (key, label)
        for pk, key, label, *span in rows
        if spans.get((key, label), _NEVER) != tuple(span)
    }


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


def _spans(catalogue: Catalogue) -> dict[Place, Span]:
    return {
        (key, label): span
        for key in catalogue.works
        for label, span in version_spans(key, catalogue).items()
    }


def version_spans(key: str, catalogue: Catalogue) -> dict[str, Span]:
    """The first day on which each version of a work binds, and the first on which it no longer
    does; None where no such day is known."""
    begun = sorted(
        (version for version in catalogue.works[key].versions if version.effective_on),
        key=lambda v: (v.effective_on or date.max, v.name),
    )
    repeals = [
        (effect.effective_on, effect.before or date.max)
        for effect in catalogue.effects.get(key, ())
        if effect.kind == "repeal" and effect.effective_on
    ]
    spans: dict[str, Span] = {}
    for index, version in enumerate(begun):
        later = () if version.stands_alone else begun[index + 1 :]
        days = [one.effective_on for one in later if one.effective_on and not one.stands_alone]
        days += [day for day, before in repeals if (version.adopted_on or date.min) < before]
        if version.expires_on:
            days.append(version.expires_on + timedelta(days=1))
        spans[version.name] = (version.effective_on, min(days, default=None))
    return spans
