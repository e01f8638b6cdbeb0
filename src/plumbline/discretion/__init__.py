"""裁量 -- penalty benchmarks as decision tables that prove themselves (行政处罚法#34)."""

from plumbline.discretion.decide import Answer, Decider, Neighbour
from plumbline.discretion.faults import BenchmarkFault
from plumbline.discretion.model import (
    TIERS,
    Circumstance,
    Interval,
    Limit,
    Penalty,
    Row,
    Table,
)
from plumbline.discretion.prove import Finding, Proof, prove
from plumbline.discretion.read_grid import read_spreadsheet, read_word
from plumbline.discretion.read_toml import read_table

__all__ = [
    "TIERS", "Answer", "BenchmarkFault", "Circumstance", "Decider", "Finding", "Interval",
    "Limit", "Neighbour", "Penalty", "Proof", "Row", "Table", "prove",
    "read_spreadsheet", "read_table", "read_word",
]  # fmt: skip
