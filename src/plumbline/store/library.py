"""书库 -- the questions that pages, commands and the interface ask of the library.

Every function takes the day on which the question is asked, and none looks at a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, QuerySet

from plumbline.sources.force import state_on
from plumbline.sources.names import key_of
from plumbline.sources.work import Catalogue, State
from plumbline.sources.work import Work as KnownWork
from plumbline.store import indexing
from plumbline.store.catalogues import catalogue
from plumbline.store.models import (
    Citation,
    CitationTarget,
    ImportRun,
    Provision,
    Version,
    Work,
)

PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class VersionPage:
    """What the page of a version shows on a day. `version` is None when no text is loaded."""

    work: Work
    version: Version | None
    versions: Sequence[Version]
    state: State
    on: date


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


def find_work(key: str) -> Work | None:
    """The loaded work with this key, title or alias, or None."""
    wanted = key_of(key)
    found = Work.objects.filter(key=wanted).first()
    if found is None:
        known = catalogue().find(wanted)
        found = Work.objects.filter(key=known.key).first() if known is not None else None
    return found


def known_work(key: str) -> KnownWork | None:
    """What is known of a work, loaded or not."""
    return catalogue().find(key_of(key))


def state_of(key: str, on: date) -> State:
    """The state of a work on a day; `unknown` when nothing is known of it."""
    known_until = catalogue()
    work = known_until.find(key)
    if work is not None:
        return state_on(work, on, known_until)
    return _ended_unseen(key, on, known_until)


def _ended_unseen(key: str, on: date, known: Catalogue) -> State:
    """A work that only the words of another text mention: they may say that it has ended."""
    for effect in known.effects.get(key, ()):
        if effect.kind == "repeal" and effect.effective_on and effect.effective_on <= on:
            return State("repealed", None, effect.effective_on, effect)
    return State("unknown", None)


def version_page(work: Work, on: date, label: str | None = None) -> VersionPage:
    """The version with this label, or the one that governs on the day, or the last before it.

    Raises LookupError when there is no version with the label.
    """
    versions = list(work.versions.exclude(lexicon="").order_by("label"))
    state = state_of(work.key, on)
    if label is not None:
        chosen = next((v for v in versions if v.label == label), None)
        if chosen is None:
            labels = ", ".join(v.label for v in versions)
            raise LookupError(f"{work.key} has no version {label}; there are {labels}")
        return VersionPage(work, chosen, versions, state, on)
    return VersionPage(work, _shown(versions, state, on), versions, state, on)


def _shown(versions: Sequence[Version], state: State, on: date) -> Version | None:
    """The governing version if it is loaded, else the last that had begun, else the first."""
    if state.version is not None:
        for version in versions:
            if version.label == state.version.name:
                return version
    begun = [v for v in versions if v.effective_on and v.effective_on <= on]
    return begun[-1] if begun else (versions[0] if versions else None)


def change_days(work: Work) -> list[date]:
    """The days on which something about a work changed: texts beginning, ending, repeals."""
    known = catalogue()
    days: set[date] = set()
    for version in work.versions.all():
        days.update(day for day in (version.effective_on, version.ends_on) if day)
        if version.expires_on:
            days.add(version.expires_on + timedelta(days=1))
    for effect in known.effects.get(work.key, ()):
        if effect.effective_on and effect.kind in ("repeal", "partial_repeal"):
            governing = state_on(known.works[work.key], effect.effective_on, known)
            if governing.because == effect:
                days.add(effect.effective_on)
    return sorted(days)


def provisions_of(version: Version, eid: str = "") -> QuerySet[Provision]:
    """The blocks of a version in reading order; one article or all."""
    found = Provision.objects.filter(version=version).order_by("place")
    return found.filter(eid=eid) if eid else found


def provision_texts(key: str, label: str, eids: Sequence[str]) -> dict[str, Provision]:
    """The blocks that hold the provisions with these ids, by id."""
    articles = {eid: eid.split("__")[0] if eid.startswith("art_") else eid for eid in eids}
    rows = Provision.objects.filter(
        version__work__key=key, version__label=label, eid__in=set(articles.values())
    ).select_related("version__work")
    found = {row.eid: row for row in rows}
    return {eid: found[article] for eid, article in articles.items() if article in found}


def list_works(
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
    works = Work.objects.filter(versions__lexicon__gt="").distinct()
    if q:
        works = works.filter(title__icontains=q)
    narrowed = works
    for name, value in (("kind", kind), ("level", level), ("issuer", issuer)):
        narrowed = narrowed.filter(**{name: value}) if value else narrowed
    if year.isdigit():
        narrowed = narrowed.filter(latest_on__year=int(year))
    allowed = {"title", "-title", "latest_on", "-latest_on", "kind", "-kind", "issuer", "-issuer"}
    ordered = list(narrowed.order_by(sort if sort in allowed else "-latest_on", "key"))
    if state:
        ordered = [work for work in ordered if state_of(work.key, on).state == state]
    first = (max(page, 1) - 1) * size
    rows = [_row(work, on) for work in ordered[first : first + size]]
    return Listing(len(ordered), rows, _facets(works))


def _row(work: Work, on: date) -> WorkRow:
    versions = list(work.versions.exclude(lexicon="").order_by("label"))
    state = state_of(work.key, on)
    return WorkRow(work, _shown(versions, state, on), state)


def _facets(works: QuerySet[Work]) -> dict[str, list[tuple[str, int]]]:
    facets: dict[str, list[tuple[str, int]]] = {}
    plain = Work.objects.filter(pk__in=works.values("pk"))
    for name in ("kind", "level", "issuer"):
        counted = plain.values_list(name).annotate(n=Count("pk")).order_by("-n", name)
        facets[name] = [(value, n) for value, n in counted if value][:30]
    years = plain.exclude(latest_on=None).values_list("latest_on__year")
    facets["year"] = [(str(y), n) for y, n in years.annotate(n=Count("pk")).order_by("-latest_on__year")]
    return facets


def citations_in(
    key: str, article: str = "", *, page: int = 1, size: int = PAGE_SIZE, own: bool = False
) -> Listing:
    """What rests on a work or on one of its articles: citations of other texts, newest first."""
    targets = CitationTarget.objects.filter(work=key)
    if article:
        targets = targets.filter(article=article)
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
    kinds = Work.objects.values_list("kind").annotate(n=Count("pk")).order_by("-n")
    return {
        "works": Work.objects.count(),
        "versions": Version.objects.count(),
        "articles": Provision.objects.filter(kind="article").count(),
        "citations": Citation.objects.count(),
        "kinds": list(kinds),
        "behind": indexing.behind(),
    }


def recent(count: int) -> list[Version]:
    """The versions adopted last."""
    rows = Version.objects.exclude(lexicon="").exclude(adopted_on=None)
    return list(rows.select_related("work").order_by("-adopted_on", "work__key")[:count])


def imports(count: int) -> list[ImportRun]:
    """The last runs of import, newest first."""
    return list(ImportRun.objects.order_by("-pk")[:count])
