"""列表 -- works and citations a page at a time, and how much there is in all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum

from plumbline.sources.work import Catalogue, State
from plumbline.store.models import (
    UNDERIVED,
    Citation,
    CitationTarget,
    ImportRun,
    Version,
    Work,
)
from plumbline.store.texts import indexing
from plumbline.store.texts.catalogues import catalogue
from plumbline.store.texts.works import shown_version, state_in, without_nul

PAGE_SIZE: Final = 20

_SORTS: Final = ("title", "-title", "latest_on", "-latest_on", "kind", "-kind", "issuer", "-issuer")
_MOST_VALUES: Final = 30
_YEAR: Final = re.compile(r"[1-9][0-9]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work in a list, with the version that governs on the day asked, or its last."""

    work: Work
    version: Version | None
    state: State


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: how many there are in all, the rows, and counts by field."""

    total: int
    rows: Sequence[Any]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def list_works(  # noqa: PLR0913 -- each is a filter of the list
    on: date,
    *,
    kind: str = "",
    level: str = "",
    issuer: str = "",
    year: str = "",
    state: str = "",
    q: str = "",
    sort: str = "-latest_on",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Listing:
    """A page of the works that match, with counts by kind, level, issuer and year."""
    works = Work.objects.filter(versions__lexicon__gt=UNDERIVED).distinct()
    if q:
        works = works.filter(title__icontains=without_nul(q))
    narrowed = works
    for name, value in (("kind", kind), ("level", level), ("issuer", issuer)):
        narrowed = narrowed.filter(**{name: without_nul(value)}) if value else narrowed
    if _YEAR.fullmatch(year):
        narrowed = narrowed.filter(latest_on__year=int(year))
    ordered = list(narrowed.order_by(sort if sort in _SORTS else "-latest_on", "key"))
    known = catalogue()
    if state:
        ordered = [work for work in ordered if state_in(known, work.key, on).state == state]
    first = (max(page, 1) - 1) * size
    rows = _rows(ordered[first : first + size], known, on)
    return Listing(len(ordered), rows, _facets(works))


def _rows(works: Sequence[Work], known: Catalogue, on: date) -> list[WorkRow]:
    versions: dict[int, list[Version]] = {work.pk: [] for work in works}
    shown = Version.objects.filter(work__in=versions).exclude(lexicon=UNDERIVED)
    for version in shown.defer("history", "findings").order_by("label"):
        versions[version.work_id].append(version)
    rows = []
    for work in works:
        state = state_in(known, work.key, on)
        rows.append(WorkRow(work, shown_version(versions[work.pk], state, on), state))
    return rows


def _facets(works: QuerySet[Work]) -> dict[str, list[tuple[str, int]]]:
    facets: dict[str, list[tuple[str, int]]] = {}
    plain = Work.objects.filter(pk__in=works.values("pk"))
    for name in ("kind", "level", "issuer"):
        counted = plain.exclude(**{name: ""}).values_list(name).annotate(n=Count("pk"))
        facets[name] = list(counted.order_by("-n", name)[:_MOST_VALUES])
    years = plain.exclude(latest_on=None).values_list("latest_on__year").annotate(n=Count("pk"))
    facets["year"] = [(str(year), n) for year, n in years.order_by("-latest_on__year")]
    return facets


def citations_in(
    key: str, article: str = "", *, page: int = 1, size: int = PAGE_SIZE, own: bool = False
) -> Listing:
    """What rests on a work or on one of its articles: citations of other texts, newest first."""
    targets = CitationTarget.objects.filter(work=without_nul(key))
    if article:
        targets = targets.filter(article=without_nul(article))
    citations = Citation.objects.filter(pk__in=targets.values("citation_id"))
    if not own:
        citations = citations.exclude(version__work__key=key)
    ordered = citations.select_related("version__work").order_by(
        "-version__label", "version__work__key", "place"
    )
    first = (max(page, 1) - 1) * size
    return Listing(ordered.count(), list(ordered[first : first + size]))


def resting_counts(key: str) -> dict[str, int]:
    """How many citations of other texts name each article of a work."""
    rows = (
        CitationTarget.objects.filter(work=key)
        .exclude(citation__version__work__key=key)
        .values_list("article")
        .annotate(n=Count("citation_id", distinct=True))
    )
    return dict(rows)


def citations_out(version: Version) -> QuerySet[Citation]:
    """The citations of a version in the order of its text."""
    return version.citations.order_by("place")


def stats() -> dict[str, Any]:
    """What is in the library: works, versions, articles, citations, and works by kind."""
    versions = Version.objects.exclude(lexicon=UNDERIVED)
    works = Work.objects.filter(pk__in=versions.values("work_id"))
    return {
        "works": works.count(),
        "versions": versions.count(),
        "articles": versions.aggregate(n=Sum("articles"))["n"] or 0,
        "citations": Citation.objects.count(),
        "kinds": list(works.values_list("kind").annotate(n=Count("pk")).order_by("-n", "kind")),
        "behind": indexing.behind(),
    }


def recent(count: int) -> list[Version]:
    """The versions adopted last."""
    rows = Version.objects.exclude(lexicon=UNDERIVED).exclude(adopted_on=None)
    return list(rows.select_related("work").order_by("-adopted_on", "work__key")[:count])


def imports(count: int) -> list[ImportRun]:
    """The last runs of import, newest first."""
    return list(ImportRun.objects.order_by("-pk")[:count])
