"""预备 -- questions that every page asks the database, written out by Django once for all.

Django takes three times as long to write such a query as the database takes to answer it. A
prepared one is written with an example for each value, and asked again and again with others. Rows
that every event writes are written in the same spirit.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import BooleanField, CharField, IntegerField, Model, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler

Value = uuid.UUID | date | int | str
_PLAIN_VALUES: Final = frozenset({str, int, bool, type(None)})
_PLAIN_FIELDS: Final = (CharField, TextField, IntegerField, BooleanField)
"""Their texts and numbers the databases take as they are; Django makes sure of it with four calls
for each."""

POSTGRESQL: Final = "postgresql"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Question(Generic[Row]):
    """A question in the words of the database, with its values; `read` makes of the rows that
    answer it what is wanted."""

    sql: str
    values: Sequence[Any]
    read: Callable[[list[Any]], Iterable[Row]]


def answers(*questions: Question[Any]) -> list[list[Any]]:
    """What answers each of some questions; PostgreSQL is asked all of them at once, since
    the way there and back takes longer than the answer."""
    found: list[list[Any]] = []
    with connection.cursor() as cursor:
        if connection.vendor == POSTGRESQL:
            values = [value for one in questions for value in one.values]
            cursor.execute("; ".join(one.sql for one in questions), values)
            for _one in questions:
                found.append(cursor.fetchall())
                cursor.nextset()
        else:
            for one in questions:
                cursor.execute(one.sql, one.values)
                found.append(cursor.fetchall())
    return [list(one.read(rows)) for one, rows in zip(questions, found, strict=True)]


@dataclass(frozen=True, slots=True)
class _Written:
    """A query in the words of a database; `places` says which value each parameter is, None for
    one that is always the same; `converters` make of a column what its field holds."""

    compiler: SQLCompiler
    converters: dict[int, Any]
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[int | None, ...]

    def read(self, rows: list[Any]) -> Iterable[tuple[Any, ...]]:
        """Rows with the values that their fields hold."""
        converters = self.converters
        return map(tuple, self.compiler.apply_converters(rows, converters) if converters else rows)


class Prepared:
    """A query for tuples (`values_list`) of a few values: UUIDs, days, numbers or texts.

    `asked` makes it of the `examples`, which must differ from each other and from every constant
    of the query.
    """

    def __init__(self, asked: Callable[..., QuerySet[Any, Any]], *examples: Value) -> None:
        self._asked = asked
        self._examples = examples
        self._written: dict[str, _Written] = {}

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """The tuples for these values, one for each example. Raises TypeError for another number
        of them."""
        return answers(self.asked(*values))[0]

    def asked(self, *values: Value) -> Question[tuple[Any, ...]]:
        """The question with these values, one for each example. Raises TypeError for another
        number of them."""
        if len(values) != len(self._examples):
            raise TypeError(f"{len(values)} values for {len(self._examples)} examples")
        written = self._written.get(connection.vendor) or self._write()
        sent = [_adapted(one) for one in values]
        pairs = zip(written.parameters, written.places, strict=True)
        parameters = [one if place is None else sent[place] for one, place in pairs]
        return Question(written.sql, parameters, written.read)

    def _write(self) -> _Written:
        compiler = self._asked(*self._examples).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        known = {_adapted(one): place for place, one in enumerate(self._examples)}
        places = tuple(known.get(one) for one in parameters)
        if {*places} - {None} != {*known.values()}:
            raise ValueError(f"an example is not among the parameters {parameters} of {sql}")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        written = _Written(compiler, converters, sql, tuple(parameters), places)
        self._written[connection.vendor] = written
        return written


@dataclass(frozen=True, slots=True)
class _Statement:
    """One statement that writes, with its values."""

    sql: str
    values: Sequence[Any]


def insert(row: Model) -> None:
    """Write a new row with all of its columns, its key among them. Raises IntegrityError as saving
    does."""
    statement = _inserting(row, "VALUES ({})")
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)


def update(row: Model, names: Iterable[str], **known: Value) -> bool:
    """Write some columns of a row, where these others are known to be as given; whether it was."""
    statement = _updating(row, names, known)
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        return bool(cursor.rowcount)


def update_with(row: Model, names: Iterable[str], new: Sequence[Model], **known: Value) -> bool:
    """Write some columns of a row, where these others are known to be as given, and new rows with
    it; whether it was, since nothing is written where it was not.

    All is made ready before the database is asked, so that others wait the shorter: PostgreSQL
    takes it as one statement. Raises IntegrityError as saving does.
    """
    moved = _updating(row, names, known)
    if connection.vendor == POSTGRESQL:
        return _at_once(moved, [_inserting(one, "SELECT {} FROM moved") for one in new])
    added = [_inserting(one, "VALUES ({})") for one in new]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(moved.sql, moved.values)
        if not cursor.rowcount:
            return False
        for one in added:
            cursor.execute(one.sql, one.values)
    return True


def _at_once(moved: _Statement, added: Sequence[_Statement]) -> bool:
    """A statement, and others that read `moved`, as one; whether the first found its row."""
    parts = [f"moved AS ({moved.sql} RETURNING 1)"]
    parts += [f"new_{number} AS ({one.sql})" for number, one in enumerate(added)]
    sql = f"WITH {', '.join(parts)} SELECT 1 FROM moved"  # noqa: S608 -- names of models
    values = [value for one in (moved, *added) for value in one.values]
    # One statement is a transaction; in another, a fault must leave that one usable.
    alone = nullcontext() if connection.get_autocommit() else transaction.atomic()
    with alone, connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() is not None


def _updating(row: Model, names: Iterable[str], known: Mapping[str, Value]) -> _Statement:
    model: Any = type(row)
    fields = [model._meta.get_field(name) for name in names]
    asked = [model._meta.pk, *(model._meta.get_field(name) for name in known)]
    told = ", ".join(f"{_quoted(one.column)} = %s" for one in fields)
    where = " AND ".join(f"{_quoted(one.column)} = %s" for one in asked)
    values = _values(row, fields)
    pairs = zip(asked, (row.pk, *known.values()), strict=True)
    values += [one.get_db_prep_value(value, connection) for one, value in pairs]
    table = _quoted(model._meta.db_table)
    return _Statement(f"UPDATE {table} SET {told} WHERE {where}", values)  # noqa: S608 -- names of models


def _inserting(row: Model, source: str) -> _Statement:
    """A row with all of its columns; `source` says where its values stand."""
    values = _values(row, type(row)._meta.concrete_fields)
    return _Statement(_insertion(type(row), source), values)


def _values(row: Model, fields: Iterable[Any]) -> list[Any]:
    """What a row holds in some fields, as the database takes it."""
    database = connections[DEFAULT_DB_ALIAS]
    found = []
    for one in fields:
        value = getattr(row, one.attname)
        if not (type(value) in _PLAIN_VALUES and isinstance(one, _PLAIN_FIELDS)):
            value = one.get_db_prep_save(value, database)
        found.append(value)
    return found


@cache
def _insertion(model: type[Model], source: str) -> str:
    fields = model._meta.concrete_fields
    names = ", ".join(_quoted(one.column or "") for one in fields)
    places = source.format(", ".join(["%s"] * len(fields)))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) {places}"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _adapted(value: Value) -> Any:
    """A value as Django hands it to the database."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
