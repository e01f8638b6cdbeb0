"""导入 -- files become originals, versions and works; each file whole or not at all.

A file that is already in the library is passed over by its hash, so an import that was
cut off goes on where it stopped when it is called again. One bad file stops nothing:
it is refused with its reason.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from plumbline.documents.model import Document, Metadata
from plumbline.documents.parse import parse
from plumbline.documents.read import LARGEST, Unreadable, read
from plumbline.sources.catalogue import work_key
from plumbline.sources.effects import amends, read_effects
from plumbline.store import originals
from plumbline.store.models import Effect, ImportItem, ImportRun, Original, Text, Version, Work

log = logging.getLogger("plumbline.import")

READABLE: Final = frozenset((".md", ".txt", ".html", ".htm", ".docx", ".doc", ".pdf", ".wps", ".rtf", ".odt", ".xml"))
_SKIPPED: Final = frozenset(("README.md",))
_DAMAGING: Final = frozenset(("text_truncated", "body_lost", "article_gap", "article_repeated"))

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one file: `new`, `new_version`, `replaced`, `same` or `refused`, and why."""

    path: str
    outcome: str
    message: str = ""
    sha256: str = ""


@dataclass(slots=True)
class Report:
    """What an import did."""

    items: list[Item] = field(default_factory=list)
    run: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many files had each outcome."""
        return dict(Counter(item.outcome for item in self.items))


def files_below(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Files to read and their names relative to the folder that was named, in a fixed order."""
    for path in paths:
        if path.is_file():
            yield path, path.name
            continue
        found = sorted(one for one in path.rglob("*") if one.suffix.lower() in READABLE)
        for one in found:
            inside = one.relative_to(path)
            hidden = any(part.startswith((".", "~$")) for part in inside.parts)
            if one.is_file() and not hidden and one.name not in _SKIPPED:
                yield one, inside.as_posix()


def take_in(
    paths: Iterable[Path], progress: Progress, *, converter: Path | None = None
) -> Report:
    """Read every file below `paths` and keep what can be read. Originals are committed one by one."""
    paths = list(paths)
    report = Report()
    run = ImportRun.objects.create(started_at=datetime.now(UTC), paths=[str(p) for p in paths])
    report.run = run.pk
    files = list(files_below(paths))
    for number, (path, name) in enumerate(files, 1):
        item = take_in_file(path, name, converter)
        report.items.append(item)
        if item.outcome != "same":
            ImportItem.objects.create(
                run=run, path=item.path[:1000], sha256=item.sha256, outcome=item.outcome,
                message=item.message,
            )  # fmt: skip
        progress("read", number, len(files))
    run.finished_at = datetime.now(UTC)
    run.counts = report.counts
    run.save()
    return report


def take_in_file(path: Path, name: str, converter: Path | None) -> Item:
    """Read one file; whatever is wrong with it ends in a refused item, never in an exception."""
    try:
        if not path.is_file():
            return Item(name, "refused", f"{name}: not a regular file")
        size = path.stat().st_size
        if size > LARGEST:
            return Item(name, "refused", f"{name}: {size} bytes; at most {LARGEST} are read")
        data = path.read_bytes()
    except OSError as error:
        return Item(name, "refused", f"{name}: cannot be read ({error.strerror})")
    return take_in_bytes(data, name, converter)


def take_in_bytes(data: bytes, name: str, converter: Path | None = None) -> Item:
    """Keep one file under `name` (its path inside the collection)."""
    sha256 = hashlib.sha256(data).hexdigest()
    if Text.objects.filter(original_id=sha256).exists():
        return Item(name, "same", "", sha256)
    try:
        document = parse(read(data, name, converter=converter))
    except Unreadable as error:
        return Item(name, "refused", str(error), sha256)
    except Exception:
        log.exception("reading failed", extra={"file": name})
        return Item(name, "refused", f"{name}: could not be read because of a fault of ours", sha256)
    with transaction.atomic():
        outcome = _keep(document, data, name)
    return Item(name, outcome, "", sha256)


def _keep(document: Document, data: bytes, name: str) -> str:
    metadata, source = document.metadata, document.source
    originals.keep(data)
    original, _ = Original.objects.get_or_create(
        sha256=source.sha256,
        defaults={
            "name": os.path.basename(name)[:500], "format": source.format,
            "encoding": source.encoding, "size": len(data), "imported_at": datetime.now(UTC),
        },
    )  # fmt: skip
    key = work_key(document)[:300]
    work, made = Work.objects.get_or_create(
        key=key, defaults={"title": metadata.title[:400], "kind": metadata.kind, "level": metadata.level}
    )
    label = metadata.adopted_on.isoformat() if metadata.adopted_on else ""
    version, fresh = Version.objects.get_or_create(
        work=work, label=label, defaults={"title": metadata.title[:400], "kind": metadata.kind,
                                          "level": metadata.level},
    )  # fmt: skip
    outcome = "new" if made else "new_version" if fresh else "new"
    same_book = version.texts.filter(book=metadata.code_book[:100], shown=True)
    if same_book.update(shown=False):
        outcome = "replaced"
    Text.objects.create(
        version=version, original=original, path=name[:500], book=metadata.code_book[:100],
        place=_first_article(document),
    )  # fmt: skip
    describe(version, [document] if not metadata.code_book else documents_of(version))
    return outcome


def _first_article(document: Document) -> int:
    first = next(document.articles(), None)
    return int(first.number.partition("-")[0] or 0) if first is not None else 0


def documents_of(version: Version) -> list[Document]:
    """The texts of a version, read again from their originals, in the order of their articles."""
    texts = version.texts.filter(shown=True).order_by("place", "path")
    return [parse(read(originals.fetch(text.original_id), text.path)) for text in texts]


def describe(version: Version, documents: list[Document]) -> None:
    """Write what the texts of a version say of themselves; provisions are derived later."""
    metadata = _joined_metadata(documents)
    version.title = metadata.title[:400]
    version.notice_title = metadata.notice_title[:400]
    version.kind, version.level = metadata.kind, metadata.level
    version.issuers = list(metadata.issuers)
    version.doc_number = metadata.doc_number[:200]
    version.adopted_on = metadata.adopted_on
    version.first_adopted_on = metadata.first_adopted_on
    version.published_on = metadata.published_on
    version.effective_on = metadata.effective_on
    version.effective_rule = metadata.effective_rule
    version.expires_on = metadata.expires_on
    version.is_trial, version.is_amendment = metadata.is_trial, metadata.is_amendment
    version.amends = amends(documents[0])[:300]
    version.history = [_history_json(entry) for entry in metadata.history]
    version.lexicon = ""
    version.save()
    version.effects.all().delete()
    Effect.objects.bulk_create(
        Effect(
            version=version, kind=e.kind, target=e.target[:300], name=e.name[:400],
            effective_on=e.effective_on, before=e.before, provision=e.provenance.provision,
            provisions=list(e.provisions), new_name=e.new_name[:400],
        )
        for document in documents
        for e in read_effects(document)
    )  # fmt: skip
    work = version.work
    newest = work.versions.order_by("-label").first()
    if newest is not None and newest.pk == version.pk:
        work.title, work.kind, work.level = version.title, version.kind, version.level
        work.issuers = version.issuers
        work.issuer = version.issuers[0][:200] if version.issuers else ""
        work.latest_on = version.adopted_on
        work.save()


_SAYS_SO: Final = ("history", "stated", "publication", "days_after_publication")


def _joined_metadata(documents: list[Document]) -> Metadata:
    """Of the books of a code, the one that states the day of effect speaks for all."""
    for document in documents:
        if document.metadata.effective_rule in _SAYS_SO:
            return document.metadata
    return documents[0].metadata


def _history_json(entry: Any) -> dict[str, Any]:
    return {
        "day": entry.day.isoformat(), "action": entry.action, "organ": entry.organ,
        "instrument": entry.instrument, "ordinal": entry.ordinal, "number": entry.number,
        "text": entry.text,
    }  # fmt: skip
