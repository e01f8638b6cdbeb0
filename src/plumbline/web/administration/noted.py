"""变更一览 -- a note of a change as a page shows it: each field before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plumbline.store.administration.sheets.plan import FieldChange
from plumbline.store.models import ChangeNote

_PERSON = "name"


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note; `about` is the person whom it concerns, where it does."""

    note: ChangeNote
    about: str
    changes: tuple[FieldChange, ...]


def shown(notes: Iterable[ChangeNote]) -> list[ShownNote]:
    """The notes with their fields, a person's name before the rest."""
    return [_shown(note) for note in notes]


def _shown(note: ChangeNote) -> ShownNote:
    names = {**note.before, **note.after}
    about = ""
    if note.officer and _PERSON not in note.before:
        about = str(note.after.get(_PERSON, ""))
    changes = tuple(
        FieldChange(name, str(note.before.get(name, "")), str(note.after.get(name, "")))
        for name in names
        if not (about and name == _PERSON)
    )
    return ShownNote(note, about, changes)
