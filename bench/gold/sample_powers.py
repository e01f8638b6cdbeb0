"""抽样 -- draws the provisions that gold/powers.jsonl labels: half national, half Chongqing.

PLUMBLINE_TEXTS=/path/to/texts python bench/gold/sample_powers.py
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from plumbline.documents.parse import parse
from plumbline.documents.read import read

SEED: Final = "powers-2026-11"
EACH: Final = 32
FRESH: Final = 13
"""Further texts of each kind, drawn and labelled after the first were used."""
LOCAL: Final = "重庆地方法规"


def key(name: str) -> str:
    """The order of the sample: a hash of the seed and the name."""
    return hashlib.sha256(f"{SEED}:{name}".encode()).hexdigest()


def sample(laws: Path) -> list[tuple[str, str, str]]:
    """File, article and half; one article with 罚款 or 处罚 from each text that is drawn."""
    taken: list[tuple[str, str, str]] = []
    paths = sorted(laws.rglob("*.md"), key=lambda path: key(path.relative_to(laws).as_posix()))
    for local in (True, False):
        count = 0
        for path in paths:
            name = path.relative_to(laws).as_posix()
            if name.startswith(LOCAL) != local or count == EACH + FRESH:
                continue
            document = parse(read(path.read_bytes(), name))
            articles = [
                one.number
                for one in document.articles()
                if any("罚" in unit.text for unit in one.walk())
            ]
            if not articles:
                continue
            chosen = min(articles, key=lambda number, name=name: key(f"{name}#{number}"))
            half = "build" if count % 2 == 0 else "score"
            taken.append((name, chosen, half if count < EACH else "fresh"))
            count += 1
    return taken


if __name__ == "__main__":
    for row in sample(Path(os.environ["PLUMBLINE_TEXTS"]) / "laws"):
        print("\t".join(row))
