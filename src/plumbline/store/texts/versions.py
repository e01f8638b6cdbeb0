"""版本写入 -- what the texts of a version say of themselves, and all that is derived of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from plumbline.documents.model import HistoryEntry, Metadata
from plumbline.store.models import Effect, Version, Work
from plumbline.store.texts import changes, rows
from plumbline.store.texts.reading import Reading

_SAYS_SO: Final = ("history", "stated", "publication", "days_after_publication")


@dataclass(slots=True)
class Written:
    """The versions that one transaction writes or drops; `finish` is the last thing done in it."""

    versions: list[Version] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)

    def finish(self) -> None:
        """Number the changes, and let each work be called as its last version is."""
        places = [(version.work.key, version.label) for version in self.versions]
        if places or self.dropped:
            changes.number([*self.dropped, *places])
            head_works({version.work_id for version in self.versions})


def put(version: Version, readings: Sequence[Reading], lexicon: str, written: Written) -> None:
    """Replace all that is derived of a version. Call it in a transaction.

    `lexicon` is the digest of the names under which the readings were made.
    """
    fill(version, readings)
    version.articles = sum(b.kind == "article" for r in readings for b in r.blocks)
    version.characters = sum(reading.characters for reading in readings)
    version.complete = all(reading.complete for reading in readings)
    version.findings = [
        {
            "code": f.code, "class": f.kind, "place": f.place, "message": f.message,
            "line": f.line, "start": f.start, "end": f.end, "text": number,
        }
        for number, reading in enumerate(readings)
        for f in reading.findings
    ]  # fmt: skip
    fresh = version.pk is None
    version.lexicon = lexicon
    version.save()
    if not fresh:
        version.effects.all().delete()
        rows.forget(version.pk)
    write_effects(version, readings)
    rows.write(version.pk, version.work.key, readings)
    written.versions.append(version)


def fill(version: Version, readings: Sequence[Reading]) -> None:
    """Set what the texts of a version say of themselves; nothing is saved."""
    metadata = _speaks(readings)
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
    version.amends = readings[0].amends[:300]
    version.history = [_history_json(entry) for entry in metadata.history]


def head_works(works: set[int]) -> None:
    """Let works be called as the last of their versions is."""
    last = {v.work_id: v for v in Version.objects.filter(work__in=works).order_by("label")}
    for work in Work.objects.filter(pk__in=works):
        head = head_of(last[work.pk])
        if any(getattr(work, name) != value for name, value in head.items()):
            Work.objects.filter(pk=work.pk).update(**head)


def head_of(version: Version) -> dict[str, Any]:
    """What a work takes from its last version."""
    return {
        "title": version.title, "kind": version.kind, "level": version.level,
        "issuers": version.issuers, "latest_on": version.adopted_on,
        "issuer": version.issuers[0][:200] if version.issuers else "",
    }  # fmt: skip


def write_effects(version: Version, readings: Sequence[Reading]) -> None:
    """Write what texts of a version do to other works."""
    Effect.objects.bulk_create(
        Effect(
            version=version, kind=e.kind, target=e.target[:300], name=e.name[:400],
            effective_on=e.effective_on, before=e.before, provision=e.provenance.provision[:120],
            provisions=list(e.provisions), new_name=e.new_name[:400],
        )
        for reading in readings
        for e in reading.effects
    )  # fmt: skip


def _speaks(readings: Sequence[Reading]) -> Metadata:
    """Of the books of a code, the one that states the day of effect speaks for all."""
    for reading in readings:
        if reading.metadata.effective_rule in _SAYS_SO:
            return reading.metadata
    return readings[0].metadata


def _history_json(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "day": entry.day.isoformat(), "action": entry.action, "organ": entry.organ,
        "instrument": entry.instrument, "ordinal": entry.ordinal, "number": entry.number,
        "text": entry.text,
    }  # fmt: skip
