"""The index as a folder: made, brought up to date in one commit, and asked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import tantivy

from plumbline.search import integrity, match, rank, schema, snippet
from plumbline.search.entry import Drop, Put
from plumbline.search.facets import count_by
from plumbline.search.faults import IndexFault
from plumbline.search.query import Query
from plumbline.search.results import Hit, Results
from plumbline.search.tokens import terms

_HEAP: Final = 64_000_000
"""Bytes that the writer may fill before it writes a segment."""
_MARGIN: Final = 50
"""Articles fetched beyond the page, so that equal scores are ordered before it is cut."""


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
        return self._count([match.any_article(self._schema)])

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
        """The articles that answer a query, best first, with counts by field."""
        self._refresh()
        if query.is_empty or limit < 1:
            return Results(0, (), {})
        made = self._query(query)
        found = self._searcher.search(made, limit + offset + _MARGIN, count=True)
        page = self._ordered(found.hits)[offset : offset + limit]
        sought = {t for part in (query.words, *query.phrases) for t, _, _ in terms(part)}
        hits = [
            self._hit(rank_, score, address, query.on, sought)
            for rank_, (score, address) in enumerate(page, offset + 1)
        ]
        facets = count_by(self._searcher, made, schema.day_number(query.on, 0))
        return Results(found.count, tuple(hits), facets)

    def _change_one(self, writer: tantivy.IndexWriter, change: Put | Drop) -> int:
        writer.delete_documents_by_term("version_id", change.version_id)
        count = 0
        if isinstance(change, Put):
            for entry in change.entries:
                writer.add_document(schema.article(entry))
                count += 1
        return count

    def _query(self, query: Query) -> tantivy.Query:
        clauses = match.required(self._schema, query)
        if query.words:
            ranked = rank.scored(self._schema, query.words)
            either = tantivy.Query.boolean_query(ranked) if ranked else tantivy.Query.empty_query()
            clauses.append((tantivy.Occur.Must, either))
        else:
            clauses.append(match.any_article(self._schema))
        return tantivy.Query.boolean_query(clauses)

    def _ordered(
        self, hits: list[tuple[Any, tantivy.DocAddress]]
    ) -> list[tuple[float, tantivy.DocAddress]]:
        ties = self._searcher.fast_field_values("tie", [address for _, address in hits])
        keyed = sorted(
            (-round(float(score), 4), int(tie or 0), at)
            for at, ((score, _), tie) in enumerate(zip(hits, ties, strict=True))
        )
        return [(float(hits[at][0]), hits[at][1]) for _, _, at in keyed]

    def _hit(
        self, place: int, score: float, address: tantivy.DocAddress, on: str, sought: set[str]
    ) -> Hit:
        kept = schema.loads(self._searcher.doc(address))
        text, day_from, day_to = (kept.pop(k) for k in ("text", "effective_on", "ends_on"))
        kept["path"] = tuple(kept["path"])
        return Hit(
            rank=place,
            score=round(score, 4),
            status=status_on(on, day_from, day_to),
            snippet=snippet.cut(text, sought),
            **kept,
        )

    def _count(self, clauses: list[match.Clause]) -> int:
        found = self._searcher.search(tantivy.Query.boolean_query(clauses), 1, count=True)
        return int(found.count)

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


def status_on(on: str, effective_on: str, ends_on: str) -> str:
    """Whether a text is in force on a day (all ISO); empty when no day is asked."""
    if not on:
        return ""
    if ends_on and ends_on <= on:
        return "ended"
    return "not_yet" if effective_on > on else "in_force"
