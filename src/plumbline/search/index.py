"""The index as a folder: made, brought up to date in one commit, and asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import tantivy

from plumbline.search import integrity, match, rank, schema, snippet
from plumbline.search.entry import Drop, Put
from plumbline.search.facets import Origin, count_by, status_on
from plumbline.search.faults import IndexFault
from plumbline.search.lexicon import weighted
from plumbline.search.query import Query
from plumbline.search.results import Hit, Results
from plumbline.search.tokens import terms

_HEAP: Final = 64_000_000
"""Bytes that the writer may fill before it writes a segment."""


class Index:
    """Articles that can be searched, in a folder that one writer and many readers share.

    A reader sees a commit as soon as it asks again. Every commit says which change of
    the library it was, so an index that is behind, or was never finished, says so itself.
    """

    def __init__(self, folder: Path, opened: tantivy.Index) -> None:
        """Use `create` or `open`."""
        self._folder = folder
        self._index = opened
        self._schema = opened.schema
        self._seen: tuple[int, int] | None = None
        self._searcher = opened.searcher()
        self._change = -1
        self._origins: dict[int, Origin] = {}

    @classmethod
    def create(cls, folder: Path) -> Index:
        """Make an empty index in a folder, in place of one that is there.

        Nothing but the files of an earlier index is removed. Its change number is 0.
        """
        folder.mkdir(parents=True, exist_ok=True)
        integrity.clear(folder)
        made = cls(folder, tantivy.Index(schema.build(), str(folder), reuse=False))
        made.apply((), 0)
        return made

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open an index that is there.

        Raises IndexFault when it is missing, half written or of another make.
        """
        integrity.check_files(folder)
        try:
            found = cls(folder, tantivy.Index.open(str(folder)))
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
        _, articles = match.any_article(self._schema)
        counted = self._searcher.aggregate(articles, {"n": {"value_count": {"field": "tie"}}})
        return int(counted["n"]["value"])

    def verify(self) -> None:
        """Read every file and raise IndexFault if one is not as it was written."""
        integrity.check_files(self._folder)
        integrity.check_contents(self._folder)

    def apply(self, changes: Iterable[Put | Drop], change_number: int) -> int:
        """Take in changes and their number in one commit; give the number of articles put.

        All or nothing: when an entry cannot be laid out, or the process dies, the index
        stays as it was. `changes` may be a generator and is read once.
        """
        writer = self._index.writer(_HEAP, 1)
        try:
            count = sum(self._change_one(writer, change) for change in changes)
            writer.delete_documents_by_term("unit", schema.STATE)
            writer.add_document(schema.state(change_number))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        return count

    def search(self, query: Query, limit: int = 10, offset: int = 0) -> Results:
        """The articles that answer a query, best first, with counts by field.

        At most `rank.POOL` articles are ranked and counted. Articles that a filter
        alone picks come in the order of how often they are cited.
        """
        self._refresh()
        ranked = [] if query.is_empty else self._ranked(query)
        sought = {t for part in (query.words, *query.phrases) for t, _, _ in terms(part)}
        sought |= weighted(query.words).keys()
        hits = tuple(
            self._hit(place, one, query.on, sought)
            for place, one in enumerate(ranked[offset : offset + max(limit, 0)], offset + 1)
        )
        counted = count_by(Counter(one.whole for one in ranked), self._origin, query.on)
        return Results(len(ranked), len(ranked) == rank.POOL, hits, counted)

    def _change_one(self, writer: tantivy.IndexWriter, change: Put | Drop) -> int:
        writer.delete_documents_by_term("version_id", change.version_id)
        count = 0
        if isinstance(change, Put):
            for document in schema.version(change.entries):
                writer.add_document(document)
                count += document.get_first("unit") == schema.ARTICLE
        return count

    def _ranked(self, query: Query) -> list[rank.Ranked]:
        required = match.required(self._schema, query)
        words = " ".join((query.words, *query.phrases))
        if words.strip():
            on = schema.day_number(query.on, 0)
            return rank.pool(self._searcher, self._schema, words, required, on)
        everything = tantivy.Query.boolean_query([*required, match.any_article(self._schema)])
        return rank.listed(self._searcher, everything)

    def _hit(self, place: int, one: rank.Ranked, on: str, sought: set[str]) -> Hit:
        kept = schema.loads(self._searcher.doc(one.address))
        text, day_from, day_to = (kept.pop(k) for k in ("text", "effective_on", "ends_on"))
        kept["path"] = tuple(kept["path"])
        return Hit(
            rank=place,
            score=round(one.score, 4),
            status=status_on(on, day_from, day_to),
            snippet=snippet.cut(text, sought),
            **kept,
        )

    def _origin(self, whole: int) -> Origin:
        """What is counted of an article, found once for all articles of a version."""
        if whole not in self._origins:
            asked = tantivy.Query.term_query(self._schema, "id", str(whole))
            ((_, address),) = self._searcher.search(asked, 1, count=False).hits
            self._origins[whole] = Origin(**schema.loads(self._searcher.doc(address)))
        return self._origins[whole]

    def _refresh(self) -> None:
        try:
            stat = (self._folder / "meta.json").stat()
        except FileNotFoundError:
            raise IndexFault(f"{self._folder}: the index is gone; build it") from None
        if (stat.st_mtime_ns, stat.st_ino) == self._seen:
            return
        self._index.reload()
        self._searcher = self._index.searcher()
        self._change = self._read_state()
        self._origins = {}
        self._seen = (stat.st_mtime_ns, stat.st_ino)

    def _read_state(self) -> int:
        asked = tantivy.Query.term_query(self._schema, "unit", schema.STATE)
        found = self._searcher.search(asked, 1).hits
        if not found:
            raise IndexFault(f"{self._folder}: was never finished; rebuild")
        kept = schema.loads(self._searcher.doc(found[0][1]))
        if kept["format"] != schema.FORMAT:
            raise IndexFault(
                f"{self._folder}: format {kept['format']}, this program reads"
                f" {schema.FORMAT}; rebuild"
            )
        return int(kept["change"])
