"""裁量基准 -- answers, proofs and rows as JSON (docs/schemas: table_check, decide, recheck)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from plumbline.discretion.decide import Answer
from plumbline.discretion.model import Interval, Penalty, Row, Table
from plumbline.discretion.prove import Finding, Proof


def proof_json(table: Table, proof: Proof) -> dict[str, Any]:
    """A table's faults, each with the case that shows it."""
    return {
        "table": table.id,
        "title": table.title,
        "rows": len(table.rows),
        "circumstances": [one.id for one in table.circumstances],
        "holds": proof.holds,
        "gaps": f"{proof.gaps}",
        "findings": [finding_json(one) for one in proof.findings],
    }


def finding_json(one: Finding) -> dict[str, Any]:
    """A fault."""
    return {
        "kind": one.kind,
        "rows": list(one.rows),
        "facts": None if one.facts is None else facts_json(one.facts),
        "region": {
            name: [part if isinstance(part, str) else interval_json(part) for part in parts]
            for name, parts in (one.region or {}).items()
        },
        "pairs": [list(pair) for pair in one.pairs],
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """What a table says of a case."""
    single = len(answer.rows) == 1
    return {
        "table": answer.table.id,
        "is_clear": answer.is_clear,
        "facts": facts_json(answer.facts),
        "rows": [row_json(one) for one in answer.rows],
        "held": [one.id for one in answer.held],
        "neighbours": [
            {"row": one.row.id, "failing": list(one.failing)} for one in answer.neighbours()
        ],
        "text": answer.text() if single and answer.table.template else "",
    }


def row_json(row: Row) -> dict[str, Any]:
    """A row and what follows from it."""
    return {
        "id": row.id,
        "tier": row.tier,
        "penalties": [penalty_json(one) for one in row.penalties],
        "basis": list(row.basis),
        "words": row.words,
    }


def penalty_json(one: Penalty) -> dict[str, Any]:
    """A penalty with its bounds as text, since JSON has no decimals."""
    return {"kind": one.kind, "unit": one.unit, "range": one.range and interval_json(one.range)}


def interval_json(one: Interval) -> dict[str, Any]:
    """An interval; a bound that is open without end is null."""
    return {
        "low": None if one.low is None else f"{one.low:f}",
        "high": None if one.high is None else f"{one.high:f}",
        "low_included": one.low_included,
        "high_included": one.high_included,
    }


def facts_json(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of a case; numbers that are not whole as text."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value % 1 == 0 else f"{value:f}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
