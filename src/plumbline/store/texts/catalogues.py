"""编目 -- the catalogue of works, built from the tables and the register, kept while unchanged."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db.models import Max, QuerySet

import plumbline
from plumbline.documents.model import DIVISIONS
from plumbline.sources import register
from plumbline.sources.catalogue import Record, build
from plumbline.sources.context import Outline
from plumbline.sources.work import Catalogue, Effect, Provenance, Version
from plumbline.store import models

REGISTER = Path(plumbline.__file__).resolve().parent / "law/cn/sources/register.jsonl"

_PATIENCE: Final = 10
"""How many times as long as it took to build, a catalogue may be behind an import that goes on."""


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: tuple[int, int]
    catalogue: Catalogue
    until: float


_lock = threading.Lock()
_kept: dict[str, _Kept] = {}


def catalogue() -> Catalogue:
    """The catalogue as of the last change, or of a little before it.

    It is built again only when the library has changed, and while another process changes it
    all the time, only now and then: an import must not make every page wait.
    """
    stamp = _stamp()
    with _lock:
        kept = _kept.get("now")
        if kept is not None and (kept.stamp == stamp or time.monotonic() < kept.until):
            return kept.catalogue
        start = time.monotonic()
        made = build_now()
        end = time.monotonic()
        _kept["now"] = _Kept(stamp, made, end + _PATIENCE * (end - start))
        return made


def refresh() -> None:
    """Let the next question build the catalogue anew: this process has changed the library."""
    _kept.clear()


def _stamp() -> tuple[int, int]:
    last = models.Change.objects.aggregate(last=Max("pk"))["last"] or 0
    return last, models.Version.objects.count()


def build_now() -> Catalogue:
    """Build the catalogue of what is shown, from the tables and the register."""
    shipped = registered()
    shown = models.Version.objects.exclude(lexicon=models.UNDERIVED)
    records = [*_loaded(shown, _outlines()), *shipped.records]
    return build(records, [*_effects(), *shipped.effects], shipped.known_until)


def for_names() -> Catalogue:
    """The catalogue of all that has come in, derived or not, without outlines.

    It tells by which names works are known, and which text ends which.
    """
    shipped = registered()
    records = [*_loaded(models.Version.objects.all(), {}), *shipped.records]
    return build(records, [*_effects(), *shipped.effects], shipped.known_until)


@lru_cache(maxsize=1)
def registered() -> register.Register:
    """The register that is shipped with the product; empty when there is none."""
    return register.load(REGISTER) if REGISTER.exists() else register.EMPTY


def loaded_for_register() -> tuple[list[Record], list[Effect]]:
    """Records and effects of national laws and of regulations, for the register."""
    kinds = (
        "constitution",
        "law",
        "administrative_regulation",
        "local_regulation",
        "departmental_rule",
    )
    versions = models.Version.objects.exclude(lexicon=models.UNDERIVED)
    records = [record for record in _loaded(versions, _outlines()) if record.kind in kinds]
    wanted = {record.key for record in records}
    return records, [effect for effect in _effects() if effect.provenance.work in wanted]


def _loaded(versions: QuerySet[models.Version], outlines: dict[int, Outline]) -> list[Record]:
    records = []
    for row in versions.select_related("work").defer("findings").order_by("work__key", "label"):
        version = Version(
            adopted_on=row.adopted_on,
            effective_on=row.effective_on,
            title=row.title,
            published_on=row.published_on,
            expires_on=row.expires_on,
            outline=outlines.get(row.pk),
            complete=row.complete,
            loaded=True,
            id=row.pk,
            effective_rule=row.effective_rule,
            stands_alone=row.is_amendment,
        )
        records.append(_record(row, version))
    return records


def _record(row: models.Version, version: Version) -> Record:
    return Record(
        key=row.work.key,
        title=row.title,
        kind=row.kind,
        level=row.level,
        issuers=tuple(row.issuers),
        version=version,
        history=register.days_of(row.history, row.kind),
        first_adopted_on=row.first_adopted_on,
        doc_number=row.doc_number,
    )


def _outlines() -> dict[int, Outline]:
    articles: dict[int, dict[str, tuple[int, ...]]] = {}
    divisions: dict[int, set[str]] = {}
    rows = models.Provision.objects.filter(kind__in=("article", *DIVISIONS))
    fields = ("version_id", "kind", "eid", "number", "outline")
    for version, kind, eid, number, counts in rows.order_by("version_id", "place").values_list(
        *fields
    ):
        if kind == "article":
            articles.setdefault(version, {}).setdefault(number, tuple(counts))
        else:
            divisions.setdefault(version, set()).add(eid)
    return {
        version: Outline(found, frozenset(divisions.get(version, ())))
        for version, found in articles.items()
    }


def _effects() -> list[Effect]:
    found = []
    # In an order of contents, because where two say the same, the first is quoted.
    rows = models.Effect.objects.select_related("version__work")
    for row in rows.order_by("version__work__key", "version__label", "pk"):
        made: date | None = row.version.adopted_on
        found.append(
            Effect(
                kind=row.kind,  # type: ignore[arg-type]
                target=row.target,
                name=row.name,
                effective_on=row.effective_on,
                before=row.before,
                provenance=Provenance(row.version.work.key, row.version.title, made, row.provision),
                provisions=tuple(row.provisions),
                new_name=row.new_name,
            )
        )
    return found
