"""The index as a folder: made, brought up to date in one commit, and asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

import tantivy

from plumbline.search import integrity, match, rank, schema, snippet
from plumbline.search.entry import Drop, Put
from plumbline.search.facets import Origin, count_by
from plumbline.search.faults import IndexFault
from plumbline.search.lexicon import weighted
from plumbline.search.query import Query
from plumbline.search.results import Facet, Hit, Results
from plumbline.search.tokens import runs, spaced, stretches

_ARTICLES: Final = "articles"
_GROUPS: Final = "groups"
_HEAP: Final = {_ARTICLES: 128_000_000, _GROUPS: 48_000_000}
"""Bytes that a writer may fill before it writes a segment."""


Facets = Literal["none", "counted"]


class Index:
    """Articles that can be searched, in a folder that one writer and many readers share.

    A reader sees a commit as soon as it asks again. Every commit says which change of
    the library it was, so an index that is behind, or was never finished, says so itself.
    """

    def __init__(self, folder: Path, articles: tantivy.Index, groups: tantivy.Index) -> None:
        """Use `create` or `open`."""
        self._folder = folder
        self._articles = articles
        self._groups = groups
        self._seen = (0, 0)
        self._change = -1
        self._origins: dict[int, Origin] = {}
        self._reader = self._read()

    @classmethod
    def create(cls, folder: Path) -> Index:
        """Make an empty index in a folder, in place of one that is there.

        Nothing but the files of an earlier index is removed. Its change number is 0.
        """
        for name in (_ARTICLES, _GROUPS):
            (folder / name).mkdir(parents=True, exist_ok=True)
            integrity.clear(folder / name)
        groups = tantivy.Index(schema.group_fields(), str(folder / _GROUPS), reuse=False)
        articles = tantivy.Index(schema.article_fields(), str(folder / _ARTICLES), reuse=False)
        made = cls(folder, articles, groups)
        made.apply((), 0)
        return made

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open an index that is there.

        Raises IndexFault when it is missing, half written or of another make.
        """
        for name in (_ARTICLES, _GROUPS):
            integrity.check_files(folder / name)
        try:
            articles = tantivy.Index.open(str(folder / _ARTICLES))
            found = cls(folder, articles, tantivy.Index.open(str(folder / _GROUPS)))
        except ValueError as error:
            raise IndexFault(f"{folder}: cannot be opened ({error}); rebuild") from None
        found._refresh()
        return found

    @property
    def change_number(self) -> int:
        """The last change of the library that the index has taken in."""
        self._refresh()
        return self._change

    @property
    def size(self) -> int:
        """How many articles can be found."""
        self._refresh()
        _, articles = match.any_article(self._reader.article_schema)
        asked = {"n": {"value_count": {"field": "tie"}}}
        return int(self._reader.articles.aggregate(articles, asked)["n"]["value"])

    def kept(self) -> Iterator[dict[str, Any]]:
        """Every article as the index keeps it, in no order, for whoever compares it."""
        self._refresh()
        _, articles = match.any_article(self._reader.article_schema)
        found = self._reader.articles.search(articles, max(self.size, 1), count=False)
        for _, address in found.hits:
            yield schema.loads(self._reader.articles.doc(address))

    def verify(self) -> None:
        """Read every file and raise IndexFault if one is not as it was written."""
        for name in (_ARTICLES, _GROUPS):
            integrity.check_files(self._folder / name)
            integrity.check_contents(self._folder / name)

    def apply(self, changes: Iterable[Put | Drop], change_number: int) -> int:
        """Take in changes and their number; give the number of articles put.

        All or nothing: when an entry cannot be laid out, or the process dies, the index
        keeps its old change number, and applying the same changes again mends it.
        `changes` may be a generator and is read once. Raises IndexFault when another
        process is writing.
        """
        # The lock of the articles is taken first, so that a second writer changes nothing.
        articles = self._writer(self._articles, _ARTICLES)
        groups = self._writer(self._groups, _GROUPS)
        try:
            count = sum(_change_one(articles, groups, change) for change in changes)
            articles.delete_documents_by_term("unit", schema.STATE)
            articles.add_document(schema.state(change_number))
            # The articles come last: their commit carries the change number of both.
            groups.commit()
            articles.commit()
        except BaseException:
            groups.rollback()
            articles.rollback()
            raise
        finally:
            groups.wait_merging_threads()
            articles.wait_merging_threads()
        return count

    def search(
        self, query: Query, limit: int = 10, offset: int = 0, *, facets: Facets = "counted"
    ) -> Results:
        """The articles that answer a query, best first, from `offset` on, at most `limit`.

        With facets "counted", all that answers is also counted by field, which takes as
        long again. Articles that a filter alone picks come the most cited first.
        """
        self._refresh()
        words = " ".join((query.words, *query.phrases)).strip()
        weights = weighted(words)
        needed = rank.POOL if facets == "counted" else offset + limit
        ranked = self._ranked(query, weights, needed)
        page = range(offset, min(offset + max(limit, 0), len(ranked.scores)))
        sought = _sought(query)
        day = schema.day_number(query.on, 0)
        hits = tuple(self._hit(ranked, at, day, sought) for at in page)
        counted = self._counted(query, weights, day) if facets == "counted" else {}
        return Results(ranked.found, ranked.found == rank.POOL, hits, counted)

    def _counted(
        self, query: Query, weights: dict[str, float], day: int
    ) -> dict[str, tuple[Facet, ...]]:
        if query.is_empty or ((query.words or query.phrases) and not weights):
            return count_by(Counter(), self._origin, day)
        required = match.required(self._reader.article_schema, query)
        return count_by(rank.spread(self._reader, weights, required), self._origin, day)

    def _writer(self, index: tantivy.Index, name: str) -> tantivy.IndexWriter:
        try:
            return index.writer(_HEAP[name], 1)
        except ValueError as error:
            raise IndexFault(f"{self._folder / name}: cannot be written now ({error})") from None

    def _ranked(self, query: Query, weights: dict[str, float], needed: int) -> rank.Ranked:
        if query.is_empty:
            return rank.Ranked([], [], [], 0)
        day = schema.day_number(query.on, 0)

        def force(whole: int) -> float:
            origin = self._origin(whole)
            return rank.in_force(origin.start, origin.end, day)

        required = match.required(self._reader.article_schema, query)
        if query.words or query.phrases:
            asked = rank.answers(self._reader, weights, required)
            return rank.best(self._reader, asked, needed, force)
        articles = match.any_article(self._reader.article_schema)
        asked = tantivy.Query.boolean_query([*required, articles])
        return rank.listed(self._reader, asked, needed)

    def _hit(self, ranked: rank.Ranked, at: int, day: int, sought: set[str]) -> Hit:
        kept = schema.loads(self._reader.articles.doc(ranked.addresses[at]))
        kept["path"] = tuple(kept["path"])
        text = kept.pop("text")
        return Hit(
            rank=at + 1,
            score=round(ranked.scores[at], 4),
            status=self._origin(ranked.wholes[at]).status(day),
            snippet=snippet.cut(text, sought),
            **kept,
        )

    def _origin(self, whole: int) -> Origin:
        """What is counted of an article, read once for all articles of a version."""
        if whole not in self._origins:
            asked = tantivy.Query.term_query(self._reader.group_schema, "key", whole)
            ((_, address),) = self._reader.groups.search(asked, 1, count=False).hits
            self._origins[whole] = Origin(**schema.loads(self._reader.groups.doc(address)))
        return self._origins[whole]

    def _read(self) -> rank.Reader:
        self._groups.reload()
        self._articles.reload()
        return rank.Reader(
            self._articles.searcher(),
            self._articles.schema,
            self._groups.searcher(),
            self._groups.schema,
        )

    def _refresh(self) -> None:
        try:
            stat = (self._folder / _ARTICLES / "meta.json").stat()
        except FileNotFoundError:
            raise IndexFault(f"{self._folder}: the index is gone; build it") from None
        if (stat.st_mtime_ns, stat.st_ino) == self._seen:
            return
        self._reader = self._read()
        self._change = self._read_state()
        self._origins = {}
        self._seen = (stat.st_mtime_ns, stat.st_ino)

    def _read_state(self) -> int:
        asked = tantivy.Query.term_query(self._reader.article_schema, "unit", schema.STATE)
        found = self._reader.articles.search(asked, 1).hits
        if not found:
            raise IndexFault(f"{self._folder}: was never finished; rebuild")
        kept = schema.loads(self._reader.articles.doc(found[0][1]))
        if kept["format"] != schema.FORMAT:
            raise IndexFault(
                f"{self._folder}: format {kept['format']}, this program reads"
                f" {schema.FORMAT}; rebuild"
            )
        return int(kept["change"])


def _sought(query: Query) -> set[str]:
    """What a snippet marks: phrases as they were typed, and of other words every term."""
    phrases = {stretch for phrase in query.phrases for stretch in stretches(phrase)}
    terms = {term for run in runs(query.words) for term in run}
    return phrases | terms | weighted(query.words).keys()


def _change_one(
    articles: tantivy.IndexWriter, groups: tantivy.IndexWriter, change: Put | Drop
) -> int:
    articles.delete_documents_by_term("version_id", change.version_id)
    groups.delete_documents_by_term("version_id", change.version_id)
    entries = list(change.entries) if isinstance(change, Put) else []
    bodies = [spaced(entry.text) for entry in entries]
    for entry, body in zip(entries, bodies, strict=True):
        articles.add_document(schema.article(entry, body))
    for document in schema.around(entries, bodies):
        groups.add_document(document)
    return len(entries)
