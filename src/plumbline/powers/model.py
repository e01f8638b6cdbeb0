"""权力 -- what is read from a provision: who may do what to whom, when, and within what bounds.

The kinds of penalty are those of 行政处罚法#9. All places count code points in the text of
the article as `Article.text` gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from plumbline.documents.address import Address

KINDS: Final = ("penalty", "licence", "coercion", "inspection", "fee", "order")
PENALTIES: Final = (
    "warning", "criticism", "fine", "confiscate_gains", "confiscate_property", "suspension",
    "downgrade", "revocation", "restrict_business", "stop", "close", "restrict_employment",
    "detention", "referred", "other",
)  # fmt: skip
"""警告 … 行政拘留; `referred` is a penalty that another provision fixes."""
FORMS: Final = ("fixed", "range", "multiple", "percentage", "per_unit", "unspecified")
WHOM: Final = ("individual", "organisation", "responsible", "anyone")
SURE: Final = 0.8
"""The confidence from which a power does not wait for a person."""

type_of_may = Literal["may", "must"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article, from `start` to `end` of its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Condition:
    """When a consequence follows: a code of words.toml, and the words that say it."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Ground:
    """Conduct that a consequence follows on: its words, and the unit in which they stand."""

    eid: str
    words: Words


@dataclass(frozen=True, slots=True)
class Fine:
    """How much: yuan for `fixed`, `range`, `per_unit`; parts of `of` for the others.

    A bound that is None is not stated (五万元以下 has no `low`).
    """

    form: str
    low: Decimal | None
    high: Decimal | None
    of: Words | None
    per: str
    words: Words


@dataclass(frozen=True, slots=True)
class Power:
    """One consequence that a provision allows or commands.

    `eid` is the unit that says it; `penalty` is empty unless `kind` is penalty; `order` is
    the corrective order given with it; `joined` is 并处 (`and`), 或者 (`or`) or empty.
    """

    eid: str
    kind: str
    penalty: str
    words: Words
    fine: Fine | None
    whom: str
    whom_words: Words | None
    conditions: tuple[Condition, ...]
    modality: type_of_may
    joined: str
    authority: Words | None
    order: Words | None
    grounds: tuple[Ground, ...]
    violates: tuple[Address, ...]
    violates_words: Words | None
    confidence: float
    sure: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the conditions, sorted."""
        return tuple(sorted({condition.code for condition in self.conditions}))


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read: `text` is what all places count in."""

    eid: str
    number: str
    text: str
    powers: tuple[Power, ...]
