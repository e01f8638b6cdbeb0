"""预备 -- questions that every page asks the database, written out by Django once for all.

Django takes three times as long to write such a query as the database takes to answer it. A
prepared one is written with an example for each value, and asked again and again with others. Rows
that every event writes are written in the same spirit.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = uuid.UUID | date | int | str


@dataclass(frozen=True, slots=True)
class _Written:
    """A query in the words of a database; `places` says which value each parameter is, None for
    one that is always the same; `converters` make of a column what its field holds."""

    compiler: SQLCompiler
    converters: dict[int, Any]
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[int | None, ...]


class Prepared:
    """A query for tuples (`values_list`) of a few values: UUIDs, days, numbers or texts.

    `asked` makes it of the `examples`, which must differ from each other and from every constant
    of the query.
    """

    def __init__(self, asked: Callable[..., QuerySet[Any, Any]], *examples: Value) -> None:
        self._asked = asked
        self._examples = examples
        self._written: dict[str, _Written] = {}

    def rows(self, *values: Value) -> Iterable[tuple[Any, ...]]:
        """The tuples for these values, one for each example. Raises TypeError for another number
        of them."""
        if len(values) != len(self._examples):
            raise TypeError(f"{len(values)} values for {len(self._examples)} examples")
        written = self._written.get(connection.vendor) or self._write()
        sent = [_adapted(one) for one in values]
        pairs = zip(written.parameters, written.places, strict=True)
        parameters = [one if place is None else sent[place] for one, place in pairs]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            found = cursor.fetchall()
        converters = written.converters
        return map(
            tuple, written.compiler.apply_converters(found, converters) if converters else found
        )

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


def insert(row: Model) -> None:
    """Write a new row with all of its columns, its key among them. Raises IntegrityError as saving
    does."""
    fields = type(row)._meta.concrete_fields
    values = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(type(row)), values)


@cache
def _insertion(model: type[Model]) -> str:
    fields = model._meta.concrete_fields
    names = ", ".join(_quoted(one.column or "") for one in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 -- names of models


def update(row: Model, names: Iterable[str], **known: Value) -> bool:
    """Write some columns of a row, where these others are known to be as given; whether it was."""
    model: Any = type(row)
    fields = [model._meta.get_field(name) for name in names]
    asked = [model._meta.pk, *(model._meta.get_field(name) for name in known)]
    told = ", ".join(f"{_quoted(one.column)} = %s" for one in fields)
    where = " AND ".join(f"{_quoted(one.column)} = %s" for one in asked)
    values = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
    pairs = zip(asked, (row.pk, *known.values()), strict=True)
    values += [one.get_db_prep_value(value, connection) for one, value in pairs]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {_quoted(model._meta.db_table)} SET {told} WHERE {where}", values)  # noqa: S608
        return bool(cursor.rowcount)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _adapted(value: Value) -> Any:
    """A value as Django hands it to the database."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
