"""俗语 -- the words in which people ask, beside those in which statutes answer.

The words themselves are in `lay_words.toml`. Here they are found in a question, and
the question is turned into weighted terms.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final

from plumbline.search.tokens import fold, runs

OWN: Final = 1.0
"""A term that stands in the question."""
BOILERPLATE: Final = 0.4
"""A term that the question has only because it is a question."""
LEGAL: Final = 0.5
"""A term of the statutory words for something in the question."""
ASKED: Final = 0.3
"""A term that provisions use which give the kind of answer asked for."""

MOST_TERMS: Final = 160

_BOILERPLATE_TABLE: Final = "boilerplate"
_ASKED_TABLE: Final = "asked"


@dataclass(frozen=True, slots=True)
class Table:
    """Words with the terms that each adds, and the lengths that words have, longest first."""

    terms: dict[str, tuple[str, ...]]
    lengths: tuple[int, ...]


def weighted(question: str) -> dict[str, float]:
    """The terms by which a question is ranked, each with its weight."""
    asked = fold(question)
    weights = dict.fromkeys(_terms(asked), BOILERPLATE)
    weights |= dict.fromkeys(_terms(_without(asked, _boilerplate())), OWN)
    for table, weight in ((_legal(), LEGAL), (_asked(), ASKED)):
        for word, _, _ in _found(asked, table):
            for term in table.terms[word]:
                weights[term] = max(weight, weights.get(term, 0.0))
    # A pasted page is answered by its first words: no more terms than a long question has.
    return dict(islice(sorted(weights.items(), key=_worth), MOST_TERMS))


def _worth(weighted_term: tuple[str, float]) -> float:
    return -weighted_term[1]


def _terms(text: str) -> list[str]:
    return [term for run in runs(text) for term in run]


def _without(text: str, words: Table) -> str:
    kept, end = [], 0
    for _, start, stop in _found(text, words):
        kept.append(text[end:start])
        end = stop
    kept.append(text[end:])
    return " ".join(kept)


def _found(text: str, words: Table) -> Iterator[tuple[str, int, int]]:
    """Words of a table in a text, from the left, the longest at each place."""
    at = 0
    while at < len(text):
        for length in words.lengths:
            word = text[at : at + length]
            if len(word) == length and word in words.terms:
                yield word, at, at + length
                at += length
                break
        else:
            at += 1


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("plumbline.search").joinpath("lay_words.toml").read_text("utf-8"))


@cache
def _boilerplate() -> Table:
    return _table({word: [] for word in _tables()[_BOILERPLATE_TABLE]["words"]})


@cache
def _asked() -> Table:
    return _table(_tables()[_ASKED_TABLE])


@cache
def _legal() -> Table:
    both = (_BOILERPLATE_TABLE, _ASKED_TABLE)
    fields = [table for name, table in _tables().items() if name not in both]
    return _table({word: legal for table in fields for word, legal in table.items()})


def _table(words: dict[str, list[str]]) -> Table:
    terms = {
        fold(word): tuple(dict.fromkeys(term for one in legal for term in _terms(one)))
        for word, legal in words.items()
    }
    return Table(terms, tuple(sorted({len(word) for word in terms}, reverse=True)))
