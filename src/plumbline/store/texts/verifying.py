"""查验 -- whether the library is whole: originals, what is derived from them, and the index.

Nothing is changed. Each fault says what is wrong and where; the command that mends it is told by
whoever prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q

from plumbline.search import IndexFault
from plumbline.store import places
from plumbline.store.models import Citation, Original, Provision, Text, Version, Work
from plumbline.store.texts import digest, indexing, lexicons, settling

Progress = Callable[[str, int, int], None]

_MOST: Final = 20
"""Faults of one kind that are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be. `kind` is `original`, `text`, `version` or `index`."""

    kind: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The faults, how much there is, and the digests; that of the index is empty without one."""

    faults: tuple[Fault, ...]
    counts: dict[str, int]
    library: str
    index: str


def verify(progress: Progress) -> Verified:
    """Recompute what can be recomputed and compare it with what is there."""
    faults = [*_originals(progress), *_texts(), *_versions(), *_unsettled()]
    found, entries = _index()
    counts = {
        "originals": Original.objects.count(),
        "works": Work.objects.count(),
        "versions": Version.objects.count(),
        "provisions": Provision.objects.count(),
        "citations": Citation.objects.count(),
        "indexed": len(entries),
    }
    index = digest.of_entries(entries) if entries else ""
    return Verified((*faults, *found), counts, digest.of_library(), index)


def _originals(progress: Progress) -> Iterator[Fault]:
    kept = places.originals()
    rows = Original.objects.order_by("sha256").values_list("sha256", "name")
    total = rows.count()
    for number, (sha256, name) in enumerate(rows.iterator(chunk_size=2000), 1):
        if not kept.is_whole(sha256):
            path = kept.path_of(sha256)
            what = "its bytes have changed" if path.exists() else "the file is gone"
            yield Fault("original", name, f"{path}: {what}")
        progress("verify", number, total)


def _texts() -> Iterator[Fault]:
    for sha256, name in Original.objects.filter(text=None).values_list("sha256", "name"):
        yield Fault("text", name, f"the original {sha256} belongs to no version")
    shown = Count("texts", filter=Q(texts__shown=True))
    for version in Version.objects.annotate(n=shown).filter(n=0).select_related("work"):
        yield Fault("text", _name(version), "no text of this version is shown")
    shown_in = Text.objects.filter(shown=True).values_list(
        "version__work__key", "version__label", "book"
    )
    for key, label, book, times in shown_in.annotate(n=Count("pk")).filter(n__gt=1):
        yield Fault(
            "text", f"{key} {label}", f"{times} texts are shown in one place, book {book!r}"
        )


def _versions() -> Iterator[Fault]:
    now = lexicons.known().digest
    stale = Version.objects.exclude(lexicon=now).select_related("work")
    yield from _told(stale.count(), (
        Fault("version", _name(version), "is not derived under the names of now")
        for version in stale.order_by("work__key", "label")
    ))  # fmt: skip
    articles = Count("provisions", filter=Q(provisions__kind="article"))
    counted = Version.objects.annotate(n=articles).exclude(n=F("articles"))
    for key, label, there, derived in counted.values_list("work__key", "label", "n", "articles"):
        message = f"{there} articles are there, {derived} were derived"
        yield Fault("version", f"{key} {label}", message)
    ids = Provision.objects.exclude(eid="").values_list(
        "version__work__key", "version__label", "eid"
    )
    for key, label, eid, times in ids.annotate(n=Count("pk")).filter(n__gt=1):
        yield Fault("version", f"{key} {label}", f"{times} blocks have the id {eid}")


def _unsettled() -> Iterator[Fault]:
    late = sorted(settling.unsettled())
    yield from _told(len(late), (
        Fault("version", f"{key} {label}", "its end or its citations were not counted anew")
        for key, label in late
    ))  # fmt: skip


def _index() -> tuple[list[Fault], dict[str, str]]:
    where = str(places.index())
    try:
        index = indexing.open_index()
        index.verify()
        behind = indexing.last_change() - index.change_number
    except IndexFault as fault:
        return [Fault("index", where, str(fault))], {}
    faults = []
    if behind:
        faults.append(Fault("index", where, f"is {behind} changes behind the library"))
    there, wanted = digest.in_index(index), digest.in_tables(index)
    missing, surplus = wanted.keys() - there.keys(), there.keys() - wanted.keys()
    changed = {name for name in wanted.keys() & there.keys() if wanted[name] != there[name]}
    for names, what in ((missing, "missing"), (surplus, "too many"), (changed, "not as derived")):
        if names:
            first = ", ".join(sorted(names)[:3])
            faults.append(Fault("index", where, f"{len(names)} articles are {what}: {first}"))
    return faults, there


def _told(total: int, faults: Iterator[Fault]) -> Iterator[Fault]:
    """The first faults one by one, and a line that counts the rest."""
    for number, fault in enumerate(faults):
        if number == _MOST:
            yield Fault(fault.kind, "", f"and {total - _MOST} more like these")
            return
        yield fault


def _name(version: Version) -> str:
    return f"{version.work.key} {version.label}".strip()
