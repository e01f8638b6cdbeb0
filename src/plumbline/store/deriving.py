"""推导 -- from originals to provisions, citations and findings; all of it can be made again.

A version is derived under a lexicon: the names by which works are known without 书名号.
When new names come in, only versions whose words contain one of them are derived anew.
Each version is replaced in one transaction that also numbers the change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from plumbline.documents.model import Document
from plumbline.sources.catalogue import names_in
from plumbline.sources.find import Citation, find_citations
from plumbline.sources.names import Names
from plumbline.sources.resolve import eid_of
from plumbline.sources.work import Catalogue
from plumbline.store import catalogues
from plumbline.store.blocks import Block, Marked, blocks_of
from plumbline.store.importing import describe, documents_of
from plumbline.store.models import (
    Change,
    CitationTarget,
    Lexicon,
    Provision,
    Version,
)
from plumbline.store.models import Citation as CitationRow

_MOST_NEW_NAMES: Final = 40
_BATCH: Final = 2000
_DAMAGING: Final = frozenset(("text_truncated", "body_lost", "article_gap", "article_repeated"))

Progress = Callable[[str, int, int], None]


def derive(progress: Progress) -> int:
    """Derive every version that is new or whose names have changed; returns how many."""
    catalogue = catalogues.build_now()
    names = Names.of(names_in(catalogue))
    digest = lexicon_digest(names)
    _spare_unaffected(names, digest)
    stale = list(Version.objects.exclude(lexicon=digest).order_by("work__key", "label"))
    for number, version in enumerate(stale, 1):
        derive_version(version, names, digest)
        progress("derive", number, len(stale))
    _settle(catalogue)
    return len(stale)


def forget() -> None:
    """Mark everything as underived, so that `derive` makes it all again from the originals."""
    Lexicon.objects.all().delete()
    for version in Version.objects.order_by("pk"):
        describe(version, documents_of(version))


def lexicon_digest(names: Names) -> str:
    """The hash of all names under which works are known."""
    return hashlib.sha256("\n".join(sorted(names.known)).encode()).hexdigest()


def _spare_unaffected(names: Names, digest: str) -> None:
    """Versions whose words contain no new and no lost name keep what was derived."""
    before = Lexicon.objects.first()
    if before is None:
        Lexicon.objects.create(digest=digest, names=sorted(names.known))
        return
    if before.digest == digest:
        return
    changed = set(before.names) ^ names.known
    if len(changed) <= _MOST_NEW_NAMES:
        touched = Q()
        for name in changed:
            touched |= Q(text__contains=name)
        affected = Provision.objects.filter(touched).values("version_id").distinct()
        spared = Version.objects.filter(lexicon=before.digest).exclude(pk__in=affected)
        with transaction.atomic():
            spared.update(lexicon=digest)
            Lexicon.objects.update(digest=digest, names=sorted(names.known))
        return
    Lexicon.objects.update(digest=digest, names=sorted(names.known))


def derive_version(version: Version, names: Names, digest: str) -> None:
    """Replace all that is derived from a version's originals, in one transaction."""
    documents = documents_of(version)
    several = len(documents) > 1
    blocks: list[Block] = []
    marked: list[Marked] = []
    for number, document in enumerate(documents, 1):
        found = find_citations(document, names)
        own = [Marked(len(marked) + i, c) for i, c in enumerate(found)]
        marked.extend(own)
        if several:
            blocks.append(_book_heading(document, number))
        blocks.extend(blocks_of(document, own, f"part_{number}" if several else ""))
    with transaction.atomic():
        _replace(version, documents, blocks, marked)
        version.lexicon = digest
        version.save()
        Change.objects.create(
            work=version.work.key, label=version.label, action="put", made_at=datetime.now(UTC)
        )


def _book_heading(document: Document, number: int) -> Block:
    title = document.metadata.code_book
    return Block("part", f"part_{number}", str(number), "", title, (), title, "", (), ())


def _replace(
    version: Version,
    documents: Sequence[Document],
    blocks: Sequence[Block],
    marked: Sequence[Marked],
) -> None:
    version.provisions.all().delete()
    version.citations.all().delete()
    Provision.objects.bulk_create(
        (_provision(version, place, block) for place, block in enumerate(blocks)),
        batch_size=_BATCH,
    )
    holders = {place: block.eid for block in blocks for place in block.cited}
    rows = CitationRow.objects.bulk_create(
        (_citation(version, one, holders.get(one.place, "")) for one in marked), batch_size=_BATCH
    )
    CitationTarget.objects.bulk_create(_targets(rows, marked, version), batch_size=_BATCH)
    version.articles = sum(block.kind == "article" for block in blocks)
    version.characters = sum(len(block.text) for block in blocks)
    version.findings = [
        {
            "code": f.code, "class": f.kind, "place": f.place, "message": f.message,
            "line": f.line, "start": f.start, "end": f.end, "text": number,
        }
        for number, document in enumerate(documents)
        for f in document.findings
    ]  # fmt: skip
    version.complete = not any(f["code"] in _DAMAGING for f in version.findings)


def _provision(version: Version, place: int, block: Block) -> Provision:
    return Provision(
        version=version, place=place, kind=block.kind, eid=block.eid[:120], number=block.number,
        label=block.label[:60], heading=block.heading[:300], path=list(block.path),
        text=block.text, html=block.html, outline=list(block.outline),
    )  # fmt: skip


def _citation(version: Version, one: Marked, provision: str) -> CitationRow:
    c: Citation = one.citation
    return CitationRow(
        version=version, provision=provision, place=one.place, start=c.start, end=c.end,
        text=c.text[:2000], kind=c.kind, work=(version.work.key if c.work == "" else c.work or "")[:300],
        name=c.name[:400], pins=[list(pin) for pin in c.pins], norm=c.norm,
    )  # fmt: skip


def _targets(
    rows: Iterable[CitationRow], marked: Sequence[Marked], version: Version
) -> Iterable[CitationTarget]:
    for row, one in zip(rows, marked, strict=True):
        if not one.citation.norm or not row.work:
            continue
        pins = one.citation.pins
        if not pins:
            yield CitationTarget(citation=row, work=row.work)
        for pin in pins:
            number = f"{pin.article}-{pin.sub}" if pin.sub else str(pin.article or "")
            yield CitationTarget(
                citation=row, work=row.work, article=number, eid=eid_of(pin)[:120]
            )


def _settle(catalogue: Catalogue) -> None:
    """Write until when each version binds; where that has changed, the index must follow."""
    changed = []
    for work in catalogue.works.values():
        ends = version_ends(work.key, catalogue)
        for version in Version.objects.filter(work__key=work.key).select_related("work"):
            end = ends.get(version.label)
            if version.ends_on != end:
                version.ends_on = end
                changed.append(version)
    now = datetime.now(UTC)
    with transaction.atomic():
        Version.objects.bulk_update(changed, ["ends_on"], batch_size=_BATCH)
        Change.objects.bulk_create(
            Change(work=v.work.key, label=v.label, action="put", made_at=now) for v in changed
        )


def version_ends(key: str, catalogue: Catalogue) -> dict[str, date | None]:
    """The first day on which each version of a work no longer binds; None while it does."""
    work = catalogue.works[key]
    versions = sorted(
        (v for v in work.versions if v.effective_on), key=lambda v: (v.effective_on, v.name)
    )
    repeals = [
        e for e in catalogue.effects.get(key, ()) if e.kind == "repeal" and e.effective_on
    ]
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
        ends[version.name] = min((day for day in days if day), default=None)
    return ends
