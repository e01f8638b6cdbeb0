"""装载 -- many rows put into PostgreSQL without its indexes and keys, which are made afterwards.

A key that is made at once over eight million rows takes seconds; kept while they come, row by row
at random places, it takes most of the time that there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection

_KEYS: Final = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype
FROM pg_constraint
WHERE contype IN ('p', 'u', 'f')
  AND (conrelid = ANY(%(tables)s::regclass[]) OR confrelid = ANY(%(tables)s::regclass[]))
ORDER BY contype = 'f', contype = 'u'
"""
"""The keys of some tables and those of others that refer to them, which come last."""
_INDEXES: Final = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid = ANY(%(tables)s::regclass[])
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


@contextmanager
def unindexed(tables: Sequence[str]) -> Iterator[None]:
    """Tables that have no index and no key meanwhile; SQLite keeps its own."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        keys = _asked(cursor, _KEYS, tables)
        indexes = _asked(cursor, _INDEXES, tables)
        for table, name, *_ in reversed(keys):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition, _kind in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _asked(cursor: Any, question: str, tables: Sequence[str]) -> list[tuple[Any, ...]]:
    cursor.execute(question, {"tables": [*tables]})
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
