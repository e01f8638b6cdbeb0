"""引文卡片 -- one citation of a version with the words that it names, as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.sources.resolve import Resolved, Target
from plumbline.store.models import Provision, Version
from plumbline.store.texts.checking import resolve_rows
from plumbline.store.texts.provisions import provision_texts


@dataclass(frozen=True, slots=True)
class Named:
    """A target with the block that holds it in the version cited, and the one where its content
    stands now if it moved; None where the words are not in the library."""

    target: Target
    provision: Provision | None
    moved: Provision | None


@dataclass(frozen=True, slots=True)
class Card:
    """A citation, its status on a day, and the words that it names."""

    resolved: Resolved
    named: Sequence[Named]


def citation_card(version: Version, place: int, on: date | None = None) -> Card:
    """The citation at a place of a version, as of a day (that of the version when None).

    Raises LookupError when there is none.
    """
    row = version.citations.filter(place=place).first()
    if row is None:
        raise LookupError(f"{version.work.key} {version.label} has no citation {place}")
    resolved = resolve_rows(version, [row], on)[0]
    state = resolved.state
    now = state.version.name if state is not None and state.version is not None else ""
    return Card(resolved, [_named(target, now) for target in resolved.targets])


def _named(target: Target, now: str) -> Named:
    then = provision_texts(target.work, target.version, [target.eid] if target.eid else [])
    moved = provision_texts(target.work, now, [target.moved_to] if target.moved_to else [])
    return Named(target, then.get(target.eid), moved.get(target.moved_to))
