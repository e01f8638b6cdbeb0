"""复核 -- records of penalties held against a benchmark and the law, one by one.

A fine beyond the range of its provision has no basis (行政处罚法#38); one outside the row of the
benchmark needs written reasons. Which it is, is said; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from plumbline.discretion.decide import Decider
from plumbline.discretion.faults import BenchmarkFault, shown
from plumbline.discretion.model import Interval, Limit, Penalty, Row

Wrong = Literal["unreadable", "no_row", "several_rows", "outside_row", "outside_law"]
WRONGS: Final[tuple[Wrong, ...]] = (
    "unreadable", "no_row", "several_rows", "outside_row", "outside_law",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found about a record: what is wrong, the rows that count, and in words which
    penalty or fact it is about."""

    wrong: tuple[Wrong, ...]
    rows: tuple[str, ...]
    about: str = ""


def recheck(
    decider: Decider, facts: Mapping[str, object], imposed: Mapping[str, object]
) -> Checked:
    """Hold a record against a table: the facts of its case, and what was imposed, by the kind of
    penalty (a number, or nothing where the penalty has no measure)."""
    try:
        answer = decider.decide(facts)
        amounts = {kind: _amount(kind, said) for kind, said in imposed.items()}
    except BenchmarkFault as fault:
        return Checked(("unreadable",), (), str(fault))
    rows = tuple(one.id for one in answer.rows)
    if not answer.is_clear:
        return Checked(("several_rows" if rows else "no_row",), rows)
    limits = [one for one in decider.table.limits if _applies(one, facts)]
    beyond = [kind for kind, amount in amounts.items() if _beyond_law(kind, amount, limits)]
    outside = [*_outside(answer.rows, amounts)]
    wrong: list[Wrong] = ["outside_row"] if outside else []
    wrong += ["outside_law"] if beyond else []
    return Checked(tuple(wrong), rows, ", ".join(dict.fromkeys((*beyond, *outside))))


def _amount(kind: str, said: object) -> Decimal | None:
    if said is None or said == "":
        return None
    if type(said) in (int, Decimal) or isinstance(said, str):
        try:
            found = Decimal(str(said).replace(",", ""))
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_finite() and found >= 0:
            return found
    raise BenchmarkFault(f"penalty {kind}", shown(said), "a number from 0 on")


def _applies(limit: Limit, facts: Mapping[str, object]) -> bool:
    return all(_option(facts.get(id)) in options for id, options in limit.when.items())


def _option(value: object) -> object:
    return ("true" if value else "false") if isinstance(value, bool) else value


def _beyond_law(kind: str, amount: Decimal | None, limits: list[Limit]) -> bool:
    """Whether an amount is above all that the law allows; below it only a reason is missing, which
    the row says."""
    ranges = [one.penalty.range for one in limits if one.penalty.kind == kind]
    known = [one for one in ranges if one is not None]
    return bool(known) and amount is not None and not any(_is_below(amount, one) for one in known)


def _is_below(amount: Decimal, law: Interval) -> bool:
    return Interval(None, law.high, high_included=law.high_included).holds(amount)


def _outside(rows: tuple[Row, ...], amounts: Mapping[str, Decimal | None]) -> Iterator[str]:
    """The kinds of penalty that were imposed and no row has, or not so high or so low; and those
    that every row has and that were not imposed."""
    for kind, amount in amounts.items():
        if not any(_fits(one, amount) for row in rows for one in row.penalties if one.kind == kind):
            yield kind
    for row in rows[:1]:
        yield from (one.kind for one in row.penalties if one.kind not in amounts)


def _fits(one: Penalty, amount: Decimal | None) -> bool:
    return one.range is None or (amount is not None and one.range.holds(amount))
