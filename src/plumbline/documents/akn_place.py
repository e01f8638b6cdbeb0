"""阿科马定位 -- the text that a tree makes, and where in it each unit stands.

A file of elements has no text of its own to count in. One is made of the units in their
order, a line for each, an article and its first 款 in one, as statutes are printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plumbline.documents.akn_names import label_text
from plumbline.documents.model import DIVISIONS, HistoryEntry, Line, Place, Unit

_LEVEL: Final = {kind: level for level, kind in enumerate(DIVISIONS, 2)}


class Scroll:
    """A text that grows line by line; each unit laid on it comes back with its place."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._length = 0
        self._number = 1

    @property
    def text(self) -> str:
        """All lines, joined by newlines."""
        return "\n".join(self._pieces)

    def lay(self, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """Put units on the text one after another."""
        return tuple([self._lay(unit) for unit in units])

    def _lay(self, unit: Unit) -> Unit:
        label = label_text(unit)
        if unit.kind == "article":
            return self._article(unit, label)
        words = unit.text
        if unit.kind in DIVISIONS:
            words = f" {unit.heading}" if label and unit.heading else unit.heading
            words += f"\n{unit.text}" if unit.text else ""
        place = self._line(label, words, unit)
        if unit.kind in DIVISIONS:
            place = place._replace(start=place.start - len(label))
        return _placed(unit, place, self.lay(unit.children))

    def _article(self, unit: Unit, label: str) -> Unit:
        """An article: its number and the words of its first paragraph make one line."""
        start, number = self._length, self._number
        first = unit.children[0] if unit.children else None
        if first is None or first.kind != "paragraph" or first.form or unit.text:
            place = self._line(label, unit.text, unit)
            return _placed(unit, Place(start, place.end, number), self.lay(unit.children))
        blank = " " if label and first.text else ""
        at = self._line(label + blank, first.text, first)
        first = _placed(first, at, self.lay(first.children))
        place = Place(start, at.end, number)
        return _placed(unit, place, (first, *self.lay(unit.children[1:])))

    def _line(self, label: str, words: str, unit: Unit) -> Place:
        """Append a line if there is anything to print, and say where its words stand."""
        start, number = self._length, self._number
        text = label + words
        if text:
            heading = 1 if unit.kind == "title" else _LEVEL.get(unit.kind, 0)
            self.lines.append(Line(text, start, number, heading, rows=unit.rows))
            self._pieces.append(text)
            self._length += len(text) + 1
            self._number += text.count("\n") + 1
        return Place(start + len(label), start + len(text), number)


def _placed(unit: Unit, place: Place, children: tuple[Unit, ...]) -> Unit:
    # A law has thousands of units: building one is three times as quick as replacing fields.
    kind, number, form, heading, text, _, _, rows = unit
    return Unit(kind, number, form, heading, text, children, place, rows)


def on_their_lines(
    history: Iterable[HistoryEntry], head: Iterable[Unit]
) -> tuple[HistoryEntry, ...]:
    """History entries with the line on which each stands; zero where it stands on none."""
    lines = iter([unit for unit in head if unit.kind == "history"])
    here = next(lines, None)
    placed = []
    for entry in history:
        while here is not None and entry.text not in here.text:
            here = next(lines, None)
        placed.append(entry._replace(line=here.place.line if here is not None else 0))
    return tuple(placed)
