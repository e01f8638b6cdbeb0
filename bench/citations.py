"""Citations against a gold made by reading: precision, recall, targets; and speed.

Usage: PLUMBLINE_TEXTS=… python bench/citations.py [--misses]

The gold (`gold/citations.jsonl`) holds places and targets without text. Within its
passages every citation is labelled. The yardstick is one bare regex scan of 第…条 over
the same text in the same run; the limit is that scan.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plumbline.documents.model import Document
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.sources.catalogue import catalogue_of, names_in, record_of
from plumbline.sources.context import Outline
from plumbline.sources.find import Citation, find_citations
from plumbline.sources.names import Names, key_of
from plumbline.sources.resolve import Citing, Resolver

GOLD = Path(__file__).parent / "gold"
SAMPLES = ("citations.jsonl", "citations_heldout.jsonl")
"""The second was labelled later, by reading, and nothing was changed after a look at it."""
YARDSTICK = re.compile("第[〇零一二三四五六七八九十百千]+条")
ROUNDS = 5


def load(folder: Path) -> tuple[dict[str, Document], int]:
    """All texts by their path, parsed, and the bytes that they hold."""
    documents, size = {}, 0
    for path in sorted((folder / "laws").rglob("*.md")):
        data = path.read_bytes()
        size += len(data)
        name = path.relative_to(folder / "laws").as_posix()
        documents[name] = parse(read(data, name))
    for path in sorted((Path(__file__).parents[1] / "demo" / "library").glob("*.md")):
        if path.name != "README.md":
            data = path.read_bytes()
            documents[f"demo/library/{path.name}"] = parse(read(data, path.name))
    return documents, size


def targets_found(
    citation: Citation, document: Document, titles: dict[str, str]
) -> set[tuple[Any, ...]]:
    """What a citation names, in the gold's terms."""
    key = citation.work if citation.work else key_of(document.title)
    title = key_of(titles.get(key, key))
    if not citation.pins:
        return {(title,)}
    return {_pin(title, pin) for pin in citation.pins}


def _pin(title: str, pin: Any) -> tuple[Any, ...]:
    if pin.article:
        number = f"{pin.article}-{pin.sub}" if pin.sub else str(pin.article)
        return (title, number, pin.paragraph, pin.item, pin.subitem)
    return (title, "", pin.part, pin.chapter, pin.section)


def targets_labelled(label: dict[str, Any]) -> set[tuple[Any, ...]]:
    """What a label names, in the same terms."""
    found: set[tuple[Any, ...]] = set()
    for target in label["targets"]:
        title = key_of(target["title"])
        if target.get("article"):
            levels = (target.get(name) or 0 for name in ("paragraph", "item", "subitem"))
            found.add((title, target["article"], *levels))
        elif any(target.get(name) for name in ("part", "chapter", "section")):
            levels = (int(target.get(name) or 0) for name in ("part", "chapter", "section"))
            found.add((title, "", *levels))
        else:
            found.add((title,))
    return found


def judge(
    sample: Path, documents: dict[str, Document], names: Names
) -> Iterator[tuple[str, str, Document, Any, Any]]:
    """(verdict, class, document, label, citation) for each label and each finding in a passage."""
    titles = {key_of(document.title): document.title for document in documents.values()}
    cache: dict[str, list[Citation]] = {}
    for line in sample.read_text("utf-8").splitlines():
        passage = json.loads(line)
        document = documents.get(passage["file"])
        if document is None:
            continue
        found = cache.setdefault(passage["file"], find_citations(document, names))
        here = [c for c in found if passage["start"] <= c.start < passage["end"]]
        by_span = {(c.start, c.end): c for c in here}
        for label in passage["citations"]:
            citation = by_span.pop((label["start"], label["end"]), None)
            if label.get("uncertain"):
                continue
            verdict = verdict_on(label, citation, document, titles)
            yield verdict, label["class"], document, label, citation
        uncertain = [(lb["start"], lb["end"]) for lb in passage["citations"] if lb.get("uncertain")]
        for citation in by_span.values():
            if not any(a < citation.end and citation.start < b for a, b in uncertain):
                yield "false", citation.kind, document, None, citation


def verdict_on(
    label: dict[str, Any], citation: Citation | None, document: Document, titles: dict[str, str]
) -> str:
    """How a citation stands to the label at its place."""
    form = label.get("status") == "not_a_citation"
    if citation is None:
        return "missed"
    if form is citation.norm:
        return "called_a_norm" if form else "called_a_form"
    if targets_found(citation, document, titles) != targets_labelled(label):
        return "wrong_target"
    return "right" if citation.kind == label["class"] else "right_other_class"


def quality(sample: Path, documents: dict[str, Document], names: Names, *, misses: bool) -> None:
    """Print precision and recall per class and in all."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict, kind, document, label, citation in judge(sample, documents, names):
        rows[kind][verdict] += 1
        rows["all"][verdict] += 1
        if misses and not verdict.startswith("right"):
            print_miss(verdict, kind, document, label, citation)
    print(
        f"{'class':14}{'labels':>8}{'right':>8}{'missed':>8}"
        f"{'wrong':>8}{'false':>8}{'P %':>8}{'R %':>8}"
    )
    for kind, row in sorted(rows.items(), key=lambda pair: pair[0] == "all"):
        right = row["right"] + row["right_other_class"]
        wrong = row["wrong_target"] + row["called_a_norm"] + row["called_a_form"]
        labels = right + row["missed"] + wrong
        given = right + wrong + row["false"]
        print(
            f"{kind:14}{labels:8}{right:8}{row['missed']:8}{wrong:8}{row['false']:8}"
            f"{100 * right / max(given, 1):8.1f}{100 * right / max(labels, 1):8.1f}"
        )
    print(f"right, but under another class: {rows['all']['right_other_class']}")


def right_day(sample: Path, documents: dict[str, Document], names: Names) -> None:
    """Of citations that name another work: the right work, and its right text on the right day."""
    catalogue = catalogue_of(documents.values())
    total = works = texts = 0
    for line in sample.read_text("utf-8").splitlines():
        passage = json.loads(line)
        document = documents[passage["file"]]
        labels = [label for label in passage["citations"] if "right_day" in label]
        found = {(c.start, c.end): c for c in find_citations(document, names)} if labels else {}
        for label in labels:
            expected = label["right_day"]
            on = date.fromisoformat(expected["on"])
            citation = found.get((label["start"], label["end"]))
            total += 1
            if citation is None:
                continue
            target = Resolver(catalogue, citing(document, on), on).resolve(citation).targets[0]
            right = key_of(target.title) == key_of(expected["title"])
            allowed = [expected["version"] or "", *expected.get("also", [])]
            works += right
            texts += right and target.version in allowed
    print(
        f"\nthe right work {works}/{total}; its right text on the right day {texts}/{total} "
        "(where the collection lacks the work, that none is named)"
    )


def citing(document: Document, on: date) -> Citing:
    """What the resolver must know of the citing text."""
    record = record_of(document)
    outline = record.version.outline or Outline({})
    name = record.version.name
    return Citing(document.title, record.key, name, outline, record.version.complete, on)


def print_miss(verdict: str, kind: str, document: Document, label: Any, citation: Any) -> None:
    """One line for a reader: where, what was expected, what was found."""
    text = document.source.text
    start = label["start"] if label else citation.start
    end = label["end"] if label else citation.end
    around = text[max(start - 40, 0) : start] + "[" + text[start:end] + "]" + text[end : end + 25]
    print(verdict, kind, document.title, "|", around.replace("\n", "/"))
    if label:
        print("    expected", sorted(targets_labelled(label), key=str))
    if citation:
        print("    found   ", citation.kind, citation.work, [tuple(p) for p in citation.pins])


def speed(documents: dict[str, Document], size: int, names: Names) -> None:
    """Print megabytes per second of the finder and of the bare scan, medians of rounds."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        total = sum(len(find_citations(document, names)) for document in documents.values())
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        for document in documents.values():
            sum(1 for _ in YARDSTICK.finditer(document.source.text))
        theirs.append(time.perf_counter() - start)
    a, b = statistics.median(ours), statistics.median(theirs)
    megabytes = size / 1e6
    print(
        f"{total} citations in {megabytes:.1f} MB, {len(documents)} texts: "
        f"finder {megabytes / a:.1f} MB/s, "
        f"bare scan of 第…条 {megabytes / b:.0f} MB/s, ratio {a / b:.1f}"
    )


def main() -> int:
    """Run both measures; 2 when the real texts are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print every miss")
    options = parser.parse_args()
    folder = os.environ.get("PLUMBLINE_TEXTS")
    if not folder:
        print("left out: PLUMBLINE_TEXTS is not set", file=sys.stderr)
        return 2
    documents, size = load(Path(folder))
    names = Names.of(names_in(catalogue_of(documents.values())))
    for name in SAMPLES:
        if (GOLD / name).exists():
            print(f"\n{name}")
            quality(GOLD / name, documents, names, misses=options.misses)
    right_day(GOLD / SAMPLES[0], documents, names)
    speed(documents, size, names)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
