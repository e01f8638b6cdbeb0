"""处罚幅度 -- the least and the most fine that an article allows, to compare benchmarks with.

行政处罚法#34 lets an organ set benchmarks inside these bounds and never outside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plumbline.powers.model import Article, Power


@dataclass(frozen=True, slots=True)
class Range:
    """What may be fined: `least` is 0 when the text sets none, `most` None when it sets none.

    The bounds are yuan, or multiples of `base`; `unbounded` is a fine without any sum.
    """

    eid: str
    whom: str
    conditions: tuple[str, ...]
    form: str
    base: str
    per: str
    least: Decimal
    most: Decimal | None
    modality: str
    unbounded: bool
    sure: bool


def ranges_of(article: Article) -> tuple[Range, ...]:
    """The ranges of an article's fines, in its order; equal ones are given once."""
    return tuple(dict.fromkeys(_range(one) for one in article.powers if one.fine))


def _range(power: Power) -> Range:
    fine = power.fine
    if fine is None:
        raise ValueError("the power is no fine; only fines have ranges")
    return Range(
        power.eid, power.whom, power.codes, fine.form, fine.of.text if fine.of else "", fine.per,
        Decimal(0) if fine.low is None else fine.low, fine.high, power.modality,
        fine.form == "unspecified", power.sure,
    )  # fmt: skip
