"""编目 -- versions gathered into works: from texts that are loaded, and from the register.

A loaded text outranks the register's entry of the same day; where the two differ, that
is a finding. Days of texts that are only mentioned in history lines are kept too, so
that an answer can say that a newer or older text exists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plumbline.documents.model import Document, HistoryEntry
from plumbline.sources.context import Outline, outline_of
from plumbline.sources.effects import read_effects
from plumbline.sources.names import key_of, work_key
from plumbline.sources.work import ASSUMED, DAYS_TO_PUBLISH, Catalogue, Effect, Version, Work

_MAKES_A_LAW: Final = frozenset(("adopted", "revised", "amended"))
_MAKES_A_REGULATION: Final = frozenset(("published", "revised", "amended"))
_BY_CONGRESS: Final = frozenset(("law", "constitution", "local_regulation", ""))


@dataclass(frozen=True, slots=True)
class Record:
    """One text as the catalogue needs it, whether its words are at hand or not."""

    key: str
    title: str
    kind: str
    level: str
    issuers: tuple[str, ...]
    version: Version
    history: tuple[date, ...]
    first_adopted_on: date | None
    doc_number: str = ""
    book: str = ""


def record_of(document: Document, *, loaded: bool = True, id: int = 0) -> Record:
    """The record of a parsed document."""
    metadata = document.metadata
    damaged = {"text_truncated", "body_lost", "article_gap", "article_repeated"}
    version = Version(
        adopted_on=metadata.adopted_on,
        effective_on=metadata.effective_on,
        title=metadata.title,
        published_on=metadata.published_on,
        expires_on=metadata.expires_on,
        outline=outline_of(document),
        complete=not any(f.code in damaged for f in document.findings),
        loaded=loaded,
        id=id,
        effective_rule=metadata.effective_rule,
        stands_alone=metadata.is_amendment,
    )
    return Record(
        key=work_key(document),
        title=metadata.title,
        kind=metadata.kind,
        level=metadata.level,
        issuers=metadata.issuers,
        version=version,
        history=version_days(metadata.history, metadata.kind),
        first_adopted_on=metadata.first_adopted_on,
        doc_number=metadata.doc_number,
        book=metadata.code_book,
    )


def version_days(history: tuple[HistoryEntry, ...], kind: str) -> tuple[date, ...]:
    """The days of a work's texts, oldest first: of adoption, or of publication."""
    wanted = _MAKES_A_LAW if kind in _BY_CONGRESS else _MAKES_A_REGULATION
    days = sorted({entry.day for entry in history if entry.action in wanted})
    if not days:
        days = sorted({entry.day for entry in history if entry.action not in ("", "in_force")})[-1:]
    return tuple(days)


def build(
    records: Iterable[Record], effects: Iterable[Effect], known_until: date | None = None
) -> Catalogue:
    """A catalogue of all records; for one day a loaded record outranks a registered one."""
    by_key: dict[str, list[Record]] = defaultdict(list)
    stated = set()
    for record in records:
        by_key[record.key].append(record)
        if record.version.effective_rule not in ASSUMED:
            stated.add((record.key, record.version.adopted_on))
    catalogue = Catalogue(known_until=known_until)
    ended: dict[str, dict[tuple[object, ...], Effect]] = defaultdict(dict)
    named: dict[str, set[str]] = defaultdict(set)
    for effect in effects:
        by = effect.provenance
        # Each text says of itself which of its parts begin later.
        own = by.version if effect.kind == "late_start" else None
        same = (effect.kind, effect.effective_on, by.work, effect.provisions, own)
        ended[effect.target].setdefault(same, effect)
        if effect.kind == "rename" and effect.new_name:
            new = key_of(effect.new_name)
            old_only = effect.target in by_key and new not in by_key
            catalogue.aliases[new if old_only else effect.target] = (
                effect.target if old_only else new
            )
    catalogue.effects = {key: tuple(found.values()) for key, found in ended.items()}
    for key, group in by_key.items():
        amended = {
            by.version: (e.effective_on, (by.work, by.version) in stated)
            for e in catalogue.effects.get(key, ())
            if (by := e.provenance).version and e.kind == "amend" and e.effective_on
        }
        catalogue.works[key] = _work(key, group, amended)
        for name, fields in _differences(group):
            catalogue.differences[key, name] = fields
        for alias in _aliases(group):
            named[alias].add(key)
    # A name that two works share names neither.
    only = {alias: next(iter(keys)) for alias, keys in named.items() if len(keys) == 1}
    catalogue.aliases = {
        alias: key
        for alias, key in {**only, **catalogue.aliases}.items()
        if alias not in catalogue.works
    }
    return catalogue


def _work(key: str, group: list[Record], amended: dict[date, tuple[date, bool]]) -> Work:
    versions: dict[date | None, Version] = {}
    for record in sorted(group, key=lambda r: (not r.version.loaded, r.book)):
        day = record.version.adopted_on
        known = versions.get(day)
        versions[day] = record.version if known is None else _joined(known, record.version)
    dated = [_dated(version, amended) for version in versions.values()]
    ordered = tuple(sorted(dated, key=lambda v: v.adopted_on or date.min))
    last = max(group, key=lambda r: (r.version.loaded, r.version.adopted_on or date.min))
    firsts = [r.first_adopted_on for r in group if r.first_adopted_on]
    return Work(
        key=key,
        title=last.title,
        kind=last.kind,
        level=last.level,
        issuers=last.issuers,
        versions=ordered,
        history=_history(group, amended),
        first_adopted_on=min(firsts, default=None),
        doc_numbers=tuple(sorted({r.doc_number for r in group if r.doc_number})),
    )


def _differences(group: list[Record]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a loaded text says other than the register's entry of the same day."""
    registered = {r.version.adopted_on: r for r in group if not r.version.loaded}
    for record in group:
        other = registered.get(record.version.adopted_on)
        if other is None or not record.version.loaded or record.book:
            continue
        pairs = (
            ("title", record.title, other.title),
            ("kind", record.kind, other.kind),
            ("effective_on", record.version.effective_on, other.version.effective_on),
            ("outline", _articles(record.version), _articles(other.version)),
        )
        fields = tuple(name for name, here, there in pairs if there and here != there)
        if fields:
            yield record.version.name, fields


def _articles(version: Version) -> dict[str, tuple[int, ...]]:
    return version.outline.articles if version.outline is not None else {}


def _all_divisions(one: Outline, other: Outline) -> frozenset[str] | None:
    if one.divisions is None or other.divisions is None:
        return None
    return one.divisions | other.divisions


def _dated(version: Version, amended: dict[date, tuple[date, bool]]) -> Version:
    """An amended text binds from the day of the amending decision, if that is known.

    `amended` has, by the day of the decision, its day of effect and whether it states that day.
    """
    known = amended.get(version.adopted_on) if version.adopted_on else None
    if known is None or version.effective_on not in (None, version.adopted_on):
        return version
    day, is_stated = known
    return replace(version, effective_on=day, effective_rule="stated" if is_stated else "amended")


def _history(group: list[Record], amended: Collection[date]) -> tuple[date, ...]:
    """Days from history lines and labels; an approval before a publication is one with it."""
    days = sorted({d for r in group for d in r.history} | set(amended))
    labels = {r.version.adopted_on for r in group if r.version.adopted_on}
    kept = [
        d for d in days
        if d in labels or not any(0 < (label - d).days <= DAYS_TO_PUBLISH for label in labels)
    ]  # fmt: skip
    return tuple(sorted({*kept, *labels}))


def _joined(one: Version, other: Version) -> Version:
    """Two records of one day: the books of a code together, else the loaded one."""
    if not (one.loaded and other.loaded) or one.outline is None or other.outline is None:
        return one
    both = {**other.outline.articles, **one.outline.articles}
    dated = min(one, other, key=lambda v: (v.effective_rule in ASSUMED, v.effective_on or date.max))
    return Version(
        adopted_on=one.adopted_on,
        effective_on=dated.effective_on,
        title=one.title,
        published_on=one.published_on or other.published_on,
        expires_on=one.expires_on or other.expires_on,
        outline=Outline(both, _all_divisions(one.outline, other.outline)),
        complete=one.complete and other.complete,
        loaded=True,
        id=one.id,
        effective_rule=dated.effective_rule,
        stands_alone=one.stands_alone,
    )


def _aliases(group: list[Record]) -> set[str]:
    """Other names of a work: its title without （试行） and the like, its number."""
    found = set()
    for record in group:
        plain = record.key.split("（")[0]
        if plain != record.key and plain.endswith(("办法", "规定", "条例", "细则", "规则")):
            found.add(plain)
        if record.doc_number:
            found.add(key_of(record.doc_number))
        title = key_of(record.title)
        if title != record.key:
            found.add(title)
    return found


def catalogue_of(documents: Iterable[Document]) -> Catalogue:
    """A catalogue of parsed documents alone."""
    documents = list(documents)
    effects = [effect for document in documents for effect in read_effects(document)]
    return build((record_of(document) for document in documents), effects)


def names_in(catalogue: Catalogue) -> list[str]:
    """Every title under which works are known, for the finder of bare names."""
    titles = [work.title for work in catalogue.works.values()]
    titles += list(catalogue.aliases)
    titles += [effect.name for found in catalogue.effects.values() for effect in found]
    return titles
