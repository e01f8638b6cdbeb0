"""阿科马 -- validity, read-back and speed of Akoma Ntoso, on every text there is.

Each text of laws/ and of the demonstration library is written, checked against the strict
schema, and read back. The yardstick of writing is lxml building and printing as many bare
elements, of reading lxml parsing the same bytes into a tree that nobody looks at; both run
in turn with ours. Texts and schema are found through PLUMBLINE_TEXTS, the folder that
holds laws/ and schemas/.

    PLUMBLINE_TEXTS=/path/to/texts python bench/akn.py
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lxml import etree

from plumbline.documents.akn import read_akn, same, write_akn
from plumbline.documents.akn_meta import doctype
from plumbline.documents.akn_schema import Schema
from plumbline.documents.parse import parse
from plumbline.documents.read import read

T = TypeVar("T")

LIBRARY = Path(__file__).parents[1] / "demo" / "library"
ALL = 100.0
"""Percent of the texts that must be valid, and must read back as the same document."""


class Clock:
    """Seconds spent on each thing, by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def run(self, name: str, work: Callable[..., T], *given: object) -> T:
        """Do a piece of work and add its time."""
        began = time.perf_counter()
        result = work(*given)
        self.seconds[name] += time.perf_counter() - began
        return result


def bare_elements(count: int) -> bytes:
    """As many elements as a text has, with a number and nothing else, built and printed."""
    root = etree.Element("text")
    for number in range(count - 1):
        etree.SubElement(root, "p").set("eId", str(number))
    return etree.tostring(root)


def measure(paths: list[Path], schema: Schema) -> tuple[Clock, Counter[str]]:
    """Times, and counts of texts, bytes, elements, valid ones and those that read back."""
    clock, counts = Clock(), Counter[str]()
    for path in paths:
        data = path.read_bytes()
        document = parse(read(data, path.name))
        written = clock.run("write", write_akn, document)
        root = clock.run("bare read", etree.fromstring, written)
        elements = sum(1 for _ in root.iter())
        clock.run("bare write", bare_elements, elements)
        faults = clock.run("validate", schema.faults, written)
        again = clock.run("read", read_akn, written, path.name)
        is_same = same(document, again)
        counts.update(texts=1, source=len(data), written=len(written), elements=elements)
        counts.update(valid=not faults, same=is_same, acts=doctype(document.metadata) == "act")
        for fault in faults[:1]:
            print(f"not valid: {path.name}: {fault}")
        if not is_same:
            print(f"not the same: {path.name}")
    return clock, counts


def report(clock: Clock, counts: Counter[str]) -> bool:
    """Print what was measured; true when nothing is missed."""
    texts, seconds = counts["texts"], clock.seconds
    valid, kept = 100 * counts["valid"] / texts, 100 * counts["same"] / texts
    megabytes, source = counts["written"] / 1e6, counts["source"] / 1e6
    print(f"texts       {texts} ({counts['acts']} acts, {texts - counts['acts']} docs)")
    print(f"bytes       {source:.1f} MB of text, {megabytes:.1f} MB of Akoma Ntoso")
    print(f"elements    {counts['elements']:,}")
    print(f"valid       {valid:.2f} %   ({counts['valid']} of {texts}; at least {ALL} %)")
    print(f"read back   {kept:.2f} %   ({counts['same']} of {texts}; at least {ALL} %)")
    for name in ("write", "read"):
        own, bare = seconds[name], seconds[f"bare {name}"]
        rate = f"{megabytes / own:.1f} MB/s of XML, {source / own:.1f} MB/s of text"
        print(f"{name:<11} {rate}; lxml bare {bare:.2f} s, ours {own:.2f} s: {own / bare:.1f} ×")
    print(f"validate    {megabytes / seconds['validate']:.1f} MB/s of XML (libxml2)")
    return valid == ALL and kept == ALL


def main() -> int:
    """Measure everything; 1 when a text is not valid or does not read back."""
    folder = os.environ.get("PLUMBLINE_TEXTS")
    if not folder:
        print("left out: set PLUMBLINE_TEXTS to the folder that holds laws/ and schemas/")
        return 0
    paths = sorted((Path(folder) / "laws").rglob("*.md")) + sorted(LIBRARY.glob("示*.md"))
    clock, counts = measure(paths, Schema(Path(folder) / "schemas"))
    return 0 if report(clock, counts) else 1


if __name__ == "__main__":
    sys.exit(main())
