"""条文 -- the blocks of a version, all of them or those that hold certain ids."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from plumbline.sources.names import key_of
from plumbline.store.models import Provision, Version


def provisions_of(version: Version, eid: str = "") -> QuerySet[Provision]:
    """The blocks of a version in reading order; one article or all."""
    found = Provision.objects.filter(version=version).order_by("place")
    return found.filter(eid=eid) if eid else found


def provision_texts(key: str, label: str, eids: Sequence[str]) -> dict[str, Provision]:
    """The blocks that hold the provisions with these ids, by id."""
    if not eids:
        return {}
    articles = {eid: eid.split("__")[0] if eid.startswith("art_") else eid for eid in eids}
    rows = Provision.objects.filter(
        version__work__key=key, version__label=label, eid__in=set(articles.values())
    ).select_related("version__work")
    found = {row.eid: row for row in rows}
    return {eid: found[article] for eid, article in articles.items() if article in found}


def provision_text(key: str, label: str, eid: str) -> list[Provision]:
    """What a page shows for one id: the block that holds it, or all blocks of a division."""
    work = key_of(key)
    held = provision_texts(work, label, [eid]).get(eid)
    if held is None:
        return []
    if held.kind not in ("part", "subpart", "chapter", "section"):
        return [held]
    below = [held]
    title = f"{held.label} {held.heading}".strip()
    path = [*held.path, title]
    for block in provisions_of(held.version).filter(place__gt=held.place):
        if block.path[: len(path)] != path:
            break
        below.append(block)
    return below
