"""不予查阅 -- which files of a case its parties may not open, on which ground and article.

A party may read the file of a case, except what the statute names (行政复议法#47). An event
that states files in the field `withheld_files` withholds them, one that states them in
`disclosed_files` opens them again; the last that stands counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbline.procedure.definition import Basis
from plumbline.procedure.event import Event, voided

if TYPE_CHECKING:
    from plumbline.procedure.case import Case

WITHHELD: Final = "withheld_files"
DISCLOSED: Final = "disclosed_files"
GROUND: Final = "withheld_because"
"""The fields that say which files, and on which ground."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file that is withheld: by which event, on which ground in words, and by which article."""

    event: Event
    ground: str
    basis: Basis


def withheld(case: Case) -> Mapping[str, Withheld]:
    """The files of a case that are withheld from its parties, by SHA-256."""
    found: dict[str, Withheld] = {}
    gone = voided(case.recorded.events)
    for event in case.recorded.events:
        if event.id in gone:
            continue
        for sha256 in _hashes(event.data.get(DISCLOSED)):
            found.pop(sha256, None)
        for sha256 in _hashes(event.data.get(WITHHELD)):
            found[sha256] = _withheld(case, event)
    return found


def stating(case: Case, sha256: str) -> tuple[Event, ...]:
    """The standing events of a case that state the file with that hash."""
    gone = voided(case.recorded.events)
    return tuple(
        one for one in case.recorded.events if one.id not in gone and sha256 in _stated(one.data)
    )


def _withheld(case: Case, event: Event) -> Withheld:
    ground, field = f"{event.data.get(GROUND, '')}", case.definition.fields.get(GROUND)
    if field is None:
        return Withheld(event, ground, Basis())
    return Withheld(
        event, field.options.get(ground, ground), field.grounds.get(ground, field.basis)
    )


def _hashes(value: object) -> tuple[str, ...]:
    return tuple(f"{one}" for one in value) if isinstance(value, list) else ()


def _stated(data: Mapping[str, object]) -> set[str]:
    """The hashes of the files that an event states."""
    values = [one for each in data.values() for one in (each if isinstance(each, list) else [each])]
    return {f"{one['sha256']}" for one in values if isinstance(one, dict) and "sha256" in one}
