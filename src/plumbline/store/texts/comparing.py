"""版本比较 -- two versions of a work side by side, paragraph by paragraph and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from plumbline.documents.align import Match, align
from plumbline.documents.compare import Span, word_diff
from plumbline.documents.passages import Passage
from plumbline.store.models import UNDERIVED, Version, Work
from plumbline.store.texts.checking import passages_of


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: passages of either side, and the words that differ.

    `spans` compare the passages of both sides, joined by newlines.
    """

    kind: str
    score: float
    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    old_text: str
    new_text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and their rows, in the order of the newer text."""

    work: Work
    old: Version
    new: Version
    rows: Sequence[Row]
    counts: dict[str, int]


def compare(work: Work, old_label: str, new_label: str) -> Comparison:
    """Compare two loaded versions of a work. Raises LookupError when one is not there."""
    versions = {version.label: version for version in work.versions.exclude(lexicon=UNDERIVED)}
    for label in (old_label, new_label):
        if label not in versions:
            known = ", ".join(sorted(versions))
            raise LookupError(f"{work.key} has no version {label}; there are {known}")
    old, new = versions[old_label], versions[new_label]
    rows = rows_between(old.pk, new.pk, _words(old) + _words(new))
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return Comparison(work, old, new, rows, counts)


def _words(version: Version) -> tuple[str, ...]:
    """The hashes of the texts that make up a version."""
    shown = version.texts.filter(shown=True).order_by("original_id")
    return tuple(shown.values_list("original_id", flat=True))


@lru_cache(maxsize=32)
def rows_between(old: int, new: int, words: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows between two versions, by primary key; `words` are the hashes of all their texts, so
    that what was found for other words is not taken for theirs."""
    before = {p.address: p for p in passages_of(old)}
    after = {p.address: p for p in passages_of(new)}
    matches = align(list(before.values()), list(after.values()))
    return tuple(row_of(match, before, after) for match in matches)


def row_of(match: Match, before: dict[str, Passage], after: dict[str, Passage]) -> Row:
    """A match with its texts and the words that differ."""
    olds = tuple(before[address] for address in match.old)
    news = tuple(after[address] for address in match.new)
    old_text = "\n".join(p.text for p in olds)
    new_text = "\n".join(p.text for p in news)
    spans = tuple(word_diff(old_text, new_text)) if olds and news else ()
    return Row(match.kind, match.score, olds, news, old_text, new_text, spans)
