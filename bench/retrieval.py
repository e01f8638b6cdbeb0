"""检索 -- how often the article that answers a layman's question is found.

Questions and the articles that answer them are the development split of STARD
(retrieval/stard-dev.json); only answers that stand in laws/ count, in the text in force
last. No label is used in ranking. The yardstick is plain BM25 over pairs of characters of
the article's text. Texts are found through PLUMBLINE_TEXTS, the folder that holds laws/
and retrieval/.

    PLUMBLINE_TEXTS=/path/to/texts python -m bench.retrieval [--ablate] [--halves] [--show]
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import tantivy

from plumbline.documents.model import DIVISIONS, Document, Unit
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.search import Entry, Index, Put, lexicon, parse_query, rank, schema
from plumbline.search.entry import version_id
from plumbline.search.tokens import runs, spaced
from plumbline.text.numerals import parse_article_number

LEAST: Final = (0.70, 0.46)
HOPED: Final = (0.85, 0.62)
"""Recall@100 and Recall@10."""
LONGEST: Final = 100
_ANSWER: Final = re.compile(
    r"(?:中华人民共和国)?(.+?)(第[〇零一二三四五六七八九十百千]+条(?:之.+)?)"
)


class Question(NamedTuple):
    """A question and its answers: short titles and numbers of articles."""

    text: str
    answers: tuple[tuple[str, str], ...]


class Score(NamedTuple):
    """What one question got: the share of its answers among the first 10 and 100, 1/rank."""

    at_10: float
    at_100: float
    reciprocal: float


Search = Callable[[str], Sequence[tuple[str, str]]]
"""A question to the short titles and numbers of articles, best first."""


def short(title: str) -> str:
    """A title as people say it."""
    return title.removeprefix("中华人民共和国")


def load(folder: Path) -> dict[str, list[Entry]]:
    """All articles and sections of the texts in laws/, by version."""
    documents = [
        parse(read(path.read_bytes(), path.relative_to(folder).as_posix()))
        for path in sorted(folder.rglob("*.md"))
    ]
    days: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        days[short(document.title)].add(_adopted(document))
    found: dict[str, list[Entry]] = defaultdict(list)
    for document in documents:
        work, day = short(document.title), _adopted(document)
        later = sorted(one for one in days[work] if one > day)
        entries = found[version_id(work, day)]
        for unit, path in _units(document):
            entries.append(_entry(document, unit, path, later[0] if later else ""))
    return found


def _adopted(document: Document) -> str:
    return str(document.metadata.adopted_on or "")


def _units(document: Document) -> Iterator[tuple[Unit, tuple[str, ...]]]:
    book = document.metadata.code_book
    above = (book,) if book else ()
    for unit in document.body:
        yield from _below(unit, above)


def _below(unit: Unit, above: tuple[str, ...]) -> Iterator[tuple[Unit, tuple[str, ...]]]:
    if unit.kind in DIVISIONS:
        for child in unit.children:
            yield from _below(child, (*above, unit.heading))
    else:
        yield unit, above


def _entry(document: Document, unit: Unit, path: tuple[str, ...], end: str) -> Entry:
    meta, day = document.metadata, _adopted(document)
    work = short(document.title)
    eid = f"{unit.kind}_{unit.number}_{unit.place.start}"
    return Entry(
        id=f"{work}@{day}#{eid}",
        work=work,
        title=document.title,
        version=day,
        eid=eid,
        number=unit.number,
        kind=meta.kind,
        level=meta.level,
        issuer=meta.issuers[0] if meta.issuers else "",
        year=int(day[:4] or 0),
        doc_numbers=(),
        path=path,
        heading=unit.heading,
        text="\n".join(part.text for part in unit.walk() if part.text),
        effective_on=str(meta.effective_on or ""),
        ends_on=end,
        cited_by=0,
    )


def questions(file: Path, library: dict[str, list[Entry]]) -> list[Question]:
    """The questions of which at least one answer is in the library."""
    there = {(short(e.title), e.number) for entries in library.values() for e in entries}
    asked = []
    for record in json.loads(file.read_text("utf-8")):
        answers = tuple(one for one in map(_answer, record["articles"]) if one in there)
        if answers:
            asked.append(Question(record["question"], answers))
    return asked


def _answer(cited: str) -> tuple[str, str]:
    found = _ANSWER.fullmatch(cited)
    if found is None:
        raise ValueError(f"{cited}: found no article of a law")
    number = parse_article_number(found[2])
    return found[1], number.key() if number else found[2]


def score(search: Search, asked: list[Question]) -> list[Score]:
    """How well a search answers each question."""
    scores = []
    for question in asked:
        places: dict[tuple[str, str], int] = {}
        for place, key in enumerate(search(question.text), 1):
            places.setdefault(key, place)
        ranks = [places.get(answer, LONGEST + 1) for answer in question.answers]
        scores.append(
            Score(
                sum(one <= 10 for one in ranks) / len(ranks),
                sum(one <= 100 for one in ranks) / len(ranks),
                1 / min(ranks) if min(ranks) <= LONGEST else 0.0,
            )
        )
    return scores


def plain(library: dict[str, list[Entry]], folder: Path) -> Search:
    """The yardstick: BM25 over pairs of characters of the text, nothing else."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    made.add_integer_field("at", fast=True)
    index = tantivy.Index(made.build(), str(folder))
    entries = [entry for held in library.values() for entry in held]
    writer = index.writer(128_000_000, 1)
    for at, entry in enumerate(entries):
        document = tantivy.Document()
        document.add_text("body", spaced(entry.text))
        document.add_integer("at", at)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[tuple[str, str]]:
        terms = sorted({term for run in runs(question) for term in run})
        each = [tantivy.Query.term_query(index.schema, "body", term) for term in terms]
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in each])
        addresses = [address for _, address in searcher.search(asked, LONGEST).hits]
        found = (entries[int(at or 0)] for at in searcher.fast_field_values("at", addresses))
        return [(short(entry.title), entry.number) for entry in found]

    return search


def ours(index: Index) -> Search:
    """The product's search."""

    def search(question: str) -> list[tuple[str, str]]:
        hits = index.search(parse_query(question), LONGEST, facets="none").hits
        return [(short(hit.title), hit.number) for hit in hits]

    return search


@contextmanager
def changed(module: Any, **values: Any) -> Iterator[None]:
    """A module with other constants, for as long as the block runs."""
    kept = {name: getattr(module, name) for name in values}
    for name, value in values.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(module, name, value)


def means(scores: Sequence[Score]) -> Score:
    """The mean of each measure."""
    return Score(*(statistics.fmean(column) for column in zip(*scores, strict=True)))


def show(name: str, scores: list[Score]) -> None:
    """Print one row: the whole, and each half (even and odd questions)."""
    rows = [means(scores), means(scores[::2]), means(scores[1::2])]
    halves = "".join(f"{one.at_100:>11.3f}/{one.at_10:.3f}" for one in rows[1:])
    whole = rows[0]
    print(f"{name:<34}{whole.at_100:>8.3f}{whole.at_10:>8.3f}{whole.reciprocal:>8.3f}{halves}")


def build(library: dict[str, list[Entry]], folder: Path) -> Index:
    """An index of the library."""
    index = Index.create(folder)
    index.apply((Put(key, entries) for key, entries in library.items()), 1)
    return index


def ablate(index: Index, asked: list[Question], rebuilt: Callable[[], Index]) -> None:
    """Print what each part of the ranking is worth: the whole without it."""
    nothing = lexicon.Table({}, ())
    search = ours(index)
    lay, asked_for = {"_legal": lambda: nothing}, {"_asked": lambda: nothing}
    without: list[tuple[str, Any, dict[str, Any]]] = [
        ("lay words and asked words", lexicon, lay | asked_for),
        ("lay words", lexicon, lay),
        ("asked words", lexicon, asked_for),
        ("boilerplate", lexicon, {"BOILERPLATE": 1.0}),
        ("headings", rank, {"_HEADINGS": 1e-6}),
        ("chapter and law", rank, {"_AROUND": 1e-6}),
    ]
    for name, module, values in without:
        with changed(module, **values):
            show(f"  without {name}", score(search, asked))
    with changed(schema, STANDING={}):
        show("  without standing", score(ours(rebuilt()), asked))


def halves(index: Index, asked: list[Question]) -> None:
    """Choose the parameters on one half of the questions and report them on the other."""
    search = ours(index)
    values = ((0.2, 0.3, 0.5), (0.2, 0.35, 0.5), (0.3, 0.5, 0.7), (0.2, 0.4, 1.0))
    grid = list(itertools.product(*values))
    runs_: list[list[Score]] = []
    for headings, around, legal, boilerplate in grid:
        with (
            changed(rank, _HEADINGS=headings, _AROUND=around),
            changed(lexicon, LEGAL=legal, BOILERPLATE=boilerplate),
        ):
            runs_.append(score(search, asked))
    for name, chosen_on, told_on in (("even", 0, 1), ("odd", 1, 0)):
        best = max(range(len(grid)), key=lambda at: sum(means(runs_[at][chosen_on::2])[:2]))
        told = means(runs_[best][told_on::2])
        print(
            f"chosen on the {name} half {grid[best]}: on the other"
            f" {told.at_100:.3f} {told.at_10:.3f} {told.reciprocal:.3f}"
        )


def worst(search: Search, asked: list[Question], scores: list[Score]) -> None:
    """List the questions whose answers are not among the first ten."""
    for question, one in zip(asked, scores, strict=True):
        if one.at_10 < 1:
            first = ["".join(key) for key in search(question.text)[:3]]
            print(f"  {one.at_10:.2f} {one.at_100:.2f} {question} {first}")


def main() -> int:
    """Measure; 1 when less is found than must be."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("--ablate", action="store_true", help="leave out each part in turn")
    reader.add_argument("--halves", action="store_true", help="choose on one, tell on the other")
    reader.add_argument("--show", action="store_true", help="list the questions that fail")
    options = reader.parse_args()
    if "PLUMBLINE_TEXTS" not in os.environ:
        print("retrieval: left out, PLUMBLINE_TEXTS does not name the folder that holds laws/")
        return 2
    texts = Path(os.environ["PLUMBLINE_TEXTS"])
    library = load(texts / "laws")
    asked = questions(texts / "retrieval" / "stard-dev.json", library)
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        (here / "plain").mkdir()
        start = time.perf_counter()
        index = build(library, here / "ours")
        seconds = time.perf_counter() - start
        size = sum(file.stat().st_size for file in (here / "ours").rglob("*")) / 1e6
        print(f"{index.size} articles, {len(asked)} questions", end="; ")
        print(f"built in {seconds:.1f} s, {size:.0f} MB")
        print(f"{'':<34}{'R@100':>8}{'R@10':>8}{'MRR':>8}{'even':>17}{'odd':>17}")
        show("plain BM25 over pairs", score(plain(library, here / "plain"), asked))
        scores = score(ours(index), asked)
        show("plumbline.search", scores)
        if options.ablate:
            ablate(index, asked, lambda: build(library, here / "other"))
        if options.halves:
            halves(index, asked)
        if options.show:
            worst(ours(index), asked, scores)
    whole = means(scores)
    print(f"at least {LEAST}, hoped {HOPED}")
    return int(whole.at_100 < LEAST[0] or whole.at_10 < LEAST[1])


if __name__ == "__main__":
    sys.exit(main())
