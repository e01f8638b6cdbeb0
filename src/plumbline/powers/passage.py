"""文段 -- the text of an article as one string, where its units stand in it, and its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from plumbline.documents.model import Unit
from plumbline.powers import words as tables
from plumbline.powers.model import Words
from plumbline.text.money import Amount, find_amounts

_MARK: Final = re.compile(r"[，；。：！？\n]|[,;:](?![0-9])")
_STRENGTH: Final = {"，": 1, ",": 1, "：": 1, ":": 1, "；": 2, ";": 2}
_SENTENCE: Final = 3
_OPEN: Final = "（(《“「〔["
_CLOSE: Final = "）)》”」〕]"
_BRACKET: Final = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_UNREAD: Final = frozenset(("quoted", "table", "formula"))


class Slot(NamedTuple):
    """A unit's own words in the text of its article. `level`: 0 paragraph, 1 item, 2 below."""

    eid: str
    kind: str
    level: int
    start: int
    end: int


class Stretch(NamedTuple):
    """A clause; `before` is how strongly it is parted from the last: 1 ，2 ；3 。 0 not."""

    start: int
    end: int
    before: int


@dataclass(frozen=True, slots=True)
class Passage:
    """An article's text and slots."""

    text: str
    slots: tuple[Slot, ...]

    def words(self, start: int, end: int) -> Words:
        """The words between two places."""
        return Words(self.text[start:end], start, end)


def passage_of(article: Unit, eid: str) -> Passage:
    """The text of an article: the words of its units in order, each on a line of its own."""
    parts: list[str] = []
    slots: list[Slot] = []
    at = 0
    for unit, name, level in _units(article, eid, -1):
        if not unit.text:
            continue
        slots.append(Slot(name, unit.kind, max(level, 0), at, at + len(unit.text)))
        parts.append(unit.text)
        at += len(unit.text) + 1
    return Passage("\n".join(parts), tuple(slots))


def _units(unit: Unit, eid: str, level: int) -> Iterator[tuple[Unit, str, int]]:
    yield unit, eid, level
    counts: dict[str, int] = {}
    prefix = {"paragraph": "para", "text": "txt"}
    for child in unit.children:
        if child.kind in _UNREAD:
            continue
        counts[child.kind] = counts.get(child.kind, 0) + 1
        number = child.number or str(counts[child.kind])
        name = f"{eid}__{prefix.get(child.kind, child.kind)}_{number}"
        below = level + 1 if child.kind != "text" or level < 0 else max(level, 0)
        yield from _units(child, name, below)


def amounts_in(passage: Passage, slot: Slot) -> list[Amount]:
    """The amounts in a slot; their places count from its start."""
    return find_amounts(passage.text[slot.start : slot.end])


def stretches_of(passage: Passage, slot: Slot, amounts: list[Amount]) -> list[Stretch]:
    """The clauses of a slot: parted by marks outside brackets, and after a condition's 的."""
    text = passage.text[slot.start : slot.end]
    shut = _joined([*_bracketed(text), *((one.start, one.end) for one in amounts)])
    at_shut = 0
    found: list[Stretch] = []
    at, before = 0, _SENTENCE
    for mark in _MARK.finditer(text):
        place = mark.start()
        while at_shut < len(shut) and shut[at_shut][1] <= place:
            at_shut += 1
        if at_shut < len(shut) and shut[at_shut][0] <= place:
            continue
        found += _cut(text, at, place, before, slot.start)
        strength = _STRENGTH.get(mark[0], _SENTENCE)
        before = strength if place > at else max(before, strength)
        at = mark.end()
    found += _cut(text, at, len(text), before, slot.start)
    return found


def _cut(text: str, start: int, end: int, before: int, offset: int) -> Iterator[Stretch]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    cuts = [start + m.start() for m in tables.STRETCH["cut"].finditer(text[start:end])]
    for cut in cuts:
        if cut > start:
            yield Stretch(start + offset, cut + offset, before)
            start, before = cut, 0
    yield Stretch(start + offset, end + offset, before)


def _joined(shut: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places, in order and without overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(shut):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Stretches in brackets; one that does not close within 200 characters is none."""
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    for mark in _BRACKET.finditer(text):
        if mark[0] in _OPEN:
            stack.append(mark.start())
        elif stack:
            start = stack.pop()
            if not stack and mark.end() - start <= 200:
                found.append((start, mark.end()))
    return found
