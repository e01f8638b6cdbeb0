"""权力 -- how well penalties are read from provisions, and how fast.

The gold in gold/powers.jsonl was labelled by reading, before the tables were tuned on it
(gold/powers.md). A tuple is penalty, form, low, high, whom, conditions; all fields add the
unit and may or must. `build` was tuned on, `score` read once late, `fresh` never. The
yardstick is one regular expression for sums and one for each named penalty.

    PLUMBLINE_TEXTS=/path/to/texts python bench/powers.py [--show build] [--time]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from plumbline.documents.model import Document
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.powers import Article, read_powers
from plumbline.text.money import SHARES, find_amounts

GOLD: Final = Path(__file__).parent / "gold" / "powers.jsonl"
HALVES: Final = ("build", "score", "fresh")
PLAIN: Final = {
    "warning": "警告", "stop": "停产停业|停业整顿", "revocation": "吊销",
    "confiscate_gains": "没收违法所得", "confiscate_property": "没收(?!违法所得)",
    "referred": "处罚",
}  # fmt: skip


def load(laws: Path, name: str) -> Document:
    """A text, parsed."""
    return parse(read((laws / name).read_bytes(), name))


def number(value: str | Decimal | None) -> str:
    """A sum in one spelling."""
    return "-" if value is None else f"{Decimal(value).normalize():f}"


def expected(row: dict[str, Any], *, full: bool) -> Counter[tuple[str, ...]]:
    """The tuples that a person labelled."""
    return Counter(
        (
            one["penalty"], one["form"] or "-", number(one["low"]), number(one["high"]),
            one["whom"], ",".join(sorted(one["conditions"])),
            *((one["eid"], one["modality"]) if full else ()),
        )
        for one in row["expected"]
    )  # fmt: skip


def found(article: Article, *, full: bool) -> Counter[tuple[str, ...]]:
    """The tuples that are read."""
    return Counter(
        (
            one.penalty, one.fine.form if one.fine else "-",
            number(one.fine.low) if one.fine else "-",
            number(one.fine.high) if one.fine else "-", one.whom, ",".join(one.codes),
            *((one.eid, one.modality) if full else ()),
        )
        for one in article.powers
        if one.kind == "penalty"
    )  # fmt: skip


def plain(text: str) -> Counter[tuple[str, ...]]:
    """What a plain search finds: sums before 罚款 and names of penalties, on anyone, always."""
    tuples: Counter[tuple[str, ...]] = Counter()
    for amount in find_amounts(text):
        if re.match("的?罚款", text[amount.end :]):
            form = "multiple" if amount.unit == "倍" else "percentage"
            form = form if amount.unit in SHARES else "range"
            form = "fixed" if form == "range" and amount.low == amount.high else form
            tuples["fine", form, number(amount.low), number(amount.high), "anyone", ""] += 1
    for name, pattern in PLAIN.items():
        for _ in re.finditer(pattern, text):
            tuples[name, "-", "-", "-", "anyone", ""] += 1
    return tuples


class Score:
    """Right, found and expected."""

    def __init__(self) -> None:
        self.right = self.found = self.expected = 0

    def add(self, gold: Counter[tuple[str, ...]], said: Counter[tuple[str, ...]]) -> None:
        """Count one article."""
        self.right += (gold & said).total()
        self.found += said.total()
        self.expected += gold.total()

    def __str__(self) -> str:
        precision = 100 * self.right / max(self.found, 1)
        recall = 100 * self.right / max(self.expected, 1)
        return f"P {precision:5.1f}  R {recall:5.1f}  ({self.right}/{self.found}/{self.expected})"


def score(laws: Path, *, show: list[str]) -> None:
    """Print precision and recall for both halves; what is wrong in the parts to show."""
    scores = {(h, k): Score() for h in HALVES for k in ("tuples", "all", "plain")}
    for line in GOLD.read_text("utf-8").splitlines():
        row = json.loads(line)
        articles = read_powers(load(laws, row["file"]))
        article = next(one for one in articles if one.number == row["article"])
        half = row["half"]
        gold, said = expected(row, full=False), found(article, full=False)
        scores[half, "tuples"].add(gold, said)
        full = expected(row, full=True), found(article, full=True)
        scores[half, "all"].add(*full)
        scores[half, "plain"].add(gold, plain(article.text))
        if half in show and full[0] != full[1]:
            print(row["file"], row["article"])
            print("  missing", list((full[0] - full[1]).elements()))
            print("  too many", list((full[1] - full[0]).elements()))
    for (half, kind), one in scores.items():
        print(f"{half:6} {kind:7} {one}")


def timing(laws: Path) -> None:
    """Print the time that reading the powers of all texts takes, without parsing them."""
    taken, powers, unsure, texts = 0.0, 0, 0, 0
    for path in sorted(laws.rglob("*.md")):
        document = load(laws, path.relative_to(laws).as_posix())
        start = time.process_time()
        articles = read_powers(document)
        taken += time.process_time() - start
        texts += 1
        powers += sum(len(one.powers) for one in articles)
        unsure += sum(not power.sure for one in articles for power in one.powers)
    print(f"{texts} texts in {taken:.1f} s; {powers} powers, {unsure} unsure")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", nargs="*", default=[], help="what is wrong in these parts")
    parser.add_argument("--time", action="store_true", help="read all texts")
    chosen = parser.parse_args()
    folder = Path(os.environ["PLUMBLINE_TEXTS"]) / "laws"
    score(folder, show=chosen.show)
    if chosen.time:
        timing(folder)
